"""Claims come out by person, state, time, status, document and words; SQL views and Python rows say the same."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from communique.exchange import claim_row
from communique.records import Action, ClaimType, Status
from communique.view import FilterError, Ledger
from communique.view.results import AFTER, BEFORE, OWN, columns
from ledger_factory import MOSCOW, XI, reading_of, with_claims


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger(tmp_path_factory.mktemp("ledger") / "communique.db")
    ledger.add(*reading_of())
    return ledger


FILTERS = [
    ({"people": ("Xi Jinping",)}, ["visit", "meeting", "agreement", "tally"]),
    ({"people": ("xi",)}, ["visit", "meeting", "agreement", "tally"]),
    ({"people": ("Q15031",)}, ["visit", "meeting", "agreement", "tally"]),
    ({"people": ("Erdogan",)}, ["visit"]),
    ({"people": ("Recep Tayyip Erdoğan",)}, ["visit"]),
    ({"people": ("Jinpin Q",)}, []),
    ({"people": ("Xi", "Putin")}, ["meeting", "agreement"]),
    ({"states": ("UA",)}, ["action"]),
    ({"states": ("Ukraine",)}, ["action"]),
    ({"states": ("CN", "RU")}, ["figure", "visit", "meeting", "agreement", "tally"]),
    ({"first_day": "2025-05-10", "last_day": "2025-05-10"}, ["visit"]),
    ({"first_day": "2025-05-11", "last_day": "2025-05-31"}, []),
    ({"last_day": "2025-05-07"}, ["figure", "visit"]),
    ({"first_day": "2025-06"}, ["visit"]),
    ({"first_day": "2024", "last_day": "2024"}, ["figure"]),
    ({"statuses": (Status.PROPOSED,)}, ["visit"]),
    ({"statuses": (Status.PROPOSED, Status.CANCELLED)}, ["visit"]),
    ({"text": "drone attacks"}, ["action"]),
    ({"text": 'attacks" OR "x'}, []),
    ({"document": "moscow-1", "limit": 1}, ["figure"]),
    ({"states": ("RU",), "people": ("Putin",), "statuses": (Status.OCCURRED,)}, ["meeting", "agreement"]),
]


@pytest.mark.parametrize(("filters", "types"), FILTERS, ids=[str(filters) for filters, _ in FILTERS])
def test_filters(ledger: Ledger, filters: dict, types: list[str]) -> None:
    assert [found.claim.type.value for found in ledger.claims(**filters).found] == types


def test_acts_that_are_less_sure_are_left_out_and_what_has_no_confidence_stays(tmp_path: Path) -> None:
    reading, snapshot = reading_of()
    claims = tuple(replace(one, confidence=0.6) if isinstance(one, Action) else one for one in reading.claims)
    ledger = Ledger(tmp_path / "communique.db")
    ledger.add(with_claims(reading, claims), snapshot)
    unweighed = [one.claim.type for one in ledger.claims(confidence=0.61).found]
    assert ClaimType.ACTION not in unweighed
    assert len(unweighed) == sum(one.confidence is None for one in claims)
    assert len(ledger.claims(confidence=0.6).found) == len(claims)


def test_claims_come_in_the_order_of_their_time_or_of_their_documents(ledger: Ledger) -> None:
    by_time = [found.claim.when for found in ledger.claims().found]
    dated = [when.earliest for when in by_time if when]
    assert dated == sorted(dated)
    assert by_time[len(dated) :] == [None] * (len(by_time) - len(dated))
    reading, _ = reading_of()
    assert tuple(found.claim for found in ledger.claims(order="document").found) == reading.claims


@pytest.mark.parametrize(
    "filters",
    [
        {"states": ("Narnia",)},
        {"people": ("!",)},
        {"first_day": "May"},
        {"last_day": "2025-02-30"},
        {"first_day": "1"},
        {"text": "  "},
        {"confidence": 1.5},
        {"confidence": -0.1},
    ],
)
def test_a_filter_that_means_nothing_is_refused(ledger: Ledger, filters: dict) -> None:
    with pytest.raises(FilterError):
        ledger.claims(**filters)


SQL_NAMES = {"to": "to_whom", "amount": None, "count": "count"}
VIEWS = {
    ClaimType.VISIT: "visits",
    ClaimType.MEETING: "meetings",
    ClaimType.AGREEMENT: "agreements",
    ClaimType.STATEMENT: "quotes",
    ClaimType.FIGURE: "figures",
    ClaimType.TALLY: "tallies",
    ClaimType.ACTION: "actions",
}


@pytest.mark.parametrize("claim_type", ClaimType)
def test_sql_views_say_what_the_exchange_format_says(ledger: Ledger, claim_type: ClaimType) -> None:
    rows = {row["id"]: row for row in ledger.sql(f"SELECT * FROM {VIEWS[claim_type]}")}
    found = ledger.claims(claim_type).found
    assert set(rows) == {each.claim.id for each in found}
    for each in found:
        for name, value in claim_row(each.claim, each.document).items():
            column = SQL_NAMES.get(name, "when_edtf" if name == "when" else name)
            if column is not None:
                expected = "; ".join(value) or None if isinstance(value, list) else value
                assert rows[each.claim.id][column] == expected, name


def test_the_columns_of_each_type_are_the_fields_of_the_exchange_format(ledger: Ledger) -> None:
    common = {*BEFORE, *AFTER}
    for found in ledger.claims().found:
        own = [name for name in claim_row(found.claim, "d") if name not in common]
        assert tuple(own) == OWN[found.claim.type]


def test_a_row_has_names_ids_and_source(ledger: Ledger) -> None:
    (row, _) = ledger.visits().rows()
    assert row["visitor"] == ["Xi Jinping"]
    assert row["visitor_ids"] == [XI.id]
    assert (row["place"], row["place_id"]) == ("Moscow", MOSCOW.id)
    assert row["when_to"] == datetime.date(2025, 5, 10)
    assert (row["document"], row["outlet"], row["superseded"]) == ("moscow-1", "Example Times", False)
    (_, unknown) = ledger.visits().rows()
    assert (unknown["visitor_ids"], unknown["place"], unknown["superseded"]) == ([None], None, True)


@pytest.mark.parametrize("types", [(), *((claim_type,) for claim_type in ClaimType)])
def test_arrow_tables_hold_the_rows(ledger: Ledger, types: tuple[ClaimType, ...]) -> None:
    results = ledger.claims(*types)
    table = results.to_arrow()
    assert tuple(table.column_names) == columns(types)
    assert table.to_pylist() == list(results.rows())


def test_an_empty_result_has_the_same_columns_and_types(ledger: Ledger) -> None:
    full, empty = ledger.claims().to_arrow(), ledger.claims(document="moscow-1", text="nothing").to_arrow()
    assert empty.num_rows == 0
    assert empty.schema == full.schema


def test_frames(ledger: Ledger) -> None:
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    data, frame = ledger.visits().to_pandas(), ledger.visits().to_polars()
    assert isinstance(data, pandas.DataFrame)
    assert list(data["destination"]) == ["RU", "CN"]
    assert isinstance(frame, polars.DataFrame)
    assert frame["when_from"].to_list() == [datetime.date(2025, 5, 7), datetime.date(2025, 6, 1)]


def test_later_readings_replace_earlier_ones_in_all_results(tmp_path: Path) -> None:
    reading, snapshot = reading_of()
    with Ledger(tmp_path / "communique.db") as ledger:
        ledger.add(reading, snapshot)
        ledger.add(with_claims(reading, reading.claims[:1]), snapshot)
        assert len(ledger.claims()) == 1
        assert len(ledger.meetings()) == 0
