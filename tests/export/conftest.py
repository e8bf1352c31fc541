"""A report made by hand, so that these tests are of rendering alone."""

import pytest

from ofrecord.export.report_parts import EvidenceRow
from ofrecord.model import Capture, Edition
from ofrecord.story.claims import (
    Basis,
    Cause,
    Comparator,
    Explanation,
    Figure,
    Measure,
    Reading,
    Report,
    Scope,
    Story,
    Verdict,
)

EDITION = Edition(
    edition_id="participating-abc",
    list="participating",
    published_on="2025-09-05",
    part="pm",
    dated_by="file_name",
    printed_rows=957,
    columns=("STATE",),
    captures=(
        Capture(
            sha256="ab" * 32,
            file="participating<b>.xlsx",
            url="https://example.org/list.xlsx",
            captured_at="2025-09-05T21:00:00Z",
        ),
    ),
    flags=(),
    rows=957,
    explained=(),
)
HOSTILE = '<script>alert("x")</script> & \x1b[31m'


def figure(number: int, story: Story, place: int, text: str, verdict: Verdict, **more) -> Figure:
    start = story.text.index(text)
    settled = verdict is not Verdict.NOT_CHECKABLE
    reading = Reading(
        register="r" if settled else "",
        measure=Measure.AGREEMENTS if settled else Measure.NONE,
        value=958.0,
        comparator=Comparator.EXACT,
        scope=Scope(states=("NY",)) if settled else Scope(),
        days=("2025-09-05", "2025-09-05") if settled else None,
        basis=Basis.STATED,
        reason="" if settled else "people held",
    )
    values = {
        "id": f"f{number}",
        "story": place,
        "text": text,
        "start": start,
        "end": start + len(text),
        "sentence": story.text,
        "register": "r" if settled else "",
        "reading": reading,
        "verdict": verdict,
        "found": 957.0 if settled else None,
        "edition": EDITION if settled else None,
        "explanations": (),
        "evidence": ("a-1",) if settled else (),
        "says": "The list of 2025-09-05 has 957 agreements."
        if settled
        else "No register settles it.",
    }
    return Figure(**values | more)


@pytest.fixture
def report() -> Report:
    first = Story(
        text=(
            f"Agreements explode {HOSTILE}\n\nIt is 958 in 40 states, and the oldest one signed in "
            "2020.\n\nSome 1,400 people were held, and 12 may sign."
        ),
        title=f"Agreements explode {HOSTILE}",
        published="2025-09-08",
        published_from="given",
        byline="Ana Ley <ana@example.org>",
        outlet="River & Gazette",
        url="javascript:alert(1)",
    )
    second = Story(text="A raid far away, killing 6 of 12.", title="", language="en")
    third = Story(text="Le shérif a signé douze accords.", title="Le shérif", language="other")
    explained = (Explanation(kind=Cause.HEADER_ROW, text="the header row was counted"),)
    figures = (
        figure(1, first, 0, "958", Verdict.CONTRADICTED, explanations=explained),
        figure(2, first, 0, "40 states", Verdict.SUPPORTED),
        figure(3, first, 0, "the oldest one signed in 2020", Verdict.OUTDATED),
        figure(4, first, 0, "in 2020", Verdict.AMBIGUOUS),
        figure(5, first, 0, "1,400 people", Verdict.NOT_CHECKABLE),
        figure(6, second, 1, "6", Verdict.NOT_CHECKABLE),
    )
    summary = {"supported": 1, "contradicted": 1, "outdated": 1, "ambiguous": 1, "not_checkable": 2}
    return Report(stories=(first, second, third), figures=figures, summary=summary)


@pytest.fixture
def evidence() -> dict[tuple[str, str], EvidenceRow]:
    row = EvidenceRow(
        id="a-1",
        row=12,
        agency="Broome <i>County</i> Sheriff's Office",
        state="NY",
        county="Broome County",
        model="WSO",
        signed="2025-03-10",
        moa_url="javascript:alert(2)",
    )
    return {("participating-abc", "a-1"): row}
