"""Agreements: parties, subject and stage of a document or deal. Not for agreeing in principle, which is an action."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, light_verb
from communique.extract.acts.domestic import is_of_one_state
from communique.extract.acts.sides import SIDES, sides_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.documents.accessions import FRAME, find_accessions
from communique.extract.documents.document_lists import listed_documents
from communique.extract.documents.signatories import is_private, makes_peace, parties_of
from communique.extract.documents.stages import (
    as_far_as,
    governor_of,
    is_agreement,
    is_modifier,
    is_whole,
    stage_of,
    status_at,
    time_of_name,
    value_of,
)
from communique.extract.documents.undertakings import find_undertakings
from communique.extract.reference.office_words import is_office
from communique.extract.tree import child, head_of, is_verb, last_word, prepositional
from communique.records import Agreement, ClaimType, Coded, EntityKind, Phrase, Quantity, Reference, Status, When

FILE = "agreements.toml"


def find_agreements(context: Context) -> Iterator[Agreement]:
    """Every agreement that the article tells of with a stage and a party."""
    yield from find_accessions(context)
    yield from find_undertakings(context)
    listed, at_home = listed_documents(context), is_of_one_state(context)
    for match in context.of_type(ClaimType.AGREEMENT):
        noun = match.trigger
        if match.frame.name == FRAME or noun in listed.others or is_private(noun):
            continue
        if noun in listed.documents:
            signed = Coded(value="signed", evidence=context.article.evidence(noun))
            found = _agreement(context, match, None, signed, listed=True)
            yield from () if found is None else (found,)
            continue
        if is_modifier(noun) or is_whole(noun):
            continue
        governor = governor_of(noun)
        if match.frame.carriers and not _is_carried(match, governor):
            continue
        if governor is not None and (_is_advice(context, governor) or _is_appeal(governor)):
            continue
        stage = stage_of(context, noun, governor)
        if stage is None or (at_home and stage.value not in words(FILE, "of_treaties") and not makes_peace(noun)):
            continue
        found = _agreement(context, match, governor, stage)
        if found is not None:
            yield found


def _agreement(
    context: Context, match: Match, governor: Token | None, stage: Coded, *, listed: bool = False
) -> Agreement | None:
    """The agreement of a match at a stage; None where the status leaves nothing of it or it has no party."""
    noun, carried = match.trigger, _carried(match, governor)
    by_name = stage.evidence == context.article.evidence(noun)
    when = (time_of_name(context, noun) if by_name else None) or _dated(context, context.when(carried))
    status = status_at(context, carried, noun, when, stage)
    reached = None if _only_mediates(governor, status) else as_far_as(stage, Status(status.value))
    teller = governor if governor is not None and value_of(governor, noun) else None
    of_the_sides = stage.value in words(FILE, "of_the_sides") or context.resolver.publisher() is not None
    parties = parties_of(context, noun, teller, fallback=of_the_sides)
    if listed and len(parties) < SIDES:
        parties = sides_of(context)
    if reached is None or len(parties) < (SIDES if match.frame.carriers else 1):
        return None
    if stage.value not in words(FILE, "of_treaties") and _is_among_own(context, noun, parties):
        return None
    return Agreement(
        id="",
        document=context.article.document.id,
        evidence=context.evidence(carried),
        reader=context.article.reader,
        status=status,
        when=when,
        said_by=context.said_by(carried),
        parties=parties,
        subject=_subject(context, noun),
        stage=reached,
        amount=_amount(context, noun),
    )


def _is_among_own(context: Context, noun: Token, parties: tuple[Reference, ...]) -> bool:
    """Whether several of one state agree among themselves: "a deal between the president and the speaker".

    The sides of a civil war are of one state, too, and make peace.
    """
    if (
        makes_peace(noun)
        or len(parties) < SIDES
        or any(one.kind in (EntityKind.ORGANIZATION, EntityKind.GROUP) for one in parties)
    ):
        return False
    homes = {context.resolver.home(one) for one in parties}
    return len(homes) == 1 and None not in homes


def _dated(context: Context, when: When | None) -> When | None:
    """The time of the event, unless it is that for which the document is made: "a programme for 2014-2016"."""
    if when is None:
        return None
    tokens = context.article.tokens_in(when.evidence.start, when.evidence.end)
    meant = bool(tokens) and head_of(tokens).head.lower_ == "for"
    return None if meant else when


def _is_advice(context: Context, governor: Token) -> bool:
    """Whether the outlet itself says what should be done: an editorial's wish, no claim."""
    advises = any(one.dep_ == "aux" and one.lower_ in words(FILE, "advising") for one in governor.children)
    return advises and not context.attribution.sources(governor)


def _is_appeal(governor: Token) -> bool:
    """Whether others are only asked for it: "called on the parties to declare a ceasefire" is a request, no offer."""
    while governor.dep_ == "conj" and governor.tag_ == "VB" and is_verb(governor.head):
        governor = governor.head  # "urged him to halt the works and ratify the treaty"
    above = governor.head
    if governor.dep_ not in ("xcomp", "ccomp", "advcl") or above.lemma_.lower() not in words(FILE, "appealing"):
        return False
    return any(
        one.dep_ == "dobj" or (one.dep_ == "prep" and one.lower_ in ("on", "upon", "to")) for one in above.children
    )


def _only_mediates(governor: Token | None, status: Coded) -> bool:
    """Whether somebody only tries to bring it about: "in an effort to broker a deal between" is no agreement yet."""
    brings = governor is not None and governor.lemma_.lower() in words(FILE, "never_parties")
    return brings and status.value == Status.PROPOSED


def _is_carried(match: Match, governor: Token | None) -> bool:
    """Whether a paper or a plan is itself signed or adopted, not a word inside the name of another document."""
    noun = match.trigger
    named = governor is not None and noun.tag_ == "NNP" and noun.head.head == governor and not is_verb(governor)
    through = governor is not None and noun.head.dep_ == "prep" and noun.head.head == governor
    if through and noun.lemma_.lower() in words(FILE, "passing"):  # "put pen to paper on a pact"
        return False
    direct = governor is not None and (noun.head == governor or noun.dep_ == "conj" or named or through)
    direct = direct or (governor is not None and governor.head == noun)
    return direct and governor is not None and governor.lemma_.lower() in match.frame.carriers


def _carried(match: Match, governor: Token | None) -> Match:
    """The match with what carries it: the verb, or the noun ("the signing of") that stands for the event."""
    if governor is None:
        return match
    if is_verb(governor):
        return Match(match.frame, match.trigger, governor)
    return Match(match.frame, governor, light_verb(governor))


# Subject and sum


def _subject(context: Context, noun: Token) -> Phrase | None:
    """What it is on: "on visa-free travel", "a defense agreement", "to restrict asylum", else its own name."""
    holders = [one for one in prepositional(noun, ("of",)) if one.lemma_.lower() in words(FILE, "intents")]
    for one in [*(low for holder in (noun, *holders) for low in holder.children), *_hung_higher(noun)]:
        inner = child(one, "pobj", "pcomp") if one.dep_ == "prep" and one.lower_ in words(FILE, "about") else None
        inner = None if inner in holders or _is_idle(inner) else inner
        named = inner is not None and context.article.mention_of(inner) is not None and one.lower_ in ("for", "of")
        named = named or (inner is not None and is_office(inner))
        if inner is not None and inner.ent_type_ != "DATE" and not inner.like_num and not named:
            return Phrase(evidence=context.article.evidence(inner.left_edge, _last_of(inner)))
    lefts = [one for one in noun.lefts if one.dep_ in ("compound", "amod", "nmod")]
    told = [one for one in lefts if one.lower_ not in words(FILE, "generic")]
    purpose = _purpose(noun)
    if purpose is not None and not told:
        return Phrase(evidence=context.article.evidence(purpose, _last_of(purpose)))
    if lefts:
        first = next(one for one in (told or lefts)[0].subtree if one.dep_ not in ("det", "poss", "punct"))
        return Phrase(evidence=context.article.evidence(first, noun))
    return Phrase(evidence=context.article.evidence(noun))


def _is_idle(inner: Token | None) -> bool:
    """Whether a word behind "of" only says what kind of paper it is: "a memorandum of cooperation"."""
    return inner is not None and inner.lemma_.lower() in words(FILE, "idle") and not any(True for _ in inner.children)


def _hung_higher(noun: Token) -> list[Token]:
    """The "on" behind a noun phrase that the parser hangs on its verb, or on the last of its parties.

    "signed a letter of intent on steel", "a memorandum with Chile on gas".
    """
    end = last_word(noun).i
    beside = noun.head.children if is_verb(noun.head) and noun.dep_ in ("dobj", "nsubjpass") else ()
    behind = [low for one in prepositional(noun, ("between", "with")) for low in one.children]
    found = [one for one in beside if one.i == end + 1] + behind
    return [one for one in found if one.lower_ in words(FILE, "on_what")]


def _purpose(noun: Token) -> Token | None:
    """What it is made for: the verb of "an agreement to restrict", "a pact allowing"; not of "signed in Paris"."""
    for one in noun.children:
        tells = one.tag_ in ("VB", "VBG") and one.lower_ not in ("following", "including")
        if one.dep_ in ("acl", "relcl") and tells and child(one, "nsubj", "nsubjpass") is None:
            return one
    behind = noun.head.children if noun.dep_ == "dobj" and noun.head.lemma_.lower() in words(FILE, "signing") else ()
    return next((one for one in behind if one.dep_ == "advcl" and one.tag_ == "VB" and one.i > noun.i), None)


def _last_of(head: Token) -> Token:
    """The last word of a phrase, before clauses, appositions and adjuncts of time that the parser hangs on it."""
    end = head
    for one in head.rights:
        inner = child(one, "pobj") if one.dep_ == "prep" else None
        dated = inner is not None and inner.ent_type_ in ("DATE", "TIME")
        if one.is_punct or dated or one.dep_ in ("advcl", "relcl", "appos", "parataxis", "ccomp"):
            break
        end = last_word(one)
    return _before_next(head, end)


def _before_next(head: Token, end: Token) -> Token:
    """The last word before another document that the parser hung inside the phrase: "on oil and a pact on gas"."""
    for one in head.doc[head.i + 1 : end.i + 1]:
        if one.dep_ in ("conj", "appos") and is_agreement(one) and one.left_edge.i > head.i + 1:
            last = one.left_edge.nbor(-1)
            while last.i > head.i and (last.is_punct or "cc" in (last.dep_, last.head.dep_)):
                last = last.nbor(-1)
            return last
    return end


def _amount(context: Context, noun: Token) -> Quantity | None:
    """The sum of money inside the agreement's noun phrase."""
    tokens = list(noun.subtree)
    first, last = context.article.start(tokens[0]), context.article.end(tokens[-1])
    for quantity in context.article.mentions.quantities:
        inside = first <= quantity.evidence.start and quantity.evidence.end <= last
        if inside and len(quantity.unit) == 3 and quantity.unit.isupper():
            return quantity
    return None
