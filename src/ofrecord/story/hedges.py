"""What each hedge means: which numbers bear out "about 75", "nearly 1,100", "more than 250".

``docs/method-stories.md`` gives the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, isclose, isinf

from ofrecord.story.claims import Comparator, Measure, Reading

ABOUT_SHARE = 0.05
"""``about`` allows this share of the figure on either side, and at least 1."""
NEARLY_FROM = 0.9
"""``nearly`` reaches from this share of the figure up to it."""
POINTS = 5.0
"""How many percentage points a share told in words (half, a third, one in five) may be off."""

_PARTS = frozenset({Measure.SHARE, Measure.GROWTH_PERCENT, Measure.GROWTH_RATIO})


@dataclass(frozen=True, slots=True)
class Allowed:
    """The numbers that bear a figure out: from ``low`` to ``high``, both left out if ``strict``."""

    low: float
    high: float
    strict: bool = False

    def holds(self, number: float) -> bool:
        """Whether a number that the record holds is one of them."""
        if number == inf:
            return self.high == inf and self.low > 0
        if self.strict:
            return self.low < number < self.high
        return self.low <= number <= self.high

    def among(self, numbers: Sequence[int]) -> list[int]:
        """The places of those of some numbers that are among them.

        >>> Allowed(2, 3).among([1, 2, 3, 4])
        [1, 2]
        """
        low, high = self.low, self.high
        if low == high and not (low.is_integer() and int(low) in numbers):
            return []  # most figures, on most lists
        if self.strict:
            return [place for place, number in enumerate(numbers) if low < number < high]
        return [place for place, number in enumerate(numbers) if low <= number <= high]

    def between(self, one: float, other: float) -> bool:
        """Whether a whole number from one to another (both included) is one of them."""
        if self.low == self.high and not self.strict:
            exact = self.low
            return exact.is_integer() and (one <= exact <= other or other <= exact <= one)
        low, high = max(self.low, min(one, other)), min(self.high, max(one, other))
        if isinf(low) or isinf(high) or low > high:
            return False
        if self.strict:
            return any(self.holds(n) for n in (floor(low), ceil(low), floor(high), ceil(high)))
        return floor(high) >= ceil(low)


def allowed(reading: Reading) -> Allowed:
    """The numbers that a reading allows.

    >>> nearly = allowed(Reading(register="", measure=Measure.AGREEMENTS, value=1100.0,
    ...                          comparator=Comparator.NEARLY))
    >>> nearly.holds(1064), nearly.holds(1101), nearly.holds(980)
    (True, False, False)
    """
    return Allowed(*meant(reading))


def meant(reading: Reading) -> tuple[float, float, bool]:
    """The least and the greatest number that a reading allows; whether both are left out."""
    value = as_number(reading.value)
    match reading.comparator:
        case Comparator.ABOUT:
            return _about(reading, value)
        case Comparator.NEARLY:
            low = NEARLY_FROM * value
            return (min(low, value - POINTS) if _in_words(reading) else low), value, False
        case Comparator.MORE_THAN:
            return value, inf, True
        case Comparator.AT_LEAST:
            return value, inf, False
        case Comparator.UNDER:
            return -inf, value, True
        case Comparator.AT_MOST:
            return -inf, value, False
        case Comparator.RANGE:
            return value, value if reading.high is None else reading.high, False
        case _:
            return _exactly(reading, value)


def _about(reading: Reading, value: float) -> tuple[float, float, bool]:
    if reading.measure is Measure.SHARE:
        room = POINTS
    elif reading.measure is Measure.GROWTH_RATIO:
        room = max(ABOUT_SHARE * value, 0.25)
    else:
        room = max(ABOUT_SHARE * abs(value), 1)
    return value - room, value + room, False


def _exactly(reading: Reading, value: float) -> tuple[float, float, bool]:
    """A count is equal; a share or a rise is rounded as printed; N-fold is N up to half-way on."""
    if reading.measure not in _PARTS:
        return value, value, False
    if reading.measure is Measure.SHARE and _in_words(reading):
        return value - POINTS, value + POINTS, False
    if reading.measure is Measure.GROWTH_RATIO and value.is_integer():
        return value * (1 - ABOUT_SHARE), value + 0.5 - 1e-9, False
    half = 0.5 * 10 ** -decimals(value)
    return value - half - 1e-9, value + half + 1e-9, False


def _in_words(reading: Reading) -> bool:
    """Whether a share is one that is told in words: its percent is not printed whole."""
    value = as_number(reading.value)
    if reading.measure is not Measure.SHARE:
        return False
    return decimals(value) > 2


def decimals(value: float) -> int:
    """How many decimals a number is printed with.

    >>> decimals(41.0), decimals(2.5), decimals(100 / 3) > 2
    (0, 1, True)
    """
    if isclose(value, round(value), abs_tol=1e-9):
        return 0
    return len(f"{value:.9f}".rstrip("0").partition(".")[2])


def as_number(value: float | str) -> float:
    """The number that a reading states; 0 where it states none."""
    try:
        return float(value)
    except ValueError:
        return 0.0


def hedge_words(reading: Reading) -> str:
    """The figure with its hedge, as a sentence quotes it.

    >>> hedge_words(Reading(register="", measure=Measure.AGREEMENTS, value=1097.0,
    ...                     comparator=Comparator.MORE_THAN))
    'more than 1,097'
    """
    number = number_words(reading.value)
    match reading.comparator:
        case Comparator.EXACT:
            return number
        case Comparator.RANGE:
            return f"{number} to {number_words(reading.high or 0)}"
        case Comparator.UNDER:
            return f"fewer than {number}"
        case _:
            return f"{reading.comparator.replace('_', ' ')} {number}"


def number_words(value: float | str) -> str:
    """A number as a sentence prints it.

    >>> number_words(1000.0), number_words(5.5), number_words("2025-03")
    ('1,000', '5.5', '2025-03')
    """
    if isinstance(value, str):
        return value
    if isinf(value):
        return "without limit"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")
