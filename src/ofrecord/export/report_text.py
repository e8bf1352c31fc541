"""A report as text for people: each story with its figures marked, and what the record says."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    sum_up,
)
from ofrecord.story.claims import Figure, Report, Story, Verdict

_COLOURS = {
    Verdict.SUPPORTED: "32",
    Verdict.CONTRADICTED: "31",
    Verdict.OUTDATED: "33",
    Verdict.AMBIGUOUS: "33",
    Verdict.NOT_CHECKABLE: "2",
}
_ASCII_SIGNS = {
    Verdict.SUPPORTED: "ok",
    Verdict.CONTRADICTED: "NO",
    Verdict.OUTDATED: "old",
    Verdict.AMBIGUOUS: "?",
    Verdict.NOT_CHECKABLE: "-",
}
_ASCII_LETTERS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "|", "…": "..."}
)
_ROWS, _FEW_ROWS = 6, 3
"""Rows of evidence shown: few where the figure holds. JSON and the page have all."""
_INDENT = "      "
_NARROWEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How text is set: in letters a line, with colour or without, in ASCII or any letters."""

    width: int = 100
    colour: bool = False
    ascii: bool = False

    def sign(self, verdict: Verdict) -> str:
        """The mark of a verdict, which does not lean on colour."""
        return (_ASCII_SIGNS if self.ascii else VERDICT_SIGNS)[verdict]

    def paint(self, text: str, code: str) -> str:
        """A text in a colour, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def render_text(report: Report, evidence: Evidence, style: TextStyle | None = None) -> str:
    """The whole report. Figures carry a number and a mark; below the story stands what is said.

    A story in which nothing can be checked is told in two lines. Nothing in the answer moves a
    terminal's cursor, whatever the page held.
    """
    style = style or TextStyle()
    blocks = [
        "\n".join(_story(story, figures_of(report, place), evidence, style)).rstrip()
        for place, story in enumerate(report.stories)
    ]
    text = "\n\n".join([*blocks, *_wrap(sum_up(report.summary), style, "", "1")]) + "\n"
    if style.ascii:
        text = text.translate(_ASCII_LETTERS).encode("ascii", "replace").decode()
    return text


def _story(
    story: Story,
    figures: Sequence[Figure],
    evidence: Evidence,
    style: TextStyle,
) -> Iterator[str]:
    yield from _wrap(_plain(story.title or "(a story without a headline)"), style, "", "1")
    yield from _wrap(_plain(describe_story(story)), style, "", "2")
    if story.language == "other":
        yield from _wrap("not checked: it is neither in English nor in Spanish", style, "")
        return
    checkable = [f for f in figures if f.verdict is not Verdict.NOT_CHECKABLE]
    if not checkable:
        yield from _wrap(_nothing_said(figures), style, "")
        return
    yield ""
    for paragraph in cut_paragraphs(story.text, figures):
        plain = "".join(piece.text for piece in paragraph)
        if plain.strip() == story.title.strip():
            continue
        marked = "".join(_mark(piece, style) for piece in paragraph)
        yield from _wrap(marked, style, "  ")
        yield ""
    for figure in checkable:
        yield from _note(figure, evidence, style)
        yield ""
    yield from _not_checkable(figures, style)


def _nothing_said(figures: Sequence[Figure]) -> str:
    if not figures:
        return "no figure was found that a register could settle"
    noun = "figure" if len(figures) == 1 else "figures"
    return f"{len(figures):,} {noun}, and none that a register settles"


def _mark(piece: Piece, style: TextStyle) -> str:
    """A piece of the story; a figure stands in brackets with its mark and number: ``[✗3 958]``."""
    if not piece.figures:
        return _plain(piece.text)
    signs = " ".join(f"{style.sign(f.verdict)}{number_of(f)}" for f in piece.figures)
    return style.paint(f"[{signs} {_plain(piece.text)}]", _COLOURS[piece.figures[0].verdict])


def _note(figure: Figure, evidence: Evidence, style: TextStyle) -> Iterator[str]:
    """What the record says of one figure; how it was read is said where that may be in doubt."""
    holds = figure.verdict is Verdict.SUPPORTED
    head = (
        f"{style.sign(figure.verdict)} {number_of(figure)}  “{figure.text}”: "
        f"{VERDICT_WORDS[figure.verdict]}"
    )
    yield from _wrap(_plain(head), style, "  ", f"1;{_COLOURS[figure.verdict]}")
    yield from _wrap(_plain(figure.says), style, _INDENT)
    for explanation in figure.explanations:
        if explanation.text not in figure.says:
            kind = str(explanation.kind).replace("_", " ")
            yield from _wrap(f"{kind}: {_plain(explanation.text)}", style, _INDENT)
    if not holds:
        yield from _wrap(
            f"read as: {_plain(describe_reading(figure.reading))}", style, _INDENT, "2"
        )
    for reading in figure.other_readings:
        yield from _wrap(f"or as: {_plain(describe_reading(reading))}", style, _INDENT, "2")
    if figure.edition is not None:
        yield from _wrap(_plain(describe_edition(figure.edition)), style, _INDENT, "2")
        most = _FEW_ROWS if holds else _ROWS
        yield from _rows(rows_of(figure, evidence), most, figure.edition.edition_id, style)


def _rows(
    rows: Sequence[EvidenceRow], most: int, edition_id: str, style: TextStyle
) -> Iterator[str]:
    for row in rows[: most if len(rows) <= _ROWS else _FEW_ROWS]:
        parts = _cells(row) or (
            row.agency,
            row.county,
            row.state,
            row.model,
            row.signed and f"signed {row.signed}",
        )
        told = ", ".join(part for part in parts if part)
        yield from _wrap(f"row {row.row}: {_plain(told)}", style, _INDENT + "  ", "2")
    if len(rows) > most:
        more = f"… every row: ofrecord reproduce {edition_id}"
        yield from _wrap(more, style, _INDENT + "  ", "2")


def _cells(row: EvidenceRow) -> tuple[str, ...]:
    return tuple(f"{header}: {text}" for header, text in row.cells)


def _not_checkable(figures: Sequence[Figure], style: TextStyle) -> Iterator[str]:
    """The figures that no register settles, by the reason."""
    reasons: dict[str, list[str]] = {}
    for figure in figures:
        if figure.verdict is Verdict.NOT_CHECKABLE:
            told = f"{number_of(figure)} “{figure.text}”"
            reasons.setdefault(figure.reading.reason or figure.says, []).append(told)
    if reasons:
        yield style.paint(f"  {style.sign(Verdict.NOT_CHECKABLE)} no register settles:", "2")
    for reason, all_told in reasons.items():
        yield from _wrap(_plain(f"{', '.join(all_told)}: {reason}"), style, _INDENT, "2")


# Setting ----------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """A text on one line, without characters that could move a cursor."""
    return "".join(c if c.isprintable() else " " for c in text)


def _wrap(text: str, style: TextStyle, indent: str, code: str = "") -> list[str]:
    """Lines of a text; colour codes do not count towards the width."""
    width = max(_NARROWEST, style.width)
    lines = _wrap_painted(text, width - len(indent))
    return [indent + (style.paint(line, code) if code else line) for line in lines]


def _wrap_painted(text: str, width: int) -> list[str]:
    if "\x1b" not in text:
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    lines: list[str] = []
    line, length, painted = "", 0, ""
    for word in text.split(" "):
        shown = _length(word)
        if line and length + 1 + shown > width:
            # A colour ends with its line and is taken up again on the next.
            lines.append(line + ("\x1b[0m" if painted else ""))
            line, length = painted, 0
        line += ("" if length == 0 else " ") + word
        length += shown + (1 if length else 0)
        painted = _painted(word, painted)
    lines.append(line)
    return lines


def _length(word: str) -> int:
    length, inside = 0, False
    for letter in word:
        if letter == "\x1b":
            inside = True
        elif inside:
            inside = letter != "m"
        else:
            length += 1
    return length


def _painted(word: str, painted: str) -> str:
    """The colour that is on after a word."""
    start = word.rfind("\x1b[")
    if start < 0:
        return painted
    code = word[start : word.index("m", start) + 1]
    return "" if code == "\x1b[0m" else code
