"""The records that flow through the rooms, and nothing else.

Every record is a frozen ``msgspec.Struct``: a stage takes records and returns new ones.
Offsets are half-open code-point offsets into ``Document.text``; a quote that does not equal
the text at its offsets is refused (see ``spans.py``). Days are ISO 8601 days.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import msgspec

if TYPE_CHECKING:
    from spacy.tokens import Doc


class ClaimType(StrEnum):
    """What a claim is about; the codebook (docs/codebook.md) defines each."""

    VISIT = "visit"
    MEETING = "meeting"
    AGREEMENT = "agreement"
    STATEMENT = "statement"
    FIGURE = "figure"
    TALLY = "tally"
    ACTION = "action"


class Status(StrEnum):
    """What the text says of an event at the time of writing, whoever says it."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ONGOING = "ongoing"
    OCCURRED = "occurred"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DENIED = "denied"


AHEAD = frozenset({Status.PROPOSED, Status.PLANNED})
TOOK_PLACE = frozenset({Status.ONGOING, Status.OCCURRED})
CALLED_OFF = frozenset({Status.POSTPONED, Status.CANCELLED, Status.DENIED})
"""What is still to come, what began or took place, and what did not take place when it was to."""


class Precision(StrEnum):
    """How exact a time expression is."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    INTERVAL = "interval"


class EntityKind(StrEnum):
    """What kind of thing a mention names."""

    PERSON = "person"
    STATE = "state"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"


class Bound(StrEnum):
    """How a quantity relates to the true value."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all records share: frozen, decoded strictly. (``kw_only`` is not inherited: each class says it.)."""


# Where things are in the text


class Span(Record, frozen=True, kw_only=True):
    """Half-open code-point offsets into ``Document.text``."""

    start: int
    end: int


class Evidence(Record, frozen=True, kw_only=True):
    """A span and the very words in it; ``document.text[start:end] == quote``."""

    start: int
    end: int
    quote: str


# What comes in


class Snapshot(Record, frozen=True, kw_only=True):
    """Bytes as they came, with where from. ``id`` is the hash of the bytes."""

    id: str
    content: bytes
    media_type: str
    source: str


class PublishedAt(Record, frozen=True, kw_only=True):
    """When a document was published, as an interval of days, and how we know it."""

    earliest: datetime.date
    latest: datetime.date
    method: str
    reason: str

    @property
    def day(self) -> datetime.date | None:
        """The day, where it is known to the day."""
        return self.earliest if self.earliest == self.latest else None


class Document(Record, frozen=True, kw_only=True):
    """An article's text and what is known of it.

    ``text`` is the title (if any), a blank line, and the paragraphs divided by line breaks; offsets are
    fixed from here on. ``external_id`` is the id that the record brought along.
    """

    id: str
    snapshot: str
    text: str
    title: Span | None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None
    wire_credit: str | None = None
    dateline: str | None = None
    published_at: PublishedAt | None = None
    external_id: str | None = None

    @property
    def name(self) -> str:
        """The id that exports print: the given one, else ours."""
        return self.external_id or self.id


class Problem(Record, frozen=True, kw_only=True):
    """A fault in the data as data. ``code`` is documented in docs/problems.md."""

    code: str
    source: str
    message: str


# What is mentioned


class When(Record, frozen=True, kw_only=True):
    """A time as exact as the text: EDTF value, its first and last day, and what it was computed from."""

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None
    precision: Precision
    anchor: str
    evidence: Evidence


class Quantity(Record, frozen=True, kw_only=True):
    """A number with its unit and bound; ``unit`` is an ISO 4217 code or a plain plural noun."""

    value: float
    unit: str
    bound: Bound
    evidence: Evidence


class Quotation(Record, frozen=True, kw_only=True):
    """One quotation; more parts than one where it was only interrupted. Parts exclude the marks."""

    parts: tuple[Evidence, ...]
    start: int
    end: int
    continues: bool = False


class Mention(Record, frozen=True, kw_only=True):
    """A name, title or demonym in the text, before anyone is identified.

    ``code`` is the state (ISO 3166-1 alpha-2) or organisation that the gazetteer knows it as; ``titles`` are the
    words of office beside a person's name, ``demonym`` says that the words are an adjective of nationality,
    ``seat`` that they are a capital or a seat of government, which may stand for it.
    """

    start: int
    end: int
    text: str
    kind: EntityKind
    code: str | None = None
    titles: tuple[str, ...] = ()
    demonym: bool = False
    seat: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph and its syntax; ``doc`` is None in a document in which the first scan saw nothing to read."""

    start: int
    text: str
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that ``detect`` found in a document, each in order of the text."""

    paragraphs: tuple[Paragraph, ...]
    names: tuple[Mention, ...]
    times: tuple[When, ...]
    quantities: tuple[Quantity, ...]
    quotations: tuple[Quotation, ...]


# Who is who


class Feature(Record, frozen=True, kw_only=True):
    """One named reason for or against a candidate: a number and a sentence."""

    name: str
    value: float
    sentence: str


class Candidate(Record, frozen=True, kw_only=True):
    """An entity that a reference may name, with the features of its score."""

    entity: str
    name: str
    score: float
    features: tuple[Feature, ...]


class Entity(Record, frozen=True, kw_only=True):
    """A person, state, body or place. ``id`` is a Wikidata id, ``state:XX``, ``org:X``, ``city:N`` or ``local:…``."""

    id: str
    kind: EntityKind
    name: str
    state: str | None = None
    description: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Reference(Record, frozen=True, kw_only=True):
    """Words that stand for somebody or something, and who that is.

    ``evidence`` is the mention in the sentence (it may be a pronoun), ``antecedent`` the naming words elsewhere that
    it was resolved through. ``name`` is what exports print. ``entity`` is None while unresolved, which is legal.
    """

    evidence: Evidence
    name: str
    kind: EntityKind
    antecedent: Evidence | None = None
    titles: tuple[str, ...] = ()
    state: str | None = None
    entity: str | None = None
    candidates: tuple[Candidate, ...] = ()


# What is claimed


class Phrase(Record, frozen=True, kw_only=True):
    """A value in the text's own words."""

    evidence: Evidence

    @property
    def value(self) -> str:
        """The words."""
        return self.evidence.quote


class Coded(Record, frozen=True, kw_only=True):
    """A value from a code list and the words that it was read from."""

    value: str
    evidence: Evidence


class Claim(Record, tag_field="type", frozen=True, kw_only=True):
    """One thing that one document says. Every field carries the words that it rests on.

    ``evidence`` is the clause or sentence, that of ``status`` the words that the status was read from. ``reader``
    names the rules and the model that read it. ``superseded`` marks an earlier word that the article itself takes back.
    ``confidence`` is the calibrated probability that the claim's core is right (docs/models.md), where one was weighed.
    """

    type: ClassVar[ClaimType]
    list_roles: ClassVar[tuple[str, ...]] = ()
    single_roles: ClassVar[tuple[str, ...]] = ()

    id: str
    document: str
    evidence: Evidence
    reader: str
    status: Coded | None = None
    when: When | None = None
    said_by: tuple[Reference, ...] = ()
    superseded: bool = False
    confidence: float | None = None

    @property
    def known_status(self) -> Status | None:
        """What the claim says of whether it took place; None where it says nothing."""
        return Status(self.status.value) if self.status is not None else None


class Visit(Claim, tag="visit", frozen=True, kw_only=True):
    """A holder of office or a delegation goes to another country, or a leader anywhere officially."""

    type: ClassVar[ClaimType] = ClaimType.VISIT
    list_roles: ClassVar[tuple[str, ...]] = ("visitor", "host")
    single_roles: ClassVar[tuple[str, ...]] = ("destination", "place")

    visitor: tuple[Reference, ...] = ()
    destination: Reference | None = None
    place: Reference | None = None
    host: tuple[Reference, ...] = ()
    occasion: Phrase | None = None
    form: Coded | None = None


class Meeting(Claim, tag="meeting", frozen=True, kw_only=True):
    """Two or more named parties meet, talk or phone."""

    type: ClassVar[ClaimType] = ClaimType.MEETING
    list_roles: ClassVar[tuple[str, ...]] = ("participants",)
    single_roles: ClassVar[tuple[str, ...]] = ("place", "country")

    participants: tuple[Reference, ...] = ()
    place: Reference | None = None
    country: Reference | None = None
    occasion: Phrase | None = None
    format: Coded | None = None


class Agreement(Claim, tag="agreement", frozen=True, kw_only=True):
    """Parties agree on something in a document, at some stage of it."""

    type: ClassVar[ClaimType] = ClaimType.AGREEMENT
    list_roles: ClassVar[tuple[str, ...]] = ("parties",)

    parties: tuple[Reference, ...] = ()
    subject: Phrase | None = None
    stage: Coded | None = None
    amount: Quantity | None = None


class Statement(Claim, tag="statement", frozen=True, kw_only=True):
    """Words of a named source, as quoted."""

    type: ClassVar[ClaimType] = ClaimType.STATEMENT
    list_roles: ClassVar[tuple[str, ...]] = ("addressee",)
    single_roles: ClassVar[tuple[str, ...]] = ("speaker",)

    quote: tuple[Evidence, ...]
    speaker: Reference | None = None
    addressee: tuple[Reference, ...] = ()


class Figure(Claim, tag="figure", frozen=True, kw_only=True):
    """A quantity about the relations or acts of states."""

    type: ClassVar[ClaimType] = ClaimType.FIGURE
    list_roles: ClassVar[tuple[str, ...]] = ("parties",)

    quantity: Quantity
    measure: Phrase | None = None
    parties: tuple[Reference, ...] = ()


class Tally(Claim, tag="tally", frozen=True, kw_only=True):
    """The text counts events: a third visit, more than forty meetings."""

    type: ClassVar[ClaimType] = ClaimType.TALLY
    list_roles: ClassVar[tuple[str, ...]] = ("who", "to")

    of: Coded
    quantity: Quantity
    ordinal: bool
    who: tuple[Reference, ...] = ()
    to: tuple[Reference, ...] = ()
    since: When | None = None


class Action(Claim, tag="action", frozen=True, kw_only=True):
    """Any other act of one political actor towards another, coded with PLOVER."""

    type: ClassVar[ClaimType] = ClaimType.ACTION
    list_roles: ClassVar[tuple[str, ...]] = ("actor", "recipient")

    event: Coded
    actor: tuple[Reference, ...] = ()
    recipient: tuple[Reference, ...] = ()
    mode: Coded | None = None
    object: Phrase | None = None


AnyClaim = Visit | Meeting | Agreement | Statement | Figure | Tally | Action

CLAIM_TYPES: tuple[type[Claim], ...] = (Visit, Meeting, Agreement, Statement, Figure, Tally, Action)


class Reading(Record, frozen=True, kw_only=True):
    """What one document says: its claims, the entities they name, and what could not be read."""

    document: Document
    claims: tuple[AnyClaim, ...]
    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...] = ()


# What happened, as many documents tell it


class Provenance(Record, frozen=True, kw_only=True):
    """What makes a publication dependent on another: its publisher, where it is, the agency it credits, its text.

    ``site`` is the outlet that the host of its address is known for, or the host; none where many publish at it.
    ``text`` is the hash of the text without case, marks and accents, ``sketch`` a MinHash signature of its shingles.
    """

    publisher: str
    site: str | None = None
    wire: str | None = None
    text: str = ""
    sketch: tuple[int, ...] = ()


class Report(Record, frozen=True, kw_only=True):
    """A claim and the publication that makes it: when, by whom, and how independent it is of others."""

    claim: AnyClaim
    published_at: PublishedAt | None = None
    outlet: str = ""
    provenance: Provenance | None = None

    @property
    def teller(self) -> str:
        """Whose report it is: the outlet, else the document itself, which then counts for one."""
        return self.outlet or self.claim.document

    @property
    def published_on(self) -> datetime.date | None:
        """The day of publication, where it is known to the day."""
        return self.published_at.day if self.published_at is not None else None


class Verdict(StrEnum):
    """What a person says of a claim and an event."""

    SAME = "same"
    DIFFERENT = "different"


class Judgement(Record, frozen=True, kw_only=True):
    """A person's word on whether two claims tell of one event. The latest on a pair holds; none is erased."""

    claim: str
    other: str
    verdict: Verdict
    author: str
    judged_at: str
    reason: str = ""


class Support(Record, frozen=True, kw_only=True):
    """A value that reports give a field of an event: the claims that give it, and how many independent origins."""

    value: str
    claims: tuple[str, ...]
    origins: int


class EventField(Record, frozen=True, kw_only=True):
    """The values of one field, the best supported first; the others are dissent. Those of a list all hold."""

    name: str
    values: tuple[Support, ...]
    is_list: bool = False


class Step(Record, frozen=True, kw_only=True):
    """What the record says of an event from a day of publication on, and the claims of that day behind it."""

    published_on: datetime.date | None
    status: Status | None
    when: str | None
    claims: tuple[str, ...]


class Membership(Record, frozen=True, kw_only=True):
    """A claim of an event, and the reasons why it is of this one."""

    claim: str
    features: tuple[Feature, ...]


class Event(Record, frozen=True, kw_only=True):
    """One thing in the world that claims of one or more documents tell of. Derived; it can be rebuilt at any time.

    ``when`` is EDTF, approximate (``~``) where it comes from days of publication alone; ``earliest`` and ``latest`` are
    its first and last day. ``announced_by`` says which side is cited for it. ``documents`` and ``outlets`` are numbers,
    those of its ``members``. ``witnesses`` are claims of other events that confirm it: meetings on a visit.
    """

    id: str
    type: ClaimType
    status: Status | None
    when: str | None
    earliest: datetime.date | None
    latest: datetime.date | None
    fields: tuple[EventField, ...]
    history: tuple[Step, ...]
    members: tuple[Membership, ...]
    documents: int
    outlets: int
    origins: int
    claimants: tuple[str, ...]
    announced_by: str | None = None
    witnesses: tuple[Membership, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """What holds of a field: all values of a list, else the best supported one."""
        found = next((one for one in self.fields if one.name == name), None)
        if found is None:
            return ()
        return tuple(one.value for one in (found.values if found.is_list else found.values[:1]))


class Trip(Record, frozen=True, kw_only=True):
    """One journey of one person over several countries: the events of its visits, in order of time."""

    id: str
    visitor: str
    earliest: datetime.date
    latest: datetime.date
    legs: tuple[str, ...]
    destinations: tuple[str, ...]


# What a reader should look at


class Severity(StrEnum):
    """How much a finding asks for."""

    NOTE = "note"
    """Worth knowing; nothing is amiss."""
    DOUBT = "doubt"
    """Two things do not fit; one of them may be wrong, or there is more to it."""
    CONFLICT = "conflict"
    """Reports contradict each other: not all of them can be right."""


class Detail(Record, frozen=True, kw_only=True):
    """A value that a finding is about: what it is, the claims that give it, and the event that it belongs to."""

    name: str
    value: str
    claims: tuple[str, ...] = ()
    event: str | None = None


class Finding(Record, frozen=True, kw_only=True):
    """Something about events that a reader should look at, found by a check. Derived; it decides nothing.

    ``id`` follows from the check, the details' values and the event that it is filed under, the first of ``events``; it
    outlives more reports of the same. Where that event gets another id, the one that the finding had still leads to it,
    and a person's verdict holds. ``claims`` are all that it rests on.
    """

    id: str
    check: str
    severity: Severity
    events: tuple[str, ...]
    claims: tuple[str, ...]
    sentence: str
    details: tuple[Detail, ...] = ()
