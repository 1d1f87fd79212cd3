"""Whom a pronoun stands for: the nearest subject, as in Lappin and Leass (1994), with gender where a name tells it.

A pronoun that nothing in the article makes certain stays unresolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from spacy.tokens import Span, Token

from communique.extract.article import Article, words
from communique.extract.reference.cast import Player
from communique.extract.reference.company import Company
from communique.extract.reference.named import ISO_CODE, Named, standing_for
from communique.extract.reference.roles import only_mentioned
from communique.extract.reference.standing import holder
from communique.extract.sources.voices import Voices
from communique.extract.tree import child, coordinated, is_verb, subjects
from communique.records import EntityKind, Evidence, Reference

FILE = "pronouns.toml"
REACH = 700
"""Characters back to the nearest sentence that names anybody: some sentences (tuned on train)."""
CLIMB = 4
"""Verbs above "it" whose subjects are tried."""
OPENING = 4
"""Sentences in which the authors of a joint statement name themselves."""
DEEPEST = 12
"""Pronouns that are followed back to one another; more is no certainty."""
SUBJECTS = ("nsubj", "nsubjpass")
BODIES = (EntityKind.STATE, EntityKind.ORGANIZATION)

Actor = Callable[[Token], tuple[Reference, ...]]
Actors = Callable[[Iterable[Token]], tuple[Reference, ...]]


class Pronouns:
    """Resolves pronouns in one article; ``actor`` and ``actors`` say whom other words stand for."""

    def __init__(self, article: Article, named: Named, company: Company, actor: Actor, actors: Actors) -> None:
        self._article = article
        self._named = named
        self._company = company
        self._cast = company.cast
        self._actor = actor
        self._actors = actors
        self._voices = Voices(article, named, company)
        self._open: set[int] = set()
        self._found: dict[int, tuple[Reference, ...]] = {}

    def of(self, token: Token) -> tuple[Reference, ...]:
        """Whom a pronoun stands for: the subject of its own sentence before it, then of the sentences before."""
        start = self._article.start(token)
        if start in self._found:
            return self._found[start]
        if start in self._open:
            return ()
        self._open.add(start)
        found = self._found[start] = self._by_kind(token)
        self._open.discard(start)
        return found

    def _by_kind(self, token: Token) -> tuple[Reference, ...]:
        word = token.lower_
        evidence = self._article.evidence(token)
        if word not in words(FILE, "first") and (owner := self._owner_beside(token)):
            return tuple(standing_for(one, evidence) for one in owner)
        if word in words(FILE, "singular"):
            return tuple(standing_for(one, evidence) for one in self._last_person(token))
        if word in words(FILE, "plural"):
            several = self._plural_subject(token) or self._company.two_engaged(token) or self._company.people(token)
            return tuple(standing_for(one, evidence) for one in several)
        if word in words(FILE, "neuter"):
            return tuple(standing_for(one, evidence) for one in self._neuter(token))
        return self._in_person(token, evidence)

    def _owner_beside(self, token: Token) -> tuple[Reference, ...]:
        """Of "Russia's invasion of Ukraine and its attacks on Kyiv": Russia, whose the first of the two is."""
        noun = token.head
        if token.dep_ != "poss" or noun.dep_ != "conj" or noun.head.i > noun.i:
            return ()
        owner = child(noun.head, "poss")
        if owner is None or owner.tag_ == "PRP$":
            return ()
        people = token.lower_ in words(FILE, "singular")
        found = self._actors(coordinated(owner))
        return tuple(one for one in found if (one.kind is EntityKind.PERSON) == people)

    def _in_person(self, token: Token, evidence: Evidence) -> tuple[Reference, ...]:
        """Whom "I", "we" and "you" stand for, where it is known whose words they are."""
        word, here = token.lower_, self._article.start(token)
        if self._in_quotation(here):
            return ()
        if word in words(FILE, "first"):
            several = tuple(standing_for(one, evidence) for one in self._selves)
            return several or self._voices.many(here, evidence)
        one = None
        if word in words(FILE, "speaking"):
            one = self._voices.one(here)
        elif word in words(FILE, "spoken_to"):
            one = self._voices.other(here)
        return (standing_for(one, evidence),) if one is not None else ()

    @cached_property
    def _selves(self) -> tuple[Reference, ...]:
        """Those who say "we" of themselves at the head of a release: "We, the leaders of X, Y and Z, met …"."""
        for sentence in self._cast.sentences[:OPENING]:
            for one in sentence:
                named = child(one, "appos") if one.lower_ == "we" else None
                if named is not None and (found := self._actors(coordinated(named))):
                    return found
        return ()

    def _in_quotation(self, here: int) -> bool:
        parts = (part for quotation in self._article.mentions.quotations for part in quotation.parts)
        return any(part.start <= here < part.end for part in parts)

    def _last_person(self, token: Token) -> tuple[Reference, ...]:
        """The main subject that the pronoun's phrase stands before, else the nearest subject of the words before it."""
        here, number, fits = self._article.start(token), self._cast.number(token), self._fits(token)
        same = self._cast.in_sentence(number)
        for player in same:
            main = player.head.dep_ == "nsubj" and player.head.head.dep_ == "ROOT"
            if here < player.start and main and self._fronted(token, player.head) and fits(player):
                return _known(player)
        before = [player for player in same if player.start < here and fits(player)]
        chosen = self._speaks_on(token, fits) or self._controller(token, before) or self._clause_above(token, before)
        chosen = chosen or self._prefer_subject(before)
        if chosen is not None:
            return _known(chosen)
        first = self._article.start(token.sent[0])
        for earlier in range(number - 1, -1, -1):
            sentence = self._cast.sentences[earlier]
            if first - self._article.end(sentence[-1]) > REACH:
                return ()
            chosen = self._prefer_subject([player for player in self._cast.in_sentence(earlier) if fits(player)])
            repeated = self._same_pronoun(token, sentence)
            if repeated is not None and (chosen is None or not _is_subject(chosen.head)):
                return self.of(repeated)
            if chosen is not None:
                return _known(chosen)
        return ()

    def _speaks_on(self, token: Token, fits: Callable[[Player], bool]) -> Player | None:
        """Who spoke in the sentence before, where "he said" stands behind what others do: "Lund will, he said"."""
        verb, number = token.head, self._cast.number(token)
        behind = [one for one in verb.children if one.dep_ == "ccomp" and one.i < token.i]
        if token.dep_ != "nsubj" or not _says(verb) or not (behind or verb.dep_ == "parataxis") or number == 0:
            return None
        before = [player for player in self._cast.in_sentence(number - 1) if fits(player)]
        return next((one for one in before if one.head.dep_ == "nsubj" and _says(one.head.head)), None)

    @staticmethod
    def _controller(token: Token, candidates: list[Player]) -> Player | None:
        """Of "urged Xi to use his influence": the one who is to do what the infinitive says, whose it mostly is."""
        if token.dep_ != "poss":
            return None
        clause = next((one for one in token.ancestors if is_verb(one)), None)
        if clause is None or clause.dep_ != "xcomp" or child(clause, "aux") is None:
            return None
        controller = child(clause.head, "dobj", "dative")
        return next((player for player in candidates if player.head == controller), None)

    @staticmethod
    def _clause_above(token: Token, candidates: list[Player]) -> Player | None:
        """The subject above the pronoun's own clause: "and that Lund did so when he came", "and Lund said he would"."""
        clause = next((one for one in token.ancestors if is_verb(one) or one.pos_ == "AUX"), None)
        if clause is None or clause.dep_ not in ("advcl", "ccomp") or token.dep_ not in SUBJECTS:
            return None
        own = child(clause.head, *SUBJECTS)
        if own is None:
            return None
        return next((player for player in candidates if own in (player.head, player.head.head)), None)

    def _same_pronoun(self, token: Token, sentence: Span) -> Token | None:
        """The main subject of an earlier sentence, or else of a clause of it, that is a pronoun for the same person."""
        own = token.lower_ in words(FILE, "female")
        here = self._article.start(token)
        found = [one for one in sentence if one.dep_ == "nsubj" and one.lower_ in words(FILE, "singular")]
        for one in sorted(found, key=lambda one: one.head.dep_ != "ROOT"):
            same = (one.lower_ in words(FILE, "female")) == own
            if same and len(self._open) < DEEPEST and not self._only_quoted(self._article.start(one), here):
                return one
        return None

    def _fits(self, token: Token) -> Callable[[Player], bool]:
        """Whether a pronoun may stand for somebody: by gender, clause and quotation."""
        barred, here = self._barred(token), self._article.start(token)
        female = token.lower_ in words(FILE, "female")

        def fits(player: Player) -> bool:
            if player.name in barred or self._only_quoted(player.start, here):
                return False
            named = self._article.mention_of(player.head) is not None
            return (named or not only_mentioned(player.head)) and self._may_be(player, female)

        return fits

    def _only_quoted(self, start: int, here: int) -> bool:
        """Whether a name stands in a quotation that the pronoun is outside of."""
        parts = (part for quotation in self._article.mentions.quotations for part in quotation.parts)
        return any(part.start <= start < part.end and not part.start <= here < part.end for part in parts)

    def _may_be(self, player: Player, female: bool) -> bool:
        """Whether a gender suits: "she" wants a woman's first name or a bare surname, "he" none such."""
        head = player.head.lemma_.lower()
        if head in words(FILE, "female_offices" if not female else "male_offices"):
            return False
        name: str | None = player.name
        reference = player.reference
        if self._article.mention_of(player.head) is None and (reference is None or reference.antecedent is None):
            title = reference.titles[0] if reference is not None and reference.titles else None
            name = holder(title, reference.state, self._named.day()) if title and reference is not None else None
        if name is None:
            return True
        named_female = name.split(maxsplit=1)[0] in words(FILE, "female_names")
        return named_female or " " not in name if female else not named_female

    @staticmethod
    def _prefer_subject(candidates: list[Player]) -> Player | None:
        subjects_ = [player for player in candidates if _is_subject(player.head)]
        if subjects_:
            return subjects_[0]
        return candidates[-1] if candidates else None

    @staticmethod
    def _fronted(token: Token, subject: Token) -> bool:
        """Whether the pronoun stands in a phrase before the main clause's subject."""
        verb = subject.head
        is_own_subject = token.head == verb and token.dep_ == "nsubj"
        return token.i < subject.i and not is_own_subject and verb.is_ancestor(token)

    def _barred(self, token: Token) -> set[str]:
        """The people who do something to the pronoun in its own clause, and so are not it."""
        barred = set()
        for one in self._co_arguments(token):
            mention = self._article.mention_of(one)
            if mention is not None and mention.kind is EntityKind.PERSON:
                barred.add(self._article.person(mention).name)
            elif one.i < token.i and one.tag_ in ("PRP", "NN", "NNP"):
                barred |= {found.name for found in self._actor(one)}
        return barred

    def _co_arguments(self, token: Token) -> list[Token]:
        """Those whom a pronoun cannot be, because they do something to it in the same clause."""
        if token.dep_ == "poss":
            return []
        verb = token.head
        while verb.dep_ in ("prep", "pobj", "agent", "dative") and verb.head != verb:
            verb = verb.head
        if not is_verb(verb):
            return []
        others = subjects(verb) + _beside(verb)
        for one in verb.children:
            if one.dep_ == "advcl" and one.tag_ in ("VBG", "VBN") and child(one, "mark", "nsubj") is None:
                others += _beside(one) if token.dep_ == "nsubj" else []
        if any(one.tag_ == "WP" for one in others):
            others += [one for one in verb.ancestors if one.dep_ != "relcl" and not is_verb(one)][:1]
        return [one for one in others if one != token]

    def _plural_subject(self, token: Token) -> tuple[Reference, ...]:
        """The nearest earlier coordinated or plural subject."""
        doc = token.doc
        for one in reversed(doc[: token.i]):
            if one.dep_ not in ("nsubj", "nsubjpass") or one.tag_ in ("PRP", "WP", "WDT"):
                continue
            members = coordinated(one)
            if len(members) > 1 or one.tag_ in ("NNS", "NNPS"):
                found = self._actors(members)
                if found:
                    return found
        return ()

    def _neuter(self, token: Token) -> tuple[Reference, ...]:
        """Whom "it" and "its" stand for: the subject of the clause above or before, where it is a state or a body."""
        verb = next((one for one in token.ancestors if is_verb(one)), None)
        tried = 0
        while verb is not None and tried < CLIMB:
            for one in subjects(verb):
                if one == token or one.tag_ == "PRP":
                    continue
                found = tuple(reference for reference in self._actor(one) if reference.kind in BODIES)
                found = found or self._of_leader(token, one)
                if found:
                    return found[:1]
            verb = next((one for one in verb.ancestors if is_verb(one)), None)
            tried += 1
        return self._subject_before(token) or self._last_subject(token)

    def _subject_before(self, token: Token) -> tuple[Reference, ...]:
        """The state or body that did something earlier in the sentence: "Iran condemned it; its ministry …"."""
        for one in reversed(token.doc[token.sent.start : token.i]):
            if one.dep_ not in SUBJECTS or one.tag_ in ("PRP", "WP", "WDT") or token.is_ancestor(one):
                continue
            found = tuple(reference for reference in self._actor(one) if reference.kind in BODIES)
            if found:
                return found[:1]
        return ()

    def _of_leader(self, token: Token, subject: Token) -> tuple[Reference, ...]:
        """The state of whoever says what "it" will do: "Kim told the envoy that it would resume talks"."""
        verb = token.head
        acts = token.dep_ == "nsubj" and is_verb(verb) and verb.lemma_ != "be"
        if not acts or verb.dep_ != "ccomp" or child(verb, "dobj", "xcomp") is None:
            return ()
        found = []
        for reference in self._actor(subject):
            home = self._company.home(reference.name, reference.state)
            if reference.kind is EntityKind.PERSON and home is not None and len(home) == ISO_CODE:
                found.append(self._named.state(home, reference.evidence))
        return tuple(found)

    def _last_subject(self, token: Token) -> tuple[Reference, ...]:
        """The state or body that was the subject of an earlier sentence of the paragraph, or its only object."""
        for number in range(self._cast.number(token) - 1, -1, -1):
            sentence = self._cast.sentences[number]
            if sentence.doc is not token.doc:
                return ()
            found = self._bodies_at(sentence, SUBJECTS) or self._bodies_at(sentence, ("dobj",))
            if found:
                return found[-1:]
        return ()

    def _bodies_at(self, sentence: Span, places: tuple[str, ...]) -> tuple[Reference, ...]:
        """The states and bodies at some places of a sentence's clauses."""
        tokens = [one for one in sentence if one.dep_ in places and one.tag_ not in ("PRP", "WP", "WDT")]
        return tuple(found for one in tokens for found in self._actor(one)[:1] if found.kind in BODIES)


def _beside(verb: Token) -> list[Token]:
    """The objects of a verb, bare and behind prepositions; of "to whom he spoke" the relative pronoun."""
    found = [one for one in verb.children if one.dep_ in ("dobj", "dative", "pobj")]
    for one in verb.children:
        if one.dep_ in ("prep", "agent", "dative"):
            found += [inner for inner in one.children if inner.dep_ == "pobj"]
    return found


def _says(verb: Token) -> bool:
    """Whether a verb reports what somebody says, as the main verb or beside what is said."""
    return verb.lemma_.lower() in words("speech.toml", "cites") and verb.dep_ in ("ROOT", "parataxis")


def _is_subject(head: Token) -> bool:
    """Whether somebody is a subject, or is named behind one: "his foreign minister, Gabriel Landau, is"."""
    return head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS)


def _known(player: Player) -> tuple[Reference, ...]:
    """Who somebody is, or nobody, where only an office without its state tells."""
    return (player.reference,) if player.reference is not None else ()
