"""Takes the furniture out of an article: captions, appeals, share bars, forms, teasers, bylines. The rules are data.

Whole paragraphs only; what each rule means is told in ``furniture.toml``. Not for cutting HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from communique.clean.paragraphs import Line
from communique.tables import table

START_NEWS = 3
"""``where = "start"`` ends with this many paragraphs of news: a byline may stand below a standfirst and a summary."""


BUTTON_SIGNS = "|/,·•&+-.!0123456789"
"""What stands around and between the words of a share bar: dividers and counts."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of furniture, compiled."""

    name: str
    match: re.Pattern[str] | None
    contains: re.Pattern[str] | None
    words: frozenset[str]
    max_words: int
    where: str
    block: str | None
    caption: bool
    address: bool
    sure: bool
    keeps: str | None


@dataclass(frozen=True, slots=True)
class Rules:
    """All that ``furniture.toml`` says."""

    rules: tuple[Rule, ...]
    longest: int
    reports: re.Pattern[str]
    sentence_words: int
    sentence_end: re.Pattern[str]
    caption_verb: re.Pattern[str]
    caption_words: int
    bare_caption_words: int
    appeal_words: re.Pattern[str]
    appeal_address: re.Pattern[str]
    appeal_max_words: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A paragraph that was taken out, and the rule that did it."""

    text: str
    rule: str


@dataclass(slots=True)
class Clearing:
    """A text while it is cleared: what is kept, what is gone, what the gone paragraphs told."""

    kept: list[Line] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    news: int = 0
    block: str | None = None

    def remove(self, line: Line, rule: str) -> None:
        """Note that the paragraph goes."""
        self.removed.append(Removed(text=line.text, rule=rule))


def alternatives(patterns: Sequence[str], fragments: dict[str, str], *, case: bool) -> re.Pattern[str] | None:
    """One expression for all of ``patterns``, or None for none; ``%NAME%`` stands for a fragment."""
    if not patterns:
        return None
    whole = "|".join(f"(?:{pattern})" for pattern in patterns)
    while found := re.search(r"%([A-Z]+)%", whole):
        whole = whole.replace(found.group(), fragments[found.group(1)])
    return re.compile(whole, 0 if case else re.IGNORECASE)


def compile_rule(row: dict[str, Any], fragments: dict[str, str]) -> Rule:
    """A rule from its table."""
    case = bool(row.get("case", False))
    return Rule(
        name=row["name"],
        match=alternatives(row.get("match", ()), fragments, case=case),
        contains=alternatives(row.get("contains", ()), fragments, case=case),
        words=frozenset(row.get("words", "").split()),
        max_words=row["max_words"],
        where=row.get("where", "any"),
        block=row.get("block"),
        caption=row.get("caption", False),
        address=row.get("address", False),
        sure=row.get("sure", False),
        keeps=row.get("keeps"),
    )


@lru_cache(maxsize=1)
def load() -> Rules:
    """The rules, compiled once."""
    data = table("communique.clean", "furniture.toml")
    news, caption, appeal = data["news"], data["caption"], data["appeal"]
    rules = tuple(compile_rule(row, data["fragments"]) for row in data["rule"])
    return Rules(
        rules=rules,
        longest=max(rule.max_words for rule in rules),
        reports=re.compile(f"{news['reports']}|{news['quoted']}|{news['speaker']}"),
        sentence_words=news["sentence_words"],
        sentence_end=re.compile(news["sentence_end"]),
        caption_verb=re.compile(caption["verb"], re.IGNORECASE),
        caption_words=caption["max_words"],
        bare_caption_words=caption["bare_max_words"],
        appeal_words=re.compile(appeal["words"], re.IGNORECASE),
        appeal_address=re.compile(appeal["address"], re.IGNORECASE),
        appeal_max_words=appeal["max_words"],
    )


def clear(lines: Iterable[Line]) -> Clearing:
    """The paragraphs without the furniture among them, and what that furniture told (byline, wire, published)."""
    rules = load()
    clearing = Clearing()
    for line in lines:
        place(clearing, line, rules)
    return clearing


def place(clearing: Clearing, line: Line, rules: Rules) -> None:
    """Keep or remove one paragraph."""
    words = line.text.split()
    rule = find_rule(line.text, words, clearing, rules)
    if rule is not None:
        remove(clearing, line, rule, rules)
        return
    sentence = len(words) >= rules.sentence_words and rules.sentence_end.search(line.text) is not None
    if clearing.block is not None and goes_along(clearing.block, line.text, words, rules, sentence=sentence):
        clearing.remove(line, clearing.block)
        return
    clearing.block = None
    clearing.kept.append(line)
    clearing.news += sentence


def find_rule(text: str, words: Sequence[str], clearing: Clearing, rules: Rules) -> Rule | None:
    """The first rule that takes the paragraph."""
    if len(words) > rules.longest:
        return None
    reported: bool | None = None
    for rule in rules.rules:
        if len(words) > rule.max_words or not applies(rule.where, clearing.news):
            continue
        if not fits(rule, text, words) or (rule.address and not rules.appeal_address.search(text)):
            continue
        if not rule.sure and reported is None:
            reported = rules.reports.search(text) is not None
        if rule.sure or not reported:
            return rule
    return None


def applies(where: str, news: int) -> bool:
    """Whether a rule for this place may act after so many paragraphs of news."""
    if where == "start":
        return news < START_NEWS
    return where != "end" or news > 0


def fits(rule: Rule, text: str, words: Sequence[str]) -> bool:
    """Whether the paragraph is of the rule's kind, wherever it stands."""
    if rule.match is not None and rule.match.fullmatch(text):
        return True
    if rule.contains is not None and rule.contains.search(text):
        return True
    if not rule.words:
        return False
    bare = [word.casefold().strip(BUTTON_SIGNS) for word in words]
    return any(bare) and all(word in rule.words or not word for word in bare)


def remove(clearing: Clearing, line: Line, rule: Rule, rules: Rules) -> None:
    """Take one paragraph out, with what goes with it, and keep what it tells."""
    if rule.keeps is not None and rule.match is not None:
        found = rule.match.fullmatch(line.text)
        told = next((group for group in found.groups() if group), None) if found else None
        if told:
            clearing.told.setdefault(rule.keeps, told.strip())
    if rule.caption and clearing.kept and is_caption(clearing, line, rules):
        clearing.remove(clearing.kept.pop(), f"{rule.name}: caption")
    clearing.remove(line, rule.name)
    if rule.block is not None and clearing.block != "rest":
        clearing.block = rule.block


def is_caption(clearing: Clearing, credit: Line, rules: Rules) -> bool:
    """Whether the last kept paragraph is the caption of the credit below it.

    In the credit's own block a short paragraph that heads the block is one; where blocks tell nothing, only words
    without a verb are.
    """
    last = clearing.kept[-1]
    if rules.reports.search(last.text):
        return False
    words = len(last.text.split())
    heads_block = last.block == credit.block > 0 and not any(line.block == last.block for line in clearing.kept[:-1])
    if heads_block:
        return words <= rules.caption_words
    return words <= rules.bare_caption_words and not rules.caption_verb.search(last.text) and words > 3


def goes_along(block: str, text: str, words: Sequence[str], rules: Rules, *, sentence: bool) -> bool:
    """Whether a paragraph belongs to the furniture above it."""
    if block == "rest":
        return True
    if block == "teasers":
        return not sentence
    return (
        len(words) <= rules.appeal_max_words
        and not rules.reports.search(text)
        and rules.appeal_address.search(text) is not None
        and rules.appeal_words.search(text) is not None
    )
