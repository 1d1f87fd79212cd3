"""An article of our own and what a model might rightly answer about it; tests change it into what is wrong."""

from __future__ import annotations

import copy
from typing import Any

TITLE = "Xi Jinping lands in Moscow for talks with Putin"
BODY = """\
Chinese President Xi Jinping arrived in Moscow on Wednesday for a state visit to Russia, his third trip to the country \
since 2022.
The Russian president will host him for talks at the Kremlin on Thursday, Russian officials said. “Our ties have never \
been stronger than they are today,” Vladimir Putin told reporters.
The two countries signed an agreement on gas supplies worth $4.5 billion. Bilateral trade rose to more than \
$240 billion last year.
Japan condemned the gas agreement and summoned the Russian ambassador. A planned trip of the Japanese foreign minister \
to Moscow was called off. The European Union said nothing."""
PUBLISHED = "2025-05-08"
ROW = {"id": "moscow-1", "outlet": "Example Times", "published": PUBLISHED, "title": TITLE, "text": BODY}


def person(name: str, mention: str) -> dict[str, str]:
    return {"name": name, "kind": "person", "mention": mention}


def state(code: str, mention: str) -> dict[str, str]:
    return {"name": code, "kind": "state", "mention": mention}


VISIT: dict[str, Any] = {
    "type": "visit",
    "evidence": "Chinese President Xi Jinping arrived in Moscow on Wednesday for a state visit to Russia",
    "status": {"value": "occurred", "words": "arrived"},
    "when": {"edtf": "2025-05-07", "words": "on Wednesday"},
    "said_by": [],
    "visitor": [person("Xi Jinping", "Chinese President Xi Jinping")],
    "destination": state("RU", "Russia"),
    "place": {"name": "Moscow", "kind": "place", "mention": "Moscow"},
    "host": [],
    "occasion": None,
    "form": {"value": "state", "words": "state visit"},
}
MEETING: dict[str, Any] = {
    "type": "meeting",
    "evidence": "The Russian president will host him for talks at the Kremlin on Thursday",
    "status": {"value": "planned", "words": "will host"},
    "when": {"edtf": "2025-05-08", "words": "on Thursday"},
    "said_by": [state("RU", "Russian officials")],
    "participants": [person("Vladimir Putin", "The Russian president"), person("Xi Jinping", "him")],
    "place": {"name": "Kremlin", "kind": "place", "mention": "Kremlin"},
    "country": None,
    "occasion": None,
    "format": None,
}
STATEMENT: dict[str, Any] = {
    "type": "statement",
    "evidence": "“Our ties have never been stronger than they are today,” Vladimir Putin told reporters",
    "when": None,
    "said_by": [],
    "quote": ["Our ties have never been stronger than they are today,"],
    "speaker": person("Vladimir Putin", "Vladimir Putin"),
    "addressee": [],
}
AGREEMENT: dict[str, Any] = {
    "type": "agreement",
    "evidence": "The two countries signed an agreement on gas supplies worth $4.5 billion",
    "status": {"value": "occurred", "words": "signed"},
    "when": None,
    "said_by": [],
    "parties": [state("CN", "The two countries"), state("RU", "The two countries")],
    "subject": "gas supplies",
    "stage": {"value": "signed", "words": "signed"},
    "amount": {"value": 4500000000, "unit": "USD", "bound": "exact", "words": "$4.5 billion"},
}
FIGURE: dict[str, Any] = {
    "type": "figure",
    "evidence": "Bilateral trade rose to more than $240 billion last year",
    "when": {"edtf": "2024", "words": "last year"},
    "said_by": [],
    "quantity": {"value": 240e9, "unit": "USD", "bound": "over", "words": "more than $240 billion"},
    "measure": "Bilateral trade",
    "parties": [],
}
TALLY: dict[str, Any] = {
    "type": "tally",
    "evidence": "his third trip to the country since 2022",
    "status": {"value": "occurred", "words": "third trip"},
    "when": None,
    "said_by": [],
    "of": {"value": "visit", "words": "trip"},
    "quantity": {"value": 3, "unit": "trips", "bound": "exact", "words": "third trip"},
    "ordinal": True,
    "who": [person("Xi Jinping", "his")],
    "to": [state("RU", "the country")],
    "since": {"edtf": "2022", "words": "since 2022"},
}
ACTION: dict[str, Any] = {
    "type": "action",
    "evidence": "Japan condemned the gas agreement and summoned the Russian ambassador",
    "status": {"value": "occurred", "words": "summoned"},
    "when": None,
    "said_by": [],
    "event": {"value": "ACCUSE", "words": "condemned"},
    "actor": [state("JP", "Japan")],
    "recipient": [state("RU", "the Russian ambassador")],
    "mode": {"value": "disapprove", "words": "condemned"},
    "object": "the gas agreement",
}
CALLED_OFF: dict[str, Any] = VISIT | {
    "evidence": "A planned trip of the Japanese foreign minister to Moscow was called off",
    "status": {"value": "cancelled", "words": "called off"},
    "when": None,
    "visitor": [person("the Japanese foreign minister", "the Japanese foreign minister")],
    "destination": state("RU", "Moscow"),
    "form": None,
}
ALL = (VISIT, MEETING, STATEMENT, AGREEMENT, FIGURE, TALLY, ACTION, CALLED_OFF)


def changed(told: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A copy with other values: ``status__words`` is the field ``words`` inside ``status``."""
    found = copy.deepcopy(told)
    for path, value in changes.items():
        *outer, last = path.split("__")
        inside = found
        for name in outer:
            inside = inside[int(name)] if isinstance(inside, list) else inside[name]
        inside[last] = value
    return found
