"""Text in rows and delimiters (CSV) to a sheet: every cell as printed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from ofrecord.errors import ReadError
from ofrecord.read.cells import Row
from ofrecord.read.ods_content import MAX_CELLS
from ofrecord.read.references import MAX_COLUMNS, MAX_ROWS
from ofrecord.read.sheet import trim_row
from ofrecord.read.text_file import decode_text, find_control
from ofrecord.read.workbook import Properties, Sheet, Workbook

MAX_LINE = 131_072
"""No line, and no cell of several lines, may have more characters than this."""
DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LINE_END = re.compile(r"\r\n?|\n")
_JSON = re.compile(r'\s*(?:\{\s*"|\[\s*[\[{])')
_POINTER = "version https://git-lfs.github.com/spec/"
_PAGE = ("<!doctype html", "<html")


def read_delimited(data: bytes) -> Workbook:
    r"""The one sheet of a delimited text: its name is empty, all its cells are texts.

    The delimiter (comma, semicolon or tab) is told from the first line. Rows with more or fewer
    cells than the first are kept, and numbered in ``uneven``. Raises ``ReadError`` for what is no
    such text; a quote that is left open, a character that may not be, or a line too long is named
    with its row.

    >>> read_delimited(b'day,killed\n2025-07-21,"1,004"\n').sheets[0].rows
    [('day', 'killed'), ('2025-07-21', '1,004')]
    """
    text = decode_text(data)
    _refuse_others(text)
    control = find_control(text)
    if control:
        raise ReadError(
            f"line {_line_of(text, control.start())} holds a control character "
            f"(U+{ord(control[0]):04X})",
            reason="malformed",
        )
    _check_lines(text)
    sheet = _read_sheet(text, tell_delimiter(text))
    return Workbook(sheets=(sheet,), properties=Properties())


def tell_delimiter(text: str) -> str:
    r"""The delimiter that stands most often, outside quotes, in the first line that is not blank.

    >>> tell_delimiter('"a,b";c\n1;2\n')
    ';'
    """
    header = _LINE_END.split(_QUOTED.sub("", text[:MAX_LINE]).lstrip("\r\n"), maxsplit=1)[0]
    return max(DELIMITERS, key=header.count)


def _refuse_others(text: str) -> None:
    head = text[:512].lstrip().lower()
    kind = ""
    if head.startswith(_PAGE) or "<html" in head:
        kind = "this is an HTML page, not a table in text"
    elif head.startswith(_POINTER):
        kind = "this is a pointer to a file kept elsewhere (git LFS), not the file"
    elif _JSON.match(text):
        kind = "this is JSON, not a delimited text"
    if kind:
        raise ReadError(kind, reason="not-a-table")


def _check_lines(text: str) -> None:
    if len(text) <= MAX_LINE:
        return
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if len(line) > MAX_LINE:
            raise ReadError(
                f"line {number} has {len(line):,} characters; at most {MAX_LINE:,} are read",
                reason="too-large",
            )


def _read_sheet(text: str, delimiter: str) -> Sheet:
    rows: list[Row] = []
    uneven: list[int] = []
    width = cells = 0
    for printed in _read_rows(text, delimiter):
        row = tuple(printed)
        width = width or len(row)
        if row and len(row) != width:
            uneven.append(len(rows) + 1)
        cells += 1 + len(row)
        if len(row) > MAX_COLUMNS or len(rows) >= MAX_ROWS or cells > MAX_CELLS:
            raise ReadError(f"row {len(rows) + 1}: there are too many cells", reason="too-large")
        rows.append(row if row and row[-1] else trim_row(row))
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(name="", visible=True, rows=rows, uneven=tuple(uneven))


def _read_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = line = 0
    while True:
        number, line = number + 1, reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = f"row {number} (line {line})"
            raise _refusal(where, str(error)) from None
        yield row


def _refusal(where: str, message: str) -> ReadError:
    if "limit" in message:
        return ReadError(
            f"{where}: a cell has over {MAX_LINE:,} characters; is a quote left open?",
            reason="too-large",
        )
    if "unexpected end" in message:
        return ReadError(f"{where}: a quote is left open", reason="malformed")
    return ReadError(f"{where}: text follows a closing quote", reason="malformed")


def _line_of(text: str, at: int) -> int:
    return len(_LINE_END.findall(text, 0, at)) + 1
