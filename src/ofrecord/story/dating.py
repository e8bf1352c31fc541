"""The days that a story without a day can be of, going by its own figures.

A story that says of itself no day still prints numbers that only some lists hold. Where two or more
of them agree on one stretch of lists, and no other stretch fits as many, the story's data are of
those days. The readings stay as they are; only their day is filled in, and a figure that is false
then is not saved by being true at some other time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from ofrecord.story.claims import Basis, Comparator, FoundFigure, Measure, Reading
from ofrecord.story.counting import Counting
from ofrecord.story.days import Question
from ofrecord.story.ground import AnyRegister, Ground, RegisterLike, ground_of, is_series
from ofrecord.story.settle_counts import COUNTS
from ofrecord.story.settle_facts import Whole
from ofrecord.story.settle_parts import Growth, Share

TELLING = 0.3
"""A figure that more than this share of the lists hold does not tell one day from another."""
_TOLD = frozenset({Basis.STATED, Basis.EVENT})
LEAST = 2
"""So many figures at least must agree."""


def date_figures(
    found: Sequence[FoundFigure], registers: Mapping[str, AnyRegister], published: str = ""
) -> list[FoundFigure]:
    """The figures of one story, the undated ones with the days that its figures agree on.

    A story whose day is known keeps its figures as they are.
    """
    if published:
        return list(found)
    days, since = {}, {}
    for name, register in registers.items():
        if is_series(register):
            continue  # the numbers of a series are told with their days
        readings = _of(found, name)
        days[name] = date_readings(readings, register)
        since[name] = _not_before(readings, register)

    def dated(reading: Reading) -> Reading:
        return _dated(_bounded(reading, days, since), days.get(reading.register))

    return [
        structs.replace(
            figure,
            readings=tuple(map(dated, figure.readings)),
            fallbacks=tuple(map(dated, figure.fallbacks)),
        )
        for figure in found
    ]


def _not_before(readings: Sequence[Reading], register: RegisterLike) -> tuple[str, str] | None:
    """From the last day that a story tells of to that of the last list: it is no older."""
    told = [r.days[0] for r in readings if r.days is not None and r.basis in _TOLD and r.days[0]]
    last = ground_of(register.view).members.last_seen[-1:]
    if not told or not last or max(told) > last[0]:
        return None
    return max(told), last[0]


def _bounded(
    reading: Reading,
    days: Mapping[str, tuple[str, str] | None],
    since: Mapping[str, tuple[str, str] | None],
) -> Reading:
    """An undated reading that the story's figures do not date, of no day before those it tells."""
    bounds = since.get(reading.register)
    if bounds is None or days.get(reading.register) or not _undated(reading):
        return reading
    return replace(reading, days=bounds)


def _of(found: Sequence[FoundFigure], register: str) -> list[Reading]:
    likeliest = [figure.readings[0] for figure in found if figure.readings]
    return [reading for reading in likeliest if reading.register == register]


def _dated(reading: Reading, days: tuple[str, str] | None) -> Reading:
    if days is None or not _undated(reading):
        return reading
    return replace(reading, days=days, basis=Basis.MONTH)


def _undated(reading: Reading) -> bool:
    return reading.days is None and reading.basis is Basis.UNDATED


def date_readings(readings: Sequence[Reading], register: RegisterLike) -> tuple[str, str] | None:
    """The first and last day on whose lists most undated readings hold; ``None`` if that is open.

    >>> import ofrecord
    >>> lists = ofrecord.open()["ice-287g"]
    >>> from ofrecord.story.claims import Scope
    >>> wso, jem = (
    ...     Reading(register="ice-287g", measure=Measure.AGREEMENTS, scope=Scope(models=(model,)),
    ...             value=value)
    ...     for model, value in (("WSO", 381.0), ("JEM", 132.0)))
    >>> date_readings([wso, jem], lists), date_readings([wso], lists)
    (('2025-10-07', '2025-10-09'), None)
    """
    ground = ground_of(register.view)
    listing = ground.members
    tally = [0] * listing.size
    for reading in dict.fromkeys(filter(_undated, readings)):
        question = _question(ground, reading)
        if question is None or question.listing is not listing:
            continue
        true = [edition for edition in range(listing.size) if question.holds(edition)]
        if 0 < len(true) <= TELLING * listing.size:
            for edition in true:
                tally[edition] += 1
    most = max(tally, default=0)
    best = [edition for edition, agreed in enumerate(tally) if agreed == most]
    if most < LEAST or best[-1] - best[0] != len(best) - 1:
        return None
    return listing.days[best[0]], listing.last_seen[best[-1]]


def _question(ground: Ground, reading: Reading) -> Question | None:
    """What to ask the lists of a reading, where its number can tell their day."""
    if reading.comparator is not Comparator.EXACT or reading.value in {0, "no"}:
        return None
    match reading.measure:
        case measure if measure in COUNTS:
            return Counting(ground, reading)
        case Measure.SHARE:
            return Share(ground, reading)
        case Measure.GROWTH_RATIO | Measure.GROWTH_PERCENT:
            growth = Growth(ground, reading)
            return growth if growth.bases else None
        case Measure.SET:
            return Whole(ground, reading)
        case _:
            return None
