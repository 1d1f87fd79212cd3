"""The frames: which words trigger which claim, and where in the sentence its roles stand. Data, and its reader.

A trigger is written as a lemma (``visit``), a lemma with a particle or preposition (``call+on``), a lemma with the head
noun of its object (``expel>ambassador|diplomat``), or both (``pull+out>troop``); behind all that, the head noun of its
subject (``land+in<rocket|missile``); ``@place`` is the name of any place, ``*help`` all words of that list of the file.
A role is a list of paths, tried in order:

``subject``, ``object``     of the verb, active or passive
``agent``                   "by …", and the first half of "UN-brokered"
``donor``                   whose the object of a passive without "by" is ("American aid to Kyiv was suspended")
``dative``                  the indirect object, bare or with "to"
``prep:of|against``         the object of one of these prepositions under the trigger, or under its light verb
``possessor``               "Xi's", "his"
``modifier``                a state, demonym or name before a noun
``complement``              the subject of the clause that the verb introduces ("demanded that Iran stop")
``forsubject``              the subject of an infinitive or clause with "for" ("called for Israel to withdraw")
``infinitive``              the object of the infinitive or gerund under the trigger ("vowed to attack Israel")
``accuser``                 whoever accuses, before a denial in its paragraph or after it in its sentence
``blamed``                  on whom the deed is blamed, or who claims it ("a bombing blamed on X")
``carried``                 the object of the verb whose subject the noun is ("sanctions have isolated Moscow")
``source``                  who says what the words say: the source that is cited, or whoever publishes a release
``cited``                   who is cited for what the words say
``bound``                   who has to do something: the subject of the clause whose auxiliary the trigger is, or that
                            a word of need introduces ("it is time for Iran to stop")
``judged``                  of whom the verb says something ("called the launch a violation")
``complier``            who does what a noun asks for ("at the request of X, Y postponed")
``charged``                 who does the hostile deed that somebody speaks of ("claimed that X shelled a school")
``declared``, ``declarer``  of whom somebody says that they are what a noun names, and who says it ("persona non grata")
``condition``               who does what an act waits for ("will respond if X attacks")
``provocation``             who does what somebody promises to answer ("vowed a response after X fired")
``within:of|for``           what stands behind these prepositions under a noun of the verb ("spoke in favour of X")
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

import msgspec

from communique.records import ClaimType, Record

LIST = re.compile(r"(?<=[>|<])\*(\w+)")
"""The name of a list in a trigger."""


class Trigger(Record, frozen=True, kw_only=True):
    """One trigger: lemma, what must stand beside it."""

    lemma: str
    particle: str | None = None
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()


class Frame(Record, frozen=True, kw_only=True):
    """One way in which a claim is told: its triggers and the paths of its roles.

    ``event`` and ``mode`` are PLOVER's, ``status`` is that of what the words only propose or plan ("invited to visit").
    ``mutual`` makes several actors each other's recipients; ``light`` wants an actor or a carrying verb beside a noun;
    ``actor_optional`` allows an act without an actor, ``recipient_optional`` one that is aimed at nobody named;
    without ``direct`` a person is no recipient;
    ``carriers`` are the only verbs that carry the frame's nouns, and without one of them a noun that is not ``bare``
    tells nothing; ``places`` lets a place stand for its state as recipient;
    ``whole`` lets a noun that nothing carries tell the act where its own phrase names both sides;
    ``negated`` wants the trigger denied ("will not allow", "no intention"), ``affirmed`` wants it not denied;
    ``says`` wants words of judgement to be said, of a list of ``judgements.toml`` ("called it a violation");
    ``charges`` wants the clause that the words introduce to tell of a hostile deed ("claims that X shelled a school");
    ``adverbial`` lets a noun tell how the verb above is done, which then carries it ("left in protest at");
    ``clausal`` wants an infinitive under the verb, or a clause of what should be ("urged that X stop", "asked X to");
    ``yields`` tells nothing where the infinitive under it tells of an act itself ("ready to help");
    ``alone`` keeps its bare triggers for where no more exact one fits ("vowed" beside "vowed to avenge");
    ``strict`` tells nothing where its own paths do not name the sides;
    ``holds`` are words of which one must stand before a noun trigger or behind its "of" ("a test of a missile");
    ``tentative`` tells of a meeting only where its extractor finds it borne out, and is no encounter for anybody else;
    ``crowd`` wants actors who are (``only``) or are not (``never``) groups of people without office.
    ``inside`` says whom a role means when its words name something else: ``doer`` (whose deed it is: possessor,
    demonym, "by", "of"), ``owner`` (possessor, demonym, "of", "in", "for", "on"), ``asked`` (as the owner, but nobody
    "on" or "against" whom something is asked for) or ``none``.
    """

    name: str
    type: ClaimType
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    event: str | None = None
    mode: str | None = None
    status: str | None = None
    inside: str = "owner"
    mutual: bool = False
    light: bool = False
    actor_optional: bool = False
    recipient_optional: bool = False
    direct: bool = True
    carriers: tuple[str, ...] = ()
    bare: bool = True
    whole: bool = False
    tentative: bool = False
    negated: bool = False
    affirmed: bool = False
    says: str | None = None
    charges: bool = False
    adverbial: bool = False
    clausal: bool = False
    yields: bool = False
    strict: bool = False
    alone: bool = False
    places: bool = False
    crowd: str | None = None
    holds: tuple[str, ...] = ()


class FrameFile(msgspec.Struct, forbid_unknown_fields=True):
    """Frames, and the lists of words that their triggers name (``send>*help``)."""

    frame: list[Frame]
    lists: dict[str, list[str]] = {}

    def written_out(self) -> list[Frame]:
        """The frames with each list in place of its name; ``ValueError`` where a trigger names one that is missing."""
        return [msgspec.structs.replace(one, verbs=tuple(map(self._written_out, one.verbs))) for one in self.frame]

    def _written_out(self, trigger: str) -> str:
        return LIST.sub(lambda name: "|".join(self._list(name[1], trigger)), trigger)

    def _list(self, name: str, trigger: str) -> list[str]:
        if name not in self.lists:
            raise ValueError(f"The trigger {trigger!r} names {name!r}, which its file does not have under [lists].")
        return self.lists[name]


def parse_trigger(text: str) -> Trigger:
    """A trigger from its written form."""
    front, _, subjects = text.partition("<")
    head, _, objects = front.partition(">")
    lemma, _, particle = head.partition("+")
    return Trigger(lemma=lemma, particle=particle or None, objects=_lemmas(objects), subjects=_lemmas(subjects))


def _lemmas(text: str) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()


class Frames:
    """All frames, by the lemma that may trigger them."""

    def __init__(self, frames: tuple[Frame, ...]) -> None:
        self.frames = frames
        self.verbs: dict[str, list[tuple[Trigger, Frame]]] = {}
        self.nouns: dict[str, list[tuple[Trigger, Frame]]] = {}
        self.adjectives: dict[str, list[tuple[Trigger, Frame]]] = {}
        for frame in frames:
            kinds = ((frame.verbs, self.verbs), (frame.nouns, self.nouns), (frame.adjectives, self.adjectives))
            for written, table in kinds:
                for text in written:
                    trigger = parse_trigger(text)
                    table.setdefault(trigger.lemma, []).append((trigger, frame))
        for table in (self.verbs, self.nouns, self.adjectives):
            for entries in table.values():
                entries.sort(key=lambda entry: (not (entry[0].objects or entry[0].subjects), entry[0].particle is None))

    def lemmas(self) -> frozenset[str]:
        """Every lemma that may trigger a claim."""
        return frozenset(self.verbs) | frozenset(self.nouns) | frozenset(self.adjectives)


@lru_cache(maxsize=1)
def frames() -> Frames:
    """The frames that ship with the package, read once, strictly."""
    folder = resources.files("communique.data").joinpath("frames")
    found: list[Frame] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            found += msgspec.convert(tomllib.loads(file.read_text("utf8")), FrameFile).written_out()
    return Frames(tuple(found))
