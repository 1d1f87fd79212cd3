"""Acts are weighed: the logistic arithmetic, whom the weights choose, the threshold, and what training makes of it."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import msgspec
import pytest

import communique
from communique.clean import clean
from communique.detect import detect
from communique.extract import extract
from communique.extract.acts.candidates import Candidate, candidates
from communique.extract.acts.features import path
from communique.extract.acts.weighing import Chances, all_readings, readings_of
from communique.extract.acts.weights import Logistic, Weights, shipped_weights
from communique.extract.article import Article
from communique.extract.context import Context, build_context
from communique.records import Action, AnyClaim

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import train_actions

ACCUSED = "Norway accused Russia of jamming signals near the border."
NOTHING = Logistic(bias=0.0, weights={})


def context(text: str) -> Context:
    document, _ = clean(communique.snapshot(text, published="2024-03-05"))
    assert document is not None
    return build_context(Article(document, detect(document), "test"))


def candidate(text: str, event: str) -> Candidate:
    return next(one for one in candidates(context(text)) if one.event == event)


def acts(text: str, weights: Weights) -> list[AnyClaim]:
    document, _ = clean(communique.snapshot(text, published="2024-03-05"))
    assert document is not None
    return [one for one in extract(document, detect(document), weights=weights)[0] if isinstance(one, Action)]


class TestLogistic:
    model = Logistic(bias=-1.0, weights={"a": 2.0, "b": -0.5})

    def test_the_logit_is_the_bias_and_the_weights_of_what_holds(self):
        assert self.model.logit({"a": 1.0, "b": 0.5}) == pytest.approx(0.75)

    def test_what_was_never_seen_weighs_nothing(self):
        assert self.model.logit({"c": 1.0}) == -1.0

    def test_even_odds_are_a_half(self):
        assert self.model.probability({"a": 0.5}) == pytest.approx(0.5)

    def test_scaling_moves_the_confidence_and_not_the_logit(self):
        weights = Weights(actor=NOTHING, recipient=NOTHING, act=self.model, slope=2.0, offset=1.0, least=0.0)
        assert weights.confidence({}) == pytest.approx(1 / (1 + math.exp(1.0)))


class TestShippedWeights:
    def test_they_are_read_strictly(self):
        body = msgspec.json.encode({**msgspec.to_builtins(shipped_weights()), "more": 1})
        with pytest.raises(msgspec.ValidationError, match="more"):
            msgspec.json.decode(body, type=Weights)

    def test_a_higher_logit_is_a_higher_confidence(self):
        assert shipped_weights().slope > 0

    def test_a_ruled_act_weighs_more_than_one_that_the_frames_do_not_see(self):
        act = shipped_weights().act
        assert act.logit({"tells": 1.0, "chance of both": 0.9}) > act.logit({"chance of both": 0.1})


class TestThreshold:
    def test_each_act_has_a_confidence_from_the_least_to_one(self):
        found = acts(ACCUSED, shipped_weights())
        assert [(one.event.value, one.actor[0].name, one.recipient[0].name) for one in found] == [
            ("ACCUSE", "NO", "RU")
        ]
        assert all(shipped_weights().least <= one.confidence <= 1 for one in found)

    def test_nothing_is_told_where_nothing_is_sure_enough(self):
        assert acts(ACCUSED, msgspec.structs.replace(shipped_weights(), least=1.01)) == []

    def test_other_claims_have_none(self):
        reading = communique.read("Norway's foreign minister Espen Barth Eide visited Warsaw on Monday.")
        assert [(one.type.value, one.confidence) for one in reading.claims] == [("visit", None)]


class TestSides:
    def test_everybody_in_the_sentence_may_have_a_part(self):
        found = {name for player in candidate(ACCUSED, "ACCUSE").players for name in player.names}
        assert {"NO", "RU"} <= found

    def test_the_weights_choose_where_the_frames_leave_it_open(self):
        weights = msgspec.structs.replace(
            shipped_weights(),
            actor=Logistic(bias=-3.0, weights={"before=True": 6.0}),
            recipient=Logistic(bias=-3.0, weights={"before=False": 6.0}),
        )
        first, *_ = Chances(candidate(ACCUSED, "ACCUSE"), weights).likely()
        assert [[one.name for one in side] for side in first] == [["NO"], ["RU"]]

    def test_an_actors_own_state_is_no_recipient(self):
        text = "In Oslo, Norway's foreign minister Espen Barth Eide criticised the Norwegian parliament."
        likely = Chances(candidate(text, "ACCUSE"), shipped_weights()).likely()
        norwegian = [side for side in likely if any(one.state == "NO" or one.name == "NO" for one in side[0])]
        assert not any(one.state == "NO" or one.name == "NO" for _, recipients in norwegian for one in recipients)

    def test_the_frames_keep_the_sides_unless_others_are_clearly_likelier(self):
        found = candidate("Norway and Finland say that Sweden accused Russia of jamming signals.", "ACCUSE")
        assert ["sides=told" in one.features for one in readings_of(found, shipped_weights())] == [True]
        weighed = Logistic(bias=0.0, weights={"sides=weighed": 5.0})
        others = readings_of(found, msgspec.structs.replace(shipped_weights(), act=weighed))
        assert ["sides=told" in one.features for one in others] == [False]

    def test_the_weights_do_not_turn_the_sides_round(self):
        for one in all_readings(candidate(ACCUSED, "ACCUSE"), shipped_weights()):
            actors, recipients = one.sides
            assert "RU" not in {side.name for side in actors}
            assert "NO" not in {side.name for side in recipients}


@pytest.mark.parametrize(
    ("text", "start", "end", "steps"),
    [
        ("Norway accused Russia.", "accused", "Norway", [">nsubj"]),
        ("Norway accused Russia in March.", "accused", "March", [">prep:in", ">pobj"]),
        ("Norway accused Russia.", "Russia", "Norway", ["<dobj", ">nsubj"]),
    ],
)
def test_the_path_between_two_words(text, start, end, steps):
    words = {token.text: token for sentence in context(text).article.sentences() for token in sentence}
    assert path(words[start], words[end]) == steps


class TestTraining:
    rows = [{"good": 1.0, "noise": float(n % 2)} for n in range(20)] + [{"bad": 1.0} for _ in range(20)]
    right = [True] * 20 + [False] * 20

    def test_what_goes_with_right_rows_weighs_for_them(self):
        model = train_actions.logistic(self.rows, self.right)
        assert model.weights["good"] > 0 > model.weights["bad"]

    def test_the_same_rows_give_the_same_weights(self):
        first, second = (train_actions.logistic(self.rows, self.right) for _ in range(2))
        assert msgspec.json.encode(first) == msgspec.json.encode(second)

    def test_what_stands_once_is_left_out(self):
        model = train_actions.logistic([{"once": 1.0}, *self.rows], [True, *self.right])
        assert "once" not in model.weights

    def test_scaling_brings_the_confidence_to_the_share_of_right_rows(self):
        held = [
            train_actions.Held(features={"same": 1.0}, right=n % 4 == 0, importance=1.0, fold=n // 4 % 4)
            for n in range(160)
        ]
        slope, offset = train_actions.scaling(held)
        logit = train_actions.logistic([one.features for one in held], [one.right for one in held]).logit({"same": 1.0})
        assert 1 / (1 + math.exp(-(slope * logit + offset))) == pytest.approx(0.25, abs=0.01)
