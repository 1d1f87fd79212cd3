"""Whether a word that may name an act tells of one, or only names a topic, a purpose or what another act is about."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fits, holds
from communique.extract.acts.charges import is_hostile
from communique.extract.acts.parties import actors_of, is_sourced, recipients_of
from communique.extract.acts.paths import first_infinitive, forbids
from communique.extract.acts.topics import (
    carried,
    is_content,
    is_only_topic,
    is_purpose,
    is_taken,
    is_told_above,
    is_topic,
    said_by_verb,
)
from communique.extract.acts.untold import is_encounter, is_untold
from communique.extract.article import table, words
from communique.extract.context import Context
from communique.extract.tree import child, coordinated, is_verb, objects, subjects
from communique.frames import Trigger, frames, parse_trigger
from communique.records import ClaimType

FILE = "light.toml"

HIGHEST = 8
"""Steps up the tree at most, so that no malformed tree is climbed for ever."""


def tells(match: Match) -> bool:
    """Whether the words tell of an act at all, rather than name a topic, a purpose or what another act is about."""
    trigger = match.trigger
    if trigger.tag_.startswith("N"):
        if is_topic(trigger) or said_by_verb(match) or (match.frame.light and not carried(match)):
            return False
        if match.light is not None and is_purpose(match.light) and not spoken(match):
            return False
    elif is_topic(trigger) or (is_purpose(trigger) and not spoken(match)):
        return False
    elsewhere = is_content(match) or is_taken(match) or is_encounter(match)
    elsewhere = elsewhere or is_idiom(match) or is_open(match) or is_measured(match) or is_foretold(match)
    elsewhere = elsewhere or is_figure(match) or has_ceased(match) or _is_unfelt(match) or is_outcome(match)
    return not elsewhere and not is_untold(match) and not yields(match) and not _is_opinion(match)


def is_idiom(match: Match) -> bool:
    """Whether a verb with its object or particle tells of something else: "struck a note", "called an election"."""
    verb = match.trigger
    if _helps_nobody(match):
        return True
    known = _idioms().get((match.frame.event or "", verb.lemma_.lower()), ()) if is_verb(verb) else ()
    return any(fits(one, verb) for one in known)


def is_figure(match: Match) -> bool:
    """Whether force is only a figure of speech: "a legal battle", "clashed verbally"."""
    word = match.trigger
    if match.frame.event not in words(FILE, "forceful"):
        return False
    things = [] if word.tag_.startswith("N") else [one for one in objects(word) if one.lemma_ in words(FILE, "deeds")]
    if any(low.lower_ in words(FILE, "figurative") for one in things for low in one.lefts):
        return True  # "launched a hunger strike"
    beside = ("amod", "compound", "nmod") if word.tag_.startswith("N") else ("advmod",)
    return any(one.dep_ in beside and one.lower_ in words(FILE, "figurative") for one in word.children)


def is_outcome(match: Match) -> bool:
    """Of "stormed the town, killing 20 people", "in a raid that killed two": what an attack that is told comes to."""
    verb = match.trigger
    if match.frame.event not in words(FILE, "forceful") or verb.lemma_.lower() not in words(FILE, "suffering"):
        return False
    above = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or not is_verb(above) or child(verb, "nsubj", "mark") is not None:
        return False
    objects_ = [one.lemma_.lower() for one in above.children if one.dep_ in ("dobj", "prt", "nsubjpass")]
    known = [frame for trigger, frame in frames().verbs.get(above.lemma_.lower(), ()) if fits(trigger, above)]
    strikes = bool(words(FILE, "deeds").intersection(objects_))
    return strikes or any(frame.event in words(FILE, "forceful") for frame in known)


def _is_unfelt(match: Match) -> bool:
    """Of "a move certain to anger X": nobody has felt it yet."""
    return match.trigger.tag_ == "VB" and match.frame.actor[:1] == ("object",)


def has_ceased(match: Match) -> bool:
    """Of "stopped sending aid", "ceased cooperating": that it is done no more, which is another act."""
    noun = match.trigger
    carried = noun.tag_.startswith("N") and noun.dep_ == "dobj" and is_verb(noun.head)
    verb = noun.head if carried else match.clause
    ceasing = verb.dep_ == "xcomp" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in words(FILE, "ceasing")
    return ceasing and match.frame.event in words(FILE, "ceased")


def _helps_nobody(match: Match) -> bool:
    """Of "will help to modernise the port", "helped end the siege": what is furthered, where nobody is helped.

    Not of what is a gift by itself ("helped rebuild the port").
    """
    verb = match.trigger
    if match.frame.event != "AID" or verb.lemma_.lower() != "help" or not is_verb(verb):
        return False
    below = child(verb, "xcomp", "ccomp")
    if below is None or not is_verb(below) or child(verb, "dobj", "dative") is not None:
        return False
    own = child(below, "nsubj", "nsubjpass")
    return own is None and below.lemma_.lower() not in words(FILE, "helped")


@lru_cache(maxsize=1)
def _idioms() -> dict[tuple[str, str], list[Trigger]]:
    """The triggers that tell of no act, by event and lemma."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    written = table(FILE)["idioms"]
    for event, triggers in written.items() if isinstance(written, dict) else ():
        for trigger in map(parse_trigger, triggers):
            found.setdefault((event, trigger.lemma), []).append(trigger)
    return found


def _is_out_of_reach(word: Token) -> bool:
    """Whether a gerund behind such words tells of the act: "short of giving help", "in hopes of securing a truce"."""
    if word.tag_.startswith("N") and word.dep_ in ("dobj", "pobj"):
        word = word.head.head if word.dep_ == "pobj" and not is_verb(word.head) else word.head
    if word.dep_ in ("acl", "xcomp") and word.tag_ == "VB" and word.head.lemma_.lower() in words(FILE, "failing"):
        return True
    return word.dep_ == "pcomp" and word.head.head.lower_ in words(FILE, "unreached")


def is_measured(match: Match) -> bool:
    """Of "trade between X and Y grew by 20 percent to $10 billion": that is a figure."""
    if match.frame.event not in words(FILE, "measured"):
        return False
    clause, above = match.clause, match.clause.head
    if clause.tag_.startswith("N") and clause.dep_ in ("dobj", "nsubj", "nsubjpass") and is_verb(above):
        clause = above  # "cut its imports from X by 20 percent"
    below = [one for one in clause.children if one.i > match.clause.i and one.dep_ not in ("dobj", "nsubj")]
    below += [low for one in below if one.dep_ == "prep" for low in one.children]
    return any(one.ent_type_ in ("MONEY", "PERCENT") for one in below)


def is_open(match: Match) -> bool:
    """Whether the act is only asked about, has to be done, or did not come about.

    "Whether X would help", "X must withdraw", "that would have backed the plan".
    """
    verb = match.clause
    if not is_verb(verb) or _is_out_of_reach(verb):
        return _is_out_of_reach(verb)
    if any(one.dep_ == "aux" and one.lower_ in words(FILE, "owed") for one in verb.children):
        return not is_sourced(match.frame)
    helpers = {one.lower_ for one in verb.children if one.dep_ == "aux"}
    if "have" in helpers and helpers & words(FILE, "unfulfilled"):
        return True
    for _ in range(HIGHEST):
        if any(one.dep_ in ("mark", "advmod") and one.lower_ in words(FILE, "open") for one in verb.children):
            return True
        if verb.head == verb or verb.dep_ not in ("conj", "xcomp") or not is_verb(verb.head):
            return False
        verb = verb.head
    return False


def is_foretold(match: Match) -> bool:
    """Of "warned that prices would rise": what somebody foretells, and neither threatens nor asks for.

    A threat has one to whom it is said, or the speaker's own hostile deed to come as its content.
    """
    verb, event = match.trigger, match.frame.event
    if event not in words(FILE, "warned") or verb.lemma_.lower() not in words(FILE, "warnings") or not is_verb(verb):
        return False
    clause = child(verb, "ccomp")
    if event == "THREATEN" and _forbids(verb):
        return True
    if clause is None or child(verb, "dobj", "dative") is not None:
        return False
    if event == "REQUEST":
        helpers = {one.lower_ for one in clause.children if one.tag_ == "MD"}
        return (clause.tag_ != "VB" or bool(helpers)) and not helpers & words(FILE, "owed")
    own = child(clause, "nsubj", "nsubjpass")
    helpers = {one.lower_ for one in clause.children if one.dep_ == "aux"}
    speaking = own is not None and (own.tag_ == "PRP" or any(one.tag_ == "PRP$" for one in own.lefts))
    return not (speaking and helpers & words(FILE, "possibly") and is_hostile(clause))


def foretells_own(context: Context, match: Match) -> bool:
    """Of "Ottawa warned that Canada would impose sanctions": a hostile deed to come of the speaker's own."""
    verb, clause = match.trigger, child(match.trigger, "ccomp")
    if match.frame.event != "THREATEN" or verb.lemma_.lower() not in words(FILE, "warnings") or clause is None:
        return False
    helpers = {one.lower_ for one in clause.children if one.dep_ == "aux"}
    known = [frame for trigger, frame in frames().verbs.get(clause.lemma_.lower(), ()) if fits(trigger, clause)]
    hostile = any(frame.event in words(FILE, "hostile") and frame.recipient != ("condition",) for frame in known)
    if not helpers & words(FILE, "possibly") or not hostile:
        return False
    homes = [{context.resolver.home(one) for one in context.resolver.actors(subjects(one))} for one in (verb, clause)]
    return bool(homes[0] & homes[1] - {None})


def _forbids(verb: Token) -> bool:
    """Of "warned X not to send arms": whether somebody is asked to leave something be."""
    asked = child(verb, "xcomp", "ccomp")
    if forbids(verb):
        return True
    return asked is not None and asked.tag_ == "VB" and child(asked, "neg") is not None


def _is_opinion(match: Match) -> bool:
    """Of "agreed that the test was a violation": what somebody else does or is, which binds nobody to anything."""
    clause = child(match.trigger, "ccomp") if match.trigger.lemma_.lower() in words(FILE, "opinions") else None
    if clause is None:
        return False
    modal = any(one.dep_ == "aux" and one.lower_ in words(FILE, "possibly") for one in clause.children)
    if clause.tag_ not in ("VBZ", "VBP", "VBD") and not modal:
        return False
    own = child(clause, "nsubj", "nsubjpass")
    return own is not None and own.tag_ != "PRP" and child(clause, "expl") is None


def yields(match: Match) -> bool:
    """Of "is ready to help", "is willing to build trust and deepen cooperation": an infinitive tells the act itself."""
    if not match.frame.yields:
        return False
    clauses = [one for one in match.trigger.children if one.dep_ == "xcomp" and is_verb(one)]
    clauses += [low for one in clauses for low in one.children if low.dep_ == "xcomp" and _is_phase(one)]
    return any(_is_act(one) for clause in clauses for one in coordinated(clause))


def _is_phase(verb: Token) -> bool:
    return verb.lemma_.lower() in words(FILE, "phases")


def _is_act(verb: Token) -> bool:
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        frame.type is ClaimType.ACTION and fits(trigger, verb) and holds(frame, verb) for trigger, frame in known
    )


def is_whole(context: Context, match: Match) -> bool:
    """Whether a noun phrase names an act, its doer and whom it meets ("Iranian attacks on ships of X").

    That tells the act, whatever the clause around it says, unless it is only feared, prevented, planned or thinkable.
    """
    noun = match.trigger
    if not match.frame.whole or match.light is not None or not noun.tag_.startswith("N"):
        return False
    if (
        _is_unreal(noun)
        or is_untold(match)
        or is_taken(match)
        or is_told_above(match)
        or is_measured(match)
        or is_only_topic(match)
    ):
        return False
    actors = actors_of(context, match)
    if match.frame.mutual and len({one.name for one in actors}) > 1:
        return True
    return bool(actors) and (match.frame.recipient_optional or bool(recipients_of(context, match, actors)))


def _is_unreal(noun: Token) -> bool:
    """Whether what stands before or above a noun makes its act one that is not or not yet."""
    unreal = words(FILE, "unreal")
    if any(one.lower_ in unreal for one in noun.lefts):
        return True
    above = list(noun.ancestors)[:HIGHEST]
    for one in above:
        if one.lemma_.lower() in unreal:
            return True
        if is_verb(one):
            behind = {low.lemma_.lower() for prep in one.children if prep.dep_ == "prep" for low in prep.children}
            return bool(behind & words(FILE, "endangered"))
    return False


def spoken(match: Match) -> bool:
    """Of "called him to congratulate him": the infinitive of an act of speech, done by the call itself."""
    verb = first_infinitive(match.clause)
    if match.frame.event not in words(FILE, "speech_acts") or verb.dep_ not in ("advcl", "xcomp"):
        return False
    by_call = verb.head.lemma_.lower() in words(FILE, "encounters")
    return by_call or match.clause.lemma_.lower() in words(FILE, "purposes")
