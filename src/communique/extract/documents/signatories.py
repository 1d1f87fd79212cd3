"""Between whom an agreement is: those who sign, those beside its noun, else the sides of its sentence or article.

Not for its stage and its subject; those are in ``agreements``.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Token

from communique.extract.acts.sides import SIDES, sides_near, sides_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.named import ISO_CODE
from communique.extract.sources.attribution import unique
from communique.extract.sources.speakers import is_quoted
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    datives,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.frames import frames
from communique.records import EntityKind, Mention, Reference

FILE = "agreements.toml"
LONGEST_PARTICIPLE = 16
"""Letters of the longest participle that names a mediator, with its hyphen."""
PARTIES = (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION)
BESIDE = ("with", "between", "among", "amongst", "by")


def parties_of(context: Context, noun: Token, governor: Token | None, *, fallback: bool) -> tuple[Reference, ...]:
    """The parties of the agreement that ``noun`` names; ``fallback``: take the article's sides where none is told."""
    found = _told(context, noun, governor)
    if not found and noun.dep_ == "pobj" and is_verb(noun.head.head):
        found = _actors(context, logical_subjects(noun.head.head))
        found = () if len(found) == 1 and noun.lemma_.lower() in words(FILE, "speaking") else found
    if not found and noun.dep_ == "conj" and noun.head.tag_.startswith("N"):
        found = _told(context, noun.head, governor)
    if len(found) == 1 and (own := _bound(context, noun)):
        found = unique((*found, *own))
    if any(map(is_side, found)):
        return unique(tuple(_signatory(context, one) for one in found))
    if len(found) == 1 or (fallback and not found):
        found = _completed(context, noun, found)
    if fallback and (not found or (len(found) == 1 and prepositional(noun, ("between",)))):
        found = _of_sides(context, noun, found)
    if len(found) == 1 and fallback and _takes_two(noun):
        found = _of_sides(context, noun, tuple(_signatory(context, one) for one in found))
    return unique(tuple(_signatory(context, one) for one in found))


def _of_sides(context: Context, noun: Token, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The sides of the sentence or the article; where one party is known, only if it is one of them."""
    known, brokers = {one.state or one.name for one in found}, _brokers_beside(context, noun)
    for sides in (sides_near(context, noun), sides_of(context)):
        names = {one.name for one in sides}
        if sides and known <= names and not brokers & names:
            return sides
    return found


def _takes_two(noun: Token) -> bool:
    """Whether an agreement has a second party that goes without saying: not one of many under its own name."""
    return noun.tag_ in ("NN", "NNS") and all(one.tag_ != "NNP" for one in noun.lefts)


def _told(context: Context, noun: Token, governor: Token | None) -> tuple[Reference, ...]:
    """Who stands at the noun, at the verb or noun that governs it, and in what the agreement allows."""
    beside = [one for one in BESIDE if one != "by" or governor is None or not is_verb(governor)]
    found = _actors(context, prepositional(noun, beside) + _under(noun)) + _before(context, noun)
    if governor is not None:
        found = (_at_verb if is_verb(governor) else _at_noun)(context, governor, found)
    barred = words(FILE, "no_parties")
    kept = (one for one in found if one.kind in PARTIES or is_side(one))
    return unique(tuple(one for one in kept if one.name.lower() not in barred))


def _bound(context: Context, noun: Token) -> tuple[Reference, ...]:
    """Who acts under an agreement with another: "under a deal with Turkey the EU pays for refugees"."""
    above = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "under" or not is_verb(above):
        return ()
    doers = _actors(context, logical_subjects(above))
    return tuple(one for one in doers if one.kind in PARTIES and one.kind is not EntityKind.PERSON)


def is_side(party: Reference) -> bool:
    """Whether a group is a side of a conflict inside a state, as rebels and an opposition are."""
    return party.kind is EntityKind.GROUP and bool(words(FILE, "sides") & set(party.name.lower().split()))


def makes_peace(noun: Token) -> bool:
    """Whether an agreement ends fighting, so that its sides may be of one state: a truce, a "peace" accord."""
    beside = (one.lower_ for one in noun.lefts if one.dep_ in ("compound", "amod", "nmod"))
    return noun.lemma_.lower() in words(FILE, "truces") or bool({*beside} & {"peace", *words(FILE, "truces")})


def _at_noun(context: Context, governor: Token, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Who stands at "the signing of"; where that names too few, who does it ("restarted talks on a deal")."""
    found += _actors(context, prepositional(governor, BESIDE)) + _before(context, governor)
    above = ancestors_to_verb(governor)
    hangs = above is not None and governor.dep_ in ("dobj", "pobj", "attr", "acomp")
    if above is None or not hangs or governor.lemma_.lower() in words(FILE, "commemorating"):
        return found
    return unique((*found, *_actors(context, _signers(above)))) if len(found) < SIDES else found


def _at_verb(context: Context, verb: Token, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Who signs, with whom; not who brings it about between others, and not who only welcomes it."""
    lemma, passive = verb.lemma_.lower(), is_passive(verb)
    alone = lemma in words(FILE, "mediating") and (lemma in words(FILE, "never_parties") or len(agents(verb)) == 1)
    if passive and alone:
        return _actors(context, prepositional(verb, [one for one in BESIDE if one != "by"])) + found
    doers = agents(verb) if passive else _signers(verb)
    looks_on = lemma in words(FILE, "onlooking") and not passive
    brought = prepositional(verb, ("by",)) if lemma in words(FILE, "never_parties") else []
    found = _actors(context, [one for one in _beside(verb) if one not in brought] + datives(verb)) + found
    if looks_on:
        return found
    found = _actors(context, doers) + found
    return found + _actors(context, logical_subjects(verb)) if len(found) == 1 else found


def _beside(verb: Token) -> list[Token]:
    """Who stands at a verb with a preposition; not of a clause of its own: "with Oman footing the bill"."""
    found = prepositional(verb, BESIDE)
    return [one for one in found if not is_verb(one) and all(two.tag_ != "VBG" for two in one.children)]


def _signers(verb: Token) -> list[Token]:
    """Who signs; of "congratulated X and Y on signing" X and Y."""
    above = verb.head.head
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and is_verb(above) and child(verb, "nsubj") is None:
        return objects(above) or subjects(verb)
    return subjects(verb)


def _before(context: Context, noun: Token) -> tuple[Reference, ...]:
    """Whose it is, and the states and bodies before the noun: "U.S.-Iraq agreement", not "Kyoto Protocol"."""
    first, last = context.article.start(noun.left_edge), context.article.start(noun)
    before = [one for one in context.article.mentions.names if first <= one.start < last and not one.seat]
    before = [one for one in before if not _mediates(context, one)]
    coded = (context.resolver.coded(mention) for mention in before)
    owners = context.resolver.actors(possessors(noun))
    if owners and any(one.lower_ == "our" for one in possessors(noun)):
        owners += context.resolver.other_party(noun, owners[0])
    return unique((*owners, *(one for one in coded if one is not None)))


def _mediates(context: Context, mention: Mention) -> bool:
    """Whether a name only says who brought the agreement about: "the China-brokered deal"."""
    following = context.article.document.text[mention.end : mention.end + LONGEST_PARTICIPLE].lstrip("-‑ ").split()
    participle = following[0].lower().rstrip(",") if following else ""
    return any(participle.startswith(verb) and participle.endswith("ed") for verb in words(FILE, "mediating"))


def _under(noun: Token) -> list[Token]:
    """The parties inside a clause of the noun: "allowing travel between Peru and Chile", "to sell Peru planes"."""
    found = []
    for one in noun.children:
        if one.dep_ in ("acl", "relcl") and is_verb(one):
            found += prepositional(one, ("between", "with", "to", "from")) + datives(one)
            found += [
                two for inner in one.children if inner.dep_ == "dobj" for two in prepositional(inner, ("between",))
            ]
    return found


def _actors(context: Context, tokens: Iterable[Token]) -> tuple[Reference, ...]:
    """Whom the tokens stand for; a capital or a bare place stands for its state."""
    found: list[Reference] = []
    for token in map(_owner, tokens):
        if opponents := _opponents(context, token):
            found += opponents
            continue
        both = (sides_of(context) or context.resolver.actor(token)) if _is_collective(token) else ()
        both = both or (sides_near(context, token) if _is_pair(token) else ())
        named = both or _group(context, token) or context.resolver.actor(token)
        named = named or context.resolver.of_place(token)
        named = named or (context.resolver.states_beside(token) if token.tag_ in ("NNS", "NNPS") else ())
        found += named or _company(context, token)
    return tuple(found)


def _opponents(context: Context, token: Token) -> tuple[Reference, ...]:
    """A government and those whom the parser hangs it on: "the government and opposition groups", "army and rebels"."""
    if token.lower_ not in words(FILE, "sides"):
        return ()
    for one in token.lefts:
        other = child(one, "conj") if one.dep_ in ("nmod", "compound") else None
        state = context.resolver.actor(one) if other is not None and other.i < token.i else ()
        if other is not None and state and state[0].kind is EntityKind.STATE:
            evidence = context.article.evidence(other.left_edge, token)
            return (*state, Reference(evidence=evidence, name=evidence.quote, kind=EntityKind.GROUP))
    return ()


def _owner(token: Token) -> Token:
    """Whose an organ is that a relative clause is about: of "Sweden, whose parliament ratified", Sweden."""
    owned = any(one.tag_ == "WP$" for one in token.children) and token.head.dep_ == "relcl"
    return token.head.head if owned else token


def _group(context: Context, token: Token) -> tuple[Reference, ...]:
    """A movement by the name before its noun: "the Islamic Jihad militant group"."""
    if token.lemma_.lower() not in words("figures.toml", "fighters"):
        return ()
    before = [one for one in token.lefts if one.dep_ in ("compound", "nmod", "amod")]
    named = (context.article.mention_of(two) for one in before for two in one.subtree)
    bodies = (one for one in named if one is not None and one.kind is EntityKind.ORGANIZATION)
    found = (context.resolver.coded(one) for one in bodies)
    return tuple(one for one in found if one is not None)[:1]


def _company(context: Context, token: Token) -> tuple[Reference, ...]:
    """A named signatory that no list knows: "Rosoboronexport signed a contract with Airot"."""
    known = words("actors.toml", "offices") | words("actors.toml", "organs") | words("actors.toml", "private")
    if token.tag_ != "NNP" or not token.text[0].isupper() or token.lemma_.lower() in known:
        return ()
    if token.lemma_.lower() in frames().nouns or token.text in (context.article.document.dateline or ""):
        return ()
    if token.ent_type_ in ("DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART"):
        return ()
    names = [one for one in token.lefts if one.dep_ == "compound" and one.tag_ in ("NNP", "NNPS")]
    first = next((one for name in names[:1] for one in name.subtree if one.tag_ == "NNP"), token)
    evidence = context.article.evidence(first, token)
    return (Reference(evidence=evidence, name=evidence.quote, kind=EntityKind.ORGANIZATION),)


def _is_collective(token: Token) -> bool:
    """Whether it takes up the article's sides: "the two heads of state", "both countries", "the sides"."""
    if token.tag_ not in ("NNS", "NNPS") or token.lemma_.lower() not in words("actors.toml", "plurals"):
        return False
    return all(
        one.dep_ in ("det", "nummod", "predet") or one.lower_ in ("both", "foreign", "prime") for one in token.lefts
    )


def _is_pair(token: Token) -> bool:
    """Whether it takes up two who were named before: "the pair", "the two"."""
    return token.lower_ in words(FILE, "pairs") and (token.lower_ == "both" or any(True for _ in token.lefts))


def _completed(context: Context, noun: Token, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The party that is known and the only other one of the sentence."""
    known = {one.state or one.name for one in found}
    others: dict[str, Reference] = {}
    truce = noun.lemma_.lower() in words(FILE, "truces")
    cited = {context.resolver.home(one) for one in context.attribution.sources(noun)} if truce else set()
    cited -= {one.name for one in sides_of(context)}
    for token in noun.sent:
        mention = context.article.mention_of(token)
        if mention is None or is_quoted(context, token) or _is_place_of_signing(token) or _helps(token):
            continue
        if _is_broker(context, token, mention):
            continue
        if mention.kind is EntityKind.PERSON:
            reference = context.resolver.person(mention)
            if reference.state is None:
                continue
        elif (mention.kind is EntityKind.STATE or mention.seat) and mention.code:
            reference = context.resolver.state(mention.code, context.article.mention_evidence(mention))
        else:
            continue
        key = reference.state or reference.name
        if key not in known | cited and reference.name not in {one.name for one in found}:
            others.setdefault(key, reference)
    return found + tuple(others.values()) if len(others) + len(found) == SIDES else found


def _helps(token: Token) -> bool:
    """Whether somebody only helps to bring an agreement about: "with the help of the US", "under UN mediation"."""
    holders = (token.head, token.head.head) if token.dep_ == "pobj" else (token.head,)
    return any(one.lemma_.lower() in words(FILE, "helping") for one in holders)


def _brokers(token: Token) -> bool:
    """Whether somebody brought it about between others: "brokered by the envoy", "the ministers helped to broker"."""
    for verb in token.ancestors:
        if is_verb(verb) and verb.lemma_.lower() in words(FILE, "never_parties"):
            doers = agents(verb) if is_passive(verb) or verb.dep_ == "acl" else logical_subjects(verb)
            return any(token == one or token in one.subtree for one in doers)
    return False


def _brokers_beside(context: Context, noun: Token) -> set[str]:
    """The states and bodies of the sentence that only brought the agreement about."""
    found = ((token, context.article.mention_of(token)) for token in noun.sent)
    return {one.code for token, one in found if one is not None and one.code and _is_broker(context, token, one)}


def _is_broker(context: Context, token: Token, mention: Mention) -> bool:
    return _mediates(context, mention) or _brokers(token)


def _is_place_of_signing(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near")


def _signatory(context: Context, party: Reference) -> Reference:
    """Whoever signs for a state makes the state a party."""
    if party.kind is EntityKind.PERSON and party.state is not None and len(party.state) == ISO_CODE:
        return context.resolver.state(party.state, party.evidence, party.antecedent)
    return party


def is_of_two(context: Context, noun: Token) -> bool:
    """Whether the noun's own phrase names two parties: "the U.S.-Japan treaty", "Chad's pact with Sudan"."""
    own = _before(context, noun)
    beside = _actors(context, prepositional(noun, ("between", "with") if own else ("between",)))
    return len({one.state or one.name for one in own + beside}) >= SIDES


REACH = 8
"""Words behind the noun that may still say what the agreement is on."""


def _goes_on(token: Token) -> bool:
    """Whether the words about an agreement go on, no new clause having begun."""
    return not token.is_punct and token.dep_ != "mark" and token.tag_ != "CC"


def is_private(noun: Token) -> bool:
    """Whether the agreement's kind is none between states: "collective", "coalition", "to raise the debt ceiling"."""
    if any(one.lower_ in words(FILE, "private") for one in noun.lefts):
        return True
    matters = [*takewhile(_goes_on, noun.doc[noun.i + 1 : min(noun.i + 1 + REACH, noun.sent.end)])]
    pairs = (f"{one.nbor(-1).lower_} {one.lower_}" for one in matters)
    return any(one.lower_ in words(FILE, "private_matters") for one in matters) or any(
        pair in words(FILE, "private_matters") for pair in pairs
    )
