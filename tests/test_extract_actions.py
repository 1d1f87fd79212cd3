"""Acts of one side towards another, against a table that anyone may extend: tests/cases/actions.txt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from msgspec.structs import replace

from communique.clean import clean
from communique.detect import detect
from communique.extract import extract
from communique.extract.acts.weights import shipped_weights
from communique.frames import Frame, FrameFile, parse_trigger
from communique.ids import snapshot_id
from communique.link import link
from communique.link.settling import settle
from communique.records import Action, ClaimType, Reference, Snapshot

CASES = Path(__file__).parent / "cases" / "actions.txt"


def rows() -> Iterator[ParameterSet]:
    """The rows; those behind "~" are not yet read so, and fail here once they are, to lose their mark."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            sentence, expected = line.removeprefix("~ ").split(" | ")
            marks = [pytest.mark.xfail(reason="not yet read", strict=True)] if line.startswith("~ ") else []
            yield pytest.param(sentence.strip(), expected.strip(), marks=marks)


def acts(text: str, published: str = "2025-05-04", least: float | None = None) -> tuple[Action, ...]:
    """The acts that a text of one paragraph tells of, linked and settled, from a confidence on."""
    row = {"id": "case", "outlet": None, "url": None, "title": "", "text": text, "published": published}
    content = json.dumps(row).encode()
    kind = "application/x-communique-document+json"
    document, _ = clean(Snapshot(id=snapshot_id(content), content=content, media_type=kind, source="case"))
    assert document is not None
    weights = shipped_weights() if least is None else replace(shipped_weights(), least=least)
    claims, _ = extract(document, detect(document), weights=weights)
    linked, _, _ = link(document, claims)
    return tuple(claim for claim in settle(linked) if isinstance(claim, Action))


def names(references: tuple[Reference, ...]) -> str:
    """Names or codes joined with "+", in order of the text."""
    return "+".join(one.name for one in references) or "-"


def line(act: Action) -> str:
    status = act.status.value if act.status else "-"
    return f"{act.event.value} {names(act.actor)} > {names(act.recipient)} {status}"


@pytest.mark.parametrize(("sentence", "expected"), rows())
def test_acts_of_the_table(sentence: str, expected: str) -> None:
    assert ("; ".join(sorted(map(line, acts(sentence)))) or "nothing") == "; ".join(sorted(expected.split("; ")))


def test_an_act_inside_a_quotation_is_its_speakers_words() -> None:
    told = acts('Iran said: "We condemn the raid that Israel carried out against Lebanon and all that it stands for."')
    assert [line(act) for act in told] == []


def test_one_word_tells_of_one_act() -> None:
    told = acts("Spain imposed new sanctions on Russia and condemned its attacks on Odesa.")
    triggers = [act.event.evidence.start for act in told]
    assert len(triggers) == len(set(triggers))
    assert [act.event.value for act in told].count("SANCTION") == 1


def test_the_object_and_the_mode_are_told_where_the_words_have_them() -> None:
    (act,) = acts("Germany supplied air defence systems to Ukraine.")
    assert act.object is not None
    assert "systems" in act.object.evidence.quote
    (sanction,) = acts("Poland expelled three Russian diplomats.")
    assert sanction.mode is not None
    assert sanction.mode.value == "expel"


def test_a_trigger_names_its_object_and_its_subject() -> None:
    trigger = parse_trigger("cross+into>@place<troop|tank")
    assert (trigger.lemma, trigger.particle) == ("cross", "into")
    assert trigger.objects == {"@place"}
    assert trigger.subjects == {"troop", "tank"}


def test_a_trigger_may_name_a_list_of_its_file() -> None:
    frame = Frame(name="aid", type=ClaimType.ACTION, verbs=("send>*help|troop<*givers", "thank"))
    file = FrameFile(frame=[frame], lists={"help": ["food", "tent"], "givers": ["state"]})
    (written,) = file.written_out()
    assert written.verbs == ("send>food|tent|troop<state", "thank")
    with pytest.raises(ValueError, match="names 'givers', which its file does not have"):
        FrameFile(frame=[frame], lists={"help": ["food"]}).written_out()


def test_the_enemy_of_an_article_is_meant_where_nobody_is_named() -> None:
    between = "The mayor said that houses and a school had burned and that people slept in cellars once more. " * 2
    told = acts(f"Russian forces shelled Kharkiv. {between}A Ukrainian officer was killed in the evening.", least=0.2)
    assert [line(act) for act in told] == ["ASSAULT RU > UA occurred"] * 2
