"""Claims as tables for people, one listing for each type. What each shows is a visible list of columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlsplit

from rich import box
from rich.table import Table
from rich.text import Text

from communique.exchange import QUOTE_JOINT
from communique.records import Action, Agreement, Claim, ClaimType, Figure, Meeting, Statement, Status, Tally, Visit
from communique.view.event_results import EventResults
from communique.view.results import Found, Results
from communique.view.words import (
    BOUNDS,
    name_of,
    names_of,
    number_words,
    ordinal_words,
    place_of,
    quantity_words,
    when_of,
)

SHORT_ID = 10
"""Characters of an id that tables show: two and 8 hex digits, unique up to some ten thousand claims."""

SOURCE_SHARE = 6
"""What may be cut off takes at most this part of the screen: 13 columns of 80, enough to know most outlets by."""

STATUS_STYLES: dict[str, str] = {
    Status.PROPOSED: "yellow",
    Status.PLANNED: "cyan",
    Status.ONGOING: "blue",
    Status.OCCURRED: "green",
    Status.POSTPONED: "magenta",
    Status.CANCELLED: "red",
    Status.DENIED: "red",
}

WORD = 11
"""The least width of a column of names: "Washington," and "Zelenskyy" are not broken."""

ORDINARY = 80
"""Columns of an ordinary screen; on a narrower one words are broken rather than columns left out."""

SUPERSEDED = "*"
"""Marks what the article itself takes back later on."""

Cell = str | Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it shows of a claim or an event, and from which width of the screen on it is shown.

    A ``fixed`` column is never broken over lines; one with a ``widest`` is cut off there instead. ``least`` is the
    width below which it is not squeezed.
    """

    head: str
    cell: Callable[[Any], Cell]
    from_width: int = 0
    widest: int | None = None
    least: int | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A command that lists claims: its name, the type (None: all) and its columns; ``help`` is what users read."""

    name: str
    one: str
    claim_type: ClaimType | None
    help: str
    columns: tuple[Column, ...]

    @property
    def types(self) -> tuple[ClaimType, ...]:
        """The types that it lists; none means all."""
        return (self.claim_type,) if self.claim_type else ()

    def count(self, number: int) -> str:
        """``1 visit``, ``2 visits``."""
        return f"{number:,} {self.one if number == 1 else self.name}"


def table_of(listing: Listing, results: Results | EventResults, *, width: int) -> tuple[Table, tuple[str, ...]]:
    """The table of a listing for a screen of that width, and the heads of the columns that it has no room for."""
    shown = [column for column in listing.columns if column.from_width <= width]
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column in shown:
        cut = column.widest is not None
        overflow: Literal["ellipsis", "fold"] = "ellipsis" if cut else "fold"
        no_wrap = column.fixed or cut
        widest = column.widest and min(column.widest, width // SOURCE_SHARE)
        least = column.least if width >= ORDINARY else None
        table.add_column(column.head, min_width=least, max_width=widest, no_wrap=no_wrap, overflow=overflow)
    for found in results.found:
        table.add_row(*(column.cell(found) for column in shown))
    return table, tuple(column.head for column in listing.columns if column.from_width > width)


def status_of(found: Found) -> Text:
    """The status in words, in its colour, with a mark where the article itself takes it back later on."""
    claim = found.claim
    value = claim.status.value if claim.status else ""
    text = Text(value, style=STATUS_STYLES.get(value, ""))
    if claim.superseded:
        text.append(SUPERSEDED, style="dim")
    return text


def gist(claim: Claim) -> str:
    """A claim in one line, for lists of several types."""
    match claim:
        case Visit():
            text = _arrow(names_of(claim.visitor), place_of(claim.place, claim.destination))
        case Meeting():
            text = " · ".join(filter(None, (names_of(claim.participants), place_of(claim.place, claim.country))))
        case Agreement():
            text = " · ".join(filter(None, (names_of(claim.parties), _phrase(claim.subject))))
        case Statement():
            text = f"{name_of(claim.speaker) or 'Somebody'}: “{QUOTE_JOINT.join(p.quote for p in claim.quote)}”"
        case Figure():
            text = ": ".join(filter(None, (_phrase(claim.measure), quantity_words(claim.quantity))))
        case Tally():
            text = _arrow(f"{names_of(claim.who)}: {_count(claim)}", names_of(claim.to))
        case Action():
            text = _arrow(f"{names_of(claim.actor) or 'Somebody'} {_act(claim)}", names_of(claim.recipient))
        case _:
            text = claim.evidence.quote
    return text


def _arrow(left: str, right: str) -> str:
    return f"{left} → {right}" if right else left


def _phrase(phrase: Any) -> str:
    return phrase.value if phrase else ""


def _act(claim: Action) -> str:
    return claim.event.value.lower() + (f" ({claim.mode.value})" if claim.mode else "")


def _count(claim: Tally) -> str:
    value, counted = claim.quantity.value, claim.of.value
    if claim.ordinal:
        return f"{BOUNDS[claim.quantity.bound]}{ordinal_words(value)} {counted}"
    return f"{BOUNDS[claim.quantity.bound]}{number_words(value)} {counted}{'' if value == 1 else 's'}"


def source_of(found: Found) -> str:
    """Where it was read, in the words that people know it by: the outlet, its host, the title, or the id."""
    host = (urlsplit(found.url).hostname or "").removeprefix("www.") if found.url else ""
    return found.outlet or host or found.title or found.document


def _of(field: Callable[[Any], str]) -> Callable[[Found], Cell]:
    """A cell from a claim of the listing's own type."""
    return lambda found: field(found.claim)


WHEN = Column("When", _of(lambda claim: when_of(claim.when)), fixed=True)
STATUS = Column("Status", status_of, fixed=True)
SAID_BY = Column("Said by", _of(lambda claim: names_of(claim.said_by)), from_width=100)
SOURCE = Column("Source", source_of, widest=18)
PUBLISHED = Column(
    "Published",
    lambda found: f"{found.published_from}" if found.published_from == found.published_to else "",
    from_width=140,
    fixed=True,
)
ID = Column("Id", lambda found: Text(found.claim.id[:SHORT_ID], style="dim"), fixed=True)
TAIL = (SAID_BY, SOURCE, PUBLISHED, ID)
LONG_TAIL = (SAID_BY, replace(SOURCE, from_width=100), PUBLISHED, ID)
"""The tail of listings with many columns."""


def _column(head: str, field: Callable[[Any], str], *, from_width: int = 0) -> Column:
    return Column(head, _of(field), from_width=from_width)


def _names(head: str, field: Callable[[Any], str]) -> Column:
    return Column(head, _of(field), least=WORD)


LISTINGS: tuple[Listing, ...] = (
    Listing(
        name="claims",
        one="claim",
        claim_type=None,
        help="List all claims, of whatever type.",
        columns=(
            WHEN,
            Column("Type", lambda found: found.claim.type.value, fixed=True),
            _column("What", gist),
            STATUS,
            *LONG_TAIL,
        ),
    ),
    Listing(
        name="visits",
        one="visit",
        claim_type=ClaimType.VISIT,
        help="List visits: who goes where, when, and whether it took place.",
        columns=(
            WHEN,
            _names("Who", lambda claim: names_of(claim.visitor)),
            _names("To", lambda claim: place_of(claim.place, claim.destination)),
            _column("Host", lambda claim: names_of(claim.host), from_width=100),
            STATUS,
            *TAIL,
        ),
    ),
    Listing(
        name="meetings",
        one="meeting",
        claim_type=ClaimType.MEETING,
        help="List meetings, talks and calls.",
        columns=(
            WHEN,
            _names("Who", lambda claim: names_of(claim.participants)),
            _names("Where", lambda claim: place_of(claim.place, claim.country)),
            _column("How", lambda claim: claim.format.value.replace("_", " ") if claim.format else "", from_width=100),
            _column("Occasion", lambda claim: _phrase(claim.occasion), from_width=120),
            STATUS,
            *TAIL,
        ),
    ),
    Listing(
        name="agreements",
        one="agreement",
        claim_type=ClaimType.AGREEMENT,
        help="List agreements, at whatever stage.",
        columns=(
            WHEN,
            _names("Between", lambda claim: names_of(claim.parties)),
            _column("On", lambda claim: _phrase(claim.subject)),
            _column("Sum", lambda claim: quantity_words(claim.amount), from_width=100),
            _column("Stage", lambda claim: claim.stage.value.replace("_", " ") if claim.stage else ""),
            STATUS,
            *LONG_TAIL,
        ),
    ),
    Listing(
        name="quotes",
        one="quote",
        claim_type=ClaimType.STATEMENT,
        help="List direct quotations and who is quoted.",
        columns=(
            _names("Speaker", lambda claim: name_of(claim.speaker)),
            _column("Words", lambda claim: "“" + QUOTE_JOINT.join(part.quote for part in claim.quote) + "”"),
            _column("To", lambda claim: names_of(claim.addressee), from_width=100),
            Column("When", WHEN.cell, from_width=120),
            SOURCE,
            PUBLISHED,
            ID,
        ),
    ),
    Listing(
        name="figures",
        one="figure",
        claim_type=ClaimType.FIGURE,
        help="List quantities about the relations or acts of states.",
        columns=(
            WHEN,
            _column("Measure", lambda claim: _phrase(claim.measure)),
            _column("Value", lambda claim: quantity_words(claim.quantity)),
            _column("Of", lambda claim: names_of(claim.parties)),
            *TAIL,
        ),
    ),
    Listing(
        name="tallies",
        one="tally",
        claim_type=ClaimType.TALLY,
        help="List counts of events that articles give: a third visit, more than forty meetings.",
        columns=(
            _names("Who", lambda claim: names_of(claim.who)),
            _column("Count", _count),
            _names("To or with", lambda claim: names_of(claim.to)),
            _column("Since", lambda claim: when_of(claim.since).removeprefix("since ")),
            Column("When", WHEN.cell, from_width=120),
            STATUS,
            *LONG_TAIL,
        ),
    ),
    Listing(
        name="actions",
        one="action",
        claim_type=ClaimType.ACTION,
        help="List other acts of one political actor towards another, coded with PLOVER.",
        columns=(
            WHEN,
            _names("Who", lambda claim: names_of(claim.actor)),
            _column("Act", _act),
            _names("Towards", lambda claim: names_of(claim.recipient)),
            _column("What", lambda claim: _phrase(claim.object), from_width=120),
            STATUS,
            *LONG_TAIL,
        ),
    ),
)
