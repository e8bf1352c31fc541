"""Every error of the project, in one tree.

::

    OfRecordError
    ├── BadRequest        the request is wrong: an unknown day, place, id or argument (exit code 2)
    ├── CaptureError      a capture cannot be taken in: not found, too large, an unsafe name
    ├── ReadError         bytes that are not what their name says, or are hostile
    ├── LayoutError       a table whose columns are not those that the register declares
    ├── DatingError       a capture for which no day can be found without inventing one
    ├── DeclarationError  a register's own description or data file is wrong
    ├── RecordError       the record on disk is missing, damaged or of another version
    ├── SourceError       a source could not be reached (exit code 3)
    └── StoryError        a page from which no story can be had (exit code 2)

Each class has a stable ``code`` with a section of the same name in ``docs/errors.md``.
"""

from __future__ import annotations

from typing import ClassVar


def shorten(text: str, most: int = 200) -> str:
    """A text as a message repeats it: not more than the most letters of it.

    >>> shorten("Rensselaer County", most=10)
    'Rensselaer…'
    """
    return text if len(text) <= most else f"{text[:most]}…"


class OfRecordError(Exception):
    """The root: every error that the project raises on purpose is one of these.

    ``message`` says what was wrong and where; ``hint`` what to do about it.

    >>> raise OfRecordError("nothing to read", hint="give a folder")
    Traceback (most recent call last):
    ...
    ofrecord.errors.OfRecordError: nothing to read. give a folder
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message}. {hint}" if hint else message)


class BadRequest(OfRecordError):
    """The request is wrong: names the argument, what was given and what would be right.

    >>> error = BadRequest("unknown state", argument="--state", given="Texs", nearest="Texas")
    >>> print(error)
    --state: unknown state "Texs" (did you mean "Texas"?)
    """

    code = "bad-request"
    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        argument: str = "",
        given: str = "",
        nearest: str = "",
        hint: str = "",
    ) -> None:
        self.problem = message
        self.argument = argument
        self.given = given
        self.nearest = nearest
        text = f"{argument}: {message}" if argument else message
        if given:
            text += f' "{shorten(given)}"'
        if nearest:
            text += f' (did you mean "{nearest}"?)'
        super().__init__(text, hint=hint)


class CaptureError(OfRecordError):
    """A capture cannot be taken in."""

    code = "capture"


class ReadError(OfRecordError):
    """Bytes that are not what their name says, or that are hostile.

    ``reason`` is one short stable word (``empty``, ``not-a-workbook``, ``not-a-table``,
    ``truncated``, ``bomb``, ``too-large``, ``formulas``, ``external-links``, ``entities``,
    ``unsafe-name``, ``malformed``).

    >>> ReadError("the file is empty", reason="empty").reason
    'empty'
    """

    code = "read"

    def __init__(self, message: str, *, reason: str = "malformed", hint: str = "") -> None:
        self.reason = reason
        super().__init__(message, hint=hint)


class LayoutError(OfRecordError):
    """A table whose columns are not those that the register declares."""

    code = "layout"

    def __init__(
        self, message: str, *, column: str = "", nearest: str = "", hint: str = ""
    ) -> None:
        self.column = column
        self.nearest = nearest
        super().__init__(message, hint=hint)


class DatingError(OfRecordError):
    """A capture for which no day can be found without inventing one."""

    code = "dating"


class DeclarationError(OfRecordError):
    """A register's own description, corrections or judgements are wrong."""

    code = "declaration"


class RecordError(OfRecordError):
    """The record on disk is missing, damaged or of another version."""

    code = "record"


class SourceError(OfRecordError):
    """A source could not be reached."""

    code = "source"
    exit_code = 3


class StoryError(OfRecordError):
    """A page from which no story can be had.

    ``name`` is the page's name where it has one; ``reason`` one short stable word (``empty``,
    ``too-large``, ``binary``, ``no-text``, ``hostile``, ``no-story``).

    >>> raise StoryError("there is no text in it", name="page.html", reason="empty")
    Traceback (most recent call last):
    ...
    ofrecord.errors.StoryError: page.html: there is no text in it
    """

    code = "story"
    exit_code = 2

    def __init__(
        self, message: str, *, name: str = "", reason: str = "no-story", hint: str = ""
    ) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {message}" if name else message, hint=hint)
