"""The part of a page that a script writes, between two marks; the prose around it is a person's."""

from __future__ import annotations

from pathlib import Path

BEGIN = "<!-- written by {command}: begin -->"
END = "<!-- written by {command}: end -->"


def replace_marked(page: Path, command: str, text: str, *, heading: str) -> None:
    """Put ``text`` between the marks of ``command``; a page that is not there is begun with ``heading``."""
    begin, end = BEGIN.format(command=command), END.format(command=command)
    if not page.exists():
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# {heading}\n\n{begin}\n{end}\n", encoding="utf-8")
    before, begun, rest = page.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise SystemExit(f"{page} has no lines {begin!r} and {end!r}; put them where the text is to stand.")
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")
