"""The figures of a story about a series: one pass over its sentences, for texts that may hold some.

What a text is about is told from the words that it holds, before anything of it is taken apart. A
number that the register does not count is given the reason that the register's description has for
it; one of which nothing is known is left to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ofrecord.series import SeriesDeclaration
from ofrecord.story.claims import FoundFigure
from ofrecord.story.prepared import Prepared
from ofrecord.story.series_clock import When
from ofrecord.story.series_counts import Counted, read_counts
from ofrecord.story.series_facts import as_reached, read_facts, read_ratio
from ofrecord.story.series_left_out import note_place
from ofrecord.story.series_sentence import SeriesSentence, SeriesStory
from ofrecord.story.series_when import choose_when, remember
from ofrecord.story.series_words import SeriesWords, load_series_words
from ofrecord.story.tokens import Words

_CLAIM = 400
"""A text of no more characters than this is a claim by itself, not a story."""
_CARRIES = 3
"""A sentence goes on about the register for so many sentences after one that names its matter."""
_LONGEST = 4000
_RECENT = timedelta(days=4)
"""An event told as news is no older than this."""


class SeriesFinder:
    """Finds and reads the figures of texts by one series register's words."""

    def __init__(self, declaration: SeriesDeclaration, book: SeriesWords) -> None:
        self._declaration = declaration
        self._book = book
        self._topics = re.compile(
            rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, book.topics), key=len, reverse=True))})(?![\w-])"
        )

    @property
    def opening(self) -> frozenset[str]:
        """Words of which every text about the register holds one."""
        return frozenset[str]().union(*(cue[0] for cue in self._book.cues))

    def find(self, text: str, published: str = "") -> list[FoundFigure]:
        """Every figure of a text; ``published`` is the story's own day, if it is known."""
        return self.find_in(Prepared(text), published)

    def find_in(self, prepared: Prepared, published: str = "") -> list[FoundFigure]:
        """The same for a text that is prepared, as several registers' finders share it."""
        if not self._book.seems_about(prepared.present):
            return []
        if self._topics.search(prepared.low) is None:
            return []
        story = SeriesStory(published=_read_day(published))
        story.event = self._first_event(prepared, story.published)
        if len(prepared.text) <= _CLAIM:
            story.topic_at = 0
        found: list[FoundFigure] = []
        for sentence in self._sentences(prepared, story):
            counted = self._read(sentence)
            found += [_figure(sentence, one) for one in counted]
            self._carry(sentence)
        return found

    def _sentences(self, prepared: Prepared, story: SeriesStory) -> Iterator[SeriesSentence]:
        ended = 0
        for start, end in prepared.sentences:
            story.number += 1
            if "\n" in prepared.text[ended:start]:
                story.paragraph += 1
            ended = end
            if end - start > _LONGEST:
                continue
            low = prepared.low[start:end]
            if self._topics.search(low):
                story.topic_at = story.number
            words = Words(prepared.plain[start:end], low, self._book)
            sentence = SeriesSentence(
                text=prepared.text[start:end],
                start=start,
                words=words,
                book=self._book,
                story=story,
                about=story.number - story.topic_at <= _CARRIES,
            )
            sentence.find_times()
            yield sentence

    def _first_event(self, prepared: Prepared, published: date | None) -> When | None:
        """The first day on which a story says that something counted happened."""
        if published is None or not self._book.nights:
            return None
        story = SeriesStory(published=published)
        for sentence in self._sentences(prepared, story):
            if not sentence.about:
                continue
            for event in sentence.of_sort("event"):
                when = choose_when(sentence, event.start, event.end, days=True)
                if when is not None and published - when.first <= _RECENT:
                    return when
        return None

    def _read(self, sentence: SeriesSentence) -> list[Counted]:
        found: list[Counted] = []
        for token in sentence.of_sort("number"):
            if not token.used and sentence.about:
                ratio = read_ratio(sentence, self._declaration, token)
                if ratio is not None:
                    token.used = True
                    found.append(ratio)
        facts = read_facts(sentence, self._declaration)
        sentence.ranked = [(fact.start, fact.end) for fact in facts]
        start = self._start()
        found += [
            as_reached(sentence, one, start) for one in read_counts(sentence, self._declaration)
        ]
        taken = [(one.start, one.end) for one in found]
        for fact in facts:
            if not any(a < fact.end and fact.start < b for a, b in taken):
                found.append(fact)
                taken.append((fact.start, fact.end))
        return sorted(found, key=lambda one: one.start)

    def _start(self) -> date | None:
        """The day from which totals are counted that name no other; ``None`` is the year's."""
        if self._book.untold == "year" or not self._book.epochs:
            return None
        return min(self._book.epochs.values())

    def _carry(self, sentence: SeriesSentence) -> None:
        story = sentence.story
        note_place(sentence, self._book)
        for when in sentence.whens:
            remember(story, when, counts=False)
        events = frozenset(token.value for token in sentence.of_sort("event"))
        if events:
            story.events, story.events_at = events, story.number


def make_series_finder(declaration: SeriesDeclaration) -> SeriesFinder | None:
    """The finder by a series' ``story.toml``; ``None`` where it has none."""
    book = load_series_words(declaration)
    return None if book is None else SeriesFinder(declaration, book)


def _figure(sentence: SeriesSentence, counted: Counted) -> FoundFigure:
    return FoundFigure(
        start=sentence.start + counted.start,
        end=sentence.start + counted.end,
        text=sentence.text[counted.start : counted.end],
        sentence=sentence.text,
        sentence_start=sentence.start,
        readings=counted.readings,
        fallbacks=counted.fallbacks,
    )


def _read_day(published: str) -> date | None:
    """The story's day; one that no story can have is as good as none."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
