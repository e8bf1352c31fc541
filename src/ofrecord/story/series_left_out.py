"""Why a number of the right thing is not settled: time to come, a part, another place, a scene."""

from __future__ import annotations

import re

from ofrecord.story.claims import Comparator
from ofrecord.story.series_sentence import BORDERS, SeriesSentence
from ofrecord.story.series_when import UNKNOWN_THEN, choose_when
from ofrecord.story.series_words import SeriesWords
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

TO_COME = "it is of time to come"
ADDED = "how many more than before is not told by the register"
LEFT_OVER = "how many were left over is not told by itself"
_NEAR_PLACE = 8
_PLACE_HOLDS = 4
"""A place is meant for so many sentences after the one that names it."""
_AHEAD = word_set(
    "intends intend intending plans plan planning aims aim aiming could would may might will "
    "expected expects expect forecast forecasts projected projects predicted predicts set wants "
    "want preparing prepares threatens threatened threatening ready capable able should shall "
    "podría podrían prevé espera capacity target goal if unless"
)
"""Words that tell what is to come, or only may be."""
_MORE = word_set("another further additional more")
_CLAUSE = BORDERS | word_set('after since when , " otros otras')

_PASSED = word_set(
    "pass passes passed passing top tops topped topping exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing"
)


def reason_by_pattern(sentence: SeriesSentence, number: Token) -> str:
    """Why a number is not the register's, by the form of words around it."""
    if not sentence.book.patterns:
        return ""
    low = sentence.low
    around = f"{low[max(0, number.hedge_start - 160) : number.hedge_start]}#"
    around += low[number.end : number.end + 160]
    for pattern in sentence.book.patterns:
        if pattern.form.search(around):
            return pattern.reason
    return ""


def reason_left_out(sentence: SeriesSentence, number: Token, noun: Token | None) -> str:
    """Why a number of the right thing is not settled: time to come, a part, another place."""
    if _is_to_come(sentence, number):
        return TO_COME
    words = sentence.words.words
    before = words[number.first - 1] if number.first else ""
    after = words[number.last + 1] if number.last + 1 < len(words) else ""
    added = before in _MORE or after in _MORE - {"another"}
    if added and not _is_of_its_own(sentence, number):
        return ADDED
    if before == "but" and words[number.first - 2 : number.first - 1] == ["all"]:
        return LEFT_OVER
    if _is_earlier(sentence, number):
        return UNKNOWN_THEN
    return _place_reason(sentence, number, noun)


def _is_of_its_own(sentence: SeriesSentence, number: Token) -> bool:
    """Whether what was added is told with a time at which nothing was counted before."""
    following = sentence.words.words[number.last + 1 : number.last + 14]
    when = choose_when(sentence, number.start, number.end)
    if "than" in following or when is None or when.vague or when.same:
        return False
    told = sentence.story.when
    return told is None or (told.first, told.last) != (when.first, when.last)


def _is_to_come(sentence: SeriesSentence, number: Token) -> bool:
    """Whether the clause of a number speaks of what is to come."""
    words = sentence.words.words
    place = number.first - 1
    steps = 0
    while place >= 0 and steps < 16 and words[place] not in _CLAUSE:
        if _ahead(sentence, place):
            return True
        place, steps = place - 1, steps + 1
    return any(
        _ahead(sentence, place)
        for place in range(number.last + 1, min(number.last + 5, len(words)))
    )


def _ahead(sentence: SeriesSentence, place: int) -> bool:
    """Whether a word tells of what is to come, and is no part of a day ("May 31")."""
    words = sentence.words.words
    if words[place] not in _AHEAD or _done(words, place):
        return False
    start = sentence.words.starts[place]
    return not any(when.start <= start < when.end for when in sentence.whens)


def _done(words: list[str], place: int) -> bool:
    """Whether "may have arrived" speaks of what is past, or "could not" of something else."""
    following = words[place + 1 : place + 2]
    return (
        following in (["have"], ["not"])
        or (words[place] == "set" and following != ["to"])
        or (words[place] == "may" and following == [","])
    )


def _is_earlier(sentence: SeriesSentence, number: Token) -> bool:
    """Whether a number is what another grew from, at a time that its own words do not tell."""
    low = sentence.low
    before = low[max(0, number.hedge_start - 10) : number.hedge_start].rstrip()
    if not re.search(r"\b(?:from|de)$", before):
        return False
    rest = re.match(r"[^,;.]{0,60}?\bto (?:[\w-]+ ){0,3}[\d]", low[number.end :])
    near = [w for w in sentence.whens if 0 <= w.start - number.end < 30]
    return rest is not None and not near


def _place_reason(sentence: SeriesSentence, number: Token, noun: Token | None) -> str:
    book, story = sentence.book, sentence.story
    last = noun.last if noun is not None and noun.first >= number.first else number.last
    near = _nearest_places(sentence, number.first, last)
    here, away = near.get("here"), near.get("away")
    if away is not None and (here is None or away[0] < here[0]):
        return book.elsewhere[int(away[1])].reason
    part = near.get("part")
    if part is not None and part[0] <= _NEAR_PLACE and book.parts_reason:
        return book.parts_reason
    wider = near.get("wider")
    if wider is not None and book.wider_reason and wider[0] <= _NEAR_PLACE + 2:
        floor = number.hedge in {Comparator.AT_LEAST, Comparator.MORE_THAN}
        if here is None or not floor:
            return book.wider_reason
    if here is not None or not book.place_needed:
        return ""
    if story.place and story.number - story.place_at <= _PLACE_HOLDS:
        if story.place == "away":
            return book.elsewhere[int(story.place_value)].reason
        return ""
    return book.place_reason


def _nearest_places(sentence: SeriesSentence, first: int, last: int) -> dict[str, tuple[int, str]]:
    """How far the nearest place of each sort is, those in a time's name left out."""
    found: dict[str, tuple[int, str]] = {}
    for token in sentence.of_sort("here", "part", "wider", "away"):
        if any(w.start <= token.start < w.end for w in sentence.whens):
            continue
        if token.first > last:
            far = sentence.gap(last, token.first)
        else:
            far = sentence.gap(token.last, first)
        held = found.get(token.sort)
        if held is None or far < held[0]:
            found[token.sort] = far, token.value
    return found


def note_place(sentence: SeriesSentence, book: SeriesWords) -> None:
    """Notes the place that a sentence speaks of, for those that carry on from it."""
    if not book.place_needed:
        return
    told = [
        token
        for token in sentence.of_sort("here", "away")
        if not any(w.start <= token.start < w.end for w in sentence.whens)
    ]
    if told:
        story = sentence.story
        place = next((t for t in told if t.sort == "here"), told[-1])
        story.place, story.place_value = place.sort, place.value
        story.place_at = story.number


def is_passed(sentence: SeriesSentence, number: Token) -> bool:
    """Whether a number was passed: "arrivals top 10,000"."""
    place = number.first - 1
    if place > 0 and sentence.words.words[place] == "the":
        place -= 1
    return place >= 0 and sentence.words.words[place] in _PASSED
