"""What looks like an act and is none, or is told as another: a letter of thanks, what is hoped for, what is refused.

Not for topics, purposes and contents; that is ``telling.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.charges import is_hostile
from communique.extract.acts.joint import is_no_joint_act
from communique.extract.acts.parties import is_of_event
from communique.extract.acts.paths import is_denied
from communique.extract.article import words
from communique.extract.tree import child, coordinated, is_verb, objects, prepositional
from communique.frames import frames

FILE = "light.toml"


def is_untold(match: Match) -> bool:
    """Whether a word tells no act of its own, whatever its grammar."""
    if is_no_joint_act(match) or _is_imagined(match) or _is_drive(match):
        return True
    if _is_way(match) or _meets_nobody(match) or _is_kept_out(match):
        return True
    words_only = _is_filled(match) or _is_awaited(match) or _is_accompaniment(match)
    return words_only or is_refused(match) or _is_dealt(match) or _is_displeasure(match)


def _is_displeasure(match: Match) -> bool:
    """Of "expressed regret over the launch", "its regret at the vote": no giving way, unless it is to somebody."""
    word = match.trigger
    felt = [one for one in (word, *word.children) if one.lemma_.lower() == "regret"]
    if match.frame.event != "CONCEDE" or not felt:
        return False
    near = {
        one.lower_ for head in (word, match.clause, *felt) for one in head.children if one.dep_ in ("prep", "dative")
    }
    return bool(near & words(FILE, "upset")) and "to" not in near


def _is_dealt(match: Match) -> bool:
    """Of "hit back by downing a jet", "retaliated with strikes": what was done, no longer threatened."""
    verb = match.trigger
    if match.frame.event != "THREATEN" or verb.lemma_.lower() not in words(FILE, "dealt"):
        return False
    helpers = {one.lower_ for one in verb.children if one.dep_ == "aux"}
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(helpers & {"has", "have", "had"}))


def _is_imagined(match: Match) -> bool:
    """Of "calls for military intervention", "threatened air strikes", "possible sanctions": a deed only thought of.

    By the words right before and above its noun, not by those of the clause around it, which may be about a real one.
    """
    noun = match.trigger
    if not noun.tag_.startswith("N") or match.frame.event not in words(FILE, "imaginable"):
        return False
    heads = [noun]
    while heads[-1].dep_ == "conj" and heads[-1].head.tag_.startswith("N"):
        heads.append(heads[-1].head)
    before = [one for one in noun.lefts if one.dep_ in ("amod", "compound")]
    if any(one.lower_ in words(FILE, "imagined") for one in before):
        return True
    above = heads[-1].head
    if heads[-1].dep_ == "pobj" and above.lower_ in ("for", "of"):
        return above.head.lemma_.lower() in words(FILE, "imagining")
    if heads[-1].dep_ != "dobj" or not is_verb(above):
        return False
    return above.lemma_.lower() in words(FILE, "threatening") or (above.tag_ == "VBG" and _allows(above))


def _meets_nobody(match: Match) -> bool:
    """Of "no Americans were killed in the attack", "killed nobody": a deed that met none."""
    if match.frame.event not in words(FILE, "forceful") or not is_verb(match.trigger):
        return False
    met = [*objects(match.trigger), *([one] if (one := child(match.trigger, "nsubjpass")) is not None else [])]
    return any(one.lower_ in ("nobody", "none") or any(low.lower_ == "no" for low in one.lefts) for one in met)


def _is_kept_out(match: Match) -> bool:
    """Of "banned from entering its territory": what somebody must not do."""
    verb = match.trigger
    behind = verb.dep_ == "pcomp" and verb.head.lower_ == "from" and match.frame.event in words(FILE, "forceful")
    return behind and verb.head.head.lemma_.lower() in words(FILE, "keeping_out")


def _allows(verb: Token) -> bool:
    """Of "a resolution authorizing strikes": a paper by which something may be done."""
    return verb.dep_ == "acl" and verb.lemma_.lower() in words(FILE, "allowing")


def _is_drive(match: Match) -> bool:
    """Of "a push to end the war", "a campaign for sanctions": no deed of force, but what somebody strives for."""
    noun = match.trigger
    if match.frame.event not in words(FILE, "forceful") or noun.lemma_.lower() not in words(FILE, "drives"):
        return False
    if any(one.lower_ in words(FILE, "military") for one in noun.lefts):
        return False
    aims = any(one.dep_ in ("acl", "relcl") and one.tag_ == "VB" for one in noun.children)
    return aims or bool(prepositional(noun, ("for",)))


def _is_way(match: Match) -> bool:
    """Of "hit back by shelling the town": the answer is the deed behind "by", which is told by itself."""
    verb = match.trigger
    if match.frame.event != "THREATEN" or not is_verb(verb):
        return False
    ways = [low for one in verb.children if one.lower_ == "by" for low in one.children if low.dep_ == "pcomp"]
    return any(is_hostile(low) for way in ways for low in coordinated(way))


def _is_filled(match: Match) -> bool:
    """Of "sent a message of condolences", "a letter congratulating X": the feeling is the act, not the writing."""
    noun = match.trigger
    if match.frame.event != "CONSULT" or noun.lemma_.lower() not in words(FILE, "writings"):
        return False
    inside = [*prepositional(noun, ("of",)), *(one for one in noun.children if one.dep_ in ("acl", "amod", "compound"))]
    known = frames()
    return any(
        frame.event == "SUPPORT"
        for one in inside
        for _, frame in (*known.nouns.get(one.lemma_.lower(), ()), *known.verbs.get(one.lemma_.lower(), ()))
    ) or any(one.lower_ in words(FILE, "kind_words") for one in inside)


def is_refused(match: Match) -> bool:
    """Whether a denied verb refuses what it names: "will not recognise the annexation" is another act.

    So is a request that a verb only turns down: "did not answer the request", "rejected a request by X".
    """
    word = match.trigger
    if is_verb(word):
        return match.frame.event in words(FILE, "refused") and not match.frame.negated and is_denied(word)
    verb = word.head.head if word.dep_ == "pobj" else word.head
    turned = match.frame.event == "REQUEST" and word.dep_ in ("dobj", "pobj") and is_verb(verb)
    return turned and (is_denied(verb) or is_of_event(verb, "REJECT"))


def _is_accompaniment(match: Match) -> bool:
    """Of "took the town with the support of X": what X did for them, not they for others."""
    noun = match.trigger
    behind = noun.dep_ == "pobj" and noun.head.lower_ in ("with", "without", "under")
    return behind and match.frame.event == "SUPPORT" and match.light is None and bool(prepositional(noun, ("of",)))


def _is_awaited(match: Match) -> bool:
    """Of "looks forward to working with X": somebody only hopes for it."""
    verb = match.clause
    above = verb.head if verb.dep_ == "pcomp" else None
    if above is None or above.lower_ != "to":
        return False
    return "forward" in {above.head.lower_, *(one.lower_ for one in above.head.children)}


def is_encounter(match: Match) -> bool:
    """Whether what is promised or asked for is a visit or a meeting, which is a claim of its own."""
    inviting = match.frame.event == "REQUEST" and match.trigger.lemma_.lower() in words(FILE, "inviting")
    if match.frame.event not in words(FILE, "of_encounters") and not inviting:
        return False
    thing = child(match.trigger, "dobj") if is_verb(match.trigger) else None
    near = [*match.trigger.children, *(thing.children if thing is not None else ())]
    clauses = [one for one in near if one.dep_ in ("xcomp", "ccomp", "acl") and is_verb(one)]
    if thing is not None and thing.lemma_.lower() == "invitation" and not clauses:
        return True
    said = [inner for one in match.trigger.children if one.lower_ in ("to", "on") for inner in one.children]
    promised = [thing] if thing is not None and not inviting else []
    for one in clauses + said + promised:
        if (words(FILE, "meetings") | words(FILE, "going")).intersection({one.lemma_.lower(), *_things_done(one)}):
            return True
    return False


def _things_done(verb: Token) -> list[str]:
    """The lemmas of what a light verb holds, and of what is moved to another day: "a visit", "the date of a visit"."""
    lemma, thing = verb.lemma_.lower(), child(verb, "dobj")
    if thing is None or lemma not in words(FILE, "verbs") | words(FILE, "moving"):
        return []
    inner = prepositional(thing, ("of",)) if lemma in words(FILE, "moving") else []
    return [one.lemma_.lower() for one in (thing, *inner)]
