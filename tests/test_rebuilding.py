"""Events of a ledger are the same, brought up to date bit by bit or made at once, in whatever order articles come."""

from __future__ import annotations

import datetime
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique import ids
from communique.judging import judge_event
from communique.merge import merge
from communique.rebuilding import rebuild_events
from communique.records import (
    AnyClaim,
    Coded,
    Document,
    EntityKind,
    Evidence,
    Meeting,
    Precision,
    PublishedAt,
    Reading,
    Reference,
    Snapshot,
    Statement,
    Verdict,
    Visit,
    When,
)
from communique.store import Derivation, JudgementError, Ledger, UnknownIdError
from communique.store.opening import derived_tables

PEOPLE = ("Amina Diallo", "Bertil Holm", "Chen Wei", "Dora Varga")
STATES = ("SE", "KE", "HU")
HOMES = ("KE", "SE", "HU", None)
STATUSES = ("planned", "occurred", "denied")
FIRST = datetime.date(2031, 3, 1)
WORDS = "on a day abroad"
TEXT = "\n\n".join(("News", " ".join((*PEOPLE, *STATES, *STATUSES, WORDS))))


class Told(NamedTuple):
    """One claim of an article: a visit if it has a goal, else a meeting.

    ``country`` is that of a meeting, and of a visit the number of its host.
    """

    who: tuple[int, ...]
    goal: int | None
    day: int | None
    status: int
    superseded: bool = False
    country: int | None = None


class Article(NamedTuple):
    """One article: its number makes it different from others."""

    number: int
    published: int
    told: tuple[Told, ...]


def words(quote: str) -> Evidence:
    return Evidence(start=TEXT.index(quote), end=TEXT.index(quote) + len(quote), quote=quote)


def person(number: int) -> Reference:
    home = HOMES[number]
    return Reference(evidence=words(PEOPLE[number]), name=PEOPLE[number], kind=EntityKind.PERSON, state=home)


def state(number: int) -> Reference:
    code = STATES[number]
    return Reference(evidence=words(code), name=code, kind=EntityKind.STATE, state=code, entity=f"state:{code}")


def claim_of(told: Told, document: Document) -> AnyClaim:
    when = None
    if told.day is not None:
        day = FIRST + datetime.timedelta(told.day)
        facts = {"edtf": day.isoformat(), "earliest": day, "latest": day, "precision": Precision.DAY}
        when = When(**facts, anchor="publication date", evidence=words(WORDS))
    common = {
        "id": "",
        "document": document.id,
        "evidence": words(WORDS),
        "reader": "by hand",
        "status": Coded(value=STATUSES[told.status], evidence=words(STATUSES[told.status])),
        "when": when,
        "superseded": told.superseded,
    }
    who = tuple(person(number) for number in told.who)
    if told.goal is None:
        country = state(told.country) if told.country is not None else None
        return ids.with_claim_id(Meeting(**common, participants=who, country=country))
    host = (person(told.country),) if told.country is not None else ()
    return ids.with_claim_id(Visit(**common, visitor=who, destination=state(told.goal), host=host))


def reading_of(article: Article) -> tuple[Reading, Snapshot]:
    content = f"{TEXT}{article.number}".encode()
    snapshot = Snapshot(id=ids.snapshot_id(content), content=content, media_type="text/plain", source="by hand")
    day = FIRST + datetime.timedelta(article.published)
    document = ids.with_document_id(
        Document(
            id="",
            snapshot=snapshot.id,
            text=TEXT,
            title=None,
            outlet=f"Paper {article.number % 3}",
            external_id=str(article.number),
            published_at=PublishedAt(earliest=day, latest=day, method="record", reason="The record gives the day."),
        )
    )
    claims = tuple({claim.id: claim for claim in (claim_of(told, document) for told in article.told)}.values())
    return Reading(document=document, claims=claims, entities=()), snapshot


def dump(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the derived tables, less the mark, which tells how far they go."""
    tables = [name for name in derived_tables() if name != "derived_mark"]
    return {name: sorted(map(tuple, ledger.sql(f"SELECT * FROM {name}")), key=repr) for name in tables}


def from_scratch(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    rebuild_events(ledger, everything=True)
    return dump(ledger)


people = st.lists(st.integers(0, 3), min_size=0, max_size=3, unique=True).map(tuple)
tolds = st.builds(
    Told,
    who=people,
    goal=st.none() | st.integers(0, 2),
    day=st.none() | st.integers(0, 12),
    status=st.integers(0, 2),
    superseded=st.sampled_from((False, False, False, True)),
    country=st.none() | st.integers(0, 2),
)
tellings = st.lists(tolds, max_size=3).map(tuple)


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    made = draw(st.lists(st.tuples(st.integers(0, 12), tellings), min_size=1, max_size=10))
    return [Article(number, published, told) for number, (published, told) in enumerate(made)]


@settings(max_examples=40)
@given(given=articles(), data=st.data())
def test_any_order_and_any_splits_give_the_same_rows(given: list[Article], data: st.DataObject) -> None:
    other = data.draw(st.permutations(given))
    stops = data.draw(st.sets(st.integers(0, len(given))))
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "one.db") as one:
        with one.batch():
            for article in given:
                one.add(*reading_of(article))
        rebuild_events(one)
        with Ledger(Path(folder) / "other.db") as another:
            for place, article in enumerate(other):
                another.add(*reading_of(article))
                if place in stops:
                    rebuild_events(another)
            rebuild_events(another)
            assert dump(another) == dump(one)
        assert tuple(one.event_records()) == merge(one.reports_until())
        assert from_scratch(one) == dump(one)


@settings(max_examples=60)
@given(given=articles(), data=st.data())
def test_readings_again_and_judgements_change_what_a_rebuild_from_scratch_would(
    given: list[Article], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "one.db") as ledger:
        with ledger.batch():
            for article in given:
                ledger.add(*reading_of(article))
        rebuild_events(ledger)
        for _ in range(data.draw(st.integers(1, 4))):
            if data.draw(st.booleans()):
                again = data.draw(st.sampled_from(given))
                changed = again._replace(told=data.draw(tellings), published=data.draw(st.integers(0, 12)))
                ledger.add(*reading_of(changed))
            else:
                _judge(ledger, data)
            if data.draw(st.booleans()):
                rebuild_events(ledger)
        rebuild_events(ledger)
        found = dump(ledger)
        assert tuple(ledger.event_records()) == merge(ledger.reports_until(), ledger.judgements())
        assert from_scratch(ledger) == found


@settings(max_examples=60)
@given(
    given=st.lists(st.tuples(st.integers(0, 12), st.sampled_from((3, 40, 80))), max_size=3),
    data=st.data(),
)
def test_claims_sent_from_event_to_event_leave_what_a_rebuild_from_scratch_would(
    given: list[tuple[int, int]], data: st.DataObject
) -> None:
    """A claim that left several events gives its id to one of them, and to the next when that one is read away."""
    first = [
        visit(number, published, day) for number, (published, day) in enumerate([(0, 3), (5, 3), (40, 40), *given])
    ]
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "one.db") as ledger:
        add(ledger, *first)
        claim = reading_of(data.draw(st.sampled_from((first[0], *first))))[0].claims[0].id
        for verdict in (Verdict.DIFFERENT, Verdict.SAME, Verdict.DIFFERENT):
            _judge_event(ledger, claim, verdict, data)
        for article in data.draw(st.lists(st.sampled_from(first), min_size=1, max_size=3)):
            add(ledger, article._replace(told=()))
            found = dump(ledger)
            assert tuple(ledger.event_records()) == merge(ledger.reports_until(), ledger.judgements())
            assert from_scratch(ledger) == found


def _judge_event(ledger: Ledger, claim: str, verdict: Verdict, data: st.DataObject) -> None:
    """A person's word on a claim and its own event, or another that it is to be of."""
    own = ledger.event_of_claim(claim)
    assert own is not None
    others = [event.id for event in ledger.event_records() if event.id != own.id]
    if verdict is Verdict.DIFFERENT and len(own.members) > 1:
        judge_event(ledger, own.id, claim, verdict, author="the test")
    elif verdict is Verdict.SAME and others:
        judge_event(ledger, data.draw(st.sampled_from(others)), claim, verdict, author="the test")


spread = st.builds(
    Told,
    who=st.lists(st.integers(0, 1), min_size=1, max_size=2, unique=True).map(tuple),
    goal=st.none() | st.just(0),
    day=st.none() | st.integers(0, 250),
    status=st.integers(0, 2),
    country=st.none() | st.just(0),
)


@settings(max_examples=40)
@given(
    given=st.lists(st.tuples(st.integers(0, 250), spread), min_size=4, max_size=24),
    later=st.lists(st.tuples(st.integers(0, 250), spread), min_size=1, max_size=4),
    data=st.data(),
)
def test_what_comes_to_blocks_of_many_months_gives_the_same_rows(
    given: list[tuple[int, Told]], later: list[tuple[int, Told]], data: st.DataObject
) -> None:
    """Only claims that stand near a change in time are asked again; all others must be where they would be."""
    first = [Article(number, published, (told,)) for number, (published, told) in enumerate(given)]
    news = [Article(100 + number, published, (told,)) for number, (published, told) in enumerate(later)]
    again = data.draw(st.lists(st.sampled_from(first), max_size=2))
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "one.db") as ledger:
        with ledger.batch():
            for article in first:
                ledger.add(*reading_of(article))
        rebuild_events(ledger)
        for article in (*news, *(one._replace(told=()) for one in again)):
            ledger.add(*reading_of(article))
            _judge(ledger, data)
            rebuild_events(ledger)
        found = dump(ledger)
        assert tuple(ledger.event_records()) == merge(ledger.reports_until(), ledger.judgements())
        assert from_scratch(ledger) == found


def test_claims_of_other_months_are_not_looked_at(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger, *(visit(number, 30 * number, 30 * number) for number in range(12)))
    looked: list[str] = []
    current = Derivation.current

    def noted(derivation: Derivation, claims: Iterable[str]) -> list[sqlite3.Row]:
        claims = list(claims)
        looked.extend(claims)
        return current(derivation, claims)

    monkeypatch.setattr(Derivation, "current", noted)
    add(ledger, visit(12, 330, 330))
    assert 1 <= len(set(looked)) < 6
    assert from_scratch(ledger) == dump(ledger)


def _judge(ledger: Ledger, data: st.DataObject) -> None:
    """A judgement on two claims, of a visit and a meeting, too, and of claims that are no longer current."""
    known = [row["id"] for row in ledger.sql("SELECT DISTINCT id FROM claim ORDER BY id")]
    if len(known) > 1:
        pair = data.draw(st.permutations(known))[:2]
        ledger.judge(*pair, data.draw(st.sampled_from(Verdict)), author="the test")


# One by one


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "communique.db")


def add(ledger: Ledger, *given: Article) -> None:
    for article in given:
        ledger.add(*reading_of(article))
    rebuild_events(ledger)


def visit(number: int, published: int, day: int | None, status: int = 1, who: Sequence[int] = (0,)) -> Article:
    return Article(number, published, (Told(tuple(who), 0, day, status),))


def test_nothing_new_makes_nothing(ledger: Ledger) -> None:
    add(ledger, visit(1, 5, 5))
    assert (rebuild_events(ledger).made, rebuild_events(ledger).events) == (0, 1)


def test_only_what_a_new_article_touches_is_made_again(ledger: Ledger) -> None:
    add(ledger, visit(1, 5, 5), visit(2, 5, 5, who=(1,)), visit(3, 6, 5, who=(2,)))
    ledger.add(*reading_of(visit(4, 6, 5)))
    rebuilt = rebuild_events(ledger)
    assert (rebuilt.events, rebuilt.made, rebuilt.replaced) == (3, 1, 1)


def test_an_earlier_report_gives_the_event_another_id_and_the_old_one_leads_to_it(ledger: Ledger) -> None:
    add(ledger, visit(1, 5, 5))
    (before,) = ledger.event_records()
    add(ledger, visit(2, 3, 5, status=0))
    (after,) = ledger.event_records()
    assert before.id != after.id
    assert ledger.event(before.id) == ledger.event(after.id[:8]) == after
    assert [step.status for step in after.history] == ["planned", "occurred"]


def test_a_reading_that_no_longer_says_so_takes_its_claim_away(ledger: Ledger) -> None:
    add(ledger, visit(1, 5, 5), visit(2, 5, 5))
    assert [event.documents for event in ledger.event_records()] == [2]
    add(ledger, Article(2, 5, ()))
    assert [event.documents for event in ledger.event_records()] == [1]
    with pytest.raises(UnknownIdError):
        ledger.event(ids.event_id(reading_of(visit(2, 5, 5))[0].claims[0].id))


def test_judgements_are_obeyed_and_the_latest_holds(ledger: Ledger) -> None:
    given = [visit(1, 5, 5), visit(2, 5, 5)]
    add(ledger, *given)
    one, other = (reading_of(article)[0].claims[0].id for article in given)
    for verdict, events in ((Verdict.DIFFERENT, 2), (Verdict.SAME, 1), (Verdict.DIFFERENT, 2)):
        ledger.judge(one, other, verdict, author="the test", reason="to see")
        assert rebuild_events(ledger).events == events
    assert [judgement.reason for judgement in ledger.judgements()] == ["to see"] * 3
    assert from_scratch(ledger) == dump(ledger)


def test_a_claim_that_leaves_its_event_for_another_takes_the_other_along(ledger: Ledger) -> None:
    near, far, undated = visit(1, 0, 5, status=0), visit(2, 0, 9, status=0), visit(3, 0, None, status=0)
    add(ledger, near, far, undated)
    assert sorted(event.documents for event in ledger.event_records()) == [1, 2]
    add(ledger, Article(1, 0, ()))
    assert [event.documents for event in ledger.event_records()] == [2]
    assert from_scratch(ledger) == dump(ledger)


def test_a_meeting_in_the_country_confirms_a_visit_and_is_missed_when_it_goes(ledger: Ledger) -> None:
    met = Article(2, 6, (Told((0, 1), None, 5, 1, country=0),))
    add(ledger, visit(1, 3, None, status=0), met)
    assert dict(ledger.sql("SELECT type, status || ' ' || when_edtf FROM event")) == {
        "meeting": "occurred 2031-03-06",
        "visit": "occurred 2031-03-06",
    }
    assert from_scratch(ledger) == dump(ledger)
    add(ledger, Article(2, 6, ()))
    assert [tuple(row) for row in ledger.sql("SELECT type, status, when_edtf FROM event")] == [
        ("visit", "planned", None)
    ]
    assert from_scratch(ledger) == dump(ledger)


def test_a_judgement_holds_for_a_claim_that_comes_back(ledger: Ledger) -> None:
    given = [visit(1, 5, 5), visit(2, 5, 5, who=(1,))]
    add(ledger, *given)
    one, other = (reading_of(article)[0].claims[0].id for article in given)
    ledger.judge(one, other, Verdict.SAME, author="the test")
    rebuild_events(ledger)
    add(ledger, Article(2, 5, ()))
    add(ledger, given[1])
    assert [event.documents for event in ledger.event_records()] == [2]


def test_a_person_may_join_what_no_block_holds_together(ledger: Ledger) -> None:
    nobody, far = Article(1, 5, (Told((), None, 5, 1),)), Article(2, 5, (Told((0, 1), None, 5, 1),))
    add(ledger, nobody, far)
    one, other = (reading_of(article)[0].claims[0].id for article in (nobody, far))
    ledger.judge(other, one, Verdict.SAME, author="the test")
    assert rebuild_events(ledger).events == 1


def test_the_next_event_that_a_claim_left_is_called_after_it_when_the_first_is_gone(ledger: Ledger) -> None:
    near, stays, far = visit(1, 3, 3), visit(2, 5, 3), visit(3, 40, 40)
    add(ledger, near, stays, far)
    left, other, last = (reading_of(article)[0].claims[0].id for article in (near, stays, far))

    def event_of(claim: str) -> str:
        event = ledger.event_of_claim(claim)
        assert event is not None
        return event.id

    judge_event(ledger, event_of(other), left, Verdict.DIFFERENT, author="the test")
    judge_event(ledger, event_of(last), left, Verdict.SAME, author="the test")
    judge_event(ledger, event_of(last), left, Verdict.DIFFERENT, author="the test")
    add(ledger, Article(2, 5, ()))
    assert event_of(last) == ids.event_id(left)
    assert from_scratch(ledger) == dump(ledger)


def test_judgements_that_make_no_sense_are_refused(ledger: Ledger) -> None:
    add(ledger, visit(1, 5, 5))
    reading, snapshot = reading_of(Article(2, 5, ()))
    facts = {"id": "", "document": reading.document.id, "evidence": words(WORDS), "reader": "by hand"}
    said = ids.with_claim_id(Statement(**facts, quote=(words(WORDS),)))
    ledger.add(msgspec.structs.replace(reading, claims=(said,)), snapshot)
    one, other = (row["id"] for row in ledger.sql("SELECT id FROM claim ORDER BY number"))
    with pytest.raises(JudgementError, match="one claim"):
        ledger.judge(one, one, Verdict.SAME, author="the test")
    for verdict in Verdict:
        with pytest.raises(JudgementError, match="no event is both"):
            ledger.judge(one, other, verdict, author="the test")
    with pytest.raises(UnknownIdError):
        ledger.judge(one, "c-0", Verdict.SAME, author="the test")


def test_the_record_of_an_earlier_day_and_of_an_earlier_recording(ledger: Ledger) -> None:
    late = datetime.datetime(2031, 4, 2, 12, tzinfo=datetime.UTC)
    early = datetime.datetime(2031, 4, 1, 12, tzinfo=datetime.UTC)
    ledger.add(*reading_of(visit(1, 3, 5, status=0)), recorded_at=early)
    ledger.add(*reading_of(visit(2, 8, 5)), recorded_at=early)
    ledger.add(*reading_of(Article(1, 3, ())), recorded_at=late)
    by_day = ledger.reports_until(published_on=FIRST + datetime.timedelta(8), recorded_at=early.date())
    assert sorted(report.claim.status.value for report in by_day) == ["occurred", "planned"]
    assert [one.claim.status.value for one in ledger.reports_until(FIRST + datetime.timedelta(3), early)] == ["planned"]
    assert [one.claim.status.value for one in ledger.reports_until(recorded_at=late)] == ["occurred"]


def test_the_steps_of_an_event_have_the_days_of_its_time(ledger: Ledger) -> None:
    add(ledger, visit(1, 3, None, status=0), visit(2, 5, 5))
    rows = ledger.sql("SELECT published_on, status, when_edtf, when_from, when_to FROM event_steps ORDER BY ordinal")
    assert [tuple(row) for row in rows] == [
        ("2031-03-04", "planned", None, None, None),
        ("2031-03-06", "occurred", "2031-03-06", "2031-03-06", "2031-03-06"),
    ]


def test_other_rules_of_merging_make_everything_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger, visit(1, 5, 5), visit(2, 5, 5, who=(1,)))
    monkeypatch.setattr("communique.rebuilding.rules", lambda: "others")
    assert rebuild_events(ledger).made == 2
