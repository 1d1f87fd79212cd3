"""Whose act it is and whom it meets, also where the words name a deed or a thing of theirs. Not for which act it is."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from communique.extract.acts.arguments import Match, fillers, fits, holds
from communique.extract.acts.bystanders import victim
from communique.extract.acts.echoes import doers_before
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.attribution import without
from communique.extract.tree import (
    agents,
    child,
    coordinated,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.frames import Frame, frames
from communique.records import EntityKind, Reference

ACTIVE = (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION, EntityKind.GROUP)
WITHIN = {
    "doer": ("by", "of", "from", "in", "to", "with", "against"),
    "owner": ("of", "for", "to", "with", "in", "between", "against", "on"),
    "asked": ("of", "for", "to", "with", "in", "between", "from"),
}
DEPTH = 4
"""Nouns inside one another that are looked into: "the victims of the attack on the embassy of X"."""


def actors_of(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who does the act, at the first path of the frame that names anybody fit."""
    if is_sourced(match.frame):
        return sources_of(context, match)
    judges = judges_of(match.trigger) if match.frame.event in words("light.toml", "deeds_done") else frozenset()
    met = victim(match.trigger)
    for tokens in fillers(match, match.frame.actor):
        if (judges and judges.issuperset(tokens)) or (met is not None and met in tokens):
            continue
        found = tuple(
            one for one in context.resolver.actors([*tokens, *_joined_to(match, tokens)]) if one.kind in ACTIVE
        )
        if match.frame.event in words("light.toml", "by_many") and any(token.lower_ == "they" for token in tokens):
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
    found = []
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


def is_met(context: Context, token: Token, event: str | None = None) -> bool:
    """Whether a name before a noun is of whom a deed meets, not of its doer: "the Afghanistan withdrawal".

    Names that have no adjective beside them ("the US withdrawal") may be either; they are short and in capitals.
    """
    mention = context.article.mention_of(token)
    if mention is None or mention.demonym or mention.kind is not EntityKind.STATE or token.dep_ != "compound":
        return False
    if mention.text.replace(".", "").isupper() or token.i + 1 == token.sent.end or token.nbor().text in ("-", "–", "/"):
        return False
    deed = token.head.lemma_.lower() in words("light.toml", "done_to")
    return event in words("light.toml", "done_to_names") or deed


def _behind_deed(context: Context, match: Match, tokens: list[Token]) -> tuple[Reference, ...]:
    """Who wrote the letter that warns, whose strike it is that kills."""
    kind = "deeds" if match.frame.event == "ASSAULT" else "writings"
    for token in tokens:
        if not {token.lemma_.lower(), token.lower_} & words("light.toml", kind):
            continue
        owners = _inside(context, token, "doer", only=("by", "from", "of"))
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
        fit = [token for token in fit if not _is_charged(context, match, token)]
        if frame.inside == "doer":
            fit = [token for token in fit if token == fit[0] or not _owned_by_pronoun(token)]
        parts = [
            _foreign(context, _recipients(context, [token], match), actors)
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
    """The states and bodies that they are or belong to, as far as known."""
    return frozenset(home for one in references if (home := context.resolver.home(one)) is not None)


def _kept_by(context: Context, token: Token, match: Match) -> tuple[Reference, ...]:
    """Of "the release of two of its citizens held by X": X, where the words before name the actors' own people."""
    if match.frame.inside == "none":
        return ()
    below = [token, *prepositional(token, ("of",))]
    return next((found for one in below if (found := _participle(context, one, match.frame.inside, 0))), ())


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
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        frame.event in words("light.toml", "speech_acts") and fits(trigger, verb) and holds(frame, verb)
        for trigger, frame in known
    )


def leaves_doer_open(context: Context, match: Match) -> bool:
    """Whether somebody speaks of a deed whose doer is not known: "condemned the attack in X", "accused him of it"."""
    tokens = next(iter(fillers(match, match.frame.recipient)), []) if match.frame.inside == "doer" else []
    if any(_is_charged(context, match, token) for token in tokens):
        return True
    deeds = [token for token in tokens if token.lemma_.lower() in words("light.toml", "suffered")]
    return bool(deeds) and not any(_inside(context, token, "doer") for token in deeds)


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
    if match.frame.event in words("light.toml", "speech_acts") and all(_is_inhabitant(context, one) for one in tokens):
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


def _is_person(context: Context, token: Token) -> bool:
    mention = context.article.mention_of(token)
    return token.tag_ == "PRP" or (mention is not None and mention.kind is EntityKind.PERSON)


def _recipients(context: Context, tokens: Iterable[Token], match: Match) -> tuple[Reference, ...]:
    """Those whom the tokens name, or whose they are."""
    found: dict[str, Reference] = {}
    for token in tokens:
        names = _clause(context, token, match) if is_verb(token) else _named(context, token, match)
        for one in names:
            found.setdefault(one.name, one)
    return tuple(found.values())


def _named(context: Context, token: Token, match: Match) -> tuple[Reference, ...]:
    names = tuple(one for one in context.resolver.actor(token) if one.kind in ACTIVE)
    inside = match.frame.inside
    if match.frame.event == "SUPPORT" and inside == "owner" and token.lemma_.lower() in words("light.toml", "labels"):
        inside = "doer"  # "in support of the invasion of X" is for whoever invades
    if names and all(one.kind is EntityKind.GROUP and one.state is None for one in names):
        if token.lemma_.lower() in words("actors.toml", "sufferers"):
            return _inside(context, token, inside) or names
        return names
    if names:
        return names
    if match.frame.places and (place := context.resolver.of_place(token)):
        return place
    return _inside(context, token, inside)


def _clause(context: Context, verb: Token, match: Match) -> tuple[Reference, ...]:
    """Of "accused of threatening X": the clause's subject, then its object."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return context.resolver.actors(coordinated(own))
    below = child(verb, "dobj")
    return _recipients(context, coordinated(below), match) if below is not None else ()


def _inside(
    context: Context, token: Token, inside: str, depth: int = 0, only: tuple[str, ...] = ()
) -> tuple[Reference, ...]:
    """The actor inside a noun phrase that names something else ("Russia's invasion of Ukraine")."""
    if inside == "none" or depth > DEPTH:
        return ()
    if inside == "doer" and token.lemma_.lower() in words("light.toml", "suffered") | words("light.toml", "labels"):
        only = only or ("by", "from")
    owner = child(token, "poss")
    if owner is not None and not _is_own_deed(token, owner):
        owners = context.resolver.actors(possessors(token)) or _inside(context, owner, inside, depth + 1)
        if owners and owner.lower_ == "our":
            return (*owners, *context.resolver.other_party(token, owners[0]))
        if owners:
            return owners
    if inside == "doer" and (doers := context.resolver.actors(_named_by(token))):
        return doers
    near = [one for one in token.children if one.dep_ in ("compound", "amod", "nmod")]
    near = [
        inner
        for one in near
        for inner in (*coordinated(one), *(low for low in one.children if low.dep_ in ("compound", "nmod", "npadvmod")))
    ]
    if inside == "doer":
        near = [one for one in near if not is_met(context, one)]
    if only:
        near = [one for one in near if not _is_town(context, one)]
    found = tuple(reference for one in near for reference in modifier(context, one))
    found = found or _behind(context, token, inside, depth, only or WITHIN[inside])
    return found or (_doers_of(context, token) if only else _participle(context, token, inside, depth))


def _named_by(noun: Token) -> list[Token]:
    """Whoever stands behind a "by" that the parser hangs beside a deed: "condemned the abduction of children by X"."""
    beside = [noun, *prepositional(noun, ("of", "on"))]
    verb = noun.head
    if noun.dep_ == "dobj" and is_verb(verb) and not is_passive(verb):
        beside.append(verb)
    found = [one for head in beside for one in (*prepositional(head, ("by",)), *agents(head))]
    return [one for one in found if one.i > noun.i and not is_verb(one)]


def _is_own_deed(token: Token, owner: Token) -> bool:
    """Of "X launched his invasion of Y", "A unleashed its forces on B": whether it is the subject's own."""
    verb = token.head
    own = owner.lower_ in words("actors.toml", "reflexive") and token.dep_ == "dobj" and is_verb(verb)
    return own and verb.lemma_.lower() in words("light.toml", "waging")


def _is_town(context: Context, token: Token) -> bool:
    """Whether a word before a deed says where it was, not whose: "the London attacks"."""
    mention = context.article.mention_of(token)
    return mention is not None and (mention.seat or mention.kind is EntityKind.PLACE)


def _behind(context: Context, token: Token, inside: str, depth: int, names: tuple[str, ...]) -> tuple[Reference, ...]:
    """Whoever stands behind a preposition of the noun, or in its gerund ("the idea of talks", "of talking to")."""
    sufferers: tuple[Reference, ...] = ()
    for name in names:
        ends = prepositional(token, (name,))
        found = tuple({ref.name: ref for one in ends for ref in _at_end(context, one, inside, depth)}.values())
        if found and inside == "doer" and _suffer(found, ends):
            sufferers = sufferers or found
        elif found:
            return found
    return sufferers


def _suffer(found: tuple[Reference, ...], ends: list[Token]) -> bool:
    """Whether people of no state are those to whom a deed was done: "the arrest of journalists in X"."""
    nameless = all(one.kind is EntityKind.GROUP and one.state is None for one in found)
    return nameless and all(one.lemma_.lower() in words("actors.toml", "undergoers") for one in ends)


def _at_end(context: Context, token: Token, inside: str, depth: int) -> tuple[Reference, ...]:
    if is_verb(token):
        below = objects(token) + prepositional(token, ("with", "to", "against", "on"))
        named = context.resolver.actors(below)
        return named or tuple(ref for inner in below for ref in _inside(context, inner, inside, depth + 1))
    named = tuple(reference for reference in context.resolver.actor(token) if reference.kind in ACTIVE)
    return named or context.resolver.of_place(token) or _inside(context, token, inside, depth + 1)


def _doers_of(context: Context, token: Token) -> tuple[Reference, ...]:
    """Of "an attack carried out by X": X."""
    clauses = [one for one in token.children if one.dep_ == "acl" and one.tag_ == "VBN"]
    return context.resolver.actors(doer for one in clauses for doer in agents(one))


def _participle(context: Context, token: Token, inside: str, depth: int) -> tuple[Reference, ...]:
    """Of "a truce proposed by Moscow", "vehicles belonging to NATO", "components needed for Russia's industry".

    Of "measures aimed at isolating X", "curbs meant to weaken X's army": whom the purpose meets.
    """
    for clause in token.children:
        if clause.dep_ != "acl" or clause.tag_ not in ("VBN", "VBG"):
            continue
        for one in agents(clause) + prepositional(clause, ("to", "for", "by", "against", "on", "in")):
            named = () if is_verb(one) else context.resolver.actor(one) or _inside(context, one, inside, depth + 1)
            if named:
                return tuple(reference for reference in named if reference.kind in ACTIVE)
        aims = [one for one in (child(clause, "xcomp"), *prepositional(clause, ("at",))) if one is not None]
        for one in aims if inside != "doer" else ():
            if is_verb(one) and (named := _at_end(context, one, inside, depth + 1)):
                return named
    return ()


def modifier(context: Context, token: Token) -> tuple[Reference, ...]:
    """Of "the Iranian attack": the state of a demonym before a noun."""
    mention = context.article.mention_of(token)
    if mention is None or mention.code is None or mention.kind is EntityKind.PERSON:
        return context.resolver.bloc(token)
    found = context.resolver.coded(mention)
    return (found,) if found is not None else ()


def inside_actors(context: Context, noun: Token) -> tuple[Reference, ...]:
    """All actors beside a noun: its possessor, and the states and bodies before it."""
    found = list(context.resolver.actors(possessors(noun)))
    for one in noun.children:
        if one.dep_ in ("compound", "amod", "nmod"):
            found += [reference for inner in (one, *one.children) for reference in modifier(context, inner)]
    return tuple({one.name: one for one in found}.values())
