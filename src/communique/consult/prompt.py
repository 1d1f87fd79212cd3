"""The question that is put to a model about a document. Its words are data (``prompt.toml``)."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import msgspec

from communique.consult.schema import answer_schema
from communique.ontology import plover_events
from communique.records import Document
from communique.tables import table

Message = dict[str, str]
UNKNOWN = "unknown"
"""What the question says where a fact about the article is not known."""


def prompt() -> dict[str, Any]:
    """The words of ``prompt.toml``."""
    return table("communique.consult", "prompt.toml")


@cache
def instructions() -> str:
    """What the model is told before it sees any article."""
    events = "\n".join(
        f"  {event.name}: {event.description}"
        + (f" Modes: {', '.join(mode.name for mode in event.modes)}." if event.modes else "")
        for event in plover_events()
    )
    return str(prompt()["system"]).replace("{events}", events).strip()


@cache
def schema_in_words() -> str:
    """The schema for servers that take it in no other way."""
    written = msgspec.json.encode(answer_schema()).decode()
    return str(prompt()["schema"]).replace("{schema}", written).strip()


@cache
def prompt_version() -> str:
    """The number of the prompt, with a digest of all that it consists of."""
    parts = (instructions(), prompt()["schema"], prompt()["user"], answer_schema())
    digest = hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()
    return f"{prompt()['number']}.{digest[:6]}"


def question(document: Document) -> tuple[Message, Message]:
    """The messages about one document: what is wanted, and the article with what is known of it."""
    published = document.published_at
    day = published.day if published is not None else None
    before, _, after = str(prompt()["user"]).strip().partition("{text}")
    head = before.replace("{published}", day.isoformat() if day is not None else UNKNOWN)
    head = head.replace("{outlet}", document.outlet or UNKNOWN)
    return {"role": "system", "content": instructions()}, {"role": "user", "content": head + document.text + after}
