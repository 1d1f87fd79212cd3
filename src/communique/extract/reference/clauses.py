"""What a word is in its clause, for whom a pronoun may stand: a subject, whose thing, who is judged, who says so.

Only grammar and lists of verbs: nothing here knows who anybody is.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.tree import child, objects

FILE = "pronouns.toml"
SUBJECTS = ("nsubj", "nsubjpass")
FINITE = ("VBD", "VBZ", "VBP", "MD")


def beside(verb: Token) -> list[Token]:
    """The objects of a verb, bare and behind prepositions; of "to whom he spoke" the relative pronoun."""
    found = [one for one in verb.children if one.dep_ in ("dobj", "dative", "pobj")]
    for one in verb.children:
        if one.dep_ in ("prep", "agent", "dative"):
            found += [inner for inner in one.children if inner.dep_ == "pobj"]
    return found


def asked(clause: Token) -> list[Token]:
    """Of "urged Xi to use": Xi, who is to do what the infinitive says."""
    controlled = clause.dep_ == "xcomp" and child(clause, "aux") is not None
    controller = child(clause.head, "dobj", "dative") if controlled else None
    return [controller] if controller is not None else []


def judges(verb: Token) -> bool:
    """Whether what a verb is about is another's deed or fortune."""
    return verb.lemma_.lower() in words("actors.toml", "judging") | words(FILE, "greeting")


def judged(token: Token, clause: Token) -> list[Token]:
    """Of "congratulated Xi on his victory", "thanked Xi for his help": Xi, for whose deed or fortune that is."""
    behind = next((one for one in (token, *token.ancestors) if one.head == clause), None)
    if behind is None or not judges(clause) or behind.lower_ not in words(FILE, "grounds"):
        return []
    return [one for one in objects(clause) if not one.is_ancestor(token)]


def says(verb: Token) -> bool:
    """Whether a verb reports what somebody says, as the main verb or beside what is said."""
    return verb.lemma_.lower() in words("speech.toml", "cites") and verb.dep_ in ("ROOT", "parataxis")


def says_so(head: Token) -> bool:
    """Whether somebody is the subject of a verb of saying, or stands before one without a subject."""
    if head.dep_ == "appos" and leads_verb(head):
        return says(head.doc[head.right_edge.i + 1])
    return head.dep_ == "nsubj" and says(head.head)


def is_subject(head: Token) -> bool:
    """Whether somebody is a subject, or is named behind one: "his foreign minister, Gabriel Landau, is"."""
    return head.dep_ in SUBJECTS or (head.dep_ == "appos" and (head.head.dep_ in SUBJECTS or leads_verb(head)))


def acts_aside(head: Token) -> bool:
    """Whether somebody acts in a clause beside what is told: "since Morsi took office", "whom Lund met"."""
    return head.dep_ in SUBJECTS and head.head.dep_ in ("advcl", "relcl", "acl")


def owns_main(head: Token) -> bool:
    """Whether a main clause is about what is somebody's: "It is Salehi's second visit", "Lund's trip comes"."""
    noun = head.head
    return head.dep_ == "poss" and noun.dep_ in (*SUBJECTS, "attr") and noun.head.dep_ in ("ROOT", "ccomp")


def leads_verb(head: Token) -> bool:
    """Whether an apposition stands right before a verb without a subject: "At talks with his host, Diaz said"."""
    behind = head.right_edge.i + 1
    verb = head.doc[behind] if behind < head.sent.end else None
    return verb is not None and verb.tag_ in FINITE and verb.is_ancestor(head) and child(verb, *SUBJECTS) is None
