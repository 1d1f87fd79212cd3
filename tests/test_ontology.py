"""PLOVER, CAMEO, Goldstein and the projections of claims into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import records
from communique.ontology import (
    Projection,
    calendar_status,
    cameo_codes,
    check_terms,
    goldstein,
    plover_contexts,
    plover_event,
    plover_events,
    plover_modes,
    plover_score,
    project,
    schema_status,
    vocabulary,
)
from communique.records import (
    Action,
    Agreement,
    Claim,
    Coded,
    EntityKind,
    Evidence,
    Figure,
    Meeting,
    Quantity,
    Reference,
    Statement,
    Visit,
)

WORDS = Evidence(start=0, end=5, quote="words")
COMMON = {"id": "c1", "document": "d1", "evidence": WORDS, "reader": "test"}


def coded(value: str | None) -> Coded | None:
    return Coded(value=value, evidence=WORDS) if value else None


def person(name: str, state: str | None) -> Reference:
    return Reference(evidence=WORDS, name=name, kind=EntityKind.PERSON, state=state)


def state(code: str) -> Reference:
    return Reference(evidence=WORDS, name=code, kind=EntityKind.STATE, entity=f"state:{code}")


XI, PUTIN, MODI = person("Xi Jinping", "CN"), person("Vladimir Putin", "RU"), person("Narendra Modi", "IN")
NOBODY = person("somebody", None)


def test_there_are_sixteen_events_and_thirty_seven_contexts() -> None:
    names = (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
        "COERCE ASSAULT"
    )
    assert " ".join(event.name for event in plover_events()) == names
    assert len(set(plover_contexts())) == 37
    assert plover_event("FIGHT") is None
    assert plover_event("agree") is None


@pytest.mark.parametrize(
    ("event", "quad", "score", "modes"),
    [
        ("AGREE", 1, 2.5, ()),
        ("CONSULT", 1, 2.5, ("visit", "third-party", "multilateral", "phone")),
        ("RETREAT", 2, 6.5, ("withdraw", "release", "disarm", "ceasefire", "access", "resign")),
        ("REQUEST", 3, 0.0, ("assist", "change", "yield", "meet")),
        ("ACCUSE", 3, -3.0, ("disapprove", "investigate", "allege")),  # the manual prints +3
        ("SANCTION", 4, -6.0, ("convict", "expel", "withdraw", "discontinue")),  # its quad table says 3
    ],
)
def test_events(event: str, quad: int, score: float, modes: tuple[str, ...]) -> None:
    found = plover_event(event)
    assert found is not None
    assert (found.quad, found.score, plover_modes(event)) == (quad, score, modes)


def test_cooperation_scores_above_conflict() -> None:
    for event in plover_events():
        scores = [event.score, *(mode.score for mode in event.modes)]
        assert all(-10 <= score <= 10 for score in scores)
        if event.quad <= 2:
            assert min(scores) > 0, event.name
        elif event.name != "REQUEST":
            assert max(scores) < 0, event.name


def test_scores_of_modes() -> None:
    assert plover_score("CONSULT", "visit") == 4.0
    assert plover_score("CONSULT") == 2.5
    assert plover_score("PROTEST", "vandalize") == plover_score("PROTEST")  # the manual prints none
    assert plover_score("FIGHT") is None


@pytest.mark.parametrize(
    ("code", "a", "b"),
    [
        ("010", 0.0, 0.0),
        ("036", 4.0, 4.0),
        ("040", 1.0, 1.0),
        ("042", 1.9, 1.9),
        ("043", 2.8, 2.8),
        ("057", 8.0, 8.0),
        ("125", -5.0, -5.0),
        ("016", -2.0, 3.4),
        ("163", -8.0, -6.5),
        ("166", -7.0, -8.0),
        ("190", -10.0, -10.0),
        ("04", 1.0, 1.0),
        ("999", None, None),
    ],
)
def test_goldstein(code: str, a: float | None, b: float | None) -> None:
    assert (goldstein(code), goldstein(code, table="B")) == (a, b)


def test_every_cameo_code_has_a_root_and_a_plover_event_that_exists() -> None:
    codes = cameo_codes()
    assert sum(len(code) == 2 for code in codes) == 20
    assert sum(each.goldstein_a != each.goldstein_b for each in codes.values()) == 15
    for code, each in codes.items():
        assert code[:2] in codes
        assert each.mode is None or (each.event and each.mode in plover_modes(each.event)), code
        assert each.event is None or plover_event(each.event), code
        assert set(each.contexts) <= set(plover_contexts()), code


def test_every_code_that_we_export_exists() -> None:
    for event in plover_events():
        assert event.cameo in cameo_codes(), event.name
        for mode in event.modes:
            assert mode.cameo in cameo_codes(), (event.name, mode.name)


@pytest.mark.parametrize(
    ("status", "event", "mode", "cameo", "host"),
    [
        ("proposed", "AGREE", None, "036", None),
        ("planned", "AGREE", None, "036", None),
        ("ongoing", "CONSULT", "visit", "042", "043"),
        ("occurred", "CONSULT", "visit", "042", "043"),
        (None, "CONSULT", "visit", "042", "043"),
        ("cancelled", "REJECT", "meet", "125", None),
        ("postponed", None, None, None, None),  # neither scheme can say it
        ("denied", None, None, None, None),
    ],
)
def test_visits(status: str | None, event: str | None, mode: str | None, cameo: str | None, host: str | None) -> None:
    visit = Visit(**COMMON, status=coded(status), visitor=(XI,), destination=state("RU"))
    assert project(visit) == Projection(plover_event=event, plover_mode=mode, cameo=cameo, cameo_host=host)


@pytest.mark.parametrize(
    ("status", "form", "participants", "country", "mode", "cameo"),
    [
        ("occurred", "in_person", (XI, PUTIN), "RU", None, "040"),
        ("occurred", None, (XI, PUTIN), None, None, "040"),
        ("occurred", "phone", (XI, PUTIN), None, "phone", "041"),
        ("ongoing", "phone", (XI, PUTIN, MODI), None, "phone", "041"),
        ("occurred", "video", (XI, PUTIN), None, None, "040"),
        ("occurred", None, (XI, PUTIN, MODI), "KZ", "multilateral", "040"),
        ("occurred", None, (XI, PUTIN), "KZ", "third-party", "044"),
        ("occurred", None, (XI, state("RU")), "KZ", "third-party", "044"),
        ("occurred", None, (XI, NOBODY), "KZ", None, "040"),  # it may be the host who is not known
    ],
)
def test_meetings_held(
    status: str,
    form: str | None,
    participants: tuple[Reference, ...],
    country: str | None,
    mode: str | None,
    cameo: str,
) -> None:
    meeting = Meeting(
        **COMMON,
        status=coded(status),
        participants=participants,
        country=state(country) if country else None,
        format=coded(form),
    )
    assert project(meeting) == Projection(plover_event="CONSULT", plover_mode=mode, cameo=cameo)


@pytest.mark.parametrize(
    ("status", "event", "mode", "cameo"),
    [
        ("planned", "AGREE", None, "036"),
        ("proposed", "AGREE", None, "036"),
        ("cancelled", "REJECT", "meet", "125"),
        ("denied", None, None, None),
    ],
)
def test_meetings_not_held(status: str, event: str | None, mode: str | None, cameo: str | None) -> None:
    meeting = Meeting(**COMMON, status=coded(status), participants=(XI, PUTIN), format=coded("phone"))
    assert project(meeting) == Projection(plover_event=event, plover_mode=mode, cameo=cameo)


@pytest.mark.parametrize(
    ("status", "stage", "event", "cameo"),
    [
        ("occurred", "signed", "SUPPORT", "057"),
        ("occurred", "ratified", "SUPPORT", "057"),
        ("planned", "signed", "AGREE", "030"),  # a promise to sign
        ("occurred", "announced", "AGREE", "030"),
        ("occurred", "negotiating", "CONSULT", "046"),
        ("occurred", "withdrawn", "SANCTION", "160"),
        ("cancelled", "signed", "REJECT", "120"),
        ("denied", "signed", None, None),
        (None, "signed", "SUPPORT", "057"),
    ],
)
def test_agreements(status: str | None, stage: str, event: str | None, cameo: str | None) -> None:
    projection = project(Agreement(**COMMON, status=coded(status), stage=coded(stage), parties=(XI, PUTIN)))
    assert (projection.plover_event, projection.cameo) == (event, cameo)


@pytest.mark.parametrize(
    ("status", "event", "mode", "projected"),
    [
        ("occurred", "AID", None, ("AID", None, "070")),
        ("planned", "AID", None, ("AGREE", None, "033")),
        ("occurred", "ACCUSE", "allege", ("ACCUSE", "allege", "112")),
        ("occurred", "ACCUSE", "nonsense", ("ACCUSE", None, "110")),
        ("occurred", "SANCTION", "expel", ("SANCTION", "expel", "166")),
        ("planned", "RETREAT", "withdraw", ("CONCEDE", None, "035")),  # an announced withdrawal
        ("planned", "ASSAULT", None, ("THREATEN", "violence", "138")),
        ("planned", "ACCUSE", None, (None, None, None)),
        ("cancelled", "COOPERATE", None, ("REJECT", "assist", "121")),
        ("denied", "ASSAULT", "aerial", (None, None, None)),
        ("occurred", "FIGHT", None, (None, None, None)),
    ],
)
def test_actions(
    status: str, event: str, mode: str | None, projected: tuple[str | None, str | None, str | None]
) -> None:
    action = Action(**COMMON, status=coded(status), event=Coded(value=event, evidence=WORDS), mode=coded(mode))
    projection = project(action)
    assert (projection.plover_event, projection.plover_mode, projection.cameo) == projected


def test_statements_are_cameo_only_and_figures_neither() -> None:
    assert project(Statement(**COMMON, quote=(WORDS,), speaker=XI)) == Projection(cameo="010")
    quantity = Quantity(value=240e9, unit="USD", bound=records.Bound.ABOUT, evidence=WORDS)
    assert project(Figure(**COMMON, quantity=quantity)) == Projection()


@given(
    st.sampled_from([Visit, Meeting, Agreement]),
    st.one_of(st.none(), st.sampled_from(vocabulary("status"))),
    st.one_of(st.none(), st.sampled_from(vocabulary("stage"))),
)
def test_every_projection_is_in_the_lists(kind: type[Claim], status: str | None, stage: str | None) -> None:
    extra = {"stage": coded(stage)} if kind is Agreement else {}
    projection = project(kind(**COMMON, status=coded(status), **extra))  # type: ignore[arg-type]
    assert projection.plover_event is None or plover_event(projection.plover_event)
    assert projection.plover_mode is None or projection.plover_mode in plover_modes(projection.plover_event or "")
    assert projection.cameo is None or projection.cameo in cameo_codes()


@given(st.sampled_from(vocabulary("event")), st.sampled_from(vocabulary("status")), st.data())
def test_every_action_is_projected_into_the_lists(event: str, status: str, data: st.DataObject) -> None:
    mode = data.draw(st.one_of(st.none(), st.sampled_from(plover_modes(event) or ("",))))
    action = Action(**COMMON, status=coded(status), event=Coded(value=event, evidence=WORDS), mode=coded(mode))
    projection = project(action)
    assert (projection.plover_event is None) == (projection.cameo is None)
    assert projection.plover_mode is None or projection.plover_mode in plover_modes(projection.plover_event or "")
    assert projection.cameo is None or projection.cameo in cameo_codes()


@pytest.mark.parametrize(
    ("name", "enumeration"),
    [
        ("type", records.ClaimType),
        ("status", records.Status),
        ("bound", records.Bound),
        ("precision", records.Precision),
        ("kind", records.EntityKind),
    ],
)
def test_vocabularies_are_those_of_the_records(name: str, enumeration: type) -> None:
    assert vocabulary(name) == tuple(enumeration)


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        vocabulary("colour")


def test_every_status_has_its_word_in_calendars() -> None:
    for status in vocabulary("status"):
        assert calendar_status(status) in {"TENTATIVE", "CONFIRMED", "CANCELLED"}
        assert schema_status(status) in {"EventScheduled", "EventPostponed", "EventCancelled"}
    assert calendar_status("nonsense") is None


def test_terms_outside_the_lists_are_problems() -> None:
    good = Visit(**COMMON, status=coded("planned"), form=coded("state"))
    assert check_terms(good) == ()
    bad = Visit(**COMMON, status=coded("rumoured"), form=coded("royal"))
    problems = check_terms(bad)
    assert [problem.code for problem in problems] == ["unknown-term", "unknown-term"]
    assert "'rumoured'" in problems[0].message
    action = Action(**COMMON, event=Coded(value="AID", evidence=WORDS), mode=coded("visit"))
    assert len(check_terms(action)) == 1
