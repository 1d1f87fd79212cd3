"""Reading from Python without a ledger: ``communique.read``. What it returns, ``Ledger.add`` takes."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import msgspec

from communique import ids
from communique.acquire import acquire
from communique.clean import refusal
from communique.clean.decoding import UndecodableError, decode
from communique.clean.paragraphs import split
from communique.clean.texts import first_title
from communique.config import LlmSettings, ReaderName, settings
from communique.detect import DEFAULT_MODEL
from communique.pipeline import read_document
from communique.problems import NOTES, CommuniqueError
from communique.records import Problem, Reading, Snapshot

DOCUMENT_TYPE = "application/x-communique-document+json"
LONGEST_PATH = 1024
"""Longer strings, and those with line breaks, are texts."""


class RefusedError(CommuniqueError):
    """The article was refused; the message is that of its problem."""

    code = "refused"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(f"{found.message} ({found.code})" for found in problems) or "Nothing could be read.")


class FactsError(CommuniqueError):
    """Facts were given for something that brings its own."""

    code = "facts-for-a-file"


def read(  # noqa: PLR0913 - four facts of the article, and two of who reads it
    text_or_path: str | Path,
    *,
    published: datetime.date | str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    model: str = DEFAULT_MODEL,
    reader: ReaderName = "rules",
) -> Reading:
    """Read one article: its text, or the file at a path (a ``Path``, or a string that names a file).

    ``published`` is a day (``2025-05-09`` or a ``date``). Without a ``title`` the first line of a text is its title.
    ``model`` is the language model (docs/commands.md names them). ``reader`` "llm" asks the large language model
    that the variables ``COMMUNIQUE_LLM_…`` name (docs/second-reader.md). Gives the document, its claims, the entities
    that they name, and in ``problems`` what was amiss. Raises ``RefusedError`` where there is nothing to read,
    ``FactsError`` where facts are given for a file that brings its own or that holds several articles, and
    ``ModelMissingError`` where the model is not installed.
    """
    given = snapshot(text_or_path, published=published, title=title, outlet=outlet, url=url)
    chosen = None if reader == "rules" else settings(reader=reader).llm
    reading, problems = read_document(given, model=model) if chosen is None else _consult(given, chosen, model)
    if reading is None:
        raise RefusedError(problems)
    return reading


def _consult(given: Snapshot, chosen: LlmSettings, model: str) -> tuple[Reading | None, tuple[Problem, ...]]:
    """Read by a large language model; its room is imported only now."""
    from communique.consult import Account, Consultant  # noqa: PLC0415
    from communique.consulting import consult_all  # noqa: PLC0415

    with Consultant(chosen) as consultant:
        ((_, reading, problems),) = consult_all([given], consultant=consultant, account=Account(), model=model)
    return reading, problems


def snapshot(
    text_or_path: str | Path,
    *,
    published: datetime.date | str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Snapshot:
    """The bytes that ``read`` reads when it is called so: what ``Ledger.add`` keeps beside the reading.

    Raises ``RefusedError`` for a file that cannot be read, and ``FactsError`` as ``read`` does.
    """
    facts = {"title": title, "published": _day(published), "outlet": outlet, "url": url}
    given = {name: value for name, value in facts.items() if value is not None}
    found = _from_path(Path(text_or_path)) if _is_path(text_or_path) else _from_text(str(text_or_path))
    return _with_facts(found, given) if given else found


def _day(published: datetime.date | str | None) -> str | None:
    return published.isoformat() if isinstance(published, datetime.date) else published


def _is_path(text_or_path: str | Path) -> bool:
    if isinstance(text_or_path, os.PathLike):
        return True
    if len(text_or_path) > LONGEST_PATH or "\n" in text_or_path:
        return False
    try:
        return Path(text_or_path).is_file()
    except OSError:  # a sentence of more characters than a file's name may have
        return False


def _from_text(text: str) -> Snapshot:
    content = text.encode("utf-8", errors="surrogatepass")
    return Snapshot(id=ids.snapshot_id(content), content=content, media_type="text/plain", source="text")


def _from_path(path: Path) -> Snapshot:
    found = [item for item in acquire([str(path)]) if isinstance(item, Snapshot) or item.code not in NOTES]
    refused = tuple(item for item in found if isinstance(item, Problem))
    snapshots = [item for item in found if isinstance(item, Snapshot)]
    if not snapshots:
        raise RefusedError(refused)
    if len(snapshots) > 1:
        raise FactsError(f"{path} holds {len(snapshots)} articles. Read it with `communique read` into a ledger.")
    return snapshots[0]


def _text_of(found: Snapshot) -> str:
    """The text of a plain one, decoded as any article is."""
    try:
        return decode(found.content)
    except UndecodableError as fault:
        raise RefusedError((refusal("broken-encoding", found, str(fault)),)) from fault


def _with_facts(found: Snapshot, given: dict[str, str]) -> Snapshot:
    """The text with its facts as a line of documents JSON lines. Without a title the first line of the text is it."""
    if found.media_type != "text/plain":
        raise FactsError(f"{found.source} brings its own facts. Give {', '.join(given)} with plain text only.")
    text = _text_of(found)
    if "title" not in given:
        headline = first_title(split(text))
        if headline:
            given, text = given | {"title": headline}, text.strip().partition("\n")[2]
    content = msgspec.json.encode(given | {"text": text.strip()})
    return Snapshot(id=ids.snapshot_id(content), content=content, media_type=DOCUMENT_TYPE, source=found.source)
