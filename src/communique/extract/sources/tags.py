"""Where a clause, a tag or a phrase only names the source of what is told around it. Not for who that source is.

"…, the ministry said, …", "as he put it", "by Kyiv's count", "let it be known that", "accused X of doing".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.tree import child, coordinated, is_passive, is_verb, possessors, prepositional

FILE = "speech.toml"
MEANWHILE = frozenset({"as", "after", "before"})
"""Conjunctions of a clause that may only say when words were spoken."""
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "ROOT", "conj"})
"""Where a noun that tells an event stands for a tag to be about it: what is named in passing is not."""


def cites(verb: Token) -> bool:
    """Whether a verb's subject vouches for what is said."""
    return is_verb(verb) and verb.lemma_.lower() in words(FILE, "cites")


def segment(token: Token) -> list[Token]:
    """The words of a token's sentence between the semicolons around it."""
    sentence = token.sent
    marks = [one.i for one in sentence if one.text == ";"]
    if not marks:
        return list(sentence)
    first = max((mark + 1 for mark in marks if mark < token.i), default=sentence.start)
    last = min((mark for mark in marks if mark > token.i), default=sentence.end)
    return list(token.doc[first:last])


def quoted_as_saying(verb: Token) -> Token | None:
    """The "saying" of a clause that only names a source: "…, TASS quoted him as saying"."""
    if verb.dep_ not in ("conj", "parataxis", "ccomp") or verb.lemma_.lower() not in words(FILE, "quoting"):
        return None
    inner = (low for one in verb.children if one.lower_ == "as" for low in one.children if low.dep_ == "pcomp")
    return next((one for one in inner if child(one, "ccomp") is None), None)


def quoted_by(verb: Token) -> list[Token] | None:
    """Whom a verb of quoting quotes for what stands before it: "…, AFP quoted the minister as having said"."""
    if verb.lemma_.lower() not in words(FILE, "quoting") or not is_verb(verb):
        return None
    saying = [low for one in verb.children if one.lower_ == "as" for low in one.children if low.dep_ == "pcomp"]
    saying += [one for one in verb.children if one.dep_ == "advcl" and any(low.lower_ == "as" for low in one.lefts)]
    quoted = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    return coordinated(quoted) if saying and quoted is not None else None


def is_withheld(verb: Token) -> bool:
    """Whether nothing is said after all: "did not say whether", "declined to confirm that"."""
    refused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words(FILE, "withholding")
    return refused or child(verb, "neg") is not None


def tags_of(trigger: Token) -> Iterator[Token]:
    """The verbs of the tags in the clauses around a trigger: "…, an aide said, …", "as the army put it"."""
    for one in segment(trigger):
        if is_tag(one) and not is_withheld(one) and _reaches(one, trigger):
            yield one


def is_tag(verb: Token) -> bool:
    """Whether a verb of saying with a subject of its own says nothing itself: it stands beside what is said."""
    lemma, putting = verb.lemma_.lower(), words(FILE, "putting")
    known = lemma in words(FILE, "cites") or lemma in putting
    if not known or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or child(verb, "nsubj") is None:
        return False
    put = lemma in putting and any(one.lower_ in ("it", "this") for one in verb.children)
    said = child(verb, "ccomp")
    if said is not None and said.i < verb.i and verb.dep_ == "ROOT" and cites(verb):
        return True
    if said is not None or child(verb, "xcomp") is not None or not (cites(verb) or put):
        return False
    as_clause = any(one.dep_ in ("mark", "advmod") and one.lower_ == "as" for one in verb.children)
    matter = child(verb, "dobj")
    as_clause = as_clause and (put or matter is None or matter.tag_ not in ("NN", "NNS"))  # not "as X announces aid"
    if verb.dep_ == "parataxis" or (as_clause and verb.dep_ in ("advcl", "relcl", "ccomp", "parataxis")):
        return True
    return verb.dep_ == "ccomp" and child(verb, "dobj") is None and _between_commas(verb)


def _between_commas(verb: Token) -> bool:
    """Whether a clause is cut out of the one around it by commas."""
    first, last = verb.left_edge, verb.right_edge
    before = first.text == "," or (first.i > verb.sent.start and first.nbor(-1).text in (",", "—", "–"))
    after = last.text in (",", "—", "–", ".") or (
        last.i + 1 < verb.sent.end and last.nbor().text in (",", "—", "–", ".")
    )
    return before and after


def _reaches(tag: Token, trigger: Token) -> bool:
    """Whether a tag's source tells what the trigger does: not a relative clause, not a fact told after the tag."""
    if not is_verb(trigger) and trigger.pos_ != "AUX" and trigger.dep_ not in ARGUMENTS:
        return False
    for one in (trigger, *trigger.ancestors):
        if one in (tag.head, tag):
            return tag.dep_ != "ROOT"
        if one.dep_ in ("relcl", "acl"):
            return False
        if one.dep_ == "conj" and one.i > tag.i and is_verb(one) and child(one, "nsubj", "nsubjpass") is not None:
            ahead = any(low.dep_ in ("aux", "auxpass") and low.tag_ == "MD" for low in one.children)
            return ahead or _is_to(one)
    return False


def _is_to(verb: Token) -> bool:
    """Whether it is "is to" with an infinitive."""
    inner = child(verb, "xcomp")
    return verb.lemma_ == "be" and inner is not None and child(inner, "aux") is not None


def wordings(trigger: Token) -> list[Token]:
    """Whose count, account or words a sentence goes by: "by Kyiv's count, …", "in the words of X"."""
    for one in segment(trigger):
        if one.dep_ != "pobj" or one.head.dep_ != "prep" or one.head.lower_ not in ("by", "in", "on", "from"):
            continue
        lemma = one.lemma_.lower()
        if lemma in words(FILE, "wordings") or lemma in words(FILE, "counts"):
            above = one.head.head
            near = is_verb(above) or above.pos_ == "AUX"
            if near and (trigger == above or above in trigger.ancestors):
                return [*possessors(one), *prepositional(one, ("of",))]
    return []


def is_aside(trigger: Token, content: Token) -> bool:
    """Whether what stands below reported words only says when they were spoken, by the tense in which it is told.

    "Said that peace needs work as he welcomed her", "said there is trust ahead of his first visit".
    """
    below, passing = trigger, False
    for one in (trigger, *trigger.ancestors):
        past = below.tag_ == "VBD" or any(low.tag_ == "VBD" for low in below.children if low.dep_ == "auxpass")
        within = one == content or (one.dep_ == "xcomp" and content in one.ancestors)
        if below.dep_ == "advcl" and within and _is_meanwhile(below):
            return True
        if below.dep_ == "advcl" and within and past and child(below, "mark", "advmod"):
            return _is_present(content)
        noun = trigger.tag_.startswith("N") and below.dep_ in ("prep", "advmod")
        passing = passing or (noun and below.lower_ in words(FILE, "asides") and below.i < trigger.i)
        if one == content or (is_verb(one) and one != trigger):
            return passing and one == content and _is_present(content)
        below = one
    return False


def _is_meanwhile(clause: Token) -> bool:
    """Whether a clause only sets the words in their time: "as they enter into talks", "hours after he promised"."""
    mark = next(
        (one for one in clause.lefts if one.dep_ in ("mark", "advmod", "prep") and one.lower_ in MEANWHILE), None
    )
    if mark is None or child(clause, "nsubj", "nsubjpass") is None:
        return False
    finite = clause.tag_ in ("VBD", "VBZ", "VBP") or child(clause, "aux") is not None
    counted = mark.i > mark.sent.start and mark.nbor(-1).dep_ == "npadvmod"
    return finite and (mark.lower_ == "as" or counted)


def _is_present(verb: Token) -> bool:
    """Whether a verb tells of what is or must be; what was or will be may be told with what is reported."""
    helpers = [one for one in verb.children if one.dep_ in ("aux", "auxpass")]
    ahead = any(one.lower_ in ("will", "would", "had", "wo", "'d", "'ll") for one in helpers)
    return not ahead and (verb.tag_ in ("VBZ", "VBP") or any(one.tag_ in ("MD", "VBZ", "VBP") for one in helpers))


def imparts(verb: Token, trigger: Token) -> bool:
    """Whether a verb with a word like "known" or "clear" tells what stands below it: "let it be known that"."""
    if verb.lemma_.lower() not in words(FILE, "imparting") or not is_verb(verb):
        return False
    if any(one.lower_ == "on" and not list(one.children) for one in verb.children):
        return True
    near = (low for one in verb.children for low in (one, *one.children))
    return any(one.lower_ in words(FILE, "imparted") and verb.i < one.i < trigger.i for one in near)


def owns_up(verb: Token, below: Token) -> bool:
    """Whether a verb tells of its subject's own deed: "claimed to have shot", "denied plotting"."""
    if below.dep_ not in ("xcomp", "ccomp", "prep") or verb.lemma_.lower() not in words(FILE, "owning"):
        return False
    if below.dep_ == "prep":
        return below.lower_ == "to" and child(below, "pcomp") is not None
    perfect = any(one.dep_ == "aux" and one.lower_ == "have" for one in below.children)
    return is_verb(verb) and child(below, "nsubj") is None and (perfect or below.tag_ == "VBG")


def equated(verb: Token) -> list[Token]:
    """Whose view, line or reason it is that something be so: "the ministry's line is that …"."""
    subject = child(verb, "nsubj") if verb.lemma_ == "be" else None
    if subject is None or subject.lemma_.lower() not in words(FILE, "stances"):
        return []
    return [*possessors(subject), *prepositional(subject, ("of", "from", "in"))]


def is_charge(verb: Token, below: Token) -> bool:
    """Whether a deed stands below a verb of accusing: "accused it of shelling", "blamed X for the attack"."""
    if not is_verb(verb) or verb.lemma_.lower() not in words(FILE, "charging"):
        return False
    return below.dep_ == "prep" and below.lower_ in ("of", "for", "with", "over")


def according(trigger: Token) -> list[Token]:
    """Whom the words around a trigger cite with "according to"."""
    for one in segment(trigger):
        if one.lower_ in words(FILE, "according"):
            inner = [low for to in one.children if to.dep_ == "prep" for low in to.children if low.dep_ == "pobj"]
            if inner and not any(
                low.dep_ == "relcl" and inner[0] in low.ancestors for low in (trigger, *trigger.ancestors)
            ):
                return [low for head in inner for low in coordinated(head)]
    return []


def is_news(noun: Token) -> bool:
    """Whether a report or a service is a medium: "news reports", "the Kyodo news service"."""
    beside = (one.lower_ for one in noun.lefts if one.dep_ in BESIDE)
    return any(f"{one} {noun.lemma_.lower()}" in words(FILE, "carriers") for one in beside)


def is_regional(noun: Token) -> bool:
    """Whether a body or an official is of a part of a state: "the local administration", "the regional governor"."""
    return any(one.lower_ in words(FILE, "regional") for one in noun.lefts if one.dep_ in BESIDE)


BESIDE = ("amod", "compound", "nmod")
