"""Which strings the site says: those of code, of templates, and of registers' descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ofrecord.clean.states import STATE_NAMES
from ofrecord.measures.dictionary import MEANINGS, VIEWS
from ofrecord.measures.identities import STATUSES
from ofrecord.register import Declaration, registers
from ofrecord.series import COMMON_MARKS, SeriesDeclaration

_KEYWORDS: Mapping[str, Any] = {
    **dict.fromkeys(("t", "say", "mark"), None),
    **dict.fromkeys(("tn", "many"), (1, 2)),
}
_SHOWN = (
    *("chart.py", "chart_svg.py", "county_map.py", "picture.py"),
    *("report_html.py", "report_parts.py", "templates/report.html", "templates/piece.html"),
)
"""What pictures and the annotated page of a checked story are made with."""
Message = str | tuple[str, str]


def strings_of_code() -> dict[Message, list[str]]:
    """Every string of the code and templates, with the files that say it."""
    from babel.messages.extract import extract

    folder = Path(__file__).parent
    found: dict[Message, list[str]] = {}
    shown = [folder.with_name("export") / name for name in _SHOWN]
    for path in sorted([*folder.glob("*.py"), *folder.glob("templates/*.html"), *shown]):
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as file:
            for _, message, _, _ in extract(method, file, _KEYWORDS):
                text: Message = message if isinstance(message, str) else (message[0], message[1])
                files = found.setdefault(text, [])
                if path.name not in files:
                    files.append(path.name)
    return found


def texts_declared() -> list[str]:
    """The texts of registers' descriptions that pages show, and the names of states."""
    found = [*STATE_NAMES.values(), *STATUSES[:-1], *COMMON_MARKS.values(), *_described()]
    found += [view[0] for view in VIEWS.values()]
    return list(dict.fromkeys([*found, *MEANINGS.values()]))


def _described() -> Iterator[str]:
    for one in registers().values():
        yield from (one.title, one.licence)
        if isinstance(one, Declaration):
            yield from (listed.title for listed in one.lists)
            yield from (names[0] for names in one.vocabularies.get("model", {}).values())
            yield from one.vocabularies.get("type", {})
        if isinstance(one, SeriesDeclaration):
            yield from (listed.title for listed in one.documents if not listed.official)
            yield from one.caveats
            yield from (mark.text for mark in one.marks)
            yield from one.remarks
            for measure in one.measures:
                yield from (measure.title, *measure.caveats)
