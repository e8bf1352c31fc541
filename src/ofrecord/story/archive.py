"""Archives of stories: a folder of pages, JSON lines or Parquet, read one page at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ofrecord.errors import BadRequest, StoryError
from ofrecord.story.page_bytes import MAX_PAGE

PAGE_SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})
_LINES = frozenset({".jsonl", ".ndjson"})
_TABLES = frozenset({".parquet"})
_CONTENT = ("text", "html", "content", "body", "article")
_ID = ("id", "url")
_DAY = ("published", "published_at", "date", "pub_date")
_MAX_LINE = 2 * MAX_PAGE
"""Bytes of a line of JSON; escapes make text longer there."""
_ROWS = 512
"""Rows of a table that are held at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an archive. ``content`` is empty where ``problem`` says why there is none."""

    id: str
    content: str | bytes = ""
    url: str = ""
    published: str = ""
    problem: str = ""

    @property
    def sha256(self) -> str:
        """What the page held, for telling whether it has changed."""
        content = self.content
        data = content if isinstance(content, bytes) else content.encode(errors="surrogatepass")
        told = f"{self.url}\0{self.published}\0{self.problem}".encode(errors="surrogatepass")
        return hashlib.sha256(data + b"\0" + told).hexdigest()


def is_archive(path: Path) -> bool:
    """Whether a path is an archive of stories rather than one page.

    >>> is_archive(Path("stories.jsonl")), is_archive(Path("story.txt"))
    (True, False)
    """
    return path.is_dir() or path.suffix.lower() in _LINES | _TABLES


def count_pages(path: Path) -> int:
    """How many pages an archive holds, found without reading them."""
    if path.is_dir():
        return sum(1 for _ in _walk(path))
    if path.suffix.lower() in _TABLES:
        return _count_rows(path)
    count, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            last = block[-1:]
    return count + (last != b"\n")


def read_pages(path: Path) -> Iterator[Page]:
    """The pages of an archive, always in the same order; memory holds a few at a time.

    In a folder a page is a file and its id the file's path below the folder. In JSON lines and
    Parquet a page is an object or row with its text under ``text``, ``html``, ``content``,
    ``body`` or ``article``, and, if known, ``id``, ``url``, ``title`` and ``published``. A page
    that cannot be had says why in ``problem``. ``BadRequest`` is raised where the archive itself
    cannot be read.
    """
    try:
        if path.is_dir():
            yield from _read_folder(path)
        elif path.suffix.lower() in _TABLES:
            yield from _read_table(path)
        else:
            yield from _read_lines(path)
    except OSError as error:
        raise BadRequest(
            f"it cannot be read: {error.strerror}", argument="STORY", given=str(path)
        ) from None


# Folders ----------------------------------------------------------------------------------------


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in PAGE_SUFFIXES and not name.startswith("."):
                yield Path(parent, name)


def _read_folder(folder: Path) -> Iterator[Page]:
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix().encode(errors="replace").decode()
        try:
            yield Page(id=name, content=read_page(path))
        except StoryError as error:
            yield Page(id=name, problem=error.message)


def read_page(path: Path) -> bytes:
    """A page's bytes; ``StoryError`` where it is no file, cannot be read or is too large."""
    try:
        if not path.is_file():
            raise StoryError("it is no file", reason="no-file")
        with path.open("rb") as file:
            # One byte more than is read shows that there is more, whatever the size is said to be.
            content = file.read(MAX_PAGE + 1)
            size = max(len(content), os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise StoryError(f"it cannot be read: {error.strerror}", reason="no-file") from None
    if len(content) > MAX_PAGE:
        raise StoryError(f"{size:,} bytes; a page has at most {MAX_PAGE:,}", reason="too-large")
    return content


# JSON lines and tables --------------------------------------------------------------------------


def _read_lines(path: Path) -> Iterator[Page]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_MAX_LINE + 1):
            number += 1
            if len(line) > _MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = file.readline(_MAX_LINE)
                yield Page(id=f"line {number}", problem=f"a line of more than {_MAX_LINE:,} bytes")
            elif line.strip():
                yield _read_line(line, number)


def _read_line(line: bytes, number: int) -> Page:
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Page(id=f"line {number}", problem="the line is not JSON")
    if not isinstance(value, dict):
        return Page(id=f"line {number}", problem="the line is not a JSON object")
    return _make_page(value, f"line {number}")


@contextmanager
def _table_errors(path: Path) -> Iterator[None]:
    """Tells what is wrong with a table as a request that is wrong."""
    from polars.exceptions import PolarsError

    try:
        yield
    except PolarsError as error:
        told = str(error).splitlines()[0][:200] if str(error) else "it is damaged"
        raise BadRequest(
            f"not a Parquet file ({told})", argument="STORY", given=str(path)
        ) from None


def _count_rows(path: Path) -> int:
    import polars as pl

    with _table_errors(path):
        return int(pl.scan_parquet(path, glob=False).select(pl.len()).collect().item())


def _read_table(path: Path) -> Iterator[Page]:
    import polars as pl

    known = {*_CONTENT, *_ID, *_DAY, "title"}
    with _table_errors(path):
        table = pl.scan_parquet(path, glob=False)
        names = [name for name in table.collect_schema().names() if name.lower() in known]
        if not names:
            raise BadRequest(
                "no column of text",
                argument="STORY",
                given=str(path),
                hint=f"Name it {', '.join(_CONTENT[:-1])} or {_CONTENT[-1]}",
            )
        number = 0
        while rows := table.select(names).slice(number, _ROWS).collect().to_dicts():
            for row in rows:
                number += 1
                yield _make_page(row, f"row {number}")


def _make_page(row: Mapping[str, object], number: str) -> Page:
    """A page of a row's fields; other fields are left alone."""
    fields = {str(name).lower(): value for name, value in row.items()}
    content = next(
        (v for name in _CONTENT if isinstance(v := fields.get(name), str | bytes) and v), ""
    )
    name = next((_text(fields[key]) for key in _ID if _text(fields.get(key))), number)
    if not content:
        wanted = ", ".join(_CONTENT)
        return Page(id=name, problem=f"no text under any of {wanted}")
    title = _text(fields.get("title"))
    if title and isinstance(content, str) and not content.lstrip().startswith(("<", title)):
        content = f"{title}\n\n{content}"
    day = next((_text(fields[key])[:10] for key in _DAY if _text(fields.get(key))), "")
    return Page(id=name, content=content, url=_text(fields.get("url")), published=day)


def _text(value: object) -> str:
    """A field as text; days and numbers too, lists and objects not."""
    if value is None or isinstance(value, list | dict | bytes | bool):
        return ""
    return str(value).strip()
