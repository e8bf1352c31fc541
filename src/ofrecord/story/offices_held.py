"""Terms of office that stories count from: "since Trump took office", "under Biden"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

Raw = tuple[date, date, str, int, int]
_ENTRY = (
    r"(?:was\s+)?(?:re)?inaugurated|(?:was\s+)?sworn\s+in|retook|return\b"
    r"|took\s+(?:back\s+)?(?:the\s+)?(?:office|power|oath)"
    r"|return(?:s|ed|ing)?\s+to\s+(?:office|power|the\s+(?:white\s+house|oval\s+office|presidency))"
    r"|came\s+(?:back\s+)?(?:to\s+power|into\s+office)|(?:second\s+)?inauguration|swearing-in"
)
_TERM = (
    r"2\.0|second\s+(?:term|administration|presidency)|(?:current\s+)?term|presidency"
    r"|administration"
)
_BEFORE = re.compile(r"\b(?:before|prior\s+to|preceding|until)\s+(?:[\w']+\s+){0,3}$")
_WHEN = re.compile(
    r"\b(?:when\s+(?:[\w']+\s+){0,2}|(?:at|on|the\s+(?:day|eve)\s+of)\s+(?:[\w']+\s+){0,2})$"
)
_OPENING = re.compile(
    r"\b(?:first|opening|year\s+one|initial)\s+(?:(?P<count>\d{1,3})\s+)?(?P<unit>days|months|year|weeks)?"
    r"(?:\s*(?:of|in)\s+(?:(?:the|his|president)\s+){0,3}|\s*)$"
)
_SPEAKS = re.compile(
    r"'?s?\s+(?:says?|said|has|have|had|is|was|announced|claims?|boasts?|counts?|lists?)\b"
)
"""After these words a term of office is who acts, not when."""
_AHEAD = 40


@dataclass(frozen=True, slots=True)
class Office:
    """A term of office that stories count from: who holds it, who held it before, since when."""

    began: date
    holders: tuple[str, ...]
    before: tuple[str, ...]
    words: frozenset[str] = field(init=False)
    """One of these stands in every sentence that names the term."""
    _began: re.Pattern[str] = field(init=False)
    _ended: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Prepares the patterns by which it is found."""
        holder = "|".join(re.escape(name) for name in self.holders)
        before = "|".join(re.escape(name) for name in self.before)
        names = {word for name in (*self.holders, *self.before) for word in (name, f"{name}'s")}
        put = object.__setattr__
        put(self, "words", frozenset({"inauguration", "administration", "term"} | names))
        put(
            self,
            "_began",
            re.compile(
                rf"\b(?:(?:{holder})(?:'s?)?\s+(?:{_ENTRY}|{_TERM})|inauguration\s+day|(?:since\s+(?:the\s+)?|of\s+the\s+)inauguration"
                rf"|second\s+(?:{holder})\s+(?:term|administration|presidency)"
                rf"|(?:second\s+)?(?:term|administration)\s+of\s+(?:president\s+)?(?:donald\s+)?(?:{holder})"
                rf"|(?:he|his)\s+(?:{_ENTRY}|second\s+(?:term|administration)))"
            ),
        )
        put(
            self,
            "_ended",
            re.compile(
                rf"\b(?:(?:close|end|final\s+\w+|last\s+\w+)\s+of\s+(?:the\s+)?(?:{before})"
                rf"|(?:under|during)\s+(?:the\s+)?(?:president\s+)?(?:joe\s+)?(?:{before})|(?:{before})\s+(?:left|era|years))\b"
            ),
        )

    def ended(self, low: str) -> Iterator[re.Match[str]]:
        """Where a text (in lower case) speaks of the time before."""
        return self._ended.finditer(low)

    def begun(self, low: str) -> Iterator[re.Match[str]]:
        """Where a text (in lower case) speaks of the term or of how it began."""
        return self._began.finditer(low)


def find_office(office: Office, low: str, published: date | None) -> Iterator[Raw]:
    """The times of a sentence (in lower case) that are told by a term of office."""
    eve = office.began - timedelta(days=1)
    for match in office.ended(low):
        yield eve, eve, "before", match.start(), match.end()
    for match in office.begun(low):
        start = match.start()
        ahead = low[max(0, start - _AHEAD) : start]
        if _BEFORE.search(ahead):
            yield eve, eve, "before", start, match.end()
        elif _WHEN.search(ahead):
            yield eve, office.began, "before", start, match.end()
        elif opening := _OPENING.search(ahead):
            last = _opening_end(office.began, opening["count"], opening["unit"] or "year")
            yield office.began, last, "window", start - len(ahead) + opening.start(), match.end()
        elif published and published >= office.began and not _speaks(low, match):
            yield office.began, published, "term", start, match.end()


def _speaks(low: str, match: re.Match[str]) -> bool:
    """Whether an administration is who acts, not when: "the administration says"."""
    return match[0].endswith("administration") and _SPEAKS.match(low, match.end()) is not None


def _opening_end(began: date, count: str | None, unit: str) -> date:
    number = int(count) if count else 0
    match unit:
        case "days":
            return began + timedelta(days=number or 100)
        case "weeks":
            return began + timedelta(days=7 * (number or 8))
        case "months":
            return began + timedelta(days=30 * (number or 5))
        case _:
            return began.replace(year=began.year + 1)
