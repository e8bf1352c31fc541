"""One sentence of a story about a series: its numbers, nouns, acts, places and times."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ofrecord.story.series_clock import When
from ofrecord.story.series_times import find_whens
from ofrecord.story.series_words import SeriesWords
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token, Words

_STOPS = word_set(
    "is are was were be been being has have had having will would could can may might must should "
    "do does did said says that which who whom whose when while because but as than and or in on "
    "at by for with from to into onto over under between among across about through after before "
    "since until within per during against toward towards if so not it they he she we its their "
    'including saying , ; : ( ) — – "'
)
"""Words at which the search for what a number counts ends."""
BORDERS = word_set("; — – while whereas but although though : ( ) as")
_OF_THEM = (["them"], ["those"], ["these"], ["whom"], ["which"])
_DETERMINED = (["the"], ["those"], ["these"], ["all"], ["its"], ["their"])
_PART = frozenset({"including", "among", "of"})
_NEAR = 6
"""A noun is looked for among so many words after its number."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class SeriesStory:
    """What a story has said so far, for the sentences that carry on from it."""

    published: date | None
    number: int = 0
    paragraph: int = 0
    topic_at: int = -99
    """The last sentence that was about the register."""
    when: When | None = None
    when_at: int = -99
    window: When | None = None
    window_at: int = -99
    day: When | None = None
    """The last single day that was told."""
    day_at: int = -99
    event: When | None = None
    """The first day on which the story says that something counted happened."""
    place: str = ""
    place_at: int = -99
    place_value: str = ""
    noun: str = ""
    noun_at: int = -99
    act: str = ""
    """What was said of the number that was read last."""
    events_at: int = -99
    events: frozenset[str] = frozenset()


@dataclass(slots=True)
class SeriesSentence:
    """A sentence, taken apart. ``start`` is where it begins in the text."""

    text: str
    start: int
    words: Words
    book: SeriesWords
    story: SeriesStory
    about: bool = False
    act: str = ""
    """What was said of the number before."""
    whens: list[When] = field(default_factory=list)
    ranked: list[tuple[int, int]] = field(default_factory=list)
    """Where ranks stand: their times are not those of numbers beside them."""

    @property
    def low(self) -> str:
        """The sentence in lower case."""
        return self.words.low

    @property
    def tokens(self) -> list[Token]:
        """What stands for something."""
        return self.words.tokens

    def of_sort(self, *sorts: str) -> list[Token]:
        """The tokens of some sorts, in order."""
        return [token for token in self.words.tokens if token.sort in sorts]

    def find_times(self) -> None:
        """Finds the times, and marks the numbers that belong to them as used."""
        self.whens = find_whens(self.words, self.story.published, self.book)
        for token in self.words.tokens:
            if token.sort != "number":
                continue
            if any(when.start < token.end and token.start < when.end for when in self.whens):
                token.used = True
            elif _YEAR.fullmatch(token.value) and token.form == "digits":
                token.used = self.noun_of(token) is None

    def noun_of(self, number: Token) -> Token | None:
        """What a number counts: the first noun after it, before another clause or a verb."""
        words, at = self.words.words, self.words.at
        place = number.last + 1
        if words[place : place + 1] == ["of"]:
            if words[place + 1 : place + 2] not in _OF_THEM:
                return self._noun_of_whole(place + 1)
            place += 2
        if words[place : place + 1] in (["were"], ["are"], ["was"]):
            following = at.get(place + 1)
            return following if following is not None and following.sort == "noun" else None
        for step in range(_NEAR):
            here = place + step
            if here >= len(words):
                return None
            token = at.get(here)
            if token is not None and token.first == here:
                if token.sort == "noun":
                    return self._last_of(token)
                if token.sort in {"number", "percent", "money"}:
                    return None
                if token.sort == "act" and step:
                    return None
                continue
            if words[here] in _STOPS:
                return None
        return None

    def _noun_of_whole(self, place: int) -> Token | None:
        """What a whole counts of which a part is told: "144 of the 210 targets"."""
        if self.words.words[place : place + 1] in _DETERMINED:
            place += 1
        whole = self.words.at.get(place) or self.words.at.get(place + 1)
        if whole is None:
            return None
        if whole.sort == "noun":
            return self._last_of(whole)
        return self.noun_of(whole) if whole.sort == "number" else None

    def _last_of(self, noun: Token) -> Token | None:
        """Of nouns side by side the last is counted: "drone hits"; of events ("strikes") none."""
        following = self.words.at.get(noun.last + 1)
        if following is None or following.first != noun.last + 1:
            return noun
        if following.sort == "noun":
            return self._last_of(following)
        return None if following.sort == "event" else noun

    def gap(self, end: int, start: int) -> int:
        """How far apart two places (of words) are; clauses between them count as many words."""
        words = _without_aside(self.words.words[end + 1 : start])
        far = len(words)
        for word in words:
            if word == ",":
                far += 3
            elif word in BORDERS:
                far += 12
            elif word == "and":
                far += 1
        return far


def _without_aside(words: list[str]) -> list[str]:
    """Words without what stands between commas to tell of a part: ", including 198 children,"."""
    if len(words) > 3 and words[0] == "," and words[1] in _PART and "," in words[2:]:
        return words[words.index(",", 2) + 1 :]
    return words
