"""Numbers as stories write them: digits, words, ordinals, fractions, percents, multiples, rounded.

>>> [parse_number(word) for word in ("1,097", "twenty-one")]
[Number(value=1097.0, form='digits'), Number(value=21.0, form='words')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SPANISH_WORDS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco"
)
_UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS.split(), start=1)} | {
    "segundo": 2,
    "tercer": 3,
    "quinto": 5,
}
_SPANISH = {word: value for value, word in enumerate(_SPANISH_WORDS.split())} | {
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "cien": 100,
    "ciento": 100,
    "doscientos": 200,
    "doscientas": 200,
    "trescientos": 300,
    "trescientas": 300,
    "cuatrocientos": 400,
    "cuatrocientas": 400,
    "quinientos": 500,
    "quinientas": 500,
    "seiscientos": 600,
    "seiscientas": 600,
    "setecientos": 700,
    "setecientas": 700,
    "ochocientos": 800,
    "ochocientas": 800,
    "novecientos": 900,
    "novecientas": 900,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
    "mil": 1000,
}
_GROUPS = {
    "trio": 3, "pair": 2, "couple": 2, "dozen": 12, "half-dozen": 6, "quartet": 4, "both": 2, "duo": 2, "score": 20,
    "quintet": 5, "docena": 12, "decena": 10, "centenar": 100,
}  # fmt: skip
_ROUNDED = {
    "dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 1999), "thousands": (2000, 99999),
    "handful": (2, 10), "puñado": (2, 10), "docenas": (24, 99), "decenas": (20, 99), "cientos": (200, 1999), "miles": (2000, 99999),
}  # fmt: skip
_TIMES = {
    "double": 2, "doubled": 2, "doubling": 2, "doubles": 2, "twice": 2, "twofold": 2,
    "triple": 3, "tripled": 3, "tripling": 3, "triples": 3, "threefold": 3, "trebled": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "quadruples": 4,
    "quintupled": 5, "quintuple": 5, "fivefold": 5, "sixfold": 6, "sevenfold": 7,
    "sextupled": 6, "septupled": 7, "octupled": 8, "eightfold": 8, "ninefold": 9, "tenfold": 10,
    "duplicado": 2, "duplicaron": 2, "duplicó": 2, "triplicado": 3, "triplicaron": 3,
    "triplicó": 3, "cuadruplicado": 4, "cuadruplicaron": 4, "quintuplicado": 5,
}  # fmt: skip
_TIMES |= {f"{word}fold": value for word, value in _UNITS.items() if value > 10}
_TIMES |= {f"{word}fold": value for word, value in _TENS.items()}
_FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 2 / 3, "quarter": 1 / 4, "quarters": 3 / 4,
    "fourth": 1 / 4, "fourths": 3 / 4, "fifth": 1 / 5, "fifths": 2 / 5, "sixth": 1 / 6,
    "tenth": 1 / 10, "mitad": 1 / 2, "tercio": 1 / 3, "cuarto": 1 / 4,
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_ORDINAL_DIGITS = re.compile(r"(\d{1,9})(?:st|nd|rd|th)")
_FOLD = re.compile(r"([a-z]{3,9}|\d{1,6})-?fold")
_LONGEST = 60
"""A number that is written with more characters states nothing."""

NUMBER_WORDS = frozenset((*_UNITS, *_TENS, *_SCALES, *_SPANISH, *_GROUPS)) - {"second", "once"}
"""Words that begin a cardinal number."""
_JOINED = (
    *(f"{ten}-{unit}" for ten in _TENS for unit in _UNITS if 0 < _UNITS[unit] < 10),
    *(f"{unit}-{part}{end}" for unit in _UNITS for part in _PARTS for end in ("", "s")),
)
TRIGGERS = frozenset((*NUMBER_WORDS, *_ORDINALS, *_ROUNDED, *_TIMES, *_FRACTIONS, *_JOINED))
"""Words that can state a figure by themselves."""
SCALE_WORDS = frozenset(_SCALES)
FRACTION_WORDS = frozenset(_FRACTIONS)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the form in which it is written.

    ``form`` is digits, words, ordinal, times, fraction or rounded; for rounded words ``value`` is
    the least that is meant.
    """

    value: float
    form: str


@lru_cache(maxsize=8192)
def parse_number(word: str) -> Number | None:
    """The number that one written word states (lower case); ``None`` where it states none."""
    if len(word) > _LONGEST:
        return None
    if _DIGITS.fullmatch(word):
        return Number(float(word.replace(",", "")), "digits")
    ordinal = _ORDINAL_DIGITS.fullmatch(word)
    if ordinal:
        return Number(float(ordinal[1]), "ordinal")
    if word in _ORDINALS:
        return Number(float(_ORDINALS[word]), "ordinal")
    if word in _TIMES:
        return Number(float(_TIMES[word]), "times")
    fold = _FOLD.fullmatch(word)
    if fold:
        inner = parse_number(fold[1])
        return Number(inner.value, "times") if inner else None
    if word in _ROUNDED:
        return Number(float(_ROUNDED[word][0]), "rounded")
    return _parse_words(word)


def _parse_words(word: str) -> Number | None:
    if word in _GROUPS:
        return Number(float(_GROUPS[word]), "words")
    if word in _SPANISH:
        return Number(float(_SPANISH[word]), "words")
    if word in _UNITS or word in _TENS or word in _SCALES:
        return Number(float(_UNITS.get(word, _TENS.get(word, _SCALES.get(word, 0)))), "words")
    first, _, second = word.partition("-")
    if first in _TENS and second in _UNITS:
        return Number(float(_TENS[first] + _UNITS[second]), "words")
    if first in _UNITS and second:
        part = _PARTS.get(second.removesuffix("s"))
        if part:
            return Number(_UNITS[first] / part, "fraction")
    return None


def read_dotted(word: str) -> float | None:
    """A number whose thousands are parted by dots, as Spanish writes them: "1.036".

    >>> read_dotted("1.036"), read_dotted("1.5")
    (1036.0, None)
    """
    if len(word) <= _LONGEST and _GROUPED_BY_DOTS.fullmatch(word):
        return float(word.replace(".", ""))
    return None


def join_numbers(numbers: list[float]) -> float | None:
    """The number that a run of number words states: "one hundred forty", "10 billion".

    >>> join_numbers([1, 100, 40]), join_numbers([2, 3])
    (140.0, None)
    >>> join_numbers([1000, 100]), join_numbers([2, 1000, 300])
    (1100.0, 2300.0)
    """
    total = 0.0
    part = 0.0
    last = None
    for value in numbers:
        if value in (100, 1_000, 1_000_000, 1_000_000_000) and 0 < part < value:
            part *= value
            if value > 100:
                total, part = total + part, 0.0
        elif last is None or (last > value and last >= 20 and (value < 100 or last == 1_000)):
            part += value
        else:
            return None
        last = value
    return total + part


def fraction_of(word: str) -> float | None:
    """The share that a word states by itself: "half"."""
    return _FRACTIONS.get(word)


def rounded_range(word: str) -> tuple[int, int] | None:
    """The least and the most that a rounded word means: "dozens", "hundreds"."""
    return _ROUNDED.get(word)
