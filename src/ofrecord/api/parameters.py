"""Parameters of a request: what each may be, read strictly, and described for OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qsl

from ofrecord.api.problems import Refusal, unknown
from ofrecord.model import Plain, PlainRow

LONGEST = 200
"""Characters of a parameter."""
_MOST = 40
"""Parameters of a request."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"[0-9]{1,7}")


class Kind(StrEnum):
    """What a parameter may be."""

    TEXT = "text"
    DAY = "day"
    KNOWN = "known"
    """A day, or the word ``today``."""
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: its name, what it may be, what it does, and an example."""

    name: str
    text: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    example: str = ""
    needed: bool = False
    in_path: bool = False

    def check(self, value: str) -> None:
        """Refuses a value that can never be right."""
        if not value.strip():
            raise self._refuse("it is blank", value, hint="Leave it out to ask about all")
        if len(value) > LONGEST:
            raise self._refuse(f"it is longer than {LONGEST} characters", value)
        if self.choices and value not in self.choices:
            raise unknown(self.name, self.name, value, self.choices, 400)
        match self.kind:
            case Kind.DAY:
                self._check_day(value)
            case Kind.KNOWN if value != "today":
                self._check_day(value)
            case Kind.FLAG if value not in {"true", "false"}:
                raise unknown("value", self.name, value, ("true", "false"), 400)
            case Kind.NUMBER:
                in_range = _NUMBER.fullmatch(value) and self.least <= int(value) <= self.most
                if not in_range:
                    raise self._refuse(f"not a number from {self.least} to {self.most:,}", value)

    def _check_day(self, value: str) -> None:
        try:
            right = bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
        except ValueError:
            right = False
        if right:
            return
        american = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*", value)
        nearest = f"{american[3]}-{int(american[1]):02d}-{int(american[2]):02d}" if american else ""
        raise self._refuse(
            "not a day", value, nearest=nearest, hint="Days are written as 2025-09-05"
        )

    def _refuse(self, detail: str, given: str, *, nearest: str = "", hint: str = "") -> Refusal:
        return Refusal(
            status=400,
            code="bad-request",
            detail=detail,
            argument=self.name,
            given=given,
            nearest=nearest,
            hint=hint,
        )

    def describe(self, choices: Sequence[str] = ()) -> PlainRow:
        """The parameter as OpenAPI has it; ``choices`` are those of one register."""
        described: PlainRow = {
            "name": self.name,
            "in": "path" if self.in_path else "query",
            "description": self.text,
            "schema": self._schema(choices or self.choices),
        }
        if self.needed or self.in_path:
            described["required"] = True
        if self.example:
            example: Plain = self.example
            if self.kind is Kind.NUMBER:
                example = int(self.example)
            elif self.kind is Kind.FLAG:
                example = self.example == "true"
            described["example"] = example
        return described

    def _schema(self, choices: Sequence[str]) -> PlainRow:
        day: PlainRow = {"type": "string", "format": "date"}
        match self.kind:
            case Kind.DAY:
                return day
            case Kind.KNOWN:
                return {"anyOf": [day, {"const": "today"}]}
            case Kind.NUMBER:
                return {"type": "integer", "minimum": self.least, "maximum": self.most}
            case Kind.FLAG:
                return {"type": "boolean"}
        if choices:
            return {"type": "string", "enum": [*choices]}
        pattern = r"^[^/]*\S[^/]*$" if self.in_path else r"\S"
        return {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": pattern}


def read_query(query: bytes, allowed: Iterable[Parameter]) -> dict[str, str]:
    """The parameters of a query string; refuses what is unknown, given twice or never right."""
    known = {parameter.name: parameter for parameter in allowed if not parameter.in_path}
    try:
        pairs = parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(query),
            errors="strict",
            max_num_fields=_MOST,
        )
    except ValueError:
        raise Refusal(status=400, code="bad-request", detail="the query cannot be read") from None
    values: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            raise unknown("parameter", "query", name, known, 400)
        if name in values:
            raise Refusal(
                status=400,
                code="bad-request",
                detail="a parameter is given twice",
                argument=name,
                given=value,
            )
        known[name].check(value)
        values[name] = value
    for name, parameter in known.items():
        if parameter.needed and name not in values:
            raise Refusal(
                status=400,
                code="bad-request",
                detail="a parameter is missing",
                argument=name,
                hint=f"Such as {name}={parameter.example}",
            )
    return values


def check_path(values: Mapping[str, str], parameters: Iterable[Parameter]) -> None:
    """Refuses what can never be right in a path."""
    for parameter in parameters:
        if parameter.in_path and parameter.name in values:
            parameter.check(values[parameter.name])
