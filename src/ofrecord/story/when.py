"""The day that a number is of: one of its own, that of its sentence, or the story's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ofrecord.story.claims import Basis
from ofrecord.story.context import Count, Sentence
from ofrecord.story.speech import word_set
from ofrecord.story.times import Span
from ofrecord.story.tokens import Token
from ofrecord.story.windows import (
    FROM,
    SINCE,
    STANDING,
    Zone,
    is_window,
    is_windowed,
    set_window,
)

_SUMS = frozenset({"bringing", "pushing", "raising", "lifting"})
_ENDING = word_set(
    "ended ending ends terminated terminate wiped scrapped canceled cancelled cut banned banning "
    "nullified voided rescinded dissolved withdrew severed unwound barring"
)
_PARTED = frozenset({";", "now", "today", "total", "up", "compared", "stands"})
_APART = frozenset({";", ":", "but", "while", "—"})
_JOINED = frozenset({",", ";", "and", "but", "while", ":", "—"})
_WHO = frozenset({"which", "who", "whose", "where"})
_JOINED_IN = frozenset({"signed", "inked", "struck", "approved", "finalized", "joined", "reached"})
_SAID = word_set("said told announced reported wrote")
EARLIER = "earlier"
LATER = "later"
_UP_TO = frozenset({"to", "through", "until", "by", "and"})
JUST_BEFORE = 14
"""What an event has ended is looked for on the lists of so many days before the story."""
_NEAR = 21
"""A day that a story states holds for its other numbers if it is no more days before it."""


def date_count(sentence: Sentence, token: Token, count: Count, zone: Zone) -> None:
    """Finds the day of a count, or its window of signing, and writes it into it.

    ``zone`` is where the number's own words begin and end, between those of the numbers beside it.
    """
    count.days, count.basis = sentence.own_day()
    if sentence.when:
        _date_compared(sentence, token, count, zone[1])
        return
    span = _told_of_then(sentence, token) or (
        _choose(sentence, token, zone) if sentence.times else None
    )
    if span is None:
        last = sentence.last
        if not sentence.times:
            _just_before(sentence, count)
        elif last is not None and last.measure is not None and not _parted(sentence, token):
            _inherit(last, count)
    elif is_window(sentence, token, span, zone):
        if count.pending:
            return
        set_window(sentence, count, span)
    else:
        _set_day(sentence, count, span)


def _opening_since(sentence: Sentence, token: Token) -> Span | None:
    """The time since which something grew: "since January, it has gone from four to 20"."""
    before = (s for s in sentence.times if s.end <= token.start and s.lead in SINCE)
    return next(before, None)


def _told_of_then(sentence: Sentence, token: Token) -> Span | None:
    """The time that a clause of its own tells of: "since June, when 650 were in place"."""
    words, place = sentence.words.words, sentence.place(token.hedge_start)
    start = next((n for n in range(place - 1, max(place - 4, 0), -1) if words[n] == "when"), 0)
    if start < 2 or words[start - 1] != ",":
        return None
    end = sentence.words.ends[start - 2]
    ended = (s for s in sentence.times if s.end == end and s.kind not in {"weekday", "now"})
    span = next(ended, None)
    return None if span is None else replace(span, lead="in")


def _date_compared(sentence: Sentence, token: Token, count: Count, high: int) -> None:
    """Dates a number of before and one of later: "rose from 10 in May to 39", "up from 12"."""
    early = sentence.when == EARLIER
    spans = [s for s in sentence.times if s.kind not in {"weekday", "now", "window", "term"}]
    own = [s for s in spans if token.end <= s.start < high and _goes_with(sentence, token, s)]
    leads = FROM if early else _UP_TO
    opening = [s for s in spans if s.end <= token.start and s.lead in leads]
    if own or opening:
        span = (own or opening)[0]
        count.days, count.basis = (span.first.isoformat(), span.last.isoformat()), Basis.STATED
    elif early and (since := _opening_since(sentence, token)) is not None:
        last = since.last if since.kind == "month" else since.first
        count.days, count.basis = (since.first.isoformat(), last.isoformat()), Basis.STATED
    elif early:
        day = sentence.story.day
        count.days = (sentence.lexicon.begins, day) if day else None
        count.basis = Basis.MONTH if day else Basis.UNDATED


def _set_day(sentence: Sentence, count: Count, span: Span) -> None:
    story = sentence.story
    if span.kind == "weekday" and _had_ended(sentence):
        _just_before(sentence, count)
    elif span.kind in {"now", "weekday"} and span.lead not in STANDING:
        if span.kind == "now" and story.day:
            count.days, count.basis = (story.day, story.day), Basis.PUBLISHED
    elif span.lead == "until" and span.kind in {"day", "weekday", "month"}:
        eve = (span.first - timedelta(days=1)).isoformat()
        count.days, count.basis = (eve, eve), Basis.STATED
    elif _dates(span, sentence):
        count.days, count.basis = (span.first.isoformat(), span.last.isoformat()), Basis.STATED
        short = (span.last - span.first).days < 7
        if span.lead == "as of" and short and story.published:
            near = (story.published - span.last).days <= _NEAR
            story.stated = count.days if near else story.stated


def _had_ended(sentence: Sentence) -> bool:
    """Whether a sentence tells of what "had been" so before an end that it tells of too."""
    return "had" in sentence.present and not _ENDING.isdisjoint(sentence.present)


def _just_before(sentence: Sentence, count: Count) -> None:
    """What "had been" so before an end that is told of was so shortly before the story."""
    published = sentence.story.published
    if published is not None and _had_ended(sentence):
        first = published - timedelta(days=JUST_BEFORE)
        count.days, count.basis = (first.isoformat(), published.isoformat()), Basis.PUBLISHED


def _inherit(last: Count, count: Count) -> None:
    count.days, count.basis = last.days, last.basis
    if not count.pending:
        count.since, count.until = last.since, last.until


def _parted(sentence: Sentence, token: Token) -> bool:
    """Whether another clause has begun since the number before."""
    words, start = sentence.words.words, sentence.place(sentence.last_end)
    if words[token.last + 1 : token.last + 2] == ["of"]:
        return False
    return not _PARTED.isdisjoint(words[start : token.first])


# Which time -------------------------------------------------------------------------------------


def _choose(sentence: Sentence, token: Token, zone: Zone) -> Span | None:
    """The time of a number: one of its own after it, else before it, else that of the sentence."""
    low, high = zone
    spans = [
        s
        for s in sentence.times
        if (s.kind != "weekday" or s.lead in {"as of", "by", ""})
        and not _put_in(sentence, token, s)
    ]
    after = [s for s in spans if token.end <= s.start < high and _goes_with(sentence, token, s)]
    before = [
        s
        for s in spans
        if low <= s.start
        and s.end <= token.start
        and not _is_of_last(sentence, s)
        and not _summed_up(sentence, token, s)
    ]
    own = _best(after) or _best(before[::-1])
    if own is not None:
        return own
    if sentence.last is None:
        opening = [
            s
            for s in spans
            if s.end <= token.start and _opens(sentence, s) and not _summed_up(sentence, token, s)
        ]
        later = [
            s for s in spans if s.start >= high and s.lead and not _apart(sentence, token, s, ",")
        ]
        if opening or later:
            return (opening or later)[0]
    spans = [s for s in spans if s.end > token.start or not _summed_up(sentence, token, s)]
    whole = next((s for s in spans if s.lead == "as of"), None)
    if whole is not None and (sentence.last is None or whole.end >= sentence.last_end):
        return whole
    return next((s for s in spans if is_of_telling(sentence, s)), None)


def _put_in(sentence: Sentence, token: Token, span: Span) -> bool:
    """Whether a time is of a clause that is over before a number: "which signed in May, is one of"."""
    if span.end > token.start:
        return False
    words, at = sentence.words.words, sentence.place(span.start)
    if _is_inserted(words, at, sentence.place(span.end), sentence.place(token.hedge_start)):
        return True
    who = next((n for n in range(at - 1, 0, -1) if words[n] in _WHO), 0)
    if not who or words[who - 1] != "," or "," in words[who:at]:
        return False
    return "," in words[sentence.place(span.end) : sentence.place(token.hedge_start)]


def _is_inserted(words: list[str], at: int, end: int, first: int) -> bool:
    """Whether a time stands in words put in about another: "its deal, signed in May, makes it …"."""
    opened = next((n for n in range(at - 1, max(0, at - 6), -1) if words[n] == ","), -1)
    joined = opened > 0 and words[opened + 1] in _JOINED_IN
    return joined and "," in words[end : end + 2] and end < first


def _summed_up(sentence: Sentence, token: Token, span: Span) -> bool:
    """Whether a number sums up what was told with a time: "joined in May, bringing the total to 10"."""
    words = sentence.words.words[sentence.place(span.end) : sentence.place(token.start)]
    return not _SUMS.isdisjoint(words)


def is_of_telling(sentence: Sentence, span: Span) -> bool:
    """Whether it was then that a number was told: "… in place, it said last September"."""
    before = sentence.place(span.start) - 1
    if before < 0 or span.kind not in {"month", "year", "day"} or span.lead not in {"", "in"}:
        return False
    words = sentence.words.words
    return not _SAID.isdisjoint(words[max(0, before - 1) : before + 1])


def _best(spans: list[Span]) -> Span | None:
    """The time that is meant of some in a row: "from" of "from … to", a window before a day."""
    useful = [span for span in spans if span.kind != "year" or span.lead]
    if not useful:
        return None
    opened = next((span for span in useful if span.lead in FROM), None)
    if opened is not None and len(useful) > 1:
        return opened
    window = next((span for span in useful if is_windowed(span)), None)
    return window if window is not None and useful[0].lead == "as of" else useful[0]


def _goes_with(sentence: Sentence, token: Token, span: Span) -> bool:
    """Whether a time after a number is of that number.

    Behind a comma a time tells of something else, but for "as of" and "since"; behind "triple" it
    is what growth is counted from.
    """
    free = span.lead in {"as of", "since", "desde"} or span.kind == "now"
    if _apart(sentence, token, span, *(() if free else (",",))):
        return False
    return not any(t.form == "times" and token.end <= t.start < span.start for t in sentence.tokens)


def _opens(sentence: Sentence, span: Span) -> bool:
    """Whether a time opens its sentence: "since the start of the year, …"."""
    place = sentence.place(span.end)
    return place < 6 or (place < 12 and "," not in sentence.words.words[: place - 1])


def _apart(sentence: Sentence, token: Token, span: Span, *more: str) -> bool:
    """Whether another clause begins between a number and a time."""
    words = sentence.words.words[sentence.place(token.end) : sentence.place(span.start)]
    return not _APART.union(more).isdisjoint(words)


def _is_of_last(sentence: Sentence, span: Span) -> bool:
    """Whether a time belongs to the number before: "1,412 as of Feb. 11, up from 135"."""
    if sentence.last is None or span.start < sentence.last_end:
        return False
    words = sentence.words.words[sentence.place(sentence.last_end) : sentence.place(span.start)]
    return _JOINED.isdisjoint(words)


def _dates(span: Span, sentence: Sentence) -> bool:
    """Whether a time dates a count of what stands."""
    if span.kind in {"before", "ago"}:
        return True
    if span.kind == "day":
        return span.lead not in SINCE
    if span.kind in {"month", "year", "season"}:
        if not span.lead or span.lead in STANDING | {"in", "on", "en", "to", "of", "during"}:
            return True
        tail = sentence.words.low[span.end : span.end + 12]
        return "tally" in tail or "count" in tail or "total" in tail
    return span.lead in STANDING


def event_day(sentence: Sentence, place: int = -1) -> tuple[tuple[str, str] | None, Basis]:
    """The day of a fact: one that the sentence states, as with "as of", else the story's.

    Of a fact at a ``place`` the times beyond a semicolon tell nothing.
    """
    if place >= 0 and ";" in sentence.present and sentence.times:
        words = sentence.words.words
        for span in sentence.times:
            at = sentence.place(span.start)
            if ";" in words[min(place, at) : max(place, at)]:
                return sentence.own_day()
    for span in sentence.times:
        if span.lead == "as of" or span.kind == "before":
            return (span.first.isoformat(), span.last.isoformat()), Basis.STATED
    now = any(span.kind == "now" for span in sentence.times) and not _WHO.isdisjoint(
        sentence.present
    )
    for span in sentence.times:
        if (span.kind == "ago" and not now) or (
            span.kind in {"month", "day"} and span.lead in {"by", "at"}
        ):
            return (span.first.isoformat(), span.last.isoformat()), Basis.STATED
    days, basis = sentence.own_day()
    published = sentence.story.published
    if days is not None and published and _had_ended(sentence):
        return ((published - timedelta(days=JUST_BEFORE)).isoformat(), days[1]), basis
    return days, basis
