"""Windows that only series are told by: weekends, weeks, halves of a year, the same time last year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ofrecord.story.series_clock import DAY, When, in_year

_YEARS = r"(?P<year>20\d\d)|(?P<last>last year|the (?:previous|prior) year|the year before)|(?:the|this)(?: (?:same|calendar))? year"
_SAME = re.compile(
    r"\b(?:(?:during|in|over|within|for|than|with|from|on|to|as|the) )*(?:the|that) (?:same|equivalent|corresponding)"
    r" (?:period|time|timeframe|months?|span|weeks?|days|stretch)"
    r"(?: (?:of |in |during )?(?:(?P<year>20\d\d)|(?P<last>last year|the (?:previous|prior) year|the year before|a year (?:ago|earlier|before))))?\b"
    r"|\b(?:during|in|over) that (?:time|period)\b"
)
_LAST_YEAR = re.compile(
    r"\b(?:(?:at|by|on|in|over|for|during|than|with|from|to|as)? ?(?:at |by )?"
    r"(?:(?:the |this |that )(?:same |equivalent |corresponding |similar )?|(?:same|equivalent|corresponding) )(?:time|point|stage|part|period|date|day) "
    r"(?:of |in )?(?:last year|(?:of |in )?(?P<year>20\d\d)|the (?:previous|year before|prior) ?(?:year)?|a year (?:ago|earlier|before))"
    r"|a year (?:ago|earlier))\b"
)
_YEAR_SO_FAR = re.compile(
    r"\b(?:so far (?:in|during) (?P<year>20\d\d)|(?P<year2>20\d\d) (?:so far|to date)"
    r"|(?:so far )?(?:for|over|during|in|of) the year(?: so far| to date)?|year[- ]to[- ]date|annual total"
    r"|this year so far|(?:this|the) year's (?:total|tally|running total)"
    r"|since (?:the )?(?:start|beginning) of (?:the|this) year"
    r"|(?:en lo que va (?:de|del) )?(?:este )?año hasta ahora|en lo que va de(?:l)? año)\b"
)
_SINCE_LAST_YEAR = re.compile(r"\bsince (?:(?:the )?(?:start|beginning) of )?last year\b")
_WEEKEND = re.compile(
    r"\b(?:(?:over|at|during|on|across|throughout|this|last|past|the|a|of|all|in) )+"
    r"(?:(?P<long>bank holiday|easter|long|three-day) |(?:past|same|sunny|whole|warm|calm|final|busy|record) )*weekend\b"
    r"(?! (?:of|before|after|in))"
)
_WEEK = re.compile(
    r"\b(?:(?:over|in|during|of|for) )?(?:the )?(?P<which>last|past|previous) (?:week|seven days|7 days)\b"
)
_ONE_WEEK = re.compile(
    r"\b(?:in|within|over|for) (?:just |only |about )?(?:a|one) (?:single )?(?:week|month|fortnight|year)\b(?! (?:to|end|up|from|begin|of|that|when|in|before|after|earlier))"
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "eleven": 11}  # fmt: skip
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_COUNT = rf"(?P<count>{'|'.join(_COUNTS)}|\d\d?)"
_PART = re.compile(
    rf"\b(?:the )?(?:(?P<half>first|second) half|(?P<quarter>first|second|third|fourth|last|final) quarter"
    rf"|(?:first|opening) {_COUNT} (?P<unit>months|weeks|days))"
    rf"(?: of (?:{_YEARS})| (?:in )?(?P<year2>20\d\d)| (?P<last2>last year)| this year)?(?!\w)(?! of (?!the year))"
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
_MONTH_YEAR = rf"{_MONTH},?(?: (?:of |in )?(?:(?P<year>20\d\d)|(?P<last>last year)|this year))?"
_HALF_MONTH = re.compile(rf"\b(?:the )?(?P<half>first|second) half of {_MONTH_YEAR}")
_MONTH_LAST_YEAR = re.compile(
    rf"\b(?:(?P<lead>as of|by|until|to|through|since|at|in|during|for) )?(?P<edge>(?:the )?(?:end|start|beginning|close) of )?{_MONTH},? (?:of )?last year\b"
)
_END_OF = re.compile(
    rf"\b(?:(?:at|by|to|until|up to|through) )(?P<edge>(?:the )?(?:end|close)) of {_MONTH}(?:,? (?:of )?(?P<year>20\d\d))?(?! last)"
)
_DAYS = re.compile(
    rf"\b(?P<one>\d\d?)(?:st|nd|rd|th)?(?: ?[-–] ?| to | and | through | until )(?P<two>\d\d?)(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? (?P<year>20\d\d)\b)?"
)
_DAYS_AFTER = re.compile(
    rf"\b{_MONTH} (?P<one>\d\d?)(?:st|nd|rd|th)?(?: ?[-–] ?| to | and | through | until )(?P<two>\d\d?)(?:st|nd|rd|th)?\b(?! [a-z]+ \d)(?:, (?P<year>20\d\d)\b)?"
)
_ENDING = re.compile(
    r"\b(?:in |over |for |during )?(?:the |a )?(?:(?P<count>\d+|seven|ten|12|twelve|six|three|two|four|five) )?(?P<unit>days?|weeks?|months?|year)"
    r" (?P<way>to|ending|ended|that ended|up to|until|through|from|beginning|starting|that began|of|commencing)(?: on)?"
    r"(?: (?:mon|tues|wednes|thurs|fri|satur|sun)day,?)? ?$"
)
_LEAST = 8


def find_periods(low: str, published: date, *, nights: bool) -> list[When]:
    """The windows of a sentence that are told by the forms of this module, in no order."""
    found: list[When] = []
    for finder in (_day_ranges, _parts, _month_forms, _weeks, _same_times, _last_years, _so_far):
        for when in finder(low, published, nights=nights):
            if not any(w.start < when.end and when.start < w.end for w in found):
                found.append(when)
    return found


def _year_of(match: re.Match[str], published: date, last: date) -> int:
    """The year that a form names, else the last in which its time is over."""
    named = match.groupdict()
    year = named.get("year") or named.get("year2")
    if year:
        return int(year)
    if named.get("last") or named.get("last2"):
        return published.year - 1
    return published.year if last <= published + timedelta(days=_LEAST) else published.year - 1


def _day_ranges(low: str, published: date, *, nights: bool) -> list[When]:
    """Days of one month: "from 18 to 24 November", "Nov. 18-24"."""
    del nights
    found = []
    for form in (_DAYS, _DAYS_AFTER):
        for match in form.finditer(low):
            try:
                month = _month_number(match)
                year = _year_of(match, published, date(published.year, month, int(match["two"])))
                first, last = (
                    date(year, month, int(match["one"])),
                    date(year, month, int(match["two"])),
                )
            except ValueError:
                continue
            if first < last:
                found.append(
                    When(first=first, last=last, start=match.start(), end=match.end(), window=True)
                )
    return found


def _month_number(match: re.Match[str]) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3]))


def _parts(low: str, published: date, *, nights: bool) -> list[When]:
    """Halves, quarters and first months of a year, halves of a month."""
    del nights
    found = []
    for match in _HALF_MONTH.finditer(low):
        month = _month_number(match)
        year = _year_of(match, published, date(published.year, month, 15))
        days = (1, 15) if match["half"] == "first" else (16, monthrange(year, month)[1])
        first, last = (date(year, month, day) for day in days)
        found.append(
            When(
                first=first,
                last=min(last, published),
                start=match.start(),
                end=match.end(),
                window=True,
            )
        )
    for match in _PART.finditer(low):
        if any(w.start < match.end() and match.start() < w.end for w in found):
            continue
        first, last = _part(match, published.year)
        year = _year_of(match, published, last)
        first, last = _part(match, year)
        end = match.end() - (1 if match[0].endswith(" ") else 0)
        if first <= published:
            going = last > published
            found.append(
                When(
                    first=first,
                    last=min(last, published),
                    start=match.start(),
                    end=end,
                    window=True,
                    open=going,
                )
            )
    return found


def _part(match: re.Match[str], year: int) -> tuple[date, date]:
    first = date(year, 1, 1)
    if match["half"]:
        return (
            (first, date(year, 6, 30))
            if match["half"] == "first"
            else (date(year, 7, 1), date(year, 12, 31))
        )
    if match["quarter"]:
        month = 3 * _NTH[match["quarter"]]
        return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])
    count = _COUNTS.get(match["count"]) or int(match["count"])
    if match["unit"] == "months":
        month = min(max(count, 1), 12)
        return first, date(year, month, monthrange(year, month)[1])
    return first, first + timedelta(days=count * (7 if match["unit"] == "weeks" else 1) - 1)


def _month_forms(low: str, published: date, *, nights: bool) -> list[When]:
    """Months of last year, and the end of a month as a day up to which is counted."""
    del nights
    found = []
    for match in _MONTH_LAST_YEAR.finditer(low):
        month, year = _month_number(match), published.year - 1
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        lead, edge = match["lead"] or "", (match["edge"] or "").split(" of")[0].removeprefix("the ")
        one = When(first=first, last=last, start=match.start(), end=match.end(), window=True)
        if edge in {"end", "close"}:
            one = replace(one, first=last, point=True, window=False)
        elif lead == "since":
            one = replace(one, last=published, begins=min(last, published), open=True)
        elif lead in {"as of", "by", "until", "to", "through"}:
            one = replace(one, point=True, window=False)
        elif edge:
            continue
        found.append(one)
    for match in _END_OF.finditer(low):
        month = _month_number(match)
        year = int(match["year"]) if match["year"] else published.year - (month > published.month)
        last = date(year, month, monthrange(year, month)[1])
        last = min(last, published)
        found.append(
            When(first=last, last=last, start=match.start("edge"), end=match.end(), point=True)
        )
    return found


def _weeks(low: str, published: date, *, nights: bool) -> list[When]:
    """Weekends and weeks by the story's own day; how long "in one week" is, but not which."""
    found = []
    for match in _WEEKEND.finditer(low):
        sunday = published - timedelta(days=(published.weekday() + 1) % 7)
        saturday = sunday - DAY
        others: list[tuple[date, date]] = [(saturday - DAY, sunday)]
        if sunday < published:
            others += [(saturday, sunday + DAY), (saturday - DAY, sunday + DAY)]
            if nights:
                others.append((sunday, sunday + DAY))
        if match["long"] is None and not nights:
            others = []
        found.append(
            When(
                first=saturday,
                last=sunday,
                start=match.start(),
                end=match.end(),
                window=True,
                others=tuple(others),
            )
        )
    for match in _WEEK.finditer(low):
        monday = published - timedelta(days=published.weekday() + 7)
        calendar = (monday, monday + 6 * DAY)
        sundays = (monday - DAY, monday + 5 * DAY)
        trailing = tuple(
            (published - (back + 6) * DAY, published - back * DAY) for back in (1, 0, 2)
        )
        named = (
            match["which"] == "last"
            and "days" not in match[0]
            and not match[0].startswith(("over the", "in the", "during the", "the last"))
        )
        order = (
            (calendar, *trailing, sundays)
            if named or match["which"] == "previous"
            else (*trailing, calendar)
        )
        found.append(
            When(
                first=order[0][0],
                last=order[0][1],
                others=order[1:],
                start=match.start(),
                end=match.end(),
                window=True,
            )
        )
    week = published - 7 * DAY
    found += [
        When(first=week, last=published, start=m.start(), end=m.end(), window=True, vague=True)
        for m in _ONE_WEEK.finditer(low)
    ]
    return found


def _same_times(low: str, published: date, *, nights: bool) -> list[When]:
    """What points back to the time told before, maybe in another year."""
    del nights
    found = []
    for match in _SAME.finditer(low):
        year = int(match["year"]) if match["year"] else published.year - 1 if match["last"] else 0
        if year == 0 and _LAST_YEAR.match(low, match.start()):
            continue
        found.append(
            When(
                first=published,
                last=published,
                start=match.start(),
                end=match.end(),
                window=True,
                same=True,
                year=year,
            )
        )
    return found


def _last_years(low: str, published: date, *, nights: bool) -> list[When]:
    del nights
    found = []
    for match in _LAST_YEAR.finditer(low):
        if match["year"] is None and "year" not in match[0]:
            continue
        year = int(match["year"] or published.year - 1)
        last = in_year(published, year)
        found.append(
            When(
                first=date(year, 1, 1),
                last=last,
                start=match.start(),
                end=match.end(),
                window=True,
                ends=max(last - timedelta(days=8), date(year, 1, 1)),
            )
        )
    return found


def _so_far(low: str, published: date, *, nights: bool) -> list[When]:
    del nights
    found = [
        When(first=date(published.year - 1, 1, 1), last=published, start=match.start(), end=match.end(),
             window=True, open=True)
        for match in _SINCE_LAST_YEAR.finditer(low)
    ]  # fmt: skip
    for match in _YEAR_SO_FAR.finditer(low):
        year = int(match["year"] or match["year2"] or published.year)
        last = published if year == published.year else date(year, 12, 31)
        found.append(
            When(
                first=date(year, 1, 1),
                last=last,
                start=match.start(),
                end=match.end(),
                window=True,
                open=year == published.year,
            )
        )
    return found


# Lengths beside a day -----------------------------------------------------------------------------


def with_lengths(low: str, whens: Sequence[When]) -> list[When]:
    """The times, a day with the length of time that ends or begins on it: "the week to Sunday"."""
    found: list[When] = []
    for when in whens:
        match = _ENDING.search(low[max(0, when.start - 60) : when.start])
        if (
            match is None
            or when.same
            or (when.window and not (when.open or when.begins))
            or ((when.last - when.first).days > 31 and not when.open)
        ):
            found.append(when)
            continue
        made = _with_length(when, match, max(0, when.start - 60)) or when
        found = [*(one for one in found if one.end <= made.start), made]
    return found


def _with_length(when: When, match: re.Match[str], offset: int) -> When | None:
    begins = match["way"] in {"from", "beginning", "starting", "that began", "of", "commencing"}
    unit, count = match["unit"].rstrip("s"), match["count"]
    if match["unit"].endswith("s") and count is None:
        return None
    number = 1 if count is None else _COUNTS.get(count) or (12 if count == "twelve" else int(count))
    if begins and unit != "week":
        return None
    day = when.first if begins or when.window else when.last
    try:
        first, last = _stretch(day, unit, number, begins=begins)
    except (ValueError, OverflowError):
        return None
    return When(first=first, last=last, start=offset + match.start(), end=when.end, window=True)


def _stretch(day: date, unit: str, number: int, *, begins: bool) -> tuple[date, date]:
    if unit in {"day", "week"}:
        length = timedelta(days=number * (7 if unit == "week" else 1) - 1)
        return (day, day + length) if begins else (day - length, day)
    months = number * (12 if unit == "year" else 1)
    after = day + DAY
    total = after.year * 12 + after.month - 1 - months
    year, month = divmod(total, 12)
    first = date(year, month + 1, min(after.day, monthrange(year, month + 1)[1]))
    return first, day


def without_vague(whens: Sequence[When]) -> list[When]:
    """The times, a length of which no days are told left out where a window tells them."""
    told = any(
        w.window and not w.vague and not w.open and not w.same and (w.last - w.first).days < 32
        for w in whens
    )
    return [when for when in whens if not (when.vague and told)]
