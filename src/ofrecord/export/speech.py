"""What charts and maps say: in English here, in another language by whoever shows them.

``Speech`` is what a reader's language has to offer; the site's own words are one. Every text that a
chart or a map can say stands, in English, where ``say`` is called, or is a ``message`` of a chart.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol


class Speech(Protocol):
    """The words of one language."""

    def say(self, message: str, /, **parts: object) -> str:
        """A text with its parts put in: whole numbers and days as the language writes them."""
        ...

    def given(self, text: str) -> str:
        """A text of a register's description."""
        ...

    def number(self, value: float | None) -> str:
        """A number as the language writes it."""
        ...

    def day(self, day: str | date | None) -> str:
        """A day as the language writes it."""
        ...

    def month(self, day: date) -> str:
        """A month of a year, by one of its days, as the language writes it."""
        ...


def mark(text: str) -> str:
    """The text itself: marks a string of the code that is said later, for the catalogue.

    >>> mark("agreement")
    'agreement'
    """
    return text


class English:
    """The words as they stand in the code, with days as ISO 8601 writes them.

    >>> ENGLISH.say("{count} agreements", count=1371), ENGLISH.day("2025-09-05")
    ('1,371 agreements', '2025-09-05')
    """

    def say(self, message: str, /, **parts: object) -> str:
        """A text with its parts put in."""
        return message.format(
            **{n: self.number(p) if isinstance(p, int) else p for n, p in parts.items()}
        )

    def given(self, text: str) -> str:
        """The text itself."""
        return text

    def number(self, value: float | None) -> str:
        """A number with its thousands set apart; a dash for none."""
        return "–" if value is None else f"{value:,}"

    def day(self, day: str | date | None) -> str:
        """A day as ISO 8601 writes it; a dash for none."""
        return str(day)[:10] if day else "–"

    def month(self, day: date) -> str:
        """A month as ISO 8601 writes it."""
        return f"{day:%Y-%m}"


ENGLISH: Final = English()
