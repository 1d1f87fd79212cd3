"""Whether a visit is planned, under way, over or off: what its words say, with what is particular to journeys.

Not for the status of events in general; that is ``status.py``.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.surroundings import looked_forward_to
from communique.extract.article import section, words
from communique.extract.certainty.verb_cues import lexical, verb_cue
from communique.extract.context import Context
from communique.extract.travel.invitations import invitation_of
from communique.extract.travel.stages import ends_here, further_stops, is_stop_of
from communique.extract.tree import ancestors_to_verb, child, is_verb, objects, prepositional
from communique.records import Coded, Precision, Status, When

FILE = "visits.toml"
RECENT = 4
"""Days after an arrival in which a visit of some days may still go on."""


def status_of_visit(context: Context, match: Match, when: When | None) -> Coded:
    """What the words say; who sets out has not arrived, who arrives for a visit of some days is on it."""
    if match.frame.status is not None:
        over = match.frame.status == Status.ONGOING and when is not None and not _is_news(context, when)
        value = Status.OCCURRED.value if over else match.frame.status  # "stopped in Rome on his way to Oslo in May"
        return Coded(value=value, evidence=context.article.evidence(match.trigger))
    if (under_way := _in_headline(context, match)) is not None:
        return under_way
    told = _answered(match) or called_off(match)
    if told is not None and match.light is not None:
        return Coded(value=told, evidence=context.article.evidence(match.light))
    return _as_travelled(context, match, when, context.status(match, when, _default_status(match)))


def _in_headline(context: Context, match: Match) -> Coded | None:
    """What a headline tells by a participle alone: "Lund making trip to Oslo", "Lund replacing Diaz on Rome visit"."""
    noun, title = match.trigger, context.article.document.title
    if title is not None and context.article.start(noun) < title.end and _is_announced(noun):
        return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(noun.head))
    verb = match.light or (ancestors_to_verb(noun) if noun.dep_ == "pobj" and noun.head.lower_ == "on" else None)
    if verb is None or title is None or context.article.start(verb) >= title.end or not noun.tag_.startswith("N"):
        return None
    alone = verb.tag_ == "VBG" and child(verb, "aux") is None and not any(is_verb(one) for one in verb.ancestors)
    if not alone or verb.dep_ not in ("acl", "ROOT", "amod") or child(verb, "neg") is not None:
        return None
    value = Status.PLANNED if verb.lemma_.lower() in words(FILE, "standing_in") else Status.ONGOING
    undone = lexical(verb) not in (None, Status.ONGOING)
    known = (verb.lemma_.lower() in words("light.toml", "verbs") and not undone) or value is Status.PLANNED
    return Coded(value=value.value, evidence=context.article.evidence(verb)) if known else None


def _is_announced(token: Token) -> bool:
    """Whether a headline makes a journey known whose noun is taken for a verb: "Lund Announces Visit to Oslo"."""
    bare = token.tag_ == "VB" and token.is_title and child(token, "aux", "nsubj", "neg") is None
    return bare and token.head.lemma_.lower() in words(FILE, "making_known") and token.head.i < token.i


def _answered(match: Match) -> str | None:
    """What becomes of an invitation by the verb of whoever is invited: "turned down an invitation to Paris"."""
    if match.frame.name != "answer to an invitation" or match.light is None:
        return None
    return section(FILE, "answers").get(match.light.lemma_.lower())


def _as_travelled(context: Context, match: Match, when: When | None, status: Coded) -> Coded:
    """The status with what is particular to journeys: who is due, sets out or leaves, and how long a stay lasts."""
    if (value := _by_frame(match, status)) is not None:
        return msgspec.structs.replace(status, value=value.value)
    if (told := _by_clause(context, match, when, status)) is not None:
        return told
    leaves = match.trigger.dep_ == "pcomp" and status.value == Status.OCCURRED and when is None  # "before leaving for"
    if (status.value == Status.ONGOING or leaves) and (_is_ahead(context, when) or _sets_out(match)):
        return msgspec.structs.replace(status, value=Status.PLANNED.value)
    if status.value in (Status.ONGOING, Status.OCCURRED) and _is_due(match.trigger):
        old = any(one.lower_ == "had" for one in match.trigger.children)
        return msgspec.structs.replace(status, value=(Status.CANCELLED if old else Status.PLANNED).value)
    return _with_its_length(context, match, when, status)


def _is_renewed(match: Match) -> bool:
    """Whether an invitation is only given or repeated: "reaffirmed the invitation to make a visit"."""
    noun = invitation_of(match)
    verb = ancestors_to_verb(noun) if noun is not None else None
    return (
        noun is not None and verb is not None and noun.dep_ == "dobj" and verb.lemma_.lower() in words(FILE, "inviting")
    )


def _by_clause(context: Context, match: Match, when: When | None, status: Coded) -> Coded | None:
    """What the words around make of a plan or of what has occurred, where they say more than the verb's tense."""
    if (ahead := looked_forward_to(match)) is not None:
        return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(ahead))
    if status.value in (Status.ONGOING, Status.OCCURRED):
        found = _still_planned(match, status, when)
        if found is not None:
            return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(found))
        value = _begun_or_over(context, match, when, status)
        return msgspec.structs.replace(status, value=value.value) if value is not None else None
    if status.value != Status.PLANNED:
        return None
    if (arrived := _is_there(match)) is not None:
        return Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(arrived))
    value = Status.OCCURRED if _is_the_last(match.clause) else Status.PROPOSED if _is_renewed(match) else None
    return msgspec.structs.replace(status, value=value.value) if value is not None else None


def _still_planned(match: Match, status: Coded, when: When | None) -> Token | None:
    """The word by which what reads like an event is only planned: stops to come, an open date, what is expected."""
    if (besides := further_stops(match.trigger)) is not None:
        return besides
    if is_stop_of(match.trigger):
        return match.trigger.head
    if status.value != Status.OCCURRED or when is not None:
        return None
    return _detail_of(match.trigger) or _during_plans(match.trigger) or _on_the_way_to_it(match.trigger)


def _begun_or_over(context: Context, match: Match, when: When | None, status: Coded) -> Status | None:
    """Whether an event is over for which somebody is blamed, or goes on with whoever has set out or ends it here."""
    if _is_judged(match.trigger):
        return Status.OCCURRED
    if status.value != Status.OCCURRED:
        return None
    under_way = ends_here(match) or (_has_left(match) and _is_news(context, when))
    return Status.ONGOING if under_way else None


def _on_the_way_to_it(verb: Token) -> Token | None:
    """What will be done after a stage of a journey that is to come, too: "will go to Rome after visiting Oslo"."""
    if not is_verb(verb) or verb.dep_ != "pcomp" or verb.head.lower_ not in ("after", "following"):
        return None
    above = ancestors_to_verb(verb.head)
    return next((one for one in above.children if one.tag_ == "MD"), None) if above is not None else None


def _detail_of(noun: Token) -> Token | None:
    """What of a visit is not settled yet: "the date for her trip has not been agreed", "the timing of his visit"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "of") else None
    return above if above is not None and above.lemma_.lower() in words(FILE, "details") else None


def _has_left(match: Match) -> bool:
    """Whether somebody is only told to have set out: "left Rome for talks in Oslo", "departs for India"."""
    noun, verb = match.trigger, match.trigger
    if noun.tag_.startswith("N"):
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "on") else match.clause
    goals = [one for one in prepositional(verb, ("for", "on")) if one.ent_type_ not in ("DATE", "TIME")]
    return verb.lemma_.lower() in words(FILE, "leaving") and bool(goals) and verb.tag_ in ("VBD", "VBN", "VBZ", "VBP")


def _is_judged(verb: Token) -> bool:
    """Whether it is a deed for which somebody is blamed or thanked: "blasts the premier for going to Oslo"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in words(FILE, "judged_by") and verb.tag_ == "VBG"


def _is_there(match: Match) -> Token | None:
    """The arrival of whoever is there already to attend: "arrived in Oslo to attend the summit"."""
    verb = match.clause
    if match.frame.name not in words(FILE, "attendances") or verb.dep_ not in ("advcl", "xcomp", "relcl"):
        return None
    where = any(one.lower_ == "where" for one in verb.children)
    if verb.dep_ == "relcl" and not where:
        return None
    above = ancestors_to_verb(verb)
    if above is None or above.lemma_.lower() not in words(FILE, "arrivals") or child(above, "neg") is not None:
        return None
    cue = verb_cue(above)
    done = cue is None and above.tag_ in ("VBZ", "VBP")
    return above if done or (cue is not None and cue.status is Status.OCCURRED) else None


def _during_plans(noun: Token) -> Token | None:
    """What is expected or planned for a visit: "protests are expected during his visit"."""
    verb = ancestors_to_verb(noun.head) if noun.dep_ == "pobj" and noun.head.lower_ in ("during", "on") else None
    present = verb is not None and any(one.dep_ == "auxpass" and one.tag_ in ("VBZ", "VBP") for one in verb.children)
    return verb if verb is not None and present and verb.lemma_.lower() in words(FILE, "expecting") else None


def _is_the_last(verb: Token) -> bool:
    """Whether it was somebody who went: "the most recent leader to visit was X"."""
    infinitive = verb.tag_ == "VB" and verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "nsubj"
    return infinitive and verb.head.head.lemma_ == "be" and verb.head.head.tag_ == "VBD"


def _by_frame(match: Match, status: Coded) -> Status | None:
    """What a frame makes of a status: who is about to leave is there, who travels on to a place is not there yet."""
    verb, ongoing = match.trigger, status.value == Status.ONGOING
    if match.frame.name in words(FILE, "endings") and status.value in (Status.PLANNED, Status.ONGOING):
        return Status.ONGOING
    if match.frame.name == "reception" and ongoing and _beside_past(verb):
        return Status.OCCURRED
    going = (
        match.frame.name == "travel"
        and verb.tag_ in ("VBZ", "VBP")
        and verb.lemma_.lower() in words(FILE, "setting_out")
    )
    if ongoing and _in_preparation(verb):
        return Status.PLANNED
    on_next = any(one.lower_ in words(FILE, "next") for one in verb.children)
    return Status.PLANNED if ongoing and (going or on_next) else None


def _in_preparation(noun: Token) -> bool:
    """Whether it is the preparations for a visit that are under way."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "for" else None
    near = [above, child(above, "nsubj", "nsubjpass")] if above is not None else []
    return any(one is not None and one.lemma_.lower() in words(FILE, "preparations") for one in near)


def _with_its_length(context: Context, match: Match, when: When | None, status: Coded) -> Coded:
    """The status of a stay that is not over yet, or would have been."""
    unreal = status.value == Status.DENIED and status.evidence.quote == "would"  # "would have taken him to Oslo"
    if unreal or (status.value == Status.OCCURRED and _lasts(context, when)):
        return msgspec.structs.replace(status, value=(Status.CANCELLED if unreal else Status.ONGOING).value)
    stay = stay_begun(match.trigger) if match.trigger.lemma_.lower() in words(FILE, "arrivals") else None
    if status.value == Status.OCCURRED and stay is not None and _is_news(context, when):
        return Coded(value=Status.ONGOING.value, evidence=context.article.evidence(stay))
    return status


def _beside_past(verb: Token) -> bool:
    """Whether a participle stands beside a verb in the past: "receiving her in Minsk, he asked"."""
    above = ancestors_to_verb(verb)
    alone = verb.tag_ == "VBG" and child(verb, "aux") is None and verb.dep_ in ("acl", "advcl")
    return alone and above is not None and above.tag_ == "VBD"


def called_off(match: Match) -> str | None:
    """What becomes of a journey by the verb that carries it: "gave up his trip", "struck the visit from his diary"."""
    verb = match.light
    if verb is None or match.trigger.dep_ not in ("dobj", "nsubjpass") or not is_verb(verb):
        return None
    beside = [one.lower_ for one in verb.children if one.dep_ in ("prt", "prep", "advmod")]
    keys = [verb.lemma_.lower(), *(f"{verb.lemma_.lower()} {one}" for one in beside)]
    known = section(FILE, "called_off")
    done = verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") and child(verb, "neg") is None
    return next((known[key] for key in keys if key in known), None) if done else None


def _sets_out(match: Match) -> bool:
    """Whether somebody is only on the way, or due: "is heading to X", "is due in Y"."""
    verb = match.trigger
    if verb.dep_ == "pobj" and verb.head.lower_ == "for" and is_verb(verb.head.head):
        verb = verb.head.head
    if verb.lemma_.lower() in words(FILE, "leaving") and verb.dep_ == "pcomp" and verb.head.lower_ == "before":
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in words(FILE, "judged_by"):
        return False  # "blamed him for going to Oslo"
    under_way = verb.tag_ == "VBG" and verb.lemma_.lower() in words(FILE, "setting_out")
    return under_way or _is_due(verb)


def _is_due(verb: Token) -> bool:
    """Whether somebody is to be there: "was due in Rome"."""
    return verb.lemma_ == "be" and any(one.lower_ in words(FILE, "due") for one in verb.children)


def _lasts(context: Context, when: When | None) -> bool:
    """Whether a stay of some days is not over on the day of publication."""
    published = context.article.document.published_at
    if when is None or published is None or when.precision is not Precision.INTERVAL:
        return False
    begun = when.earliest is not None and when.earliest <= published.earliest
    return begun and when.latest is not None and when.latest > published.latest


def stay_begun(verb: Token) -> Token | None:
    """The visit for which somebody arrives, or that begins with the arrival."""
    below = [one for one in verb.subtree if one.dep_ == "pobj" and one.head.lower_ in ("on", "for")]
    found = [one for one in below if verb.i < one.i]
    for one in verb.children:
        if one.dep_ in ("xcomp", "advcl") and one.lemma_.lower() in words(FILE, "beginning"):
            found += objects(one)
    return next((one for one in found if one.lemma_.lower() in words(FILE, "journeys")), None)


def _is_ahead(context: Context, when: When | None) -> bool:
    published = context.article.document.published_at
    return when is not None and when.earliest is not None and published is not None and when.earliest > published.latest


def _is_news(context: Context, when: When | None) -> bool:
    """Whether something is not known to be days past: then what began with it may be over."""
    published = context.article.document.published_at
    if when is None or when.latest is None or published is None:
        return True
    return (published.latest - when.latest).days < RECENT


def _default_status(match: Match) -> Status:
    """The plain present: "is in" and "visits" are under way, "arrives" is done."""
    if is_verb(match.trigger) or match.trigger.pos_ == "AUX":
        moment = match.trigger.lemma_.lower() in words(FILE, "arrivals") | words(FILE, "moments")
        return Status.OCCURRED if moment and match.frame.name != "stay" else Status.ONGOING
    present = match.trigger.dep_ == "nsubj" and match.trigger.head.tag_ in ("VBZ", "VBP")  # "the visit comes amid"
    return Status.ONGOING if present or (match.light is not None and match.light.lemma_ == "be") else Status.OCCURRED
