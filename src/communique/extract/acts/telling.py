"""Whether a word that may name an act tells of one, or only names a topic, a purpose or what another act is about."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers, fits, holds
from communique.extract.acts.charges import is_hostile
from communique.extract.acts.parties import actors_of, is_sourced, recipients_of
from communique.extract.article import table, words
from communique.extract.context import Context
from communique.extract.tree import child, is_verb
from communique.frames import Trigger, frames, parse_trigger
from communique.records import ClaimType

FILE = "light.toml"
LINKS = frozenset({"prep", "pobj", "conj", "pcomp", "xcomp", "dobj", "acl", "appos"})
"""What leads from a word up to that which it is the topic or the content of."""

HIGHEST = 8
"""Steps up the tree at most, so that no malformed tree is climbed for ever."""


def tells(match: Match) -> bool:
    """Whether the words tell of an act at all, rather than name a topic, a purpose or what another act is about."""
    trigger = match.trigger
    if trigger.tag_.startswith("N"):
        if is_topic(trigger) or _said_by_verb(match) or (match.frame.light and not _carried(match)):
            return False
        if match.light is not None and is_purpose(match.light) and not spoken(match):
            return False
    elif is_topic(trigger) or (is_purpose(trigger) and not spoken(match)):
        return False
    elsewhere = is_content(match) or is_taken(match) or is_encounter(match)
    elsewhere = elsewhere or is_idiom(match) or is_open(match) or is_measured(match) or is_foretold(match)
    elsewhere = elsewhere or is_figure(match) or has_ceased(match) or _is_unfelt(match)
    return not elsewhere and not _yields(match) and not _is_opinion(match)


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
    beside = ("amod", "compound", "nmod") if word.tag_.startswith("N") else ("advmod",)
    return any(one.dep_ in beside and one.lower_ in words(FILE, "figurative") for one in word.children)


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
    return word.dep_ == "pcomp" and word.head.head.lower_ in words(FILE, "unreached")


def is_measured(match: Match) -> bool:
    """Of "trade between X and Y grew by 20 percent to $10 billion": that is a figure."""
    if match.frame.event not in words(FILE, "measured"):
        return False
    below = [one for one in match.clause.children if one.i > match.clause.i and one.dep_ != "dobj"]
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
    if clause is None or child(verb, "dobj", "dative") is not None:
        return event == "THREATEN" and _forbids(verb)
    if event == "REQUEST":
        helpers = {one.lower_ for one in clause.children if one.tag_ == "MD"}
        return (clause.tag_ != "VB" or bool(helpers)) and not helpers & words(FILE, "owed")
    own = child(clause, "nsubj", "nsubjpass")
    helpers = {one.lower_ for one in clause.children if one.dep_ == "aux"}
    speaking = own is not None and (own.tag_ == "PRP" or any(one.tag_ == "PRP$" for one in own.lefts))
    return not (speaking and helpers & words(FILE, "possibly") and is_hostile(clause))


def _forbids(verb: Token) -> bool:
    """Of "warned X not to send arms": whether somebody is asked to leave something be."""
    asked = child(verb, "xcomp", "ccomp")
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


def _yields(match: Match) -> bool:
    """Of "is ready to help": the infinitive tells of the act itself."""
    clauses = (
        [one for one in match.trigger.children if one.dep_ == "xcomp" and is_verb(one)] if match.frame.yields else []
    )
    return any(_is_act(one) for one in clauses)


def _is_act(verb: Token) -> bool:
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(frame.type is ClaimType.ACTION and not trigger.objects for trigger, frame in known)


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
    for one in clauses + said:
        content = child(one, "dobj") if one.lemma_.lower() in words(FILE, "verbs") else None
        if {one.lemma_.lower(), content.lemma_.lower() if content else ""} & words(FILE, "meetings"):
            return True
    return False


def is_whole(context: Context, match: Match) -> bool:
    """Whether a noun phrase names an act, its doer and whom it meets ("Iranian attacks on ships of X").

    That tells the act, whatever the clause around it says, unless it is only feared, prevented, planned or thinkable.
    """
    noun = match.trigger
    if not match.frame.whole or match.light is not None or not noun.tag_.startswith("N"):
        return False
    if (
        _is_unreal(noun)
        or is_taken(match)
        or is_told_above(match)
        or is_measured(match)
        or (match.frame.mutual and is_topic(noun))
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


def is_topic(trigger: Token) -> bool:
    """Whether the act is only what somebody talks about: topics are no claims."""
    head = trigger
    for _ in range(HIGHEST):
        if head.dep_ not in LINKS or head.head == head or _own_clause(head):
            break
        head = head.head
        if head.lemma_.lower() in words(FILE, "topics"):
            return True
    return False


def _own_clause(token: Token) -> bool:
    """Whether a verb tells for itself: coordinated and finite, or a participle of what its noun underwent."""
    if not is_verb(token):
        return False
    return (token.dep_ == "conj" and token.tag_ not in ("VB", "VBG")) or (token.dep_ == "acl" and token.tag_ == "VBN")


def is_purpose(verb: Token) -> bool:
    """Whether an infinitive only says what for."""
    while is_verb(verb.head) and verb.head != verb and _follows(verb):
        verb = verb.head
    if verb.dep_ == "acl" and verb.head.lemma_.lower() in words(FILE, "undertakings"):
        return False
    clause = verb.dep_ in ("advcl", "acl", "relcl")
    return clause and verb.tag_ == "VB" and any(one.tag_ == "TO" for one in verb.children)


def _follows(verb: Token) -> bool:
    """Of "to build and expand", "to continue providing": the second verb stands as the first does."""
    if verb.dep_ == "conj":
        return verb.tag_ == "VB"
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words(FILE, "phases")


def spoken(match: Match) -> bool:
    """Of "called him to congratulate him": the infinitive of an act of speech, done by the call itself."""
    if match.frame.event not in words(FILE, "speech_acts") or match.clause.dep_ not in ("advcl", "xcomp"):
        return False
    by_call = match.clause.head.lemma_.lower() in words(FILE, "encounters")
    return by_call or match.clause.lemma_.lower() in words(FILE, "purposes")


def is_taken(match: Match) -> bool:
    """Whether a noun belongs to what a verb tells of another act: "blocked aid", "lifted the sanctions"."""
    noun, verb = match.trigger, match.trigger.head
    if noun.dep_ not in ("dobj", "nsubjpass") or not is_verb(verb):
        return False
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        noun.lemma_.lower() in trigger.objects and fits(trigger, verb) and holds(frame, verb)
        for trigger, frame in known
        if frame.type is ClaimType.ACTION and frame.event != match.frame.event
    )


def is_told_above(match: Match) -> bool:
    """Whether a noun is only the object of a verb that tells the same act with it: "launched his attack on X"."""
    noun, verb = match.trigger, match.trigger.head
    if noun.dep_ != "dobj" or not is_verb(verb):
        return False
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        frame.event == match.frame.event and noun.lemma_.lower() in trigger.objects and fits(trigger, verb)
        for trigger, frame in known
        if frame.type is ClaimType.ACTION
    )


def is_content(match: Match) -> bool:
    """Whether a promise, an appeal, an accusation or a threat is about the act: then that one is the claim."""
    token = match.trigger
    sourced = is_sourced(match.frame) and token.dep_ != "pcomp"
    if token.lemma_.lower() in words(FILE, "meetings") or sourced:
        return False
    for _ in range(HIGHEST):
        if token.head == token or token.dep_ not in LINKS | {"ccomp", "attr"} or _own_clause(token):
            return False
        if token.dep_ == "ccomp" and token.tag_ not in ("VB", "VBG"):
            return False
        below, token = token, token.head
        welcomed = match.trigger.tag_ == "VB" and below.dep_ == "dobj"  # "welcomed efforts to end the war"
        governs = _governs(token) or (welcomed and _governs(token, words(FILE, "approving")))
        if (token != match.light and (governs if is_verb(token) else _refuses(token))) or (welcomed and governs):
            return True
        if match.frame.event in words(FILE, "vague") and token.lemma_.lower() in words(FILE, "contents"):
            return True
    return False


def _governs(verb: Token, events: frozenset[str] | None = None) -> bool:
    """Whether a verb, as it stands, tells of an act that has another as its content."""
    wanted = events or words(FILE, "governors")
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        frame.event in wanted and fits(trigger, verb) and holds(frame, verb)
        for trigger, frame in known
        if frame.type is ClaimType.ACTION and not is_sourced(frame) and not frame.charges
    )


def _refuses(adjective: Token) -> bool:
    """Whether somebody is not ready or willing to do what hangs on an adjective."""
    known = frames().adjectives.get(adjective.lower_, ()) if adjective.tag_.startswith("J") else ()
    return any(frame.event == "REJECT" and holds(frame, adjective) for _, frame in known)


def _carried(match: Match) -> bool:
    """Whether somebody does the act that a noun names."""
    paths = tuple(path for path in match.frame.actor if path != "subject")
    if match.frame.actor_optional and match.frame.bare and fillers(match, ("prep:on|against",)):
        return True
    ours = any(one.lower_ == "our" for one in match.trigger.children)
    return match.light is not None or ours or (match.frame.bare and bool(fillers(match, paths)))


def _said_by_verb(match: Match) -> bool:
    """Whether the verb above the noun tells the same act or its end ("imposed sanctions", "lifted the embargo")."""
    head = match.trigger.head
    lemma = match.trigger.lemma_.lower()
    undergone = is_verb(head) and match.trigger.dep_ in ("dobj", "nsubjpass")
    written = frames().verbs.get(head.lemma_.lower(), ()) if undergone else ()
    return any(lemma in trigger.objects for trigger, _ in written)
