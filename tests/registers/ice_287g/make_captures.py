"""Writes the captures beside this file: small workbooks in the shapes that ICE's have had.

The rows are made up in the manner of the real ones, with their oddities. Run it after a change here
(``python tests/registers/ice_287g/make_captures.py``), read what changed in the goldens beside the
captures, and commit both.
"""

import io
import json
import runpy
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DAY, PLAIN = 2, 1

OLD = ("STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED", "MOA")
PARTICIPATING = (
    *("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"),
    "ADDENDUM",
)
PENDING = PARTICIPATING[:5]
DOCUMENTS = "https://www.ice.gov/doclib/287gMOA/"
ARCHIVE = "https://web.archive.org/web/20210113002027/"


class Error(str):
    """An error cell."""

    __slots__ = ()


@dataclass
class Made:
    """One workbook: its rows, the links behind cells, and what it says of its making."""

    rows: Sequence[Sequence[object]]
    links: dict[str, str] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    modified: str = ""
    more: Sequence[tuple[str, Sequence[Sequence[object]]]] = ()


MADE = {
    # A page of the Internet Archive, written by another program: text only, the address in a cell
    "ParticipatingEntities-20210113002027.xlsx": Made(
        [
            OLD,
            (
                *("ALABAMA", "Etowah County Sheriff's Office", "Jail Enforcement Model"),
                *("2016-06-08", f"{ARCHIVE}{DOCUMENTS}287gJEM_EtowahCoAl2016-06-18.pdf"),
            ),
            (
                *("WISCONSIN", "Waukesha County Sheriff\u2019s Office", "Warrant Service Officer"),
                *("2020-06-10", f"{ARCHIVE}{DOCUMENTS}287gWSO_ WaukeshaCoWI_06-10-2020.pdf"),
            ),
            ("FLORIDA", "Florida Highway Patrol", "Task Force Model", "2025-02-07", ""),
        ],
    ),
    # The publisher's own workbook: days, links behind a word, an error cell, odd blanks
    "participatingAgencies09052025pm.xlsx": Made(
        [
            PARTICIPATING,
            (
                *("ALABAMA", "Autauga County Sheriff's Office ", "County ", "Autauga County"),
                *("Jail Enforcement Model ", 45905, "link", ""),
            ),
            (
                *("ARKANSAS", "Fordyce Police Department ", "Municipality", Error("#N/A")),
                *("Task Force Model", 45897, "Link Pending", ""),
            ),
            (
                *("PENNSLYVANIA", "Shenandoah Borough Police Department", "Municipality"),
                *(
                    "\nSchuylkill County",
                    "Task Force Model",
                    45904,
                    "link\xa0|\xa0addendum",
                    "link",
                ),
            ),
            (
                *("TENNESSEE", "Grundy County Sheriff's Office", "County", "Grundy County"),
                *("Warrant Service Officer", 1141456, "\xa0", ""),
            ),
            (
                *("UTAH", "Tooele County Sheriff's Office", "County", "Tooele County"),
                *("Warrant Service Officer", "7/72025", "link pending ", ""),
            ),
            (
                *("WEST VIRGINIA", "Hampshire County Sheriff's Office", "County"),
                *("Hampshire County", "Task Force Model", "", "", ""),
            ),
        ],
        links={
            "G2": f"{DOCUMENTS}AutaugaCoAL_JEM_MOA_09052025.pdf",
            "G4": f"{DOCUMENTS}ShenandoahPA_TFM_MOA.pdf?a=1&b=2",
            "H4": f"{DOCUMENTS}ShenandoahPA_addendum.pdf",
            "G7": f"{DOCUMENTS}HampshireWV.pdf",
        },
        modified="2025-09-05T19:02:11Z",
    ),
    # Rows hidden by a filter, a blank row in the middle, a header repeated, a note below
    "pendingAgencies10222025mid.xlsx": Made(
        [
            PENDING,
            (
                "GUAM",
                "Office Of The Attorney General ",
                "State",
                "Kattan District ",
                "Task Force Model",
            ),
            (),
            (
                "KANSAS",
                "Wathena Police Department",
                "Muncipality ",
                "Doniphan County ",
                "Task Force Officer ",
            ),
            PENDING,
            (
                "MCHIGAN",
                "Center Line Division of Public Safety",
                "State",
                "Macomb County",
                "Task Force Model",
            ),
            ("FLORIDA", "Madison Police Department ", "Municipality ", "Madison County", ""),
            (),
            ("* This list is updated twice a day",),
        ],
        hidden=(2, 4),
        modified="2025-10-22T15:30:00Z",
    ),
    # Nothing but the header
    "pendingAgencies11062025pm.xlsx": Made([PENDING], modified="2025-11-06T18:51:51Z"),
    # The pending list under the other list's name, the type and county headers swapped
    "participatingAgencies09222025pm.xlsx": Made(
        [
            ("STATE", "LAW ENFORCEMENT AGENCY", "COUNTY", "TYPE", "SUPPORT TYPE"),
            (
                "TEXAS",
                "Galveston County Sheriff's Office",
                "County ",
                "Galveston County",
                "Task Force Model",
            ),
            (
                "LOUISIANA",
                "St. Charles Parish Sheriff's Office",
                "County",
                "German Coast County",
                "Task Force Model",
            ),
            (
                "OKLAHOMA",
                "Barndall Police Department",
                "Municipality",
                "Osage County",
                "Task Force Model",
            ),
            (
                "OHIO",
                "Butler County Sheriff's Office",
                "County",
                "Butler County",
                "Jail Enforcement Model",
            ),
            (
                "NEBRASKA",
                "Sarpy County Department of Corrections\xa0\xa0",
                "County",
                "Sarpy County",
                "Warrant Service Officer",
            ),
        ],
        modified="2025-09-22T18:00:00Z",
    ),
    # A name with the wrong year, a title above the header, renamed headers, a second sheet
    "pendingAgencies01052025pm.xlsx": Made(
        [
            ("Pending 287(g) agencies",),
            (
                "States",
                "Law Enforcement\nAgency",
                "Agency Type",
                "County/Parish",
                "Type of Support:",
            ),
            (
                "NEW YORK",
                "Steuben County Sheriff's Office",
                "County ",
                "Steuben COunty",
                "Warrant Service Officer",
            ),
        ],
        modified="2026-01-05T20:37:46Z",
        more=[("Notes", [("checked", True), (1.5, Error("#REF!"))])],
    ),
    # A column that nobody declared
    "participatingAgencies09032025am.xlsx": Made(
        [
            (*PARTICIPATING[:4], "SUPPORT TYP", *PARTICIPATING[5:]),
            (
                "TEXAS",
                "Bee County Sheriff's Office",
                "County",
                "Bee County",
                "Task Force Model",
                45903,
                "",
                "",
            ),
        ],
        modified="2025-09-03T12:00:00Z",
    ),
}


def letters(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]


def write_cell(reference: str, value: object, strings: dict[str, int], *, inline: bool) -> str:
    match value:
        case "":
            return f'<c r="{reference}" s="{PLAIN}"/>' if not inline else f'<c r="{reference}"></c>'
        case bool():
            return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
        case Error():
            return f'<c r="{reference}" s="{PLAIN}" t="e"><v>{value}</v></c>'
        case int():
            return f'<c r="{reference}" s="{DAY}"><v>{value}</v></c>'
        case float():
            return f'<c r="{reference}"><v>{value}</v></c>'
        case str() if inline:
            return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    number = strings.setdefault(str(value), len(strings))
    return f'<c r="{reference}" s="{PLAIN}" t="s"><v>{number}</v></c>'


def write_sheet(
    rows: Sequence[Sequence[object]], strings: dict[str, int], made: Made, *, inline: bool
) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            write_cell(f"{letters(column)}{number}", value, strings, inline=inline)
            for column, value in enumerate(row)
        )
        hidden = ' hidden="1"' if rows is made.rows and number in made.hidden else ""
        height = "" if inline else f' spans="1:8" ht="33.75"{hidden} customHeight="1"'
        lines.append(f'<row r="{number}"{height}>{cells}</row>')
    links = "".join(
        f'<hyperlink ref="{reference}" r:id="rId{at}"/>'
        for at, reference in enumerate(made.links if rows is made.rows else (), 1)
    )
    after = f"<hyperlinks>{links}</hyperlinks>" if links else ""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><dimension ref="A1:H{len(rows)}"/>'
        f"<sheetData>{''.join(lines)}</sheetData>{after}</worksheet>"
    )


def write_relations(*entries: tuple[str, str, bool]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}'
        + (' TargetMode="External"/>' if external else "/>")
        for at, (kind, target, external) in enumerate(entries, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def write_strings(strings: dict[str, int]) -> str:
    items = []
    for text in strings:
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        items.append(f"<si><t{kept}>{escape(text)}</t></si>")
    counts = f'count="{len(items)}" uniqueCount="{len(items)}"'
    return f'<sst xmlns="{MAIN}" {counts}>{"".join(items)}</sst>'


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="[$-409]m/d/yyyy;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/>'
    '<xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def write_workbook(made: Made) -> bytes:
    """The bytes of a workbook: the same in every run."""
    inline = not made.modified
    strings: dict[str, int] = {}
    sheets = [("Sheet 1", made.rows), *made.more]
    parts = {
        f"xl/worksheets/sheet{at}.xml": write_sheet(rows, strings, made, inline=inline)
        for at, (_, rows) in enumerate(sheets, 1)
    }
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>'
        for at, (name, _) in enumerate(sheets, 1)
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    entries = [
        ("worksheet", f"worksheets/sheet{at}.xml", False) for at in range(1, len(sheets) + 1)
    ]
    if not inline:
        parts["xl/sharedStrings.xml"] = write_strings(strings)
        entries.append(("sharedStrings", "sharedStrings.xml", False))
    parts["xl/styles.xml"] = STYLES
    parts["xl/_rels/workbook.xml.rels"] = write_relations(*entries, ("styles", "styles.xml", False))
    if made.links:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = write_relations(
            *(("hyperlink", address, True) for address in made.links.values())
        )
    creator = "openpyxl" if inline else "A. Publisher"
    parts["docProps/app.xml"] = (
        "<Properties><Application>Microsoft Excel</Application></Properties>"
    )
    parts["docProps/core.xml"] = (
        f"<properties><creator>{creator}</creator>"
        f"<modified>{made.modified or '2025-04-17T10:27:26Z'}</modified></properties>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, '<?xml version="1.0" encoding="UTF-8"?>\n' + content)
    return buffer.getvalue()


def main() -> None:
    folder = HERE / "captures"
    folder.mkdir(exist_ok=True)
    describe = runpy.run_path(str(HERE / "test_captures.py"))["describe"]
    for name, made in MADE.items():
        (folder / name).write_bytes(write_workbook(made))
        text = json.dumps(describe(folder / name), ensure_ascii=False, indent=1)
        (folder / name).with_suffix(".golden.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
