"""Walking a dependency tree: subjects, objects and complements, also where the grammar leaves them out.

Labels are those of the ClearNLP scheme that spaCy's English models use. Not for meaning: nothing here knows a verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from communique.extract.article import words

RELATIVES = frozenset({"WDT", "WP", "WP$"})
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
DEEPEST = 5
"""Clauses that a subject is looked for above its verb."""

SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "II", "III"})
"""What the parser takes for an apposition to a name, so that the rest of a list hangs on it."""

CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "dep", "parataxis"})


def is_verb(token: Token) -> bool:
    """Whether the tagger takes it for a verb."""
    return token.tag_ in VERB_TAGS


def is_parted(token: Token, later: Token) -> bool:
    """Whether a semicolon stands between a word and a later one: "A to visit B; C may follow, D says"."""
    return later.i > token.i and any(one.text == ";" for one in token.doc[token.i : later.i])


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    return next((one for one in token.children if one.dep_ in labels), None)


def _last_child(token: Token, *labels: str) -> Token | None:
    """The last child with one of the labels: of two subjects, the one nearer to its verb."""
    return next((one for one in reversed(list(token.children)) if one.dep_ in labels), None)


def head_of(tokens: Sequence[Token]) -> Token:
    """The token of a stretch that the rest of it hangs on; its first where none hangs on a word outside."""
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside), tokens[0])


def last_word(token: Token) -> Token:
    """The last token below a token that is no punctuation."""
    return max((one for one in token.subtree if not one.is_punct), key=lambda one: one.i)


def coordinated(token: Token) -> list[Token]:
    """The token and what is coordinated with it, to the right, in order ("France, Germany and Italy")."""
    found, queue = [token], [token]
    while queue:
        for one in queue.pop().children:
            if one.dep_ == "appos" and one.text in SUFFIXES:
                queue.append(one)
            if one.dep_ == "conj" and one not in found:
                found.append(one)
                queue.append(one)
    found.sort(key=lambda one: one.i)
    return _without_speakers(found) if len(found) > 1 else found


def _without_speakers(found: list[Token]) -> list[Token]:
    """Of "shelled the city, monitors and activists said" the city alone: the parser hangs on it who says so."""
    last = found[-1].right_edge
    if last.i + 1 >= last.sent.end:
        return found
    verb = last.nbor()
    cites = is_verb(verb) and verb.lemma_.lower() in words("speech.toml", "closing") and child(verb, "nsubj") is None
    if not cites or verb not in found[0].ancestors:
        return found
    for at in range(1, len(found)):
        if any(one.tag_.startswith("NNP") for one in found[at:]):
            continue
        before = found[at].left_edge
        if before.i > before.sent.start and before.nbor(-1).text == "," and found[at - 1].i < before.i - 1:
            return found[:at]
    return found


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, also in a reduced relative clause ("the agreement signed in Paris")."""
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and child(verb, "nsubj") is None:
        return True
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and child(verb, "nsubj", "aux") is None
        and is_verb(verb.head)
        and is_passive(verb.head)
    )


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what the active verb says, through relative, reduced, coordinated and controlled clauses."""
    own = _last_child(verb, "nsubj")
    if own is not None:
        return _antecedents(own, verb)
    if depth > DEEPEST:
        return []
    if verb.dep_ in ("acl", "relcl"):
        return _relative_subjects(verb)
    return _understood(verb, depth)


def _relative_subjects(verb: Token) -> list[Token]:
    """The noun that a relative or reduced clause is about, or whoever is to do what its infinitive says."""
    if verb.tag_ == "VB" and any(one.tag_ == "TO" for one in verb.children):
        return _owners(verb)
    return [] if verb.dep_ == "relcl" and child(verb, "nsubjpass") is not None else coordinated(verb.head)


def _understood(verb: Token, depth: int) -> list[Token]:
    """The subject that a second, controlled or participial verb leaves out."""
    if verb.dep_ == "conj" and is_verb(verb.head):
        first = _of_same_form(verb)
        return logical_subjects(first, depth + 1) if first is not None else []
    if verb.dep_ == "xcomp" and (controller := child(verb.head, "dobj", "dative")) is not None:
        return coordinated(controller) if child(verb, "aux") is not None else logical_subjects(verb.head, depth + 1)
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("actors.toml", "appealing"):
        asked = prepositional(verb.head, ("with", "to", "on", "upon"))
        if asked and asked[0].i < verb.i:
            return asked  # "pleaded with her not to go"
    if verb.dep_ in CONTROLLED or (verb.dep_ == "ccomp" and verb.tag_ in ("VBG", "VB")) or _is_waged(verb):
        governor = _governor(verb)
        if governor is not None and verb.dep_ == "pcomp" and governor.lemma_.lower() in words("actors.toml", "judging"):
            return objects(governor)
        found = logical_subjects(governor, depth + 1) if governor is not None else []
        return found or _named_in_headline(verb)
    return []


def _is_waged(verb: Token) -> bool:
    """Of "intensified shelling of the town": whether a gerund is what somebody begins or goes on with."""
    return verb.dep_ == "dobj" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in words("light.toml", "waging")


def _named_in_headline(verb: Token) -> list[Token]:
    """The name that a headline begins with, where the tagger takes it for a verb without a stem: "Blinken to meet"."""
    above, mark = verb.head, child(verb, "aux")
    named = above.is_sent_start and above.tag_ in ("VBN", "VBD", "VB") and above.text[:1].isupper()
    named = named and above.lemma_.lower() == above.lower_ and len(above.text) > SHORTEST_NAME
    return [above] if named and mark is not None and mark.tag_ == "TO" and mark.i == above.i + 1 else []


SHORTEST_NAME = 4
"""Letters above which a word that the lemmatizer leaves as it is may be a name: "set" and "put" are none."""


def _of_same_form(verb: Token) -> Token | None:
    """The verb that a second one is coordinated with, where the parser hangs it on one of a clause below that.

    "noted the part that X plays and thanked Y", "urge all to condemn it and call on Y": a past or finite verb goes on
    from a verb of its own form, not from one of another tense inside that one's clause.
    """
    first = verb.head
    if (reporting := _reporting(verb)) is not None:
        return reporting
    if verb.tag_ not in FINITE or first.tag_ in (verb.tag_, "VBN", "VBG") or first.tag_ not in UNLIKE[verb.tag_]:
        return first
    for one in first.ancestors:
        if is_verb(one) and one.tag_ == verb.tag_ and one.dep_ in ("ROOT", "conj", "ccomp"):
            return one
    return first


def _reporting(verb: Token) -> Token | None:
    """Of "A said that B had shelled (would shell) the town and urged C to act": A's verb, for A goes on to speak."""
    first, spoken = verb.head, words("actors.toml", "uttering")
    if verb.lemma_.lower() not in spoken or first.lemma_.lower() in spoken or first.dep_ != "ccomp":
        return None
    other_tense = any(
        one.tag_ == "MD" or one.lower_ in ("had", "has", "have") for one in first.children if one.dep_ == "aux"
    )
    told = other_tense and verb.tag_ in ("VBD", "VBN") and child(verb, "aux", "auxpass") is None
    return first.head if told and is_verb(first.head) and first.head.tag_ in (*FINITE, "VBN") else None


FINITE = ("VBD", "VBP", "VBZ")
UNLIKE = {"VBD": ("VBZ", "VBP", "VB"), "VBP": ("VB",), "VBZ": ("VB", "VBP")}
"""Forms from which a finite verb does not go on where a verb of its own form stands above."""


def logical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, of a passive verb too: whoever a participle beside it is about."""
    own = _last_child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return _antecedents(own, verb)
    return subjects(verb, depth)


def objects(verb: Token) -> list[Token]:
    """What is done to: the direct object, or the subject of a passive."""
    if is_passive(verb):
        own = child(verb, "nsubjpass")
        if own is not None:
            return _antecedents(own, verb)
        if verb.dep_ == "acl":
            return coordinated(verb.head)
        if verb.dep_ == "conj":
            return objects(verb.head) if is_passive(verb.head) else subjects(verb)
    own = child(verb, "dobj", "obj")
    if own is not None:
        return _antecedents(own, verb)
    if (
        verb.dep_ == "relcl"
        and child(verb, "nsubj") is not None
        and verb.head.tag_.startswith("N")
        and _gap_is_object(verb)
    ):
        return coordinated(verb.head)
    return []


def datives(verb: Token) -> list[Token]:
    """To whom: the indirect object, bare or with "to"."""
    own = child(verb, "dative")
    if own is None:
        return []
    inner = child(own, "pobj")
    return coordinated(inner if inner is not None else own)


def agents(verb: Token) -> list[Token]:
    """Who does what a passive verb says ("by …")."""
    own = child(verb, "agent")
    inner = child(own, "pobj") if own is not None else None
    return coordinated(inner) if inner is not None else []


def prepositional(token: Token, words: Iterable[str]) -> list[Token]:
    """The objects of the prepositions among ``words`` that hang on the token, in order."""
    wanted = frozenset(words)
    found: list[Token] = []
    for one in _prepositions(token):
        if one.lower_ in wanted:
            inner = child(one, "pobj", "pcomp")
            if inner is not None:
                found += coordinated(inner)
    return found


def _prepositions(token: Token) -> Iterator[Token]:
    for one in token.children:
        if one.dep_ in ("prep", "agent", "prt", "advmod", "dative"):
            yield one
            if one.dep_ in ("prep", "advmod", "prt"):
                yield from (
                    inner for inner in one.children if inner.dep_ in ("prep", "conj") and inner.tag_ in ("IN", "TO")
                )


def possessors(noun: Token) -> list[Token]:
    """Whose: the possessive before a noun."""
    own = child(noun, "poss")
    return coordinated(own) if own is not None else []


def ancestors_to_verb(token: Token) -> Token | None:
    """The nearest verb above the token."""
    for one in token.ancestors:
        if is_verb(one) or one.pos_ == "AUX":
            return one
    return None


def _governor(verb: Token) -> Token | None:
    """The verb that a participle or infinitive hangs on, through a preposition if need be."""
    head = verb.head
    if head == verb:
        return None
    if head.dep_ in ("prep", "mark") or head.tag_ == "IN":
        return ancestors_to_verb(head)
    return head if is_verb(head) or head.pos_ == "AUX" else ancestors_to_verb(head)


def _owners(verb: Token) -> list[Token]:
    """Who is to do what a noun's infinitive says: "his plan to visit" him, "a decision by X to visit" X."""
    noun = verb.head
    by = prepositional(noun, ("by", "of", "from"))
    if noun.tag_ in ("NNP", "NNPS"):
        return coordinated(noun)  # "Fiji's Rabuka to visit Tonga"
    if noun.dep_ == "attr" and (own := child(noun.head, "nsubj")) is not None:
        return coordinated(own)
    if possessors(noun):
        return possessors(noun)
    governor = ancestors_to_verb(noun)
    if by:
        return by
    return (
        logical_subjects(governor)
        if governor is not None and noun.dep_ in ("dobj", "attr", "pobj", "nsubjpass")
        else coordinated(noun)
    )


def _antecedents(own: Token, verb: Token) -> list[Token]:
    """A relative pronoun stands for the noun that its clause is about."""
    if own.tag_ in RELATIVES or (own.lower_ == "that" and own.tag_ in ("WDT", "IN", "DT") and verb.dep_ == "relcl"):
        return coordinated(verb.head) if verb.dep_ == "relcl" else []
    return coordinated(own)


def _gap_is_object(verb: Token) -> bool:
    """Whether a relative clause is about its verb's object: no relative subject, no "where", nothing left hanging."""
    own = child(verb, "nsubj")
    if own is not None and own.tag_ in RELATIVES:
        return False
    if any(one.tag_ == "WRB" for one in verb.children):
        return False
    return not any(one.dep_ in ("prep", "agent") and not list(one.children) for one in verb.children)
