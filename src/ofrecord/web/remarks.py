"""What the record and its readers remark, in the reader's language.

Flags of editions, reasons of rows and errors are made far below the pages, as English sentences
with values in them. Here are the forms of these sentences: one that fits is said in the reader's
language, with its numbers and days as the locale writes them. What fits none stays English, and is
marked so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ofrecord.errors import BadRequest, OfRecordError
from ofrecord.export.speech import mark
from ofrecord.web.words import Words

FORMS = (
    # Which day an edition has
    mark("the name {name} says {day}, {n} days after the workbook was last saved"),
    mark("the name {name} says {day}; the workbook was last saved on {saved}"),
    mark("the name {name} says {day}; the workbook was saved again since"),
    mark("the name {name} says {day}; its entries are most like those of {days}"),
    mark("the name {name} says {day}; its last row is of {last}"),
    mark("the name {name} has no possible day; the workbook was last saved on {saved}"),
    mark("the name {name} has no possible day; it was captured on {day}"),
    mark("the name {name} has no possible day; its entries are most like those of {days}"),
    mark("the name says am; the workbook was last saved at {time} that day"),
    mark("by its last row: it was published on that day or after it"),
    mark("named after the {other} list, but its columns are those of {list}"),
    # What stands in the file
    mark("other sheets stand beside the list: {names}; they are kept"),
    mark("other sheets stand beside the table: {names}; they are kept"),
    mark("hidden sheets: {names}; they are kept, and nothing is read from them"),
    mark("the sheet of the table is hidden; no other holds it"),
    mark("{n} rows are hidden by a saved filter; they are read"),
    mark("rows are hidden by a saved filter ({n}); they are read"),
    mark("{n} links stand behind blank cells; they are kept"),
    mark("cells of other sheets are formulas ({n}); their last values are kept"),
    mark("the headers {names} are swapped; the columns are read by their contents"),
    mark("{n} rows have cells under no header, first row {row}; they are kept"),
    mark("the table has no row"),
    # Rows
    mark("blank row"),
    mark("the header is repeated"),
    mark("above the header"),
    mark("a total, not an entry: {text}"),
    mark("cells under no header"),
    mark(
        "it has {n} cells under {columns} columns, and is not read: does a number have a comma in "
        "it, outside quotes?"
    ),
    mark("a note, not an entry: {text}"),
    mark("a note, not a row of the table: {text}"),
    mark("fewer cells than the header has columns"),
    mark("cells under no header; they are kept, and not read"),
    mark("it names no day; its values are left out"),
    mark("it reads {text}, which is no day; its values are left out"),
    mark("{day} stands in row {row} already, with the same values"),
    mark("{measure}: {text} is no whole number; it is left out"),
    mark("{measure}: there is no value"),
    mark(
        "{measure}: the total falls from {before} ({one}) to {after} ({other}); both are kept as "
        "printed"
    ),
    mark("no row for {first} to {last} stands before it"),
    mark("no row for {day} stands before it"),
    mark("{day} comes long after the edition's own day; its values are left out"),
    mark("{n} more rows are like these"),
    # A story that cannot be checked
    mark("there is no text in it"),
    mark("there is no text in it, only space"),
    mark("no story was found on the page"),
    mark("the page holds numbers and hardly a word: no sentence states a figure"),
    mark("the page holds hardly a word: no sentence states a figure"),
    mark("this is a feed, not a page with a story"),
    mark("this is {what}, not text or HTML"),
    mark("{n} letters; a page has at most {most}"),
    mark("{n} letters of markup besides scripts; a page of a story has at most {most}"),
    mark("{n} bytes; a page has at most {most}"),
    mark("the page has {what}; it is not read"),
    mark("a day still to come (today is {day})"),
    mark("not a day"),
    mark("not an address"),
    mark("not an http(s) address"),
    mark("an address with a user name in it"),
    mark("{host} is {address}, an address of this machine or of a private network"),
    mark("{host} is an address of this machine or of a private network"),
    mark(
        "{url} redirects to {host}, which is {address}, an address of this machine or of a private "
        "network"
    ),
    mark("{url} redirects to {host}, which is an address of this machine or of a private network"),
    mark("{url} redirects to what is no http(s) address"),
    mark("{url} redirects more than {n} times"),
    mark("{url} answered {status}"),
    mark("{url} is {type}; a story is HTML or plain text"),
    mark("{url}: it took too long ({why})"),
    mark("{url} was not reached: {why}"),
    mark("{url} is larger than {n} bytes; it was not read on"),
    mark("{url} is packed in a way that was not asked for ({how})"),
    mark("{url} is packed, and damaged"),
    mark("{url} broke off before its end"),
)
"""The forms of remarks that any register or story can meet with."""
THINGS = (
    mark("a ZIP archive or an office document"),
    mark("a PDF"),
    mark("compressed (gzip)"),
    mark("compressed (bzip2)"),
    mark("compressed (xz)"),
    mark("compressed (zstd)"),
    mark("a 7z archive"),
    mark("a RAR archive"),
    mark("a picture (PNG)"),
    mark("a picture (JPEG)"),
    mark("a picture (GIF)"),
    mark("an old office document"),
    mark("an RTF document"),
    mark("a program"),
    mark("a binary file"),
    mark("tags with tens of thousands of attributes"),
)
"""What may stand in a remark as one of its parts."""
_DATED = "dated: "
_ROWS = re.compile(
    r"rows? (?P<rows>[\d, ]+?)(?: and (?P<more>[\d,]+) more)?: (?P<what>.+)", re.DOTALL
)
_AS_THEY_ARE = frozenset(
    ("name", "names", "text", "url", "host", "address", "status", "row", "time")
)
"""Parts that are data: left as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A remark as a page shows it; ``foreign`` where its words are English in another language."""

    text: str
    foreign: bool


def tell_remark(text: str, words: Words, own: tuple[str, ...] = ()) -> Remark:
    """A remark in the reader's language; ``own`` are further forms, those of a register.

    >>> tell_remark("row 7: it names no day; its values are left out", Words("es")).text
    'fila 7: no indica ningún día; sus valores se omiten'
    """
    if words.language == "en":
        return Remark(text=text, foreign=False)
    said = _said(text, words, own)
    return Remark(text=said or text, foreign=not said)


def tell_error(error: OfRecordError, words: Words) -> Remark:
    """An error in the reader's language, without what only a command line can do about it."""
    if not isinstance(error, BadRequest):
        return tell_remark(error.message, words)
    found = tell_remark(error.problem, words)
    text = f"{found.text}: {error.given[:200]}" if error.given.strip("\"'") else found.text
    if error.nearest:
        text += " " + words.say("(did you mean “{nearest}”?)", nearest=error.nearest)
    return Remark(text=text, foreign=found.foreign)


def _said(text: str, words: Words, own: tuple[str, ...]) -> str:
    if text.startswith(_DATED):
        said = _said(text.removeprefix(_DATED), words, own)
        return words.say("day: {remark}", remark=said) if said else ""
    rows = _ROWS.fullmatch(text)
    if rows:
        said = _said(rows["what"], words, own)
        return _of_rows(rows["rows"], rows["more"] or "", said, words) if said else ""
    for form in (*own, *FORMS):
        found = _pattern(form).fullmatch(text)
        if found:
            return words.say(form, **{n: _part(n, p, words) for n, p in found.groupdict().items()})
    return ""


def _of_rows(rows: str, more: str, said: str, words: Words) -> str:
    if more:
        return words.say("rows {rows} and {n} more: {remark}", rows=rows, n=more, remark=said)
    if "," in rows:
        return words.say("rows {rows}: {remark}", rows=rows, remark=said)
    return words.say("row {row}: {remark}", row=rows, remark=said)


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """What fits a form: any text for each of its parts."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(form)), re.DOTALL)


def _part(name: str, text: str, words: Words) -> str:
    if name in _AS_THEY_ARE:
        return text
    days = re.sub(r"\d{4}-\d\d-\d\d", lambda day: words.day(day[0]), text)
    if days != text or name == "kinds":
        joint = words.say("and")
        return days.replace(" and ", f" {joint} ")
    plain = text.replace(",", "")
    return words.number(int(plain)) if plain.isdecimal() else words.given(text)
