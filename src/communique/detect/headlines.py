"""Headlines whose verb the model takes for a noun, or whose subject for a verb: "Lund heads to Rome", "Lund to visit".

A name or an office and a form that only few nouns have leave no doubt of it. Not for running text, where the model errs
less; not for finding names, of which no more is asked here than whether some holder of office is called so.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.detect.people import in_title_case
from communique.detect.titles import title_words
from communique.frames import frames
from communique.knowledge import knowledge
from communique.records import ClaimType

FURTHEST = 7
"""Words of a headline before the one in question."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that have a subject of their own."""
LONGEST = 40
"""Tokens of the longest paragraph that may be a headline, or begin with one."""
FURTHER = ("to", "do")
"""What stands behind a word of plans."""
NEAR = 5
"""Words from what is done with a journey to its noun."""
BEGINS = frozenset({":", ";", "–", "—"})
"""Marks behind which a headline begins anew."""
ENCOUNTERS = frozenset({ClaimType.VISIT, ClaimType.MEETING})
"""What the verbs of a line in title case must be of."""
INSIDE = frozenset({"compound", "nmod", "amod", "poss", "appos", "dep"})
"""How the model hangs a name on what it takes for a noun."""
TO = frozenset({"to", "in", "at", "for", "with", "on"})
"""Words of direction behind such a verb."""


@dataclass(slots=True)
class _Tree:
    """Tags, heads and labels of a document, to be changed."""

    tags: list[str]
    heads: list[int]
    deps: list[str]
    changed: bool = False

    def hang(self, index: int, head: int, label: str) -> None:
        """Put a token below another."""
        self.heads[index], self.deps[index], self.changed = head, label, True

    def replace(self, old: Token, new: Token) -> None:
        """Put one token where another hangs; below "as" and the like, as a clause of time."""
        above = old.head
        if old.dep_ == "pobj" and above.lower_ in title_words().before_clauses:
            self.hang(new.i, above.head.i, "advcl")
            self.hang(above.i, new.i, "mark")
        elif above == old:
            self.hang(new.i, new.i, "ROOT")
        else:
            self.hang(new.i, above.i, old.dep_)

    def is_tree(self) -> bool:
        """Whether every token hangs, over others, on one that hangs on nothing."""
        for index in range(len(self.heads)):
            seen, at = set(), index
            while self.heads[at] != at and at not in seen:
                seen.add(at)
                at = self.heads[at]
            if self.heads[at] != at:
                return False
        return True


def mend_headline(doc: Doc) -> Doc:
    """The syntax with the verb of a headline as its verb; the same where there is nothing to mend."""
    if not 2 < len(doc) <= LONGEST or doc[-1].text == ".":
        return doc
    tree = _Tree([one.tag_ for one in doc], [one.head.i for one in doc], [one.dep_ for one in doc])
    capitals = in_title_case(doc)
    for token in doc:
        if token.i == 0 or not _names(token.nbor(-1)) or tree.tags[token.i - 1] != token.nbor(-1).tag_:
            continue
        if _may_be_verb(token) or (capitals and _may_be_capital_verb(token)):
            _as_verb(token, tree)
        elif capitals and _may_be_plan(token):
            _as_plan(token, tree)
        elif token.tag_ == "TO" and token.head.tag_ == "VB" and token.head.i > token.i:
            _as_subject(token.nbor(-1), token.head, tree)
        elif capitals and token.lower_ == "to" and _may_be_infinitive(token):
            _as_infinitive(token, tree)
    return _rebuilt(doc, tree) if tree.changed and tree.is_tree() else doc


def _names(token: Token) -> bool:
    """Whether a word at the beginning of a headline is an office, or a surname that some holder of office has."""
    first = token.i
    clauses = title_words().before_clauses
    while first > 0 and token.doc[first - 1].text not in BEGINS and token.doc[first - 1].lower_ not in clauses:
        first -= 1
    if token.i - first > FURTHEST or any(one.tag_ in FINITE for one in token.doc[first : token.i]):
        return False
    office = token.lower_ in title_words().head_words or token.lower_ in title_words().headline_subjects
    return office or (token.text[:1].isupper() and knowledge().knows_surname(token.text))


def _may_be_verb(token: Token) -> bool:
    """Whether the third person of a verb of some frame is read as a noun, or has its subject read as a part of it."""
    if token.lower_ != token.text or not token.text.endswith("s") or token.tag_ not in ("NNS", "VBZ"):
        return False
    whole = token.tag_ == "VBZ" and any(one.dep_ in ("nsubj", "nsubjpass") for one in token.children)
    if whole or not _lemma(token):
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is None or following.is_punct or following.tag_ in ("VBP", "MD", "VBZ", "RB", "CC"):
        return False
    directed = following.lower_ in TO or following.tag_ in ("DT", "PRP$", "NNP", "NNPS", "JJ", "NN", "NNS", "CD", "VBD")
    return directed and (token.head == token or not _is_subject(token) or following == token.head)


def _may_be_capital_verb(token: Token) -> bool:
    """Whether a form of a verb of visiting or meeting stands in a line in title case: "As Lund Visits Rome".

    A word that is as often a noun ("Talks") is one unless a word of direction follows.
    """
    if not token.text.istitle() or not token.text.endswith("s") or token.tag_ not in ("NNP", "NNPS", "NNS", "VBZ"):
        return False
    if _carries_journey(token):
        return True
    lemma = _lemma(token)
    if lemma in title_words().headline_nouns or any(one.dep_ in ("nsubj", "nsubjpass") for one in token.children):
        return False
    if not _is_of_encounters(lemma):
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is None or following.is_punct:
        return False
    return following.lower_ in TO or following.tag_ in ("DT", "PRP$", "NNP", "NNPS", "JJ")


def _carries_journey(token: Token) -> bool:
    """Whether a word with a capital is what somebody does with the journey named behind it: "Postpones Rome Trip"."""
    behind = token.doc[token.i + 1 : token.i + 1 + NEAR]
    journey = next((one for one in behind if one.lower_ in title_words().headline_journeys), None)
    between = behind[: journey.i - token.i - 1] if journey is not None else behind
    plain = all(one.tag_ in ("NNP", "NNPS", "NN", "JJ", "PRP$", "DT", "HYPH", "VBN", "POS", "CD") for one in between)
    return token.lower_ in title_words().headline_carriers and journey is not None and plain


def _is_of_encounters(lemma: str) -> bool:
    """Whether a verb triggers a frame of visits or meetings."""
    return any(frame.type in ENCOUNTERS for _, frame in frames().verbs.get(lemma, ()))


def _may_be_infinitive(link: Token) -> bool:
    """Whether what stands behind "to" in title case is a verb that is read as a noun: "Lund to Travel to Rome"."""
    noun = link.nbor() if link.i + 1 < len(link.doc) else None
    return noun is not None and noun.tag_ in ("NN", "NNP") and link.tag_ != "TO" and _is_of_encounters(noun.lower_)


def _as_infinitive(link: Token, tree: _Tree) -> None:
    """Make the word behind "to" an infinitive about the name before."""
    name, verb = link.i - 1, link.i + 1
    tree.hang(verb, name, "relcl")
    tree.hang(link.i, verb, "aux")
    for one in link.children:
        if one.i > verb and one.dep_ == "pobj":
            tree.hang(one.i, verb, "dobj")  # "Lund to Host Diaz", read as "to Diaz"
    tree.tags[link.i], tree.tags[verb], tree.tags[name] = "TO", "VB", "NNP"
    if tree.heads[name] == verb:
        tree.hang(name, name, "ROOT")


def _may_be_plan(token: Token) -> bool:
    """Whether a word in title case, read as a part of a name, says what somebody is to do: "Lund Set to Visit"."""
    told = any(one.dep_ in ("nsubj", "nsubjpass") for one in token.children) or token.dep_ == "acl"
    if told or token.lower_ not in title_words().headline_plans or not token.text[0].isupper():
        return False
    following = token.doc[token.i + 1 : token.i + 3]
    to_do = len(following) == len(FURTHER) and following[0].lower_ == "to" and not following[1].is_punct
    return to_do and (following[1].tag_ == "VB" or _is_of_encounters(following[1].lower_))


def _as_plan(token: Token, tree: _Tree) -> None:
    """Make a word the participle whose subject is the name before, and the infinitive behind it what is planned."""
    name, link, verb = token.i - 1, token.i + 1, token.i + 2
    if token.doc[name].is_ancestor(token):
        tree.replace(token.doc[name], token)
    elif token.doc[verb].is_ancestor(token):
        tree.replace(token.doc[verb], token)
    tree.hang(name, token.i, "nsubj")
    for one in token.lefts:
        if one.i < name and one.dep_ in INSIDE:
            tree.hang(one.i, name, one.dep_)
    tree.hang(verb, token.i, "xcomp")
    tree.hang(link, verb, "aux")
    tree.tags[name], tree.tags[token.i], tree.tags[link], tree.tags[verb] = "NNP", "VBN", "TO", "VB"


def _is_subject(token: Token) -> bool:
    """Whether a verb behind a noun has it as its subject, so that it is a noun."""
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_ in FINITE


def _lemma(token: Token) -> str:
    """The verb of some frame whose third person a word is, or no word."""
    if token.lower_ in title_words().headline_carriers:
        return title_words().headline_carriers[token.lower_]
    known = frames().verbs
    forms = (token.lower_[:-1], token.lower_[:-2], token.lower_[:-3] + "y" if token.lower_.endswith("ies") else "")
    return next((one for one in forms if one and one in known), "")


def _as_verb(token: Token, tree: _Tree) -> None:
    """Make a word the verb of its headline, the word before it its subject."""
    name, doc, following = token.i - 1, token.doc, token.nbor()
    if following == token.head and following.tag_ == "VBD":
        _adjective_behind(token, following, tree)
    elif token.dep_ in INSIDE and token.head.i > token.i:  # "Lund hosts Asia summit"
        thing = token.head
        tree.replace(thing, token)
        tree.hang(thing.i, token.i, "dobj")
        for one in thing.lefts:
            if one.i < name and one != token:
                tree.hang(one.i, name, one.dep_)
    elif _is_subject(token):
        return
    elif doc[name].is_ancestor(token):
        tree.replace(doc[name], token)
    elif token.dep_ == "nsubj":  # "Lund Heads to Rome as Talks Stall", read as "Heads Stall"
        tree.replace(token.head, token)
        tree.hang(token.head.i, token.i, "dobj" if token.head.tag_.startswith("N") else "advcl")
    for one in token.lefts:
        if one.i < name and one.dep_ in INSIDE | {"det"}:
            tree.hang(one.i, name, one.dep_)
    for one in token.rights:
        if one.dep_ in ("npadvmod", "appos", "dep") and one.pos_ in ("PROPN", "NOUN"):
            tree.hang(one.i, token.i, "dobj")
            break
    tree.tags[token.i] = "VBZ"
    tree.hang(name, token.i, "nsubj")
    if doc[name].tag_.startswith("V"):
        tree.tags[name] = "NNP"


def _adjective_behind(token: Token, adjective: Token, tree: _Tree) -> None:
    """Of "Lund visits occupied towns", read as "visits occupied": the participle is the object's."""
    tree.replace(adjective, token)
    thing = next(
        (one for one in adjective.children if one.dep_ in ("dobj", "npadvmod", "attr") and one.i > adjective.i), None
    )
    for one in adjective.children:
        if one not in (token, thing):
            tree.hang(one.i, token.i, one.dep_)
    if thing is not None:
        tree.hang(thing.i, token.i, "dobj")
        tree.hang(adjective.i, thing.i, "amod")
        tree.tags[adjective.i] = "VBN"


def _as_subject(name: Token, verb: Token, tree: _Tree) -> None:
    """Make the word before "to" the subject that the infinitive is about, where it is read as a verb or an adverb."""
    if name.head == verb and name.dep_ in ("advmod", "dep", "npadvmod", "intj"):
        tree.hang(name.i, verb.i, "nsubj")
        tree.tags[name.i] = "NNP"
    elif verb.head == name and (name.tag_.startswith(("V", "N"))) and verb.dep_ in ("xcomp", "advcl", "ccomp", "dep"):
        tree.hang(verb.i, name.i, "relcl")
        tree.tags[name.i] = "NNP"


def _rebuilt(doc: Doc, tree: _Tree) -> Doc:
    """The document with other tags, heads and labels; all else as it was."""
    changed = [tag != one.tag_ for tag, one in zip(tree.tags, doc, strict=True)]
    pos = [
        "VERB" if new and tag in ("VB", "VBZ", "VBN") else "PROPN" if new and tag == "NNP" else one.pos_
        for new, tag, one in zip(changed, tree.tags, doc, strict=True)
    ]
    lemmas = [
        _lemma(one)
        if new and tag == "VBZ"
        else one.lower_
        if new and tag == "VB"
        else title_words().headline_plans.get(one.lower_, one.lemma_)
        if new and tag == "VBN"
        else one.lemma_
        for new, tag, one in zip(changed, tree.tags, doc, strict=True)
    ]
    return Doc(
        doc.vocab,
        words=[one.text for one in doc],
        spaces=[bool(one.whitespace_) for one in doc],
        tags=tree.tags,
        pos=pos,
        lemmas=lemmas,
        heads=tree.heads,
        deps=tree.deps,
        ents=_entities(doc, [new and tag in ("VB", "VBZ", "VBN") for new, tag in zip(changed, tree.tags, strict=True)]),
    )


def _entities(doc: Doc, verbs: list[bool]) -> list[str]:
    """The model's entities, which end before a word that is a verb now and may begin anew behind it."""
    found: list[str] = []
    for token, verb in zip(doc, verbs, strict=True):
        begins = token.ent_iob_ == "B" or (token.i > 0 and found[-1] == "O")
        found.append(f"{'B' if begins else 'I'}-{token.ent_type_}" if token.ent_type_ and not verb else "O")
    return found
