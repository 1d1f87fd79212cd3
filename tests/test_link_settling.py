"""What remains once it is known who is who: one claim for each event, the last word first, nothing inside one state."""

from __future__ import annotations

import pytest

import communique
from communique.link.settling import settle
from communique.records import Action, Agreement, Meeting, Visit

DAY = "2023-05-20"


def read(text: str, kind: type) -> list:
    return [claim for claim in communique.read(text, published=DAY).claims if isinstance(claim, kind)]


def test_the_last_word_wins_and_the_earlier_stays_as_superseded() -> None:
    found = read("Joe Biden will visit Canberra.\nJoe Biden cancelled his visit to Canberra on Friday.", Visit)
    assert [(claim.status.value, claim.superseded) for claim in found] == [("planned", True), ("cancelled", False)]


def test_two_mentions_of_one_visit_are_one_claim_with_the_fields_of_both() -> None:
    text = "Olaf Scholz visited Tokyo on March 17.\nDuring his visit to Japan, Scholz praised Fumio Kishida."
    found = read(text, Visit)
    assert len(found) == 1
    assert (found[0].place.name, found[0].when.edtf) == ("Tokyo", "2023-03-17")


def test_visits_with_two_explicit_times_stay_two() -> None:
    text = "Olaf Scholz visited Tokyo in March 2022.\nOlaf Scholz visited Tokyo in May 2023."
    assert [claim.when.edtf for claim in read(text, Visit)] == ["2022-03", "2023-05"]


def test_acts_of_two_days_stay_two() -> None:
    text = "Israel struck Syria on March 4.\nIsrael struck Syria again on March 6."
    assert [claim.when.edtf for claim in read(text, Action)] == ["2023-03-04", "2023-03-06"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Joe Biden met Antony Blinken at the White House.", Meeting),
        ("Emmanuel Macron praised Élisabeth Borne.", Action),
        ("Emmanuel Macron travelled to Paris.", Visit),
    ],
)
def test_what_happens_inside_one_state_is_no_claim(text: str, kind: type) -> None:
    assert read(text, kind) == []


def test_who_is_at_home_is_host_and_no_visitor() -> None:
    text = "Vladimir Putin and Xi Jinping attended the parade in Moscow."
    (visit,) = read(text, Visit)
    assert [one.name for one in visit.visitor] == ["Xi Jinping"]
    assert [one.name for one in visit.host] == ["Vladimir Putin"]


def test_signatories_stand_for_their_states() -> None:
    text = "Emmanuel Macron and Olaf Scholz signed an agreement on defence."
    (agreement,) = read(text, Agreement)
    assert sorted(party.name for party in agreement.parties) == ["DE", "FR"]


def test_settling_twice_changes_nothing() -> None:
    text = (
        "Joe Biden will visit Canberra.\nJoe Biden cancelled his visit to Canberra.\n"
        "Biden met Anthony Albanese in Tokyo."
    )
    claims = communique.read(text, published=DAY).claims
    assert settle(claims) == claims
