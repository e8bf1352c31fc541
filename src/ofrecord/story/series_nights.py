"""Nights, by the morning on which they ended, and days that are told by another day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ofrecord.story.series_clock import DAY, WEEKDAY, When, weekday

_NIGHT = re.compile(
    rf"\b(?:overnight(?: (?P<into>into|to|on|from)(?: the early hours of)?)?(?: (?P<day>{WEEKDAY}))?"
    rf"(?:(?: to|-| into| and| through)(?: the early hours of)? ?(?P<second>{WEEKDAY}))?"
    rf"|(?P<late>late|on) (?P<late_day>{WEEKDAY}) (?:evening|night)"
    rf"|(?P<evening>{WEEKDAY})(?:'s)? (?:evening|night|overnight)"
    rf"|late(?: on)? (?P<late_only>{WEEKDAY})"
    rf"|(?P<before>{WEEKDAY})(?:'s)? overnight"
    rf"|(?:in |during |over )?(?:the )?night (?P<to>to|into|of|from) (?P<night_day>{WEEKDAY})"
    rf"(?:(?: to| into|-) ?(?P<night_second>{WEEKDAY}))?"
    rf"|(?:in the )?early (?:hours of )?(?P<early>{WEEKDAY})(?: morning)?"
    rf"|last night)\b"
)
_NAMED = re.compile(
    rf"(?: (?!and\b|after\b|before\b|but\b)[\w-]+){{1,4}} (?:on|of) (?P<day>{WEEKDAY})\b(?! (?:evening|night))"
)
"""How a weekday goes on telling of a night: "an overnight attack on Sunday"."""
_AFTER = re.compile(
    r"\b(?:(?:a|one|the) day (?P<way>after|before|earlier)\b(?! tomorrow| yesterday)"
    r"|(?:the|a|one) night (?P<night>after|before|earlier)\b"
    r"|(?:the|on the|in the) (?P<which>previous|preceding|following|next) (?:day|night)\b)"
)
_EARLIER = frozenset({"before", "earlier", "previous", "preceding"})
_IN_A_DAY = re.compile(
    r"\b(?:(?:in|on|within|over|for|during) (?:just |only )?(?:a|one|the) (?:single )?(?:day|night)"
    r"|single (?:day|night))\b(?! (?:of|in|since|on|by|this|so far|ever|after|before|earlier|later|for|that|when))"
)
_PAST_DAY = re.compile(
    r"\b(?:(?:in|over|during|within|for) )?(?:the |just )?(?:past |last |previous )?(?:24|twenty-four|24-) ?hours?\b"
    r"|\b(?:in|over|during) the (?:past|last) day\b"
)
_NEAR = 80


def find_nights(low: str, published: date) -> list[When]:
    """The nights of a sentence by the day on which they ended."""
    found: list[When] = []
    for match in _NIGHT.finditer(low):
        first, other = _night(match, published)
        told = first != published or other is None or bool(match["day"] or match["before"])
        when = When(first=first, last=first, other=other if told else None,
                    spare=None if told else other, start=match.start(), end=match.end())  # fmt: skip
        found.append(when if told else _on_a_day(low, when, published))
    return found


def _on_a_day(low: str, when: When, published: date) -> When:
    """A night with the day that its words go on to name."""
    named = _NAMED.match(low, when.end)
    if named is None or low[when.start : when.end] != "overnight":
        return when
    day = weekday(named["day"], published)
    spare = day + DAY if day < published else None
    return replace(when, first=day, last=day, spare=spare, end=named.end())


def _night(match: re.Match[str], published: date) -> tuple[date, date | None]:
    """The morning on which a night ended, and the other that may be meant."""
    if second := match["second"] or match["night_second"]:
        return weekday(second, published), None
    if match["early"]:
        return weekday(match["early"], published), None
    begun = match["late_day"] or match["evening"] or match["late_only"]
    if begun:
        day = weekday(begun, published)
        return (day + DAY if day < published else day), None
    named = match["day"] or match["before"] or match["night_day"]
    if named:
        day, way = weekday(named, published), match["into"] or match["to"]
        if way in {"into", "to"}:
            return day, None
        after = day + DAY if day < published else None
        if way == "from":
            return after or day, None
        return day, after
    return published, published - DAY


def find_day_lengths(low: str, published: date, *, nights: bool) -> list[When]:
    """Single days that are told by their length: "in the past 24 hours", "in a single day"."""
    found: list[When] = []
    first, spare = (published, published - DAY) if nights else (published - DAY, published)
    found += [
        When(first=first, last=first, spare=spare, start=match.start(), end=match.end())
        for match in _PAST_DAY.finditer(low)
    ]
    found += [
        When(first=first, last=first, back=0, start=match.start(), end=match.end())
        for match in _IN_A_DAY.finditer(low)
    ]
    return found


def add_days_beside(low: str, whens: list[When], published: date | None) -> list[When]:
    """The times, with the days that are told by one that is named: "Monday, a day after …"."""
    for match in _AFTER.finditer(low):
        way = match["way"] or match["night"] or match["which"]
        near = [
            when
            for when in whens
            if not when.window and when.end <= match.start() and match.start() - when.end < _NEAR
        ]
        clause = match["way"] in {"after", "before"} and low[match.end() : match.end() + 1] == " "
        if near and clause:
            step = DAY if way == "before" else -DAY  # "Monday, a day after …": the other came first
            named = near[-1]
            day = When(first=named.first + step, last=named.last + step, start=match.start(), end=match.end())  # fmt: skip
        elif near:
            named, step = near[-1], -DAY if way in _EARLIER else DAY
            day = When(first=named.first + step, last=named.last + step, start=match.start(), end=match.end())  # fmt: skip
        elif published is not None and not clause:
            day = When(first=published, last=published, back=1 if way in _EARLIER else -1,
                       start=match.start(), end=match.end())  # fmt: skip
        else:
            continue
        whens.append(day)
    return sorted(whens, key=lambda when: when.start)
