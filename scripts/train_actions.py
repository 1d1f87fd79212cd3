"""Learns the weights of acts from annotated articles, and writes them with their model card.

    python scripts/train_actions.py --data FOLDER      FOLDER holds gold/train.*.jsonl and gold/score.py

Deterministic: the same articles and the same code give the same weights, byte for byte. Needs scikit-learn, which only
this script uses. The page docs/models.md says what comes of it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from communique.acquire import acquire
from communique.clean import clean
from communique.detect import DEFAULT_MODEL, detect
from communique.exchange import claim_row
from communique.extract.actions import act_of
from communique.extract.article import Article
from communique.extract.candidates import Candidate, candidates
from communique.extract.context import Context, build_context
from communique.extract.features import side_features
from communique.extract.weighing import Weighed, readings_of
from communique.extract.weights import Features, Logistic, Weights
from communique.link import link, settle
from communique.records import Action, Coded, Snapshot
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src" / "communique" / "data" / "models" / "actions.json"

INNER_FOLDS = 4
"""Folds inside the training set, so that the third model and the scaling see what the first two were not trained on."""
STRENGTH = 0.1
"""Inverse of the L2 penalty (of 0.03, 0.1, 0.3 and 1 the best on folds of train)."""
RARE = 2
"""Documents in which a feature must stand at least; rarer ones are not kept."""
DIGITS = 4
WHOLE_TEXTS = 3.0
"""Weight of a candidate in a whole text beside one in a single sentence: whole texts are what is read."""
WHOLE = 400
"""Characters from which a document is a whole text."""
NOTHING = Logistic(bias=0.0, weights={})
Row = dict[str, Any]


@dataclass
class Sample:
    """One article: its candidates, and for each the annotated acts that its word tells of."""

    name: str
    length: int
    context: Context
    gold: list[Row]
    candidates: list[Candidate]
    wanted: list[list[Row]]
    players: list[list[tuple[Features, list[str]]]] = field(default_factory=list)


def scorer(data: Path) -> ModuleType:
    """The scorer's functions."""
    spec = importlib.util.spec_from_file_location("score", data / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"The scorer is not at {data / 'gold'}. Name the folder that holds gold/: --data FOLDER")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(data: Path, name: str, score: ModuleType) -> list[Sample]:
    """The articles of a set with their candidates and annotated acts."""
    rows = [json.loads(line) for line in (data / "gold" / f"{name}.claims.jsonl").read_text("utf8").splitlines()]
    acts = [row for row in rows if row["type"] == "action" and not row.get("superseded")]
    found = []
    for snapshot in acquire([str(data / "gold" / f"{name}.documents.jsonl")]):
        document, _ = clean(snapshot) if isinstance(snapshot, Snapshot) else (None, ())
        if document is None:
            continue
        context = build_context(Article(document, detect(document, model=DEFAULT_MODEL), "training"))
        found.append(_sample(context, [row for row in acts if row["document"] == document.name], score))
    return found


def _sample(context: Context, gold: list[Row], score: ModuleType) -> Sample:
    document = context.article.document
    for row in gold:
        start = document.text.find(row["evidence"])
        row["span"] = (start, start + len(row["evidence"])) if start >= 0 else (0, 0)
    sample = Sample(document.name, len(document.text), context, gold, list(candidates(context)), [])
    for candidate in sample.candidates:
        here = context.article.start(candidate.trigger)
        inside = [row for row in gold if row["span"][0] <= here < row["span"][1]]
        sample.wanted.append([row for row in inside if candidate.event in score.readings(row["event"])])
    sample.players = _players(sample)
    return sample


def _players(sample: Sample) -> list[list[tuple[Features, list[str]]]]:
    """For each candidate its players: features, and the names that linking gives them."""
    context = sample.context
    probes: dict[tuple[str, ...], Action] = {}
    for candidate in sample.candidates:
        for player in candidate.players:
            key = tuple(sorted(player.names))
            if key not in probes:
                evidence = context.article.evidence(candidate.trigger)
                event = Coded(value=candidate.event, evidence=evidence)
                probes[key] = Action(
                    id="", document="", evidence=evidence, reader="", event=event, actor=player.references
                )
    linked, _, _ = link(context.article.document, tuple(probes.values()))
    names = {key: [one.name for one in claim.actor] for key, claim in zip(probes, linked, strict=True)}
    return [
        [(side_features(one, player), names[tuple(sorted(player.names))]) for player in one.players]
        for one in sample.candidates
    ]


# Training


def train(chosen: Sequence[Sample], score: ModuleType, least: float) -> Weights:
    """The weights that a set of articles teaches."""
    held: list[tuple[Features, bool, float, int]] = []
    for fold in range(INNER_FOLDS):
        sides = side_models([one for one in chosen if _fold(one.name, INNER_FOLDS) != fold], score)
        weights = Weights(*sides, act=NOTHING, slope=1.0, offset=0.0, least=0.0)
        for sample in (one for one in chosen if _fold(one.name, INNER_FOLDS) == fold):
            importance = WHOLE_TEXTS if sample.length > WHOLE else 1.0
            held += [(one.features, right, importance, fold) for one, right in judged(sample, weights, score)]
    act = logistic([row[0] for row in held], [row[1] for row in held], [row[2] for row in held])
    slope, offset = scaling(held)
    actor, recipient = side_models(chosen, score)
    return Weights(actor=actor, recipient=recipient, act=act, slope=slope, offset=offset, least=least)


def side_models(chosen: Iterable[Sample], score: ModuleType) -> tuple[Logistic, Logistic]:
    """The models of actors and of recipients, from the words that are known to tell of an annotated act."""
    rows, actors, recipients = [], [], []
    for sample in chosen:
        for players, wanted in zip(sample.players, sample.wanted, strict=True):
            for row in wanted:
                roles = [(score.common(row["actor"], names), score.common(row["recipient"], names)) for _, names in players]
                if row["actor"] and not any(actor for actor, _ in roles):
                    continue
                rows += [features for features, _ in players]
                actors += [bool(actor) for actor, _ in roles]
                recipients += [bool(recipient) for _, recipient in roles]
                break
    return logistic(rows, actors), logistic(rows, recipients)


def judged(sample: Sample, weights: Weights, score: ModuleType) -> list[tuple[Weighed, bool]]:
    """The readings of an article's candidates that stand between states, and whether each is annotated."""
    found = []
    for candidate, wanted in zip(sample.candidates, sample.wanted, strict=True):
        for weighed in readings_of(candidate, weights):
            claims, _, _ = link(sample.context.article.document, (act_of(sample.context, weighed),))
            for claim in settle(claims):
                row = claim_row(claim, sample.name)
                near = wanted or [one for one in sample.gold if score.overlap(one["evidence"], row["evidence"]) > 0.3]
                found.append((weighed, any(score.similarity(one, row) > 0 for one in near)))
    return found


def logistic(rows: list[Features], right: list[bool], importance: list[float] | None = None) -> Logistic:
    """A logistic regression with an L2 penalty; features that hardly occur are left out."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    kept = [{name: value for name, value in row.items() if counts[name] >= RARE} for row in rows]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(vectorizer.fit_transform(kept), right, sample_weight=importance)
    weights = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    rounded = {str(name): round(float(weight), DIGITS) for name, weight in weights}
    bias = round(float(model.intercept_[0]), DIGITS)
    return Logistic(bias=bias, weights={name: weight for name, weight in sorted(rounded.items()) if weight})


def scaling(held: Sequence[tuple[Features, bool, float, int]]) -> tuple[float, float]:
    """Slope and offset of Platt scaling, of logits from models that did not see the fold."""
    logits, right, importance = [], [], []
    for fold in range(INNER_FOLDS):
        others = [row for row in held if row[3] != fold]
        model = logistic([row[0] for row in others], [row[1] for row in others], [row[2] for row in others])
        for features, is_right, weight, _ in (row for row in held if row[3] == fold):
            logits.append([model.logit(features)])
            right.append(is_right)
            importance.append(weight)
    platt = LogisticRegression(C=1e6, max_iter=5000).fit(np.array(logits), right, sample_weight=importance)
    return round(float(platt.coef_[0][0]), DIGITS), round(float(platt.intercept_[0]), DIGITS)


def _fold(name: str, folds: int, salt: str = "inner") -> int:
    return int(hashlib.sha256(f"{salt}:{name}".encode()).hexdigest(), 16) % folds


# Looking at it


def confidences(chosen: Iterable[Sample], weights: Weights, score: ModuleType) -> list[tuple[float, bool, str, Row]]:
    """Confidence, rightness, document and row of every reading."""
    found = []
    for sample in chosen:
        for weighed, right in judged(sample, weights, score):
            found.append((weighed.confidence, right, sample.name, {}))
    return found


def write(weights: Weights, path: Path = WEIGHTS) -> None:
    """Write the weights as the package ships them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")


def main() -> int:
    """Train on all of train and write the weights."""
    parser = argparse.ArgumentParser(description="Learns the weights of acts from annotated articles.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder that holds gold/")
    parser.add_argument("--least", type=float, default=0.4, help="confidence from which an act is a claim")
    options = parser.parse_args()
    score = scorer(options.data)
    weights = train(samples(options.data, "train", score), score, options.least)
    write(weights)
    counts = [len(model.weights) for model in (weights.actor, weights.recipient, weights.act)]
    print(f"Written to {WEIGHTS}: {counts} features, slope {weights.slope}, offset {weights.offset}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
