"""Write docs/ledger.md from the ledger's SQL: every table and view with its columns, as the comments there say.

    python scripts/write_ledger_reference.py

Not for prose: what stands outside the marks is a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "communique" / "store"
COMMAND = "python scripts/write_ledger_reference.py"
CREATED = re.compile(
    r"^-- (?P<about>[^\n]+)\nCREATE (?:VIRTUAL )?(?P<kind>TABLE|VIEW) (?P<name>\w+)(?P<body>.+?);$", re.M | re.S
)
COLUMN = re.compile(r"^  (?P<code>.*?),? -- (?P<about>.+)$", re.M)


def created(file: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Name, comment and commented columns of all tables or views that a file creates."""
    for found in CREATED.finditer((FOLDER / file).read_text(encoding="utf-8")):
        columns = [(_name(column["code"], found["kind"]), column["about"]) for column in COLUMN.finditer(found["body"])]
        yield found["name"], found["about"], columns


def reference() -> str:
    """All views and tables, as Markdown."""
    parts = ["## Views"]
    parts += [_section(*each) for each in created("views.sql")]
    parts += ["## Tables"]
    parts += [_section(*each) for each in created("schema.sql")]
    parts += ["## Derived tables"]
    parts += [_section(*each) for each in created("derived.sql")]
    return "\n\n".join(parts)


def _name(code: str, kind: str) -> str:
    """The name of a column in its line: the first word of a table's, the last of a view's."""
    words = code.split()
    name = words[0] if kind == "TABLE" else words[-1]
    return name.rpartition(".")[2].rstrip(",").strip('"')


def _section(name: str, about: str, columns: list[tuple[str, str]]) -> str:
    rows = [f"| {f'`{column}`' if column != '*' else ''} | {words} |" for column, words in columns]
    return "\n".join([f"### `{name}`", "", about, "", "| column | |", "| --- | --- |", *rows])


def write(path: Path = ROOT / "docs" / "ledger.md") -> None:
    """Put the reference between the marks of the page."""
    replace_marked(path, COMMAND, reference(), heading="The ledger")


if __name__ == "__main__":
    write()
