"""Which visits and which meetings of an article are one, told twice. Not for which of two mentions stays.

``settling.py`` asks here for these two types.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.knowledge import knowledge
from communique.records import CALLED_OFF, AnyClaim, EntityKind, Meeting, Precision, Reference, Status, Visit, When
from communique.tables import table

KINDS = {kind: frozenset(table("communique.link", "settling.toml")[kind]) for kind in ("meals", "talks", "ceremonies")}
"""Words of three kinds of meetings."""
LOOSE = frozenset(table("communique.link", "settling.toml")["loose_talks"])
"""Nouns of talks that may as well be by telephone."""
PRESENT = frozenset(table("communique.link", "settling.toml")["headline_verbs"])
"""Verbs of meeting in the tense of headlines."""
SPOKEN = frozenset(table("communique.link", "settling.toml")["loose_words"])
"""Verbs of which nothing but the word says that a call is meant."""
DEFINITE = frozenset(table("communique.link", "settling.toml")["definite"])
"""Words before such a noun with which it takes up what was told."""
AGENDA = frozenset(table("communique.link", "settling.toml")["agenda"])
"""Words for what those who meet talk about."""
THREEFOLD = frozenset(table("communique.link", "settling.toml")["threefold"])
"""Words for a meeting of three, which is none of two of them."""
FIRST_PERSON = frozenset(table("communique.link", "settling.toml")["first_person"])
"""Words in which somebody who was there speaks."""
NO_TITLES = frozenset(table("communique.link", "settling.toml")["no_titles"])
"""Words that the reader takes for titles and that vouch for nobody."""
AT_HOME = frozenset(table("communique.link", "settling.toml")["at_home"])
"""Words in the names of bodies that are no side of a meeting between states."""
HEADLINE = 100
"""Characters in which a headline's second half begins: "… as Ruritanian envoy meets Diaz"."""


def same_visit(first: Visit, second: Visit) -> bool:
    """One goal, a common visitor, and times that may be one."""
    shared = same_goal_and_visitor(first, second) and may_be_one(first.when, second.when)
    return shared and not (_is_past(first, second) or _is_past(second, first))


def same_goal_and_visitor(first: Visit, second: Visit) -> bool:
    """Whether two visits have one goal and a common visitor."""
    same_goal = (first.destination and first.destination.state) == (second.destination and second.destination.state)
    return same_goal and shares(first.visitor, second.visitor, 1)


def _is_past(one: Visit, other: Visit) -> bool:
    """Whether one is told of as of a month or a year, and the other as going on or still to come without a time."""
    if one.when is None or other.when is not None or one.status is None or other.status is None:
        return False
    day = one.when.earliest is not None and one.when.earliest == one.when.latest
    return not day and one.status.value == Status.OCCURRED and other.status.value in (Status.ONGOING, Status.PLANNED)


def same_meeting(first: Meeting, second: Meeting) -> bool:
    """One company, or a part of it, at times and places and in forms that may be one."""
    if not may_be_one(first.when, second.when) or _are_two(first, second):
        return False
    if _is_of_old(first, second) or _is_of_old(second, first):
        return False
    here, way = _differ(first, second)
    if states_only(first) != states_only(second):
        if _is_other_than_held(first, second) or _is_other_than_held(second, first):
            return False
        told = second if states_only(first) else first
        told_again = told.format is None and told.when is None and told.country is None
        apart = here or (_is_no_call(first, second) and not told_again)
        return not apart and _party_states(first) == _party_states(second)
    if _is_headline_of(first, second) or _is_headline_of(second, first):
        return True
    again = _tells_again(first, second) or _tells_again(second, first)
    again = again or names_fewer(first, second) or names_fewer(second, first)
    return not here and not way and (again or _is_one_company(first, second))


def _is_other_than_held(off: Meeting, held: Meeting) -> bool:
    """Whether talks of states are called off, and their people have met: those were not the talks."""
    if off.status is None or held.status is None or not states_only(off):
        return False
    return off.status.value in CALLED_OFF and held.status.value == Status.OCCURRED


def names_more(more: Meeting, other: Meeting) -> bool:
    """Whether one names all people of the other's company, and further ones."""
    here, there = ({one.entity or one.name for one in meeting.participants} for meeting in (other, more))
    named = all(one.kind is EntityKind.PERSON and not is_stray(one) for one in more.participants)
    return here < there and named


def names_fewer(vague: Meeting, other: Meeting) -> bool:
    """Whether one tells of the other's company with a state or a crowd for some of those whom the other names."""
    known = {one.entity or one.name for one in other.participants}
    people = [one for one in vague.participants if one.kind is EntityKind.PERSON]
    if not people or not {one.entity or one.name for one in people} <= known:
        return False
    met = {one.entity or one.name for one in people}
    further = [one for one in other.participants if one.kind is EntityKind.PERSON and one.name not in met]
    further = [one for one in further if (one.entity or one.name) not in met]
    unnamed = [one for one in vague.participants if one.kind is not EntityKind.PERSON]
    unnamed = [one for one in unnamed if (one.entity or one.name) not in known]
    homes = {one.state for one in further}
    if not unnamed or not further:
        return False
    return all(
        (one.kind is EntityKind.STATE and one.state in homes) or (is_crowd(one) and len(further) > 1) for one in unnamed
    )


def _is_of_old(headline: Meeting, other: Meeting) -> bool:
    """Whether a headline tells of what is new, and the other of what was in a month or a year."""
    if headline.evidence.start > 0 or headline.when is not None or other.when is None:
        return False
    return other.when.precision in (Precision.YEAR, Precision.MONTH) and other.evidence.start > LEAD


def _differ(first: Meeting, second: Meeting) -> tuple[bool, bool]:
    """Whether two meetings are told to be in two countries, and in two forms."""
    countries = {one.state for one in (first.country, second.country) if one is not None}
    if first.place is not None and second.place is not None and first.place.name == second.place.name:
        countries = set()  # a city is one, wherever a headline's other names have put it
    formats = {one.format.value for one in (first, second) if one.format is not None and not _only_takes_up(one)}
    return len(countries) > 1, len(formats) > 1


def _only_takes_up(meeting: Meeting) -> bool:
    """Whether the words only name again talks that may have been a call: "continued their discussion", "the talks"."""
    told = meeting.format.evidence if meeting.format is not None else None
    if told is not None and told.quote.lower() in SPOKEN and meeting.when is None:
        return any(shares((one,), meeting.said_by, 1) for one in meeting.participants)  # "said that he had spoken to X"
    if told is None or told.quote.lower().rstrip("s") not in LOOSE:
        return False
    at = told.start - meeting.evidence.start
    before = meeting.evidence.quote[:at].lower().split()[-2:] if at >= 0 else []
    return bool(DEFINITE & set(before))


def _are_two(first: Meeting, second: Meeting) -> bool:
    """Whether the words say that one company met twice: for talks and a meal, or now and then."""
    kinds = {_kind(first), _kind(second)} - {None}
    if "meals" not in kinds and None in (first.country, second.country):
        kinds = set()  # "held talks … The two toured a plant before sitting down": nothing says that it was elsewhere
    return len(kinds) > 1 or is_recalled(first, second) or is_recalled(second, first)


def _is_no_call(first: Meeting, second: Meeting) -> bool:
    """Whether one of two is a call by phone or video and the other is not told to be: a dialogue of states is none."""
    calls = {one.format.value for one in (first, second) if one.format is not None} - {"in_person"}
    return bool(calls) and any(one.format is None or one.format.value not in calls for one in (first, second))


def _is_one_company(first: Meeting, second: Meeting) -> bool:
    """Whether the smaller company is part of the other; one person alone only of a gathering's."""
    if is_alone(first) != is_alone(second) and not (_has_many(first) or _has_many(second)):
        return False
    if _is_aside(first, second) or _is_aside(second, first):
        return False
    smaller = min(len(first.participants), len(second.participants))
    return shares(first.participants, second.participants, min(2, smaller)) and shares(
        first.participants, second.participants, smaller
    )


def _is_aside(two: Meeting, many: Meeting) -> bool:
    """Whether two people meet who are also at a gathering of many: that is a meeting of its own."""
    pair = len(two.participants) == PAIR and all(one.kind is EntityKind.PERSON for one in two.participants)
    here = two.format is not None and two.evidence.start > 0 and many.evidence.start > 0
    wider = (
        (many.format is None and _is_listed(many))
        or _has_many(many)
        or bool(THREEFOLD & set(many.evidence.quote.lower().split()))
    )
    return pair and here and len(many.participants) > PAIR and wider


PAIR = 2


def _is_listed(meeting: Meeting) -> bool:
    """Whether its own words name the participants one by one, and not "the leaders"."""
    told = meeting.evidence
    places = {one.evidence.start for one in meeting.participants if told.start <= one.evidence.start < told.end}
    return len(places) == len(meeting.participants)


def is_recalled(earlier: Meeting, told: Meeting) -> bool:
    """Whether one who is at a meeting, told by the outlet without a day, speaks of an earlier one: "we met in May"."""
    spoken = bool(FIRST_PERSON & set(earlier.evidence.quote.lower().split()))
    recalled = earlier.when is not None and earlier.status is not None and earlier.status.value == Status.OCCURRED
    apart = told.when is None and not told.said_by
    return spoken and recalled and apart and shares(earlier.said_by, told.participants, 1)


def _kind(meeting: Meeting) -> str | None:
    """Whether the word by which a meeting is told is one of a meal, of talks, or of a public act."""
    told = meeting.format.evidence.quote.lower().rstrip("s") if meeting.format is not None else ""
    kind = next((kind for kind, known in KINDS.items() if told in known), None)
    if kind is None and meeting.occasion is not None and told in JOINED:
        last = meeting.occasion.evidence.quote.lower().split()[-1]
        return "meals" if last in KINDS["meals"] else None  # "will join X for dinner"
    return kind


JOINED = frozenset({"", "join", "joined", "joining", "host", "hosted", "meet", "met"})
"""Words by which a meal is told of that is only what the meeting is for; none where the form is left open."""


def is_alone(meeting: Meeting) -> bool:
    """Whether one person is all that is known of a gathering's participants."""
    return len(meeting.participants) == 1 and meeting.participants[0].kind is EntityKind.PERSON


def _has_many(meeting: Meeting) -> bool:
    """Whether a body or a group that stands for many is among the participants."""
    return any(one.kind in (EntityKind.ORGANIZATION, EntityKind.GROUP) for one in meeting.participants)


def _is_headline_of(headline: Meeting, other: Meeting) -> bool:
    """Whether a headline names somebody who meets, and of the other side only the state."""
    sides = (EntityKind.STATE, EntityKind.ORGANIZATION)
    states = {one.state or one.name for one in headline.participants if one.kind in sides}
    people = [one for one in headline.participants if one.kind is EntityKind.PERSON]
    hosts = {one.state for one in other.participants if one.kind is EntityKind.PERSON}
    if not people and headline.evidence.start == 0 and len(states) == len(headline.participants) < len(hosts):
        return states <= hosts and headline.when is None
    named = shares(people, other.participants, len(people))
    bare = headline.when is None and headline.country is None
    opens = headline.evidence.start == 0 or (bare and headline.evidence.start < min(HEADLINE, other.evidence.start))
    return opens and bool(states and people) and states <= hosts and named


def _tells_again(vague: Meeting, other: Meeting) -> bool:
    """Whether a mention says no more than that one met: nobody known is at it who is not at the other, and somebody is.

    So do headlines that are cut off and "they discussed" where one of them stayed unknown.
    """
    if vague.country is not None or vague.when is not None or (vague.format is not None and vague.evidence.start > 0):
        return False
    known = [one for one in vague.participants if not is_stray(one)]
    strays = len(vague.participants) - len(known)
    people = [one for one in known if one.kind is EntityKind.PERSON]
    return bool(people and strays) and shares(known, other.participants, len(known))


def is_fulfilled(planned: Meeting, held: Meeting) -> bool:
    """Whether one only says what somebody came for, and the other that it took place there: "was in X to meet Y"."""
    days = {one.when.edtf for one in (planned, held) if one.when is not None}
    if planned.status is None or held.status is None or _kind(planned) != _kind(held):
        return False
    if planned.when is not None and (held.when is None or len(days) > 1):
        return False
    told = planned.status.value == Status.PLANNED and held.status.value in (Status.OCCURRED, Status.ONGOING)
    there = planned.country is not None and held.country is not None and planned.country.state == held.country.state
    one, two = ({party.entity or party.name for party in meeting.participants} for meeting in (planned, held))
    return told and there and one == two


def is_headline_ahead(headline: Meeting, other: Meeting) -> bool:
    """Whether a headline in the present tense is of what the text then says is still to come: "X meets Y in Z"."""
    if headline.evidence.start > 0 or headline.when is not None or headline.status is None or other.status is None:
        return False
    present = headline.status.value == Status.OCCURRED and headline.status.evidence.quote.lower() in PRESENT
    ahead = other.status.value == Status.PLANNED and 0 < other.evidence.start < LEAD
    one, two = ({party.entity or party.name for party in meeting.participants} for meeting in (headline, other))
    return present and ahead and one == two


LEAD = 400
"""Characters in which an article begins with what its headline is about."""


def is_crowd(one: Reference) -> bool:
    """Whether many are meant who are no body of the list: "European leaders", "Allies"."""
    listed = one.entity is not None and not one.entity.startswith("local:")
    return one.kind in (EntityKind.GROUP, EntityKind.ORGANIZATION) and not listed and one.state is None


def is_agenda(vague: Meeting, other: Meeting) -> bool:
    """Whether one only says what those who meet, as told before, would talk about: "they were expected to discuss"."""
    ahead = vague.status is not None and vague.status.value in (Status.PLANNED, Status.PROPOSED)
    ahead = ahead and bool(AGENDA & set(vague.evidence.quote.lower().split()))
    bare = vague.format is None and vague.when is None and vague.country is None and other.format is not None
    told = other.status is not None and other.status.value in (Status.PLANNED, Status.ONGOING, Status.OCCURRED)
    before = other.evidence.start < vague.evidence.start < other.evidence.end + FAR
    everyone = len(vague.participants) > 1 and shares(vague.participants, other.participants, len(vague.participants))
    return ahead and bare and told and before and everyone


FAR = 700
"""Characters behind a meeting in which the article goes on with what it is about."""


def is_purpose(vague: Meeting, other: Meeting) -> bool:
    """Whether one says only what the other is for, or what was said at it: "held talks to discuss", "as they met"."""
    elsewhere = vague.country is not None and (other.country is None or vague.country.state != other.country.state)
    if vague.format is not None or vague.when is not None or elsewhere or other.format is None:
        return False
    return told_together(vague, other) and shares(vague.participants, other.participants, len(vague.participants))


def is_stray(reference: Reference) -> bool:
    """Whether words were taken for somebody whom nothing but a single name, or no list of bodies, vouches for."""
    known = reference.entity is not None and not reference.entity.startswith("local:")
    return not known and (reference.kind is not EntityKind.PERSON or " " not in reference.name)


def _is_unvouched(reference: Reference) -> bool:
    """Whether a participant is one bare word without title or state, or a body of no list that is an organ at home."""
    known = reference.entity is not None and not reference.entity.startswith("local:")
    if known or reference.state is not None:
        return False
    if reference.kind is EntityKind.ORGANIZATION:
        return bool(AT_HOME & set(reference.name.lower().split()))
    titled = bool(set(reference.titles) - NO_TITLES)
    return reference.kind is EntityKind.PERSON and not titled and " " not in reference.name


def vouched(participants: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Participants without those whom nothing vouches for; whoever comes first does something and is somebody.

    A bare surname stays that only office-holders of other states bear: "called Yermak", but not "met McCarthy".
    """
    first = participants[0] if participants and participants[0].kind is EntityKind.PERSON else None
    states = {one.state for one in participants if one.state is not None}
    return tuple(one for one in participants if one is first or not _is_unvouched(one) or _is_foreign(one, states))


def _is_foreign(one: Reference, states: set[str]) -> bool:
    """Whether office-holders bear a bare surname, and none of them is of the others' states."""
    if one.kind is not EntityKind.PERSON or one.titles:
        return False
    homes = {term.state for person in knowledge().named(one.name) for term in person.terms}
    return bool(homes) and not homes & states


def states_only(meeting: Meeting) -> bool:
    """Whether only states meet, without people."""
    return all(one.kind is EntityKind.STATE for one in meeting.participants)


def _party_states(meeting: Meeting) -> set[str | None]:
    return {one.state for one in meeting.participants}


def told_together(first: AnyClaim, second: AnyClaim) -> bool:
    """Whether some of the same words tell of both claims."""
    return first.evidence.start < second.evidence.end and second.evidence.start < first.evidence.end


def homes_of(references: Iterable[Reference]) -> set[str]:
    """The states of those who have one, the names of the others."""
    return {one.state or one.name for one in references}


def shares(first: Iterable[Reference], second: Iterable[Reference], least: int) -> bool:
    """Whether at least ``least`` entities or names stand in both."""
    one = {reference.entity or reference.name for reference in first}
    two = {reference.entity or reference.name for reference in second}
    return len(one & two) >= least


def may_be_one(first: When | None, second: When | None) -> bool:
    """Whether two times may be one: either is absent, or one lies within the other."""
    if first is None or second is None:
        return True
    return lies_within(first, second) or lies_within(second, first)


def lies_within(inner: When, outer: When) -> bool:
    """Whether the days of one time are among those of the other."""
    after = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    before = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return after and before
