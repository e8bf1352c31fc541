"""What a story states, as values: figures, readings, verdicts, explanations."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from ofrecord.model import Edition


class Measure(StrEnum):
    """What a figure is a number, or a fact, of."""

    AGREEMENTS = "agreements"
    AGENCIES = "agencies"
    STATES = "states"
    STATES_WITHOUT = "states_without"
    COUNTIES = "counties"
    RANK = "rank"
    EQUAL = "equal"
    SHARE = "share"
    GROWTH_RATIO = "growth_ratio"
    GROWTH_PERCENT = "growth_percent"
    SIGNED_DATE = "signed_date"
    MEMBERSHIP = "membership"
    STATUS = "status"
    MODELS = "models"
    SET = "set"
    FIRST = "first"
    LATEST = "latest"
    ONLY = "only"
    ORDINAL = "ordinal"
    REACH = "reach"
    VALUE = "value"
    TOTAL = "total"
    RUNNING_TOTAL = "running_total"
    MAXIMUM = "maximum"
    CHANGE = "change"
    AVERAGE = "average"
    NONE = "none"


class Comparator(StrEnum):
    """How a figure stands to the number that it states."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    RANGE = "range"


class Basis(StrEnum):
    """Where the day of a reading comes from."""

    STATED = "stated"
    PUBLISHED = "published"
    MONTH = "month"
    EVENT = "event"
    UNDATED = "undated"


class Verdict(StrEnum):
    """What the record says of a reading."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    AMBIGUOUS = "ambiguous"
    NOT_CHECKABLE = "not_checkable"


class Cause(StrEnum):
    """The kinds of explanation."""

    HEADER_ROW = "header_row"
    AGENCIES_NOT_AGREEMENTS = "agencies_not_agreements"
    AGREEMENTS_NOT_AGENCIES = "agreements_not_agencies"
    INCLUDES_PENDING = "includes_pending"
    COUNTS_TERRITORIES = "counts_territories"
    OTHER_DAY = "other_day"
    OTHER_RANKING = "other_ranking"
    ROUNDED = "rounded"
    PRINTED_ROWS = "printed_rows"
    SIGNED_NOT_LISTED = "signed_not_listed"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which entries a reading is about. Several values of one kind mean any of them.

    ``agencies`` are phrases as the story names agencies ("Broome County Sheriff's Office",
    "Oneida County", "sheriffs"); ``words`` are words that an agency's name must hold for it to
    count at all ("sheriff", "police", "university"); ``*agencies`` among them counts agencies where
    agreements are counted otherwise (growth, share, reach). ``pending`` asks the list of applicants.
    Days are ISO and both ends count; they bound the signing day.
    """

    states: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    pending: bool = False
    with_pending: bool = False
    signed_since: str = ""
    signed_until: str = ""
    since_by: str = ""
    """The last day on which the time may begin that ``signed_since`` opens: "since May"."""
    somewhere: bool = False
    """Whether one state is meant that the text does not name: "statewide"."""
    territories: str = ""
    """``excluded``, ``Guam`` and the like: how the story itself counts territories."""
    series: str = ""
    """Of a series register, the measure that is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a figure is taken to say.

    ``value`` is the number stated (a range has ``high`` as well), or the text of a fact: an ISO
    day, month or interval for a signing date, "yes" or "no" for membership. ``days`` are the first and last day on
    which the figure may have been meant: one day twice where it is known; an empty first day reaches
    back without end ("had never"). ``base`` is the day that growth is counted from; ``whole`` the
    scope that a share is of.
    """

    register: str
    measure: Measure
    scope: Scope = Scope()
    days: tuple[str, str] | None = None
    basis: Basis = Basis.UNDATED
    comparator: Comparator = Comparator.EXACT
    value: float | str = 0
    high: float | None = None
    base: str = ""
    whole: Scope | None = None
    others: tuple[str, ...] = ()
    """Further states or agencies that the fact names ("the same number as Indiana and Wyoming").

    Of a count they are the agencies that it leaves out ("another six beside Carroll County").
    """
    reason: str = ""
    """For a figure that no register settles: why."""
    begins: str = ""
    """The last day on which the time of a total may begin: "since May"."""
    ends: str = ""
    """The first day on which the time of a total may end: "to July"."""


class FoundFigure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A figure in a story's text, and the fair readings of it: the first is the likeliest.

    ``fallbacks`` are readings in which what the sentence does not say itself, and is carried over
    from others, is taken otherwise: they can keep a figure from being false, but not from holding.
    """

    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int
    readings: tuple[Reading, ...]
    fallbacks: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The simplest thing that would make a figure hold. It explains; it does not excuse."""

    kind: Cause
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the record says of one reading. ``found`` is the number or fact that it holds."""

    verdict: Verdict
    found: float | str | None
    edition: Edition | None = None
    explanations: tuple[Explanation, ...] = ()
    evidence: tuple[str, ...] = ()
    says: str = ""
    later_edition: bool = False
    """Whether no edition of the story's own time is held, so that a later one was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of a page. ``text`` is what figures' offsets count in."""

    text: str
    title: str = ""
    published: str = ""
    published_from: str = ""
    """Where the day was found, or empty: ``given``; ``json-ld``, ``meta``, ``time``, ``url`` or
    ``page`` in a page's markup; ``header``, ``dateline`` or ``text`` in its text."""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a story with its reading, its verdict and what can be said of it."""

    id: str
    story: int
    text: str
    start: int
    end: int
    sentence: str
    register: str
    reading: Reading
    verdict: Verdict
    found: float | str | None
    edition: Edition | None
    explanations: tuple[Explanation, ...]
    evidence: tuple[str, ...]
    says: str
    other_readings: tuple[Reading, ...] = ()
    later_edition: bool = False
    """Whether it rests on an edition that was published after the story, as the nearest held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that checking found, story by story."""

    stories: tuple[Story, ...]
    figures: tuple[Figure, ...]
    summary: dict[str, int] = field(default_factory=dict)
