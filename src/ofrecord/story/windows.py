"""The days between which what a number counts was signed: "since January", "in the last week"."""

from __future__ import annotations

from datetime import date, timedelta

from ofrecord.story.claims import Basis
from ofrecord.story.context import Count, Sentence
from ofrecord.story.speech import word_set
from ofrecord.story.times import Span
from ofrecord.story.tokens import Token

Zone = tuple[int, int]
STANDING = frozenset(
    {"as of", "by", "at", "through", "until", "till", "effective", "before", "hasta", "al"}
)
"""What introduces a time at which so many stood."""
FROM = frozenset({"from", "between", "entre"})
"""What introduces a time that another one ends."""
SINCE = frozenset({"since", "after", "from", "desde"})
"""What introduces a time from which on something was done."""
_IN = frozenset(
    {"in", "during", "over", "within", "en", "for", "of", "", "on", "between", "through"}
)
_NEW = word_set("new newly additional added fresh nuevos nuevas newest")
_GREW = word_set(
    "grew grown grow rose risen increased expanded swelled jumped climbed ballooned up growing "
    "aumentó creció"
)
_STOPS = word_set("; ( ) — – while whereas but")
_NOT_VERBS = frozenset({"total", "number", "list", "lists", "listed"})
_STANDS = frozenset({"active", "place", "effect", "force", "standing"})
_ENDS = frozenset({"and", "to", "y", "through", "until"})
_OPENING = 14
_PAST = frozenset({"before", "month", "day", "year", "ago"})


def is_windowed(span: Span) -> bool:
    """Whether a time is a stretch up to now, or the beginning of one."""
    return span.kind == "window" or (span.kind == "term" and bool(span.lead)) or span.lead in SINCE


def is_window(sentence: Sentence, token: Token, span: Span, zone: Zone) -> bool:
    """Whether a time tells when what is counted was signed, not when so many stood."""
    through = span.kind == "month" and span.lead == "through"
    if (span.lead in STANDING and not through) or span.kind in {"now", "before", "ago", "weekday"}:
        return False
    if not is_windowed(span) and span.lead not in FROM and span.lead not in _IN:
        return False
    if span.kind == "month" and span.end <= token.start and _had_signed(sentence, token):
        return False
    return _signs(sentence, token, zone) or _signed_came_to(sentence, token, span)


def _signed_came_to(sentence: Sentence, token: Token, span: Span) -> bool:
    """Whether a number sums up what was signed in a time: "deals signed in May came to 40"."""
    if span.end > token.start:
        return False
    words, last = sentence.words.words, sentence.place(span.start)
    first = next((n + 1 for n in range(last - 1, -1, -1) if words[n] in _STOPS), 0)
    signed = any(sentence.role(n) == "sign" for n in range(first, last))
    agreed = any(t.value == "agreements" and first <= t.first < last for t in sentence.tokens)
    return agreed and (signed or _has_new(sentence, first, last))


def _has_new(sentence: Sentence, first: int, last: int) -> bool:
    """Whether some words say that what is counted is new; "New" in a state's name does not."""
    words, at = sentence.words.words, sentence.words.at
    return any(words[n] in _NEW and n not in at for n in range(first, last))


def _had_signed(sentence: Sentence, token: Token) -> bool:
    """Whether a sentence tells what had been done by then: "in May, 30 had signed"."""
    words = sentence.words.words
    near = range(max(0, token.first - 4), min(token.last + 8, len(words) - 1))
    return any(words[n] == "had" and sentence.role(n + 1) == "sign" for n in near)


def _signs(sentence: Sentence, token: Token, zone: Zone) -> bool:
    """Whether the verb of a number tells of signing: the nearest, to the right or to the left."""
    words = sentence.words.words
    low, high = sentence.place(zone[0]), sentence.place(zone[1])
    if _has_new(sentence, token.first, min(token.last + 5, high)):
        return True
    before = sentence.place(token.hedge_start)
    if before and words[before - 1] in {"another", "added"}:
        return True
    if before > 1 and words[before - 1] in {"by", "en"} and words[before - 2] in _GREW:
        return True
    right = _nearest(sentence, range(token.last + 1, high))
    left = _nearest(sentence, range(token.first - 1, low - 1, -1))
    if left == "sign" and right != "count":
        return _STANDS.isdisjoint(words[token.last + 1 : token.last + 8])
    return right == "sign" or (not right and not left and sentence.has_role("sign"))


def _nearest(sentence: Sentence, places: range) -> str:
    for place in places:
        word = sentence.words.words[place]
        if word in _STOPS:
            return ""
        role = sentence.role(place)
        if role in {"sign", "hold"} or (role == "count" and word not in _NOT_VERBS):
            return role
    return ""


def set_window(sentence: Sentence, count: Count, span: Span) -> None:
    """Writes into a count between which days what it counts was signed."""
    published = sentence.story.published
    stated = [s for s in sentence.times if s.lead == "as of" and s.kind in {"day", "weekday"}]
    end = stated[0].last if stated else published
    since, last = _bounds(sentence, span, end)
    count.since = since.isoformat()
    if span.kind in {"month", "season"} and span.lead in SINCE and since == span.first:
        count.since_by = (span.last + timedelta(days=1)).isoformat()
    if last is None:
        return
    until = last.isoformat()
    count.until, count.days, count.basis = until, (until, until), Basis.STATED
    if sentence.story.day > until:
        count.days = until, sentence.story.day
    if last == published:
        count.basis = Basis.PUBLISHED


def _bounds(sentence: Sentence, span: Span, end: date | None) -> tuple[date, date | None]:
    """The first and the last day of a window; no last one where that is not known."""
    published = sentence.story.published
    second = _second(sentence, span) if span.lead in FROM else None
    if second is not None:
        return span.first, second.last
    if span.kind == "term" or (span.kind in _PAST and span.lead in SINCE):
        later = timedelta(days=span.kind == "day" and span.lead == "after")
        return span.first + later, end
    if span.kind == "season" and span.lead in SINCE:
        return span.first, end
    if span.lead not in FROM and _opens_after(sentence, span):
        return span.last + timedelta(days=1), end
    if span.kind == "window" and span.last == published:
        return span.first - ((published - end) if end else timedelta(0)), end
    return span.first, span.last


def _opens_after(sentence: Sentence, span: Span) -> bool:
    """Whether something was signed after a time: "following the vote last May, nine signed"."""
    words = sentence.words.words
    if words[0] not in {"following", "after"} or span.kind not in {"month", "day"}:
        return False
    place = sentence.place(span.end)
    return place < _OPENING and words[place : place + 1] == [","]


def _second(sentence: Sentence, span: Span) -> Span | None:
    later = (s for s in sentence.times if s.start > span.start and s.lead in _ENDS)
    return next(later, None)
