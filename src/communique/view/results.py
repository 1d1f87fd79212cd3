"""Claims as rows with named, typed columns, for programs: Arrow, pandas, Polars. For people there is ``listings``."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from importlib import import_module
from typing import TYPE_CHECKING, Any

from communique.exchange import claim_row
from communique.problems import MissingLibraryError
from communique.records import CLAIM_TYPES, AnyClaim, ClaimType, Record, Reference

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

LIST_JOINT = "; "
"""Between the values of a list in a CSV cell."""

BEFORE = ("id", "type", "status", "superseded", "when", "when_from", "when_to")
AFTER = (
    *("said_by", "said_by_ids", "evidence", "document", "document_id", "title", "outlet", "url"),
    *("published_from", "published_to", "reader", "recorded_at"),
)
OWN: dict[ClaimType, tuple[str, ...]] = {
    ClaimType.VISIT: ("visitor", "destination", "place", "host", "occasion", "form"),
    ClaimType.MEETING: ("participants", "place", "country", "occasion", "format"),
    ClaimType.AGREEMENT: ("parties", "subject", "stage", "amount"),
    ClaimType.STATEMENT: ("speaker", "quote", "addressee"),
    ClaimType.FIGURE: ("measure", "value", "unit", "bound", "parties"),
    ClaimType.TALLY: ("of", "who", "to", "count", "ordinal", "since", "bound"),
    ClaimType.ACTION: ("event", "actor", "recipient", "mode", "object", "confidence"),
}
"""The fields of each type as the exchange format names them."""

LISTS = frozenset(role for claim in CLAIM_TYPES for role in claim.list_roles) | {"said_by"}
ROLES = LISTS | {role for claim in CLAIM_TYPES for role in claim.single_roles}
NUMBERS = frozenset({"value", "count", "confidence"})
FLAGS = frozenset({"ordinal", "superseded"})
DAYS = frozenset({"when_from", "when_to", "published_from", "published_to"})


class Found(Record, frozen=True):
    """A claim and what is known of the document that makes it. ``document`` is the id that the article came with."""

    claim: AnyClaim
    document: str
    document_id: str
    recorded_at: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_from: datetime.date | None = None
    published_to: datetime.date | None = None

    def row(self) -> dict[str, object]:
        """All of it as one flat row: the fields of the exchange format, the entities' ids and the source."""
        claim = self.claim
        row = {"status": None} | claim_row(claim, self.document)
        row |= {
            "superseded": claim.superseded,
            "when_from": claim.when.earliest if claim.when else None,
            "when_to": claim.when.latest if claim.when else None,
            "reader": claim.reader,
        }
        for role in ("said_by", *claim.list_roles, *claim.single_roles):
            row[ids_column(role)] = _ids(getattr(claim, role))
        for name in ("document_id", "recorded_at", "title", "outlet", "url", "published_from", "published_to"):
            row[name] = getattr(self, name)
        return row


def ids_column(role: str) -> str:
    """The column that holds the entities' ids of a role."""
    return f"{role}_ids" if role in LISTS else f"{role}_id"


def columns(types: Sequence[ClaimType]) -> tuple[str, ...]:
    """The columns of claims of these types (none: all), in order: what all have, what each has, where it was read."""
    own: list[str] = []
    for claim_type in types or tuple(ClaimType):
        for name in OWN[claim_type]:
            own += [name, ids_column(name)] if name in ROLES else [name]
    return tuple(dict.fromkeys((*BEFORE, *own, *AFTER)))


class Results(Record, frozen=True):
    """Claims that were found. ``types`` are those asked for; they determine the columns."""

    types: tuple[ClaimType, ...]
    found: tuple[Found, ...]

    def __len__(self) -> int:
        return len(self.found)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return columns(self.types)

    def exchanged(self) -> Iterator[dict[str, object]]:
        """Every claim in the public exchange format, as docs/codebook.md defines it."""
        for found in self.found:
            yield claim_row(found.claim, found.document)

    def rows(self) -> Iterator[dict[str, object]]:
        """Every claim as a row with all the columns; what a type does not have is None."""
        names = self.columns
        for found in self.found:
            row = found.row()
            yield {name: row.get(name) for name in names}

    def to_arrow(self) -> pyarrow.Table:
        """As an Arrow table: lists of names are lists, days are ``date32``, numbers ``double``."""
        lists = LISTS | {name for name in self.columns if name.endswith("_ids")}
        return arrow_table(self.rows(), self.columns, lists=lists, days=DAYS)

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas data frame. Needs ``communique[frames]``."""
        return pandas_frame(self.to_arrow)

    def to_polars(self) -> polars.DataFrame:
        """As a Polars data frame. Needs ``communique[frames]``."""
        return polars_frame(self.to_arrow)


def arrow_table(
    rows: Iterable[Mapping[str, object]],
    names: Sequence[str],
    *,
    lists: Set[str],
    days: Set[str],
    counts: Set[str] = frozenset(),
) -> pyarrow.Table:
    """Rows as an Arrow table with these columns; what is in none of the sets, no number and no flag, is text."""
    arrow = library("pyarrow")
    kinds = (
        (lists, arrow.list_(arrow.string())),
        (counts, arrow.int64()),
        (NUMBERS, arrow.float64()),
        (FLAGS, arrow.bool_()),
        (days, arrow.date32()),
    )
    types = [(name, next((kind for some, kind in kinds if name in some), arrow.string())) for name in names]
    table: pyarrow.Table = arrow.Table.from_pylist(list(rows), schema=arrow.schema(types))
    return table


def pandas_frame(to_arrow: Callable[[], pyarrow.Table]) -> pandas.DataFrame:
    """A table as a pandas data frame; ``MissingLibraryError`` before the table is made where pandas is not there."""
    library("pandas")
    frame: pandas.DataFrame = to_arrow().to_pandas()
    return frame


def polars_frame(to_arrow: Callable[[], pyarrow.Table]) -> polars.DataFrame:
    """A table as a Polars data frame; ``MissingLibraryError`` before the table is made where Polars is not there."""
    frame: polars.DataFrame = library("polars").from_arrow(to_arrow())
    return frame


def cell(value: object) -> object:
    """A value as CSV holds it: the values of a list joined, what has a structure of its own as JSON."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, list):
        return LIST_JOINT.join("" if item is None else str(item) for item in value)
    return "" if value is None else value


def _ids(value: Reference | tuple[Reference, ...] | None) -> object:
    """The entity's id, or the ids of a list in the order of its names; None where it is not known who that is."""
    if isinstance(value, tuple):
        by_name: dict[str, str | None] = {}
        for reference in value:
            by_name.setdefault(reference.name, reference.entity)
        return list(by_name.values())
    return value.entity if value else None


def library(name: str) -> Any:
    """A library that is imported only where it is used; ``MissingLibraryError`` where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingLibraryError(name, extra="frames") from error
