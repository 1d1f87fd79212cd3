"""Acts that an article tells twice, so that only one telling counts: of the headline, and of "the attack" later on.

Not for mentions that stand together, nor for those of one day: who is who decides on these (``link/acts.py``).
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.weighing import Weighed
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import is_verb
from communique.records import Reference

FILE = "light.toml"
OPENING = 400
"""Characters behind the headline in which its act is told again; an act of words may be anywhere."""
POINTING = ("the", "this", "that", "these", "those", "such", "both")
"""Words before a noun that takes up what was told."""


def told_once(context: Context, told: list[Weighed]) -> list[Weighed]:
    """The acts without those of the headline that the opening tells, and without those that "the raid" takes up."""
    title = context.article.document.title
    end = title.end if title is not None else 0
    at = {id(one): context.article.start(one.match.trigger) for one in told}
    spoken = words(FILE, "speech_acts")
    body = [one for one in told if at[id(one)] >= end]
    opening = [one for one in body if at[id(one)] < end + OPENING]
    again = [one for one in body if one in opening or one.match.frame.event in spoken]
    kept = [
        one
        for one in told
        if at[id(one)] >= end
        or not (
            any(_is_same(context, one, two) for two in again) or any(_is_content(context, one, two) for two in opening)
        )
    ]
    kept = [one for one in kept if not any(_is_part_of(context, one, two) for two in kept)]
    return [one for one in kept if not any(_takes_up(context, two, one) for two in kept if at[id(two)] < at[id(one)])]


def _is_part_of(context: Context, one: Weighed, two: Weighed) -> bool:
    """Of "thanked X and praised its help": whether the other, of the same sentence, is the surer telling of one act."""
    first, second = one.match, two.match
    if first.frame.event not in words("light.toml", "at_once") or first.trigger.sent != second.trigger.sent:
        return False
    if one.confidence > two.confidence or (one.confidence == two.confidence and first.trigger.i <= second.trigger.i):
        return False
    same = {actor.name for actor in one.sides[0]} == {actor.name for actor in two.sides[0]}
    return same and bool(one.sides[1]) and _is_same(context, one, two)


def _takes_up(context: Context, first: Weighed, second: Weighed) -> bool:
    """Whether a later telling is by a noun that points back to the first: "the attack", "these sanctions"."""
    noun = second.match.trigger
    if not noun.tag_.startswith("N") or second.match.frame.event not in words(FILE, "deeds_done"):
        return False
    if noun.sent == first.match.trigger.sent:
        return _is_below(noun, first.match.trigger) and _is_within(context, first, second)
    pointing = any(one.lower_ in POINTING for one in noun.lefts)
    return (pointing or _is_bare(context, second)) and _is_same(context, first, second)


def _is_bare(context: Context, told: Weighed) -> bool:
    """Whether a noun only names a deed and its doer, without a verb that tells it, a day, or a word for another one."""
    match = told.match
    fresh = any(one.lower_ in words(FILE, "fresh") for one in match.trigger.lefts)
    bare = match.light is None and not match.frame.mutual and not fresh
    return bare and bool(told.sides[0]) and context.when(match) is None


def _is_within(context: Context, first: Weighed, second: Weighed) -> bool:
    """Whether a verb tells of the deed in which it was done at least as much as the noun for that deed."""
    if first.match.frame.event != second.match.frame.event or (second.sides[0] and not first.sides[0]):
        return False
    return not second.sides[1] or bool(_homes(context, first.sides[1]) & _homes(context, second.sides[1]))


def _is_below(noun: Token, verb: Token) -> bool:
    """Of "was killed in a raid", "died in the shelling": whether a noun says in what the deed of a verb was done."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "during", "by", "from"):
        return False
    above = noun.head.head
    while above != verb and above.dep_ == "conj":
        above = above.head
    return above == verb


def _is_content(context: Context, one: Weighed, two: Weighed) -> bool:
    """Whether the body agrees to do what the headline has as done: "X to work with Y", "X agreed to work with Y"."""
    if two.match.frame.event != "AGREE" or two.match.trigger == one.match.trigger:
        return False
    below = {token.lemma_.lower() for token in two.match.trigger.subtree if is_verb(token)}
    return one.match.trigger.lemma_.lower() in below and _shares_sides(context, one, two)


def _is_same(context: Context, one: Weighed, two: Weighed) -> bool:
    """Whether two readings are of one event, and on both sides somebody is of the same state or body."""
    first_time, second_time = context.when(one.match), context.when(two.match)
    other_day = first_time is not None and second_time is not None and first_time.edtf != second_time.edtf
    if one.match.frame.event != two.match.frame.event or other_day:
        return False
    return _shares_sides(context, one, two)


def _shares_sides(context: Context, one: Weighed, two: Weighed) -> bool:
    """Whether on both sides somebody is of the same state or body, or nobody is named."""
    return all(
        (not first and not second) or bool(_homes(context, first) & _homes(context, second))
        for first, second in zip(one.sides, two.sides, strict=True)
    )


def _homes(context: Context, side: tuple[Reference, ...]) -> set[str]:
    """The states and bodies of a side; the names of those who are of none."""
    return {context.resolver.home(one) or one.name.casefold() for one in side}
