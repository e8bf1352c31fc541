"""What carries over between the sentences of a story: a count, a state, a day, the agencies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ofrecord.story.claims import Basis, Measure, Reading, Scope
from ofrecord.story.home import main_state
from ofrecord.story.lexicon import Lexicon

NEAR = 2
"""For so many sentences a state that was named is still spoken of."""
FRESH = 3
"""For so many sentences a count can be gone on with: "it now has 15", "of them"."""
LONG = 12
"""For so many sentences states can be held against one another by a count."""
_LONG_AGO = -99


@dataclass(slots=True)
class Count:
    """What a number counts, as far as it is known; of this a reading is made.

    ``measure`` is empty where the number counts something that is not in the record.
    """

    measure: Measure | None
    states: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    pending: bool = False
    with_pending: bool = False
    territories: str = ""
    since: str = ""
    until: str = ""
    since_by: str = ""
    somewhere: bool = False
    agencies: tuple[str, ...] = ()
    """Whose agreements are counted, where one agency's are."""
    others: tuple[str, ...] = ()
    days: tuple[str, str] | None = None
    basis: Basis = Basis.UNDATED
    sentence: int = 0
    part: bool = False
    """Whether it is a part of what was counted before: of that the story may go on to speak."""
    unsettled: bool = False
    """Whether it is not known which they are: then neither is which some of them are."""

    def scope(self) -> Scope:
        """The scope that it counts in."""
        return Scope(
            states=self.states,
            counties=self.counties,
            agencies=self.agencies,
            models=self.models,
            words=self.words,
            types=self.types,
            pending=self.pending,
            with_pending=self.with_pending,
            signed_since=self.since,
            signed_until=self.until,
            since_by=self.since_by,
            somewhere=self.somewhere,
            territories=self.territories,
        )


@dataclass(slots=True)
class Story:
    """What carries over between the sentences of a story."""

    published: date | None
    register: str
    lexicon: Lexicon
    day: str = field(init=False)
    """The story's own day, or nothing."""
    text: str = ""
    filed_from: tuple[str, ...] = ()
    """The state of its dateline: "ALBANY, N.Y. — …"."""
    weak: bool = False
    """Whether it is about the register only by the look of it: then each sentence must look so."""
    claim: bool = False
    """Whether the text is a sentence or two, and no story."""
    states: tuple[str, ...] = ()
    """The state that was named last: what "the state" means."""
    named_at: int = _LONG_AGO
    """The sentence in which ``states`` was last named."""
    focus: tuple[str, ...] = ()
    """The states of the count or share before: what a number without a place goes on about."""
    focus_at: int = _LONG_AGO
    """The sentence that ``focus`` is of."""
    states_at: int = _LONG_AGO
    """The sentence that has counted states."""
    focus_all: bool = False
    """Whether it is the whole country that ``focus`` is of, and said to be."""
    bodies: tuple[str, ...] = ()
    """The agency named last: what "the department" means."""
    bodies_at: int = _LONG_AGO
    known: dict[str, str] = field(default_factory=dict)
    """The agencies named so far, by their first word: what "Camden" alone means later on."""
    last: Count | None = None
    members: Count | None = None
    """The last count of agreements or agencies."""
    asked_at: int = _LONG_AGO
    """The sentence that asked how many there are."""
    other_at: int = _LONG_AGO
    """The sentence that counted last what is not in the record."""
    counted: dict[float, Count] = field(default_factory=dict)
    """The counts so far by their numbers: what "of the 10" points back to."""
    noun: str = ""
    """What was last spoken of, of what the register counts: agreements or agencies."""
    noun_at: int = _LONG_AGO
    stated: tuple[str, str] | None = None
    """The day that the story has said its numbers are of."""
    then: tuple[str, str] | None = None
    """The earlier time that a number was said to be of."""
    then_at: int = _LONG_AGO
    """The sentence that told of it."""
    number: int = 0
    """How many sentences have been read."""
    lead: tuple[str, ...] = ()
    """The one state of which a story's first sentences count agreements or agencies."""
    lead_alone: bool = True
    """Whether no other state has been counted since: then the story is about that state."""
    unread: list[tuple[int, int]] = field(default_factory=list)
    """Where sentences stand that are too long to be read."""
    named_here: set[str] = field(default_factory=set)
    """The states that the paragraph has named."""
    compared: bool = False
    """Whether the last sentence holds a state against others: it leaves none behind."""
    general: tuple[str, ...] | None = None
    """The states of the last count of all agreements; ``None`` where there has been none."""
    nothing: dict[str, Reading] = field(default_factory=dict)
    """The readings of numbers that no list settles, by the reason."""
    _home: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        self.day = self.published.isoformat() if self.published else ""

    @property
    def home(self) -> tuple[str, ...]:
        """The one state that the story is about."""
        if self._home is None:
            self._home = self.filed_from or main_state(self.text, self.lexicon.governors)
        return self._home or (self.lead if self.lead_alone else ())

    @property
    def place(self) -> tuple[str, ...]:
        """The state that is meant where none is named: one named just before, else its own."""
        return self.states if self.number - self.named_at <= NEAR else self.home

    def speak_of(self, states: tuple[str, ...]) -> None:
        """Notes the states that a sentence has named; several at once leave none to point to."""
        self.states, self.named_at = states, self.number if states else _LONG_AGO

    def begin_paragraph(self) -> None:
        """Notes that a paragraph begins: states that were only compared are not spoken of in it."""
        if self.compared or len(self.named_here) > 1:
            self.named_at = _LONG_AGO
            self.focus = self.home if self.general is None else self.general
            self.focus_at, self.focus_all = self.number - 1, self.general == ()
            self.compared = False
        self.named_here.clear()

    def go_on_about(self, states: tuple[str, ...], *, everywhere: bool) -> None:
        """Notes of which states a count or share was, or that it was of the whole country."""
        self.focus, self.focus_at, self.focus_all = states, self.number, everywhere

    @property
    def counted_at(self) -> int:
        """The sentence that has counted last what the register counts."""
        return max(self.states_at, self.last.sentence if self.last else _LONG_AGO)

    @property
    def remembered(self) -> Count | None:
        """The count that states are compared by, however long ago it was told.

        There is none where something else has been counted since.
        """
        if self.last is None or self.other_at > self.last.sentence:
            return None
        if self.number - self.last.sentence > LONG:
            return None
        return self.members or self.last

    @property
    def fresh(self) -> Count | None:
        """The count that can still be gone on with."""
        if self.last is None or self.number - self.last.sentence > FRESH:
            return None
        return self.last
