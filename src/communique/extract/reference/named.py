"""References for what is named: people, states, bodies and places, and those named last. Not for nouns and pronouns."""

from __future__ import annotations

import datetime
import re
from functools import cached_property, lru_cache

import msgspec
from spacy.tokens import Token

from communique.extract.article import Article, section, table, words
from communique.extract.reference.homonyms import Homonyms
from communique.extract.sources.labels import Labels
from communique.extract.tree import child
from communique.gazetteer import gazetteer
from communique.records import EntityKind, Evidence, Mention, Reference

ISO_CODE = 2
"""Letters of a state's code; other codes are those of bodies."""
PLACE_OF_DATELINE = re.compile(r"[^\W\d_][\w .'-]*?(?=,|/| \(|$)")
NEAR_STATE = 400
"""Characters that "the country" may look back for its name: about two paragraphs (tuned on train)."""


FOLLOWING = 30
"""Characters behind a name in which the next word stands."""
OURS = ("we", "our", "us")
LEAST_OURS = 3
"""Words in the first person plural outside quotations from which a text is somebody's own."""


def standing_for(reference: Reference, evidence: Evidence) -> Reference:
    """Other words for somebody named before: the reference at these words, with its naming words as antecedent."""
    return msgspec.structs.replace(reference, evidence=evidence, antecedent=reference.antecedent or reference.evidence)


@lru_cache(maxsize=1024)
def _official(outlet: str) -> str | None:
    """The state of an outlet whose name says that it is a government's: "Presidential Press Service (Kyiv)"."""
    parts = re.findall(r"[\w'’.-]+", outlet)
    if not {part.lower().removesuffix("'s").removesuffix("’s") for part in parts} & words("actors.toml", "official"):
        return None
    known = gazetteer()
    runs = [" ".join(parts[first:last]) for first in range(len(parts)) for last in range(first + 1, len(parts) + 1)]
    for run in sorted(runs, key=len, reverse=True):
        state = known.state_named(run)
        code = state.code if state is not None else known.state_of_adjective(run)
        city = known.city(run) if code is None else None
        home = known.state(city.state) if city is not None and city.state is not None else None
        if city is not None and home is not None and home.capital == city.name:
            code = home.code
        if code is not None:
            return code
    return None


class Named:
    """Makes references from the mentions of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def labels(self) -> Labels:
        """The turns of a transcript, and the author that the headline names."""
        return Labels(self.article, self)

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
        """A state by its code; a body by its short form, where whoever is home there has a body for a state."""
        if gazetteer().state(code) is None and gazetteer().organization(code) is not None:
            return Reference(evidence=evidence, name=code, kind=EntityKind.ORGANIZATION, antecedent=antecedent)
        return Reference(evidence=evidence, name=code, kind=EntityKind.STATE, state=code, antecedent=antecedent)

    def body(self, code: str, evidence: Evidence) -> Reference:
        """A listed body by its short form; a state's own forces, services and parliament are that state."""
        body = gazetteer().organization(code)
        if body is not None and body.of is not None and code in words("actors.toml", "state_bodies"):
            return self.state(body.of.removeprefix("state:"), evidence)
        if (home := self._publisher) is not None and home in self._at_home.get(evidence.quote, ()):
            return self.state(home, evidence)
        return Reference(evidence=evidence, name=code, kind=EntityKind.ORGANIZATION)

    @cached_property
    def _at_home(self) -> dict[str, list[str]]:
        """Names of bodies that states have one of, too, and those states; none that the article gives in full."""
        names = section("actors.toml", "home_bodies")
        bodies = [one for one in self.article.mentions.names if one.kind is EntityKind.ORGANIZATION]
        full = {one.code for one in bodies if one.text not in names}
        return {one.text: list(names[one.text]) for one in bodies if one.text in names and one.code not in full}

    def seated_body(self, mention: Mention) -> str | None:
        """The body that a capital stands for as an actor: in "Brussels said", whichever of those there is spoken of."""
        bodies = table("actors.toml")["seats_of_bodies"]
        seated = bodies.get(mention.text) if isinstance(bodies, dict) else None
        if seated is None:
            return None
        named = {one.code for one in self.article.mentions.names if one is not mention and not one.seat}
        if mention.code in named and not named & set(seated):
            return None
        return next((code for code in seated if code in named), str(seated[0]))

    def place(self, mention: Mention) -> Reference | None:
        """A place, a seat of government with it, or the country it is in, as a destination."""
        if mention.kind is EntityKind.PERSON or mention.demonym:
            return None
        evidence = self.article.mention_evidence(mention)
        if mention.kind is EntityKind.PLACE or (mention.seat and mention.kind is EntityKind.STATE):
            state = self._homonyms.state_of(mention)
            return Reference(evidence=evidence, name=mention.text, kind=EntityKind.PLACE, state=state)
        if mention.kind is EntityKind.STATE and mention.code:
            if (home := self._homonyms.state_of(mention)) not in (None, mention.code):
                return Reference(evidence=evidence, name=mention.text, kind=EntityKind.PLACE, state=home)
            return self.state(mention.code, evidence)
        return None

    @cached_property
    def _homonyms(self) -> Homonyms:
        return Homonyms(self.article)

    def coded(self, mention: Mention) -> Reference | None:
        """The state or body that a name, a demonym or a seat of government stands for."""
        if mention.code is None or mention.kind is EntityKind.PERSON or self._is_not_meant(mention):
            return None
        plain = mention.kind is EntityKind.STATE and not mention.demonym and not mention.seat
        if plain and self._homonyms.state_of(mention) != mention.code:
            return None
        evidence = self.article.mention_evidence(mention)
        if mention.kind is EntityKind.ORGANIZATION:
            return self.body(mention.code, evidence)
        if mention.kind is EntityKind.STATE or mention.seat or mention.demonym:
            return self.state(mention.code, evidence)
        return None

    def _is_not_meant(self, mention: Mention) -> bool:
        """Of "anti-Syrian lawmakers", "pro-Russian separatists", "U.S. $37 million": no act of that state's."""
        text = self.article.document.text
        prefixes = tuple(f"{prefix}-" for prefix in words("actors.toml", "taking_sides"))
        longest = max(map(len, prefixes))
        before = text[max(0, mention.start - longest) : mention.start].lower().endswith(prefixes)
        behind = text[mention.end : mention.end + 2].strip()
        return before or behind.startswith("$") or self.is_namesake(mention)

    def is_namesake(self, mention: Mention) -> bool:
        """Whether a name is that of another place than the state: "Georgia's governor", in an article about Atlanta."""
        behind_name = table("actors.toml")["namesakes"]
        if not isinstance(behind_name, dict) or mention.text not in behind_name:
            return False
        text = self.article.document.text
        behind = re.findall(r"\w+", text[mention.end : mention.end + FOLLOWING])
        following = next((one.lower() for one in behind if one != "s"), "")
        return following in behind_name[mention.text] or self._is_elsewhere(mention.text)

    def _is_elsewhere(self, name: str) -> bool:
        """Whether the article has names that belong to a namesake of a state."""
        near = table("actors.toml")["namesakes_near"]
        known = near.get(name, ()) if isinstance(near, dict) else ()
        return any(re.search(rf"\b{one}\b", self.article.document.text) for one in known)

    def of_place(self, token: Token) -> tuple[Reference, ...]:
        """The state of a place that the token names."""
        mention = self.article.mention_of(token)
        if mention is None or mention.kind is not EntityKind.PLACE or not mention.code:
            return ()
        return (self.state(mention.code, self.article.mention_evidence(mention)),)

    def modifiers(self, noun: Token) -> tuple[Reference, ...]:
        """The states and bodies before a noun: "Israeli-Palestinian", "U.S.-Russia", "African Union"."""
        near = [one for one in noun.children if one.dep_ in ("amod", "compound", "nmod", "poss")]
        near = [one for one in near if one.tag_ != "VBN"]  # "the Russian-held plant" is not Russian
        deeper = sorted({inner for one in near for inner in one.subtree}, key=lambda token: token.i)
        mentions = [mention for one in deeper if (mention := self.article.mention_of(one)) is not None]
        found = [reference for mention in mentions if (reference := self.coded(mention)) is not None]
        return tuple({reference.name: reference for reference in reversed(found)}.values())[::-1]

    def publisher(self) -> str | None:
        """The state whose government publishes the article itself: by its outlet, or by how a release opens."""
        return self._publisher

    @cached_property
    def _publisher(self) -> str | None:
        outlet = self.article.document.outlet or ""
        name = outlet.partition(" (")[0].lower().removeprefix("the ")
        known = section("actors.toml", "releases").get(name) or _official(outlet)
        if known is not None:
            return known
        opening = self.article.document.text.lstrip()
        openings = section("actors.toml", "openings").items()
        return next((code for start, code in openings if opening.startswith(start)), None) or self._own_voice

    @cached_property
    def _own_voice(self) -> str | None:
        """The state that opens the text with an act of its own and goes on as "we": "X condemns … We call on Y"."""
        title = self.article.document.title
        body = [one for one in self.article.sentences() if title is None or self.article.start(one[0]) >= title.end]
        if sum(one.lower_ in OURS and not self._is_quoted(one) for sentence in body for one in sentence) < LEAST_OURS:
            return None
        for verb in (one for sentence in body[:1] for one in sentence if one.dep_ == "ROOT" and one.tag_ == "VBZ"):
            own = child(verb, "nsubj")
            mention = self.article.mention_of(own) if own is not None else None
            performs = verb.lemma_.lower() in words("actors.toml", "performed")
            if performs and mention is not None and mention.kind is EntityKind.STATE and not mention.seat:
                return mention.code
        return None

    def _is_quoted(self, token: Token) -> bool:
        here = self.article.start(token)
        parts = (part for quotation in self.article.mentions.quotations for part in quotation.parts)
        return any(part.start <= here < part.end for part in parts)

    def day(self) -> datetime.date | None:
        """The first day on which the article may have been published."""
        published = self.article.document.published_at
        return published.earliest if published is not None else None

    @cached_property
    def _dateline_city(self) -> tuple[str, str] | None:
        place = PLACE_OF_DATELINE.match(self.article.document.dateline or "")
        city = gazetteer().city(place.group().strip()) if place is not None else None
        return (city.name, city.state) if city is not None and city.state is not None else None

    def dateline_city(self) -> tuple[str, str] | None:
        """The city that the dateline names, and its state."""
        return self._dateline_city

    def dateline_state(self) -> str | None:
        """The state of the place that the dateline names."""
        return self._dateline_city[1] if self._dateline_city is not None else None

    def bloc(self, token: Token) -> tuple[Reference, ...]:
        """The group of states that an adjective names: "Western sanctions"."""
        name = section("actors.toml", "bloc_names").get(token.text)
        return (Reference(evidence=self.article.evidence(token), name=name, kind=EntityKind.GROUP),) if name else ()

    def region(self, token: Token) -> Reference | None:
        """The group of states or the state that a point of the compass is: "the West", "the North"."""
        if token.text in words("actors.toml", "proper_blocs"):
            return Reference(evidence=self.article.evidence(token), name=token.text, kind=EntityKind.GROUP)
        return self.half(token)

    def half(self, token: Token) -> Reference | None:
        """The state that "the North" is, in an article that names it or its other half."""
        pointed = token.tag_.startswith("NNP") and any(one.lower_ == "the" for one in token.lefts)
        codes = [code for code, name in section("actors.toml", "halves").items() if pointed and name == token.text]
        if not codes:
            return None
        named, halved = {one.code for one in self.article.mentions.names}, section("actors.toml", "halved")
        found = [code for code in codes if named & set(halved[code].split())]
        return self.state(found[0], self.article.evidence(token)) if len(found) == 1 else None

    def other_party(self, token: Token, first: Reference) -> tuple[Reference, ...]:
        """Of a release's "our" ties: the first state before the token that is not the publisher's."""
        here = self.article.start(token)
        for mention in self.article.mentions.names:
            code = self.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
            if mention.start < here and code and code not in (first.name, first.state) and len(code) == ISO_CODE:
                return (self.state(code, self.article.mention_evidence(mention)),)
        return ()

    # Those named last

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
        """The state that "the country" stands for: the one named last, within the paragraph or the one before.

        In its own sentence one that is named by itself goes before one that only says whose somebody is: "Trump came
        to Seoul's partner Japan, the first US leader to visit the country".
        """
        another = any(one.lower_ in words("actors.toml", "neighbouring") for one in token.lefts)
        found = (() if another else self._plain_state(token)) or self.last_states(token, 1)
        return found if found and self.article.start(token) - found[0].evidence.start < NEAR_STATE else ()

    def _plain_state(self, token: Token) -> tuple[Reference, ...]:
        """The state named last in a token's sentence before it, if by itself, and not as who says something."""
        for one in reversed(token.doc[token.sent.start : token.i]):
            mention = self.article.mention_of(one)
            if mention is None or mention.code is None or mention.demonym:
                continue
            if mention.kind is not EntityKind.STATE and not (mention.seat and one.dep_ == "pobj"):
                continue
            speaks = one.dep_ == "nsubj" and one.head.lemma_.lower() in words("speech.toml", "cites")
            if one.dep_ not in ("compound", "amod", "nmod") and not speaks:
                return (self.state(mention.code, self.article.mention_evidence(mention)),)
        return ()
