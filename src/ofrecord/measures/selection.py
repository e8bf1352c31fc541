"""Which runs of a list a question is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Listed(Protocol):
    """What a run must tell for it to be selected."""

    @property
    def agency(self) -> int:
        """The agency's number."""
        ...

    @property
    def state(self) -> str:
        """The state's code."""
        ...

    @property
    def county(self) -> str:
        """The county's FIPS code."""
        ...

    @property
    def model(self) -> str:
        """The model."""
        ...

    @property
    def type(self) -> str:
        """The agency's type."""
        ...

    @property
    def signed(self) -> str:
        """The signing day."""
        ...

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the agency's name."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to look at: empty means everything, several values mean any of them.

    ``agencies`` are agencies' numbers; ``None`` is any, an empty set is none. ``without`` leaves
    agencies out. ``words`` are beginnings of words that an agency's name must hold, one of them.
    ``known`` asks for the values as they are known from corrections, not as printed.
    """

    states: frozenset[str] = frozenset()
    counties: frozenset[str] = frozenset()
    agencies: frozenset[int] | None = None
    without: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()
    models: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    signed_since: str = ""
    signed_until: str = ""
    known: bool = False

    @property
    def whole(self) -> bool:
        """Whether it leaves nothing out."""
        return self in (Selection(), Selection(known=True))

    @property
    def of_states(self) -> bool:
        """Whether it narrows by states alone, if at all."""
        return self.agencies is None and not (
            self.counties
            or self.without
            or self.words
            or self.models
            or self.types
            or self.signed_since
            or self.signed_until
        )

    def fits(self, run: Listed) -> bool:
        """Whether a run is one of those selected."""
        return (
            (not self.states or run.state in self.states)
            and (not self.models or run.model in self.models)
            and (not self.types or run.type in self.types)
            and (not self.counties or run.county in self.counties)
            and (self.agencies is None or run.agency in self.agencies)
            and run.agency not in self.without
            and (not self.signed_since or run.signed >= self.signed_since)
            and (not self.signed_until or "" < run.signed <= self.signed_until)
            and (not self.words or holds_word(run.words, self.words))
        )


def holds_word(words: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    """Whether one of some words begins with one of the beginnings.

    >>> holds_word(("bay", "county", "sheriff"), ("police", "sheriff"))
    True
    """
    return any(word.startswith(beginnings) for word in words)
