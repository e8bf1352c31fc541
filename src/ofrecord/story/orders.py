"""First, oldest, second: the place of an agency among those who signed."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Basis, Measure, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.numbers import parse_number
from ofrecord.story.offices import GENERIC
from ofrecord.story.places_carried import carried_states
from ofrecord.story.speech import word_set
from ofrecord.story.subjects import Found, Subject, carried, clause_end, make_reading, named

FIRST_WORDS = frozenset({"first", "oldest", "earliest", "primera", "primer", "primero"})
ORDINAL_WORDS = word_set(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth 2nd 3rd 21st 22nd "
    "23rd 31st 32nd 33rd"
) | {f"{number}th" for number in range(4, 100)}
_NOT_FIRST = word_set(
    "week weeks time times half two three four year years term place day days month months quarter "
    "amendment lady step responder responders reported published announced nations nation lawsuit "
    "bill law hearing debut court arrest raid death case deportation arrests"
)
_JOINING = word_set(
    "sign join get land take enter reach ink have adopt partner participate strike accept secure "
    "win such under among in of with deal entrant new agreement agreements participant "
    "participants partner firmar unirse sumarse participar"
)
_NATION = (["in", "the", "nation"], ["in", "the", "country"], ["in", "the", "u.s."])
_COUNTY = frozenset({"county", "counties", "parish"})
_TAKEN = frozenset({"half", "term", "administration", "type", "place"})
_RANKS = frozenset({"most", "largest", "highest", "to", "only"})
_AMONG = (["among", "the"], ["of", "the"])
"""One of several firsts is not the first."""
_TELLING = word_set("the was were is came became ranked only just its their la el fue")
_OWN = frozenset({"its", "their", "his", "her"})
_DONE = (["signed"], ["joined"], ["entered"], ["began"], ["started"], ["listed"])
_OURS = frozenset(
    {"it's", "that's", "county's", "agency's", "department's", "office's", "nation's"}
)
_PERSONS = frozenset({"his", "her", "my", "our", "i", "we"})
WHO = "the agency is not named"
_OWNERS = frozenset({"the", "its", "their", "only", "region's"})
_LOCAL = frozenset({"county's", "city's", "town's", "village's", "department's", "agency's"})
_NEW = frozenset({"agreement", "agreements", "type"})


def speaks_of_members(sentence: Sentence, place: int, most: int = 6) -> bool:
    """Whether what follows a word is an agency, an agreement or the act of joining."""
    words, at = sentence.words.words, sentence.words.at
    after = words[place + 1 : place + 1 + most]
    if not after or after[0] in {",", ";", ")"}:
        before = words[max(0, place - 1) : place]
        return not before or before[0] in _TELLING or before[0].endswith(("'s", "s'"))
    if at.get(place + 1) is None and (after[0] in _NOT_FIRST or after[0].isdigit()):
        return False
    for n, word in enumerate(after):
        token = at.get(place + 1 + n)
        if token is not None and token.sort in {"noun", "kind", "model"}:
            return token.value != "states" or token.owner
        if n and word == "of" and token is None and at.get(place + n) is None:
            return False
        if word in _NOT_FIRST or (token is not None and token.sort == "elsewhere"):
            return False
        if word in _JOINING or (n <= 1 and word in {"to", "in", "under", "among"}):
            return True
    return False


def field_states(sentence: Sentence, place: int) -> tuple[str, ...]:
    """Among whom one is first or only: the state that owns it, or the one that follows."""
    words = sentence.words.words
    after = words[place + 1 : place + 9]
    if any(after[n : n + 3] in _NATION for n in range(7)) or "nationwide" in after:
        return ()
    if place and words[place - 1] in {"nation's", "country's"}:
        return ()
    token = sentence.words.at.get(place - 1)
    if token is not None and token.sort == "state":
        return codes_of([token])
    near = [t for t in sentence.states() if place < t.first <= place + 10]
    if near:
        return codes_of(near)[:1]
    return (sentence.codes() or carried_states(sentence) or sentence.own_place)[:1]


def kind_after(sentence: Sentence, place: int) -> tuple[str, ...]:
    """The kind of agency that one is the first of: "the first sheriff's office"."""
    for token in sentence.tokens:
        if token.sort == "kind" and place < token.first <= place + 4 and ":" not in token.value:
            return tuple(token.value.split("|"))
    return ()


def types_after(sentence: Sentence, place: int) -> tuple[str, ...]:
    """The type of agency that one is alone among: "the lone state agency"."""
    for token in sentence.tokens:
        if token.sort == "kind" and place < token.first <= place + 3:
            return (token.value[5:],) if token.value.startswith("type:") else ()
    return ()


def who(sentence: Sentence, place: int) -> Subject:
    """The agency that is first: the one before, else the one that follows."""
    start = sentence.words.starts[place]
    before = [b for b in sentence.bodies if b.end <= start]
    after = [b for b in sentence.bodies if b.start >= start]
    if before or after:
        return named(before[-1:] or after[:1])
    if sentence.story.bodies:
        return Subject(sentence.story.bodies[:1])
    return carried(sentence)


def start_of(sentence: Sentence, place: int) -> int:
    """Where the words of a first begin: with what owns it."""
    words = sentence.words
    while place and (words.words[place - 1].endswith("'s") or words.words[place - 1] in _OWNERS):
        place -= 1
        token = words.at.get(place)
        place = token.first if token is not None else place
    return words.starts[place]


_DENIED = frozenset({"hardly", "not", "isn't", "wasn't", "far", "nor", "never"})


# First ------------------------------------------------------------------------------------------


def read_first(sentence: Sentence) -> Iterator[Found]:
    """Firsts: "the first agency in Ohio to join", "Indiana's first entrant", "the oldest"."""
    for place, word in enumerate(sentence.words.words):
        if word not in FIRST_WORDS or not _is_first(sentence, place, word):
            continue
        subject = who(sentence, place)
        if not subject.phrases and GENERIC.isdisjoint(sentence.present):
            continue
        if (not subject.phrases and _is_of_a_person(sentence, place)) or _is_of_another(sentence):
            start, end = start_of(sentence, place), clause_end(sentence, place)
            yield start, end, sentence.nothing(WHO)
            return
        states, counties = named_field(sentence, place)
        first = word not in {"oldest", "earliest"}
        scope = Scope(
            states=states,
            counties=counties,
            agencies=subject.phrases,
            words=kind_after(sentence, place),
            models=sentence.models()[:1] if first else (),
            signed_since=_since(sentence, place) if first else "",
        )
        end = clause_end(sentence, place)
        if subject.here and not first:
            end = max(end, subject.end)
        reading = make_reading(sentence, Measure.FIRST, scope, value="yes", basis=Basis.EVENT)
        yield start_of(sentence, place), end, reading
        return


def _is_of_another(sentence: Sentence) -> bool:
    """Whether it is told of one that no list can be asked for: "Salem's agreement is the oldest"."""
    first = sentence.words.words[0]
    owned = first.endswith("'s") and first not in _OURS and not sentence.bodies
    return owned and not any(t.first == 0 and t.sort == "state" for t in sentence.tokens)


def _is_of_a_person(sentence: Sentence, place: int) -> bool:
    """Whether it is told of the office of someone: "his office was the first in Ohio"."""
    return not _PERSONS.isdisjoint(sentence.words.words[:place])


def _is_first(sentence: Sentence, place: int, word: str) -> bool:
    before = sentence.words.words[place - 1] if place else ""
    token = sentence.words.at.get(place)
    if before in _OWN and sentence.bodies:
        return False
    if before != "the" and sentence.words.words[place + 1 : place + 2] in _DONE:
        return False
    if sentence.words.words[max(0, place - 3) : place][-2:] in _AMONG:
        return False
    if not _DENIED.isdisjoint(sentence.words.words[max(0, place - 3) : place]):
        return False
    if before in {"at", "when"} | _LOCAL or (token is not None and token.used):
        return False
    if word in {"oldest", "earliest"}:
        return before == "the"
    return before == "region's" or speaks_of_members(sentence, place)


def named_field(sentence: Sentence, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The states, and the counties where a named part of a state is meant."""
    for token in sentence.tokens:
        if token.sort == "place":
            found = sentence.lexicon.places[token.value]
            return found.states, found.counties
    return field_states(sentence, place), ()


def _since(sentence: Sentence, place: int) -> str:
    """Since when it is first: "the first of 2025", "the first of the new agreements"."""
    words = sentence.words.words
    for span in sentence.times:
        at = sentence.place(span.start)
        if span.kind == "year" and span.lead in {"of", "in", ""} and 0 < at - place < 8:
            return span.first.isoformat()
        since = span.lead in {"since", "under", "during", "of"}
        whole = span.kind == "window" and (span.first.month, span.first.day) == (1, 1)
        if span.kind in {"term", "window"} and (since or whole) and at > place:
            return span.first.isoformat()
    tail = words[place + 1 : place + 14]
    new = any(
        w == "new"
        and place + 1 + n not in sentence.words.at
        and _NEW.intersection(tail[n + 1 : n + 5])
        for n, w in enumerate(tail)
    )
    if new and sentence.lexicon.offices:
        return sentence.lexicon.offices[-1].began.replace(month=1, day=1).isoformat()
    return ""


# Second, third … --------------------------------------------------------------------------------


def read_order(sentence: Sentence) -> Iterator[Found]:
    """Orders: "the second county in Pennsylvania to take part", "it is only the second"."""
    for place, word in enumerate(sentence.words.words):
        if word not in ORDINAL_WORDS or not _is_order(sentence, place):
            continue
        number = parse_number(word)
        states = field_states(sentence, place)
        if number is None or not states:
            continue
        following = sentence.words.words[place + 1 : place + 2]
        scope = Scope(
            states=states,
            agencies=who(sentence, place).phrases,
            models=_model_after(sentence, place),
            types=("County",) if not _COUNTY.isdisjoint(following) else (),
            words=kind_after(sentence, place),
        )
        reading = make_reading(
            sentence, Measure.ORDINAL, scope, value=number.value, basis=Basis.EVENT
        )
        yield start_of(sentence, place), clause_end(sentence, place, 16), reading
        return


def _is_order(sentence: Sentence, place: int) -> bool:
    words = sentence.words.words
    token = sentence.words.at.get(place)
    if token is not None and token.used:
        return False
    following = words[place + 1 : place + 2]
    if not (_TAKEN | _RANKS).isdisjoint(following) or words[place + 1 : place + 3] == ["in", "the"]:
        return False
    before = words[place - 1] if place else ""
    if place and before not in {"the", "only", "its", "just"} and not before.endswith("'s"):
        return False
    return not following or following == [","] or speaks_of_members(sentence, place, 4)


def _model_after(sentence: Sentence, place: int) -> tuple[str, ...]:
    """The model that is named after a word, in the same clause."""
    words = sentence.words.words
    end = next((n for n in range(place, len(words)) if words[n] in {",", ";"}), len(words))
    own = [t for t in sentence.tokens if t.sort == "model" and place < t.first < end]
    return (own[0].value,) if own else ()
