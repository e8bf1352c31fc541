"""The day on which a capture's list was published, from its names, its properties and its capture.

A name is believed where it fits the workbook's own time of saving: publishers post a list on the
day it was saved, or a few days later. A name that says something impossible is mended by the
smallest slip of the hand that makes it fit, and flagged. Where there is no time of saving to hold a
name against, the editions beside it decide (``neighbours``). Nothing else is guessed, and no clock
is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, StrEnum

from ofrecord.dates import parse_moment, time_zone
from ofrecord.errors import DatingError
from ofrecord.read.names import Name, days_one_slip_away, read_digits, read_name
from ofrecord.read.workbook import Properties
from ofrecord.register import Declaration

USUAL_LAG = 7
"""A list is posted within this many days after it was saved."""
STALE_LAG = 30
"""A list named more than this many days after it was saved is an old file under a new name."""
_YEAR = 365
_LATEST_MORNING = 16
_NOON = 12
_FRIDAY = 4
_RANKS = {"am": 0, "mid": 1, "pm": 2}
_NO_PART = 1
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


class DatedBy(StrEnum):
    """What an edition's day rests on."""

    FILE_NAME = "file_name"
    LAST_MODIFIED = "last_modified"
    CAPTURE = "capture"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """The day of a capture's list, the part of that day, and what the day rests on.

    ``order`` sorts the captures of one list: by day, by part of the day, by time of saving.
    """

    published_on: date
    part: str | None
    dated_by: DatedBy
    flags: tuple[str, ...]
    order: tuple[str, int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A name that nothing but the editions beside it can prove or disprove.

    ``said`` is the day that the name says, where it is possible; ``days`` are all that it can mean,
    that day first. ``fallback`` is what stands where the editions beside it do not decide.
    """

    name: Name
    said: date | None
    days: tuple[date, ...]
    fallback: Dating | None


class _Trust(IntEnum):
    """How a dating was had; the smaller the better."""

    NAMED = 0
    MENDED = 1
    SAVED = 2


_Found = tuple[_Trust, Dating]


def date_capture(
    names: Sequence[str],
    captured_at: str,
    properties: Properties,
    declaration: Declaration,
) -> Dating | Doubt:
    """The dating of a capture seen under ``names`` (the first is its own), captured at a moment.

    A ``Doubt`` where only the editions beside it can tell. Raises ``DatingError`` where no day can
    be had without inventing one.
    """
    saved = _trusted_saving(properties, declaration)
    read = [read_name(text, declaration.file_names) for text in dict.fromkeys(names)]
    said = [name for name in read if name is not None]
    moment = _first_moment([captured_at, *(name.stamp for name in said)])
    found: list[_Found] = []
    doubts: list[Doubt] = []
    for name in said:
        dated = _date_name(name, saved, moment, declaration)
        if isinstance(dated, Doubt):
            doubts.append(dated)
        elif dated is not None:
            found.append(dated)
    sure = [one for one in found if one[0] is not _Trust.SAVED]
    if sure:
        return _earliest(sure, found)
    if doubts:
        return min(doubts, key=lambda doubt: (doubt.said is None, doubt.days, doubt.name.text))
    if found:
        return _earliest(found, found)
    if saved is not None:
        return _by_saving(saved, (f"no day in the name {names[0]!r}",), declaration)
    if moment is not None:
        return _by_capture(moment)
    raise DatingError(
        f"no day can be found: the name {names[0]!r} has none, the workbook does not say when its "
        "publisher saved it, and no time of capture is known",
        hint="State captured_at for it in a manifest.csv beside it",
    )


def _first_moment(texts: Iterable[str]) -> datetime | None:
    moments = (_read_moment(text) for text in texts if text)
    return min((moment for moment in moments if moment is not None), default=None)


def _read_moment(text: str) -> datetime | None:
    """The moment that a text states, where it can be one of publishing or capturing a list."""
    moment = parse_moment(text)
    return moment if moment is not None and _is_plausible(moment.date()) else None


def rests_on_its_name(dated_by: str, properties: Properties, declaration: Declaration) -> bool:
    """Whether a capture dated so can be in doubt: no time of saving vouches for its name."""
    if dated_by == DatedBy.CAPTURE:
        return False
    return dated_by != DatedBy.FILE_NAME or _trusted_saving(properties, declaration) is None


def _earliest(sure: Sequence[_Found], found: Sequence[_Found]) -> Dating:
    """The earliest of the datings that are sure, with the flags of every name."""
    dating = min(sure, key=lambda one: (one[1].order, one[0]))[1]
    if len(found) == 1:
        return dating
    others = (flag for _, other in found for flag in other.flags)
    return replace(dating, flags=tuple(dict.fromkeys((*dating.flags, *others))))


def _date_name(
    name: Name, saved: datetime | None, moment: datetime | None, declaration: Declaration
) -> _Found | Doubt | None:
    if name.stamp:
        captured = _read_moment(name.stamp)
        return (_Trust.NAMED, _by_capture(captured)) if captured else None
    if saved is None:
        return _hold_against_capture(name, moment)
    return _hold_against_saving(name, saved, declaration)


def _hold_against_saving(name: Name, saved: datetime, declaration: Declaration) -> _Found | Doubt:
    """A name against the workbook's own time of saving."""
    day = read_digits(name.digits)
    local = saved.astimezone(time_zone(declaration.time_zone))
    lag = (day - local.date()).days if day else None
    if day is not None and lag is not None and 0 <= lag <= USUAL_LAG:
        return _Trust.NAMED, _in_order(_named(name, day, DatedBy.FILE_NAME, ()), local)
    flag = f"the name {name.text!r} says {day}, {lag} days after the workbook was last saved"
    if day is not None and lag is not None and 0 <= lag <= STALE_LAG:
        return _Trust.NAMED, _in_order(_named(name, day, DatedBy.FILE_NAME, (flag,)), local)
    if lag is not None and STALE_LAG < lag < _YEAR:
        return _Trust.SAVED, _by_saving(saved, (flag,), declaration)
    earliest = _earliest_posting(local, name.part)
    last = earliest + timedelta(days=USUAL_LAG)
    mended = [day for day in days_one_slip_away(name.digits) if earliest <= day <= last]
    said = f"says {day}" if day else "has no possible day"
    flag = f"the name {name.text!r} {said}; the workbook was last saved on {local.date()}"
    posted = min(mended, default=earliest)
    dating = _in_order(_named(name, posted, DatedBy.LAST_MODIFIED, (flag,)), local)
    if mended or day is None or not _is_plausible(day):
        return _Trust.MENDED, dating
    # No slip explains it: the name may be right, and someone may have saved the file again since.
    return Doubt(name=name, said=day, days=(day, posted), fallback=dating)


def _hold_against_capture(name: Name, moment: datetime | None) -> _Found | Doubt | None:
    """A name with nothing to hold it against but, at best, the moment of its capture."""
    said = read_digits(name.digits)
    if said is not None and moment and 0 <= (moment.date() - said).days <= USUAL_LAG:
        return _Trust.NAMED, _named(name, said, DatedBy.FILE_NAME, ())
    latest = moment.date() + timedelta(days=USUAL_LAG) if moment else date(_LAST_YEAR, 12, 31)
    slips = {d for d in days_one_slip_away(name.digits) if _is_plausible(d) and d <= latest}
    if said is None or not _is_plausible(said) or said > latest:
        said = None
    days = (*((said,) if said else ()), *sorted(slips - {said}))
    if said is not None:
        fallback: Dating | None = _named(name, said, DatedBy.FILE_NAME, ())
    else:
        fallback = _by_capture_or_slip(name, slips, moment) if moment else None
    return Doubt(name=name, said=said, days=days, fallback=fallback) if days or fallback else None


def _by_capture_or_slip(name: Name, slips: set[date], moment: datetime) -> Dating:
    """The day nearest before the capture that one slip gives, or else the day of the capture."""
    flag = f"the name {name.text!r} has no possible day; it was captured on {moment.date()}"
    near = [day for day in slips if abs((day - moment.date()).days) <= USUAL_LAG]
    if not near:
        return replace(_by_capture(moment), flags=(flag,))
    day = min(near, key=lambda day: (abs((day - moment.date()).days), day))
    return _named(name, day, DatedBy.FILE_NAME, (flag,))


def _earliest_posting(local: datetime, part: str | None) -> date:
    """The first day on which a list saved at a moment can have been posted in that part of a day.

    A list for the morning that was saved in the evening is posted on the next working day.
    """
    day = local.date()
    if part != "am" or local.hour < _LATEST_MORNING:
        return day
    day += timedelta(days=1)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1)
    return day


def _in_order(dating: Dating, local: datetime) -> Dating:
    """Puts a list that was saved in the evening after those of its day, whatever its name says."""
    day, rank, _, suffix = dating.order
    stamp = local.astimezone(UTC).isoformat()
    evening = local.date() == dating.published_on and local.hour >= _LATEST_MORNING
    if dating.part == "am" and evening:
        flag = f"the name says am; the workbook was last saved at {local:%H:%M} that day"
        order = (day, _RANKS["pm"], stamp, suffix)
        return replace(dating, part=None, flags=(*dating.flags, flag), order=order)
    return replace(dating, order=(day, rank, stamp, suffix))


def _named(name: Name, day: date, dated_by: DatedBy, flags: tuple[str, ...]) -> Dating:
    return Dating(
        published_on=day,
        part=name.part,
        dated_by=dated_by,
        flags=flags,
        order=(day.isoformat(), _rank(name.part), "", name.suffix),
    )


def date_by_neighbours(doubt: Doubt, day: date, flag: str) -> Dating:
    """The dating of a capture whose name the editions beside it settle."""
    flags = (flag,) if flag else ()
    return _named(doubt.name, day, DatedBy.FILE_NAME, flags)


def _rank(part: str | None) -> int:
    return _RANKS.get(part or "", _NO_PART)


def _by_saving(saved: datetime, flags: tuple[str, ...], declaration: Declaration) -> Dating:
    local = saved.astimezone(time_zone(declaration.time_zone))
    part = "am" if local.hour < _NOON else "pm"
    return Dating(
        published_on=local.date(),
        part=part,
        dated_by=DatedBy.LAST_MODIFIED,
        flags=flags,
        order=(local.date().isoformat(), _rank(part), saved.isoformat(), ""),
    )


def _by_capture(moment: datetime) -> Dating:
    return Dating(
        published_on=moment.date(),
        part=None,
        dated_by=DatedBy.CAPTURE,
        flags=(),
        order=(moment.date().isoformat(), _NO_PART, moment.isoformat(), ""),
    )


def _trusted_saving(properties: Properties, declaration: Declaration) -> datetime | None:
    if properties.application not in declaration.trusted_applications:
        return None
    if properties.creator in declaration.untrusted_creators:
        return None
    return _read_moment(properties.modified)


def _is_plausible(day: date | None) -> bool:
    return day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR
