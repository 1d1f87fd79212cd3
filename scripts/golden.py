"""Hold the golden cases (tests/golden) against what the reader gives now, or put down what it gives.

Not a scorer: a case is right or it differs. For measured quality see docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"

CORE_FIELDS: dict[str, tuple[str, ...]] = {
    "visit": ("visitor", "destination"),
    "meeting": ("participants",),
    "agreement": ("parties", "stage"),
    "statement": ("speaker", "quote"),
    "figure": ("value", "unit"),
    "tally": ("of", "who", "to", "count", "ordinal"),
    "action": ("event", "actor", "recipient"),
}
"""Claim type -> the roles that decide whether two rows tell the same, beside ``type``, ``status`` and ``when``."""

ALWAYS = ("type", "status", "when")
NEVER = ("document", "id", "superseded")
READING = "|"

Row = dict[str, object]


def cases(names: Sequence[str] = (), root: Path = GOLDEN) -> tuple[Path, ...]:
    """The folders of the named cases, or of all; an unknown name is an error."""
    found = tuple(sorted(path.parent for path in root.glob("*/article.json")))
    unknown = set(names) - {path.name for path in found}
    if unknown:
        raise SystemExit(f"There is no golden case {', '.join(sorted(unknown))}; the cases are the folders of {root}.")
    return tuple(path for path in found if not names or path.name in names)


def expected_rows(case: Path) -> list[Row]:
    """The annotator's rows, less those that the article itself takes back."""
    lines = (case / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if not row.get("superseded")]


def read_rows(case: Path) -> list[Row]:
    """What the reader gives for the case's article."""
    from communique.exchange import claim_row  # noqa: PLC0415 - the files can be checked without the reader
    from communique.ids import snapshot_id  # noqa: PLC0415
    from communique.pipeline import read_document  # noqa: PLC0415
    from communique.records import Snapshot  # noqa: PLC0415

    content = json.dumps(json.loads((case / "article.json").read_bytes()), ensure_ascii=False).encode()
    snapshot = Snapshot(
        id=snapshot_id(content),
        content=content,
        media_type="application/x-communique-document+json",
        source=case.name,
    )
    reading, problems = read_document(snapshot)
    if reading is None:
        raise SystemExit(f"The case {case.name} was refused: {'; '.join(problem.message for problem in problems)}")
    return [claim_row(claim, reading.document.name) for claim in reading.claims]


def fields_of(row: Row, chosen: str) -> list[str]:
    """The fields of a row that are compared: its core, or all but the ids."""
    if chosen == "all":
        return [field for field in row if field not in NEVER]
    return [field for field in (*ALWAYS, *CORE_FIELDS[str(row["type"])]) if field in row]


def differences(expected: Sequence[Row], read: Sequence[Row], *, chosen: str = "core") -> list[str]:
    """One line for each row that only one side has (``-`` expected, ``+`` read); empty where they agree."""
    left = [row for row in read if not row.get("superseded")]
    missing = []
    for row in expected:
        match = next((other for other in left if _agree(row, other, chosen)), None)
        if match is None:
            missing.append(f"- {_line(row, chosen)}")
        else:
            left.remove(match)
    return missing + [f"+ {_line(row, chosen)}" for row in left]


def _agree(expected: Row, read: Row, chosen: str) -> bool:
    return all(same(expected[field], read.get(field)) for field in fields_of(expected, chosen))


def same(expected: object, read: object) -> bool:
    """Whether what was read is one of the readings of what was expected; of lists, in any order."""
    if not isinstance(expected, list):
        return any(plain(reading) == plain(read) for reading in readings(expected))
    if not isinstance(read, list):
        return False
    left = list(read)
    for item in expected:
        match = next((other for other in left if same(item, other)), None)
        if match is not None:
            left.remove(match)
        elif None not in readings(item):
            return False
    return not left


def readings(value: object) -> Iterator[object]:
    """The readings of an annotated value that are equally right."""
    if isinstance(value, str):
        yield from (None if reading == "null" else reading for reading in value.split(READING))
    else:
        yield value


def plain(value: object) -> object:
    """A name without accents and case; anything else as it is."""
    if not isinstance(value, str):
        return value
    letters = unicodedata.normalize("NFKD", value)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _line(row: Row, chosen: str) -> str:
    values = (
        f"{field}={json.dumps(row[field], ensure_ascii=False)}" for field in fields_of(row, chosen) if field != "type"
    )
    return f"{row['type']:<10} {' '.join(values)}"


def compare(names: Sequence[str], *, chosen: str) -> int:
    """Print the diff of each case that differs; 1 if one does, else 0."""
    folders = cases(names)
    differing = 0
    for case in folders:
        lines = differences(expected_rows(case), read_rows(case), chosen=chosen)
        if lines:
            differing += 1
            print(case.name, *lines, sep="\n  ")
    print(f"{len(folders) - differing} of {len(folders)} cases agree.")
    return 1 if differing else 0


def rewrite(names: Sequence[str]) -> int:
    """Replace the rows of the named cases by what the reader gives."""
    for case in cases(names):
        rows = [row | {"id": f"c{number}"} for number, row in enumerate(read_rows(case), 1)]
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        (case / "claims.jsonl").write_text("".join(lines), encoding="utf-8")
        print(f"{case.name}: {len(rows)} claims written.")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: ``compare [CASE…] [--fields core|all]`` and ``rewrite CASE…``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    comparing = commands.add_parser("compare", help="print a diff for each case that differs")
    comparing.add_argument("cases", nargs="*", metavar="CASE")
    comparing.add_argument("--fields", choices=("core", "all"), default="core")
    rewriting = commands.add_parser("rewrite", help="put down what the reader gives now")
    rewriting.add_argument("cases", nargs="+", metavar="CASE")
    options = parser.parse_args(arguments)
    if options.command == "compare":
        return compare(options.cases, chosen=options.fields)
    return rewrite(options.cases)


if __name__ == "__main__":
    sys.exit(main())
