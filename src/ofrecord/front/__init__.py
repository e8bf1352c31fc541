"""The Python face of a record: ``Record``, ``Register`` and ``Day``.

The command line, the site and the API stand on these; they compute nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ofrecord.errors import BadRequest, DeclarationError
from ofrecord.front.day import Day
from ofrecord.front.register import History, Register
from ofrecord.front.series import SeriesDay, SeriesRegister
from ofrecord.home import find_home
from ofrecord.record.store import read_record, stamp_record
from ofrecord.record.stored import StoredRecord
from ofrecord.register import (
    Declaration,
    Described,
    no_lists,
    register_named,
    registers,
    unknown_register,
)
from ofrecord.series import SeriesDeclaration

if TYPE_CHECKING:
    import polars as pl

    from ofrecord.story.claims import Report

__all__ = ["Day", "History", "Record", "Register", "SeriesDay", "SeriesRegister", "open_record"]


class Record:
    """Every register in a folder, or in the package.

    >>> import ofrecord
    >>> "ice-287g" in ofrecord.open()
    True
    """

    def __init__(self, home: Path | str | None = None) -> None:
        self.home = find_home(home)
        self._open: dict[str, Register | SeriesRegister] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  (a Register or a SeriesRegister)
        return self.register(name)

    def register(self, name: str) -> Register | SeriesRegister:
        """The register of that name: lists, or a series."""
        register = self._open.get(name)
        if register is None:
            register = self._open[name] = _open_register(register_named(name), self.home)
        return register

    def lists(self, name: str) -> Register:
        """The register of lists of that name; ``BadRequest`` where it is a series."""
        found = self.register(name)
        if isinstance(found, Register):
            return found
        raise no_lists(name)

    def series(self, name: str) -> SeriesRegister:
        """The series of that name; ``BadRequest`` where it is a register of lists."""
        if name not in self:
            raise unknown_register(name, series_names(), "REGISTER", "Series")
        found = self.register(name)
        if isinstance(found, SeriesRegister):
            return found
        raise BadRequest(
            f"{name} is a register of lists, not a series",
            argument="REGISTER",
            hint=f"Series: {', '.join(series_names())}",
        )

    def __contains__(self, name: str) -> bool:
        return name in registers() and self._holds(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in registers() if self._holds(name))

    def _holds(self, name: str) -> bool:
        """Whether a record of it is there to be read: an installed register may have none yet."""
        if name in self._open or (self.home / name / "record").is_file():
            return True
        return registers()[name].shipped.is_file()

    def stamp(self) -> tuple[object, ...]:
        """What the files of the home are told by: another after a build has written to them.

        >>> import ofrecord
        >>> ofrecord.open().stamp() == ofrecord.open().stamp()
        True
        """
        return tuple(stamp_record(_file_of(name, self.home)) for name in self)

    def written_at(self, name: str) -> float:
        """When the file that a register is read from was written, in seconds since 1970."""
        file = _file_of(name, self.home)
        if self.register(name).bundled:
            file = register_named(name).shipped
        return file.stat().st_mtime if file.exists() else 0.0

    def check(self, content: str | bytes, published: str | date = "", *, url: str = "") -> Report:
        """The figures that a story states, each settled against the record of its own day.

        ``content`` is a text or an HTML page, which can hold several stories; ``published`` is the
        day of publication, where it is known. Nothing is fetched. Raises ``BadRequest`` where there
        is nothing to read.

        >>> import ofrecord
        >>> report = ofrecord.open().check("ICE had 957 287(g) agreements.", published="2025-09-05")
        >>> str(report.figures[0].verdict)
        'supported'
        """
        from ofrecord.story.report import check_page

        return check_page(content, self.held(), published=published, url=url)

    def sql(self, query: str, register: str = "") -> pl.DataFrame:
        """The answer to a read-only SQL query over the documented views.

        Their rows are those of all registers, or of the one that is named.
        """
        from ofrecord.measures.sql import run_query

        names = [register] if register else [*self]
        return run_query([self.register(name) for name in names], query)

    def held(self) -> dict[str, Register | SeriesRegister]:
        """Every register, by name."""
        return {name: self.register(name) for name in self}


def open_record(home: Path | str | None = None) -> Record:
    """The record in a folder; without one, in ``OFRECORD_HOME`` or the user's data folder.

    Where the folder holds no record of a register, the one inside the package is read.

    >>> open_record()["ice-287g"].name
    'ice-287g'
    """
    return Record(home)


def series_names() -> list[str]:
    """The names of the registers that are series.

    >>> "uk-small-boats" in series_names()
    True
    """
    return [name for name, one in registers().items() if isinstance(one, SeriesDeclaration)]


def _file_of(name: str, home: Path) -> Path:
    return home / name / "record"


_SHIPPED: dict[str, tuple[Described, object, Register | SeriesRegister]] = {}
"""What is open of the package: it is the same for every home, and read once."""


def _open_register(declaration: Described, home: Path) -> Register | SeriesRegister:
    stored = read_record(_file_of(declaration.name, home))
    if stored is not None:
        return _register_of(declaration, stored, home)
    stamp = stamp_record(declaration.shipped)
    kept = _SHIPPED.get(declaration.name)
    if kept is not None and kept[0] is declaration and kept[1] == stamp:
        return kept[2]
    stored = read_record(declaration.shipped)
    if stored is None:
        raise BadRequest(
            f"no record of {declaration.name} is held in {home}",
            hint="Build one: ofrecord build FOLDER",
        )
    found = _register_of(declaration, stored, None)
    _SHIPPED[declaration.name] = declaration, stamp, found
    return found


def _register_of(
    declaration: Described, stored: StoredRecord, home: Path | None
) -> Register | SeriesRegister:
    if isinstance(declaration, SeriesDeclaration):
        return SeriesRegister(declaration, stored, home)
    if isinstance(declaration, Declaration):
        return Register(declaration, stored, home)
    raise DeclarationError(f"{declaration.name}: unknown kind of register {declaration.kind!r}")
