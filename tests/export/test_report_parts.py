"""What the reports have in common: a story cut at its figures loses and doubles nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.export.report_parts import cut_paragraphs, figures_of, find_evidence, rows_of
from ofrecord.story.claims import Figure, Measure, Reading, Report, Story, Verdict

READING = Reading(register="r", measure=Measure.AGREEMENTS)


def figure(number: int, text: str, start: int, end: int) -> Figure:
    return Figure(
        id=f"f{number}",
        story=0,
        text=text[start:end],
        start=start,
        end=end,
        sentence=text,
        register="r",
        reading=READING,
        verdict=Verdict.SUPPORTED,
        found=1.0,
        edition=None,
        explanations=(),
        evidence=(),
        says="",
    )


@given(st.text("ab \n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))))
def test_a_story_cut_at_any_figures_is_the_same_story(text, places):
    figures = [
        figure(number, text, start, min(start + length, len(text)))
        for number, (start, length) in enumerate(places)
        if start < len(text)
    ]
    report = Report(stories=(Story(text=text),), figures=tuple(figures))
    paragraphs = list(cut_paragraphs(text, figures_of(report, 0)))
    assert "\n\n".join("".join(piece.text for piece in pieces) for pieces in paragraphs) == text
    shown = [f.id for pieces in paragraphs for piece in pieces for f in piece.figures]
    inside = [f.id for f in figures if text[f.start] != "\n" or f.id in shown]
    assert sorted(shown) == sorted(inside)


def test_evidence_is_the_rows_of_the_very_edition_that_a_verdict_names():
    import ofrecord

    record = ofrecord.open()
    report = record.check("ICE had 957 287(g) agreements.", published="2025-09-05")
    (found,) = (f for f in report.figures if f.verdict is Verdict.SUPPORTED)
    rows = rows_of(found, find_evidence(record, report))
    if not rows:
        pytest.skip("this figure names no rows")
    lists = record["ice-287g"]
    printed = lists.reproduce(found.edition.edition_id)
    for row in rows:
        assert row.state
        assert any(row.agency.split()[0].lower() in cell.lower() for cell in printed[row.row - 1])
