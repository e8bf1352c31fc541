"""The day on which a capture's list was published, from its names, its properties and its capture.

A name is believed where it fits the workbook's own time of saving: publishers post a list on the
day it was saved, or a few days later. A name that says something impossible is mended by the
smallest slip of the hand that makes it fit, and flagged. Nothing else is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from ofrecord.dates import parse_moment, time_zone
from ofrecord.errors import DatingError
from ofrecord.read.workbook import Properties
from ofrecord.register import Declaration

USUAL_LAG = 7
"""A list is posted within this many days after it was saved."""
STALE_LAG = 30
"""A list named more than this many days after it was saved is an old file under a new name."""
_LATEST_MORNING = 16
_FRIDAY = 4
_PARTS = {"am": 0, None: 1, "mid": 1, "pm": 2}
_DIGITS = "0123456789"
_DATE_DIGITS = 8
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


class DatedBy(StrEnum):
    """What an edition's day rests on."""

    FILE_NAME = "file_name"
    LAST_MODIFIED = "last_modified"
    CAPTURE = "capture"


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
class _Named:
    name: str
    digits: str
    part: str | None
    suffix: str


def date_capture(
    names: Sequence[str],
    captured_at: str,
    properties: Properties,
    declaration: Declaration,
) -> Dating:
    """The dating of a capture seen under ``names`` (the first is its own), captured at a moment.

    Raises ``DatingError`` where no day can be had without inventing one.
    """
    saved = _trusted_saving(properties, declaration)
    found: list[Dating] = []
    for name in dict.fromkeys(names):
        found.extend(_date_name(name, saved, declaration))
    if found:
        return min(found, key=lambda dating: dating.order)
    if saved is not None:
        return _by_saving(saved, (f"no day in the name {names[0]!r}",), declaration)
    moment = parse_moment(captured_at) if captured_at else None
    if moment is not None:
        return _by_capture(moment)
    raise DatingError(
        f"no day can be found: the name {names[0]!r} has none, the workbook does not say when its "
        "publisher saved it, and no time of capture is known",
        hint="State captured_at for it in a manifest.csv beside it",
    )


def _date_name(name: str, saved: datetime | None, declaration: Declaration) -> Iterator[Dating]:
    for pattern in declaration.file_names:
        match = pattern.search(name)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("stamp"):
            moment = parse_moment(groups["stamp"])
            if moment is not None:
                yield _by_capture(moment)
            return
        named = _Named(
            name=name,
            digits=groups.get("digits") or "",
            part=(groups.get("part") or "").lower() or None,
            suffix=groups.get("suffix") or "",
        )
        dating = _by_name(named, saved, declaration)
        if dating is not None:
            yield dating
        return


def _by_name(named: _Named, saved: datetime | None, declaration: Declaration) -> Dating | None:
    day = _read_digits(named.digits)
    if saved is None:
        return _named_dating(named, day, DatedBy.FILE_NAME, ()) if _plausible(day) else None
    local = saved.astimezone(time_zone(declaration.time_zone))
    lag = (day - local.date()).days if day else None
    if day is not None and lag is not None and 0 <= lag <= STALE_LAG:
        flags = () if lag <= USUAL_LAG else (f"named {lag} days after it was last saved",)
        return _in_order(_named_dating(named, day, DatedBy.FILE_NAME, flags), local)
    if lag is not None and STALE_LAG < lag < 365:
        flag = f"the name {named.name!r} says {day}, {lag} days after the workbook was last saved"
        return _by_saving(saved, (flag,), declaration)
    earliest = _earliest_posting(local, named.part)
    mended = _mend(named.digits, earliest)
    said = f"says {day}" if day else "has no possible day"
    flag = f"the name {named.name!r} {said}; the workbook was last saved on {local.date()}"
    day = mended or earliest
    return _in_order(_named_dating(named, day, DatedBy.LAST_MODIFIED, (flag,)), local)


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
    if (
        dating.part == "am"
        and local.date() == dating.published_on
        and local.hour >= _LATEST_MORNING
    ):
        flag = f"the name says am; the workbook was last saved at {local:%H:%M} that day"
        return replace(
            dating, part=None, flags=(*dating.flags, flag), order=(day, _PARTS["pm"], stamp, suffix)
        )
    return replace(dating, order=(day, rank, stamp, suffix))


def _named_dating(
    named: _Named, day: date | None, dated_by: DatedBy, flags: tuple[str, ...]
) -> Dating:
    assert day is not None
    return Dating(
        published_on=day,
        part=named.part,
        dated_by=dated_by,
        flags=flags,
        order=(day.isoformat(), _PARTS.get(named.part, 1), "", named.suffix),
    )


def _by_saving(saved: datetime, flags: tuple[str, ...], declaration: Declaration) -> Dating:
    local = saved.astimezone(time_zone(declaration.time_zone))
    part = "am" if local.hour < 12 else "pm"
    return Dating(
        published_on=local.date(),
        part=part,
        dated_by=DatedBy.LAST_MODIFIED,
        flags=flags,
        order=(local.date().isoformat(), _PARTS[part], saved.isoformat(), ""),
    )


def _by_capture(moment: datetime) -> Dating:
    return Dating(
        published_on=moment.date(),
        part=None,
        dated_by=DatedBy.CAPTURE,
        flags=(),
        order=(moment.date().isoformat(), _PARTS[None], moment.isoformat(), ""),
    )


def _trusted_saving(properties: Properties, declaration: Declaration) -> datetime | None:
    if properties.application not in declaration.trusted_applications:
        return None
    if properties.creator in declaration.untrusted_creators:
        return None
    return parse_moment(properties.modified)


def _plausible(day: date | None) -> bool:
    return day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR


def _read_digits(digits: str) -> date | None:
    """The day that MMDDYYYY names; ``None`` where there is none."""
    if len(digits) != _DATE_DIGITS:
        return None
    try:
        return date(int(digits[4:]), int(digits[:2]), int(digits[2:4]))
    except ValueError:
        return None


def _mend(digits: str, saved_on: date) -> date | None:
    """The day nearest after the saving that one slip of the hand turns into these digits."""
    possible = set()
    for trial in _slips(digits):
        day = _read_digits(trial)
        if day and timedelta(0) <= day - saved_on <= timedelta(days=USUAL_LAG):
            possible.add(day)
    return min(possible, default=None)


def _slips(digits: str) -> Iterator[str]:
    for at in range(len(digits) + 1):
        head, tail = digits[:at], digits[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for digit in _DIGITS:
            yield head + digit + tail
            if tail:
                yield head + digit + tail[1:]


_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{14})[a-z_]*/")


def strip_archive_prefix(cell: str) -> tuple[str, str]:
    """A cell without the address that a web archive put before the publisher's, and that address.

    >>> strip_archive_prefix("https://web.archive.org/web/20210113002027/https://example.org/a.pdf")
    ('https://example.org/a.pdf', 'https://web.archive.org/web/20210113002027/')
    """
    match = _WAYBACK.match(cell)
    return (cell[match.end() :], match[0]) if match else (cell, "")
