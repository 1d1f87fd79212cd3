"""Whom a common noun stands for: offices, organs of a state, groups, and those who were named before. Not for names."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from spacy.tokens import Token

from communique.extract.article import Article, table, words
from communique.extract.reference.bodies import Bodies
from communique.extract.reference.company import Company
from communique.extract.reference.loyalties import Loyalties, faction
from communique.extract.reference.named import ISO_CODE, Named, standing_for
from communique.extract.reference.office_words import MODIFIERS, is_office, name_behind
from communique.extract.reference.offices import Offices
from communique.extract.reference.plurals import Plurals
from communique.extract.reference.tellers import Tellers
from communique.extract.tree import child, coordinated, is_verb, possessors, prepositional, subjects
from communique.records import EntityKind, Evidence, Reference

FILE = "actors.toml"
PLURAL_TAGS = ("NNS", "NNPS", "CD", "DT")

Actor = Callable[[Token], tuple[Reference, ...]]


class Nouns:
    """Resolves common nouns in one article; ``actor`` says whom other words stand for."""

    def __init__(self, article: Article, named: Named, company: Company, tellers: Tellers, actor: Actor) -> None:
        self._article = article
        self._named = named
        self._actor = actor
        self._company = company
        self._bodies = Bodies(article, named, company, actor)
        self._loyalties = Loyalties(article, named, company, actor)
        self.holder = self._loyalties.holder
        self._offices = Offices(article, named, company, tellers, actor)
        self._plurals = Plurals(article, named, company, self._offices, actor)

    def of(self, token: Token) -> tuple[Reference, ...]:
        """Whom a common noun stands for; nobody where nothing makes it certain."""
        lemma = token.lemma_.lower()
        if lemma in words(FILE, "private") or self._is_kind_of_thing(token, lemma):
            return ()
        if token.tag_ == "NNP" and (region := self._named.region(token)) is not None:
            return (region,)
        return self._loyalties.of(token, self._phrase(token)) or self._of_common(token, lemma)

    def _of_common(self, token: Token, lemma: str) -> tuple[Reference, ...]:
        """Whom a noun stands for that no loyalty says."""
        plural = token.tag_ in PLURAL_TAGS or lemma in words(FILE, "bare_pairs")
        if not plural and (own := self._bodies.ruled(token, self._phrase(token))):
            return own
        states = self.states_beside(token)
        if not plural and is_office(token):
            return self._offices.of(token, states, self._phrase(token), self._plain(token))
        found = self._plural(token, lemma, states) if plural else ()
        if found or (plural and self._plurals.takes_up(token, lemma, states)):
            return found
        return self._organ(token, lemma, states, plural=plural)

    @staticmethod
    def _is_kind_of_thing(token: Token, lemma: str) -> bool:
        """Of "fighter jets", "the hostage deal": whether a noun before another only says what kind of thing it is."""
        kinds = table(FILE)["kinds_of_things"]
        things = kinds.get(lemma, ()) if isinstance(kinds, dict) and token.dep_ in MODIFIERS else ()
        return token.head.lemma_.lower() in things

    def shortened(self, token: Token) -> tuple[Reference, ...]:
        """The body named before whose long name a short one stands for: "the Forum"."""
        found = self._bodies.shortened(token, self._phrase(token))
        mention = self._article.mention_at(found[0].antecedent.start) if found and found[0].antecedent else None
        head = self._article.head_of(mention) if mention is not None and mention.code is None else None
        states = self.states_beside(head) if head is not None else ()
        return tuple(standing_for(one, self._phrase(token)) for one in states[:1]) or found

    def _plural(self, token: Token, lemma: str, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The two leaders; the Russian and French presidents; African countries."""
        found = self._plurals.of(token, lemma, states, self._phrase(token))
        if found or self._plurals.takes_up(token, lemma, states):
            return found
        if not states and (seated := self._leaders_seated(token, lemma)):
            return seated
        described = any(one.dep_ in ("amod", "compound") or one.lower_ == "all" for one in token.lefts)
        if not states and lemma in words(FILE, "blocs") and lemma not in words(FILE, "groups") and described:
            return self._group(token, states)
        return ()

    def _leaders_seated(self, token: Token, lemma: str) -> tuple[Reference, ...]:
        """The state in whose capital those are who lead it: "government leaders in Lusaka", not "world leaders"."""
        own = any(one.dep_ in ("amod", "compound") and one.lower_ in words(FILE, "governing") for one in token.lefts)
        return self._bodies.seated(token, self._phrase(token)) if own and lemma in words(FILE, "blocs") else ()

    def _organ(self, token: Token, lemma: str, states: tuple[Reference, ...], *, plural: bool) -> tuple[Reference, ...]:
        """Groups keep their words; organs and officials of a state stand for it."""
        phrase = self._phrase(token)
        if not states and not plural and (found := self._bodies.taken_up(token, phrase)):
            return found
        if not states and not plural and (found := self.shortened(token)):
            return found
        if not plural and lemma in words(FILE, "opposites") and (found := self._opposite(token, phrase)):
            return found
        own = words(FILE, "organs") | words(FILE, "offices")
        if lemma in words(FILE, "nationals") and len(states) == 1 and len(states[0].name) == ISO_CODE:
            return states
        if lemma in words(FILE, "groups"):
            return self._own_body(token, lemma, states) or self._group(token, states)
        return states if states and lemma in own else self._stateless_organ(token, lemma, phrase, plural=plural)

    def _stateless_organ(self, token: Token, lemma: str, phrase: Evidence, *, plural: bool) -> tuple[Reference, ...]:
        """Organs without a state beside them: a person's, the country named last, or by what is told around them."""
        if lemma in words(FILE, "organs") and (own := self._commander(token)):
            return own
        if lemma in words(FILE, "regimes") and not plural and (found := self._bodies.opposed(token, phrase)):
            return found
        if lemma in words(FILE, "governments") and not plural and (own := self._of_main_state(token, phrase)):
            return own
        titular = token.dep_ == "pobj" and token.head.lower_ == "of" and is_office(token.head.head)  # "heads of state"
        if lemma in words(FILE, "countries") and not plural and not titular and (found := self._country(token, phrase)):
            return found
        return self._unnamed_organ(token, phrase) if lemma in words(FILE, "organs") else ()

    def _country(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """Of "the country" the state named last; of "his country" that of whoever "he" or else the subject is."""
        own = next((one for one in possessors(token) if one.lower_ in ("his", "her")), None)
        if own is None:
            return self._named.last_state(token)
        verb = next((one for one in token.ancestors if is_verb(one)), None)
        heads = [one for one in subjects(verb) if token not in one.subtree] if verb is not None else []
        for found in (self._actor(own), *(self._actor(one) for one in heads if one.tag_ != "PRP")):
            homes = {self._company.home(one.name, one.state) for one in found}
            home = homes.pop() if len(homes) == 1 else None
            if home is not None and len(home) == ISO_CODE:
                return (self._named.state(home, phrase),)
        return ()

    def _of_main_state(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """Of "the government" in an article about one state: that state."""
        definite = self._named.publisher() is None and any(one.lower_ == "the" for one in token.lefts)
        code = self._company.main_state if definite else None
        bare = all(one.dep_ not in MODIFIERS for one in token.lefts)
        return (self._named.state(code, phrase),) if code is not None and bare else ()

    def _opposite(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """Of "Seoul blamed its neighbour": the other of the two states that the article is about."""
        owners = [one for own in possessors(token) if own.tag_ == "PRP$" for one in self._actor(own)]
        homes = {
            self._company.home(one.name, one.state) if one.kind is EntityKind.PERSON else one.name for one in owners
        }
        pair = self._company.states(token)
        others = [one for one in pair if one.name not in homes]
        if len(homes) != 1 or len(others) != 1 or len(pair) == 1 or any(one.dep_ in MODIFIERS for one in token.lefts):
            return ()
        return (standing_for(others[0], phrase),)

    def _own_body(self, token: Token, lemma: str, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The listed body whose fighters they are, or which the group is: "Hamas militants", "the group Hamas"."""
        bodies = [one for one in states if one.kind is EntityKind.ORGANIZATION]
        if lemma in words(FILE, "fighters") and len(states) == 1 and bodies:
            return states
        named = child(token, "appos") if token.tag_ not in PLURAL_TAGS else None
        mention = self._article.mention_of(named) if named is not None else None
        found = self._named.coded(mention) if mention is not None and mention.kind is EntityKind.ORGANIZATION else None
        return (found,) if found is not None else ()

    @staticmethod
    def _only_pointed(token: Token) -> bool:
        """Whether one group is only pointed at, so that nobody can tell which: "the group", "his party"."""
        if token.tag_ in PLURAL_TAGS or any(one.dep_ in MODIFIERS for one in token.lefts):
            return False
        if token.lemma_.lower() in words(FILE, "wholes"):
            return False
        return any(one.lower_ in ("the", "this", "that") or one.dep_ == "poss" for one in token.lefts)

    def _unnamed_organ(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The state of such an organ: by its seat, by what was named before, by the article's home."""
        seated = self._bodies.seated(token, phrase)
        before = seated or self._bodies.named_before(token, self.states_beside, phrase)
        return before or self._bodies.at_home(token, phrase)

    def _commander(self, token: Token) -> tuple[Reference, ...]:
        """Whose forces they are, where that is a person ("Gaddafi's troops"); an envoy is of that person's state."""
        owners = [one for own in possessors(token) if own.tag_ != "PRP$" for one in self._actor(own)]
        people = tuple(one for one in owners if one.kind is EntityKind.PERSON)
        if not people or token.lemma_.lower() not in words(FILE, "officials"):
            return people
        home = self._company.home(people[0].name, people[0].state)
        return (self._named.state(home, self._phrase(token)),) if home is not None and len(home) == ISO_CODE else people

    def states_beside(self, token: Token) -> tuple[Reference, ...]:
        """The states and bodies that stand before a noun or after "of": "Russian", "Russia's", "of Russia"."""
        near = [one for one in token.children if one.dep_ in ("amod", "compound", "nmod", "poss")]
        found: list[Token] = []
        for one in near:
            found += coordinated(one)
            found += [inner for inner in one.children if inner.dep_ in MODIFIERS]
        found = [one for one in found if not self._is_dealt_with(token, one)]
        speaks = token.lemma_.lower() in words(FILE, "speaks_for")
        found += prepositional(token, ("of", "from", "for") if speaks else ("of", "from"))
        references = []
        for one in found:
            mention = self._article.mention_of(one)
            if mention is not None and (named := self._named.coded(mention)) is not None:
                references.append(named)
            elif (half := self._named.half(one)) is not None:
                references.append(half)
            elif one.tag_ == "PRP$" or (speaks and mention is None and one.dep_ == "pobj"):
                references += [reference for reference in self._actor(one) if reference.kind is EntityKind.STATE]
        return tuple({reference.name: reference for reference in references}.values())

    def _is_dealt_with(self, token: Token, name: Token) -> bool:
        """Whether the plain name of a state says with what somebody deals: "a Spain expert", "our Spain envoy"."""
        mention = self._article.mention_of(name)
        if mention is None or mention.demonym or name.head != token or name.dep_ not in ("compound", "nmod"):
            return False
        if token.lemma_.lower() in words(FILE, "knowing"):
            return True
        others = [one for one in token.lefts if one != name and one.dep_ in ("compound", "amod", "nmod", "poss")]
        owned = any(one.dep_ == "poss" or self._article.mention_of(one) is not None for one in others)
        return owned and token.lemma_.lower() in words(FILE, "sent")

    def _group(self, token: Token, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        if self._only_pointed(token):
            return ()
        hint = states[0].state if len(states) == 1 else None
        return (Reference(evidence=self._phrase(token), name=self._plain(token), kind=EntityKind.GROUP, state=hint),)

    def _phrase(self, token: Token) -> Evidence:
        """The noun phrase without what follows its head."""
        lefts = [one for one in token.lefts if one.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "det")]
        return self._article.evidence(lefts[0].left_edge if lefts else token, token)

    def _plain(self, token: Token) -> str:
        """The noun phrase without its article, as a name."""
        lefts = [one for one in token.lefts if one.dep_ in MODIFIERS and one.lower_ not in words(FILE, "determiners")]
        first = lefts[0].left_edge if lefts else token
        if not lefts and token.dep_ in (*MODIFIERS, "npadvmod") and (side := faction(self._article, token)) is not None:
            return side.name  # "insurgent attacks" are by insurgents
        return self._article.evidence(first, token).quote

    def apposed(self, token: Token) -> tuple[Reference, ...]:
        """The people whose names follow a noun of office: "his counterpart, Li Zhaoxing", "candidates A and B"."""
        inside = child(token, "appos")
        heads = coordinated(inside) if inside is not None else self._behind_state(token)
        if not heads and token.lemma_.lower() in words(FILE, "offices") | words(FILE, "organs") | words(
            FILE, "people_nouns"
        ):
            edge = token.right_edge.i if token.right_edge.i < token.sent.end else token.i
            heads = [
                one for one in (self._named_at(token, token.i + 1), self._named_at(token, edge + 1)) if one is not None
            ][:1]
            heads = [two for one in heads for two in coordinated(one)]
        found = [self._article.mention_of(one) for one in heads]
        people = tuple(self._named.person(one) for one in found if one is not None and one.kind is EntityKind.PERSON)
        states = self.states_beside(token) if people else ()
        if people and _of_another(people[0], states):
            return ()  # "with his Sudanese counterpart, Kenya's minister X said"
        if len(states) != 1 or len(states[0].name) != ISO_CODE:
            return people
        return tuple(msgspec.structs.replace(one, state=one.state or states[0].state) for one in people)

    def _behind_state(self, token: Token) -> list[Token]:
        """Of "President of Senegal Macky Sall", which the parser takes for one name behind "of": the name."""
        lemma = token.lemma_.lower()
        for one in prepositional(token, ("of",)):
            mention = self._article.mention_of(one)
            if mention is not None and any(lemma in title.split() for title in mention.titles):
                return [one]
        named = name_behind(self._article, token)
        head = self._article.head_of(named) if named is not None else None
        return [head] if head is not None else []

    def _named_at(self, token: Token, index: int) -> Token | None:
        """The head of a person's name that begins at an index, after a comma perhaps."""
        doc = token.doc
        apart = index < len(doc) and doc[index].text == ","
        index += apart
        between = words(FILE, "before_names") | words(FILE, "title_parts")
        while index < len(doc) and doc[index].lower_ in between:
            index += 1
        if index >= len(doc):
            return None
        mention = self._article.mention_of(doc[index])
        if mention is None or mention.kind is not EntityKind.PERSON or mention.start != self._article.start(doc[index]):
            return None
        head = self._article.head_of(mention)
        next_clause = head is not None and head.dep_ in ("nsubj", "nsubjpass") and head.right_edge.i + 1 < len(doc)
        if apart and next_clause and head is not None and doc[head.right_edge.i + 1].text != ",":
            return None  # "According to the ministry, Putin will …"
        return head


def _of_another(person: Reference, states: tuple[Reference, ...]) -> bool:
    """Whether the words at a name give another state than those of the office before it."""
    codes = [one.name for one in states if len(one.name) == ISO_CODE]
    return bool(codes) and person.state is not None and person.state not in codes
