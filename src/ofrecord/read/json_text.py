"""JSON text to values: strictly, numbers as they are written, what is wrong named by its place."""

from __future__ import annotations

import json
import re

from ofrecord.errors import ReadError, shorten

MAX_DEPTH = 64
"""Arrays and objects are not nested deeper than this."""
_SUSPECT = re.compile(r"\\(?:[bf]|u00[01]|u[dD][89a-fA-F])")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)"|[\[\]{}:,]|-?(?:NaN|Infinity)', re.DOTALL)
_LINE_END = re.compile(r"\r\n?|\n")
_WHITE = frozenset("\t\n\r")
_BLANK = " \t\r\n"
_BLANKS = frozenset(_BLANK)


class Number(str):
    """A number as it is written."""

    __slots__ = ()


class _RefusedError(Exception):
    """Something is wrong whose place the parser does not tell."""


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError
    return found


def _refuse_constant(_: str) -> object:
    raise _RefusedError


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=Number, parse_float=Number, parse_constant=_refuse_constant
)


def parse_json(text: str) -> object:
    """The value of a JSON text; ``None`` where further values follow the first (JSON lines).

    Numbers are ``Number``. Raises ``ReadError`` with line and column for what is not valid, for a
    key that stands twice, for ``NaN`` and ``Infinity`` and for nesting deeper than ``MAX_DEPTH``.

    >>> parse_json('{"killed": 1e3}')
    {'killed': '1e3'}
    >>> parse_json('[{"a": 1, "a": 2}]')
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: line 1, column 11: the key "a" stands twice in one object
    """
    start = len(text) - len(text.lstrip(_BLANK))
    value, end = _parse(text, start)
    if text[end:].strip(_BLANK):
        rest = len(text[end:]) - len(text[end:].lstrip(_BLANK))
        if isinstance(value, dict) and _LINE_END.search(text, end, end + rest):
            return None
        raise _error(text, end + rest, "more follows after the end of the value")
    return value


def parse_json_lines(text: str) -> list[object]:
    """The values of a text with one to a line; raises as ``parse_json`` does."""
    values: list[object] = []
    at = 0
    while at < len(text):
        match = _LINE_END.search(text, at)
        end = match.start() if match else len(text)
        line = text[at:end]
        if line.strip(_BLANK):
            start = at + len(line) - len(line.lstrip(_BLANK))
            value, after = _parse(text, start)
            if after > end:
                raise _error(text, end, "a line ends before its value does")
            rest = text[after:end].lstrip(_BLANK)
            if rest:
                raise _error(text, end - len(rest), "a line holds more than one value")
            values.append(value)
        at = match.end() if match else end
    return values


def _parse(text: str, start: int) -> tuple[object, int]:
    """The value that begins at a place, and where it ends."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        _check_tokens(text, start, error.pos)
        raise _error(text, error.pos, f"this is not valid JSON ({error.msg})") from None
    except (_RefusedError, RecursionError):
        _check_tokens(text, start, len(text))
        raise _error(text, start, "this is not valid JSON") from None
    if _is_deep(value) or _SUSPECT.search(text, start, end):
        _check_tokens(text, start, end)
    return value, end


def _is_deep(value: object) -> bool:
    """Whether values are nested deeper than may be."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _check_tokens(text: str, start: int, end: int) -> None:
    """Raises ``ReadError`` at the first thing that may not be, in a text that is valid so far."""
    keys: list[set[str]] = []
    for match in _TOKEN.finditer(text, start, end):
        token = match[0]
        if token in {"[", "{"}:
            keys.append(set())
            if len(keys) > MAX_DEPTH:
                raise _error(text, match.start(), f"values are nested deeper than {MAX_DEPTH}")
        elif token in {"]", "}"}:
            if keys:
                keys.pop()
        elif token[0] == '"':
            _check_escapes(text, match)
            if keys and _is_key(text, match.end()):
                _check_key(text, match, keys[-1])
        elif token not in {":", ","}:
            raise _error(text, match.start(), f"{token} is no number in JSON")


def _is_key(text: str, at: int) -> bool:
    while text[at : at + 1] in _BLANKS:
        at += 1
    return text[at : at + 1] == ":"


def _check_key(text: str, match: re.Match[str], keys: set[str]) -> None:
    try:
        key = str(json.loads(match[0]))
    except json.JSONDecodeError:
        return
    if key in keys:
        message = f'the key "{shorten(key, 40)}" stands twice in one object'
        raise _error(text, match.start(), message)
    keys.add(key)


def _check_escapes(text: str, string: re.Match[str]) -> None:
    """Raises for an escape that stands for a control character or for half a character."""
    if not _SUSPECT.search(string[0]):
        return
    try:
        value = str(json.loads(string[0]))
    except json.JSONDecodeError:
        return
    for character in value:
        code = ord(character)
        if (code < 0x20 and character not in _WHITE) or 0xD800 <= code <= 0xDFFF:
            name = f"U+{code:04X}"
            raise _error(text, string.start(), f"a text holds a character that may not be ({name})")


def _error(text: str, at: int, message: str) -> ReadError:
    ends = list(_LINE_END.finditer(text, 0, at))
    column = at - (ends[-1].end() if ends else 0) + 1
    return ReadError(f"line {len(ends) + 1}, column {column}: {message}", reason="malformed")
