"""Words of office in a noun phrase without a name: which office it is and its whole title. Not for who holds it."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import Article, section, table, words
from communique.offices import roles_of_title
from communique.records import EntityKind, Mention

FILE = "actors.toml"
MODIFIERS = ("amod", "compound", "nmod")


HEADS = ("head", "heads")
"""Of a state or a government: with these words a title of its own."""
FURTHEST = 12
"""Tokens from an office to the name of its holder: the longest names of bodies in between."""
BEHIND_OFFICE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "IN", "CC"})
"""Tags of the words that name the body or the state of an office."""


def office_head(token: Token) -> str:
    """The lemma of a noun, or the whole office where a hyphen divides it ("secretary-general", "president-elect")."""
    if token.i > token.sent.start + 1 and token.nbor(-1).text == "-":
        whole = f"{token.nbor(-2).lower_}-{token.lower_}"
        if whole in words(FILE, "hyphened"):
            return whole
    if token.i + 2 < len(token.doc) and token.whitespace_ == "" and token.nbor().text == "-":
        whole = f"{token.lower_}-{token.nbor(2).lower_}"
        if whole in words(FILE, "hyphened"):
            return whole
    if token.i > token.sent.start and f"{token.nbor(-1).lower_} {token.lower_}" in words(FILE, "spaced"):
        return f"{token.nbor(-1).lower_} {token.lower_}"
    return token.lemma_.lower()


def is_office(token: Token) -> bool:
    """Whether a noun names an office of which a state or a body has one holder."""
    head = office_head(token)
    qualified = table(FILE)["qualified"]
    if isinstance(qualified, dict) and head in qualified:
        return any(one.lower_ in qualified[head] for one in token.lefts)
    return head in words(FILE, "offices")


def office_title(article: Article, token: Token) -> str:
    """The title of an office: the words of office before its head, with the head."""
    head = office_head(token)
    if token.lower_ in HEADS and token.i + 2 < len(token.doc) and token.nbor().lower_ == "of":
        led = token.nbor(2).lower_
        head = f"{head} of {led}" if led in words(FILE, "headed") else head
    parts = words(FILE, "title_parts") | words(FILE, "other_offices")
    before = [
        one.lower_
        for one in token.lefts
        if one.dep_ in MODIFIERS and one.lower_ in parts and one.lower_ not in head and article.mention_of(one) is None
    ]
    return " ".join([*before, head])


def title_fits(wanted: str, known: str) -> bool:
    """Whether the words of one title are all in the other, with the same head."""
    first, second = wanted.replace("-", " ").split(), known.replace("-", " ").split()
    if not first or not second:
        return False
    if first[-1] == "leader" and set(first) <= {"leader", "top"}:
        return bool({"leader", *words(FILE, "leading")} & set(second)) and not words(FILE, "subordinate") & set(second)
    if any(one == known or known.endswith(f" {one}") for one in section(FILE, "other_names").get(wanted, ())):
        return True
    if len(first) > 1:
        other = words(FILE, "other_offices") & set(second) - set(first)
        return set(first) <= set(second) and not other
    if first == ["minister"] and "prime" in second:
        return False
    return second == first or (second[-1] == first[0] and not words(FILE, "subordinate") & set(second))


def roles_meant(title: str, state: str | None) -> tuple[str, ...]:
    """The roles in the table of offices that a title may mean, one that some single person holds."""
    return tuple(role for role in roles_of_title(title, state) if role not in ("minister", "other"))


def name_behind(article: Article, token: Token) -> Mention | None:
    """Whose name ends "Secretary of the Security Council X", "the envoy to Y, Z,", however parsed."""
    lemma = token.lemma_.lower()
    office = is_office(token) or lemma in words(FILE, "leading") or lemma in words(FILE, "officials")
    behind = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    if not office or behind not in words(FILE, "behind_offices"):
        return None
    for one in token.doc[token.i + 2 : min(token.i + FURTHEST, token.sent.end)]:
        mention = article.mention_of(one)
        if mention is not None and mention.kind is EntityKind.PERSON:
            near = one.i > token.i + 2 and _stands_so(article, one, mention)
            sent = article.mention_of(one.nbor(-1)) is not None  # "the envoy to Syria X"
            return mention if near and (behind == "of" or sent or one.nbor(-1).text == ",") else None
        if is_office(one) or (one.tag_ not in BEHIND_OFFICE and one.text != ","):
            return None
    return None


def _stands_so(article: Article, first: Token, mention: Mention) -> bool:
    """Whether a name goes on without a comma, or stands between two."""
    after = article.document.text[mention.end : mention.end + 1]
    return first.nbor(-1).text != "," or after in (",", ".", ";")
