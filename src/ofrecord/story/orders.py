"""First, only, latest, oldest, second: the place of an agency among those who signed."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Basis, Measure, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.numbers import parse_number
from ofrecord.story.offices import GENERIC
from ofrecord.story.scopes import carried_states
from ofrecord.story.subjects import (
    Found,
    Subject,
    clause_end,
    make_reading,
    named,
    states_of,
    subject_of,
)
from ofrecord.story.tokens import PROGRAM, Token

FIRST_WORDS = frozenset({"first", "oldest", "earliest", "primera", "primer", "primero"})
ONLY_WORDS = frozenset({"only", "lone", "sole", "other", "único", "única", "else"})
LATEST_WORDS = frozenset({"latest", "newest", "recent", "last"})
ORDINAL_WORDS = frozenset(
    [
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "2nd",
        "3rd",
        "4th",
        "5th",
        "6th",
        "7th",
        "8th",
        "9th",
        "10th",
        "eleventh",
        "twelfth",
    ]
)
_NOT_FIRST = frozenset(
    [
        "week",
        "weeks",
        "time",
        "times",
        "half",
        "two",
        "three",
        "four",
        "year",
        "years",
        "term",
        "place",
        "day",
        "days",
        "month",
        "months",
        "quarter",
        "amendment",
        "lady",
        "step",
        "responder",
        "responders",
        "reported",
        "published",
        "announced",
        "nations",
        "nation",
        "lawsuit",
        "bill",
        "law",
        "hearing",
        "debut",
        "court",
        "arrest",
        "raid",
        "death",
        "case",
        "deportation",
        "arrests",
    ]
)
_MEMBERS = frozenset(
    [
        "agency",
        "agencies",
        "one",
        "office",
        "department",
        "jurisdiction",
        "municipality",
        "place",
        "county",
    ]
)
_JOINING = frozenset(
    [
        "sign",
        "join",
        "get",
        "land",
        "take",
        "enter",
        "reach",
        "ink",
        "have",
        "adopt",
        "partner",
        "participate",
        "strike",
        "accept",
        "secure",
        "win",
        "such",
        "under",
        "among",
        "in",
        "of",
        "with",
        "deal",
        "entrant",
        "new",
        "agreement",
        "agreements",
        "participant",
        "participants",
        "partner",
        PROGRAM,
    ]
)
_COUNTY = frozenset({"county", "counties", "parish"})


def _tail(sentence: Sentence, place: int, most: int = 12) -> int:
    return clause_end(sentence, place, most)


def _speaks_of_members(sentence: Sentence, place: int, most: int = 6) -> bool:
    """Whether what follows is an agency, an agreement or the act of joining."""
    words, at = sentence.words.words, sentence.words.at
    after = words[place + 1 : place + 1 + most]
    if not after or after[0] in {".", ",", ";", ")"}:
        return True
    token = at.get(place + 1)
    if token is None and (after[0] in _NOT_FIRST or after[0].isdigit()):
        return False
    for n, word in enumerate(after):
        token = at.get(place + 1 + n)
        if token is not None and token.sort in {"noun", "kind", "model"}:
            return token.value != "states" or token.owner
        if token is not None and token.sort == "elsewhere":
            return False
        if word in _NOT_FIRST:
            return False
        if word in {"to", "in", "under", "among"} and n <= 1:
            return True
        if word in _JOINING:
            return True
    return False


def _scope_states(sentence: Sentence, place: int) -> tuple[str, ...]:
    """Among whom it is first or only: the state that owns it, or the one that follows."""
    words = sentence.words.words
    after = words[place + 1 : place + 9]
    if any(
        after[n : n + 3]
        in (["in", "the", "nation"], ["in", "the", "country"], ["in", "the", "u.s."])
        for n in range(7)
    ):
        return ()
    if words[max(0, place - 1)] in {"nation's", "country's"} or "nationwide" in after:
        return ()
    token = sentence.words.at.get(place - 1)
    if token is not None and token.sort == "state":
        return codes_of([token])
    near = [t for t in sentence.states() if place < t.first <= place + 10]
    if near:
        return codes_of(near)[:1]
    return (
        sentence.codes()
        or carried_states(sentence)
        or (sentence.story.place or sentence.story.home)
    )[:1]


def _places(sentence: Sentence, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The counties of a named part of a state: "the Philadelphia region's first"."""
    for token in sentence.tokens:
        if token.sort == "place":
            found = sentence.lexicon.places[token.value]
            return (found.state,), found.counties
    return _scope_states(sentence, place), ()


def _since(sentence: Sentence, place: int) -> str:
    """Since when it is first: "the first of 2025", "the first of the new agreements"."""
    words = sentence.words.words
    for span in sentence.times:
        at = sentence.place(span.start)
        if span.kind == "year" and span.lead in {"of", "in", ""} and 0 < at - place < 8:
            return span.first.isoformat()
        if (
            span.kind in {"term", "window"}
            and span.lead in {"since", "under", "during", "of"}
            and at > place
        ):
            return span.first.isoformat()
    tail = words[place + 1 : place + 14]
    new = [
        n
        for n, word in enumerate(tail)
        if word == "new" and {"agreement", "agreements", "type"} & set(tail[n + 1 : n + 5])
    ]
    if new and sentence.lexicon.offices:
        return sentence.lexicon.offices[-1].began.replace(month=1, day=1).isoformat()
    return ""


def _kind(sentence: Sentence, place: int) -> tuple[str, ...]:
    for token in sentence.tokens:
        if (
            token.sort == "kind"
            and place < token.first <= place + 4
            and not token.value.startswith("type:")
        ):
            return tuple(token.value.split("|"))
    return ()


def _bodies(sentence: Sentence, place: int) -> Subject:
    """The agency that is first: the one before, else the one that follows."""
    start = sentence.words.starts[place]
    before = [b for b in sentence.bodies if b.end <= start]
    after = [b for b in sentence.bodies if b.start >= start]
    if before:
        return named(before[-1:])
    if after:
        return named(after[:1])
    if sentence.story.bodies:
        return Subject(sentence.story.bodies[:1])
    return subject_of(sentence)


def read_first(sentence: Sentence) -> Iterator[Found]:
    """As in "The first agency in Pennsylvania to join", "Indiana's first entrant", "the oldest one"."""
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in FIRST_WORDS or (place and words[place - 1] in {"at", "when"}):
            continue
        owned = place > 0 and words[place - 1] == "region's"
        if word == "first" and not owned and not _speaks_of_members(sentence, place):
            continue
        if word in {"oldest", "earliest"} and words[place - 1 : place] != ["the"]:
            continue
        token = sentence.words.at.get(place)
        if token is not None and token.used:
            continue
        subject = _bodies(sentence, place)
        if not subject.phrases and GENERIC.isdisjoint(sentence.present):
            continue
        states, counties = _places(sentence, place)
        scope = Scope(
            states=states,
            counties=counties,
            agencies=subject.phrases,
            words=_kind(sentence, place),
            models=sentence.models()[:1] if word == "first" else (),
            signed_since=_since(sentence, place) if word == "first" else "",
        )
        start, end = _span(sentence, place), _tail(sentence, place)
        if subject.here and word != "first":
            end = max(end, subject.end)
        yield (
            start,
            end,
            make_reading(sentence, Measure.FIRST, scope, value="yes", basis=Basis.EVENT),
        )
        return


def _span(sentence: Sentence, place: int) -> int:
    """Where the words of a first begin: with what owns it."""
    words = sentence.words
    while place and (
        words.words[place - 1].endswith("'s")
        or words.words[place - 1] in {"the", "its", "their", "only", "region's"}
    ):
        place -= 1
        token = words.at.get(place)
        if token is not None:
            place = token.first
    return words.starts[place]


def read_only(sentence: Sentence) -> Iterator[Found]:
    """As in "The only office in New York with an agreement", "no other agency in Delaware", "lone"."""
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in ONLY_WORDS or not _alone(sentence, place):
            continue
        subject = _only_bodies(sentence, place)
        if not subject.phrases:
            continue
        states = _scope_states(sentence, place)
        after = [t for t in sentence.states() if t.first > place]
        if len(after) > 1 and {"or", "and"} & set(words[after[0].last : after[-1].first]):
            states = codes_of(after)
        scope = Scope(
            states=states,
            agencies=subject.phrases,
            words=_kind(sentence, place),
            models=sentence.models()[:1],
        )
        days = _only_days(sentence)
        start = sentence.words.starts[
            place - 1 if place and words[place - 1] in {"the", "no", "el", "la"} else place
        ]
        yield (
            start,
            _tail(sentence, place),
            make_reading(sentence, Measure.ONLY, scope, value="yes", basis=Basis.EVENT, days=days),
        )
        return


def _alone(sentence: Sentence, place: int) -> bool:
    words = sentence.words.words
    word, before = words[place], words[place - 1] if place else ""
    after = words[place + 1 : place + 8]
    if word in {"other", "else"}:
        if before != "no":
            return False
    elif (
        word == "only"
        and before not in {"the", "state's", "is", "was"}
        and not before.endswith("'s")
    ):
        return False
    if after[:1] == ["a"] or after[:3] in (
        ["one", "of", "them"],
        ["one", "of", "those"],
        ["one", "of", "these"],
    ):
        return False
    stop = next((n for n, w in enumerate(after) if w in {",", ";", "who", "that"}), len(after))
    tokens = [sentence.words.at.get(place + 1 + n) for n in range(stop)]
    if any(t is not None and t.number is not None and t.number.value != 1 for t in tokens):
        return False
    if not _MEMBERS.isdisjoint(after[:stop][:5]):
        return not {"time", "reason", "way", "thing"} & set(after[:2])
    return any(
        t is not None
        and (t.sort == "kind" or (t.sort == "noun" and t.value in {"agencies", "agreements"}))
        for t in tokens[:5]
    )


def _only_bodies(sentence: Sentence, place: int) -> Subject:
    start = sentence.words.starts[place]
    before = [b for b in sentence.bodies if b.end <= start]
    after = [b for b in sentence.bodies if b.start >= start]
    if before:
        return named(before[-1:])
    if after and {"is", "was", "belongs"} & set(
        sentence.words.words[place : sentence.place(after[0].start)]
    ):
        return named(after[:1])
    if sentence.story.bodies:
        return Subject(sentence.story.bodies[:1])
    return named(after[:1])


def _only_days(sentence: Sentence) -> tuple[str, str] | bool:
    """When one was the only one: years ago, until a time, or on the story's day."""
    published = sentence.story.published
    for span in sentence.times:
        if span.lead in {"before", "until"}:
            eve = span.first.toordinal() - 1
            day = span.first.fromordinal(max(eve, 1)).isoformat()
            return day, day
        if span.kind in {"before", "ago"}:
            return span.first.isoformat(), span.last.isoformat()
    words = sentence.words.words
    past = "was" in sentence.present or "had" in sentence.present
    if (
        past
        and published
        and ("years" in sentence.present or "decade" in sentence.present)
        and "for" in words
    ):
        last = published.replace(month=1, day=1).toordinal() - 1
        end = published.fromordinal(last)
        return end.replace(year=end.year - 2, month=1, day=1).isoformat(), end.isoformat()
    return True


def read_latest(sentence: Sentence) -> Iterator[Found]:
    """As in "The latest to join are Navajo and Yuma counties", "which signed the most recent agreement"."""
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in LATEST_WORDS or not sentence.bodies:
            continue
        before = words[place - 1] if place else ""
        if word == "recent" and before != "most":
            continue
        if word == "last" and words[place + 1 : place + 3] not in (["to", "sign"], ["to", "join"]):
            continue
        if words[place + 1 : place + 2] and words[place + 1] in {
            "data",
            "figures",
            "list",
            "update",
            "report",
            "version",
            "available",
            "numbers",
            "count",
            "tally",
        }:
            continue
        start = sentence.words.starts[place]
        after = [
            b
            for b in sentence.bodies
            if b.start >= start and not _in_new_clause(sentence, place, b.start)
        ]
        earlier = [b for b in sentence.bodies if b.end <= start]
        subject = named(after or earlier[-1:])
        if not subject.phrases:
            continue
        scope = Scope(
            states=states_of(sentence)[:1], agencies=subject.phrases, models=sentence.models()[:1]
        )
        first = place - 1 if before in {"most", "the"} else place
        end = max(subject.end, _tail(sentence, place, 6))
        yield (
            min(subject.start, sentence.words.starts[first]),
            end,
            make_reading(sentence, Measure.LATEST, scope, value="yes"),
        )
        return


def _in_new_clause(sentence: Sentence, place: int, start: int) -> bool:
    return not {";", "while", "but"}.isdisjoint(sentence.words.words[place : sentence.place(start)])


def read_order(sentence: Sentence) -> Iterator[Found]:
    """As in "The second county in Pennsylvania to take part", "it is only the second"."""
    words, at = sentence.words.words, sentence.words.at
    for place, word in enumerate(words):
        token = at.get(place)
        if word not in ORDINAL_WORDS or (token is not None and token.used):
            continue
        number = parse_number(word)
        following = words[place + 1 : place + 3]
        if (
            number is None
            or not _ordered(sentence, place, token)
            or following[:1] in (["half"], ["term"], ["administration"], ["type"], ["place"])
        ):
            continue
        if following == ["in", "the"] or following[:1] in (
            ["most"],
            ["largest"],
            ["highest"],
            ["to"],
            ["only"],
        ):
            continue
        subject = _bodies(sentence, place)
        states = _scope_states(sentence, place)
        if not states:
            continue
        types = ("County",) if following[:1] and following[0] in _COUNTY else ()
        own = [t for t in sentence.tokens if t.sort == "model" and place < t.first]
        first = _next_clause(sentence, place)
        models = (own[0].value,) if own and own[0].first < first else ()
        scope = Scope(
            states=states,
            agencies=subject.phrases,
            models=models,
            types=types,
            words=_kind(sentence, place),
        )
        yield (
            _span(sentence, place),
            _tail(sentence, place, 16),
            make_reading(sentence, Measure.ORDINAL, scope, value=number.value, basis=Basis.EVENT),
        )
        return


def _ordered(sentence: Sentence, place: int, token: Token | None) -> bool:
    del token
    words = sentence.words.words
    if (
        place
        and words[place - 1] not in {"the", "only", "its", "just"}
        and not words[place - 1].endswith("'s")
    ):
        return False
    after = words[place + 1 : place + 2]
    return not after or after[0] in {",", "."} or _speaks_of_members(sentence, place, 4)


def _next_clause(sentence: Sentence, place: int) -> int:
    words = sentence.words.words
    return next((n for n in range(place, len(words)) if words[n] in {",", ";"}), len(words))
