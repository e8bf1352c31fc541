"""What a sentence is about, and what carries over to it from the sentences before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from ofrecord.clean.states import STATE_NAMES, TERRITORIES
from ofrecord.story.bodies import Body, find_bodies, find_known
from ofrecord.story.claims import Basis, Measure, Reading, Scope
from ofrecord.story.lexicon import Lexicon, is_territory
from ofrecord.story.speech import ALL_OF_THEM, POINTS_BACK, ROLES, WAITING
from ofrecord.story.times import Span, find_times
from ofrecord.story.tokens import Token, Words

_REACHED = frozenset({"reached", "reaches", "reach", "came", "hit"})
_BEFORE_ADJECTIVE = frozenset(
    ["of", "the", "all", "number", "active", "total", "these", "those", "such", "no", "any", "by"]
)
NEAR = 2
"""For so many sentences a state that was named is still spoken of."""
FRESH = 3
"""For so many sentences a count can be gone on with: "it now has 15", "of them"."""


@dataclass(slots=True)
class Count:
    """What a number counts, as far as it is known; of this a reading is made.

    ``measure`` is empty where the number counts something that is not in the record.
    """

    measure: Measure | None
    states: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    pending: bool = False
    with_pending: bool = False
    territories: str = ""
    since: str = ""
    until: str = ""
    others: tuple[str, ...] = ()
    days: tuple[str, str] | None = None
    basis: Basis = Basis.UNDATED
    sentence: int = 0

    def scope(self) -> Scope:
        """The scope that it counts in."""
        return Scope(
            states=self.states,
            models=self.models,
            words=self.words,
            types=self.types,
            pending=self.pending,
            with_pending=self.with_pending,
            signed_since=self.since,
            signed_until=self.until,
            territories=self.territories,
        )


@dataclass(slots=True)
class Story:
    """What carries over between the sentences of a story."""

    published: date | None
    register: str
    lexicon: Lexicon
    weak: bool = False
    """Whether it is about the register only by the look of it: then each sentence must look so."""
    claim: bool = False
    """Whether the text is a sentence or two, and no story."""
    states: tuple[str, ...] = ()
    """The state that the story is about, as last named: what "the state" means."""
    text: str = ""
    own: tuple[str, ...] | None = None
    named_at: int = -99
    """The sentence in which ``states`` was last named."""
    focus: tuple[str, ...] = ()
    """The states of the count before: what a number without a place goes on about."""
    bodies: tuple[str, ...] = ()
    known: dict[str, str] = field(default_factory=dict)
    """The agencies named so far, by their first word: what "Camden" alone means later on."""
    last: Count | None = None
    counted: dict[float, Count] = field(default_factory=dict)
    """The counts so far by their numbers: what "of the 10" points back to."""
    noun: str = ""
    """What was last spoken of, of what the register counts: agreements or agencies."""
    models: tuple[str, ...] = ()
    """The model named in the heading or the sentence before."""
    stated: tuple[str, str] | None = None
    """The day that the story has said its numbers are of."""
    number: int = 0
    """How many sentences have been read."""
    nothing: dict[tuple[str, tuple[str, str] | None], Reading] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The story's own day, or nothing."""
        return self.published.isoformat() if self.published else ""

    @property
    def home(self) -> tuple[str, ...]:
        """The one state that the story speaks of more than of all others."""
        if self.own is None:
            self.own = main_state(self.text)
        return self.own

    @property
    def place(self) -> tuple[str, ...]:
        """The state that is meant where none is named: one named just before, else the story's own."""
        return self.states if self.number - self.named_at <= NEAR else self.home

    def speak_of(self, states: tuple[str, ...]) -> None:
        """Notes the state that a sentence has named."""
        self.states, self.named_at = states, self.number

    @property
    def fresh(self) -> Count | None:
        """The count that can still be gone on with."""
        if self.last is None or self.number - self.last.sentence > FRESH:
            return None
        return self.last


class Sentence:
    """One sentence, taken apart; what costs time is worked out when it is first asked for."""

    def __init__(self, text: str, words: Words, start: int, story: Story) -> None:
        self.text = text
        self.words = words
        self.start = start
        self.story = story
        self.present = frozenset(words.words)
        self.about = False
        self.cue = False
        self.facts = False
        """Whether it can state a fact without a number."""
        self.last: Count | None = None
        """The count of the number before in this sentence."""
        self.last_end = 0
        self._times: list[Span] | None = None
        self._bodies: list[Body] | None = None
        self._national: bool | None = None
        self._by_publisher: bool | None = None
        self._local: bool | None = None
        self._waiting: bool | None = None
        self.lexicon = story.lexicon
        for token in words.tokens:
            if token.sort == "state":
                if token.value == "WA?":
                    self._settle_washington(token)
                elif is_territory(token.value) and self._beside_states(token):
                    token.sort = "territory"

    # What it is made of -------------------------------------------------------------------------

    @property
    def tokens(self) -> list[Token]:
        """The words and phrases that stand for something."""
        return self.words.tokens

    @property
    def times(self) -> list[Span]:
        """The times that it names; the numbers in them state nothing else."""
        found = self._times
        if found is None:
            found = self._times = self._find_times()
        return found

    def _find_times(self) -> list[Span]:
        found = find_times(self.words, self.present, self.story.published, self.lexicon.offices)
        for span in found:
            for token in self.tokens:
                if token.start < span.end and span.start < token.end and token.sort != "noun":
                    token.used = True
        return found

    @property
    def bodies(self) -> list[Body]:
        """The agencies that it names, those named before by their first word included."""
        found = self._bodies
        if found is None:
            found = self._bodies = self._find_bodies()
        return found

    def _find_bodies(self) -> list[Body]:
        bodies = find_bodies(self.words, self.lexicon.initials)
        for body in bodies:
            for token in self.tokens:
                if token.sort == "state" and body.start <= token.start and token.end <= body.end:
                    token.sort = "state" if _names_state(body, token) else "name"
        known = self.story.known
        for body in bodies:
            first = body.phrase.lower().split(" ", 1)[0]
            if body.sort != "town" and first not in self.lexicon.entries and first not in known:
                known[first] = body.phrase
        if known:
            bodies += list(find_known(self.words, known, bodies))
            bodies.sort(key=lambda body: body.start)
        return bodies

    # What it speaks of --------------------------------------------------------------------------

    @property
    def national(self) -> bool:
        """Whether it speaks of the whole country."""
        found = self._national
        if found is None:
            found = self._national = self._find_national()
        return found

    def _find_national(self) -> bool:
        if not ALL_OF_THEM.isdisjoint(self.present):
            return True
        low = self.words.low
        if "united states" in low or "u.s." in self.present or "all told" in low:
            return (
                any(
                    f"{where}u.s." in low or f"{where}united states" in low
                    for where in ("in the ", "across the ")
                )
                or "all told" in low
            )
        return self.by_publisher or any(
            t.sort == "noun" and t.value == "states" and self._counted(t) for t in self.tokens
        )

    @property
    def by_publisher(self) -> bool:
        """Whether it is the publisher of the lists who has, signs or counts."""
        found = self._by_publisher
        if found is None:
            found = self._by_publisher = self._find_by_publisher()
        return found

    def _find_by_publisher(self) -> bool:
        low = self.words.low
        return any(low.startswith(name) or f", {name} " in low for name in self.lexicon.publisher)

    def _counted(self, noun: Token) -> bool:
        return any(t.number and 0 < noun.first - t.last <= 3 for t in self.tokens)

    @property
    def local(self) -> bool:
        """Whether it points back to a state or to agreements named before."""
        found = self._local
        if found is None:
            found = self._local = self._find_local()
        return found

    def _find_local(self) -> bool:
        return not POINTS_BACK.isdisjoint(self.present)

    @property
    def waiting(self) -> bool:
        """Whether it tells of applications."""
        found = self._waiting
        if found is None:
            found = self._waiting = self._find_waiting()
        return found

    def _find_waiting(self) -> bool:
        return not WAITING.isdisjoint(self.present)

    def has_noun(self, *values: str) -> bool:
        """Whether it names something that the register counts."""
        return any(t.sort == "noun" and t.value in values for t in self.tokens)

    def states(self) -> list[Token]:
        """The states that it names."""
        return [token for token in self.tokens if token.sort == "state"]

    def codes(self) -> tuple[str, ...]:
        """The codes of the states that it names."""
        return codes_of(self.states())

    def models(self) -> tuple[str, ...]:
        """The models that it names."""
        return tuple(dict.fromkeys(t.value for t in self.tokens if t.sort == "model"))

    def role(self, at: int) -> str:
        """What the word at a place does: sign, hold, have, count, unreal, other, or nothing."""
        if at in self.words.at and self.words.at[at].sort not in {"noun", "filler"}:
            return ""
        word = self.words.words[at]
        role = ROLES.get(word, "")
        if role == "count" and word in _REACHED and self._has_agreement_after(at):
            return "sign"
        if word == "signed" and self._is_adjective(at):
            return ""
        return role

    def _has_agreement_after(self, at: int) -> bool:
        """Whether agreements are what is reached or struck."""
        near = (self.words.at.get(place) for place in range(at + 1, at + 6))
        return any(t is not None and t.sort == "noun" and t.value == "agreements" for t in near)

    def _is_adjective(self, at: int) -> bool:
        """Whether "signed" only says what sort of agreements: "536 signed agreements"."""
        if not at or not self._has_agreement_after(at):
            return False
        before = self.words.at.get(at - 1)
        return self.words.words[at - 1] in _BEFORE_ADJECTIVE or (
            before is not None and before.number is not None
        )

    def place(self, char: int) -> int:
        """The place of the first word that begins at a character or after it."""
        return bisect_left(self.words.starts, char)

    # Days ---------------------------------------------------------------------------------------

    def own_day(self) -> tuple[tuple[str, str] | None, Basis]:
        """The story's day, together with the day that it has said its numbers are of."""
        day = self.story.day
        if not day:
            return (self.story.stated, Basis.STATED) if self.story.stated else (None, Basis.UNDATED)
        stated = self.story.stated
        if stated and stated[1] <= day:
            return (stated[0], day), Basis.STATED
        return (day, day), Basis.PUBLISHED

    def nothing(self, reason: str) -> tuple[Reading, ...]:
        """The reading of a number that no list settles."""
        day = self.story.day
        days = (day, day) if day else None
        key = reason, days
        found = self.story.nothing.get(key)
        if found is None:
            found = self.story.nothing[key] = Reading(
                register=self.story.register,
                measure=Measure.NONE,
                days=days,
                basis=Basis.PUBLISHED if days else Basis.UNDATED,
                reason=reason,
            )
        return (found,)

    def _beside_states(self, token: Token) -> bool:
        """Whether a territory is named beside a number of states: "39 states plus Guam"."""
        return any(
            t.sort == "noun" and t.value == "states" and abs(t.first - token.first) <= 6
            for t in self.tokens
        )

    def _settle_washington(self, token: Token) -> None:
        """Washington is the state where it says so or stands among states; else a city or a county."""
        tokens, words = self.tokens, self.words.words
        at = tokens.index(token)
        near = tokens[max(0, at - 1) : at] + tokens[at + 1 : at + 2]
        listed = any(t.sort == "state" and abs(t.first - token.first) <= 3 for t in near)
        token.value = "WA"
        if not listed or words[token.last + 1 : token.last + 2] in (["county"], ["county's"]):
            token.sort = "name"


_NAMES = tuple(
    (code, name) for code, name in STATE_NAMES.items() if code not in {"DC", "WA", *TERRITORIES}
)
_INNER = (
    ("VA", "West Virginia"),
    ("KS", "Arkansas"),
    ("NY", "New York City"),
    ("NY", "New York Times"),
)
"""Other names that hold a state's."""


def main_state(text: str) -> tuple[str, ...]:
    """The state that a text names at least twice as often as any other; none where there is none.

    >>> main_state("Ohio has 12, more than Iowa. In Ohio, ..."), main_state("Ohio and Iowa")
    (('OH',), ())
    """
    counts = {code: text.count(name) for code, name in _NAMES if name in text}
    for code, inner in _INNER:
        if code in counts:
            counts[code] -= text.count(inner)
    ranked = sorted((number, code) for code, number in counts.items() if number > 0)
    if not ranked:
        return ()
    number, code = ranked[-1]
    return (code,) if len(ranked) == 1 or number >= 2 * ranked[-2][0] else ()


def codes_of(tokens: list[Token]) -> tuple[str, ...]:
    """The codes of some states' tokens, each once."""
    return tuple(dict.fromkeys(code for token in tokens for code in token.value.split(",")))


def _names_state(body: Body, token: Token) -> bool:
    """Whether a state's name in an agency's is that state: the Utah Highway Patrol, not Utah County."""
    if body.sort != "agency" or body.start != token.start:
        return False
    rest = body.phrase[token.end - token.start :].lstrip()
    return not rest.startswith(("County", "Police Dep", "Township", "Parish", "Sheriff"))
