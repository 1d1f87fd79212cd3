"""Whom a pronoun stands for: the nearest subject, as in Lappin and Leass (1994), with gender where a name tells it.

A pronoun that nothing in the article makes certain stays unresolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from spacy.tokens import Span, Token

from communique.extract.article import Article, words
from communique.extract.reference.cast import Player
from communique.extract.reference.clauses import (
    SUBJECTS,
    acts_aside,
    asked,
    beside,
    is_subject,
    judged,
    judges,
    owns_main,
    says,
    says_so,
)
from communique.extract.reference.company import Company
from communique.extract.reference.named import ISO_CODE, Named, standing_for
from communique.extract.reference.roles import only_mentioned
from communique.extract.reference.standing import holder
from communique.extract.reference.tellers import Tellers
from communique.extract.sources.voices import Voices
from communique.extract.tree import child, coordinated, is_verb, logical_subjects, subjects
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
BODIES = (EntityKind.STATE, EntityKind.ORGANIZATION)

Actor = Callable[[Token], tuple[Reference, ...]]
Actors = Callable[[Iterable[Token]], tuple[Reference, ...]]


class Pronouns:
    """Resolves pronouns in one article; ``actor`` and ``actors`` say whom other words stand for."""

    def __init__(
        self, article: Article, named: Named, company: Company, tellers: Tellers, actor: Actor, actors: Actors
    ) -> None:
        self._article = article
        self._tellers = tellers
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
            several = self._several(token)
            return tuple(standing_for(one, evidence) for one in several)
        if word in words(FILE, "neuter"):
            return tuple(standing_for(one, evidence) for one in self._neuter(token))
        return self._in_person(token, evidence)

    def _several(self, token: Token) -> tuple[Reference, ...]:
        """Whom a plural stands for; not those of whom one speaks the quotation or acts on "them"."""
        speakers = self._tellers.speakers(token) | self._barred(token)
        for find in (self._plural_subject, self._company.two_engaged, self._company.people):
            found = find(token)
            if found:
                return () if any(one.name in speakers for one in found) else found
        return ()

    def _owner_beside(self, token: Token) -> tuple[Reference, ...]:
        """Of "Russia's invasion and its attacks on Kyiv": Russia, whose the first is; "Xi's visit, his third"."""
        noun = token.head
        if token.dep_ != "poss" or noun.dep_ not in ("conj", "appos") or noun.head.i > noun.i:
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
        chosen = self._speaks_on(token, fits) or self._possessor(token, before) or self._clause_above(token, before)
        chosen = chosen or self._prefer_subject(before)
        if chosen is not None:
            acts = token.dep_ in SUBJECTS and not is_subject(chosen.head)
            same_one = self._same_pronoun(token, token.doc[token.sent.start : token.i]) if acts else None
            return _known(chosen) if same_one is None else self.of(same_one)  # "He met Diaz, while on Friday he …"
        first = self._article.start(token.sent[0])
        for earlier in range(number - 1, -1, -1):
            sentence = self._cast.sentences[earlier]
            if first - self._article.end(sentence[-1]) > REACH:
                return ()
            there = [player for player in self._cast.in_sentence(earlier) if fits(player)]
            chosen = self._traveller(there) or self._prefer_subject(there)
            repeated = self._same_pronoun(token, sentence)
            if repeated is not None and (chosen is None or not is_subject(chosen.head)):
                return self.of(repeated)
            if chosen is not None:
                return _known(chosen)
        return ()

    def _speaks_on(self, token: Token, fits: Callable[[Player], bool]) -> Player | None:
        """Who spoke in the sentence before, for "he said" and "he added": "Diaz will come, Lund said. He added"."""
        number = self._cast.number(token)
        if token.dep_ != "nsubj" or not says(token.head) or number == 0:
            return None
        before = [player for player in self._cast.in_sentence(number - 1) if fits(player)]
        return next((one for one in before if is_subject(one.head) and says_so(one.head)), None)

    def _possessor(self, token: Token, candidates: list[Player]) -> Player | None:
        """Whose "his" is: of him who is judged or is to act, else of whoever acts in its own clause.

        "Xi was congratulated on his victory", "urged Xi to use his influence", "Lund said that Diaz sent his deputy".
        """
        clause = next((one for one in token.ancestors if is_verb(one)), None) if token.dep_ == "poss" else None
        if clause is None:
            return None
        meant = asked(clause) or judged(token, clause) or logical_subjects(clause)
        aside = token.head.lower_ in words(FILE, "aside")
        if len(meant) > 1 or (not aside and any(one.is_ancestor(token) for one in meant)):
            return None
        return self._among(candidates, meant)

    def _among(self, candidates: list[Player], meant: list[Token]) -> Player | None:
        """The candidate who is one of some tokens, or whom they name: "Secretary" of "Secretary of State X"."""
        chosen = next((player for player in candidates if player.head in meant), None)
        names = {found.name for one in meant for found in self._actor(one)} if chosen is None else set()
        return chosen or next((player for player in candidates if player.name in names), None)

    @staticmethod
    def _clause_above(token: Token, candidates: list[Player]) -> Player | None:
        """The subject above the pronoun's own clause: "and that Lund did so when he came", "and Lund said he would"."""
        clause = next((one for one in token.ancestors if is_verb(one) or one.pos_ == "AUX"), None)
        leads = token.dep_ in SUBJECTS or (token.dep_ == "poss" and token.head.dep_ in SUBJECTS)
        if clause is None or clause.dep_ not in ("advcl", "ccomp") or not leads:
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
        barred, here = self._barred(token) | self._tellers.speakers(token), self._article.start(token)
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
        subjects_ = [player for player in candidates if is_subject(player.head)]
        if subjects_:
            aside = all(acts_aside(player.head) for player in subjects_)
            owners = [player for player in candidates if owns_main(player.head)] if aside else []
            return (owners or subjects_)[0]
        return candidates[-1] if candidates else None

    @staticmethod
    def _traveller(candidates: list[Player]) -> Player | None:
        """Whose journey or words a sentence is about: "Diaz's trip begins with Lund. He goes on"."""
        if any(is_subject(one.head) for one in candidates):
            return None
        return next(
            (
                one
                for one in candidates
                if owns_main(one.head)
                and one.head.head.tag_ == "NN"
                and one.head.head.lemma_.lower() in words(FILE, "tellable")
            ),
            None,
        )

    @staticmethod
    def _fronted(token: Token, subject: Token) -> bool:
        """Whether the pronoun stands in a phrase before the main clause's subject."""
        verb = subject.head
        is_own_subject = token.head == verb and token.dep_ == "nsubj"
        between = [one for one in token.ancestors if is_verb(one) and verb.is_ancestor(one)]
        others = [own for one in between if (own := child(one, *SUBJECTS)) not in (None, token) and own.tag_ != "PRP"]
        return token.i < subject.i and not is_own_subject and not others and verb.is_ancestor(token)

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
            owned, verb = token.head, token.head.head
            apart = owned.dep_ == "attr" or (owned.dep_ == "dobj" and judges(verb))
            return subjects(verb) if apart else []  # "Diaz is his guest", "Lund welcomed his visit"
        verb = token.head
        shared = verb.lower_ == "with" and verb.head.lemma_.lower() in words(FILE, "shared")
        climbed = ("prep", "pobj", "agent", "dative", "dobj") if shared else ("prep", "pobj", "agent", "dative")
        while verb.dep_ in climbed and verb.head != verb:
            verb = verb.head  # "Diaz announced a meeting with him"
        if not is_verb(verb):
            return []
        passive = child(verb, "nsubjpass")
        others = ([passive] if passive is not None else subjects(verb)) + beside(verb)
        for one in verb.children:
            if one.dep_ == "advcl" and one.tag_ in ("VBG", "VBN") and child(one, "mark", "nsubj") is None:
                others += beside(one) if token.dep_ == "nsubj" else []
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
        if (speaks := self._spoke_before(token)) is not None:
            return speaks
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

    def _spoke_before(self, token: Token) -> tuple[Reference, ...] | None:
        """The state or body that spoke last before "it said" in this paragraph; None where it was nobody or no body."""
        if token.dep_ != "nsubj" or not says(token.head):
            return None
        for one in reversed(token.doc[: token.i]):
            if one.dep_ != "nsubj" or not says(one.head) or one.tag_ in ("PRP", "WP", "WDT"):
                continue
            return tuple(found for found in self._actor(one) if found.kind in BODIES)[:1] or None
        return None

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


def _known(player: Player) -> tuple[Reference, ...]:
    """Who somebody is, or nobody, where only an office without its state tells."""
    return (player.reference,) if player.reference is not None else ()
