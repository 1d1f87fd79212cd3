"""One claim or one document for people to check: every field with its words in their sentence. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.exchange import QUOTE_JOINT
from communique.records import (
    AnyClaim,
    Coded,
    Document,
    EntityKind,
    Evidence,
    Phrase,
    PublishedAt,
    Quantity,
    Reference,
    When,
)
from communique.spans import evidences
from communique.store import Ledger
from communique.view.event_listings import event_gist, short_id
from communique.view.event_showing import event_record
from communique.view.listings import LISTINGS, gist, table_of
from communique.view.selection import Selection, select
from communique.view.versions import Version, versions_of
from communique.view.words import name_of, quantity_words, sentence_around, state_name, when_words

FACTS = frozenset({"id", "document", "evidence", "reader", "superseded", "confidence"})
"""Fields of a claim that are shown in its head, not as fields."""

MARKS = ("«", "»")
"""Around the words where there are no colours."""


def show_claim(ledger: Ledger, claim_id: str, *, colours: bool) -> Group:
    """A claim: what it says, the sentence it rests on, and each field with its own words."""
    claim = ledger.claim(claim_id)
    document = ledger.document(claim.document)
    head = Text.assemble((claim.type.value, "bold"), "  ", gist(claim))
    if claim.superseded:
        head.append("  (superseded: the article itself takes it back later on)", style="dim")
    sentence = _in_sentence(document, [claim.evidence], colours=colours)
    lines: list[RenderableType] = [head, Text(""), Padding(sentence, (0, 0, 0, 2)), Text("")]
    lines += [_fields(claim, document, colours=colours), Text("")]
    confidence = f"{claim.confidence:.2f}" if claim.confidence is not None else None
    event = ledger.event_of_claim(claim.id)
    told = [("claim", claim.id), ("event", event.id if event is not None else None)]
    told += [("read by", claim.reader), ("confidence", confidence)]
    facts = _facts([*told, *_document_facts(document)])
    return Group(*lines, facts)


def show_document(ledger: Ledger, document_id: str, *, width: int) -> Group:
    """A document: what is known of it, the claims that it makes, and what could not be read."""
    reading = ledger.reading(document_id)
    document = reading.document
    snapshot = ledger.snapshot(document.snapshot)
    facts = [
        *_document_facts(document),
        ("language", document.language),
        ("byline", document.byline),
        ("wire credit", document.wire_credit),
        ("dateline", document.dateline),
        ("read from", snapshot.source),
        ("length", f"{len(document.text.split()):,} words"),
    ]
    results = select(ledger, Selection(document=document_id))
    table, _ = table_of(LISTINGS[0], results, width=width)
    lines: list[RenderableType] = [_facts(facts), Text("")]
    lines.append(table if results.found else Text("No claims."))
    lines += [Text(f"{problem.code}: {problem.message}") for problem in reading.problems]
    versions = versions_of(ledger, document)
    if versions:
        lines += [Text(""), Text("Versions of this article", style="bold"), _versions(versions, document)]
    return Group(*lines)


def _versions(versions: list[Version], document: Document) -> Table:
    """When each text was recorded, and the events that it tells of, or no longer, against the one before."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for version in versions:
        here = "this text" if version.document == document.id else ""
        table.add_row(version.document, Text(f"recorded {version.recorded_at}  {here}".rstrip(), style="dim"))
        for head, events in (("tells now", version.told), ("tells no longer", version.dropped)):
            for event in events:
                table.add_row("", Text.assemble((f"{head}: ", "dim"), event_gist(event), "  ", short_id(event.id)))
    return table


def record_of(ledger: Ledger, full_id: str) -> dict[str, object]:
    """The same for programs: an event with its reports, a claim with its document, or a document with its claims."""
    if full_id.startswith("e-"):
        return event_record(ledger, ledger.event(full_id))
    if full_id.startswith("c-"):
        claim = ledger.claim(full_id)
        return {"claim": msgspec.to_builtins(claim), "document": msgspec.to_builtins(ledger.document(claim.document))}
    return dict(msgspec.to_builtins(ledger.reading(full_id)))


def _fields(claim: AnyClaim, document: Document, *, colours: bool) -> Table:
    """Name, value and words of each field."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name in claim.__struct_fields__:
        value = getattr(claim, name)
        if name in FACTS or isinstance(value, bool):
            continue
        shown = list(_values(value))
        if not shown:
            table.add_row(Text(name, style="dim"), Text("–", style="dim"))
        for index, (words, record) in enumerate(shown):
            found = [evidence for _, evidence in evidences(record)]
            table.add_row(name if index == 0 else "", words)
            table.add_row("", _in_sentence(document, found, colours=colours))
    return table


def _values(value: object) -> Iterator[tuple[Text, object]]:
    """Each value of a field in words, with the record that holds its evidence."""
    match value:
        case Reference():
            yield _reference_words(value), value
        case When():
            yield Text.assemble(when_words(value.edtf), (f"  {value.edtf} ({value.anchor})", "dim")), value
        case Quantity():
            yield Text(quantity_words(value)), value
        case Coded() | Phrase():
            yield Text(value.value), value
        case tuple() if value and isinstance(value[0], Evidence):
            yield Text(QUOTE_JOINT.join(part.quote for part in value)), value
        case tuple():
            for item in value:
                yield from _values(item)


def _reference_words(reference: Reference) -> Text:
    who = reference.entity or "not identified"
    titles = f"{', '.join(reference.titles)}; " if reference.titles else ""
    name = name_of(reference)
    if reference.kind is EntityKind.PLACE and reference.state:
        name = ", ".join(dict.fromkeys((name, state_name(reference.state))))
    return Text.assemble(name, (f"  {titles}{who}", "dim"))


def _in_sentence(document: Document, found: list[Evidence], *, colours: bool) -> Text:
    """The sentences around some words, the words marked; those in one sentence are marked together."""
    sentences: dict[tuple[int, int], list[Evidence]] = {}
    for evidence in found:
        sentences.setdefault(sentence_around(document, evidence), []).append(evidence)
    parts = [_marked(document, around, inside, colours=colours) for around, inside in sorted(sentences.items())]
    return Text(" … ").join(parts)


def _marked(document: Document, around: tuple[int, int], inside: list[Evidence], *, colours: bool) -> Text:
    start, stop = around
    text = Text(document.text[start:stop].rstrip(), style="dim" if colours else "")
    for evidence in inside:
        text.stylize("not dim bold yellow", evidence.start - start, evidence.end - start)
    if colours:
        return text
    marked, at = Text(), start
    for evidence in sorted(inside, key=lambda evidence: evidence.start):
        if evidence.start >= at:
            marked.append(document.text[at : evidence.start])
            marked.append(MARKS[0] + evidence.quote + MARKS[1])
            at = evidence.end
    return marked.append(document.text[at:stop].rstrip())


def _facts(facts: list[tuple[str, str | None]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        if value:
            table.add_row(name, Text(value))
    return table


def _document_facts(document: Document) -> list[tuple[str, str | None]]:
    title = document.text[document.title.start : document.title.end] if document.title else None
    return [
        ("article", title),
        ("outlet", document.outlet),
        ("published", _published_words(document.published_at)),
        ("url", document.url),
        ("document", document.id + (f" ({document.external_id})" if document.external_id else "")),
    ]


def _published_words(published_at: PublishedAt | None) -> str:
    if published_at is None:
        return "unknown"
    first, last = published_at.earliest.isoformat(), published_at.latest.isoformat()
    return f"{when_words(first if first == last else f'{first}/{last}')} ({published_at.reason.rstrip('.')})"
