"""Whom words stand for inside an article: the table ``cases/who.txt``, where a reader of the news adds rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import communique
from communique.clean import clean
from communique.detect import detect
from communique.extract.article import Article
from communique.extract.context import build_context
from communique.extract.tree import head_of
from communique.link import link
from communique.records import Action, Coded, Reference

CASES = Path(__file__).parent / "cases" / "who.txt"
BRACKET = re.compile(r"\[([^\[\]]+)\]")


def rows() -> list[tuple[str, str, str]]:
    lines = [line for line in CASES.read_text("utf8").splitlines() if line.strip() and not line.startswith("#")]
    return [(text.strip(), where.strip(), names.strip()) for text, where, names in (line.split("|") for line in lines)]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without brackets, and where each bracket's words begin and end in it."""
    spans: list[tuple[int, int]] = []
    text = ""
    last = 0
    for found in BRACKET.finditer(marked):
        text += marked[last : found.start()]
        spans.append((len(text), len(text) + len(found.group(1))))
        text += found.group(1)
        last = found.end()
    return text + marked[last:], spans


def named(marked: str, where: str) -> list[str]:
    """The names that the bracketed words stand for, in order, as exports print them; "-" for nobody."""
    title, text = marked.split(" // ") if " // " in marked else ("", marked)
    body, spans = unmarked(text.replace("¶", "\n"))
    day, outlet = (None if part == "-" else part for part in where.split(", "))
    document, _ = clean(communique.snapshot(body, published=day, title=title or None, outlet=outlet))
    assert document is not None
    start = document.text.index(body[:20], document.title.end if document.title else 0)
    context = build_context(Article(document, detect(document), "test"))
    found = [_resolved(context, start + first, start + last) for first, last in spans]
    claims = tuple(_claim(context.article, references) for references in found if references)
    linked = iter(link(document, claims)[0])
    names: list[str] = []
    for references in found:
        claim = next(linked) if references else None
        names += [one.name for one in claim.actor] if isinstance(claim, Action) else ["-"]
    return names


def _resolved(context, first: int, last: int) -> tuple[Reference, ...]:
    return context.resolver.actor(head_of(context.article.tokens_in(first, last)))


def _claim(article: Article, references: tuple[Reference, ...]) -> Action:
    evidence = references[0].evidence
    event = Coded(value="AID", evidence=evidence)
    return Action(id="", document=article.document.id, evidence=evidence, reader="test", event=event, actor=references)


@pytest.mark.parametrize(("text", "where", "expected"), rows())
def test_words_stand_for_whom_a_reader_takes_them_for(text: str, where: str, expected: str) -> None:
    assert " + ".join(named(text, where)) == expected
