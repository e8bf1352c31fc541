"""A report made by hand, so that these tests are of rendering alone."""

import openpyxl
import pytest

import ofrecord
from ofrecord.export.downloads import export_data
from ofrecord.export.report_parts import EvidenceRow
from ofrecord.model import Capture, Edition
from ofrecord.pipeline import build_records
from ofrecord.register import register_named
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
NAMES = (
    '=HYPERLINK("http://evil.example";"Bee County")',
    "+1 Hale County Sheriff's Office",
    "-2 Bay County Sheriff's Office",
    "@SUM(A1) Police Department",
    "'Quoted, \u201cCounty\u201d; Sheriff",
    "<script>alert(1)</script> & Sheriff]]>",
    "Cook \u202eytnuoC\u202c Sheriff",
    "Zoë Núñez County Sheriff 警察",
    'A name, with "quotes"\nand a line',
)
"""Names of agencies that a spreadsheet, a page or a feed could take for something else."""
BOATS = "full_date,migrants_arrived,boats_arrived\n"
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


def _tell_texts(path):
    """What openpyxl took for a formula is a text that looks like one."""
    workbook = openpyxl.load_workbook(path)
    for cell in (cell for row in workbook.active for cell in row):
        if cell.data_type == "f":
            cell.data_type = "s"
    workbook.save(path)


def _home(folder, write_list):
    """A home of small captures: three editions of a list with every name, two of a series."""
    rows = [
        ("TEXAS", name, "County", "Bee County", "Task Force Model", "2025-03-03", "link pending")
        for name in NAMES
    ]
    later = [
        *((*row[:6], "link") for row in rows[:2]),
        (*rows[2][:1], "-2 Bay Cnty Sheriff's Office", *rows[2][2:]),
        *rows[3:-1],
    ]
    new = folder / "new"
    columns = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA")
    links = {"G3": "https://example.org/?a=1&b=<2>"}
    write_list(new / "participatingAgencies04302025am.xlsx", rows[-1:], columns)
    write_list(new / "participatingAgencies05012025am.xlsx", rows, columns)
    write_list(new / "participatingAgencies05022025am.xlsx", later, columns, links)
    write_list(new / "pendingAgencies05022025am.xlsx", [row[:5] for row in rows[:2]])
    first = "2025-01-01,10,1\n2025-01-02,20,2\n"
    second = "2025-01-01,10,1\n2025-01-02,25,2\n2025-01-03,0,0\n"
    for day, text in (("2025-01-03", first), ("2025-01-04", second)):
        (new / f"small_boats_daily_{day}.csv").write_text(BOATS + text)
    for path in new.glob("*.xlsx"):
        _tell_texts(path)
    home = folder / "home"
    names = ("ice-287g", "uk-small-boats")
    built = build_records(home, [new], [register_named(name) for name in names])
    assert not [report.refused for report in built.reports if report.refused]
    return home


@pytest.fixture(scope="session")
def hostile_names() -> tuple[str, ...]:
    """The names of agencies in the hostile record, as its captures print them."""
    return NAMES


@pytest.fixture(scope="session")
def hostile_record(tmp_path_factory, write_list) -> ofrecord.Record:
    """A record with names that are hostile, and a series with a revised value."""
    return ofrecord.open(_home(tmp_path_factory.mktemp("hostile"), write_list))


SMALL = ("ice-287g", "uk-small-boats")


@pytest.fixture(scope="session")
def downloads(hostile_record, tmp_path_factory):
    """The folder into which the hostile record was exported. No test may change it."""
    folder = tmp_path_factory.mktemp("downloads")
    export_data(hostile_record, folder, registers=SMALL, workers=1)
    return folder
