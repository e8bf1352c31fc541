"""A report as one page that stands alone: the story on the left, the evidence on the right.

The page needs no script and loads nothing; its policy forbids both. Everything that came from a
story or a record is escaped, and only http(s) addresses become links.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ofrecord.export.report_parts import (
    VERDICT_SIGNS,
    VERDICT_WORDS,
    Evidence,
    EvidenceRow,
    Piece,
    cut_paragraphs,
    describe_edition,
    describe_reading,
    describe_story,
    figures_of,
    number_of,
    rows_of,
    web_address,
)
from ofrecord.export.speech import ENGLISH, Speech, mark
from ofrecord.model import Capture
from ofrecord.story.claims import Figure, Report, Story, Verdict
from ofrecord.story.ground import EVIDENCE

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
_FALLBACK_TITLE = mark("A story without a headline")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A figure as it is marked in the story."""

    number: str
    text: str
    verdict: str
    word: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A piece of a paragraph, with the figures that it holds."""

    text: str
    figures: tuple[_Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A capture and where it is from."""

    file: str
    url: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    """An edition that verdicts rest on, with the capture that dates it."""

    id: str
    told: str
    captures: tuple[_Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """What the record says of one figure."""

    number: str
    text: str
    verdict: str
    word: str
    sign: str
    says: str
    explanations: tuple[str, ...]
    reading: str
    other_readings: tuple[str, ...]
    edition: str
    edition_id: str
    rows: tuple[EvidenceRow, ...]
    rows_title: str
    headers: tuple[str, ...]
    """Of a series' rows: the headers of the cells that are shown."""
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsettled:
    """Figures that no register settles, for one reason."""

    reason: str
    figures: tuple[_Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _StoryView:
    """A story as the page shows it."""

    number: int
    title: str
    about: str
    url: str
    lang: str
    checked: bool
    nothing: str
    paragraphs: tuple[tuple[_Run, ...], ...]
    cards: tuple[_Card, ...]
    editions: tuple[_Edition, ...]
    unsettled: tuple[_Unsettled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """How many figures have a verdict, and the first of them."""

    verdict: str
    told: str
    sign: str
    target: str


def render_html(
    report: Report,
    evidence: Evidence,
    today: date,
    speech: Speech = ENGLISH,
    language: str = "en",
    links: Sequence[tuple[str, str]] = (),
) -> str:
    """The report as one HTML page. ``today`` is the day that the page says it was made on.

    ``speech`` has the words of the page's ``language``. What the record says of a figure is in
    English, and marked so. ``links`` lead from the page to a site that it is part of, each with
    what it says and its address; the first is the site itself.
    """
    stories = [
        _story(number, story, (figures_of(report, number - 1), evidence), speech)
        for number, story in enumerate(report.stories, start=1)
    ]
    css = (TEMPLATES / "report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    environment = _environment()
    piece = environment.get_template("piece.html")

    def run(run: _Run) -> object:
        from markupsafe import Markup

        # The template escapes what it is given, so that its own output is markup.
        return Markup(piece.render(piece=run, t=speech.say))  # noqa: S704

    titles = [story.title for story in report.stories if story.title]
    page: str = environment.get_template("report.html").render(
        policy=(
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        ),
        css=_trusted(css),
        title=speech.say(
            "{title}: figures checked", title=titles[0] if titles else speech.say(_FALLBACK_TITLE)
        ),
        language=language,
        english=_trusted(' lang="en"' if language != "en" else ""),
        t=speech.say,
        stories=stories,
        links=links,
        first=next((story.number for story in stories if story.checked), 1),
        tallies=_tallies(report, speech),
        run=run,
        colophon=speech.say("Made by ofrecord on {day}.", day=speech.day(today)),
    )
    return page


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True, loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined
    )
    environment.filters["cell"] = _cell
    return environment


def _cell(cells: Sequence[tuple[str, str]], header: str) -> str:
    """The text of a row's cell under a header."""
    return dict(cells).get(header, "")


def _trusted(css: str) -> object:
    from markupsafe import Markup

    return Markup(css)  # noqa: S704  (the project's own)


def _tallies(report: Report, speech: Speech) -> list[_Tally]:
    tallies = []
    for verdict, word in VERDICT_WORDS.items():
        figures = [figure for figure in report.figures if figure.verdict is verdict]
        if figures:
            first = min(figures, key=lambda figure: (figure.story, figure.start))
            tallies.append(
                _Tally(
                    verdict=str(verdict),
                    told=speech.say("{n} {verdict}", n=len(figures), verdict=speech.say(word)),
                    sign=VERDICT_SIGNS[verdict],
                    target=f"f{number_of(first)}",
                )
            )
    return tallies


def _story(
    number: int, story: Story, found: tuple[Sequence[Figure], Evidence], speech: Speech
) -> _StoryView:
    figures, evidence = found
    checkable = [f for f in figures if f.verdict is not Verdict.NOT_CHECKABLE]
    paragraphs = [
        tuple(_run(piece, speech) for piece in pieces)
        for pieces in cut_paragraphs(story.text, figures)
    ]
    title = story.title or speech.say(_FALLBACK_TITLE)
    head = paragraphs[0] if paragraphs else ()
    same = "".join(run.text for run in head).strip() == title
    if same and not any(run.figures for run in head):
        paragraphs = paragraphs[1:]  # the headline stands above already
    return _StoryView(
        number=number,
        title=title,
        about=describe_story(story, speech),
        url=web_address(story.url),
        lang={"en": "en", "es": "es"}.get(story.language, ""),
        checked=bool(checkable),
        nothing=_nothing(story, figures, speech),
        paragraphs=tuple(paragraphs),
        cards=tuple(_card(figure, evidence, speech) for figure in checkable),
        editions=tuple(_editions(checkable, speech)),
        unsettled=tuple(_unsettled(figures, speech)),
    )


def _nothing(story: Story, figures: Sequence[Figure], speech: Speech) -> str:
    if story.language == "other":
        return speech.say("not checked: neither in English nor in Spanish")
    if not figures:
        return speech.say("no figures")
    if len(figures) == 1:
        return speech.say("1 figure, which no register settles")
    return speech.say("{n} figures, none that a register settles", n=len(figures))


def _run(piece: Piece, speech: Speech) -> _Run:
    return _Run(text=piece.text, figures=tuple(_mark(figure, speech) for figure in piece.figures))


def _mark(figure: Figure, speech: Speech) -> _Mark:
    return _Mark(
        number=number_of(figure),
        text=figure.text,
        verdict=str(figure.verdict),
        word=speech.say(VERDICT_WORDS[figure.verdict]),
        sign=VERDICT_SIGNS[figure.verdict],
    )


def _card(figure: Figure, evidence: Evidence, speech: Speech) -> _Card:
    found = _mark(figure, speech)
    rows = tuple(rows_of(figure, evidence))
    edition = figure.edition
    told = (e for e in figure.explanations if e.text not in figure.says)
    return _Card(
        number=found.number,
        text=found.text,
        verdict=found.verdict,
        word=found.word,
        sign=found.sign,
        says=figure.says,
        explanations=tuple(f"{str(e.kind).replace('_', ' ')}: {e.text}" for e in told),
        reading=describe_reading(figure.reading, speech),
        other_readings=tuple(describe_reading(one, speech) for one in figure.other_readings),
        edition=describe_edition(edition, speech) if edition else "",
        edition_id=edition.edition_id if edition else "",
        rows=tuple(_linked(row) for row in rows),
        rows_title=_rows_title(len(rows), speech),
        headers=tuple(dict.fromkeys(header for row in rows for header, _ in row.cells)),
        # Some of very many rows show nothing at a glance.
        open=figure.verdict is not Verdict.SUPPORTED and len(rows) < EVIDENCE,
    )


def _rows_title(count: int, speech: Speech) -> str:
    if count == 1:
        return speech.say("1 row of the edition")
    # Evidence names at most so many ids; a count of hundreds rests on more than it lists.
    if count >= EVIDENCE:
        return speech.say("{n} of the rows", n=count)
    return speech.say("{n} rows of the edition", n=count)


def _editions(figures: Sequence[Figure], speech: Speech) -> list[_Edition]:
    editions = {f.edition.edition_id: f.edition for f in figures if f.edition is not None}
    return [
        _Edition(
            id=edition_id,
            told=describe_edition(edition, speech),
            captures=tuple(_link(capture) for capture in edition.captures[:1]),
        )
        for edition_id, edition in editions.items()
    ]


def _link(capture: Capture) -> _Link:
    return _Link(file=capture.file, url=web_address(capture.url), sha256=capture.sha256)


def _linked(row: EvidenceRow) -> EvidenceRow:
    from dataclasses import replace

    return replace(row, moa_url=web_address(row.moa_url))


def _unsettled(figures: Sequence[Figure], speech: Speech) -> list[_Unsettled]:
    reasons: dict[str, list[_Mark]] = {}
    for figure in figures:
        if figure.verdict is Verdict.NOT_CHECKABLE:
            reasons.setdefault(figure.reading.reason or figure.says, []).append(
                _mark(figure, speech)
            )
    return [_Unsettled(reason=why, figures=tuple(marks)) for why, marks in reasons.items()]
