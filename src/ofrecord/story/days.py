"""Which lists a figure may have been meant of, and what they say together.

The rules are those of ``docs/method-stories.md``: a day's list is any list of that day, else the
last before it; between two lists that disagree nothing is decided; a figure that was true on an
earlier list is outdated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ofrecord.measures.listed import Listing
from ofrecord.story.claims import Basis, Measure, Reading, Verdict

STALE_DAYS = 183
"""A number that was last true longer ago than this is not taken for an old list's."""
LATE_DAYS = 5
"""A day this much later than the last list held is told as such."""
TOO_LATE_DAYS = 14
"""What is false on the last list held may be true on one after it this much later."""


class Question:
    """Something that a list says yes or no to: ``listing`` is the list that is asked."""

    listing: Listing

    def holds(self, edition: int) -> bool:
        """Whether it is so on a list."""
        raise NotImplementedError

    def between(self, before: int, after: int) -> bool:
        """Whether a list between two could have said yes."""
        raise NotImplementedError

    def among(self, editions: Iterable[int]) -> Iterator[int]:
        """Those of some editions on whose lists it is so, in their order."""
        return filter(self.holds, editions)


class Why(StrEnum):
    """By what a ruling was reached."""

    DAY = "day"
    GAP = "gap"
    SOME = "some"
    EARLIER = "earlier"
    PASSED = "passed"
    NEVER = "never"
    BEFORE = "before"
    TOO_LATE = "too_late"
    REACHES_BACK = "reaches_back"
    THROUGHOUT = "throughout"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the lists say together. ``edition`` is the one to cite, ``other`` one that differs."""

    verdict: Verdict
    why: Why
    edition: int
    other: int = -1
    day: str = ""
    accepted: Sequence[int] = field(default=())
    late: int = 0
    """How many days later than the last list held the day is, where that is much."""


def resolve(reading: Reading, published: str) -> tuple[str, str] | None:
    """The days that a reading may be meant of: its own, else the story's; ``None`` if unknown."""
    if reading.days is not None:
        return reading.days
    return (published, published) if published else None


def accepted_lists(listing: Listing, first: str, last: str) -> tuple[list[int], bool]:
    """The lists that stood from one day to another, and whether one of them is of those days.

    A list of the very day is taken before one that only stood on it.
    """
    if first == last:
        own = listing.seen_on.get(first, [])
        if own:
            return own, True
        standing = listing.edition_on(first)
        return ([] if standing is None else [standing]), False
    days = listing.seen_days[
        bisect_left(listing.seen_days, first) : bisect_right(listing.seen_days, last)
    ]
    own = sorted({edition for day in days for edition in listing.seen_on[day]})
    standing = listing.edition_on(first)
    if standing is not None and standing not in own and first not in listing.seen_on:
        return [standing, *own], bool(own)
    return own, bool(own)


def judge(question: Question, reading: Reading, published: str) -> Ruling:
    """What the lists of a reading's days say to a question."""
    listing = question.listing
    if not listing.days:
        return Ruling(Verdict.NOT_CHECKABLE, Why.BEFORE, -1)
    days = resolve(reading, published)
    if days is None:
        return _undated(question, reading, range(listing.size), "")
    first, last = min(days), max(days)
    start = listing.days[0]
    if last < start:
        return Ruling(Verdict.NOT_CHECKABLE, Why.BEFORE, -1, day=last)
    accepted, own = accepted_lists(listing, max(first, start), last)
    all_of_it = reading.basis is Basis.EVENT and _needs_all(reading) and len(accepted) > 1
    early = first < start and reading.basis is not Basis.MONTH
    if early or all_of_it:
        return _throughout(question, accepted, last, early=early)
    if reading.basis is Basis.UNDATED and first != last:
        return _undated(question, reading, accepted, last)
    return _on_its_day(question, reading, accepted, last, own=own)


def _on_its_day(
    question: Question, reading: Reading, accepted: Sequence[int], day: str, *, own: bool
) -> Ruling:
    """True on one of the lists that may be meant: supported."""
    listing, newest = question.listing, accepted[-1]
    late = _late(listing, day)
    for edition in question.among(reversed(accepted)):
        return Ruling(Verdict.SUPPORTED, Why.DAY, edition, day=day, accepted=accepted, late=late)
    if late > TOO_LATE_DAYS:
        return Ruling(
            Verdict.NOT_CHECKABLE, Why.TOO_LATE, newest, day=day, accepted=accepted, late=late
        )
    follows = newest + 1 < listing.size and day > listing.last_seen[newest] and not own
    if follows and (question.holds(newest + 1) or question.between(newest, newest + 1)):
        return Ruling(Verdict.AMBIGUOUS, Why.GAP, newest, newest + 1, day=day, accepted=accepted)
    return _not_then(question, accepted, day, late, absent=_is_absence(reading))


def _needs_all(reading: Reading) -> bool:
    return reading.measure is Measure.ONLY or _is_absence(reading)


def _is_absence(reading: Reading) -> bool:
    """Whether it says that something is not there: what once was so is never too long ago."""
    return reading.value in {0, "no"}


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def _late(listing: Listing, day: str) -> int:
    late = (date.fromisoformat(day) - date.fromisoformat(listing.last_seen[-1])).days
    return late if late >= LATE_DAYS else 0


def _not_then(
    question: Question, accepted: Sequence[int], day: str, late: int, *, absent: bool
) -> Ruling:
    """What is false on its day: outdated if an earlier list says yes, or could have."""
    listing, newest = question.listing, accepted[-1]
    limit = "" if absent else _before(day, STALE_DAYS)
    earlier = range(accepted[0] - 1, -1, -1)
    stale = next((edition for edition in earlier if listing.last_seen[edition] < limit), -1)
    for edition in question.among(range(accepted[0] - 1, stale, -1)):
        return Ruling(
            Verdict.OUTDATED, Why.EARLIER, newest, edition, day=day, accepted=accepted, late=late
        )
    gaps = listing.long_gaps
    for edition in reversed(gaps[: bisect_left(gaps, accepted[0])]):
        if listing.days[edition + 1] < limit:
            break
        if question.between(edition, edition + 1):
            return Ruling(
                Verdict.OUTDATED, Why.PASSED, newest, edition, day=day, accepted=accepted, late=late
            )
    return Ruling(Verdict.CONTRADICTED, Why.NEVER, newest, day=day, accepted=accepted, late=late)


def _undated(question: Question, reading: Reading, lists: Sequence[int], day: str) -> Ruling:
    """True on every list that may be meant: supported. On some: ambiguous."""
    true = list(question.among(lists))
    newest = lists[-1]
    if len(true) == len(lists):
        return Ruling(Verdict.SUPPORTED, Why.DAY, newest, day=day, accepted=lists)
    if not true:
        if day:
            return _not_then(question, lists, day, 0, absent=_is_absence(reading))
        return Ruling(Verdict.CONTRADICTED, Why.NEVER, newest, accepted=lists)
    if _is_absence(reading) and not question.holds(newest):
        return Ruling(Verdict.OUTDATED, Why.EARLIER, newest, true[-1], day=day, accepted=lists)
    return Ruling(Verdict.AMBIGUOUS, Why.SOME, true[-1], day=day, accepted=lists)


def _throughout(question: Question, lists: Sequence[int], day: str, *, early: bool) -> Ruling:
    """True on every list of a time: supported; ambiguous where the time began before the lists."""
    false = next((edition for edition in lists if not question.holds(edition)), None)
    if false is not None:
        return Ruling(Verdict.CONTRADICTED, Why.SOME, false, day=day, accepted=lists)
    verdict = Verdict.AMBIGUOUS if early else Verdict.SUPPORTED
    why = Why.REACHES_BACK if early else Why.THROUGHOUT
    return Ruling(verdict, why, lists[-1], day=day, accepted=lists)


def true_spans(question: Question, near: str) -> list[tuple[str, str]]:
    """The spans of days on whose lists a question holds, the nearest to a day first."""
    listing = question.listing
    spans: list[tuple[int, int]] = []
    for edition in question.among(range(listing.size)):
        if spans and spans[-1][1] == edition - 1:
            spans[-1] = spans[-1][0], edition
        else:
            spans.append((edition, edition))
    days = [(listing.days[first], listing.last_seen[last]) for first, last in spans]
    if not near:
        return days[::-1]
    return sorted(days, key=lambda span: min(_distance(near, day) for day in span))


def _distance(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
