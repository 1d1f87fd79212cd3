"""Learns the weights of acts from annotated articles, and writes them with their model card.

    python scripts/train_actions.py --data FOLDER      FOLDER holds gold/train.*.jsonl and gold/score.py

Beside the annotated set, ``corpus/`` teaches them, articles written for this project, and ``taught_acts.txt``.

Deterministic: the same articles and the same code give the same weights, byte for byte. Needs scikit-learn, which only
this script uses. docs/models.md says what the weights are for; the numbers there are written from here.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

import communique
from communique.clean import clean
from communique.detect import DEFAULT_MODEL, detect
from communique.exchange import claim_row
from communique.extract.actions import act_of
from communique.extract.acts.candidates import Candidate, candidates
from communique.extract.acts.features import side_features
from communique.extract.acts.weighing import Weighed, all_readings, readings_of
from communique.extract.acts.weights import Features, Logistic, Weights, shipped_weights
from communique.extract.article import Article
from communique.extract.context import Context, build_context
from communique.link import link, settle
from communique.records import Action, Coded
from folds import folds
from marked import replace_marked
from scoring import GoldSet, load_scorer, load_set, snapshots_of

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src" / "communique" / "data" / "models" / "actions.json"
PAGE = ROOT / "docs" / "models.md"
CORPUS = ROOT / "corpus"
TAUGHT = Path(__file__).resolve().parent / "taught_acts.txt"
TAUGHT_ON = "2025-09-01"
"""The day on which the taught sentences are read, for whoever held an office then."""

INNER_FOLDS = 4
"""Folds inside the training set, so that the third model and the scaling see what the first two were not trained on."""
STRENGTH = 0.1
"""Inverse of the L2 penalty (of 0.03, 0.1, 0.3 and 1 the best on folds of train)."""
RARE = 2
"""Candidates in which a feature must stand at least; rarer ones are not kept."""
DIGITS = 4
WHOLE_TEXTS = 3.0
"""Weight of a candidate in a whole text beside one in a single sentence: whole texts are what is read."""
WHOLE = 400
"""Characters from which a document is a whole text."""
BESIDE = 0.3
"""Share of words from which two pieces of evidence are of one sentence, where no trigger lies in the annotated one."""
NOTHING = Logistic(bias=0.0, weights={})
SURER = (0.5, 0.6, 0.7)
"""Confidences beside the threshold for which the card says what they give."""
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
Row = dict[str, Any]
Readings = Callable[[Candidate, Weights], Iterable[Weighed]]


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


class Judged(NamedTuple):
    """One reading of a candidate: its confidence and features, whether it is annotated, and its row."""

    document: str
    weighed: Weighed
    right: bool
    row: Row


class Held(NamedTuple):
    """A reading of an article that the models of sides were not trained on."""

    features: Features
    right: bool
    importance: float
    fold: int


def written() -> GoldSet:
    """The articles that were written and annotated for this project."""
    return load_set(CORPUS, "written")


def samples(gold: GoldSet, scorer: Any) -> list[Sample]:
    """The articles of a set with their candidates and annotated acts."""
    acts = [dict(row) for row in gold.claims if row["type"] == "action" and not row.get("superseded")]
    found = []
    for snapshot in snapshots_of(gold)[0]:
        document, _ = clean(snapshot)
        if document is not None:
            context = build_context(Article(document, detect(document, model=DEFAULT_MODEL), "training"), EMPTY)
            found.append(_sample(context, [row for row in acts if row["document"] == document.name], scorer))
    return found


def taught(scorer: Any) -> list[Sample]:
    """The sentences of ``taught_acts.txt`` with their acts."""
    found = []
    lines = [line for line in TAUGHT.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    for number, line in enumerate(lines):
        text, _, acts = line.partition(" | ")
        document, _ = clean(communique.snapshot(text, published=TAUGHT_ON))
        if document is None:
            raise SystemExit(f"{TAUGHT}: {text!r} could not be read as an article.")
        context = build_context(Article(document, detect(document, model=DEFAULT_MODEL), "training"), EMPTY)
        gold = [_taught_row(act, text) for act in acts.split("; ") if act != "nothing"]
        found.append(_sample(context, gold, scorer, name=f"taught-{number}"))
    return found


def _taught_row(act: str, text: str) -> Row:
    event, _, sides = act.partition(" ")
    actors, _, recipients = sides.partition(" > ")
    return {"event": event, "actor": _side(actors), "recipient": _side(recipients), "evidence": text}


def _side(names: str) -> list[str]:
    return [] if names == "-" else names.split("+")


EMPTY = Weights(actor=NOTHING, recipient=NOTHING, act=NOTHING, slope=1.0, offset=0.0, least=0.0)


def _sample(context: Context, gold: list[Row], scorer: Any, name: str | None = None) -> Sample:
    document = context.article.document
    for row in gold:
        start = document.text.find(row["evidence"])
        row["span"] = (start, start + len(row["evidence"])) if start >= 0 else (0, 0)
        row |= {"type": "action", "document": name or document.name}
    sample = Sample(name or document.name, len(document.text), context, gold, list(candidates(context)), [])
    for candidate in sample.candidates:
        here = context.article.start(candidate.trigger)
        inside = [row for row in gold if row["span"][0] <= here < row["span"][1]]
        sample.wanted.append([row for row in inside if candidate.event in scorer.readings(row["event"])])
    sample.players = _players(sample)
    return sample


def _players(sample: Sample) -> list[list[tuple[Features, list[str]]]]:
    """For each candidate its players: features, and the names that linking gives them."""
    context = sample.context
    probes: dict[tuple[str, ...], Action] = {}
    for candidate in sample.candidates:
        for player in candidate.players:
            evidence = context.article.evidence(candidate.trigger)
            event = Coded(value=candidate.event, evidence=evidence)
            probe = Action(id="", document="", evidence=evidence, reader="", event=event, actor=player.references)
            probes.setdefault(tuple(sorted(player.names)), probe)
    linked, _, _ = link(context.article.document, tuple(probes.values()))
    names = {
        key: [one.name for one in claim.actor]
        for key, claim in zip(probes, linked, strict=True)
        if isinstance(claim, Action)
    }
    return [
        [(side_features(one, player), names[tuple(sorted(player.names))]) for player in one.players]
        for one in sample.candidates
    ]


# Training


def train(chosen: Sequence[Sample], scorer: Any, least: float) -> Weights:
    """The weights that a set of articles teaches."""
    held: list[Held] = []
    for fold in range(INNER_FOLDS):
        sides = side_models([one for one in chosen if _inner(one.name) != fold], scorer)
        weights = Weights(*sides, act=NOTHING, slope=1.0, offset=0.0, least=0.0)
        for sample in (one for one in chosen if _inner(one.name) == fold):
            importance = WHOLE_TEXTS if sample.length > WHOLE else 1.0
            found = judged(sample, weights, scorer, all_readings)
            held += [Held(one.weighed.features, one.right, importance, fold) for one in found]
    act = _act_model(held)
    slope, offset = scaling(held)
    actor, recipient = side_models(chosen, scorer)
    return Weights(actor=actor, recipient=recipient, act=act, slope=slope, offset=offset, least=least)


def side_models(chosen: Iterable[Sample], scorer: Any) -> tuple[Logistic, Logistic]:
    """The models of actors and of recipients, from the words that are known to tell of an annotated act."""
    rows: list[Features] = []
    actors: list[bool] = []
    recipients: list[bool] = []
    for sample in chosen:
        for players, wanted in zip(sample.players, sample.wanted, strict=True):
            named = next((roles for row in wanted if (roles := _roles(players, row, scorer)) is not None), ())
            if named:
                rows += [features for features, _ in players]
                actors += [actor for actor, _ in named]
                recipients += [recipient for _, recipient in named]
    return logistic(rows, actors), logistic(rows, recipients)


def _roles(players: list[tuple[Features, list[str]]], row: Row, scorer: Any) -> list[tuple[bool, bool]] | None:
    """Whether each player is an annotated actor, or recipient; None where the annotated actor is not among them."""
    roles = [
        (bool(scorer.common(row["actor"], names)), bool(scorer.common(row["recipient"], names))) for _, names in players
    ]
    return None if row["actor"] and not any(actor for actor, _ in roles) else roles


def judged(sample: Sample, weights: Weights, scorer: Any, readings: Readings = readings_of) -> list[Judged]:
    """The readings of an article's candidates that stand between states, and whether each is annotated."""
    found = []
    for candidate, wanted in zip(sample.candidates, sample.wanted, strict=True):
        for weighed in readings(candidate, weights):
            claims, _, _ = link(sample.context.article.document, (act_of(sample.context, weighed),))
            for claim in settle(claims):
                row = claim_row(claim, sample.name)
                near = wanted or [
                    one for one in sample.gold if scorer.overlap(one["evidence"], row["evidence"]) > BESIDE
                ]
                right = any(scorer.similarity(one, row) > 0 for one in near)
                found.append(Judged(sample.name, weighed, right, row))
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


def _act_model(held: Sequence[Held]) -> Logistic:
    return logistic([one.features for one in held], [one.right for one in held], [one.importance for one in held])


def scaling(held: Sequence[Held]) -> tuple[float, float]:
    """Slope and offset of Platt scaling, of logits from models that did not see the fold."""
    logits, right, importance = [], [], []
    for fold in range(INNER_FOLDS):
        model = _act_model([one for one in held if one.fold != fold])
        for one in (one for one in held if one.fold == fold):
            logits.append([model.logit(one.features)])
            right.append(one.right)
            importance.append(one.importance)
    platt = LogisticRegression(C=1e6, max_iter=5000).fit(np.array(logits), right, sample_weight=importance)
    return round(float(platt.coef_[0][0]), DIGITS), round(float(platt.intercept_[0]), DIGITS)


def _inner(name: str) -> int:
    return int(hashlib.sha256(f"inner:{name}".encode()).hexdigest(), 16) % INNER_FOLDS


# The model card


def card(
    golds: Sequence[GoldSet], sets: Sequence[Sequence[Sample]], more: Sequence[Sample], weights: Weights, scorer: Any
) -> str:
    """What is measured on folds that the weights were not trained on; ``sets`` are the samples of each gold set."""
    chosen = [one for set_ in sets for one in set_]
    held: list[Judged] = []
    for fold in folds({id: gold.text(id) for gold in golds for id in gold.documents}):
        learned = train([*(one for one in chosen if one.name in fold.training), *more], scorer, weights.least)
        for sample in (one for one in chosen if one.name in fold.held_out):
            held += judged(sample, learned, scorer)
    right = [one.right for one in held]
    precision = average_precision_score(right, [one.weighed.confidence for one in held])
    sizes = [len(model.weights) for model in (weights.actor, weights.recipient, weights.act)]
    return "\n".join(
        [
            f"Features: {sizes[0]} of actors, {sizes[1]} of recipients, {sizes[2]} of acts. Platt scaling: slope "
            f"{weights.slope}, offset {weights.offset}. An act is a claim from confidence {weights.least} on.",
            "Trained on "
            + ", ".join(_taught_by(gold, set_) for gold, set_ in zip(golds, sets, strict=True))
            + f", and {len(more)} sentences of our own with {sum(len(one.gold) for one in more)} acts.",
            f"On five held-out folds: {len(held)} readings, {sum(right)} of them annotated; average precision "
            f"{precision:.3f}.",
            *("", "| acts on the held-out folds | read | right | P | R | F1 |"),
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *(
                line
                for gold, set_ in zip(golds, sets, strict=True)
                for line in _scored_set(gold.name, set_, held, weights.least)
            ),
            *("", "| confidence | readings | of them annotated |", "| --- | ---: | ---: |"),
            *_reliability(held),
        ]
    )


def _taught_by(gold: GoldSet, chosen: Sequence[Sample]) -> str:
    acts = sum(len(one.gold) for one in chosen)
    return f"`{gold.name}`: {len(chosen)} documents with {acts} annotated acts (SHA-256 `{gold.digest[:16]}…`)"


def _scored_set(name: str, chosen: Sequence[Sample], held: Sequence[Judged], least: float) -> Iterable[str]:
    """The rows of one annotated set: as the frames alone read it, and weighed."""
    names = {one.name for one in chosen}
    here = [one for one in held if one.document in names]
    told = [one for one in here if one.weighed.source == "told"]
    yield _scored(f"`{name}`, all that the frames read, unweighed", told, chosen)
    for bound in (least, *SURER):
        sure = [one for one in here if one.weighed.confidence >= bound]
        yield _scored(f"`{name}`, weighed, from confidence {bound}", sure, chosen)


def _scored(name: str, told: Sequence[Judged], chosen: Sequence[Sample]) -> str:
    gold, right = sum(len(one.gold) for one in chosen), sum(one.right for one in told)
    f1 = 2 * right / (gold + len(told))
    return f"| {name} | {len(told)} | {right} | {right / len(told):.3f} | {right / gold:.3f} | {f1:.3f} |"


def _reliability(held: Sequence[Judged]) -> Iterable[str]:
    for low, high in itertools.pairwise(BINS):
        inside = [one.right for one in held if low <= one.weighed.confidence < high]
        share = f"{sum(inside) / len(inside):.2f}" if inside else ""
        yield f"| {low:.1f} to {high:.1f} | {len(inside)} | {share} |"


def write(weights: Weights, path: Path = WEIGHTS) -> None:
    """Write the weights as the package ships them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")


def main() -> int:
    """Train on all of train, write the weights and, unless told otherwise, the card."""
    parser = argparse.ArgumentParser(description="Learns the weights of acts from annotated articles.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder that holds gold/")
    parser.add_argument("--least", type=float, help="confidence from which an act is a claim (default: as it is now)")
    parser.add_argument("--no-card", action="store_true", help="leave docs/models.md as it is")
    options = parser.parse_args()
    gold_folder = options.data / "gold"
    if not (gold_folder / "score.py").exists():
        print(f"The annotated articles are not at {gold_folder}. Name the folder that holds gold/: --data FOLDER")
        return 2
    scorer, golds = load_scorer(gold_folder), [load_set(gold_folder, "train"), written()]
    least = options.least if options.least is not None else shipped_weights().least
    sets, more = [samples(gold, scorer) for gold in golds], taught(scorer)
    weights = train([*(one for set_ in sets for one in set_), *more], scorer, least)
    write(weights)
    print(f"Written to {WEIGHTS}.")
    if not options.no_card:
        text = card(golds, sets, more, weights, scorer)
        replace_marked(PAGE, "python scripts/train_actions.py", text, heading="Models")
        print(f"{text}\nWritten to {PAGE}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
