"""What the reports of a checked page have in common: marks, words, evidence with its rows."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ofrecord.export.speech import ENGLISH, Speech, mark
from ofrecord.front import Record, Register, SeriesRegister
from ofrecord.model import Edition, Entry
from ofrecord.series import DAY
from ofrecord.story.claims import Figure, Reading, Report, Scope, Story, Verdict

VERDICT_WORDS = {
    Verdict.SUPPORTED: mark("supported"),
    Verdict.CONTRADICTED: mark("contradicted"),
    Verdict.OUTDATED: mark("outdated"),
    Verdict.AMBIGUOUS: mark("ambiguous"),
    Verdict.NOT_CHECKABLE: mark("not checkable"),
}
VERDICT_SIGNS = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.OUTDATED: "↺",
    Verdict.AMBIGUOUS: "?",
    Verdict.NOT_CHECKABLE: "–",
}
_FROM_WORDS = {
    "given": mark("as given"),
    "json-ld": mark("from the page's data (JSON-LD)"),
    "meta": mark("from the page's head"),
    "time": mark("from the page's time mark"),
    "url": mark("from the address"),
    "page": mark("found in the page"),
    "header": mark("from the line at its head"),
    "dateline": mark("from the dateline"),
    "text": mark("from a caption and the lede"),
}
_MEASURE_WORDS = {
    "agreements": mark("agreements"),
    "agencies": mark("agencies"),
    "states": mark("states"),
    "states_without": mark("states without agreements"),
    "counties": mark("counties"),
    "rank": mark("rank"),
    "equal": mark("is it the same number"),
    "share": mark("share"),
    "growth_ratio": mark("growth, as a multiple"),
    "growth_percent": mark("growth in percent"),
    "signed_date": mark("the day of signing"),
    "membership": mark("has it an agreement"),
    "status": mark("status"),
    "models": mark("models"),
    "set": mark("set"),
    "first": mark("first"),
    "latest": mark("latest"),
    "only": mark("only"),
    "ordinal": mark("ordinal"),
    "reach": mark("when the number was reached"),
    "value": mark("value of a day"),
    "total": mark("total in a time"),
    "running_total": mark("total since the start"),
    "maximum": mark("the most of any day"),
    "change": mark("change"),
    "average": mark("average"),
    "none": mark("nothing that a register holds"),
}
_PART_WORDS = {"am": mark("morning"), "mid": mark("midday"), "pm": mark("evening")}
_COMPARATOR_WORDS = {
    "about": mark("about"),
    "nearly": mark("nearly"),
    "more_than": mark("more than"),
    "at_least": mark("at least"),
    "under": mark("under"),
    "at_most": mark("at most"),
}
_BASIS_WORDS = {
    "stated": mark("the day that the sentence states"),
    "published": mark("the day of publication"),
    "month": mark("the month that the text gives"),
    "event": mark("the day of the event"),
    "undated": mark("no day is known"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One row of an edition that a verdict rests on."""

    id: str
    row: int | None
    agency: str
    state: str
    county: str
    model: str
    signed: str
    moa_url: str
    cells: tuple[tuple[str, str], ...] = ()
    """Of a series: the cells that its numbers are read from, by their headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a story's text: plain, or of a figure, or of several that overlap."""

    text: str
    figures: tuple[Figure, ...] = ()


Evidence = Mapping[tuple[str, str], EvidenceRow]
"""Rows by edition and agreement id."""


def find_evidence(record: Record, report: Report) -> dict[tuple[str, str], EvidenceRow]:
    """The rows of each figure's edition that its evidence names.

    What an edition does not hold (an agreement removed before it) is left out.
    """
    found: dict[tuple[str, str], EvidenceRow] = {}
    wanted: dict[tuple[str, str], tuple[Edition, set[str]]] = {}
    for figure in report.figures:
        if figure.edition is not None and figure.evidence:
            key = figure.register, figure.edition.edition_id
            wanted.setdefault(key, (figure.edition, set()))[1].update(figure.evidence)
    for (name, edition_id), (edition, ids) in wanted.items():
        register = record.register(name)
        if isinstance(register, SeriesRegister):
            rows = {row.id: row for row in _series_rows(register, edition, ids)}
            found |= {(edition_id, id_): row for id_, row in rows.items()}
            continue
        for entry in _entries(register, edition, ids):
            found.setdefault((edition_id, entry.agreement_id), _evidence_row(entry))
    return found


def _series_rows(
    register: SeriesRegister, edition: Edition, ids: Container[str]
) -> Iterator[EvidenceRow]:
    """The rows of a series' edition, each with the cells that mean something."""
    held, _ = register.view.find_edition(edition.edition_id)
    known = register.declaration.list_named(edition.list).columns
    for number, row in enumerate(held.rows, start=1):
        if f"row {number}" not in ids:
            continue
        printed = register.view.printed_cells(held, row)
        told = [(h, text) for h, text in printed.items() if text and h.casefold() in known]
        # The day and the numbers first: they are what is counted.
        told.sort(key=lambda cell: (known[cell[0].casefold()] != DAY, not _is_number(cell[1])))
        cells = tuple(told)
        yield _series_row(number, cells)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "").isdigit()


def _series_row(number: int, cells: tuple[tuple[str, str], ...]) -> EvidenceRow:
    return EvidenceRow(
        id=f"row {number}",
        row=number,
        agency="",
        state="",
        county="",
        model="",
        signed="",
        moa_url="",
        cells=cells,
    )


def _entries(register: Register, edition: Edition, ids: Container[str]) -> Iterator[Entry]:
    view = register.view
    listed = view.list_view(edition.list)
    identities = view.stored.identity.agreements
    for number, held in enumerate(listed.editions):
        if held.edition_id == edition.edition_id:
            for row, window in listed.printed(number):
                if identities[window.agreement].agreement_id in ids:
                    yield view.entry(listed, row, window, (window, number))


def _evidence_row(entry: Entry) -> EvidenceRow:
    return EvidenceRow(
        id=entry.agreement_id,
        row=entry.row,
        agency=entry.agency,
        state=entry.state or "",
        county=entry.county or "",
        model=entry.model or "",
        signed=entry.signed or "",
        moa_url=entry.moa_url or "",
    )


def rows_of(figure: Figure, evidence: Evidence) -> list[EvidenceRow]:
    """The rows that a figure's evidence names, in the order of the edition."""
    if figure.edition is None:
        return []
    keys = ((figure.edition.edition_id, id_) for id_ in figure.evidence)
    rows = [evidence[key] for key in keys if key in evidence]
    return sorted(rows, key=lambda row: row.row or 0)


# Words ------------------------------------------------------------------------------------------


def describe_story(story: Story, speech: Speech = ENGLISH) -> str:
    """A story's byline, outlet and day in one line.

    >>> describe_story(Story(text="", byline="Ana Ley", published="2025-09-08",
    ...                      published_from="given"))
    'Ana Ley · published 2025-09-08 (as given)'
    """
    where = speech.say(_FROM_WORDS.get(story.published_from, story.published_from))
    day = speech.say(mark("no day is known"))
    if story.published:
        day = speech.say("published {day} ({how})", day=speech.day(story.published), how=where)
    return " · ".join(part for part in (story.byline, story.outlet, day) if part)


def describe_edition(edition: Edition, speech: Speech = ENGLISH) -> str:
    """An edition in one line: list, day, part of the day, rows, and the id.

    The first capture says where the edition's bytes are from.
    """
    part = speech.say(_PART_WORDS.get(edition.part, edition.part)) if edition.part else ""
    return speech.say(
        "{list} list of {day}{part}, {rows} rows, edition {edition}",
        list=edition.list,
        day=speech.day(edition.published_on),
        part=f" ({part})" if part else "",
        rows=edition.printed_rows,
        edition=edition.edition_id,
    )


def describe_reading(reading: Reading, speech: Speech = ENGLISH) -> str:
    """What a figure is taken to say, in one line.

    >>> from ofrecord.story.claims import Comparator, Measure
    >>> describe_reading(Reading(register="r", measure=Measure.AGREEMENTS, value=958.0,
    ...     scope=Scope(states=("NY",)), comparator=Comparator.MORE_THAN,
    ...     days=("2025-09-05", "2025-09-05")))
    'agreements: more than 958; state NY; on 2025-09-05 (no day is known)'
    """
    say = speech.say
    parts = [f"{say(_MEASURE_WORDS[str(reading.measure)])}: {_stated(reading, speech)}"]
    parts += describe_scope(reading.scope, speech)
    if reading.others:
        parts.append(say("with {others}", others=", ".join(reading.others)))
    if reading.whole is not None and reading.whole.series:
        parts.append(say("for each of {series}", series=reading.whole.series))
    if reading.base:
        parts.append(say("counted from {day}", day=speech.day(reading.base)))
    if reading.days:
        basis = _BASIS_WORDS.get(str(reading.basis), str(reading.basis))
        parts.append(f"{_days_of(reading, speech)} ({say(basis)})")
    return "; ".join(parts)


def _stated(reading: Reading, speech: Speech) -> str:
    stated = describe_value(reading.value)
    if reading.high is not None:
        high = describe_value(reading.high)
        stated = speech.say("{low} to {high}", low=stated, high=high)
    words = _COMPARATOR_WORDS.get(str(reading.comparator), "")
    return f"{speech.say(words)} {stated}" if words else stated


def _days_of(reading: Reading, speech: Speech) -> str:
    assert reading.days  # noqa: S101  (asked for only where there are days)
    first, last = map(speech.day, reading.days)
    if reading.ends:
        ends = speech.day(reading.ends)
        return speech.say(
            "from {first} to a day from {ends} to {last}", first=first, ends=ends, last=last
        )
    if first == last:
        return speech.say("on {day}", day=first)
    return speech.say("from {first} to {last}", first=first, last=last)


def describe_scope(scope: Scope, speech: Speech = ENGLISH) -> list[str]:
    """What a scope narrows, in words."""
    say = speech.say
    named = (
        (mark("state"), scope.states),
        (mark("county"), scope.counties),
        (mark("agency"), scope.agencies),
        (mark("agencies named"), scope.words),
        (mark("model"), scope.models),
        (mark("type"), scope.types),
        (mark("series"), (scope.series,) if scope.series else ()),
    )
    parts = [f"{say(name)} {', '.join(values)}" for name, values in named if values]
    if scope.pending:
        parts.append(say("pending applications"))
    if scope.with_pending:
        parts.append(say("with pending applications"))
    if scope.signed_since and scope.signed_until:
        since, until = map(speech.day, (scope.signed_since, scope.signed_until))
        parts.append(say("signed from {first} to {last}", first=since, last=until))
    elif scope.signed_since:
        parts.append(say("signed from {day}", day=speech.day(scope.signed_since)))
    elif scope.signed_until:
        parts.append(say("signed to {day}", day=speech.day(scope.signed_until)))
    if scope.territories:
        parts.append(say("territories: {how}", how=scope.territories))
    return parts


def describe_value(value: float | str | None) -> str:
    """A number as people write it.

    >>> describe_value(1035.0), describe_value(12.5), describe_value("2025-02")
    ('1,035', '12.5', '2025-02')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"


def web_address(url: str) -> str:
    """An address that may become a link; empty for any other kind.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    address = url.split(" ", 1)[0]
    return address if address.lower().startswith(("http://", "https://")) else ""


# The story's text, cut at its figures -----------------------------------------------------------


def number_of(figure: Figure) -> str:
    """The number under which a figure is shown: the figures of a page are counted through.

    It is the figure's own id without its letter, so that it is found again in the JSON.
    """
    return figure.id.lstrip("f")


def figures_of(report: Report, story: int) -> list[Figure]:
    """A story's figures in the order of its text."""
    return sorted((f for f in report.figures if f.story == story), key=lambda f: (f.start, f.end))


def cut_paragraphs(text: str, figures: Sequence[Figure]) -> Iterator[list[Piece]]:
    r"""A story's paragraphs, each cut at its figures. Figures that overlap are one piece.

    >>> [[piece.text for piece in pieces] for pieces in cut_paragraphs("One.\n\nTwo.", ())]
    [['One.'], ['Two.']]
    """
    place = 0
    for paragraph in text.split("\n\n"):
        end = place + len(paragraph)
        yield list(_cut(text, place, end, [f for f in figures if place <= f.start < end]))
        place = end + 2


def _cut(text: str, start: int, end: int, figures: Sequence[Figure]) -> Iterator[Piece]:
    place = start
    for group in _overlapping(figures):
        if group[0].start > place:
            yield Piece(text=text[place : group[0].start])
        place = min(end, max(figure.end for figure in group))
        yield Piece(text=text[group[0].start : place], figures=group)
    if place < end:
        yield Piece(text=text[place:end])


def _overlapping(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Figures in the order of the text, those that share letters together."""
    group: list[Figure] = []
    for figure in figures:
        if group and figure.start >= max(f.end for f in group):
            yield tuple(group)
            group = []
        group.append(figure)
    if group:
        yield tuple(group)


def sum_up(summary: Mapping[str, int]) -> str:
    """How many figures have each verdict, in one line.

    >>> sum_up({"supported": 7, "contradicted": 1, "outdated": 0})
    '8 figures: 7 supported, 1 contradicted'
    """
    count = sum(summary.values())
    told = [
        f"{number:,} {VERDICT_WORDS[Verdict(verdict)]}"
        for verdict, number in summary.items()
        if number
    ]
    noun = "figure" if count == 1 else "figures"
    return f"{count:,} {noun}: {', '.join(told)}" if count else "no figures"
