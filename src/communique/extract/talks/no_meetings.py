"""What a word of meeting may be instead of a meeting: a process, a habit, a topic, an occasion, an appeal.

Not for who meets (``participants.py``), nor for whether a meeting takes place.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.article import words
from communique.extract.context import QUOTED_WORDS, Context
from communique.extract.reference.series import is_person
from communique.extract.talks.partners import recipients
from communique.extract.talks.venues import venue_of
from communique.extract.tree import child, is_verb, objects, prepositional
from communique.records import ClaimType

FILE = "meetings.toml"


def _is_process(_context: Context, match: Match) -> bool:
    """Whether talks are a process, as "peace talks" are, and no meeting on a day."""
    noun = match.trigger
    if noun.lemma_.lower() not in words(FILE, "partnered"):
        return False
    above = noun.head
    brokered = noun.dep_ == "dobj" and above.tag_ == "VB" and above.lemma_.lower() in words(FILE, "brokering")
    brokered = brokered and bool(prepositional(noun, ("between", "among")))
    return brokered or bool({one.lower_ for one in noun.lefts} & words(FILE, "processes"))


def _is_told_by_verb(context: Context, match: Match) -> bool:
    """Whether talks are what a verb of meeting says that somebody is received for: "host X for their first talks"."""
    noun = match.trigger
    if not noun.tag_.startswith("N") or noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "to"):
        return False
    if prepositional(noun, ("with", "between", "among", "of")) or context.resolver.modifiers(noun):
        return False
    verb = noun.head.head
    met = [one for one in context.of_type(ClaimType.MEETING) if one.trigger == verb and one.frame.name == "meeting"]
    return bool(met) and verb.lemma_.lower() in words(FILE, "receiving_for") and bool(recipients(met[0]))


def _is_occasion(context: Context, match: Match) -> bool:  # noqa: PLR0911 - one for each reason
    """Whether a gathering is what a visit is for, or where others meet: then it is told there."""
    noun = match.trigger
    if not noun.tag_.startswith("N") or noun.lemma_.lower() not in words(FILE, "gatherings") or noun.dep_ != "pobj":
        return False
    under, above = noun.head.lower_, noun.head.head
    if under == "for" and any(one.kind.value == "organization" for one in context.resolver.modifiers(noun)):
        return False
    if under == "for" and above.lemma_.lower() in words(FILE, "journeys"):
        return not prepositional(noun, ("with",))
    if under == "of" and above.lemma_.lower() in words(FILE, "sidelines"):
        return True
    if above == match.light:
        met = any(one.trigger == above and one.frame.name == "meeting" for one in context.of_type(ClaimType.MEETING))
        return met and under in words(FILE, "inside") and bool(objects(above) or prepositional(above, ("with",)))
    if prepositional(noun, ("with", "between")) and not any(recipients(one) for one in _over(context, noun)):
        return False  # "hold talks during a meeting with X"
    others = [one for one in context.of_type(ClaimType.MEETING) if one.trigger != noun]
    inside = under in words(FILE, "inside") or (under == "for" and above.lemma_.lower() in words(FILE, "assembling"))
    return inside and any(above in (one.trigger, one.clause) for one in others)


def _over(context: Context, noun: Token) -> list[Match]:
    """The matches of meetings on which a gathering hangs."""
    found = context.of_type(ClaimType.MEETING)
    return [one for one in found if one.trigger != noun and noun.head.head in (one.trigger, one.clause)]


def _is_stalled(_context: Context, match: Match) -> bool:
    """Whether talks are only said not to move: "talks between X and Y have been stalled for years"."""
    noun = match.trigger
    if noun.lemma_.lower() not in words(FILE, "partnered") | words(FILE, "fosterable"):
        return False
    verb = noun.head
    held = noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in words(FILE, "stalling")
    still = noun.dep_ in ("nsubj", "nsubjpass") and any(
        one.dep_ in ("acomp", "oprd") and one.lower_ in words(FILE, "stalled") for one in verb.children
    )
    return held or still or any(one.lower_ in words(FILE, "stalled") for one in noun.lefts)


def _is_asked(_context: Context, match: Match) -> bool:
    """Whether somebody only asks: "Will the President meet him?"."""
    last = match.trigger.sent[-1]
    return last.text == "?" or (last.is_punct and last.i > 0 and last.nbor(-1).text == "?")


def _is_missed(_context: Context, match: Match) -> bool:
    """Whether somebody stays away from a gathering, which may be held all the same."""
    noun = match.trigger
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "from"):
        near = (noun.head.head, noun.head.head.head)
        return any(one.lemma_.lower() in words(FILE, "leaving") for one in near)
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "missing")


def _is_fostered(context: Context, match: Match) -> bool:
    """Whether a dialogue is only to be kept up or widened: then it is a topic."""
    noun = match.trigger
    if not noun.tag_.startswith("N") or noun.lemma_.lower() not in words(FILE, "fosterable"):
        return False
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in words(FILE, "keeping_up"):
        with_many = not any(is_person(context, one) for one in prepositional(noun, ("with", "between")))
        return with_many and context.timing.of(noun, noun.head) is None and venue_of(context, match)[1] is None
    above = [noun.head, noun.head.head] if noun.dep_ == "pobj" else [noun.head]
    return any(one.lemma_.lower() in words(FILE, "fostering") for one in above)


def _is_counted(_context: Context, match: Match) -> bool:
    """Whether many meetings are counted ("have met more than 40 times"): then they are a tally."""
    if any(one.lower_ == "many" and any(low.lower_ == "how" for low in one.children) for one in match.trigger.lefts):
        return True
    tokens = [one for one in match.trigger.children if one.dep_ in ("npadvmod", "nummod", "advmod")]
    if any(one.lemma_.lower() == "time" and one.i > match.trigger.i for one in tokens):
        return not prepositional(match.clause, ("in", "at"))
    above = match.trigger.head
    told = match.trigger.dep_ in ("relcl", "acl") and above.lemma_.lower() == "time"
    return told and any(one.ent_type_ == "ORDINAL" for one in above.lefts)


def _is_wished(_context: Context, match: Match) -> bool:
    """Whether others are only pressed to talk: "insisted on direct negotiations between X and Y"."""
    noun = match.trigger
    backed = noun.dep_ == "dobj" and noun.head.lemma_.lower() in words(FILE, "backing")
    if backed and noun.lemma_.lower() in words(FILE, "partnered"):
        return True
    behind = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "wished") and is_verb(noun.head.head)
    wished = behind and noun.head.head.lemma_.lower() in words(FILE, "wishing")
    return wished and bool(prepositional(noun, ("between", "among")))


def _is_recall(_context: Context, match: Match) -> bool:
    """Whether an envoy is called home: "recalled their ambassadors for consultations"."""
    noun = match.trigger
    if noun.lemma_.lower() not in words(FILE, "partnered") or noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return False
    above = [one for one in noun.ancestors if is_verb(one)][:1]
    return any(one.lemma_.lower() in words(FILE, "recalling") and bool(objects(one)) for one in above)


def _is_appeal(_context: Context, match: Match) -> bool:
    """Whether a call is one for something: "his call for new elections", "calls on X to act"."""
    noun = match.trigger
    wired = any(one.lemma_.lower() in words(FILE, "phone_words") | words(FILE, "video") for one in noun.lefts)
    if noun.lemma_.lower() != "call" or not noun.tag_.startswith("N") or wired:
        return False
    if prepositional(noun, ("with", "between", "to")):
        return False
    wanted = prepositional(noun, ("for", "on", "upon"))
    asked = [one for one in noun.children if one.dep_ in ("acl", "relcl") and child(one, "aux") is not None]
    asked = [one for one in asked if one.tag_ == "VB" and any(low.tag_ == "TO" for low in one.children)]
    asked = [one for one in asked if one.lemma_.lower() not in words(FILE, "calling_for")]
    return bool(asked) or any(one.ent_type_ not in ("DATE", "TIME") for one in wanted)


def _is_matter(_context: Context, match: Match) -> bool:
    """Whether presence is that of something somewhere, and not of those before whom something is done."""
    noun = match.trigger
    return match.frame.name == "presence" and not (noun.dep_ == "pobj" and noun.head.lower_ == "in")


def _is_habit(context: Context, match: Match) -> bool:
    """Whether it is only said that somebody meets now and then: "usually attend", "hold regular meetings".

    Not where the text gives the day of one: "have met often, most recently in May".
    """
    near = [one for token in {match.trigger, match.clause} for one in token.children]
    if any(one.lower_ in words(FILE, "latest") for one in near) and context.timing.of(match.trigger, match.light):
        return False
    if any(one.dep_ == "advmod" and one.lower_ in words(FILE, "now_and_then") for one in near):
        return True
    several = match.trigger.tag_ in ("NNS", "NNPS") and match.trigger.lemma_.lower() in words(FILE, "counted")
    return several and any(one.lower_ in words(FILE, "repeated") for one in match.trigger.lefts)


def _is_idiom(_context: Context, match: Match) -> bool:
    """Whether something is only done "in consultation with" or "in dialogue with" others."""
    noun = match.trigger
    bare = noun.tag_ == "NN" and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "through", "by")
    return bare and noun.lemma_.lower() in words(FILE, "fosterable") and not list(noun.lefts)


def _is_quoted(context: Context, match: Match) -> bool:
    """Whether a meeting is told in a quotation by pronouns, and not by the names of those who meet."""
    start = context.article.start(match.trigger)
    parts = (part for quotation in context.article.mentions.quotations for part in quotation.parts)
    inside = next((part for part in parts if part.start <= start < part.end), None)
    if inside is None or len(inside.quote.split()) < QUOTED_WORDS:
        return False
    actors = [one for tokens in fillers(match, match.frame.actor) for one in tokens]
    if not actors and match.trigger.tag_.startswith("N"):
        return match.light is not None  # "the G8 summit in Okinawa"
    named = [one for one in actors if one.tag_ in ("NNP", "NNPS")]
    return not named or any(not inside.start <= context.article.start(one) < inside.end for one in named)


def _is_for_press(_context: Context, match: Match) -> bool:
    """Whether two only face the press together: "will hold a joint news conference"."""
    noun = match.trigger
    return noun.lemma_.lower() == "conference" and any(one.lower_ in words(FILE, "of_press") for one in noun.lefts)


def _is_mediated(_context: Context, match: Match) -> bool:
    """Whether somebody only is or wants to be a go-between in talks of others: "an intermediary in talks with"."""
    noun = match.trigger
    behind = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "for", "of")
    return behind and noun.head.head.lemma_.lower() in words(FILE, "mediators")


def _is_unrepeated(_context: Context, match: Match) -> bool:
    """Whether it is only said that no meeting has followed one: "the two have not met since then"."""
    verb = match.trigger if is_verb(match.trigger) else match.light
    later = [] if verb is None else [one for one in verb.children if one.lower_ == "since"]
    return bool(later) and verb is not None and child(verb, "neg") is not None


NO_MEETINGS = (
    _is_unrepeated,
    _is_matter,
    _is_quoted,
    _is_for_press,
    _is_idiom,
    _is_told_by_verb,
    _is_habit,
    _is_mediated,
    _is_appeal,
    _is_stalled,
    _is_wished,
    _is_recall,
    _is_asked,
    _is_process,
    _is_occasion,
    _is_missed,
    _is_counted,
    _is_fostered,
)
"""What a word of meeting may be instead of a meeting."""
