"""What pages say, in the reader's language: strings from one catalogue, numbers, days.

Strings stand in the code and the templates in English; ``locale/`` holds the other languages. Names
of agencies, counties and files are data, and are left as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

LANGUAGES: Final = {"en": "English", "es": "Español"}
"""The languages of the site, each by its own name; the first is that without a prefix."""
_LOCALES: Final = {"en": "en_US", "es": "es_US"}
LOCALE = Path(__file__).with_name("locale")


class Words:
    """The words of one language.

    >>> Words("es").number(1371), Words("es").day("2025-09-05")
    ('1,371', '5 de septiembre de 2025')
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = _LOCALES[language]
        self._messages = read_catalogue(language) if language != "en" else {}

    def say(self, message: str, /, **parts: object) -> str:
        """A string of the catalogue with its parts put in: numbers and days as the locale has them.

        Where a part is markup, the string is too, with everything else escaped.
        """
        return self._fill(self._messages.get(message, (message,))[0], parts)

    def many(self, one: str, many: str, count: int, **parts: object) -> str:
        """A string of the catalogue for a count, which stands in it as ``{n}``."""
        found = self._messages.get(one, (one, many))
        return self._fill(found[0] if count == 1 else found[-1], {"n": count, **parts})

    def given(self, text: str) -> str:
        """A text of a register's description: translated where the catalogue has it."""
        return self._messages.get(text, (text,))[0]

    def has(self, text: str) -> bool:
        """Whether a text can be shown in this language."""
        return self.language == "en" or text in self._messages

    def _fill(self, message: str, parts: Mapping[str, object]) -> str:
        if not parts:
            return message
        if any(hasattr(part, "__html__") for part in parts.values()):
            from markupsafe import escape

            return escape(message).format(**{k: self._show(v) for k, v in parts.items()})
        return message.format(**{name: self._show(part) for name, part in parts.items()})

    def _show(self, part: object) -> object:
        if isinstance(part, int):
            return self.number(part)
        return self.day(part) if isinstance(part, date) else part

    def number(self, value: float | None) -> str:
        """A number as the locale writes it; a dash for none."""
        return "–" if value is None else _number(value, self.locale)

    def size(self, count: int) -> str:
        """A number of bytes in the unit that fits.

        >>> Words("en").size(950), Words("en").size(52_275), Words("es").size(14_548_992)
        ('950 bytes', '52 kB', '14.5 MB')
        """
        from babel.units import format_unit

        units = ((1_000_000, "megabyte"), (1_000, "kilobyte"), (1, "byte"))
        least, unit = next(one for one in units if count >= one[0] or one[0] == 1)
        value = round(count / least, 1 if least > 1_000 else 0)
        length: Literal["short", "long"] = "long" if unit == "byte" else "short"
        return format_unit(value, f"digital-{unit}", length, format="#,##0.#", locale=self.locale)

    def signed(self, value: int) -> str:
        """A difference with its sign."""
        sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "±"
        return f"{sign}{self.number(abs(value))}"

    def day(self, day: str | date | None, form: str = "long") -> str:
        """A day as the locale writes it; a dash for none."""
        return _day(str(day)[:10], form, self.locale) if day else "–"

    def month(self, day: date) -> str:
        """A month of a year."""
        return _month(day.replace(day=1), self.locale)


@cache
def words_of(language: str) -> Words:
    """The words of a language, read once."""
    return Words(language)


@cache
def read_catalogue(language: str) -> Mapping[str, tuple[str, ...]]:
    """The strings of a language by the English ones: one, or one for one thing and one for many.

    >>> read_catalogue("es")["Changes"]
    ('Cambios',)
    """
    from babel.messages.pofile import read_po

    with (LOCALE / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=_LOCALES[language])
    found: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and said and all(said) and not message.fuzzy:
            found[key] = said
    return found


@lru_cache(maxsize=8192)
def _number(value: float, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


@lru_cache(maxsize=8192)
def _day(day: str, form: str, locale: str) -> str:
    from babel.dates import format_date

    return format_date(date.fromisoformat(day), form, locale=locale)


@lru_cache(maxsize=1024)
def _month(day: date, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=locale)
