"""Events as tables for people: what each shows is a visible list of columns. Claims are in ``listings``."""

from __future__ import annotations

import datetime
from dataclasses import replace

from rich.text import Text

from communique.records import ClaimType, Event, Status
from communique.view.listings import SHORT_ID, STATUS_STYLES, Column, Listing
from communique.view.words import BOUNDS, number_words, ordinal_words, state_name, when_words

MOST_NAMES = 3
"""So many names stand in a line; the others are counted."""

SIDES: dict[str | None, str] = {
    "visitor": "visitor's side",
    "host": "host's side",
    "both": "both sides",
    "third": "others only",
    None: "",
}
"""``announced_by`` in words."""


def names_in(event: Event, field: str) -> str:
    """The names of a field, the best supported first; states in full."""
    found = next((one for one in event.fields if one.name == field), None)
    names = [state_name(one.value) for one in found.values] if found is not None else []
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES + 1 else ""
    return ", ".join(names[:MOST_NAMES] if more else names) + more


def one_of(event: Event, field: str) -> str:
    """The best supported value of a field; nothing where nobody gives one."""
    found = next((one for one in event.fields if one.name == field), None)
    return found.values[0].value if found is not None else ""


def place_in(event: Event, field: str) -> str:
    """Where it is: a place with its state."""
    code = one_of(event, field)
    names = (one_of(event, "place"), state_name(code) if code else "")
    return ", ".join(dict.fromkeys(name for name in names if name))


def event_gist(event: Event) -> str:
    """What an event is, in one line."""
    match event.type:
        case ClaimType.VISIT:
            text = _arrow(names_in(event, "visitor"), place_in(event, "destination"))
        case ClaimType.MEETING:
            text = _dotted(names_in(event, "participants"), place_in(event, "country"))
        case ClaimType.AGREEMENT:
            text = _dotted(names_in(event, "parties"), one_of(event, "subject"))
        case ClaimType.STATEMENT:
            text = f"{one_of(event, 'speaker') or 'Somebody'}: “{one_of(event, 'quote')}”"
        case ClaimType.FIGURE:
            text = ": ".join(filter(None, (one_of(event, "measure"), _quantity(event))))
        case ClaimType.TALLY:
            text = _arrow(f"{names_in(event, 'who')}: {_count(event)}", names_in(event, "to"))
        case ClaimType.ACTION:
            mode = one_of(event, "mode")
            act = one_of(event, "event").lower() + (f" ({mode})" if mode else "")
            text = _arrow(f"{names_in(event, 'actor') or 'Somebody'} {act}", names_in(event, "recipient"))
    return text


def _arrow(left: str, right: str) -> str:
    return f"{left} → {right}" if right else left


def _dotted(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _bound(event: Event) -> str:
    return next((word for bound, word in BOUNDS.items() if bound.value == one_of(event, "bound")), "")


def _quantity(event: Event) -> str:
    return f"{_bound(event)}{number_words(float(one_of(event, 'value') or 0))} {one_of(event, 'unit')}".rstrip()


def _count(event: Event) -> str:
    number, counted = float(one_of(event, "count") or 0), one_of(event, "of")
    if one_of(event, "ordinal") == "true":
        return f"{_bound(event)}{ordinal_words(number)} {counted}"
    return f"{_bound(event)}{number_words(number)} {counted}{'' if number == 1 else 's'}"


def when_in(event: Event) -> str:
    """When it is, in words; nothing where nobody says."""
    return when_words(event.when) if event.when is not None else ""


def status_in(event: Event, covered: datetime.date | None = None) -> Text:
    """Its status in its colour; of what was under way when last told of, that it was, where later days are covered."""
    value = event.status.value if event.status is not None else ""
    was = "was " if last_under_way(event, covered) is not None else ""
    return Text(was + value, style=STATUS_STYLES.get(value, ""))


def last_under_way(event: Event, covered: datetime.date | None) -> datetime.date | None:
    """The last day on which an event is known to have been under way, if that is past and nobody told of its end.

    The end is not guessed: nobody said so, and the event stays under way in the record.
    """
    if event.status is not Status.ONGOING or covered is None:
        return None
    told = [step.published_on for step in event.history if step.published_on is not None]
    last = max([*told, *([event.latest] if event.latest is not None else [])], default=None)
    return last if last is not None and last < covered else None


def short_id(identity: str) -> Text:
    """The beginning of an id that tables show."""
    return Text(identity[:SHORT_ID], style="dim")


WHEN = Column("When", when_in, fixed=True)
STATUS = Column("Status", status_in, fixed=True)
ID = Column("Id", lambda event: short_id(event.id), fixed=True)


def events_until(covered: datetime.date | None) -> Listing:
    """The listing of events for a ledger that has publications up to a day."""
    status = replace(STATUS, cell=lambda event: status_in(event, covered))
    return replace(EVENTS, columns=tuple(status if column is STATUS else column for column in EVENTS.columns))


EVENTS = Listing(
    name="events",
    one="event",
    claim_type=None,
    help="List events: what many reports of one thing tell together.",
    columns=(
        WHEN,
        Column("Type", lambda event: event.type.value, from_width=100, fixed=True),
        Column("What", event_gist),
        STATUS,
        Column("Origins", lambda event: f"{event.origins:,}", fixed=True),
        Column("Articles", lambda event: f"{event.documents:,}", from_width=120, fixed=True),
        Column("Announced by", lambda event: SIDES[event.announced_by], from_width=70),
        ID,
    ),
)
"""The command ``events``, and the listings of one type where ``--events`` or a filter of events is given."""
