"""The site without a server: a page for an address, and every address of a static export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from threading import Lock
from urllib.parse import unquote, urlsplit

from ofrecord.front import Record
from ofrecord.web import (
    changing,
    checking,
    comparing,
    data,
    editions,
    finding,
    following,
    for_robots,
    identities,
    lists,
    pictures,
    series,
    texts,
)
from ofrecord.web.asked import day_asked
from ofrecord.web.desk import Desk
from ofrecord.web.links import Links, Place, read_place
from ofrecord.web.page import Elsewhere, MissingPage, Page, Shown
from ofrecord.web.remarks import Remark
from ofrecord.web.sources import Sources
from ofrecord.web.templating import compile_all, own_files, render
from ofrecord.web.words import LANGUAGES, words_of

LONGEST = 2_000
"""The most characters of an address that are looked at."""
_NO_QUERY: Mapping[str, str] = {}
_ONE: dict[str, Callable[[Desk, str], Shown]] = {
    "state": lists.show_state,
    "county": lists.show_county,
    "model": lists.show_model,
    "agency": identities.show_agency,
    "agreement": identities.show_agreement,
    "edition": editions.show_edition,
}
_ALONE: dict[str, Callable[[Desk], Shown]] = {
    "": lists.show_home,
    "compare": comparing.show_compare,
    "editions": editions.show_editions,
    "series": series.show_all_series,
    "check": checking.show_check,
    "search": finding.show_search,
    "data": data.show_data,
    "method": lambda desk: texts.show_text(desk, "method"),
    "limits": lambda desk: texts.show_text(desk, "limits"),
}


class Site:
    """The pages of a record. ``address`` is where it will stand, with the folder if it has one.

    ``static`` makes the pages of a static export: without what only a server can answer.

    >>> import ofrecord
    >>> site = Site(ofrecord.open())
    >>> site.page("/on/2025-09-05/").status, site.page("/state/ZZ/").status
    (200, 404)
    """

    def __init__(self, record: Record, address: str = "", *, static: bool = False) -> None:
        self.sources = Sources(record)
        self.address = address.rstrip("/")
        self.static = static
        self._prefix = urlsplit(self.address).path
        self._lock = Lock()
        compile_all()

    def page(self, path: str, query: Mapping[str, str] = _NO_QUERY, language: str = "") -> Page:
        """The page at a path, which is found below the site's own folder.

        ``language`` is that of a path that does not name one. An unknown page is answered with 404
        and the nearest that there is.
        """
        if path.startswith("/static/"):
            return self._file(path.removeprefix("/static/"))
        if path.startswith(following.FOLDER):
            with self._lock:
                return following.feed_page(self.sources, unquote(path), self.address)
        if path in self.alone:
            day, modified = self.sources.newest, self.sources.standing.last_checked or ""
            return for_robots.robot_file(path, self._every, self.address, day, modified)
        place = read_place(unquote(path)[:LONGEST], language)
        with self._lock:
            return self._make(place, query)

    def check(self, form: Mapping[str, str], language: str = "en") -> Page:
        """The annotated page of a story that was sent; the form again where it cannot be read."""
        desk = self._desk(Place(language=language, day="", parts=("check",)), _NO_QUERY)
        made = checking.check_story(desk, form)
        if isinstance(made, Page):
            return made
        return self._shown(desk, checking.show_problem(desk, made, form=form))

    def refuse(self, status: int, text: str, form: Mapping[str, str], language: str = "en") -> Page:
        """The form of the check again: why its story was not checked, in the reader's words."""
        desk = self._desk(Place(language=language, day="", parts=("check",)), _NO_QUERY)
        problem = Remark(text=text, foreign=False)
        return self._shown(desk, checking.show_problem(desk, problem, status, form))

    def addresses(self) -> Iterator[str]:
        """Every page of a static export, in every language, and every file of its pictures."""
        for address in self._every:
            yield address
            place = read_place(address)
            if not place.day:
                desk = self._desk(place, _NO_QUERY)
                for name in pictures.file_names(desk, days=place.language == "en"):
                    yield f"{address}{name}"

    def files(self) -> Iterator[str]:
        """What stands beside the pages of a static export: every feed, and every file of data."""
        for feeds in self.sources.feeds.values():
            yield from (f"/{path}{ending}" for path in feeds.paths for ending in following.TYPES)
        yield from data.files_of(data.offered_of(self.sources))
        yield from self.alone

    @cached_property
    def _every(self) -> list[str]:
        """Every page of a static export, in every language: a day's beside each other."""
        tongues = ["" if language == "en" else f"/{language}" for language in LANGUAGES]
        return [f"{tongue}/{page}" for page in self._pages() for tongue in tongues]

    @cached_property
    def alone(self) -> list[str]:
        """What is for programs that look for pages: robots.txt, and where they can be, maps."""
        return for_robots.robot_files(self._every, self.address)

    # Making -------------------------------------------------------------------------------------

    def _desk(self, place: Place, query: Mapping[str, str]) -> Desk:
        links = Links(
            prefix=self._prefix, language=place.language, day=place.day, static=self.static
        )
        return Desk(self.sources, words_of(place.language), links, place, query, self.address)

    def _make(self, place: Place, query: Mapping[str, str]) -> Page:
        file = place.parts[-1] if pictures.is_file(place.parts) else ""
        if file:
            place = replace(place, parts=place.parts[:-1])
        desk = self._desk(place, query)
        try:
            self._check_day(desk)
            if file:
                return pictures.make_file(desk, file)
            return self._shown(desk, self._route(desk))
        except Elsewhere as found:
            return Page(status=303, body=b"", location=found.location)
        except MissingPage as error:
            return self._missing(place, error)

    def _shown(self, desk: Desk, shown: Shown) -> Page:
        body = render(shown, desk, self.address).encode()
        return Page(
            status=shown.status,
            body=body,
            day=desk.day,
            modified=self.sources.standing.last_checked or "",
            kept=shown.kept,
        )

    def _check_day(self, desk: Desk) -> None:
        """Leads to the day that a form asks for; ``MissingPage`` for a day that has no pages."""
        kind, *rest = desk.place.parts or ("",)
        if kind == "on":
            asked = desk.query.get("day") or "/".join(rest)
            page = read_place(desk.query.get("page", "")).page
            raise Elsewhere(desk.links.to(page, day_asked(desk, asked, page)))
        day_asked(desk, desk.day, desk.place.page)

    def _route(self, desk: Desk) -> Shown:
        kind, *rest = desk.place.parts or ("",)
        match rest:
            case [] if kind in _ALONE:
                return _ALONE[kind](desk)
            case [one] if kind in _ONE:
                return _ONE[kind](desk, one)
            case [] | [_, _] if kind == "changes":
                return changing.show_changes(desk, tuple(rest))
            case [name] if kind == "series":
                return series.show_series(desk, name)
            case [name, measure] if kind == "series":
                return series.show_series(desk, name, measure)
            case _:
                raise finding.missing(desk)

    def _missing(self, place: Place, error: MissingPage) -> Page:
        bare = self._desk(Place(language=place.language, day="", parts=()), _NO_QUERY)
        title = bare.words.say("There is no such page")
        values = {"given_text": error.given[:200], "nearest": error.nearest}
        shown = Shown(template="missing.html", title=title, about=title, values=values, status=404)
        return self._shown(bare, shown)

    def _file(self, name: str) -> Page:
        kind, data = own_files().get(name, ("", b""))
        if kind:
            return Page(status=200, body=data, content_type=kind, lasting=True)
        near = get_close_matches(name, own_files(), 1, 0.5)
        text = f"no such file: {name[:200]}\n{''.join(near)}"
        return Page(status=404, body=text.encode(), content_type="text/plain; charset=utf-8")

    def _pages(self) -> Iterator[str]:
        """Every page of a static export, without its language."""
        sources = self.sources
        identity = sources.lists.stored.identity
        undated = ("", "compare/", "editions/", "series/", "check/", "data/", "method/", "limits/")
        yield from (*undated, "search/", "changes/")
        states, counties = sources.places
        models = [f"model/{model}/" for model in sources.lists.models]
        by_day = [*(f"state/{code}/" for code in states), *models]
        yield from by_day
        yield from (f"county/{fips}/" for fips in counties)
        yield from (f"agency/{one.agency_id}/" for one in identity.agencies)
        yield from (f"agreement/{one.agreement_id}/" for one in identity.agreements)
        for name, one in sources.series.items():
            yield f"series/{name}/"
            yield from (f"series/{name}/{what.name}/" for what in one.declaration.measures)
        for register in sources.registers.values():
            yield from (f"edition/{edition.edition_id}/" for edition in register.view.history)
        for day in sources.days:
            yield f"changes/{lists.week_before(day)}/{day}/"
            yield from (f"on/{day}/{page}" for page in ("", *by_day))
