"""Whose act it is and whom it meets, also where the words name a deed or a thing of theirs. Not for which act it is."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from communique.extract.acts.arguments import Match, fillers, fits, holds
from communique.extract.acts.bystanders import victim
from communique.extract.acts.echoes import doers_before
from communique.extract.acts.phrases import is_backed_deed, is_met, named_inside, of_participle, recipients_named
from communique.extract.acts.standing import (
    ACTIVE,
    is_divided,
    is_impersonal,
    modifier,
)
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.attribution import without
from communique.extract.tree import (
    child,
    coordinated,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
    subjects,
)
from communique.frames import Frame, frames
from communique.records import EntityKind, Reference


def actors_of(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who does the act, at the first path of the frame that names anybody fit."""
    if is_sourced(match.frame):
        return sources_of(context, match)
    if match.frame.mutual and is_impersonal(match.trigger):
        return context.resolver.present
    judges = judges_of(match.trigger) if match.frame.event in words("light.toml", "deeds_done") else frozenset()
    met = victim(match.trigger)
    for tokens in fillers(match, match.frame.actor):
        if (judges and judges.issuperset(tokens)) or (met is not None and met in tokens):
            continue
        found = tuple(
            one for one in context.resolver.actors([*tokens, *_joined_to(match, tokens)]) if one.kind in ACTIVE
        )
        many = any(token.lower_ == "they" for token in tokens)
        if many and (len(found) == 1 or match.frame.event in words("light.toml", "by_many")):
            found = tuple(one for one in found if one.kind is not EntityKind.PERSON)
        if not found:
            found = tuple(reference for token in tokens for reference in _named_beside(context, match, token))
        found = found or _behind_deed(context, match, tokens)
        if found:
            return tuple(one for one in found if _fits_crowd(match, one))
        if is_verb(match.trigger):
            return ()
    return ()


def _joined_to(match: Match, tokens: list[Token]) -> list[Token]:
    """Who does it with the subject: "together with X, we", "A, along with B and C, condemned", "as did D and E"."""
    clause = match.clause
    if not is_verb(clause) or not any(one.dep_ in ("nsubj", "nsubjpass", "conj") for one in tokens):
        return []
    found = _listed_before(clause, tokens) if match.frame.mutual else []
    for one in (below for head in (*tokens, clause) for below in head.children):
        if one.lower_ in words("actors.toml", "jointly"):
            found += prepositional(one, ("with",))
        elif one.lower_ == "with" and one.i > one.sent.start and one.nbor(-1).lower_ in words("actors.toml", "jointly"):
            found += [low for inner in one.children if inner.dep_ == "pobj" for low in coordinated(inner)]
    for one in clause.doc[clause.i + 1 : clause.sent.end]:
        near = clause in one.ancestors or one == clause.head
        if near and one.lemma_ in ("do", "have") and one.nbor(-1).lower_ in ("so", "as"):
            inverted = child(one, "nsubj", "dobj", "attr")
            found += coordinated(inverted) if inverted is not None and inverted.i > one.i else []
    return found


def _listed_before(clause: Token, tokens: list[Token]) -> list[Token]:
    """Of "Iran, Oman agree": whom a headline lists before the subject, with a comma for "and"."""
    first = min(one.left_edge.i for one in tokens)
    before = (one for one in clause.lefts if one.dep_ in ("nsubj", "npadvmod") and one not in tokens)
    return [one for one in before if one.i == first - 2 and one.nbor().text == ","]


def is_sourced(frame: Frame) -> bool:
    """Whether the act is to say what the words say, so that whoever says it does it."""
    return frame.actor in (("source",), ("cited",))


def sources_of(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who says what the words say: whoever is cited or vouches for it, or else the government whose release it is."""
    named = context.said_by(match) or context.attribution.vouching(match.clause)
    if named:
        return tuple(one for one in named if one.kind is not EntityKind.GROUP or one.state is not None)
    publisher = context.resolver.publisher()
    if publisher is None or match.frame.actor == ("cited",):
        return ()
    return (context.resolver.state(publisher, context.article.evidence(match.trigger)),)


def _named_beside(context: Context, match: Match, token: Token) -> tuple[Reference, ...]:
    """The state or body that a word before a noun names, where such a word is at the path."""
    if is_met(context, token, match.frame.event):
        return ()
    beside = token.dep_ in ("amod", "compound", "nmod", "npadvmod")
    return modifier(context, token) if beside or match.trigger.tag_.startswith("N") else ()


def _behind_deed(context: Context, match: Match, tokens: list[Token]) -> tuple[Reference, ...]:
    """Who wrote the letter that warns, whose strike it is that kills."""
    kind = "deeds" if match.frame.event == "ASSAULT" else "writings"
    for token in tokens:
        if not {token.lemma_.lower(), token.lower_} & words("light.toml", kind):
            continue
        owners = named_inside(context, token, "doer", only=("by", "from", "of"))
        senders = subjects(token.head) if token.dep_ == "dobj" and is_verb(token.head) else []
        return owners or context.resolver.actors(senders)
    return ()


def _fits_crowd(match: Match, actor: Reference) -> bool:
    """People without office demonstrate; states and offices accuse."""
    crowd = actor.kind is EntityKind.GROUP
    return match.frame.crowd is None or crowd == (match.frame.crowd == "only")


def recipients_of(context: Context, match: Match, actors: tuple[Reference, ...]) -> tuple[tuple[Reference, ...], ...]:
    """Whom the act meets, at the first path that names anybody: once, or once for each deed of different people."""
    frame, met = match.frame, victim(match.trigger)
    told = [coordinated(met)] if met is not None and "object" in frame.recipient else []
    for tokens in (*told, *fillers(match, frame.recipient)):
        if _is_domestic(context, match, tokens, actors) or (is_sourced(frame) and _binds(context, tokens, actors)):
            return ()
        fit = [token for token in tokens if token != match.trigger and (frame.direct or not _is_person(context, token))]
        fit = [token for token in fit if not (_are_people(context, token, match))]
        fit = [token for token in fit if not (_is_charged(context, match, token) or is_divided(token))]
        if frame.inside == "doer":
            fit = [token for token in fit if token == fit[0] or not _owned_by_pronoun(token)]
        parts = [
            _foreign(context, recipients_named(context, [token], match), actors)
            or (doers_before(context, token, homes_of(context, actors)) if frame.inside == "doer" and actors else ())
            or taken_up(context, token, match, actors)
            or _foreign(context, _kept_by(context, token, match), actors)
            for token in fit
        ]
        parts = [part for part in parts if part]
        if frame.inside == "doer" and len(parts) > 1 and not any(context.resolver.actor(token) for token in fit):
            return tuple(parts)
        if is_sourced(frame):
            parts = [tuple(one for one in part if one.kind is not EntityKind.GROUP or one.state) for part in parts]
        merged = {one.name: one for part in parts for one in part}
        if merged:
            return (tuple(merged.values()),)
    return ()


def receives(context: Context, match: Match) -> bool:
    """Whether somebody is only received somewhere: "welcomed him at the palace", "were welcomed to the capital"."""
    verb = match.trigger
    if match.frame.direct or not is_verb(verb):
        return False
    met = objects(verb)
    if not met:
        return verb.dep_ != "relcl" and any(one.lower_ in ("to", "at", "with", "in") for one in verb.children)
    return all(_is_person(context, one) or context.resolver.actor(one) for one in met)


def _is_charged(context: Context, match: Match, token: Token) -> bool:
    """Of "accused the group of killing civilians": the group, whoever it is, not whom its deed met."""
    if match.trigger.lemma_.lower() not in words("actors.toml", "judging") or context.resolver.actor(token):
        return False
    if any(context.article.mention_of(one) is not None for one in token.lefts):
        return False  # "accused Iran's navy of boarding"
    below = (*token.children, *match.trigger.children)
    return any(one.lower_ in ("of", "for") and child(one, "pcomp") is not None for one in below)


def homes_of(context: Context, references: Iterable[Reference]) -> frozenset[str]:
    """The states and bodies that they are or belong to, as far as known; rebels are no part of their state."""
    found = (context.resolver.home(one) for one in references if not is_side(one))
    return frozenset(home for home in found if home is not None)


def is_side(reference: Reference) -> bool:
    """Whether a group is one that fights its own state, too: "Syrian rebels"."""
    if reference.kind is not EntityKind.GROUP:
        return False
    return not words("actors.toml", "sides_of_war").isdisjoint(reference.name.lower().split())


def _kept_by(context: Context, token: Token, match: Match) -> tuple[Reference, ...]:
    """Of "the release of two of its citizens held by X": X, where the words before name the actors' own people."""
    if match.frame.inside == "none":
        return ()
    below = [token, *prepositional(token, ("of",))]
    return next((found for one in below if (found := of_participle(context, one, match.frame.inside, 0))), ())


def _binds(context: Context, tokens: Iterable[Token], actors: tuple[Reference, ...]) -> bool:
    """Whether somebody has to do something together with those who say so: "Moscow and Beijing must" is no demand."""
    own = homes_of(context, actors)
    if any(token.lower_ in words("pronouns.toml", "speaker") or token.lower_ in ("we", "us") for token in tokens):
        return True
    return any(context.resolver.home(one) in own for token in tokens for one in context.resolver.actor(token))


def taken_up(context: Context, token: Token, match: Match, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Of "X did this, a move that Y condemned", "X did this. Y criticised the decision": X.

    The nearest subject before the deed who is not of the actors' side: in its sentence, or where a word points back in
    the two before; not one who only speaks of it, unless it is words that are taken up.
    """
    if match.frame.inside != "doer" or not actors or token.lemma_.lower() not in words("light.toml", "taken_up"):
        return ()
    first = token.left_edge.i
    pointed = any(one.lower_ in words("light.toml", "pointers") for one in token.lefts)
    if not pointed and not _is_apposed(token):
        return ()
    start = _sentence_before(_sentence_before(token.sent)).start if pointed else token.sent.start
    speech = token.lemma_.lower() in words("light.toml", "taken_up_words")
    for verb in reversed(token.doc[start:first]):
        if not is_verb(verb) or match.clause in (verb, *verb.ancestors) or (not speech and _is_speech_act(verb)):
            continue
        found = tuple(one for one in context.resolver.actors(logical_subjects(verb)) if one.kind in ACTIVE)
        if others := _foreign(context, found, actors):
            return others
    return ()


def _is_apposed(token: Token) -> bool:
    """Whether a noun stands behind a comma as a name for what was told: "…, a move that", "…, a charge Y denies"."""
    first = token.left_edge.i
    after_comma = first > token.sent.start and token.doc[first - 1].text == ","
    return after_comma and any(one.dep_ in ("relcl", "acl", "det") for one in token.children)


def _sentence_before(sentence: Span) -> Span:
    before: Span = sentence.doc[max(sentence.start - 1, 0)].sent
    return before


def _is_speech_act(verb: Token) -> bool:
    """Whether a verb, as it stands, tells of an act of speech."""
    return is_of_event(verb, *words("light.toml", "speech_acts"))


def is_of_event(verb: Token, *events: str) -> bool:
    """Whether a verb, as it stands, tells of an act of one of these events."""
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(frame.event in events and fits(trigger, verb) and holds(frame, verb) for trigger, frame in known)


def leaves_doer_open(context: Context, match: Match) -> bool:
    """Whether somebody speaks of a deed whose doer is not known: "condemned the attack in X", "accused him of it"."""
    tokens = next(iter(fillers(match, match.frame.recipient)), [])
    if match.frame.event == "SUPPORT" and any(map(is_backed_deed, tokens)):
        return True
    tokens = tokens if match.frame.inside == "doer" else []
    if any(_is_charged(context, match, token) for token in tokens):
        return True
    deeds = [token for token in tokens if token.lemma_.lower() in words("light.toml", "suffered")]
    return bool(deeds) and not any(named_inside(context, token, "doer") for token in deeds)


def judges_of(noun: Token) -> frozenset[Token]:
    """Whoever condemns or rejects the deed that a noun names, or died of it: the subjects of the verb above it."""
    above = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "from", "during") and is_verb(above):
        return frozenset(subjects(above)) if above.lemma_.lower() in words("light.toml", "suffering") else frozenset()
    if not noun.tag_.startswith("N") or noun.dep_ not in ("dobj", "conj", "nsubjpass"):
        return frozenset()
    verb = noun.head
    while verb.tag_.startswith("N") and verb.dep_ == "conj":
        verb = verb.head
    verb = verb.head if verb.tag_.startswith("N") and verb.dep_ in ("dobj", "nsubjpass") else verb
    if not is_verb(verb) or not _is_speech_act(verb):
        return frozenset()
    return frozenset(logical_subjects(verb))


def stays_at_home(context: Context, match: Match) -> bool:
    """Whether the words say that the act is one inside a state: "urged Danish nationals to leave" by Denmark."""
    actors = actors_of(context, match)
    first = next(iter(fillers(match, match.frame.recipient)), [])
    return bool(actors) and _is_domestic(context, match, first, actors)


def _is_domestic(context: Context, match: Match, tokens: list[Token], actors: tuple[Reference, ...]) -> bool:
    """Whether all who stand at a path are of the actors' own state: then the act is none between states."""
    own = homes_of(context, actors)
    if len(own) != 1 or not tokens:
        return False
    told = words("light.toml", "speech_acts") | words("light.toml", "given")
    if match.frame.event in told and all(_is_inhabitant(context, one) for one in tokens):
        return True
    found = [one for token in tokens for one in context.resolver.actor(token) if one.kind in ACTIVE]
    return bool(found) and all(context.resolver.home(one) in own for one in found)


def _is_inhabitant(context: Context, token: Token) -> bool:
    """Of "warned residents to leave", "told students": people of no other state, to whom their own one speaks."""
    if token.lemma_.lower() not in words("actors.toml", "inhabitants"):
        return False
    return all(one.kind is EntityKind.GROUP and one.state is None for one in context.resolver.actor(token))


def _foreign(context: Context, found: tuple[Reference, ...], actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Without the actors, and without their own state, which only owns what is praised or promised ("our support")."""
    own = homes_of(context, actors)
    others = without(found, actors)
    if len(own) != 1:
        return others
    return tuple(one for one in others if one.kind is EntityKind.GROUP or context.resolver.home(one) not in own)


def _owned_by_pronoun(token: Token) -> bool:
    """Of "Russia's invasion and its attacks": the second deed is of the doer of the first."""
    return any(one.dep_ == "poss" and one.tag_ == "PRP$" for one in token.children)


def _are_people(context: Context, token: Token, match: Match) -> bool:
    """Of "they resist the attacks" behind the names of two who talked: people whom an act of forces does not meet."""
    if token.lower_ not in words("actors.toml", "many") or match.frame.event not in words("light.toml", "by_many"):
        return False
    return all(one.kind is EntityKind.PERSON for one in context.resolver.actor(token))


def _is_person(context: Context, token: Token) -> bool:
    mention = context.article.mention_of(token)
    return token.tag_ == "PRP" or (mention is not None and mention.kind is EntityKind.PERSON)
