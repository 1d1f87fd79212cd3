"""Write docs/findings.md from the checks themselves: name, severity, and the docstring that says what each finds.

    python scripts/write_findings_reference.py

Not for prose: what stands outside the marks is a person's.
"""

from __future__ import annotations

import re
from pathlib import Path

from communique.review import CHECKS
from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "python scripts/write_findings_reference.py"


def reference() -> str:
    """A row for each check, as Markdown."""
    rows = [f"| `{check.name}` | {check.severity.value} | {_line(check.description)} |" for check in CHECKS]
    return "\n".join(["| check | severity | what it finds |", "| --- | --- | --- |", *rows])


def _line(text: str) -> str:
    """A docstring on one line, with its marks of code as Markdown has them."""
    return re.sub(r"``([^`]+)``", r"`\1`", " ".join(text.split())).replace("|", "\\|")


def write(path: Path = ROOT / "docs" / "findings.md") -> None:
    """Put the reference between the marks of the page."""
    replace_marked(path, COMMAND, reference(), heading="Findings")


if __name__ == "__main__":
    write()
