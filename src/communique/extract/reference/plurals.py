"""Whom plural nouns stand for: "the two leaders", "both countries", "the French and German presidents"."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from communique.extract.article import Article, table, words
from communique.extract.reference.cast import Player
from communique.extract.reference.company import PAIR, Company
from communique.extract.reference.named import Named, standing_for
from communique.extract.reference.office_words import office_title
from communique.extract.reference.offices import Offices
from communique.extract.tree import ancestors_to_verb, child, is_verb, logical_subjects
from communique.records import EntityKind, Evidence, Reference

FILE = "actors.toml"

Actor = Callable[[Token], tuple[Reference, ...]]


class Plurals:
    """Resolves plural nouns in one article; ``offices`` knows who holds which."""

    def __init__(self, article: Article, named: Named, company: Company, offices: Offices, actor: Actor) -> None:
        self._article = article
        self._named = named
        self._company = company
        self._offices = offices
        self._actor = actor

    def of(self, token: Token, lemma: str, states: tuple[Reference, ...], phrase: Evidence) -> tuple[Reference, ...]:
        """Whom a plural noun with the states beside it stands for; nobody where it is no such plural."""
        if self.takes_up(token, lemma, states):
            return self._taken_up(token, lemma, phrase)
        if states and lemma in words(FILE, "equals"):
            return self._offices.counterparts(token, states, phrase)
        if len(states) > 1 and lemma in words(FILE, "offices"):
            return self._holders(token, states, phrase) if lemma in words(FILE, "heads") else states
        return ()

    def takes_up(self, token: Token, lemma: str, states: tuple[Reference, ...]) -> bool:
        """Whether a plural takes up those named before: "the two leaders", "both sides", not "African leaders"."""
        own = child(token, "poss")
        if lemma not in words(FILE, "plurals") or ((states or own is not None) and not self._ours(token)):
            return False
        known = words(FILE, "pair_words") | words(FILE, "plural_titles")
        lefts = list(token.lefts)
        counts, apart = self._counts(token), words(FILE, "regional")
        if (
            counts
            and any(one.lower_ in apart for one in lefts)
            and self._company.counted_states(token, counts[0], listed=True)
        ):
            known = known | apart  # "the three European countries"
        before = all(one.dep_ in ("nummod", "poss") or one.lower_ in known for one in lefts)
        before = before and (bool(counts) or all(one.lower_ != "all" for one in lefts))
        before = before and all(one.dep_ != "nummod" or self._counts(token) for one in lefts)  # no "50 countries"
        bare = words(FILE, "plural_titles") | words(FILE, "pointing_nowhere")
        pointed = any(one.lower_ not in bare for one in lefts) or token.tag_ in ("CD", "DT")
        others = self._has_a_part(token) or any(self._tells_whose(one) for one in token.children)
        others = others or (counts[:1] > [PAIR] and child(token, "relcl") is not None)  # "three countries that knew"
        return before and pointed and not others

    @staticmethod
    def _has_a_part(token: Token) -> bool:
        """Whether they are those who have a part in a conflict or a treaty: "the parties to the dispute"."""
        behind = [one.lower_ for one in token.doc[token.i + 1 : min(token.i + 5, token.sent.end)]]
        return behind[:1] == ["to"] and bool(words(FILE, "taken_part_in").intersection(behind))

    @staticmethod
    def _tells_whose(one: Token) -> bool:
        """Whether an "of" behind the noun says who they are: "leaders of an alliance", not "of the two countries"."""
        inner = child(one, "pobj") if one.dep_ == "prep" and one.lower_ == "of" else None
        return inner is not None and inner.lemma_.lower() not in words(FILE, "pair_owners")

    @staticmethod
    def _ours(token: Token) -> bool:
        """Whether they are the speaker's and the other's: "our two countries"."""
        own = child(token, "poss")
        shared = own is not None and own.tag_ == "PRP$" and own.lower_ not in words("pronouns.toml", "singular")
        return shared and token.lemma_.lower() not in words(FILE, "not_ours")

    def _taken_up(self, token: Token, lemma: str, phrase: Evidence) -> tuple[Reference, ...]:
        """Those named last: people for words of office, states for the others."""
        counts = self._counts(token)
        if lemma not in words(FILE, "personal_plurals"):
            many = counts[0] if counts else PAIR
            without = frozenset(home for one in self._done_by(token) if (home := self._home(one)) is not None)
            regional = any(one.lower_ in words(FILE, "regional") for one in token.lefts)
            two = many == PAIR and not regional
            states = (
                self._company.states(token, without=without)
                if two
                else self._company.counted_states(token, many, listed=regional)
            )
            one_short = bool(counts) and len(states) < PAIR and lemma not in words(FILE, "contenders")
            return () if one_short else _at(states, phrase)
        title = office_title(self._article, token)
        portfolio = " " in title or title == "minister"
        acting = self._acting(token)

        def fit(player: Player) -> bool:
            return player.head not in acting and (not portfolio or self._bears(player, title))

        def meant(player: Player) -> bool:
            return player.head not in acting and self._may_be(player, lemma, title)

        if lemma in words(FILE, "bare_pairs") and self._named.publisher() is None:
            near = self._company.two_near(token, fit=fit) or self._company.two_engaged(token, fit=fit, alone=False)
            return _at(near or self._company.states(token), phrase)
        company = self._company
        for suits in (meant, fit):
            found = company.counted(token, counts[0], fit=suits) if counts else company.people(token, fit=suits)
            if found:
                return _at(found, phrase)
        return _at(self._company.states(token) if portfolio else (), phrase)

    @staticmethod
    def _counts(token: Token) -> list[int]:
        """How many the words before a plural say that there are."""
        numbers = table(FILE)["numbers"]
        counts = [numbers[one.lower_] for one in token.lefts if isinstance(numbers, dict) and one.lower_ in numbers]
        return counts or ([PAIR] if any(one.lower_ == "both" for one in token.lefts) else [])

    def _bears(self, player: Player, title: str) -> bool:
        """Whether somebody is called by an office in the article, or holds it by the table."""
        titles = player.reference.titles if player.reference is not None else ()
        word = title.rsplit(maxsplit=1)[-1]
        return any(word in known.split() for known in titles) or self._offices.held(player.name, title)

    def _may_be(self, player: Player, lemma: str, title: str) -> bool:
        """Whether somebody may be one of "the presidents", who are so called, or of "the leaders", no envoys."""
        if lemma in words("pronouns.toml", "any_office"):
            return True
        if lemma in words("pronouns.toml", "leading") and self._named.publisher() is not None:
            return True  # a release calls everybody a leader
        if lemma not in words("pronouns.toml", "leading"):
            return self._bears(player, title)
        titles = player.reference.titles if player.reference is not None else ()
        lasting = [known for known in titles if known not in words("pronouns.toml", "leading_titles")]
        under = any(known.split()[-1] in words("pronouns.toml", "no_leaders") for known in lasting)
        return not (under and len(lasting) == len(titles)) and not self._offices.held(player.name, "foreign minister")

    def _done_by(self, token: Token) -> tuple[Reference, ...]:
        """Those who do what the verb says to the plural: "Blinken urged both sides", "spoke to the two countries"."""
        above = token.head
        verb = above if token.dep_ in ("dobj", "dative") else above.head if token.dep_ == "pobj" else None
        if verb is None or not is_verb(verb) or (token.dep_ == "pobj" and above.lower_ not in ("to", "on", "with")):
            return ()
        return tuple(found for one in logical_subjects(verb) for found in self._actor(one))

    def _home(self, reference: Reference) -> str | None:
        person = reference.kind is EntityKind.PERSON
        return self._company.home(reference.name, reference.state) if person else reference.name

    @staticmethod
    def _acting(token: Token) -> list[Token]:
        """Those who do something to the plural, and so are not of it: "Medvedev mocked the leaders"."""
        verb = ancestors_to_verb(token) if token.dep_ not in ("nsubj", "nsubjpass", "conj", "poss") else None
        return logical_subjects(verb) if verb is not None else []

    def _holders(self, token: Token, states: tuple[Reference, ...], phrase: Evidence) -> tuple[Reference, ...]:
        """The Russian and French presidents: whom the article so titles, else a description of each."""
        title = office_title(self._article, token)
        found = []
        for state in states:
            person = self._offices.titled(token, title, state.name)
            name = f"{state.evidence.quote} {title}"
            described = Reference(evidence=phrase, name=name, kind=EntityKind.PERSON, titles=(title,), state=state.name)
            found.append(standing_for(person, phrase) if person is not None else described)
        return tuple(found)


def _at(references: tuple[Reference, ...], phrase: Evidence) -> tuple[Reference, ...]:
    """References that other words take up."""
    return tuple(standing_for(one, phrase) for one in references)
