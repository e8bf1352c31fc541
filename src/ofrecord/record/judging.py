"""The judgements of the people who keep a record: added to a file beside it, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

from ofrecord.errors import BadRequest
from ofrecord.identify.judgements import Judgement, load_judgements

_HEAD = """\
# Judgements on identity made for this record, each with its evidence.
# To take one back, take it out.
"""


def add_judgement(path: Path, judgement: Judgement) -> None:
    """Adds a judgement to a file, whole or not at all; ``BadRequest`` for an id in use."""
    known = load_judgements(path)
    if any(judgement.id == other.id for other in known):
        raise BadRequest("a judgement of this id is there", argument="--id", given=judgement.id)
    _write(path, (*known, judgement))


def revoke_judgement(path: Path, name: str) -> Judgement:
    """Takes the judgement of an id out of a file; ``BadRequest`` names the nearest."""
    known = load_judgements(path)
    found = next((judgement for judgement in known if judgement.id == name), None)
    if found is None:
        from difflib import get_close_matches

        ids = [judgement.id for judgement in known]
        raise BadRequest(
            "no such judgement in this record's own file",
            argument="--revoke",
            given=name,
            nearest=next(iter(get_close_matches(name, ids, 1, 0.4)), ""),
            hint=f"It holds: {', '.join(ids) or 'none'}",
        )
    _write(path, tuple(judgement for judgement in known if judgement is not found))
    return found


def _write(path: Path, judgements: tuple[Judgement, ...]) -> None:
    text = _HEAD + "".join(_entry(judgement) for judgement in judgements)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    load_judgements(part)
    part.replace(path)


def _entry(judgement: Judgement) -> str:
    lines = ["", "[[judgement]]"]
    for key in ("id", "what", "state", "model", "signed"):
        value = getattr(judgement, key)
        if value:
            lines.append(f"{key} = {_quote(value)}")
    lines.append(f"names = [{', '.join(map(_quote, judgement.names))}]")
    lines += [
        f"{key} = {_quote(getattr(judgement, key))}" for key in ("evidence", "decided_on", "by")
    ]
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    # JSON's strings are TOML's, but for one character that only TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
