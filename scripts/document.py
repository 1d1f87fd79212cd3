"""Write the parts of the documentation that the program itself knows: tables of problems and errors, the transcript.

    python scripts/document.py problems            docs/problems.md, from PROBLEM_CODES and the error classes
    python scripts/document.py transcript FILE     README.md, from the output of `make demo` that FILE holds

Not for prose: what stands outside the marks is a person's.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from communique.problems import PROBLEM_CODES, CommuniqueError
from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "communique"
PROBLEMS = "python scripts/document.py problems"
TRANSCRIPT = "python scripts/document.py transcript"
COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def errors() -> dict[str, str]:
    """Error code -> the first line of its class's docstring, from the source: a class with a ``code`` of its own."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and (code := _code(node)) and code != CommuniqueError.code:
                found[code] = (ast.get_docstring(node) or "").partition("\n")[0]
    return dict(sorted(found.items()))


def problems_text() -> str:
    """The two tables of docs/problems.md."""
    problems = [f"| `{code}` | {advice} |" for code, advice in PROBLEM_CODES.items()]
    calls = [f"| `{code}` | {line} |" for code, line in errors().items()]
    return "\n".join(
        [
            *("## Problems in the data", "", "| code | what it is, and what to do |", "| --- | --- |", *problems, ""),
            *("## Errors of a call", "", "| code | what it is |", "| --- | --- |", *calls),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("problems", help="write docs/problems.md")
    commands.add_parser("transcript", help="write the transcript in README.md").add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "problems":
        replace_marked(ROOT / "docs" / "problems.md", PROBLEMS, problems_text(), heading="Problems and errors")
    else:
        output = COLOUR.sub("", options.file.read_text(encoding="utf-8")).strip()
        replace_marked(ROOT / "README.md", TRANSCRIPT, f"```\n{output}\n```", heading="Communiqué")
    return 0


def _code(node: ast.ClassDef) -> str | None:
    """The string that the body of a class assigns to ``code``, where the class is an error."""
    if not node.name.endswith("Error"):
        return None
    for statement in node.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=str(code))):
                return code
    return None


if __name__ == "__main__":
    sys.exit(main())
