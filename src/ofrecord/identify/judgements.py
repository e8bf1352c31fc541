"""Judgements: what only knowledge can tell of identities, each with its evidence.

A judgement joins printed names to one ``agency``, or rows to one ``agreement``; or it holds names
``apart``, or says that a later signing day is a ``renewal`` and not a correction. It never changes
what was printed, and taking it out of the file takes it back::

    [[judgement]]
    id = "fl-pembroke-pines"
    what = "agency"
    state = "FL"
    names = ["Pembroke Police Department", "Pembroke Pines Police Department"]
    evidence = "Florida has no city of Pembroke"
    decided_on = "2026-03-02"
    by = "the maintainers"

An ``agreement`` or a ``renewal`` also gives the ``model``, and can give the days on which it was
``signed``: one, or several parted by a slash.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from ofrecord.errors import DeclarationError


class Verdict(StrEnum):
    """What a judgement says of what it names."""

    AGENCY = "agency"
    AGREEMENT = "agreement"
    APART = "apart"
    RENEWAL = "renewal"


_NEEDED: Final = ("what", "state", "names", "evidence", "decided_on", "by")
_KEYS: Final = (*_NEEDED, "model", "signed", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement. ``model`` and ``signed`` narrow it where they are given."""

    id: str
    what: Verdict
    state: str
    names: tuple[str, ...]
    evidence: str
    decided_on: str
    by: str
    model: str = ""
    signed: str = ""
    """Signing days, parted by a slash."""

    @property
    def days(self) -> tuple[str, ...]:
        """The signing days that it is about; none where it is about all."""
        return tuple(self.signed.split("/")) if self.signed else ()


def load_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file, in its order; none where there is no file.

    Raises ``DeclarationError`` that names the judgement and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (UnicodeDecodeError, OSError) as error:
        raise DeclarationError(f"{path.name} cannot be read: {error}") from None
    return read_judgements(text, path.name)


@lru_cache(maxsize=8)
def read_judgements(text: str, file: str = "judgements.toml") -> tuple[Judgement, ...]:
    """The judgements of the text of a file.

    >>> [judgement.what.value for judgement in read_judgements(EXAMPLE)]
    ['agency']
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{file} cannot be read: {error}") from None
    for key in data:
        if key != "judgement":
            raise DeclarationError(f'{file}: unknown table "{key}"; only [[judgement]] is read')
    read: dict[str, Judgement] = {}
    for number, entry in enumerate(data.get("judgement", []), start=1):
        judgement = _read_judgement(entry, number, file)
        if judgement.id in read:
            raise DeclarationError(f"{file}: two judgements have the id {judgement.id}")
        read[judgement.id] = judgement
    return tuple(read.values())


def _read_judgement(entry: dict[str, object], number: int, file: str) -> Judgement:
    where = f"{file}, judgement {entry.get('id') or number}"
    for key in entry:
        if key not in _KEYS:
            nearest = next(iter(get_close_matches(key, _KEYS, 1, 0.5)), "")
            hint = f' (did you mean "{nearest}"?)' if nearest else ""
            raise DeclarationError(f'{where}: unknown key "{key}"{hint}')
    for key in _NEEDED:
        if not entry.get(key) or not str(entry[key]).strip():
            raise DeclarationError(f"{where}: {key} is missing")
    if entry["what"] not in tuple(Verdict):
        kinds = ", ".join(Verdict)
        raise DeclarationError(f'{where}: what is "{entry["what"]}"; it is one of {kinds}')
    what, names = Verdict(str(entry["what"])), _texts(entry["names"])
    signed = str(entry.get("signed") or "")
    rows = what in {Verdict.AGREEMENT, Verdict.RENEWAL}
    if rows and not entry.get("model"):
        raise DeclarationError(f"{where}: model is missing")
    if len(names) < 2 and not (names and rows and "/" in signed):
        raise DeclarationError(f"{where}: names must be two or more printed names")
    return Judgement(
        id=str(entry.get("id") or f"{file.removesuffix('.toml')}-{number}"),
        what=what,
        state=str(entry["state"]),
        names=names,
        evidence=str(entry["evidence"]),
        decided_on=str(entry["decided_on"]),
        by=str(entry["by"]),
        model=str(entry.get("model") or ""),
        signed=signed,
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        return ()
    return tuple(value)


EXAMPLE: Final = (__doc__ or "").partition("::")[2].partition("An ``agreement``")[0]
"""The file with one judgement that is shown above."""
