"""Who says so: the source that the article cites for a claim, and the speaker of a quotation. Not for what is said."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.reference.office_words import is_office
from communique.extract.reference.references import Resolver
from communique.extract.sources.naming import acronym, beside_name, full_name, holder, is_the, told_by
from communique.extract.sources.tags import (
    according,
    cites,
    equated,
    imparts,
    is_aside,
    is_charge,
    is_news,
    is_regional,
    is_tag,
    is_withheld,
    owns_up,
    quoted_as_saying,
    quoted_by,
    tags_of,
    wordings,
)
from communique.extract.sources.writings import Writings, is_told_before
from communique.extract.tree import (
    agents,
    child,
    is_parted,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
)
from communique.records import EntityKind, Reference

FILE = "speech.toml"
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "DT", "PRP$", "CC"})
"""Tags of the words that may name a source behind a comma."""


class Attribution:
    """Finds sources in one article."""

    def __init__(self, article: Article, resolver: Resolver) -> None:
        self.article = article
        self.resolver = resolver
        self._writings = Writings(article, resolver)

    def sources(self, trigger: Token) -> tuple[Reference, ...]:
        """Who is cited for what ``trigger`` tells; nobody where the outlet says it in its own voice."""
        found = self._above(trigger) or self._announced(trigger) or self._according(trigger)
        return found or self._trailing(trigger)

    def saying(self, trigger: Token) -> Token | None:
        """The verb of saying in whose clause a trigger stands, or that stands beside it as a tag."""
        below = trigger
        for one in trigger.ancestors:
            if below.dep_ == "relcl":
                return None
            if cites(one) and self._carries(one, below) and not is_withheld(one):
                return one
            below = one
        return next(tags_of(trigger), None)

    def announcer(self, verb: Token) -> tuple[Reference, ...]:
        """Who announces or confirms an event that is the verb's object, and so is cited for it."""
        return self._speakers_of(verb) if verb.lemma_.lower() in words(FILE, "announces") else ()

    def vouching(self, token: Token) -> tuple[Reference, ...]:
        """Whoever agrees, believes or thinks what a token's clause says, where nobody is cited for it."""
        below = token
        for one in token.ancestors:
            if is_verb(one) and one.lemma_.lower() in words(FILE, "vouches") and below.dep_ == "ccomp":
                return self._speakers_of(one)
            below = one
        return ()

    def cited(self, token: Token) -> tuple[Reference, ...]:
        """The source that "according to" names in the token's sentence."""
        return self._according(token)

    def speaker(self, token: Token) -> tuple[Reference, ...]:
        """Whom the token names as one who speaks: an actor, or a source that is cited by its kind."""
        if self._is_channel(token):
            return self.resolver.states_beside(token)
        return self.resolver.actor(token) or self._author(token) or self._issuer(token) or self._unnamed(token)

    def _cited(self, token: Token) -> tuple[Reference, ...]:
        """Whom the token names as a source of what is reported: a medium too, and a name that no list knows."""
        if self._is_channel(token) or token.lemma_.lower() in words(FILE, "media") or is_news(token):
            return self._medium(token)
        if token.lemma_.lower() in words(FILE, "sources") and is_regional(token):
            return self.resolver.states_beside(token) or (self._described(token),)
        if is_told_before(token) and not self._author(token):
            return self._issuer(token)  # a statement of nobody's is no source
        return self.speaker(token) or self.title(token)

    def _is_channel(self, token: Token) -> bool:
        mention = self.article.mention_of(token)
        return mention is not None and mention.text.lower() in words(FILE, "channels")

    def _medium(self, token: Token) -> tuple[Reference, ...]:
        """A newspaper, a channel or "Chinese state media": under its own name, which is no state's."""
        if (short := acronym(token)) is not None:
            return (self._by_own_name(short),)
        proper = [one for one in token.children if one.tag_ in ("NNP", "NNPS")]
        names = [one for one in proper if one.dep_ == "appos" or (one.i < token.i and one.dep_ in ("compound", "nmod"))]
        mention = self.article.mention_of(names[-1]) if names else None
        if mention is not None and mention.kind is EntityKind.ORGANIZATION:
            evidence = self.article.mention_evidence(mention)
            named = is_the(token) and token.lemma_.lower() in words(FILE, "papers")
            name = mention.code or f"{'The ' if named else ''}{mention.text}".replace("The The", "The")
            return (Reference(evidence=evidence, name=name, kind=EntityKind.ORGANIZATION),)
        if names and mention is None and token.tag_ not in ("NNP", "NNPS"):
            return (self._by_own_name(names[-1]),)
        return (self._described(token),)

    def _by_own_name(self, token: Token) -> Reference:
        """A medium that no list knows, by its name: "the Bild newspaper", "Bloomberg News"."""
        first = min([token, *(one for one in token.lefts if one.dep_ == "compound")], key=lambda one: one.i)
        evidence = self.article.evidence(first, token)
        return Reference(evidence=evidence, name=evidence.quote, kind=EntityKind.ORGANIZATION)

    def title(self, token: Token) -> tuple[Reference, ...]:
        """A name that no list knows, as the subject of a verb of saying: "The Kommersant reports"."""
        if token.tag_ not in ("NNP", "NNPS") or token.dep_ not in ("nsubj", "pobj"):
            return ()
        if token.lower_ in words(FILE, "headings"):
            return ()
        evidence = self.article.evidence(*full_name(token))
        return (Reference(evidence=evidence, name=evidence.quote, kind=EntityKind.ORGANIZATION),)

    def _described(self, token: Token) -> Reference:
        """Somebody or something without a name, as the text describes it: "senior aide to Mahmoud Abbas"."""
        if token.lemma_.lower() in words(FILE, "writings"):
            own = self.article.evidence(token)
            return Reference(evidence=own, name=token.text.lower(), kind=EntityKind.GROUP)
        owner = child(token, "poss")
        owners = self.resolver.actors([owner]) if owner is not None else ()
        unknown = owner if owner is not None and not owners else None
        left = next((one for one in token.lefts if one.dep_ not in ("det", "poss", "case", "punct", "nummod")), token)
        whole = left.left_edge if left != token else left
        first = whole if unknown is None else unknown
        evidence = self.article.evidence(first if first.i < token.i else token, token)
        name = evidence.quote if evidence.quote.split()[0][0].isupper() else evidence.quote.lower()
        if owners:
            name = f"{owners[0].name}'s {token.text.lower()}"
        for one in token.children:
            inner = child(one, "pobj") if one.dep_ == "prep" and one.lower_ in ("to", "of", "for", "from") else None
            behind = self.resolver.actor(inner) if inner is not None and not owners else ()
            place = inner is not None and one.i == token.i + 1 and one.lower_ == "of" and inner.tag_.startswith("NN")
            if behind or (place and not owners):  # "governor of Kharkiv", "chief of staff"
                name = f"{name} {one.lower_} {behind[0].name if behind or inner is None else inner.text}"
                break
        return Reference(evidence=evidence, name=name, kind=EntityKind.GROUP)

    def _author(self, token: Token) -> tuple[Reference, ...]:
        """Who stands behind a statement, a report or a letter that speaks."""
        lemma = token.lemma_.lower()
        if lemma not in words(FILE, "reports") and lemma not in words(FILE, "authored"):
            return ()
        tokens = possessors(token) + prepositional(token, ("by", "from", "of"))
        tokens = tokens or (prepositional(token.head, ("by", "from")) if token.dep_ == "dobj" else [])
        authors = self.resolver.actors(tokens) or tuple(one for inner in tokens for one in self._unnamed(inner))
        authors = authors or self.resolver.states_beside(token)
        return authors or (self._writings.writer_of(token) if lemma in words(FILE, "letters") else ())

    def _issuer(self, token: Token) -> tuple[Reference, ...]:
        """Who stands behind a statement of which the article told before: "the statement said"."""
        if not is_told_before(token):
            return ()
        issuing = self._writings.issuing(token)
        if issuing is None:
            return self._last_cited(token)
        return self._speakers_of(issuing) if is_verb(issuing) else self._author(issuing)

    def _last_cited(self, token: Token) -> tuple[Reference, ...]:
        """Whoever is cited for the last sentence before that has a source, with a name or for a state."""
        here = self.article.start(token.sent[0])
        before = [one for one in self.article.sentences() if self.article.start(one[0]) < here]
        for sentence in reversed(before):
            found = self._source_of(sentence.root) or self.sources(sentence.root)
            if found:
                return tuple(one for one in found if one.kind is not EntityKind.GROUP or one.state)
        return ()

    def _unnamed(self, token: Token) -> tuple[Reference, ...]:
        """Officials, witnesses and media: the state beside them, else their own word."""
        lemma = token.lemma_.lower()
        if lemma not in words(FILE, "sources"):
            return ()
        states = self.resolver.states_beside(token) or self._of_office(token)
        if not states and lemma in words(FILE, "organs") and child(token, "poss") is None:
            states = self.resolver.last_state(token)
        return states or (self._described(token),)

    def _of_office(self, token: Token) -> tuple[Reference, ...]:
        """The state for which "the president's office" or "his ministry" speaks; an office keeps a name before it."""
        owner, lemma = child(token, "poss"), token.lemma_.lower()
        if owner is None or self.article.mention_of(owner) is not None:
            return ()
        organ = lemma in words(FILE, "organs") and owner.tag_ == "PRP$"
        if not organ and not (lemma == "office" and is_office(owner)):
            return ()
        people = [one for one in self.resolver.actor(owner) if one.kind is EntityKind.PERSON]
        codes = [self.resolver.home(one) for one in people]
        found = tuple(self.resolver.state(code, self.article.evidence(token)) for code in codes[:1] if code)
        return found or (() if organ else self.resolver.last_state(token))

    def reader_of(self, token: Token) -> tuple[Reference, ...]:
        """To whom a letter goes that the token names."""
        return self._writings.reader_of(token)

    def named_before(self, verb: Token) -> list[Token]:
        """The person whose name stands right before a verb to which the parser gives no subject."""
        index = verb.i - 1
        while index > verb.sent.start and (verb.doc[index].tag_ in ("MD", "RB") or verb.doc[index].pos_ == "AUX"):
            index -= 1
        index -= index > verb.sent.start and verb.doc[index].text == ","
        mention = self.article.mention_of(verb.doc[index]) if index >= verb.sent.start else None
        return [verb.doc[index]] if mention is not None and mention.kind is EntityKind.PERSON else []

    def is_speech(self, verb: Token) -> bool:
        """Whether a verb may carry reported speech."""
        lemma = verb.lemma_.lower()
        if not is_verb(verb):
            return False
        known = lemma in words(FILE, "verbs") or lemma in words(FILE, "manner")
        return known or (lemma in words(FILE, "backed") and any(one.lower_ == "back" for one in verb.children))

    def _above(self, trigger: Token) -> tuple[Reference, ...]:
        """The nearest speech verb in whose clause the trigger stands."""
        below = trigger
        nobody: tuple[Reference, ...] = ()
        for one in trigger.ancestors:
            if below.dep_ == "relcl" or (below.dep_ == "ccomp" and self._is_other_news(trigger, one)):
                break  # what a relative clause adds, the outlet says itself
            found = self._expressed(one, below)
            carries = cites(one) and self._carries(one, below)
            told = carries or imparts(one, trigger) or is_charge(one, below) or owns_up(one, below)
            if told and not is_withheld(one) and not (carries and is_aside(trigger, below)):
                found = self._speakers_of(one)
            if any(reference.kind is not EntityKind.GROUP or reference.state for reference in found):
                return found
            nobody = nobody or found
            below = one
        return nobody or self._parenthesis(trigger) or self._told_on(trigger)

    def _expressed(self, noun: Token, below: Token) -> tuple[Reference, ...]:
        """Whose hope or regret it is that something be: "expressed confidence that the visit would"."""
        if below.dep_ == "ccomp" and (owners := self.resolver.actors(equated(noun))):
            return owners
        if noun.lemma_.lower() not in words(FILE, "utterances") or below.dep_ not in ("acl", "ccomp"):
            return ()
        owners = self.resolver.actors(possessors(noun))
        return owners or (self._speakers_of(noun.head) if noun.dep_ == "dobj" and is_verb(noun.head) else ())

    def _told_on(self, trigger: Token) -> tuple[Reference, ...]:
        """The source of the sentence before, where the tense shows that it goes on: "He said … The visit would …"."""
        top = trigger if is_verb(trigger) else next((one for one in trigger.ancestors if is_verb(one)), None)
        root = trigger.sent.root
        if top is None or root not in (top, *top.ancestors) or trigger.sent.start == 0:
            return ()
        sentence, shifted = trigger.sent, words(FILE, "shifted")
        while sentence.start and any(one.dep_ == "aux" and one.lower_ in shifted for one in sentence.root.children):
            sentence, shifted = trigger.doc[sentence.start - 1].sent, words(FILE, "future_in_past")
            if source := self._source_of(sentence.root):
                return source
        return ()

    def _source_of(self, root: Token) -> tuple[Reference, ...]:
        """Who says a sentence: the subject of its main verb of saying, or of a tag."""
        if cites(root) and root.tag_ == "VBD" and child(root, "ccomp") is not None:
            return self._speakers_of(root)
        tag = next((one for one in root.children if is_tag(one) and one.tag_ == "VBD"), None)
        return self._speakers_of(tag) if tag is not None else ()

    def _is_other_news(self, trigger: Token, later: Token) -> bool:
        """Whether a headline parts two pieces of news: "Envoy to visit Oslo; harvest may fail, farmers say"."""
        title = self.article.document.title
        return title is not None and self.article.start(trigger) < title.end and is_parted(trigger, later)

    @staticmethod
    def _carries(verb: Token, below: Token) -> bool:
        """Whether what stands below a speech verb is what is said: its clause, or the event that it announces."""
        if below.dep_ == "xcomp":
            return is_passive(verb)
        if below.dep_ == "dobj":
            if below.lemma_.lower() in words("visits.toml", "invitations"):
                return False  # whoever confirms an invitation invites
            return verb.lemma_.lower() in words(FILE, "announces")
        return below.dep_ in ("ccomp", "parataxis")

    def _speakers_of(self, verb: Token) -> tuple[Reference, ...]:
        quoting = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else None
        if quoting is not None and quoting.lemma_.lower() in words(FILE, "quoting"):
            tokens = objects(quoting)  # "agencies quoted him as saying", "was quoted as saying"
        elif (cited := quoted_by(verb)) is not None:
            tokens = cited
        else:
            tokens = agents(verb) if is_passive(verb) else logical_subjects(verb)
        tokens = tokens + [one for token in tokens for one in beside_name(token)]
        found = [reference for token in tokens for reference in self._cited(token)]
        return tuple({reference.name: reference for reference in found}.values())

    def _trailing(self, trigger: Token) -> tuple[Reference, ...]:
        """The source behind the last comma, where the parser does not see the verb: "…, TASS and state media said"."""
        sentence = trigger.sent
        comma = next((one for one in reversed(sentence) if one.text == "," and one.i > trigger.i), None)
        if comma is None or self._is_other_news(trigger, comma):
            return ()
        tail = [one for one in sentence if one.i > comma.i]
        first = next((one for one in tail if is_verb(one) or one.pos_ == "AUX"), None)
        verb = told_by(first) if first is not None else None
        if first is None or verb is None or verb.lemma_.lower() not in words(FILE, "cites"):
            return ()
        named = [one for one in tail if one.i < first.i]
        rest = [one for one in tail if one.i > verb.i and not one.is_punct]
        if any(one.tag_ not in NOMINAL and one.lower_ != "of" for one in named) or any(is_verb(one) for one in rest):
            return ()
        heads = [one for one in named if one.tag_.startswith("N") and one.nbor().tag_ in ("CC", first.tag_)]
        found = [reference for one in heads for reference in self._cited(holder(one))]
        return tuple({reference.name: reference for reference in found}.values())

    def _parenthesis(self, trigger: Token) -> tuple[Reference, ...]:
        """A speech verb with a subject beside the trigger's clause: "…, the Kremlin said, …", "by Kyiv's count"."""
        for one in (*trigger.children, *(low for low in trigger.head.children if trigger.dep_ == "xcomp")):
            saying = quoted_as_saying(one)
            if saying is not None:
                return self._speakers_of(saying)
        for tag in tags_of(trigger):
            if found := self._speakers_of(tag):
                return found
        return tuple(found for token in wordings(trigger) for found in self._cited(token))

    def _announced(self, trigger: Token) -> tuple[Reference, ...]:
        """Behind a noun of report: "reports of a visit", "the ministry's confirmation that …"; a title is no report."""
        title = self.article.document.title
        if title is not None and self.article.start(trigger) < title.end:
            return ()
        for one in trigger.ancestors:
            if not one.tag_.startswith("N") or one.lemma_.lower() not in words(FILE, "reports"):
                continue
            tokens = possessors(one) + prepositional(one, ("by", "from"))
            found = self.resolver.actors(tokens) or self.resolver.states_beside(one)
            if found:
                return found
            if one.lemma_.lower() == "report":
                evidence = self.article.evidence(one)
                return (Reference(evidence=evidence, name=one.text.lower(), kind=EntityKind.GROUP),)
        return ()

    def _according(self, trigger: Token) -> tuple[Reference, ...]:
        """Whom the words around the trigger cite with "according to"."""
        return tuple(found for token in according(trigger) for found in self._cited(token))


def without(references: tuple[Reference, ...], others: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references that name none of the others."""
    names = {other.name for other in others}
    return tuple(reference for reference in references if reference.name not in names)


def without_places(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references that may do something, which places do not."""
    return tuple(one for one in references if one.kind is not EntityKind.PLACE)


def without_own(
    resolver: Resolver, sources: tuple[Reference, ...], actors: tuple[Reference, ...]
) -> tuple[Reference, ...]:
    """The sources that neither are among the actors nor speak for a state that is: their words are the act itself."""
    names = {actor.name for actor in actors}
    return tuple(one for one in sources if one.name not in names and resolver.home(one) not in names)


def unique(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Each name once, the first kept."""
    return tuple({reference.name: reference for reference in references}.values())
