"""Judgements: what only knowledge can tell of identities, each with its evidence.

A judgement joins printed names to one ``agency`` or one ``agreement``, or says that they stand
``apart``. It never changes what was printed, and taking it out of the file takes it back.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ofrecord.errors import DeclarationError

_KINDS: Final = ("agency", "agreement", "apart")
_KEYS: Final = frozenset(
    ("what", "state", "names", "model", "signed", "evidence", "decided_on", "by", "id")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement. ``model`` and ``signed`` narrow it where they are given."""

    id: str
    what: str
    state: str
    names: tuple[str, ...]
    evidence: str
    decided_on: str
    by: str
    model: str = ""
    signed: str = ""


def load_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file, in its order; none where there is no file.

    Raises ``DeclarationError`` that names the judgement and what is wrong with it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DeclarationError(f"{path.name} cannot be read: {error}") from None
    return tuple(
        _read_judgement(entry, number, path.name)
        for number, entry in enumerate(data.get("judgement", []), start=1)
    )


def _read_judgement(entry: dict[str, object], number: int, file: str) -> Judgement:
    where = f"{file}, judgement {number}"
    unknown = entry.keys() - _KEYS
    if unknown:
        raise DeclarationError(f"{where}: unknown key {sorted(unknown)[0]!r}")
    what, names = entry.get("what"), entry.get("names")
    if what not in _KINDS:
        raise DeclarationError(f"{where}: what is {what!r}; it is one of {', '.join(_KINDS)}")
    if not isinstance(names, list) or len(names) < 2 or not all(isinstance(n, str) for n in names):
        raise DeclarationError(f"{where}: names must be two or more printed names")
    for key in ("state", "evidence", "decided_on", "by"):
        if not str(entry.get(key) or "").strip():
            raise DeclarationError(f"{where}: {key} is missing")
    return Judgement(
        id=str(entry.get("id") or f"{file.removesuffix('.toml')}-{number}"),
        what=str(what),
        state=str(entry["state"]),
        names=tuple(names),
        evidence=str(entry["evidence"]),
        decided_on=str(entry["decided_on"]),
        by=str(entry["by"]),
        model=str(entry.get("model") or ""),
        signed=str(entry.get("signed") or ""),
    )
