"""None: "Illinois has no agreements", "no agency in Oregon takes part", "it has not signed"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ofrecord.story.absences_where import (
    goes_on_waiting,
    in_town,
    of_states,
    states_near,
    subject_of_verb,
)
from ofrecord.story.bodies import Body
from ofrecord.story.claims import Basis, Measure, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.places_carried import carried_states
from ofrecord.story.speech import ADJECTIVES, DENIALS, word_set
from ofrecord.story.subjects import (
    OWN,
    Days,
    Found,
    Subject,
    before_of,
    carried,
    clause_end,
    make_reading,
    named,
    states_of,
)
from ofrecord.story.tokens import Token

_NOT = word_set("not never doesn't hasn't haven't don't didn't isn't aren't hadn't")
_MARKS = word_set("; : ( ) — – while whereas but although though because")
_SOFT = word_set("a an any single one such yet formal of its the their or local ever currently")
_PART = word_set(
    "part participate participating participates partner partnered include includes included "
    "including list listed enrolled member members among join joined sign signed signing have had "
    "entered enter participant name names show shows appear agreement agreements partnership "
    "program participa participan"
)
_SPOKE = word_set("said say respond comment immediately know")
_COUNTED = frozenset({"agreements", "agencies", "applications", "counties"})
_TO_COME = word_set("will would should must can could may might forced required")
TOWN = "which agencies there are in a town is not on a list"
WHO = "it is not named who is meant"
_FAR = 9
_NEAR = 4
_HAS = frozenset({"has", "have", "lists", "shows"})
_PAST = frozenset({"had", "was", "were"})
_REST = frozenset({"others", "rest", "other"})
_SINGLE = frozenset({"a", "an", "any", "one", "such"})
_OTHERS = frozenset({"agreements", "applications", "states"})


def read_absence(sentence: Sentence) -> Iterator[Found]:
    """What a sentence says there is none of."""
    for place, word in enumerate(sentence.words.words):
        if word in DENIALS:
            found = _denied(sentence, place, word)
            if found is not None:
                yield found
                return


_OF_WHICH = (["of", "which"], ["of", "whom"])


def _denied(sentence: Sentence, place: int, word: str) -> Found | None:
    ahead = sentence.words.words[max(0, place - 4) : place]
    if any(ahead[n : n + 2] in _OF_WHICH for n in range(len(ahead))):
        return sentence.words.starts[place], sentence.words.ends[place], sentence.nothing(WHO)
    following = sentence.words.words[place + 1 : place + 2]
    if word == "not" and following == ["one"]:
        return _none(sentence, place + 1)
    if word == "not" and following == ["to"]:
        return None
    if word in _NOT and following not in (["a"], ["any"]):
        return _not_signed(sentence, place)
    if word in {"none", "ninguno", "ninguna"} and not _noun_at(sentence, place + 1):
        return _none(sentence, place)
    if word == "yet":
        have = sentence.words.words[max(0, place - 1) : place] in (["have"], ["has"], ["had"])
        return _not_signed(sentence, place) if have and following == ["to"] else None
    if word == "gone":
        return _gone(sentence, place)
    if word in {"absent", "missing"}:
        return _absent_from(sentence, place) if following == ["from"] else None
    if word == "neither":
        return _neither(sentence, place)
    return _no(sentence, place)


def _noun_at(sentence: Sentence, place: int) -> bool:
    token = sentence.words.at.get(place)
    return token is not None and token.sort in {"noun", "kind"}


def _noun_after(sentence: Sentence, place: int) -> Token | None:
    """What there is none of: the noun that follows, through adjectives, models and states."""
    words, at = sentence.words.words, sentence.words.at
    after, unknown = place + 1, 0
    found: Token | None = None
    while after < len(words) and unknown < 3:
        token = at.get(after)
        if token is not None:
            if token.sort in {"noun", "kind", "elsewhere"} or _is_agreement(words, token):
                found = token
            elif (token.form and words[after] != "one") or found is not None:
                return found
            after = token.last + 1
            continue
        word = words[after]
        if found is not None or word in _MARKS or word in {",", "other"}:
            return found
        unknown += word not in ADJECTIVES and word not in _SOFT
        after += 1
    return found


def _is_agreement(words: list[str], token: Token) -> bool:
    """Whether a model is named together with the agreement: "no task force agreement"."""
    return token.sort == "model" and words[token.last].startswith("agreement")


# No agreements, no agency -----------------------------------------------------------------------


def _no(sentence: Sentence, place: int) -> Found | None:
    noun = _noun_after(sentence, place)
    following = sentence.words.words[place + 1 : place + 2]
    new = following == ["new"] and place + 1 not in sentence.words.at
    if noun is None or noun.sort == "elsewhere" or new:
        return None
    if noun.sort == "noun" and noun.value not in _COUNTED:
        return None
    if sentence.words.words[noun.last + 1 : noun.last + 2] == ["more"]:
        return None
    if _of_number(sentence, place) and sentence.words.words[place] != "neither":
        return None
    if not sentence.codes() and of_states(sentence, place):
        return None
    pending = noun.value == "applications"
    agencies = noun.sort == "kind" or noun.value in {"agencies", "counties"}
    if agencies and not _says_part(sentence, noun):
        return None
    owners = [] if agencies or pending else _holders(sentence, place)
    if owners:
        return _membership(sentence, named(owners), place, noun.last)
    if not (agencies or pending) and (owners := subject_of_verb(sentence, place)):
        return _membership(sentence, named(owners), place, noun.last)
    return _absent(sentence, place, noun.last, pending=pending)


def _of_number(sentence: Sentence, place: int) -> bool:
    """Whether it is a number of counties or agencies that have none: "58 counties have no …"."""
    before = [t for t in sentence.tokens if t.sort in {"noun", "kind"} and t.last < place]
    if not before or place - before[-1].last > _NEAR or before[-1].value in _OTHERS:
        return False
    return any(t.form and 0 < before[-1].first - t.last < _NEAR for t in sentence.tokens)


def _says_part(sentence: Sentence, noun: Token) -> bool:
    """Whether "no agency" is followed by a verb of taking part, or has an agreement."""
    words = sentence.words.words
    if sentence.by_publisher and not _HAS.isdisjoint(words[max(0, noun.first - 4) : noun.first]):
        return True
    after = words[noun.last + 1 : noun.last + 12]
    if not _TO_COME.isdisjoint(after[:3]):
        return False
    if {"has", "have", "had"}.intersection(after[:6]) and {"one", "any", "such"}.intersection(
        after
    ):
        return True
    if not _PART.isdisjoint(after):
        return True
    end = min(len(words), noun.last + _FAR)
    return any(sentence.role(n) in {"sign", "hold"} for n in range(noun.last + 1, end))


def _holders(sentence: Sentence, place: int) -> list[Body]:
    """The agencies that are said to hold none: those before, with only a verb between."""
    words = sentence.words.words
    bodies = [
        b
        for b in before_of(sentence, place)
        if _MARKS.isdisjoint(words[sentence.place(b.end) : place])
    ]
    if not bodies or sentence.place(bodies[-1].end) < place - 6:
        return []
    return bodies


def _membership(sentence: Sentence, subject: Subject, place: int, last: int) -> Found:
    scope = Scope(
        states=states_of(sentence), agencies=subject.phrases, models=sentence.models()[:1]
    )
    words = sentence.words
    start = min(subject.start, words.starts[place]) if subject.here else words.starts[place]
    end = max(subject.end, words.ends[last])
    return start, end, make_reading(sentence, Measure.MEMBERSHIP, scope, value="no")


def _absent(sentence: Sentence, place: int, last: int, *, pending: bool = False) -> Found | None:
    words = sentence.words
    if in_town(sentence, last):
        return words.starts[place], words.ends[last], sentence.nothing(TOWN)
    tokens = states_near(sentence, place)
    states = codes_of(tokens) or carried_states(sentence)
    if not states and sentence.local:
        states = sentence.own_place
    start = min([words.starts[place], *(t.start for t in tokens)])
    end = max([words.ends[last], *(t.end for t in tokens)])
    if not states:
        counted = any(t.value == "states" and t.first < place for t in sentence.tokens)
        about = sentence.cue or sentence.has_noun("agreements")
        return (
            (start, end, sentence.nothing("the state is not named"))
            if about and not counted
            else None
        )
    if "until" in sentence.present and not sentence.times:
        return start, end, sentence.nothing("it is not told until when")
    kinds = _kinds(sentence, place, last)
    scope = Scope(
        states=states,
        models=sentence.models()[:1],
        words=tuple(word for kind in kinds for word in kind.value.split("|")),
        pending=pending,
    )
    ever = _ever(sentence, place)
    then = _then(sentence)
    reading = make_reading(
        sentence,
        Measure.AGREEMENTS,
        scope,
        value=0.0,
        days=_until(sentence) if ever else then,
        basis=Basis.EVENT if ever else Basis.STATED if then != OWN else None,
    )
    return start, end, reading


def _kinds(sentence: Sentence, place: int, last: int) -> list[Token]:
    """The kinds of agency of which there is none: "no police department or sheriff's office"."""
    at = sentence.words.at
    found = [t for t in sentence.tokens if t.sort == "kind" and place < t.first <= last]
    while found and sentence.words.words[found[-1].last + 1 : found[-1].last + 2] in (
        ["or"],
        ["nor"],
    ):
        following = at.get(found[-1].last + 2)
        if following is None or following.sort != "kind":
            break
        found.append(following)
    return [] if any(":" in t.value for t in found) else found


def _then(sentence: Sentence) -> Days:
    """The time of which a sentence tells what was: "the state had none in January"."""
    if _PAST.isdisjoint(sentence.present):
        return OWN
    for span in sentence.times:
        if span.lead in {"until", "before"}:
            eve = (span.first - timedelta(days=1)).isoformat()
            return eve, eve
        if span.kind in {"month", "day"} and span.lead in {"in", "on", "at"}:
            return span.first.isoformat(), span.last.isoformat()
    return OWN


def _ever(sentence: Sentence, place: int) -> bool:
    """Whether it is said of all time before: "never", "not one had before"."""
    words = sentence.words.words
    if words[place] == "never":
        return True
    tail = words[place : place + 8]
    had = "had" in tail and _SINGLE.isdisjoint(tail[tail.index("had") + 1 :][:1])
    return had and any(span.kind == "before" for span in sentence.times)


def _until(sentence: Sentence) -> Days:
    span = next((s for s in sentence.times if s.kind == "before"), None)
    if span is not None:
        return "", span.last.isoformat()
    return ("", sentence.story.day) if sentence.story.day else OWN


# None of them, neither, has not -----------------------------------------------------------------


def _none(sentence: Sentence, place: int) -> Found | None:
    """Reads "none of the state's counties take part", "none of them plans to join"."""
    words = sentence.words.words
    tail = words[place + 1 : place + 3]
    bodies = before_of(sentence, place)
    if bodies and tail in (["of", "them"], ["of", "these"], ["of", "those"]):
        subject = named(bodies)
        scope = Scope(
            states=states_of(sentence), agencies=subject.phrases, models=sentence.models()[:1]
        )
        reading = make_reading(sentence, Measure.MEMBERSHIP, scope, value="no")
        return subject.start, subject.end, reading
    if bodies and not tail and words[place - 1] in _HAS:
        return _membership(sentence, named(bodies), place, place)
    if not _REST.isdisjoint(words[max(0, place - 3) : place]):
        return sentence.words.starts[place], sentence.words.ends[place], sentence.nothing(WHO)
    end = next((n for n in range(place, len(words)) if words[n] in _MARKS), len(words))
    if any(
        t.sort == "elsewhere" and place < t.first < min(end, place + 6) for t in sentence.tokens
    ):
        return None
    noun = _noun_after(sentence, place + 1) if tail[:1] == ["of"] else None
    told = noun is not None and noun.value == "agreements" and sentence.models()
    if noun is not None and not told:
        if noun.sort == "elsewhere" or not _says_part(sentence, noun):
            return None
    if noun is None and not sentence.codes() and sentence.story.last is not None:
        if sentence.story.last.sentence != sentence.story.number - 1:
            return sentence.words.starts[place], sentence.words.ends[place], sentence.nothing(WHO)
    waits = goes_on_waiting(sentence, place)
    return _absent(sentence, place, noun.last if noun is not None else place, pending=waits)


def _gone(sentence: Sentence, place: int) -> Found | None:
    """Reads "the police department is gone"."""
    bodies = before_of(sentence, place)
    are = sentence.words.words[place - 1 : place] in (["is"], ["are"])
    over = sentence.words.words[place + 1 : place + 2] in ([], [","], [";"])
    return _membership(sentence, named(bodies), place, place) if bodies and are and over else None


def _absent_from(sentence: Sentence, place: int) -> Found | None:
    """Reads "absent from the list are …"."""
    words = sentence.words.words
    if {"list", "roster", "program", "lists"}.isdisjoint(words[place : place + 6]):
        return None
    bodies = before_of(sentence, place) or sentence.bodies
    return _membership(sentence, named(bodies), place, place + 1) if bodies else None


def _neither(sentence: Sentence, place: int) -> Found | None:
    start = sentence.words.starts[place]
    after = [b for b in sentence.bodies if b.start > start]
    if "nor" not in sentence.present:
        return None
    if after:
        return _membership(sentence, named(after), place, place)
    states = [t for t in sentence.states() if t.start > start]
    agreed = states and (sentence.has_noun("agreements") or sentence.cue)
    if not agreed or _PART.isdisjoint(sentence.words.words[states[-1].last :]):
        return None
    return _absent(sentence, place, states[-1].last)


def _not_signed(sentence: Sentence, place: int) -> Found | None:
    """Reads "has not signed", "does not have an agreement", "does not yet include the schools"."""
    words = sentence.words.words
    ahead = words[place + 1 : place + _FAR]
    stop = next((n for n, w in enumerate(ahead) if w in _MARKS or w == ","), len(ahead))
    if _PART.isdisjoint(ahead[:stop]) or not _SPOKE.isdisjoint(ahead[:4]):
        return None
    before = [
        b
        for b in before_of(sentence, place)
        if {";", "—"}.isdisjoint(words[sentence.place(b.end) : place])
    ]
    last = max(place, sentence.place(clause_end(sentence, place)) - 1)
    lists = not {"include", "included", "list", "name", "show"}.isdisjoint(ahead[:stop])
    if lists and not before:
        subject = _left_out(sentence, place)
        return _membership(sentence, subject, place, last) if subject.phrases else None
    if before:
        return _membership(sentence, named(before), place, last)
    states = states_near(sentence, place)
    if states and states[0].first < place:
        return _absent(sentence, place, last)
    subject = carried(sentence)
    if subject.phrases and sentence.cue:
        return _membership(sentence, subject, place, last)
    return None


def _left_out(sentence: Sentence, place: int) -> Subject:
    """Whom a list does not include: those named after, a kind of agency, or those before."""
    start = sentence.words.starts[place]
    after = [b for b in sentence.bodies if b.start > start]
    if after:
        return named(after)
    for token in sentence.tokens:
        if token.sort == "kind" and token.first > place and ":" not in token.value:
            return Subject((sentence.words.words[token.last],))
    story = sentence.story
    return Subject(story.bodies if story.number - story.bodies_at <= _NEAR else ())
