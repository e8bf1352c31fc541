"""One sentence of a story, taken apart: what it names, what it speaks of, what its words do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from ofrecord.story.bodies import Body, find_bodies, find_known
from ofrecord.story.carried import Count, Story
from ofrecord.story.claims import Basis, Measure, Reading
from ofrecord.story.counties_bare import find_bare_counties
from ofrecord.story.lexicon import is_territory
from ofrecord.story.speech import (
    ALL_OF_THEM,
    IN_STATE,
    LAWS,
    PAPERS,
    POINTS_BACK,
    ROLES,
    WAITING,
    word_set,
)
from ofrecord.story.state_terms import OPEN
from ofrecord.story.times import Span, find_times
from ofrecord.story.tokens import Token, Words

__all__ = ["Count", "Sentence", "Story", "codes_of"]

_TAKING = frozenset({"take", "takes", "taking", "took", "taken", "toman", "tomaron"})
_TERM = frozenset({"office", "cargo"})
_HOLDING = _TAKING | {"in", "public", "leaves", "leaving", "left"}
_REACHED = frozenset({"reached", "reaches", "reach", "came", "hit"})
_COME = frozenset({"came", "come", "comes", "coming"})
_ABOARD = (["aboard"], ["on"])
_PENS = (["pen"], ["their"], ["its"], ["his"], ["her"])
_BEFORE_ADJECTIVE = word_set("of the all number active total these those such no any")
_COUNTRY = ("in the u.s.", "across the u.s.", "in the united states", "across the united states")
_THERE_IS = re.compile(r"\bthere (?:are|were|is|was|have|had|has|now|currently|remain)\b")
_GENERAL = re.compile(r"(?:[^,]{1,40}, )?(?:the )?(?:total |overall )?number of (?:\w+ ){0,2}")
"""What stands before the programme's name where the whole of it is a sentence's subject."""
_OF_AGENCIES = re.compile(
    r"(?:[^,]{1,40}, )?(?:the )?(?:total |overall )?number of "
    r"(?:(?:local|state|police|law|enforcement|and|or) ){0,5}(?:agencies|departments) "
    r"(?:working|signed|enrolled|partnering|cooperating|participating)\b"
)
"""Its agencies as a sentence's subject, told by what they do."""
_RANKED = re.compile(
    r"\b(?:[a-z]+-)?(?:most|largest|highest|biggest|first|second|third|[a-z]+th|place)\b[^,;]{0,24}"
    r"\b(?:in|of) the (?:nation|country)\b"
)
_TELLS = re.compile(r"(?:'s)? (?:figures|data|records|lists?|numbers|said|says|website|show)\b")
_LANDS = frozenset({"nation", "country"})
_ARTICLES = (["the"], ["a"], ["its"], ["their"], ["his"])
_SILENT = frozenset({"noun", "filler"})
"""Sorts of tokens whose words may be verbs as well."""


class Sentence:
    """One sentence, taken apart; what costs time is worked out when it is first asked for."""

    __slots__ = (
        "_bodies", "_by_publisher", "_national", "_times", "about", "carried", "cue", "exist", "facts", "last",
        "last_end", "lexicon", "present", "share", "start", "story", "subject", "text", "tokens",
        "when", "words",
    )  # fmt: skip

    def __init__(self, text: str, words: Words, start: int, story: Story) -> None:
        self.text = text
        self.words = words
        self.start = start
        self.story = story
        self.lexicon = story.lexicon
        self.tokens: list[Token] = words.tokens
        self.present = frozenset(words.words)
        self.about = False
        """Whether it can be about the lists."""
        self.cue = False
        """Whether it names the register's matter outright."""
        self.facts = False
        """Whether it can state a fact without a number."""
        self.last: Count | None = None
        """The count of the number before in this sentence."""
        self.subject: Count | None = None
        """The count of agreements or agencies of which the sentence tells, where it has told one."""
        self.exist = False
        """Whether it has told how many there are in all."""
        self.last_end = 0
        self.carried: set[int] = set()
        """Where the numbers begin whose states are those of sentences before."""
        self.share: Reading | None = None
        """The share that it has told last."""
        self.when = ""
        """Whether the number before is one of an earlier time, or one that it is held against."""
        self._times: list[Span] | None = None
        self._bodies: list[Body] | None = None
        self._national: bool | None = None
        self._by_publisher: bool | None = None
        for token in words.tokens:
            if token.sort == "state":
                self._settle_state(token)
            elif token.sort == "noun" and words.words[token.first] in _TERM:
                self._settle_term(token)

    def _settle_term(self, token: Token) -> None:
        """Tells whether an office is one that a person holds, and no agency: "took office"."""
        before = self.words.words[max(0, token.first - 1) : token.first]
        if token.first == token.last and not _HOLDING.isdisjoint(before):
            token.sort = "name"

    def _settle_state(self, token: Token) -> None:
        """Tells whether a state's name is meant as such: it is not in "Utah County"."""
        following = self.words.words[token.last + 1 : token.last + 2]
        if following in (["county"], ["county's"]) or self._is_paper(token, following):
            token.sort = "name"
        elif token.value == OPEN:
            listed = any(
                t.sort == "state" and t is not token and abs(t.first - token.first) <= 3
                for t in self.tokens
            )
            token.value = "WA"
            token.sort = "state" if listed else "name"
        elif is_territory(token.value) and any(
            t.value == "states" and abs(t.first - token.first) <= 6 for t in self.tokens
        ):
            token.sort = "territory"

    def _is_paper(self, token: Token, following: list[str]) -> bool:
        """Whether a state's name is in that of a newspaper: "the Florida Daily News"."""
        if token.owner or PAPERS.isdisjoint(following):
            return False
        return self.words.plain[self.words.starts[token.last + 1]].isupper()

    # What it names ------------------------------------------------------------------------------

    @property
    def times(self) -> list[Span]:
        """The times that it names; the numbers in them state nothing else."""
        if self._times is None:
            self._times = self._find_times()
        return self._times

    def settle_times(self) -> None:
        """Finds the times, so that the numbers in them are known as theirs."""
        if self._times is None:
            self._times = self._find_times()

    def _find_times(self) -> list[Span]:
        found = find_times(self.words, self.present, self.story.published, self.lexicon.offices)
        found = [span for span in found if not self._describes(span)]
        for span in found:
            for token in self.tokens:
                if token.start < span.end and span.start < token.end and token.sort != "noun":
                    token.used = True
        return found

    def _describes(self, span: Span) -> bool:
        """Whether a day only says which law or meeting is meant: "the Jan. 1 Texas law"."""
        first = self.place(span.start)
        if span.kind != "day" or self.words.words[max(0, first - 1) : first] not in _ARTICLES:
            return False
        last = self.place(span.end)
        if LAWS.isdisjoint(self.words.words[last : last + 3]):
            return False
        for token in self.tokens:
            if token.start < span.end and span.start < token.end:
                token.used = True
        return True

    @property
    def bodies(self) -> list[Body]:
        """The agencies that it names, those named before by their first word included."""
        if self._bodies is None:
            self._bodies = self._find_bodies()
        return self._bodies

    def settle_bodies(self) -> None:
        """Finds the agencies, so that the states in their names are known as theirs."""
        if self._bodies is None:
            self._bodies = self._find_bodies()

    def _find_bodies(self) -> list[Body]:
        bodies = [
            body
            for body in find_bodies(self.words, self.lexicon.initials)
            if not self._is_counted_kind(body)
        ]
        if not bodies and self.about:
            bodies = find_bare_counties(self.words, lambda: self.story.home)
        known = self.story.known
        for body in bodies:
            for token in self.tokens:
                if token.sort == "state" and body.start <= token.start and token.end <= body.end:
                    token.sort = "state" if _names_state(body, token) else "name"
            first = body.phrase.lower().split(" ", 1)[0]
            if body.sort != "town" and first not in self.lexicon.entries:
                known.setdefault(first, body.phrase)
        if known:
            bodies += list(find_known(self.words, known, bodies))
            bodies.sort(key=lambda body: body.start)
        return bodies

    def _is_counted_kind(self, body: Body) -> bool:
        """Whether a number of a state's agencies looks like a name: "Eleven Iowa police departments"."""
        first = self.words.at.get(self.place(body.start))
        if first is None or first.form != "words" or first.start != body.start:
            return False
        following = self.words.at.get(first.last + 1)
        return following is not None and following.sort == "state"

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

    # What it speaks of --------------------------------------------------------------------------

    @property
    def national(self) -> bool:
        """Whether it speaks of the whole country."""
        if self._national is None:
            self._national = self._is_national()
        return self._national

    def _is_national(self) -> bool:
        low = self.words.low
        if not _LANDS.isdisjoint(self.present) and _RANKED.search(low):
            return self.by_publisher or "nationwide" in self.present
        if not ALL_OF_THEM.isdisjoint(self.present) or "all told" in low:
            named = ALL_OF_THEM & self.present == {"national"} and "national guard" in low
            return not named or self.by_publisher
        if any(phrase in low for phrase in _COUNTRY):
            return True
        return self.by_publisher or any(
            t.sort == "noun" and t.value == "states" and self._is_counted(t) for t in self.tokens
        )

    def _is_counted(self, noun: Token) -> bool:
        return any(t.form and 0 < noun.first - t.last <= 3 for t in self.tokens)

    @property
    def by_publisher(self) -> bool:
        """Whether it is the publisher of the lists who has, signs or counts."""
        if self._by_publisher is None:
            low = self.words.low
            self._by_publisher = any(
                low.startswith(name) or self._is_doing(low.find(f", {name}"), name)
                for name in self.lexicon.publisher
            )
        return self._by_publisher

    def _is_doing(self, at: int, name: str) -> bool:
        """Whether the publisher, named behind a comma, does more than tell: "…, its figures show"."""
        return at >= 0 and not _TELLS.match(self.words.low, at + 1 + len(name))

    @property
    def local(self) -> bool:
        """Whether it points back to a state or to agreements named before."""
        if POINTS_BACK.isdisjoint(self.present):
            return False
        return POINTS_BACK & self.present != {"there"} or not _THERE_IS.search(self.words.low)

    @property
    def general(self) -> bool:
        """Whether its subject is the whole programme: "the number of agreements under …"."""
        name, low = self.lexicon.name, self.words.low
        places = (low.find(told) for told in (name, name.replace("(", "").replace(")", "")))
        if _OF_AGENCIES.match(low) and POINTS_BACK & self.present <= {"state"}:
            return True
        return not self.local and any(
            at > 0 and _GENERAL.fullmatch(low[:at]) is not None for at in places
        )

    @property
    def in_state(self) -> bool:
        """Whether it says outright that it is about one state."""
        return not IN_STATE.isdisjoint(self.present)

    @property
    def waiting(self) -> bool:
        """Whether it tells of applications."""
        return not WAITING.isdisjoint(self.present)

    @property
    def own_place(self) -> tuple[str, ...]:
        """The state that is meant where the sentence names none."""
        return self.story.place or self.story.home or self.story.lead

    # What its words do --------------------------------------------------------------------------

    def role(self, at: int) -> str:
        """What the word at a place does: sign, hold, have, count, unreal, other, or nothing."""
        word = self.words.words[at]
        role = ROLES.get(word, "")
        if at in self.words.at and self.words.at[at].sort not in _SILENT:
            return ""
        after = self.words.words[at + 1 : at + 2]
        if word == "passed" and (token := self.words.at.get(at + 1)) is not None and token.form:
            return "count"
        if (word in _COME and after in _ABOARD) or (word == "put" and after in _PENS):
            return "sign"
        if role == "count" and word in _REACHED and self._has_agreement_after(at):
            return "sign"
        if word in _TAKING and self.words.words[at + 1 : at + 2] == ["part"]:
            return "hold"
        if word == "signed" and self._is_adjective(at):
            return ""
        return role

    def has_role(self, *roles: str) -> bool:
        """Whether any of its words does one of some things."""
        return any(self.role(place) in roles for place in range(len(self.words.words)))

    def _has_agreement_after(self, at: int) -> bool:
        """Whether agreements are what is reached or struck."""
        near = (self.words.at.get(place) for place in range(at + 1, at + 6))
        return any(t is not None and t.value == "agreements" for t in near)

    def _is_adjective(self, at: int) -> bool:
        """Whether "signed" only says what sort of agreements: "536 signed agreements"."""
        if not at or not self._has_agreement_after(at):
            return False
        before = self.words.at.get(at - 1)
        return self.words.words[at - 1] in _BEFORE_ADJECTIVE or (
            before is not None and bool(before.form)
        )

    def place(self, char: int) -> int:
        """The place of the first word that begins at a character or after it."""
        return bisect_left(self.words.starts, char)

    # Readings -----------------------------------------------------------------------------------

    def own_day(self) -> tuple[tuple[str, str] | None, Basis]:
        """The story's day, together with the day that it has said its numbers are of."""
        day, stated = self.story.day, self.story.stated
        if not day:
            return stated, Basis.STATED if stated else Basis.UNDATED
        if stated and stated[1] <= day:
            return (stated[0], day), Basis.STATED
        return (day, day), Basis.PUBLISHED

    def nothing(self, reason: str) -> tuple[Reading, ...]:
        """The reading of a number that no list settles."""
        found = self.story.nothing.get(reason)
        if found is None:
            day = self.story.day
            found = self.story.nothing[reason] = Reading(
                register=self.story.register,
                measure=Measure.NONE,
                days=(day, day) if day else None,
                basis=Basis.PUBLISHED if day else Basis.UNDATED,
                reason=reason,
            )
        return (found,)


def codes_of(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The codes of some states' tokens, each once."""
    return tuple(dict.fromkeys(code for token in tokens for code in token.value.split(",")))


def _names_state(body: Body, token: Token) -> bool:
    """Whether a state's name in an agency's is that state: the Utah Highway Patrol does name it."""
    if body.sort != "agency" or body.start != token.start:
        return False
    rest = body.phrase[token.end - token.start :].lstrip()
    return not rest.startswith(("County", "Police Dep", "Township", "Parish", "Sheriff"))
