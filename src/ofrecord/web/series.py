"""The pages of the series: which there are, and one with its caveats, months and newest days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches

from ofrecord.errors import BadRequest
from ofrecord.export.speech import mark
from ofrecord.front import SeriesRegister
from ofrecord.measures.series import Answer, Asked
from ofrecord.series import SeriesMeasure
from ofrecord.web.cite import Cite, cite_number, name_edition
from ofrecord.web.desk import Desk
from ofrecord.web.page import MissingPage, Shown
from ofrecord.web.pictures import draw

_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An answer of a series as a page shows it."""

    name: str
    answer: Answer
    value: str
    marks: tuple[str, ...]
    cite: Cite | None
    newest: Answer | None = None
    """The same as the newest edition has it, where that is another number."""


def show_all_series(desk: Desk) -> Shown:
    """The series that are held, each with what it counts."""
    words = desk.words
    return Shown(
        template="series_all.html",
        of=tuple(desk.sources.series),
        title=words.say("Series"),
        about=words.say("Numbers by day from other official records, each with its caveats."),
        values={"all_series": list(desk.sources.series.values())},
    )


def show_series(desk: Desk, name: str, measure: str = "") -> Shown:
    """One measure of a series, as it was known on the page's day."""
    register = desk.sources.series.get(name)
    if register is None:
        near = get_close_matches(name, desk.sources.series, 1, 0.3)
        raise MissingPage(name, tuple((one, f"series/{one}/") for one in near))
    try:
        what = register.declaration.measure_named(measure)
    except BadRequest as error:
        near_page = f"series/{name}/{error.nearest}/" if error.nearest else f"series/{name}/"
        raise MissingPage(measure, ((error.nearest or name, near_page),)) from None
    return _Page(desk, register, what).shown()


class _Page:
    def __init__(self, desk: Desk, register: SeriesRegister, what: SeriesMeasure) -> None:
        self.desk = desk
        self.register = register
        self.what = what
        self.asked: Asked = register.asked()
        newest = register.newest
        self.known = date.fromisoformat(desk.place.day) if desk.place.day else newest
        self.newest = newest
        edition, self.later = self.asked.edition_for(date.min, self.known)
        self.edition = register.view.describe(edition) if edition else None

    def shown(self) -> Shown:
        words, what = self.desk.words, self.what
        declared = self.register.declaration
        first, last = self.asked.first_day(what.name), self._last()
        title = words.given(what.title)
        months = list(self._months(first, last))[::-1] if first and last else []
        days = list(self._days(last))[::-1] if last else []
        return Shown(
            template="series.html",
            of=(self.register.name,),
            title=words.say(
                "{series}, as known on {day}",
                series=title[:1].upper() + title[1:],
                day=words.day(self.known),
            ),
            about=words.given(declared.title),
            values={
                "pictures": draw(self.desk),
                "register": declared,
                "measure": what,
                "known": self.known.isoformat(),
                "edition": self.edition,
                "later": self.later,
                "first": first,
                "last": last,
                "lines": list(self._lines(last)) if last else [],
                "months": months,
                "months_cite": self._cite_table(words.say("By month"), months),
                "days": days,
                "days_cite": self._cite_table(words.say("Newest days"), days),
                "caveats": [*declared.caveats, *what.caveats],
                "official": declared.list_named(self.asked.listed.name),
            },
        )

    def _last(self) -> date | None:
        """The last day that is told: of the edition, or the day of knowledge where it is before."""
        first, last = self.asked.span(self.known)
        return min(last, self.known) if first and last and first <= self.known else None

    def _lines(self, last: date) -> Iterator[Line]:
        name, known = self.what.name, self.known
        year = date(last.year, 1, 1)
        words = self.desk.words
        yield self._line(
            words.say(mark("on {day}"), day=words.day(last)), self.asked.value(name, last, known)
        )
        yield self._line(
            words.say(mark("from {first} to {last}"), first=words.day(year), last=words.day(last)),
            self.asked.total(name, year, last, known),
        )
        total = self.asked.running_total(name, last, known)
        if total.first and total.first <= last.isoformat():
            told = words.say(
                "from {first} to {last}", first=words.day(total.first), last=words.day(last)
            )
            yield self._line(told, total)

    def _months(self, first: date, last: date) -> Iterator[Line]:
        month = first.replace(day=1)
        while month <= last:
            following = (month + timedelta(days=31)).replace(day=1)
            end = min(following - timedelta(days=1), last)
            found = self.asked.total(self.what.name, max(month, first), end, self.known)
            if found.value is not None:
                yield self._line(self.desk.words.month(month), found, cited=False)
            month = following

    def _days(self, last: date) -> Iterator[Line]:
        for back in range(_DAYS - 1, -1, -1):
            day = last - timedelta(days=back)
            found = self.asked.value(self.what.name, day, self.known)
            yield self._line(self.desk.words.day(day), found, cited=False)

    def _line(self, name: str, answer: Answer, *, cited: bool = True) -> Line:
        words = self.desk.words
        value = words.number(_whole(answer.value))
        says = f"{value}: {words.given(self.what.title)}, {name}"
        return Line(
            name=name,
            answer=answer,
            value=value,
            marks=self._marks([answer]),
            cite=self._cite(says, [answer]) if cited else None,
            newest=self._newest(answer) if cited else None,
        )

    def _cite_table(self, caption: str, lines: Sequence[Line]) -> Cite | None:
        title = f"{self.desk.words.given(self.what.title)}: {caption}"
        return self._cite(self.desk.any_number, [line.answer for line in lines], title)

    def _marks(self, answers: Sequence[Answer]) -> tuple[str, ...]:
        names = dict.fromkeys(mark for answer in answers for mark in answer.marks)
        declared = self.register.declaration
        return tuple(self.desk.words.given(declared.mark_text(name)) for name in names)

    def _cite(self, says: str, answers: Sequence[Answer], table: str = "") -> Cite | None:
        """How a number is cited, or a table of several: with its rows, marks and caveats."""
        words, declared = self.desk.words, self.register.declaration
        told = [answer for answer in answers if answer.edition and answer.value is not None]
        editions = {a.edition.edition_id: a.edition for a in told if a.edition}
        if not editions:
            return None
        first, *others = editions.values()
        found = cite_number(
            says,
            first,
            words,
            source=self.desk.source(first.list, self.register),
            rows=[row for answer in told for row in self._rows(answer)],
            table=table,
        )
        return replace(
            found,
            editions=(*found.editions, *(name_edition(one) for one in others)),
            marks=self._marks(told),
            caveats=tuple(words.given(c) for c in (*declared.caveats, *self.what.caveats)),
        )

    def _rows(self, answer: Answer) -> Iterator[int]:
        """Every row that an answer rests on: of a sum, those of all its days."""
        if self.what.cumulative:
            yield from answer.rows
            return
        first, last = date.fromisoformat(answer.first), date.fromisoformat(answer.last)
        for one in self.asked.days(self.what.name, first, last, self.known):
            yield from one.rows

    def _newest(self, answer: Answer) -> Answer | None:
        """The same total as the newest edition has it, where it differs."""
        if answer.value is None or self.known >= self.newest:
            return None
        first, last = date.fromisoformat(answer.first), date.fromisoformat(answer.last)
        found = self.asked.total(self.what.name, first, last, self.newest)
        return found if found.value not in {None, answer.value} else None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
