"""What goes wrong, as problem details (RFC 9457): without traceback and paths of the machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypedDict

import msgspec

from ofrecord.errors import BadRequest, OfRecordError, SourceError, StoryError, shorten
from ofrecord.wire.answer import ASK_AGAIN, Answer

MEDIA_TYPE = "application/problem+json"
URN = "urn:ofrecord:error:"
_PARAMETERS = {"DAY": "day", "FROM": "from", "TO": "to", "ID": "id", "EDITION": "id"}
_THINGS = frozenset(
    {"register", "day", "id", "state", "county", "model", "type", "list", "measure", "agency"}
)
"""What names something of the record: where it is not there, the answer is 404."""
_TOGETHER = frozenset({"from", "known", "to"})
"""What is right by itself and can be wrong beside another, or beside what is held."""
TITLES = {
    "bad-request": "The request is wrong",
    "not-found": "There is no such thing",
    "method-not-allowed": "This cannot be done here",
    "unprocessable": "The request is readable, and cannot be answered",
    "too-large": "The request is too large",
    "media-type": "The request is in no form that is read here",
    "timeout": "It took too long",
    "busy": "Too many are asking",
    "story": "There is nothing in the story to check",
    "source": "The address was not reached",
    "record": "The record cannot be read",
    "internal": "Something went wrong here",
}
"""Every type of problem with its title."""


class Problem(TypedDict, total=False):
    """What a client is told when something is wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    argument: str
    given: str
    nearest: str
    hint: str


@dataclass(kw_only=True, eq=False)  # not frozen: Python notes on an exception where it was raised
class Refusal(Exception):
    """A request that is refused: the type of problem, and what is to be told of it."""

    status: int
    code: str
    detail: str
    argument: str = ""
    given: str = ""
    nearest: str = ""
    hint: str = ""
    headers: Mapping[str, str] | None = None

    def answer(self) -> Answer:
        """The refusal as it is sent."""
        told: Problem = {
            "type": f"{URN}{self.code}",
            "title": TITLES[self.code],
            "status": self.status,
            "detail": shorten(self.detail, 1_000),
        }
        if self.argument:
            told["argument"] = self.argument
        if self.given:
            told["given"] = shorten(self.given)
        if self.nearest:
            told["nearest"] = shorten(self.nearest)
        if self.hint:
            told["hint"] = self.hint
        return Answer(
            msgspec.json.encode(_mended(told)),
            MEDIA_TYPE,
            status=self.status,
            headers=self.headers,
            caching=ASK_AGAIN,
        )


def refusal_of(error: OfRecordError) -> Refusal:
    """What an error of the project means to who asked.

    >>> error = BadRequest("unknown state", argument="--state", given="Texs", nearest="Texas")
    >>> refusal = refusal_of(error)
    >>> refusal.status, refusal.detail, refusal.argument, refusal.nearest
    (404, 'unknown state', 'state', 'Texas')
    """
    match error:
        case BadRequest():
            name = _PARAMETERS.get(error.argument, error.argument.removeprefix("--"))
            name = "register" if error.argument == "REGISTER" else name
            status, code = 400, "bad-request"
            if name in _THINGS:
                status, code = 404, "not-found"
            elif name in _TOGETHER:
                status, code = 422, "unprocessable"
            return Refusal(
                status=status,
                code=code,
                detail=error.problem,
                argument=name,
                given=error.given,
                nearest=error.nearest,
                hint=_hint(error.hint),
            )
        case StoryError():
            return Refusal(status=422, code="story", detail=error.message, hint=_hint(error.hint))
        case SourceError():
            return Refusal(status=502, code="source", detail=error.message, hint=_hint(error.hint))
        case _:
            return Refusal(status=500, code="record", detail="the record cannot be read here")


def unknown(what: str, argument: str, given: str, known: Iterable[str], status: int) -> Refusal:
    """A word that is not one of those known; the nearest of them is named."""
    known = list(known)
    return Refusal(
        status=status,
        code="not-found" if status == 404 else "bad-request",
        detail=f"unknown {what}",
        argument=argument,
        given=given,
        nearest=next(iter(get_close_matches(given, known, 1, 0.4)), ""),
        hint=f"Known: {', '.join(known)}" if known else "",
    )


def _hint(hint: str) -> str:
    """A hint, where it is not about the command line."""
    return "" if "ofrecord " in hint or "--allow" in hint else hint.replace("--", "")


def _mended(told: Problem) -> dict[str, str | int]:
    """Texts that can be written as UTF-8: a half of a pair of surrogates cannot."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in told.items()
        if isinstance(value, str | int)
    }
