"""How far an agreement has come: what governs its noun, the stage that this tells, and whether it is so.

Not for who agrees and on what.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.sides import sides_of
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.documents.signatories import is_of_two
from communique.extract.tree import agents, child, is_passive, is_verb, logical_subjects, objects, prepositional
from communique.frames import frames
from communique.records import ClaimType, Coded, Status, When

FILE = "agreements.toml"


def is_modifier(noun: Token) -> bool:
    """Whether the noun only modifies another, "the deal's critics", or means none in particular: "any agreement"."""
    if noun.dep_ == "poss" or _says_again(noun) or _is_added_to(noun):
        return True
    if any(one.lower_ in words(FILE, "whichever") for one in noun.lefts):
        return True
    if noun.dep_ not in ("compound", "nmod", "amod"):
        return False
    return noun.head.tag_.startswith("N")


def _says_again(noun: Token) -> bool:
    """Whether it only says what the agreement before it is: "the New START treaty, the last arms control pact"."""
    if noun.dep_ != "appos" or all(one.lower_ != "the" for one in noun.lefts):
        return False
    return is_agreement(noun.head)


def _is_added_to(noun: Token) -> bool:
    """Whether it is the document that another one adds to or changes: "an additional protocol to the agreement"."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in ("to", "under"):
        return False
    return is_agreement(link.head) or any(is_agreement(one) for one in objects(link.head) if one.i < noun.i)


def is_agreement(noun: Token) -> bool:
    """Whether a noun names an agreement or a document."""
    known = frames().nouns.get(noun.lemma_.lower(), ())
    return any(frame.type is ClaimType.AGREEMENT for _, frame in known)


def governor_of(noun: Token) -> Token | None:
    """The verb or noun that says what became of the agreement."""
    beside = _clause_of(noun)
    if beside is not None:
        return beside
    if noun.dep_ in ("conj", "appos") and noun.head.tag_.startswith("N"):
        own = governor_of(noun.head) if is_agreement(noun.head) else None
        return own or _listed(noun) or governor_of(noun.head)
    if noun.head.dep_ == "prep":
        return _of_the_whole(noun) or _through_preposition(noun)
    return noun.head if noun.head != noun else None


def _of_the_whole(noun: Token) -> Token | None:
    """What governs the documents of which it is one: "Papers were signed, including an agreement on visas"."""
    above = noun.head.head
    if noun.head.lower_ not in words(FILE, "containing"):
        return None
    if is_verb(above):
        return above if above.lemma_.lower() in section(FILE, "stages") else None
    return governor_of(above) if is_agreement(above) else None


def is_whole(noun: Token) -> bool:
    """Whether it only counts the documents that the sentence then names: "documents were signed, including a pact"."""
    if noun.tag_ != "NNS" or noun.lemma_.lower() not in words(FILE, "papers"):
        return False
    behind = (one for one in noun.doc[noun.i : noun.sent.end] if one.lower_ in words(FILE, "containing"))
    parts = [low for one in behind for low in one.children if low.dep_ == "pobj" and is_agreement(low)]
    return any(governor_of(one) == governor_of(noun) for one in parts)


def _listed(noun: Token) -> Token | None:
    """What governs a list whose next member the parser hung inside the one before: "a statement by X, a treaty …"."""
    for one in noun.ancestors:
        if is_verb(one) and one.dep_ != "pcomp":
            return None
        if one.lemma_.lower() in words(FILE, "listed") and one.dep_ != "conj":
            return governor_of(one)
    return None


def _clause_of(noun: Token) -> Token | None:
    """A clause at the noun that tells what became of the agreement: "signed in Paris", not "to extend a loan"."""
    for one in noun.children:
        if one.dep_ == "relcl" and _is_left_hanging(one):
            return one
        if one.lemma_.lower() not in section(FILE, "stages"):
            continue
        if one.dep_ == "ccomp" and noun.dep_ == "ROOT":
            return one
        if one.dep_ == "acl" and (one.tag_ == "VBN" or child(one, "auxpass") is not None):
            return one
        own = child(one, "nsubj", "nsubjpass")
        if one.dep_ == "relcl" and own is not None and (own.dep_ == "nsubjpass" or own.tag_ not in ("WDT", "WP")):
            return one
    return None


def _is_left_hanging(verb: Token) -> bool:
    """Whether a relative clause reaches its noun through a preposition: "that the two put their names to"."""
    hanging = [one for one in verb.children if one.dep_ == "prep" and child(one, "pobj") is None]
    fronted = [one for one in verb.children if one.dep_ == "prep" and _is_relative(child(one, "pobj"))]
    return any(_reaches(verb, one) for one in hanging + fronted)


def _is_relative(token: Token | None) -> bool:
    return token is not None and token.tag_ in ("WDT", "WP")


def _through_preposition(noun: Token) -> Token | None:
    """What governs the noun behind a preposition: "work on", "the signing of", "pulled out of", "pen to paper on"."""
    link = noun.head
    above = link.head
    while above.dep_ in ("prep", "advmod", "prt") and above.head != above and not is_verb(above):
        above = above.head
    lemma = above.lemma_.lower()
    if is_verb(above) or above.pos_ == "AUX":
        return above if _reaches(above, link) else None
    if lemma in words(FILE, "passing") and above.head.dep_ == "prep":
        return _through_preposition(above)
    if lemma in words(FILE, "measures"):
        doing = next((one for one in above.lefts if _is_making(one)), None)
        return (doing if doing is None or is_verb(doing) else above) or governor_of(above)
    return above if lemma in section(FILE, "nouns") else None


def _is_making(word: Token) -> bool:
    """Whether a word before "ceremony" or "package" says that it is of the making: "a signing ceremony of"."""
    lemma = word.lemma_.lower()
    return lemma in section(FILE, "stages" if word.tag_ == "VBG" else "nouns")


def _reaches(verb: Token, link: Token) -> bool:
    """Whether the verb reaches an agreement through the preposition; an idiom needs its own object ("put pen to")."""
    lemma = verb.lemma_.lower()
    return f"{lemma}+{link.lower_}" in section(FILE, "prepositional") and _fits_idiom(verb)


def _fits_idiom(verb: Token) -> bool:
    """Whether a verb of an idiom has the object that makes it one: "put their names to", not "put money into"."""
    idiom = section(FILE, "idioms").get(verb.lemma_.lower())
    return idiom is None or any(one.lower_ in idiom.split() and one.dep_ in _OWN_OBJECTS for one in verb.children)


_LINKS = ("prep", "dobj", "prt", "acomp")
_OWN_OBJECTS = ("dobj", "nsubjpass", "nmod", "compound")


def stage_of(context: Context, noun: Token, governor: Token | None) -> Coded | None:
    """How far the agreement is: by an adjective before its noun, else by what governs it, else by standing alone."""
    article = context.article
    for one in article.tokens_in(article.start(noun.left_edge), article.start(noun)):
        if (value := section(FILE, "adjectives").get(one.lower_)) is not None:
            return Coded(value=value, evidence=article.evidence(one))
    if governor is None:
        return _spoken(context, noun) or _standing(context, noun)
    value = value_of(governor, noun)
    if f"{governor.lemma_.lower()}+{noun.lower_}" in words(FILE, "unilateral"):
        return None
    if value not in (None, "proposed") and _pending(governor) in words(FILE, "not_yet"):
        value = "negotiating"
    if value == "negotiating" and _has_been_made(governor):
        value = "announced"
    return Coded(value=value, evidence=article.evidence(governor)) if value else _standing(context, noun)


def _has_been_made(governor: Token) -> bool:
    """Whether an agreement was negotiated and so reached: "negotiated a truce in May", not "has negotiated"."""
    if governor.lemma_.lower() not in words(FILE, "mediating") or governor.tag_ not in ("VBD", "VBN"):
        return False
    helped = {one.lower_ for one in governor.children if one.dep_ in ("aux", "auxpass")}
    return not helped & words(FILE, "going_on") and child(governor, "neg") is None


def _spoken(context: Context, noun: Token) -> Coded | None:
    """Two who say something "in a joint statement" have issued one."""
    joint = noun.lemma_.lower() in words(FILE, "speaking") and any(one.lower_ == "joint" for one in noun.lefts)
    joint = joint and noun.tag_ != "NNS"  # "in joint statements with his host" he only spoke
    verb = noun.head.head
    if not joint or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "through") or not is_verb(verb):
        return None
    together = context.resolver.actors(logical_subjects(verb))
    spoken = len(together) > 1 or (len(together) < 1 + is_passive(verb) and sides_of(context))
    return Coded(value="announced", evidence=context.article.evidence(noun)) if spoken else None


def _pending(governor: Token) -> str:
    """The word that a gerund hangs on through a preposition: the "close" of "close to signing"."""
    through = governor.dep_ == "pcomp" and governor.head.dep_ == "prep"
    return governor.head.head.lemma_.lower() if through else ""


def value_of(governor: Token, noun: Token) -> str | None:
    """The stage that a verb, a verb with its preposition, or a noun of signing tells of the agreement."""
    lemma = governor.lemma_.lower()
    if not (is_verb(governor) or governor.pos_ == "AUX"):
        return section(FILE, "nouns").get(lemma)
    used = [f"{lemma}+{one.lower_}" for one in governor.children if one.dep_ in ("prep", "dobj", "prt", "acomp")]
    if noun.dep_ == "nsubj" and noun.head == governor and not agents(governor):
        speaks = noun.lemma_.lower() in words(FILE, "speaking")
        own = section(FILE, "own") | (section(FILE, "texts") if speaks else {})
        return next((own[key] for key in [*used, lemma] if key in own), None)
    through = [f"{lemma}+{one.lower_}" for one in governor.children if one.dep_ in _LINKS and _fits_idiom(governor)]
    reached = (section(FILE, "prepositional")[key] for key in through if key in section(FILE, "prepositional"))
    inside = section(FILE, "prepositional").get(f"{lemma}+{noun.head.lower_}") if _fits_idiom(governor) else None
    return next(reached, section(FILE, "stages").get(lemma, inside if noun.dep_ == "pobj" else None))


def _standing(context: Context, noun: Token) -> Coded | None:
    """An agreement that is only named, with both its parties, stands; one that is talked about is a topic."""
    of_two, dated = is_of_two(context, noun), time_of_name(context, noun) is not None
    if dated and not of_two:
        return Coded(value="signed", evidence=context.article.evidence(noun))
    if not of_two or (not dated and any(one.lemma_.lower() in words(FILE, "topics") for one in noun.ancestors)):
        return None
    value = "announced" if noun.lemma_.lower() in words(FILE, "speaking") else "in_force"
    return Coded(value=value, evidence=context.article.evidence(noun))


def time_of_name(context: Context, noun: Token) -> When | None:
    """The time by which an agreement is named that was made then: "the 1951 treaty", "the accord of 28 December"."""
    if noun.lemma_.lower() in words(FILE, "speaking"):
        return None
    behind = prepositional(noun, ("of", "from"))
    for when in context.article.mentions.times:
        tokens = context.article.tokens_in(when.evidence.start, when.evidence.end)
        if tokens and tokens[0].doc is noun.doc and (set(tokens) & {*noun.lefts, *behind}):
            past = when.latest is not None and _is_past(context, when)
            return when if past else None
    return None


def _is_past(context: Context, when: When) -> bool:
    published = context.article.document.published_at
    return published is None or published.earliest is None or when.latest is None or when.latest < published.earliest


def status_at(context: Context, match: Match, noun: Token, when: When | None, stage: Coded) -> Coded:
    """Whether it is so: of a suspended treaty, whether the suspension is; what is agreed to has been agreed."""
    clause = match.clause
    if stage.evidence == context.article.evidence(noun):
        return Coded(value=Status.OCCURRED.value, evidence=stage.evidence)
    if stage.value == "negotiating" and _pending(clause) in words(FILE, "not_yet"):
        return Coded(value=Status.ONGOING.value, evidence=context.article.evidence(clause.head.head))
    if _pending(clause) in words(FILE, "wished"):
        return Coded(value=Status.PROPOSED.value, evidence=context.article.evidence(clause.head.head))
    status = context.status(match, when, Status(section(FILE, "statuses")[stage.value]))
    first, last = context.article.start(noun.left_edge), context.article.end(noun)
    if status.value == Status.PLANNED and first <= status.evidence.start < last:
        return msgspec.structs.replace(status, value=Status.OCCURRED.value)
    return _of_stage(context, clause, stage, status)


def _of_stage(context: Context, clause: Token, stage: Coded, status: Coded) -> Coded:
    """What the stage makes of the status of its verb: what was agreed is agreed, what was negotiated is under way."""
    looks_ahead = any(one.tag_ in ("MD", "TO") and one.dep_ == "aux" for one in clause.children)
    judged = (clause.head, *(one for one in clause.head.children if one.dep_ in ("attr", "acomp")))
    looks_ahead = looks_ahead and not any(one.lemma_.lower() in words(FILE, "judging") for one in judged)
    states = (Status.POSTPONED, Status.CANCELLED, Status.PLANNED)
    undone = stage.value in words(FILE, "undone") and is_verb(clause) and status.value in states
    agreed = clause.lemma_.lower() == "agree" and status.evidence == context.article.evidence(clause)
    if undone or (agreed and not looks_ahead):
        return msgspec.structs.replace(status, value=(Status.PLANNED if looks_ahead else Status.OCCURRED).value)
    if stage.value == "negotiating" and status.value == Status.OCCURRED:
        return msgspec.structs.replace(status, value=Status.ONGOING.value)
    if stage.value == "announced" and status.value == Status.PLANNED and _is_agreed_to(context, clause, status):
        return msgspec.structs.replace(status, value=Status.OCCURRED.value)
    return status


def _is_agreed_to(context: Context, clause: Token, status: Coded) -> bool:
    """Whether what is founded has been agreed: "agreed to establish a partnership", not "will agree to"."""
    above = clause.head
    agreed = clause.dep_ == "xcomp" and above.lemma_.lower() in words(FILE, "agreeing")
    return agreed and above.tag_ in ("VBD", "VBN") and status.evidence == context.article.evidence(above)


def as_far_as(stage: Coded, status: Status) -> Coded | None:
    """What the status leaves of the stage: an agreement that may be reached is proposed, one not signed is none."""
    if status is Status.DENIED and stage.value in words(FILE, "of_the_sides"):
        return None
    if status is Status.PROPOSED and stage.value == "announced":
        return msgspec.structs.replace(stage, value="proposed")
    if status is Status.PLANNED and stage.value == "announced":
        return msgspec.structs.replace(stage, value="negotiating")
    return stage
