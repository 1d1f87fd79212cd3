"""Actions: any other act of one political actor towards another, by PLOVER event. Not for acts inside one state."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.arguments import Match, fillers
from communique.extract.article import words
from communique.extract.attribution import without
from communique.extract.context import Context
from communique.extract.parties import actors_of, inside_actors, recipients_of
from communique.extract.status import status_of
from communique.extract.tree import child, is_verb
from communique.frames import frames
from communique.records import Action, ClaimType, Coded, Phrase, Reference, Status

__all__ = ["find_actions", "inside_actors"]

FILE = "light.toml"
LINKS = frozenset({"prep", "pobj", "conj", "pcomp", "xcomp", "dobj", "acl", "appos"})
"""What leads from a word up to that which it is the topic or the content of."""

HIGHEST = 8
"""Steps up the tree at most, so that no malformed tree is climbed for ever."""


def find_actions(context: Context) -> Iterator[Action]:
    """Every act of one actor towards another that the article tells of: one for each word that triggers it."""
    told: set[Token] = set()
    for match in context.of_type(ClaimType.ACTION):
        if match.trigger in told or not _tells(match):
            continue
        found = list(_acts(context, match))
        if found:
            told.add(match.trigger)
            yield from found


def _tells(match: Match) -> bool:
    """Whether the words tell of an act at all, rather than name a topic, a purpose or what another act is about."""
    trigger = match.trigger
    if trigger.tag_.startswith("N"):
        if _topic(trigger) or _said_by_verb(match) or (match.frame.light and not _carried(match)):
            return False
        if match.light is not None and _purpose(match.light) and not _spoken(match):
            return False
    elif _topic(trigger) or (_purpose(trigger) and not _spoken(match)):
        return False
    return not _content(match) and not _encounter(match)


def _encounter(match: Match) -> bool:
    """Whether what is promised or asked for is a visit or a meeting, which is a claim of its own."""
    if match.frame.event not in words(FILE, "of_encounters"):
        return False
    clauses = [one for one in match.trigger.children if one.dep_ in ("xcomp", "ccomp", "acl") and is_verb(one)]
    said = [inner for one in match.trigger.children if one.lower_ in ("to", "on") for inner in one.children]
    for one in clauses + said:
        content = child(one, "dobj") if one.lemma_.lower() in words(FILE, "verbs") else None
        if {one.lemma_.lower(), content.lemma_.lower() if content else ""} & words(FILE, "meetings"):
            return True
    return False


def _acts(context: Context, match: Match) -> Iterator[Action]:
    """The act of a match, or one for each deed where it meets the deeds of several."""
    frame = match.frame
    actors = actors_of(context, match)
    if not actors and not frame.actor_optional:
        return
    deeds = recipients_of(context, match, actors)
    if not deeds and frame.mutual:
        actors, deeds = _mutual(context, match, actors)
    for recipients in deeds:
        yield _act(context, match, actors, recipients)


def _act(context: Context, match: Match, actors: tuple[Reference, ...], recipients: tuple[Reference, ...]) -> Action:
    frame = match.frame
    when, status = context.when(match), _status(context, match)
    source = context.article.evidence(match.trigger)
    return Action(
        id="",
        document=context.article.document.id,
        evidence=context.evidence(match),
        reader=context.article.reader,
        status=status,
        when=when,
        said_by=_said_by(context, match, actors, Status(status.value)),
        event=Coded(value=frame.event or "", evidence=source),
        actor=actors,
        recipient=recipients,
        mode=Coded(value=frame.mode, evidence=source) if frame.mode else None,
        object=_object(context, match),
    )


def _mutual(
    context: Context, match: Match, actors: tuple[Reference, ...]
) -> tuple[tuple[Reference, ...], tuple[tuple[Reference, ...], ...]]:
    """Of "both agreed" both are recipients; of "our cooperation" in a release, the other party too."""
    if len(actors) == 1 and any(one.lower_ == "our" for one in match.trigger.children):
        actors = (*actors, *context.resolver.other_party(match.trigger, actors[0]))
    return (actors, (actors,)) if len(actors) > 1 else (actors, ())


# What is no act


def _topic(trigger: Token) -> bool:
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


def _purpose(verb: Token) -> bool:
    """Whether an infinitive only says what for."""
    while is_verb(verb.head) and verb.head != verb and _follows(verb):
        verb = verb.head
    clause = verb.dep_ in ("advcl", "acl", "relcl")
    return clause and verb.tag_ == "VB" and any(one.tag_ == "TO" for one in verb.children)


def _follows(verb: Token) -> bool:
    """Of "to build and expand", "to continue providing": the second verb stands as the first does."""
    if verb.dep_ == "conj":
        return verb.tag_ == "VB"
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words(FILE, "phases")


def _spoken(match: Match) -> bool:
    """Of "called him to congratulate him": the infinitive of an act of speech, done by the call itself."""
    speech = match.frame.event in words(FILE, "speech_acts")
    return (
        speech
        and match.clause.dep_ in ("advcl", "xcomp")
        and match.clause.head.lemma_.lower() in words(FILE, "encounters")
    )


def _content(match: Match) -> bool:
    """Whether a promise, an appeal, an accusation or a threat is about the act: then that one is the claim."""
    token = match.trigger
    if token.lemma_.lower() in words(FILE, "meetings"):
        return False
    for _ in range(HIGHEST):
        if token.head == token or token.dep_ not in LINKS | {"ccomp", "attr"} or _own_clause(token):
            return False
        if token.dep_ == "ccomp" and token.tag_ not in ("VB", "VBG"):
            return False
        token = token.head
        if is_verb(token) and token != match.light and _governs(token):
            return True
        if match.frame.event in words(FILE, "vague") and token.lemma_.lower() in words(FILE, "contents"):
            return True
    return False


def _governs(verb: Token) -> bool:
    known = frames().verbs.get(verb.lemma_.lower(), ())
    events = {frame.event for _, frame in known if frame.type is ClaimType.ACTION and frame.recipient != ("obliged",)}
    return bool(events & words(FILE, "governors"))


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


# The other fields


def _status(context: Context, match: Match) -> Coded:
    """What the words say; the plain present of an act is under way, and a noun tells of what happened."""
    when = context.when(match)
    if _spoken(match):
        return status_of(context.article, match.clause.head, None, when, Status.OCCURRED)
    said = match.frame.event in words(FILE, "said") and match.clause.lemma_.lower() not in words(FILE, "having")
    lasting = match.frame.event in words(FILE, "lasting") and match.light is None
    present = match.clause.tag_ in ("VBP", "VBZ") or (lasting and match.trigger.tag_.startswith("N"))
    status = context.status(match, when, Status.ONGOING if present and not said else Status.OCCURRED)
    return msgspec.structs.replace(status, value="occurred") if said and status.value == Status.ONGOING else status


def _said_by(context: Context, match: Match, actors: tuple[Reference, ...], status: Status) -> tuple[Reference, ...]:
    """Who is cited; of what somebody says that amounts to the act itself ("says she welcomes"), nobody is."""
    done = match.frame.event in words(FILE, "said") and status in (Status.OCCURRED, Status.ONGOING)
    return without(context.said_by(match), actors) if done else context.said_by(match)


def _object(context: Context, match: Match) -> Phrase | None:
    """What the act is about: the trigger's object where it names no actor, else its clause's."""
    for one in match.trigger.children:
        if one.dep_ in ("dobj", "pobj") and context.article.mention_of(one) is None:
            return Phrase(evidence=context.article.evidence(one.left_edge, one))
    for one in match.trigger.children:
        inner = child(one, "pobj", "pcomp") if one.dep_ == "prep" else None
        if inner is None or context.article.mention_of(inner) is not None or inner.ent_type_ in ("DATE", "TIME"):
            continue
        return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    return None
