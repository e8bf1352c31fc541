"""Answers on stdout, as a table, JSON or CSV; words and progress on stderr."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ofrecord.front.csv_text import cell_text, csv_lines, row_cells

if TYPE_CHECKING:
    from ofrecord.model import Plain

_FORMATS = ("table", "json", "csv")
_PROGRESS_SECONDS = 0.1
_LOG_SECONDS = 5.0
_ONE_PIECE = 13
"""Cells of up to this many letters (days, ids, codes) are kept in one piece."""
_NARROWEST = 10


def add_format(parser: object) -> None:
    """Gives a command the ``--format`` option."""
    parser.add_argument(  # type: ignore[attr-defined]
        "--format",
        choices=_FORMATS,
        default="table" if sys.stdout.isatty() else "json",
        help="table (on a terminal), json or csv",
    )


def number_of(count: int, noun: str) -> str:
    """A count with its noun.

    >>> number_of(1, "new capture"), number_of(2, "agency"), number_of(2, "day")
    ('1 new capture', '2 agencies', '2 days')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeou" else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def path_given(text: str) -> Path:
    """The path that a person gave; a blank is none, though to a system it is where one stands."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is blank")
    return Path(text)


def print_json(value: Plain) -> None:
    """Prints a value as JSON, and nothing else, on stdout."""
    data = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.write(data.decode() + "\n")


def print_rows(
    rows: Sequence[Mapping[str, Plain]],
    form: str,
    columns: Sequence[str],
    names: Sequence[str] = (),
) -> None:
    """Prints rows in a form. ``columns`` are those that a table shows; JSON and CSV give all.

    ``names`` are those of all columns: the heading of a CSV without a row.
    """
    if form == "json":
        print_json([dict(row) for row in rows])
    elif form == "csv":
        print_csv(*row_cells(rows, names or columns))
    else:
        print_table([[cell_text(row.get(name)) for name in columns] for row in rows], columns)


def print_csv(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints CSV (RFC 4180, but for plain line ends) on stdout. Line ends in cells stay."""
    for line in csv_lines(names, rows):
        sys.stdout.write(line)


def print_table(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    title: str = "",
    headings: Sequence[str] | None = None,
) -> None:
    """Prints a table for people on stdout, under ``headings`` or the columns in words."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    on_terminal = sys.stdout.isatty()
    table = Table(
        box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False, padding=(0, 1)
    )
    table.collapse_padding = True
    console = Console(width=None if on_terminal else 160, highlight=False, soft_wrap=False)
    # Widths are ours: rich makes columns narrower than they may be, and then cuts their cells off.
    between = 2 * len(columns)
    widths = _fit_widths(rows, columns, console.width - between)
    for place, name in enumerate(columns):
        numeric = bool(rows) and all(_is_number(row[place]) for row in rows if row[place])
        table.add_column(
            Text(name.replace("_", " ") if headings is None else printable(headings[place])),
            justify="right" if numeric else "left",
            width=widths[place],
            overflow="fold",  # on a narrow terminal a cell grows longer, and nothing is cut off
        )
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    # Rather lines that a narrow terminal breaks than cells that it does not show.
    console.width = max(console.width, sum(widths) + between)
    with console.capture() as shown:
        console.print(table)
    sys.stdout.write(shown.get())


def _fit_widths(rows: Sequence[Sequence[str]], columns: Sequence[str], room: int) -> list[int]:
    """How wide each column is: the widest give way until all have room, or are at their least."""
    widths, least = [], []
    for place, name in enumerate(columns):
        cells = [len(row[place]) for row in rows]
        longest = max([*cells, *map(len, name.split("_"))])
        widths.append(max([*cells, len(name)]))
        whole = longest <= _ONE_PIECE or name.endswith("id")
        least.append(longest if whole else _NARROWEST)
    excess = sum(widths) - room
    while excess > 0:
        over = [place for place, width in enumerate(widths) if width > least[place]]
        if not over:
            break
        widest = max(over, key=widths.__getitem__)
        widths[widest] -= 1
        excess -= 1
    return widths


def printable(text: str) -> str:
    """A text without characters that could move a terminal's cursor or hide what is printed."""
    return "".join(c if c.isprintable() else " " if c in "\n\t\r" else "�" for c in text)


def say(text: str) -> None:
    """Says something to people, on stderr."""
    print(printable(text), file=sys.stderr)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace("-", "", 1).replace(".", "", 1).isdigit()


class Progress:
    """A line of progress on stderr: rewritten on a terminal, now and then in a log."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._terminal = sys.stderr.isatty()
        self._next = time.monotonic() + (0 if self._terminal else _LOG_SECONDS)
        self._shown = False

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """Shows how far the work is."""
        now = time.monotonic()
        if now < self._next and not (self._shown and done == total):
            return
        self._next = now + (_PROGRESS_SECONDS if self._terminal else _LOG_SECONDS)
        line = f"{self._what}: {done:,} of {total:,} {printable(name)}".rstrip()
        if self._terminal:
            sys.stderr.write(f"\r\x1b[K{line[:100]}" if done < total else "\r\x1b[K")
            sys.stderr.flush()
        else:
            say(line)
        self._shown = True
