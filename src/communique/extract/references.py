"""Which actor a word stands for, inside the article: names, titles, pronouns, organs of a state. Not for who that is in the world.

A reference that nothing in the article makes certain is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from spacy.tokens import Token

from communique.extract.article import Article, table, words
from communique.extract.tree import child, coordinated, is_verb, possessors, prepositional, subjects
from communique.records import EntityKind, Evidence, Mention, Reference

SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "both", "themselves", "theirs"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"we", "us", "our", "ours"})
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "some", "several", "many", "other", "all", "his", "her", "its", "their", "our"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
SUBORDINATE = frozenset({"vice", "deputy", "foreign", "assistant", "adviser", "advisor", "to", "former", "defense", "defence", "finance", "interior", "secretary"})
TITLE_PARTS = frozenset({"prime", "foreign", "defense", "defence", "vice", "finance", "interior", "trade", "deputy"})
LISTED = re.compile(r" of (?:the )?[A-Z][\w. ]{2,30}?(?:, and |, | and )(?=[A-Z])")
"""Between two people of a list who are each named with a state."""
ISO_CODE = 2
PEOPLE_NOUNS = frozenset({"candidate", "politician", "statesman", "rival", "successor", "predecessor"})


class Resolver:
    """Turns tokens into references, for one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._open: set[int] = set()

    def actors(self, tokens: Iterable[Token]) -> tuple[Reference, ...]:
        """Whom the tokens stand for, each once, in order."""
        found: dict[str, Reference] = {}
        for token in tokens:
            for reference in (*self.actor(token), *self._listed_after(token)):
                found.setdefault(reference.name, reference)
        return tuple(found.values())

    def actor(self, token: Token) -> tuple[Reference, ...]:
        """Whom one token (the head of its noun phrase) stands for as an actor."""
        if token.tag_ in ("PRP", "PRP$"):
            return self.pronoun(token)
        mention = self.article.mention_of(token)
        if mention is not None and (found := self._named(token, mention)):
            return found
        if mention is None or (mention.code is None and mention.kind in (EntityKind.PLACE, EntityKind.ORGANIZATION)):
            if self._acts_like_person(token):
                return (self._unknown(token),)
        if not self._is_verbal(token) and (apposed := self._apposed(token)):
            return apposed
        return self._common(token)

    @staticmethod
    def _is_verbal(token: Token) -> bool:
        return is_verb(token) or token.pos_ == "AUX"

    def _apposed(self, token: Token) -> tuple[Reference, ...]:
        """The people whose names follow a noun of office: "his counterpart, Li Zhaoxing", "candidates A and B"."""
        inside = child(token, "appos")
        heads = coordinated(inside) if inside is not None else []
        if not heads and token.lemma_.lower() in words("actors.toml", "offices") | words("actors.toml", "organs") | PEOPLE_NOUNS:
            edge = token.right_edge.i if token.right_edge.i < token.sent.end else token.i
            heads = [one for one in (self._named_at(token, token.i + 1), self._named_at(token, edge + 1)) if one is not None][:1]
            heads = [two for one in heads for two in coordinated(one)]
        found = [self.article.mention_of(one) for one in heads]
        people = tuple(self.person(one) for one in found if one is not None and one.kind is EntityKind.PERSON)
        states = self.states_beside(token) if people else ()
        if len(states) != 1 or len(states[0].name) != ISO_CODE:
            return people
        return tuple(msgspec.structs.replace(one, state=one.state or states[0].state) for one in people)

    def _named_at(self, token: Token, index: int) -> Token | None:
        """The head of a person's name that begins at an index, after a comma perhaps."""
        doc = token.doc
        if index < len(doc) and doc[index].text == ",":
            index += 1
        while index < len(doc) and doc[index].lower_ in ("visiting", "mr.", "dr.", "general", "president", "minister", "prime", "foreign"):
            index += 1
        if index >= len(doc):
            return None
        mention = self.article.mention_of(doc[index])
        if mention is None or mention.kind is not EntityKind.PERSON or mention.start != self.article.start(doc[index]):
            return None
        return self.article.head_of(mention)

    @staticmethod
    def _acts_like_person(token: Token) -> bool:
        """Whether a capitalised word that no list knows does what people do: "Tauran met", "Komuri said"."""
        if token.tag_ != "NNP" or token.dep_ != "nsubj" or not token.text.istitle() or len(token.text) < 4:
            return False
        alone = all(one.dep_ in ("relcl", "appos", "punct", "cc", "conj", "acl", "prep") for one in token.children)
        return alone and token.head.lemma_.lower() in words("actors.toml", "personal_verbs")

    def _unknown(self, token: Token) -> Reference:
        return Reference(evidence=self.article.evidence(token), name=token.text, kind=EntityKind.PERSON)

    def modifiers(self, noun: Token) -> tuple[Reference, ...]:
        """The states and bodies before a noun: "Israeli-Palestinian", "U.S.-Russia", "African Union"."""
        near = [one for one in noun.children if one.dep_ in ("amod", "compound", "nmod", "poss")]
        deeper = [inner for one in near for inner in one.subtree]
        found: dict[str, Reference] = {}
        for one in sorted(set(deeper), key=lambda token: token.i):
            mention = self.article.mention_of(one)
            if mention is None or mention.code is None or mention.kind is EntityKind.PERSON or (mention.kind is EntityKind.PLACE and not mention.seat):
                continue
            evidence = self.article.mention_evidence(mention)
            body = mention.kind is EntityKind.ORGANIZATION
            found.setdefault(
                mention.code,
                Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION) if body else self.state(mention.code, evidence),
            )
        return tuple(found.values())

    def _listed_after(self, token: Token) -> tuple[Reference, ...]:
        """The rest of "Presidents A of Poland, B of Latvia and C of Estonia", which the parser takes apart."""
        mention, found = self.article.mention_of(token), []
        text = self.article.document.text
        while mention is not None and mention.kind is EntityKind.PERSON:
            following = LISTED.match(text, mention.end)
            mention = self.article.mention_at(following.end()) if following is not None else None
            if mention is not None and mention.kind is EntityKind.PERSON:
                found.append(self.person(mention))
        return tuple(found) if len(found) > 1 else ()

    # Names

    def person(self, mention: Mention) -> Reference:
        """A person who is named."""
        person = self.article.person(mention)
        evidence = self.article.mention_evidence(mention)
        return Reference(
            evidence=evidence,
            name=person.name,
            kind=EntityKind.PERSON,
            antecedent=person.evidence if person.evidence != evidence else None,
            titles=person.titles,
            state=person.state,
        )

    def state(self, code: str, evidence: Evidence, antecedent: Evidence | None = None) -> Reference:
        """A state by its code."""
        return Reference(evidence=evidence, name=code, kind=EntityKind.STATE, state=code, antecedent=antecedent)

    def place(self, mention: Mention) -> Reference | None:
        """A place or the country it is in, as a destination."""
        if mention.kind is EntityKind.PERSON or mention.demonym:
            return None
        evidence = self.article.mention_evidence(mention)
        if mention.kind is EntityKind.PLACE:
            return Reference(evidence=evidence, name=mention.text, kind=EntityKind.PLACE, state=mention.code)
        if mention.kind is EntityKind.STATE and mention.code:
            return self.state(mention.code, evidence)
        return None

    def _named(self, token: Token, mention: Mention) -> tuple[Reference, ...]:
        evidence = self.article.mention_evidence(mention)
        if mention.kind is EntityKind.PERSON:
            return (self.person(mention),)
        if mention.kind is EntityKind.STATE or mention.seat:
            if mention.code is None or (mention.demonym and token.tag_ not in ("NNPS", "NNS", "NNP", "NN")):
                return ()
            return (self.state(mention.code, evidence),)
        if mention.kind is EntityKind.ORGANIZATION:
            if mention.code is None:
                return self._body(token, mention)
            return (Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION),)
        return ()

    def _body(self, token: Token, mention: Mention) -> tuple[Reference, ...]:
        """A body that only the model saw: a state's organ where a state stands beside it, else itself."""
        if mention.text.split()[-1].lower() in words("actors.toml", "not_bodies"):
            return ()
        states = self.states_beside(token)
        if states and token.lemma_.lower() in words("actors.toml", "organs"):
            return states
        return (Reference(evidence=self.article.mention_evidence(mention), name=mention.text, kind=EntityKind.ORGANIZATION),)

    # Common nouns

    def _common(self, token: Token) -> tuple[Reference, ...]:
        lemma = token.lemma_.lower()
        plural = token.tag_ in ("NNS", "NNPS", "CD", "DT")
        if lemma in words("actors.toml", "private"):
            return ()
        states = self.states_beside(token)
        if lemma in words("actors.toml", "offices") and not plural:
            return self._office(token, states)
        if plural and not states and lemma in words("actors.toml", "plurals") and self._anaphoric(token):
            return self._several(token, lemma)
        if plural and len(states) > 1 and lemma in words("actors.toml", "offices"):
            return self._holders(token, states)
        if lemma in words("actors.toml", "groups") and token.lemma_.lower() != "state":
            return self._group(token, states)
        if states and (lemma in words("actors.toml", "organs") or lemma in words("actors.toml", "offices")):
            return states
        if lemma in ("country", "nation", "government", "state") and not plural:
            return self.last_state(token)
        if plural and lemma in words("actors.toml", "blocs") and any(one.dep_ in ("amod", "compound") for one in token.lefts):
            return self._group(token, states)
        if lemma in words("actors.toml", "organs"):
            return self._named_before(token, lemma)
        return ()

    def _named_before(self, token: Token, lemma: str) -> tuple[Reference, ...]:
        """As in "the ministry": the state of the ministry that the article named before."""
        if not any(one.lower_ == "the" for one in token.lefts):
            return ()
        here = self.article.start(token)
        for doc in reversed(list(self.article.docs())):
            for one in reversed(doc):
                if one.lemma_.lower() == lemma and self.article.start(one) < here and (states := self.states_beside(one)):
                    evidence = self._phrase(token)
                    return tuple(msgspec.structs.replace(state, evidence=evidence, antecedent=state.evidence) for state in states[:1])
        return ()

    @staticmethod
    def _anaphoric(token: Token) -> bool:
        """As in "the two leaders", "both sides" take up people named before; "African leaders" do not."""
        return all(one.dep_ in ("det", "nummod", "predet", "poss") or one.lower_ in ("both", "other") for one in token.lefts)

    def bloc(self, token: Token) -> tuple[Reference, ...]:
        """As in "Western sanctions": the group of states that an adjective names."""
        names = table("actors.toml")["bloc_names"]
        name = names.get(token.text) if isinstance(names, dict) else None
        return (Reference(evidence=self.article.evidence(token), name=name, kind=EntityKind.GROUP),) if name else ()

    def other_party(self, token: Token, first: Reference) -> tuple[Reference, ...]:
        """Of a release's "our" ties: the first state before the token that is not the publisher's."""
        here = self.article.start(token)
        for mention in self.article.mentions.names:
            code = self.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
            if mention.start < here and code and code not in (first.name, first.state) and len(code) == 2:
                return (self.state(code, self.article.mention_evidence(mention)),)
        return ()

    def _holders(self, token: Token, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """As in "the Russian and French presidents": whom the article so titles, else their states."""
        title = " ".join(part for part in self._title(token).split() if part in TITLE_PARTS or part == token.lemma_.lower())
        found = []
        for state in states:
            people = [person for _, person in self.article.people() if person.state == state.name and any(_title_fits(title, known) for known in person.titles)]
            evidence = self._phrase(token)
            if people:
                found.append(Reference(evidence=evidence, name=people[0].name, kind=EntityKind.PERSON, antecedent=people[0].evidence, titles=people[0].titles, state=state.name))
            else:
                found.append(Reference(evidence=evidence, name=f"{state.evidence.quote} {title}", kind=EntityKind.PERSON, titles=(title,), state=state.name))
        return tuple(found)

    def states_beside(self, token: Token) -> tuple[Reference, ...]:
        """The states and bodies that stand before a noun or after "of": "Russian", "Russia's", "of Russia"."""
        near = [one for one in token.children if one.dep_ in ("amod", "compound", "nmod", "poss")]
        found: list[Token] = []
        for one in near:
            found += coordinated(one)
            found += [inner for inner in one.children if inner.dep_ in ("amod", "compound", "nmod")]
        found += prepositional(token, ("of", "from"))
        references = []
        for one in found:
            mention = self.article.mention_of(one)
            if mention is None or mention.code is None or mention.kind is EntityKind.PERSON:
                if one.tag_ == "PRP$":
                    references += [reference for reference in self.pronoun(one) if reference.kind is EntityKind.STATE]
                continue
            evidence = self.article.mention_evidence(mention)
            if mention.kind is EntityKind.ORGANIZATION:
                references.append(Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION))
            elif mention.kind is EntityKind.STATE or mention.seat or mention.demonym:
                references.append(self.state(mention.code, evidence))
        return tuple({reference.name: reference for reference in references}.values())

    def _office(self, token: Token, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """As in "the Egyptian president": the person whom the article so titles, else the description."""
        title = self._title(token)
        head = token.lemma_.lower()
        evidence = self._phrase(token)
        if not states and (release := self._release()) is not None and any(one.lower_ == "the" for one in token.lefts):
            states = (self.state(release, evidence),)
        if head == "counterpart":
            return self._counterpart(token, states, evidence)
        code = states[0].name if states else None
        for mention, person in reversed(list(self.article.people())):
            if mention.start > self.article.start(token) and code is None:
                continue
            if (code is None or person.state == code) and any(_title_fits(title, known) for known in person.titles):
                return (Reference(evidence=evidence, name=person.name, kind=EntityKind.PERSON, antecedent=person.evidence, titles=person.titles, state=person.state),)
        if code is None:
            return ()
        return (Reference(evidence=evidence, name=self._plain(token), kind=EntityKind.PERSON, titles=(title,), state=code),)

    def _counterpart(self, token: Token, states: tuple[Reference, ...], evidence: Evidence) -> tuple[Reference, ...]:
        """As in "his Chinese counterpart" holds the same office as he does."""
        if not states:
            return ()
        owners = [reference for own in possessors(token) for reference in self.actor(own) if reference.kind is EntityKind.PERSON]
        titles = owners[0].titles if owners else ()
        return (Reference(evidence=evidence, name=self._plain(token), kind=EntityKind.PERSON, titles=titles, state=states[0].name),)

    def _group(self, token: Token, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        hint = states[0].state if len(states) == 1 else None
        return (Reference(evidence=self._phrase(token), name=self._plain(token), kind=EntityKind.GROUP, state=hint),)

    def _several(self, token: Token, lemma: str) -> tuple[Reference, ...]:
        """As in "the two leaders", "both sides": those named last, people for words of office."""
        personal = lemma in words("actors.toml", "personal_plurals")
        found = self.last_people(token, 2) if personal else ()
        if len(found) < 2:
            found = self.last_states(token, 2) or found
        return tuple(msgspec.structs.replace(reference, evidence=self._phrase(token), antecedent=reference.antecedent or reference.evidence) for reference in found)

    def _title(self, token: Token) -> str:
        before = [one.lower_ for one in token.lefts if one.dep_ in ("amod", "compound", "nmod") and self.article.mention_of(one) is None]
        return " ".join([*before, token.lemma_.lower()])

    def _phrase(self, token: Token) -> Evidence:
        """The noun phrase without what follows its head."""
        lefts = [one for one in token.lefts if one.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "det")]
        return self.article.evidence(lefts[0].left_edge if lefts else token, token)

    def _plain(self, token: Token) -> str:
        """The noun phrase without its article, as a name."""
        lefts = [one for one in token.lefts if one.dep_ in ("amod", "compound", "nmod") and one.lower_ not in ARTICLES]
        first = lefts[0].left_edge if lefts else token
        return self.article.evidence(first, token).quote

    # Pronouns

    def pronoun(self, token: Token) -> tuple[Reference, ...]:
        """Whom a pronoun stands for: the subject of its own sentence before it, then of the sentences before."""
        start = self.article.start(token)
        if start in self._open:
            return ()
        self._open.add(start)
        found = self._pronoun(token)
        self._open.discard(start)
        return found

    def _pronoun(self, token: Token) -> tuple[Reference, ...]:
        word = token.lower_
        evidence = self.article.evidence(token)
        if word in SINGULAR:
            found = self._last_person(token)
            return (msgspec.structs.replace(found, evidence=evidence, antecedent=found.antecedent or found.evidence),) if found else ()
        if word in PLURAL:
            several = self._plural_subject(token) or self.last_people(token, 2)
            return tuple(msgspec.structs.replace(one, evidence=evidence, antecedent=one.antecedent or one.evidence) for one in several)
        if word in NEUTER:
            return tuple(msgspec.structs.replace(one, evidence=evidence, antecedent=one.antecedent or one.evidence) for one in self._neuter(token))
        if word in FIRST:
            return self._first(evidence)
        return ()

    def _release(self) -> str | None:
        """The state whose government publishes the article itself."""
        releases = table("actors.toml")["releases"]
        return releases.get(self.article.document.outlet or "") if isinstance(releases, dict) else None

    def _first(self, evidence: Evidence) -> tuple[Reference, ...]:
        """As in "we" in a government's own release is that government."""
        code = self._release()
        return (self.state(code, evidence),) if code else ()

    def _last_person(self, token: Token) -> Reference | None:
        barred = {self.article.start(one) for one in self._co_arguments(token)}
        here = self.article.start(token)
        sentence = token.sent
        first, last = self.article.start(sentence[0]), self.article.end(sentence[-1])
        before, after = [], []
        female = token.lower_ in FEMALE
        for mention, person in self.article.people():
            head = self.article.head_of(mention)
            if not self._may_be(person.name, female):
                continue
            if head is None or self.article.start(head) in barred:
                continue
            if self._only_quoted(mention.start, here):
                continue
            if mention.start < here:
                before.append((mention, head))
            elif mention.start < last:
                after.append((mention, head))
        main = [(mention, head) for mention, head in after if head.dep_ == "nsubj" and head.head.dep_ == "ROOT" and self._fronted(token, head)]
        if main:
            return self.person(main[0][0])
        same = [(mention, head) for mention, head in before if mention.start >= first]
        chosen = self._prefer_subject(same) or self._prefer_subject(self._previous(before, first))
        return self.person(chosen) if chosen is not None else None

    def _only_quoted(self, start: int, here: int) -> bool:
        """Whether a name stands in a quotation that the pronoun is outside of: whom a speaker names is not the speaker."""
        parts = (part for quotation in self.article.mentions.quotations for part in quotation.parts)
        return any(part.start <= start < part.end and not part.start <= here < part.end for part in parts)

    @staticmethod
    def _may_be(name: str, female: bool) -> bool:
        """Whether a pronoun's gender suits a name: "she" wants a woman's first name or a bare surname, "he" none such."""
        named_female = name.split()[0] in words("actors.toml", "female_names")
        return named_female or " " not in name if female else not named_female

    def _previous(self, before: list[tuple[Mention, Token]], first: int) -> list[tuple[Mention, Token]]:
        """The mentions of the nearest earlier sentence that names anybody, within some sentences' reach."""
        earlier = [(mention, head) for mention, head in before if mention.start < first]
        if not earlier or first - earlier[-1][0].start > 700:
            return []
        sentence = earlier[-1][1].sent
        return [(mention, head) for mention, head in earlier if head.sent == sentence]

    @staticmethod
    def _prefer_subject(candidates: list[tuple[Mention, Token]]) -> Mention | None:
        subjects_ = [mention for mention, head in candidates if head.dep_ in ("nsubj", "nsubjpass")]
        if subjects_:
            return subjects_[0]
        return candidates[-1][0] if candidates else None

    @staticmethod
    def _fronted(token: Token, subject: Token) -> bool:
        """Whether the pronoun stands in a phrase before the main clause's subject."""
        verb = subject.head
        return token.i < subject.i and not any(one == verb and token.dep_ in ("nsubj",) for one in (token.head,)) and verb.is_ancestor(token)

    def _co_arguments(self, token: Token) -> list[Token]:
        """Those whom a pronoun cannot be, because they do something to it in the same clause."""
        if token.dep_ in ("poss",):
            return []
        verb = token.head
        while verb.dep_ in ("prep", "pobj", "agent", "dative") and verb.head != verb:
            verb = verb.head
        if not is_verb(verb):
            return []
        others = subjects(verb) + [one for one in verb.children if one.dep_ in ("dobj", "dative", "pobj")]
        for one in verb.children:
            if one.dep_ in ("prep", "agent", "dative"):
                others += [inner for inner in one.children if inner.dep_ == "pobj"]
        return [one for one in others if one != token]

    def _plural_subject(self, token: Token) -> tuple[Reference, ...]:
        """The nearest earlier coordinated or plural subject."""
        doc = token.doc
        for one in reversed(doc[: token.i]):
            if one.dep_ not in ("nsubj", "nsubjpass") or one.tag_ in ("PRP", "WP", "WDT"):
                continue
            members = coordinated(one)
            if len(members) > 1 or one.tag_ in ("NNS", "NNPS"):
                found = self.actors(members)
                if found:
                    return found
        return ()

    def _neuter(self, token: Token) -> tuple[Reference, ...]:
        """As in "it", "its": the subject of the clause above or before, where it is a state or a body."""
        verb = next((one for one in token.ancestors if is_verb(one)), None)
        tried = 0
        while verb is not None and tried < 4:
            for one in subjects(verb):
                if one == token or one.tag_ == "PRP":
                    continue
                found = tuple(reference for reference in self.actor(one) if reference.kind in (EntityKind.STATE, EntityKind.ORGANIZATION))
                if found:
                    return found[:1]
            verb = next((one for one in verb.ancestors if is_verb(one)), None)
            tried += 1
        return self.last_subject_state(token)

    # Those named last

    def last_people(self, token: Token, count: int) -> tuple[Reference, ...]:
        """The last ``count`` different people named before the token, in order of the text."""
        found: dict[str, Reference] = {}
        here = self.article.start(token)
        for mention, person in reversed(list(self.article.people())):
            if mention.start < here and person.name not in found:
                found[person.name] = self.person(mention)
            if len(found) == count:
                break
        return tuple(reversed(found.values())) if len(found) == count else ()

    def last_states(self, token: Token, count: int) -> tuple[Reference, ...]:
        """The last ``count`` different states named before the token."""
        found: dict[str, Reference] = {}
        here = self.article.start(token)
        for mention in reversed(self.article.mentions.names):
            if mention.start < here and mention.code and mention.kind is EntityKind.STATE and mention.code not in found:
                found[mention.code] = self.state(mention.code, self.article.mention_evidence(mention))
            if len(found) == count:
                break
        return tuple(reversed(found.values())) if len(found) == count else ()

    def last_state(self, token: Token) -> tuple[Reference, ...]:
        """As in "the country": the state named last, within the paragraph or the one before."""
        found = self.last_states(token, 1)
        return found if found and self.article.start(token) - found[0].evidence.start < 400 else ()

    def last_subject_state(self, token: Token) -> tuple[Reference, ...]:
        """The state or body that was the subject of an earlier sentence of the paragraph."""
        for one in reversed(token.doc[: token.sent.start]):
            if one.dep_ in ("nsubj", "nsubjpass") and one.tag_ not in ("PRP", "WP", "WDT"):
                found = tuple(reference for reference in self.actor(one) if reference.kind in (EntityKind.STATE, EntityKind.ORGANIZATION))
                if found:
                    return found[:1]
        return ()


def _title_fits(wanted: str, known: str) -> bool:
    """Whether the words of one title are all in the other, with the same head."""
    first, second = wanted.replace("-", " ").split(), known.replace("-", " ").split()
    if not first or not second:
        return False
    if first[-1] == "leader":
        return True
    if len(first) > 1:
        return set(first) <= set(second)
    return second == first or (second[-1] == first[0] and not SUBORDINATE & set(second))
