"""Whether, as a verb tells it: auxiliaries, negation, conditions, what governs the verb, and its tense.

Method: the cues that FactBank (Saurí and Pustejovsky, 2009) names, as tables; the outermost cue that speaks wins.
Not for events that a noun names (``noun_cues.py``), nor for what a bare tense says (``tense_cues.py``).
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.certainty.cues import FILE, FINITE, OPEN, Cue, look
from communique.extract.certainty.tense_cues import tense_cue
from communique.extract.tree import child, is_parted, is_passive, is_verb
from communique.records import Status

CLIMB = 6
"""Steps up from a verb to one that denies what it tells: "denied reports that he would visit"."""
CONTENT = frozenset({"ccomp", "acl", "relcl", "dobj", "pobj", "prep", "pcomp", "xcomp"})
"""What leads from the words of a report up to whoever denies it."""


def lexical(verb: Token) -> Status | None:
    """The status that a governing verb gives by its meaning."""
    beside = [one for one in verb.children if one.dep_ in ("prt", "prep", "advmod") and 0 < one.i - verb.i <= 2]
    for one in beside:
        phrase = f"{verb.lemma_.lower()} {one.lower_}"
        alone = (
            phrase not in words(FILE, "intransitive") or child(verb, "dobj") is None
        )  # not "pulled out all the stops"
        if alone and (status := look("particles", phrase)) is not None:
            return status
    if (status := predicate(verb)) is not None:
        return status
    if verb.lemma_.lower() in words(FILE, "moving") and any(map(_is_new_day, verb.children)):
        return Status.POSTPONED
    if verb.lemma_ == "reschedule" and any(one.lower_ == "for" and one.dep_ == "prep" for one in verb.children):
        return Status.PLANNED
    if verb.tag_ in ("VB", "VBD", "VBG") and verb.lemma_.lower() in words(FILE, "phases"):
        return Status.OCCURRED if verb.tag_ == "VBD" else None
    adjective = look("readiness", verb.lemma_.lower()) if verb.tag_.startswith("JJ") else None
    return adjective or look("verbs", verb.lemma_.lower())


def _is_new_day(preposition: Token) -> bool:
    """Whether a preposition says to which day something is moved, from which other day or not."""
    inside = child(preposition, "pobj") if preposition.dep_ == "prep" else None
    if inside is None or inside.ent_type_ != "DATE":
        return False
    return preposition.lower_ == "to" or any(one.lower_ == "to" for one in preposition.subtree)


def predicate(verb: Token) -> Status | None:
    """What "is on hold", "was put on ice", "is off" say."""
    if verb.lemma_.lower() not in words(FILE, "copulas"):
        return None
    for one in verb.children:
        if one.dep_ not in ("prep", "advmod", "acomp", "prt", "attr", "oprd"):
            continue
        inner = next((low for low in one.children if low.dep_ in ("pobj", "pcomp", "amod")), None)
        phrases = (f"{one.lower_} {inner.lower_}", one.lower_) if inner is not None else (one.lower_,)
        found = next((status for phrase in phrases if (status := look("predicates", phrase)) is not None), None)
        if found is not None:
            return None if child(verb, "neg") is not None else found
    return None


def verb_cue(verb: Token, *, plain: bool = True) -> Cue | None:
    """Auxiliaries of the verb first, then what governs it, then its tense."""
    auxiliaries = _auxiliaries(verb)
    if (carried := _coordinated(verb, auxiliaries)) is not None:
        return carried
    if (denied := _denied(verb)) is not None:
        return denied
    of_being = verb.head.children if verb.dep_ == "xcomp" and verb.head.lemma_ == "be" else ()  # "if he were to go"
    for one in (*verb.children, *of_being):
        if one.dep_ == "mark" and one.lower_ in words(FILE, "conditions"):
            return Cue(Status.PROPOSED, one)
    for one in auxiliaries:
        if (status := look("modals", one.lower_)) is not None:
            unreal = verb.tag_ == "VBN" and one.lower_ == "would" and any(two.lower_ == "have" for two in auxiliaries)
            return Cue(Status.DENIED if unreal else status, one)
    return _announced(verb, auxiliaries) or _governed(verb, auxiliaries) or tense_cue(verb, auxiliaries, plain=plain)


def _announced(verb: Token, auxiliaries: list[Token]) -> Cue | None:
    """A headline's infinitive with its own subject, wherever it stands in a list: "X to visit Y; Z calls off a trip".

    Nothing governs it: not a verb before its subject ("asked X to visit"), unless that only says so ("Mali says X to").
    """
    to = next((one for one in auxiliaries if one.tag_ == "TO"), None)
    if to is None or verb.tag_ != "VB" or any(one.dep_ == "mark" and one.lower_ == "for" for one in verb.children):
        return None
    above = verb.head
    own = child(verb, "nsubj", "nsubjpass")
    if verb.dep_ in ("xcomp", "ccomp") and above.lemma_.lower() in words(FILE, "plainly_said") and above.i < verb.i:
        between = [one for one in above.doc[above.i + 1 : to.i] if one.tag_.startswith("N")]
        return Cue(Status.PLANNED, to) if between else None
    if own is None or not own.i < to.i or own.tag_ in ("WDT", "WP"):
        return None
    first = verb.dep_ in ("ccomp", "advcl", "parataxis") and above.i > verb.i
    beside = verb.dep_ == "conj" and (above.tag_ in FINITE or _announced(above, _auxiliaries(above)) is not None)
    marks = [one.lower_ for one in verb.lefts if one.dep_ == "mark"]
    timed = verb.dep_ == "advcl" and any(one in words(FILE, "beside") for one in marks)
    return Cue(Status.PLANNED, to) if (first and own.left_edge == verb.left_edge) or beside or timed else None


def _auxiliaries(verb: Token) -> list[Token]:
    return [one for one in verb.children if one.dep_ in ("aux", "auxpass")]


def _denied(verb: Token) -> Cue | None:
    """Did not visit; will no longer visit (who then had planned to); denied that he would visit."""
    negation = child(verb, "neg")
    longer = next((one for one in verb.children if one.lower_ == "longer" and one.nbor(-1).lower_ == "no"), None)
    if longer is not None:
        return Cue(Status.CANCELLED, longer)
    if negation is not None:
        return Cue(Status.CANCELLED if _as_planned(verb) or _after_all(verb) else Status.DENIED, negation)
    denial = _denial_above(verb)
    return Cue(Status.DENIED, denial) if denial is not None else None


def _as_planned(verb: Token) -> bool:
    """Whether what will not be was planned: "will not travel there as planned"."""
    below = [one for one in verb.children if one.dep_ in ("advcl", "prep")]
    planned = [one for one in below if one.lemma_.lower() in words(FILE, "as_planned")]
    return any(low.lower_ == "as" for one in planned for low in one.children)


def _after_all(verb: Token) -> bool:
    """Whether what will not be was expected: "would not, after all, travel there"."""
    return any(low.lower_ == "all" and low.i > 0 and low.nbor(-1).lower_ == "after" for low in _below(verb))


def _below(verb: Token) -> list[Token]:
    """The words right below a verb, and those below its prepositions."""
    return [low for one in verb.children for low in (one, *(one.children if one.dep_ == "prep" else ()))]


def _denial_above(verb: Token) -> Token | None:
    """The verb above that denies what this one tells, be it as a report."""
    one = verb
    for _ in range(CLIMB):
        above = one.head
        if above == one or one.dep_ not in CONTENT or (one.dep_ == "xcomp" and one.tag_ != "VBG"):
            return None
        if is_verb(above):
            if above.lemma_.lower() in words(FILE, "denying"):
                return above if above.i < verb.i and child(above, "neg") is None else None
            if above.lemma_.lower() not in words(FILE, "reporting"):
                return None
        elif above.tag_.startswith("N") and above.lemma_.lower() not in words(FILE, "rumours"):
            return None
        one = above
    return None


def _coordinated(verb: Token, auxiliaries: list[Token]) -> Cue | None:
    """The second of two verbs shares the auxiliaries of the first: "will visit Paris and meet Macron"."""
    listed = verb.dep_ == "dep" and verb.tag_ == "VB"  # "to attend a meeting in Rome, visit Oslo"
    if (
        not (verb.dep_ == "conj" or listed)
        or not is_verb(verb.head)
        or auxiliaries
        or child(verb, "nsubj", "neg") is not None
    ):
        return None
    cue = verb_cue(verb.head)
    shares = verb.tag_ in ("VB", "VBG", "VBN") or (verb.tag_ == "VBP" and verb.head.tag_ == "VB")
    return cue if cue is not None and (shares or cue.status is Status.OCCURRED) else None


def _governed(verb: Token, auxiliaries: list[Token]) -> Cue | None:
    """The cue of the verb, adjective or noun that the trigger's clause hangs on."""
    if verb.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "dobj", "oprd", "relcl"):
        return None
    to = next((one for one in auxiliaries if one.tag_ == "TO"), None)
    if to is None:
        return _participle(verb) if verb.tag_ == "VBG" else _bare_clause(verb)
    head = verb.head
    if (is_verb(head) or head.pos_ in ("AUX", "ADJ")) and verb.dep_ not in ("acl", "relcl"):
        return _infinitive(verb, head, to)
    planned = verb.dep_ == "pcomp" and head.lower_ == "for" and head.head.tag_.startswith("N")
    return _infinitive_of_noun(head.head if planned else head, to)  # "no plans for X to enter Y"


def _participle(verb: Token) -> Cue | None:
    """Began visiting; was barred from visiting; arrived, meeting X."""
    head = verb.head
    if (led := _led_to(verb)) is not None:
        return led
    above = head if is_verb(head) else next((one for one in head.ancestors if is_verb(one)), None)
    if above is None or not (is_verb(head) or head.dep_ == "prep"):
        return None
    if verb.dep_ == "pcomp" and head.lower_ in words(FILE, "temporal"):
        return _ahead_there(verb) or _dating(head, above)
    if verb.dep_ == "pcomp" and head.lower_ == "without":
        return Cue(Status.DENIED, head)
    if verb.dep_ in ("xcomp", "pcomp") and (status := lexical(above)) is not None:
        return Cue(status, above)
    meanwhile = any(one.lower_ in words("timing.toml", "meanwhile") for one in verb.children)
    cue = verb_cue(_done_with(above) if meanwhile else above) or _set_on(above)
    ahead = cue is not None and cue.status is Status.PLANNED
    return cue if verb.dep_ == "advcl" or (verb.dep_ == "pcomp" and ahead) else None


def _set_on(verb: Token) -> Cue | None:
    """What a plan in the present takes in: "plans to visit Oslo, making a stop in Rome"."""
    leads = any(one.dep_ == "xcomp" and one.tag_ == "VB" for one in verb.children)
    status = lexical(verb) if leads else None
    return Cue(status, verb) if status in OPEN and status is not None else None


def _led_to(verb: Token) -> Cue | None:
    """What somebody agrees on or calls for: "agreed on Lund visiting Oslo"."""
    head = verb.head
    if verb.dep_ == "pcomp" and head.lower_ == "from" and head.head.tag_.startswith("N"):
        barred = look("verbs", head.head.lemma_.lower()) is Status.DENIED
        return Cue(Status.DENIED, head.head) if barred else None  # "her ban from entering"
    preposition = head if verb.dep_ == "pcomp" else head.head if verb.dep_ == "acl" and head.dep_ == "pobj" else None
    named = verb.dep_ == "acl" or child(verb, "nsubj", "poss") is not None
    if preposition is None or not named or not is_verb(preposition.head):
        return None
    status = look("particles", f"{preposition.head.lemma_.lower()} {preposition.lower_}")
    return Cue(status, preposition.head) if status in OPEN and status is not None else None


def is_pact(verb: Token) -> bool:
    """Whether a verb tells of agreeing or promising, which was done where and when it says, whatever for."""
    done = verb.tag_ in ("VBD", "VBZ", "VBP") or any(one.lower_ in ("has", "have") for one in verb.children)
    modal = any(one.tag_ == "MD" for one in verb.children)
    return done and not modal and not is_passive(verb) and verb.lemma_.lower() in words(FILE, "pacts")


def _done_with(verb: Token) -> Token:
    """The act at whose time something else was done, of a verb that only tells its purpose or its content."""
    for _ in range(CLIMB):
        infinitive = verb.tag_ == "VB" and not any(one.tag_ == "MD" for one in verb.children)
        above = next((one for one in verb.ancestors if is_verb(one)), None)
        content = verb.dep_ in ("xcomp", "ccomp", "conj") and above is not None and not is_pact(above)
        if above is None or not infinitive or (content and above.tag_ != "VB"):
            return verb
        verb = above
    return verb


def _ahead_there(verb: Token) -> Cue | None:
    """What somebody will do at the goal: "had been due in Bonn before going to Paris, where he will hold talks"."""
    for one in verb.subtree:
        if one.dep_ == "relcl" and any(low.lower_ == "where" for low in one.children):
            cue = verb_cue(one)
            return cue if cue is not None and cue.status is Status.PLANNED else None
    return None


def _dating(preposition: Token, verb: Token) -> Cue:
    """After meeting X he will rest, before leaving he met X: what dates a verb was, unless it lies ahead with it."""
    cue = verb_cue(verb)
    later = preposition.lower_ not in ("after", "following", "since") or comes_after(preposition, verb, cue)
    shared = cue is not None and cue.status in (*OPEN, Status.CANCELLED, Status.POSTPONED)
    return cue if cue is not None and later and shared else Cue(Status.OCCURRED, preposition)


def _bare_clause(verb: Token) -> Cue | None:
    """Suggested that he visit."""
    if verb.dep_ != "ccomp" or verb.tag_ != "VB" or child(verb, "nsubj") is None:
        return None
    status = lexical(verb.head)
    return Cue(status, verb.head) if status is not None else None


def _infinitive(verb: Token, head: Token, to: Token) -> Cue | None:
    """Is expected to visit; invited him to visit; came to meet; has yet to meet."""
    above = verb_cue(head) if (is_verb(head) or head.pos_ == "AUX") and not is_parted(verb, head) else None
    if above is not None and above.status is Status.DENIED:
        return above
    yet = next((one for one in head.children if one.lower_ == "yet"), None)
    if yet is not None and head.lemma_ in ("have", "be"):
        return Cue(Status.DENIED, yet)
    if (status := lexical(head)) is not None:
        return Cue(_given_up(head, status), head)
    return _plain_infinitive(verb, head, to) or above


def _plain_infinitive(verb: Token, head: Token, to: Token) -> Cue | None:
    """Was the first to visit; is to visit; went there to meet; has to go; headlines' "X to visit Y, aide says"."""
    ranked = next((one for one in head.children if one.dep_ == "attr" and _is_ranked(one)), None)
    if ranked is not None and verb.dep_ == "advcl":
        return _first_to(ranked)
    if head.lemma_ == "be" or verb.dep_ == "advcl":
        unreal = any(one.lower_ == "have" for one in verb.children if one.dep_ == "aux")
        planned = Status.CANCELLED if unreal and head.tag_ == "VBD" else Status.PLANNED
        return Cue(planned, head if head.lemma_ == "be" else to)
    if head.lemma_ == "have":
        return Cue(Status.PROPOSED, head)
    return Cue(Status.PLANNED, to) if _heads_report(verb, head) else None


def _heads_report(verb: Token, head: Token) -> bool:
    """Whether a headline reports an infinitive with its subject: "Premier to visit Oslo, aide says"."""
    cited = head.lemma_.lower() in words("speech.toml", "cites") or is_parted(verb, head)
    return verb.dep_ == "ccomp" and cited and child(verb, "nsubj", "nsubjpass") is not None


def comes_after(preposition: Token, verb: Token, cue: Cue | None) -> bool:
    """Whether a journey that is to come has another before it: "will arrive there after visiting Oslo"."""
    going = words(FILE, "reaching")
    planned = [low for one in verb.children if one.dep_ in ("xcomp", "acomp") for low in (one, *one.children)]
    onward = any(one.lemma_.lower() in going for one in (verb, *planned) if is_verb(one))
    onward = onward or any(one.lower_ == "due" for one in planned)
    behind = preposition.lower_ in ("after", "following") and preposition.i > verb.i
    due = cue is None or cue.status is Status.OCCURRED
    due = due and any(lexical(one) is Status.PLANNED for one in verb.children if one.dep_ == "acomp")  # "had been due"
    open_ = cue is not None and cue.status in (*OPEN, Status.CANCELLED, Status.POSTPONED)
    return behind and onward and (due or open_)


def _given_up(head: Token, status: Status) -> Status:
    """Of a plan that is told in the past perfect nothing came ("had been due to"), unless somebody only reports it."""
    verb = head if is_verb(head) or head.pos_ == "AUX" else head.head
    if status not in OPEN or verb.dep_ in ("ccomp", "relcl") or head.lemma_.lower() in words(FILE, "offers"):
        return status
    perfect = any(one.lower_ == "had" for one in verb.children if one.dep_ in ("aux", "auxpass"))
    ago = is_unkept(head) and any(one.lower_ == "ago" for one in _below(head))
    return Status.CANCELLED if perfect or ago else status


def is_unkept(verb: Token) -> bool:
    """Whether somebody only meant to do something: "intended to visit", where no one reports it."""
    past = verb.tag_ == "VBD" or any(one.dep_ == "auxpass" and one.tag_ == "VBD" for one in verb.children)
    return past and verb.dep_ not in ("ccomp", "relcl") and verb.lemma_.lower() in words(FILE, "unkept")


def _infinitive_of_noun(head: Token, to: Token) -> Cue | None:
    """Plans to visit; no plans to visit; turned down an invitation to visit; the first to visit."""
    while head.ent_type_ == "DATE" and head.head != head and not is_verb(head):
        head = head.head  # "the first leader in 12 years to visit"
    status = look("verbs", head.lemma_.lower()) or look("reports", head.lemma_.lower())
    if status is not None:
        negated = next((one for one in head.children if one.lower_ in words(FILE, "negations")), None)
        if negated is None and head.dep_ == "dobj" and head.head.lemma_ == "have":
            negated = child(head.head, "neg")  # "does not have a plan for her to visit"
        return Cue(Status.DENIED, negated) if negated is not None else answered(head) or Cue(status, head)
    ranked = _is_ranked(head) and child(to.head, "nsubj") is None  # not "The latest: X to send envoy to Y"
    return _first_to(head) if ranked else Cue(Status.PLANNED, to)


def _is_ranked(noun: Token) -> bool:
    """The first, the only, the highest-ranking one to visit."""
    before = [one for one in noun.subtree if one.i <= noun.i]
    return any(
        one.lower_ in words(FILE, "ranks") or one.ent_type_ == "ORDINAL" or one.tag_ in ("JJS", "RBS") for one in before
    )


def _first_to(noun: Token) -> Cue:
    """Whoever is the first to visit has visited, unless that is still to be."""
    above = verb_cue(noun.head) if is_verb(noun.head) or noun.head.pos_ == "AUX" else None
    return above if above is not None and above.status in OPEN else Cue(Status.OCCURRED, noun)


def answered(noun: Token) -> Cue | None:
    """What became of an invitation or a plan: "accepted", "turned down", "called off"."""
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass") or not is_verb(verb):
        return None
    particle = next((one.lower_ for one in verb.children if one.dep_ == "prt"), None)
    key = f"{verb.lemma_.lower()} {particle}" if particle else verb.lemma_.lower()
    status = look("answers", key)
    if status is None:
        return None
    cue = verb_cue(verb)
    open_still = cue is not None and cue.status in (*OPEN, Status.DENIED)
    return None if open_still else Cue(status, verb)
