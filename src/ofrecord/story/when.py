"""The day that a number is of, or the days between which what it counts was signed."""

from __future__ import annotations

from datetime import timedelta

from ofrecord.story.claims import Basis
from ofrecord.story.context import Count, Sentence
from ofrecord.story.times import Span
from ofrecord.story.tokens import Token

_STOPS = frozenset([";", "(", ")", "—", "–", "while", "whereas", "but"])
_NEW = frozenset(["new", "newly", "additional", "added", "fresh", "nuevos", "nuevas", "newest"])
_GREW = frozenset(
    [
        "grew",
        "grown",
        "grow",
        "rose",
        "risen",
        "increased",
        "expanded",
        "swelled",
        "jumped",
        "climbed",
        "ballooned",
        "up",
        "growing",
        "aumentó",
        "creció",
    ]
)
_STANDING = frozenset(
    {"as of", "by", "at", "through", "until", "till", "effective", "before", "hasta", "al"}
)
_SINCE = frozenset({"since", "after", "from", "desde"})
_IN = frozenset({"in", "during", "over", "within", "en", "for", "of", ""})
JUST_BEFORE = 14
"""What an event has ended is looked for on the lists of so many days before the story."""
Zone = tuple[int, int]


def date_count(sentence: Sentence, token: Token, count: Count, zone: Zone) -> None:
    """Finds the day of a count, or its window of signing, and writes it into it.

    ``zone`` is where the number's own words begin and end, between those of the numbers beside it.
    """
    count.days, count.basis = sentence.own_day()
    if not sentence.times:
        _just_before(sentence, count)
        return
    span = _choose(sentence, token, zone)
    if span is None:
        if (
            sentence.last is not None
            and sentence.last.measure is not None
            and not _parted(sentence, token)
        ):
            _inherit(sentence.last, count)
        return
    story = sentence.story
    if _is_window(sentence, token, span, zone):
        _set_window(sentence, token, count, span)
    elif span.kind in {"now", "weekday"} and span.lead not in _STANDING:
        if span.kind == "now" and story.day:
            count.days, count.basis = (story.day, story.day), Basis.PUBLISHED
    elif span.lead == "until" and span.kind in {"day", "weekday", "month"}:
        eve = (span.first - timedelta(days=1)).isoformat()
        count.days, count.basis = (eve, eve), Basis.STATED
    elif _dates(span, sentence):
        count.days, count.basis = (span.first.isoformat(), span.last.isoformat()), Basis.STATED
        if span.lead == "as of" and (span.last - span.first).days < 7 and story.day:
            near = story.published is not None and (story.published - span.last).days <= 21
            story.stated = count.days if near else story.stated


_ENDING = frozenset(
    [
        "ended",
        "ending",
        "ends",
        "terminated",
        "terminate",
        "wiped",
        "scrapped",
        "canceled",
        "cancelled",
        "cut",
        "banned",
        "banning",
        "nullified",
        "voided",
        "rescinded",
        "dissolved",
        "withdrew",
        "severed",
        "unwound",
        "barring",
    ]
)


def _just_before(sentence: Sentence, count: Count) -> None:
    """What "had been" so before an end that is told of was so shortly before the story."""
    published = sentence.story.published
    if published is None or _ENDING.isdisjoint(sentence.present) or "had" not in sentence.present:
        return
    first = (published - timedelta(days=JUST_BEFORE)).isoformat()
    count.days, count.basis = (first, published.isoformat()), Basis.PUBLISHED


def _inherit(last: Count, count: Count) -> None:
    count.days, count.basis = last.days, last.basis
    if not count.pending:
        count.since, count.until = last.since, last.until


def _parted(sentence: Sentence, token: Token) -> bool:
    """Whether another clause has begun since the number before."""
    words, start = sentence.words.words, sentence.place(sentence.last_end)
    if words[token.last + 1 : token.last + 2] == ["of"]:
        return False
    return not {";", "now", "today", "total", "up", "compared"}.isdisjoint(
        words[start : token.first]
    )


def _choose(sentence: Sentence, token: Token, zone: Zone) -> Span | None:
    """The time of a number: one of its own after it, else before it, else that of the sentence."""
    low, high = zone
    spans = [
        span
        for span in sentence.times
        if span.kind != "weekday" or span.lead in {"as of", "by", ""}
    ]
    after = [
        s for s in spans
        if token.end <= s.start < high
        and not _apart(sentence, token.end, s.start, *_stop_at(s))
        and not any(t.number and t.number.form == "times" and token.end <= t.start < s.start for t in sentence.tokens)
    ]  # fmt: skip
    before = [
        s for s in spans if low <= s.start and s.end <= token.start and not _is_of_last(sentence, s)
    ]
    for chosen in (after, before[::-1]):
        useful = [s for s in chosen if s.kind != "year" or s.lead]
        if useful:
            windows = [s for s in useful if _windowed(s)]
            return windows[0] if windows and useful[0].lead == "as of" else useful[0]
    first = [span for span in spans if span.end <= token.start and _opens(sentence, span)]
    if first and sentence.last is None:
        return first[0]
    later = [
        s
        for s in spans
        if s.start >= high and s.lead and not _apart(sentence, token.end, s.start, ",")
    ]
    if later and sentence.last is None:
        return later[0]
    whole = [span for span in spans if span.lead == "as of"]
    if whole and not (sentence.last is not None and whole[0].end < sentence.last_end):
        return whole[0]
    return None


def _opens(sentence: Sentence, span: Span) -> bool:
    """Whether a time opens its sentence: "since the start of the year, …"."""
    place = sentence.place(span.end)
    return place < 6 or (place < 12 and "," not in sentence.words.words[: place - 1])


def _stop_at(span: Span) -> tuple[str, ...]:
    """Behind a comma a time tells of something else, but for "as of" and "since"."""
    return () if span.lead in {"as of", "since", "desde"} or span.kind == "now" else (",",)


def _apart(sentence: Sentence, start: int, end: int, *more: str) -> bool:
    """Whether another clause begins between two places."""
    words = sentence.words.words[sentence.place(start) : sentence.place(end)]
    return not {";", "but", "while", "—", *more}.isdisjoint(words)


def _is_of_last(sentence: Sentence, span: Span) -> bool:
    """Whether a time belongs to the number before: "1,412 as of Feb. 11, up from 135"."""
    if sentence.last is None or span.start < sentence.last_end:
        return False
    words = sentence.words.words[sentence.place(sentence.last_end) : sentence.place(span.start)]
    return {",", ";", "and", "but", "while", ":", "—"}.isdisjoint(words)


def _windowed(span: Span) -> bool:
    return span.kind in {"window", "term"} or span.lead in _SINCE


def _dates(span: Span, sentence: Sentence) -> bool:
    """Whether a time dates a count of what stands."""
    if span.kind in {"before", "ago", "day"}:
        return span.lead not in _SINCE or span.kind != "day"
    if span.kind in {"month", "year"}:
        tail = sentence.words.low[span.end : span.end + 12]
        return (
            span.lead in {*_STANDING, "in", "on", "en", "to", "of", "late", "during"}
            or "tally" in tail
            or "count" in tail
            or "total" in tail
            or not span.lead
        )
    if span.kind == "weekday":
        return span.lead in _STANDING
    return span.kind == "window" and span.lead in _STANDING


# Windows of signing -----------------------------------------------------------------------------


def _is_window(sentence: Sentence, token: Token, span: Span, zone: Zone) -> bool:
    """Whether a time tells when what is counted was signed, not when so many stood."""
    through = span.kind == "month" and span.lead == "through"
    if (span.lead in _STANDING and not through) or span.kind in {"now", "before", "ago"}:
        return False
    if span.kind == "weekday":
        return False
    signs = _signs(sentence, token, zone)
    if span.kind in {"window", "term"} or span.lead in _SINCE or span.lead in {"between", "entre"}:
        return signs
    return (
        span.kind in {"month", "year", "day"}
        and signs
        and span.lead in _IN | {"on", "between", "through"}
    )


def _signs(sentence: Sentence, token: Token, zone: Zone) -> bool:
    """Whether the verb of a number tells of signing: the nearest, to the right or to the left."""
    words = sentence.words
    low, high = sentence.place(zone[0]), sentence.place(zone[1])
    if not _NEW.isdisjoint(words.words[token.first : min(token.last + 5, high)]):
        return True
    before = sentence.place(token.hedge_start)
    if before and words.words[before - 1] in {"another", "added"}:
        return True
    if before > 1 and words.words[before - 1] in {"by", "en"} and words.words[before - 2] in _GREW:
        return True
    right = _nearest(sentence, range(token.last + 1, high))
    left = _nearest(sentence, range(token.first - 1, low - 1, -1))
    if left == "sign" and right != "count":
        return not _stands_now(sentence, token)
    return right == "sign" or (not right and not left and _any_sign(sentence))


def _nearest(sentence: Sentence, places: range) -> str:
    for place in places:
        word = sentence.words.words[place]
        if word in _STOPS:
            return ""
        role = sentence.role(place)
        if role in {"sign", "hold", "count"}:
            if role == "count" and word in {"total", "number", "list", "lists", "listed"}:
                continue
            return role
    return ""


def _any_sign(sentence: Sentence) -> bool:
    return any(sentence.role(place) == "sign" for place in range(len(sentence.words.words)))


def _stands_now(sentence: Sentence, token: Token) -> bool:
    near = sentence.words.words[token.last + 1 : token.last + 8]
    return not {"active", "place", "effect", "force", "standing"}.isdisjoint(near)


def _set_window(sentence: Sentence, token: Token, count: Count, span: Span) -> None:
    published = sentence.story.published
    stated = [s for s in sentence.times if s.lead == "as of" and s.kind in {"day", "weekday"}]
    end = stated[0].last if stated else published
    last = end.isoformat() if end else ""
    if span.kind == "term" or (
        span.kind in {"before", "month", "day", "year", "ago"} and span.lead in _SINCE
    ):
        since, until = span.first, last
        if span.kind == "day" and span.lead == "after":
            since += timedelta(days=1)
    elif span.kind == "window" and span.last == published:
        shift = published - end if end else timedelta(0)
        since, until = span.first - shift, last
    elif span.lead in {"between", "from", "entre"} and (later := _second(sentence, span)):
        since, until = span.first, later.last.isoformat()
    else:
        since, until = span.first, span.last.isoformat()
    count.since, count.until = since.isoformat(), until
    if until:
        count.days, count.basis = (until, until), Basis.STATED
        day = sentence.story.day
        if day and day > until:
            count.days = until, day
        if end == published and until == last:
            count.basis = Basis.PUBLISHED


def _second(sentence: Sentence, span: Span) -> Span | None:
    return next(
        (
            s
            for s in sentence.times
            if s.start > span.start and s.lead in {"and", "to", "y", "through", "until"}
        ),
        None,
    )


def event_day(sentence: Sentence) -> tuple[tuple[str, str] | None, Basis]:
    """The day of a fact: one that the sentence states with "as of" and the like, else the story's."""
    for span in sentence.times:
        if span.lead == "as of" or span.kind == "before":
            return (span.first.isoformat(), span.last.isoformat()), Basis.STATED
    for span in sentence.times:
        if span.kind == "ago" or (span.kind == "month" and span.lead in {"by", "at"}):
            return (span.first.isoformat(), span.last.isoformat()), Basis.STATED
    days, basis = sentence.own_day()
    if (
        days is not None
        and sentence.story.published
        and not _ENDING.isdisjoint(sentence.present)
        and "had" in sentence.present
    ):
        first = sentence.story.published - timedelta(days=JUST_BEFORE)
        return (first.isoformat(), days[1]), basis
    return days, basis
