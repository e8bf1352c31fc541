"""What a register is, and how registers are found.

A register is a description (a TOML file beside a small module) of an official record that is
republished over time. The core never names one: installed registers announce themselves under the
entry-point group ``ofrecord.registers``, each as a function that answers a ``Declaration``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar

from ofrecord.errors import BadRequest, DeclarationError

T = TypeVar("T")


class Role(StrEnum):
    """What the cells of a column say, whatever the column is called."""

    STATE = "state"
    AGENCY = "agency"
    TYPE = "type"
    COUNTY = "county"
    MODEL = "model"
    SIGNED = "signed"
    MOA = "moa"
    ADDENDUM = "addendum"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDeclaration:
    """One of a register's lists: the columns that it must have, may not have, and its names."""

    name: str
    title: str
    members: bool
    """Whether it lists those who have signed, rather than those who have applied."""
    requires: frozenset[Role]
    lacks: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What every register says of itself, whether it is a list or a series."""

    name: str
    title: str
    publisher: str
    home: str
    kind: str
    time_zone: str
    licence: str
    folder: Path

    @property
    def shipped(self) -> Path:
        """Where its record stands that ships inside the package, if one does."""
        return self.folder / "record.bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Described):
    """A list, described: its lists, columns, vocabularies and expectations."""

    lists: tuple[ListDeclaration, ...]
    columns: Mapping[str, Role]
    headers: Mapping[Role, str]
    ignored: frozenset[str]
    file_names: tuple[re.Pattern[str], ...]
    trusted_applications: tuple[str, ...]
    untrusted_creators: frozenset[str]
    pending_words: frozenset[str]
    vocabularies: Mapping[str, Mapping[str, tuple[str, ...]]]
    abbreviations: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def member_lists(self) -> tuple[str, ...]:
        """The names of the lists of those who have signed."""
        return tuple(entry.name for entry in self.lists if entry.members)

    def noun_of(self, name: str) -> str:
        """What an entry of a list stands for: an agreement, or an application for one."""
        return "agreement" if self.list_named(name).members else "application"

    def list_named(self, name: str) -> ListDeclaration:
        """The list of that name; ``BadRequest`` names the nearest."""
        return find_list(name, {entry.name: entry for entry in self.lists}, self.name)


def find_list(name: str, lists: Mapping[str, T], register: str) -> T:
    """The list of that name among a register's; ``BadRequest`` names the nearest.

    >>> find_list("pendin", {"pending": 1}, "ice-287g")
    Traceback (most recent call last):
    ...
    ofrecord.errors.BadRequest: --list: unknown list "pendin" (did you mean "pending"?). Lists ...
    """
    if name in lists:
        return lists[name]
    raise BadRequest(
        "unknown list",
        argument="--list",
        given=name,
        nearest=next(iter(get_close_matches(name, lists, 1, 0.3)), ""),
        hint=f"Lists of {register}: {', '.join(lists)}",
    )


def described(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """What a ``register.toml`` says of any register; ``KeyError`` for what it leaves out."""
    keys = ("name", "title", "publisher", "home", "kind", "time_zone", "licence")
    return {**{key: data[key] for key in keys}, "folder": path.parent}


def load_declaration(path: Path) -> Declaration:
    """The declaration that a ``register.toml`` makes; ``DeclarationError`` names what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        columns = data["columns"]
        return Declaration(
            **described(data, path),
            lists=tuple(
                ListDeclaration(
                    name=name,
                    title=entry["title"],
                    members=entry["members"],
                    requires=frozenset(Role(role) for role in entry["requires"]),
                    lacks=frozenset(Role(role) for role in entry["lacks"]),
                )
                for name, entry in data["lists"].items()
            ),
            columns={
                spelling.casefold(): Role(role)
                for role, spellings in columns.items()
                for spelling in spellings
            },
            headers={Role(role): spellings[0] for role, spellings in columns.items()},
            ignored=frozenset(name.casefold() for name in data["ignored_columns"]),
            file_names=tuple(re.compile(pattern) for pattern in data["dating"]["file_names"]),
            trusted_applications=tuple(data["dating"]["trusted_applications"]),
            untrusted_creators=frozenset(data["dating"]["untrusted_creators"]),
            pending_words=frozenset(data["documents"]["pending"]),
            vocabularies={
                name: {value: tuple(spellings) for value, spellings in entries.items()}
                for name, entries in data["vocabularies"].items()
            },
            abbreviations=data["abbreviations"],
            words=data.get("words", {}),
        )
    except (KeyError, ValueError, re.error, OSError) as error:
        raise DeclarationError(f"{path.name} of {path.parent.name}: {error!r}") from None


class _Registers(Mapping[str, Described]):
    """Every installed register by name; one is described when it is first asked for."""

    def __init__(self) -> None:
        self._points = {
            point.name: point for point in sorted(entry_points(group="ofrecord.registers"))
        }
        self._described: dict[str, Described] = {}

    def __getitem__(self, name: str) -> Described:
        found = self._described.get(name)
        if found is None:
            found = self._described[name] = self._load(name)
        return found

    def _load(self, name: str) -> Described:
        """What a register's package says of it; whatever that does, the error names it."""
        point = self._points[name]
        try:
            found = point.load()()
        except DeclarationError:
            raise
        except Exception as error:  # noqa: BLE001  (it is code of a package of its own)
            raise DeclarationError(f"{name} ({point.value}) cannot be loaded: {error!r}") from None
        if not isinstance(found, Described) or found.name != name:
            raise DeclarationError(f"{name} ({point.value}) describes no register of this name")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._points)

    def __len__(self) -> int:
        return len(self._points)

    def __contains__(self, name: object) -> bool:
        return name in self._points


@lru_cache(maxsize=1)
def registers() -> Mapping[str, Described]:
    """Every installed register by name.

    >>> "ice-287g" in registers()
    True
    """
    return _Registers()


def register_named(name: str) -> Described:
    """The register of that name; ``BadRequest`` names the nearest.

    >>> register_named("ice-287").name
    Traceback (most recent call last):
    ...
    ofrecord.errors.BadRequest: --register: unknown register "ice-287" (did you mean ...
    """
    if name in registers():
        return registers()[name]
    raise unknown_register(name, list(registers()))


def unknown_register(
    name: str, known: Sequence[str], argument: str = "--register", what: str = "Registers"
) -> BadRequest:
    """That there is no register of a name, with the nearest: the one it is a part of, or like.

    >>> print(unknown_register("boats", ["ice-287g", "uk-small-boats"]))
    --register: unknown register "boats" (did you mean "uk-small-boats"?). Registers: ice-287g, ...
    """
    within = [one for one in known if name.strip() and name.strip().casefold() in one]
    nearest = within if len(within) == 1 else get_close_matches(name, known, 1, 0.3)
    return BadRequest(
        "unknown register",
        argument=argument,
        given=name,
        nearest=next(iter(nearest), ""),
        hint=f"{what}: {', '.join(known)}",
    )


def lists_named(name: str) -> Declaration:
    """The register of lists of that name; ``BadRequest`` where it is none, or a series.

    >>> lists_named("ice-287g").kind
    'list'
    """
    found = register_named(name)
    if isinstance(found, Declaration):
        return found
    raise no_lists(name)


def no_lists(name: str) -> BadRequest:
    """That a series has none of what lists have."""
    return BadRequest(
        f"{name} is a series of numbers by day; this is asked of lists",
        argument="--register",
        hint=f"For its numbers: ofrecord series {name}",
    )
