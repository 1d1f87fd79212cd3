"""The kinds of errors, the folds, the targets and the choice of examples, on rows and texts made up for it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import errors  # noqa: E402
import evaluate  # noqa: E402
import folds  # noqa: E402
import gate  # noqa: E402
import golden  # noqa: E402


def pair(golds: list, gots: list) -> list:
    left, found = list(gots), []
    for row in golds:
        match = next((other for other in left if gate.agrees(row, other)), None)
        if match is not None:
            left.remove(match)
            found.append((row, match))
    return found


SCORER = SimpleNamespace(
    CORE=gate.CORE,
    pair=pair,
    similarity=lambda expected, read: float(gate.agrees(expected, read)),
    readings=lambda value: list(golden.readings(value)),
    same_name=golden.same,
    words=lambda text: text.casefold().replace(".", " ").replace(",", " ").split(),
)
"""Stands in for the scorer, which lies with the annotated articles."""

TEXT = (
    "Wang Yi flew to Lima on Friday, where he met Dina Ros. The minister was in Quito a week before.\n"
    "Ros had called Peru's neighbour a bully. Chile gave Peru 30 lorries."
)
FLEW, QUITO, BULLY, LORRIES = (
    "Wang Yi flew to Lima on Friday",
    "The minister was in Quito a week before.",
    "Ros had called Peru's neighbour a bully.",
    "Chile gave Peru 30 lorries.",
)


def visit(evidence: str, visitor: str | None, destination: str | None, **more: object) -> dict:
    named = [visitor] if visitor else []
    row = {"document": "d", "id": "c1", "type": "visit", "visitor": named, "destination": destination}
    return row | {"evidence": evidence} | more


def act(evidence: str, event: str, actor: str | None, recipient: str, **more: object) -> dict:
    row = {"document": "d", "id": "c2", "type": "action", "event": event, "actor": [actor] if actor else []}
    return row | {"recipient": [recipient], "evidence": evidence} | more


def figure(evidence: str, value: float) -> dict:
    return {"document": "d", "id": "c3", "type": "figure", "value": value, "unit": "lorries", "evidence": evidence}


LIMA = visit(FLEW, "Wang Yi", "PE")


@pytest.mark.parametrize(
    ("annotated", "read", "missed", "invented"),
    [
        ([LIMA], [LIMA], [], []),
        ([LIMA], [], ["nothing read in the sentence"], []),
        (
            [LIMA],
            [visit(QUITO, "Wang Yi", "EC")],
            ["nothing read in the sentence"],
            ["nothing annotated in the sentence"],
        ),
        ([LIMA], [visit(FLEW, "Wang Yi", "CL")], ["read otherwise: destination"], ["annotated otherwise: destination"]),
        ([LIMA], [visit(FLEW, "Dina Ros", "PE")], ["read otherwise: visitor"], ["annotated otherwise: visitor"]),
        ([LIMA], [visit(FLEW, "Wang Yi", None)], ["read without: destination"], ["read without: destination"]),
        (
            [visit(QUITO, "Wang Yi", "EC")],
            [visit(QUITO, "minister", "EC")],
            ["read otherwise: visitor (named elsewhere)"],
            ["annotated otherwise: visitor (named elsewhere)"],
        ),
        ([LIMA, LIMA | {"id": "c9"}], [LIMA], ["told as one with another claim"], []),
        ([LIMA], [LIMA, LIMA | {"id": "c9"}], [], ["told twice"]),
        ([LIMA], [LIMA | {"superseded": True}], ["read, but as taken back"], []),
        ([LIMA | {"superseded": True}], [LIMA], [], ["annotated, but as taken back"]),
        (
            [act(BULLY, "ACCUSE", "Dina Ros", "CL")],
            [act(BULLY, "REJECT", "Dina Ros", "CL")],
            ["another act read of the same actors"],
            ["another act annotated of the same actors"],
        ),
        (
            [act(BULLY, "ACCUSE", "Dina Ros", "CL")],
            [act(BULLY, "ACCUSE", None, "CL")],
            ["read without: actor"],
            ["read without: actor"],
        ),
        (
            [act(LORRIES, "AID", "CL", "PE")],
            [visit(LORRIES, "lorries", "CL")],
            ["another type read of the same actors"],
            ["another type annotated of the same actors"],
        ),
        (
            [figure(LORRIES, 30)],
            [{"document": "d", "id": "c1", "type": "tally", "count": 30, "who": ["XX"], "to": [], "evidence": LORRIES}],
            ["another type read of the same actors"],
            ["another type annotated of the same actors"],
        ),
        (
            [figure(LORRIES, 30)],
            [act(LORRIES, "AID", "CL", "PE")],
            ["others read in the sentence, not this"],
            ["others annotated in the sentence, not this"],
        ),
    ],
)
def test_an_error_is_named_by_what_stands_in_its_stead(annotated, read, missed, invented):
    found = errors.errors_of(SCORER, TEXT, annotated, read)
    assert [error.kind for error in found if error.missed] == missed
    assert [error.kind for error in found if not error.missed] == invented


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        (FLEW, "Wang Yi flew to Lima on Friday, where he met Dina Ros. "),
        ("was in  Quito", "The minister was in Quito a week before.\n"),
        ("Dina Ros. The minister", TEXT.partition("\n")[0] + "\n"),
        ("gave Peru", LORRIES),
    ],
)
def test_evidence_is_widened_to_its_sentences(evidence, sentence):
    start, end = errors.sentence_of(TEXT, evidence)
    assert TEXT[start:end] == sentence


def test_evidence_that_is_not_in_the_text_has_no_sentence():
    assert errors.sentence_of(TEXT, "Wang Yi flew to Quito") is None
    assert errors.sentence_of(TEXT, "") is None


def error(document: str, *, kind: str = "k", missed: bool = True, type: str = "visit") -> errors.Error:
    return errors.Error(missed, kind, LIMA | {"document": document, "type": type})


def test_kinds_are_counted_by_set_and_examples_come_from_one_set_alone():
    found = {
        "dev": [error("d1"), error("d2", kind="rare"), error("d3", missed=False)],
        "train": [error("t1"), error("t2"), error("t3", type="action")],
    }
    kinds = errors.count_kinds(found, missed=True, examples_from="train")
    assert [(kind.type, kind.name, dict(kind.counts)) for kind in kinds] == [
        ("action", "k", {"train": 1}),
        ("visit", "k", {"dev": 1, "train": 2}),
        ("visit", "rare", {"dev": 1}),
    ]
    assert kinds[1].example.claim["document"] in ("t1", "t2")
    assert kinds[2].example is None
    swapped = found | {"train": found["train"][::-1]}
    assert errors.count_kinds(swapped, missed=True, examples_from="train")[1].example == kinds[1].example


def test_an_example_is_told_with_both_sides_and_names_its_source():
    shown = errors.Error(True, "k", LIMA, visit(FLEW, None, "CL"))
    kind = errors.Kind("visit", "k", {"train": 1}, shown)
    documents = {"d": {"outlet": "Kremlin", "url": "http://kremlin.example/1", "published": "2024-05-03"}}
    cell = evaluate.example_cell(kind, documents, SCORER.CORE)
    assert cell == (
        "“Wang Yi flew to Lima on Friday” Annotated: visit (visitor Wang Yi; destination PE). "
        "Read: visit (visitor none; destination CL). ([kremlin.ru, CC BY 4.0](http://kremlin.example/1), 2024-05-03)"
    )
    assert evaluate.example_cell(kind, {"d": documents["d"] | {"outlet": "A Daily"}}, SCORER.CORE) == ""


def report(**values: float) -> dict:
    row = {"f1": 0.0, "precision": 0.0, "full": 0.0, "unfounded": 0}
    return dict.fromkeys((*gate.CORE, "all"), row | values)


@pytest.mark.parametrize(
    ("values", "verdicts"),
    [
        ({"f1": 1.0, "precision": 1.0, "full": 1.0}, {"goal reached"}),
        ({"f1": 0.85, "precision": 0.75, "full": 0.5}, {"floor reached", "goal reached"}),
        (
            {"f1": 0.849, "precision": 0.749, "full": 0.499, "unfounded": 1},
            {"**missed**", "floor reached", "goal reached"},
        ),
    ],
)
def test_a_target_is_met_by_its_goal_or_its_floor(values, verdicts):
    lines = evaluate.target_lines({"dev": report(**values)})
    assert {line.split("|")[-2].strip() for line in lines} == verdicts


def test_what_misses_a_floor_is_said():
    lines = evaluate.target_lines({"dev": report(f1=0.849, precision=0.749, full=0.499, unfounded=1)})
    missed = [line.split("|")[2:4] for line in lines if line.endswith("**missed** |")]
    assert [(measure.strip(), row.strip()) for measure, row in missed] == [
        ("F1", "visit"),
        ("F1", "statement"),
        ("precision", "all"),
        ("full", "visit"),
        ("evidence not verbatim", "all"),
    ]


def numbered(number: int) -> dict[str, str]:
    return {
        f"d{one}": " ".join(f"{word}{one}" for word in ("a", "text", "unlike", "any", "of", "the", "others"))
        for one in range(number)
    }


def test_each_document_is_held_out_once_and_learned_from_otherwise():
    cut = list(folds.folds(numbered(60)))
    assert [fold.number for fold in cut] == [1, 2, 3, 4, 5]
    assert sorted(id for fold in cut for id in fold.held_out) == sorted(numbered(60))
    assert all(fold.training | fold.held_out == set(numbered(60)) for fold in cut)
    assert all(not fold.training & fold.held_out and fold.held_out for fold in cut)


def test_a_document_keeps_its_fold_when_others_come():
    def home(texts: dict[str, str]) -> dict[str, int]:
        return {id: fold.number for fold in folds.folds(texts) for id in fold.held_out}

    few, many = home(numbered(30)), home(numbered(60))
    assert few == {id: many[id] for id in few}


def test_repeated_texts_are_held_out_together():
    told = "The two presidents signed a treaty on the river that divides their countries"
    texts = numbered(40) | {
        f"copy{number}": f"{told}, {ending}" for number, ending in enumerate(("said Lima", "agencies wrote", "at last"))
    }
    copies = {"copy0", "copy1", "copy2"}
    assert all(copies <= fold.held_out or not copies & fold.held_out for fold in folds.folds(texts))
    assert len(set(folds.groups(texts).values())) == 41


def test_what_is_learned_is_measured_on_documents_that_it_was_not_learned_from(monkeypatch):
    texts = numbered(30)
    gold = SimpleNamespace(documents=texts, text=texts.__getitem__)
    scored = SimpleNamespace(gold=gold, reading=SimpleNamespace(rows=["as read before"]))
    learned = []

    def read(_, documents, reader):
        return SimpleNamespace(rows=[(id, reader) for id in sorted(documents)])

    monkeypatch.setattr(evaluate, "read_set", read)
    monkeypatch.setattr(evaluate, "score", lambda scorer, gold, rows, documents: {"rows": rows, "of": documents})
    reports = evaluate.fold_reports(SCORER, scored, lambda ids: learned.append(ids) or len(learned))
    assert [report["of"] | ids for report, ids in zip(reports, learned, strict=True)] == [set(texts)] * 5
    assert all(not report["of"] & ids for report, ids in zip(reports, learned, strict=True))
    for number, report in enumerate(reports, 1):
        assert report["rows"] == [(id, number) for id in sorted(report["of"])]
    assert all(report["rows"] == ["as read before"] for report in evaluate.fold_reports(SCORER, scored, None))
