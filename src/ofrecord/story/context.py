"""What a sentence is about, and what carries over to it from the sentences before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Basis, Scope
from ofrecord.story.lexicon import Lexicon
from ofrecord.story.times import TERM_DAY, Span
from ofrecord.story.tokens import Token

_NATIONAL = re.compile(
    r"\b(?:nationwide|nationally|national|nation|country|across the (?:u\.s\.|us|united states|country)|"
    r"in the u\.s\.|united states|all told|overall|total number of|(?:\d\d|thirty|forty|dozens of)[\w-]* states|"
    r"ice (?:could|may|might|will|saw|added|has reached|has signed|now puts|now has))\b",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\b(?:statewide|the state|the state[’']s|state[’']s|in state|in-state|of them|of these|of those|these|"
    r"there|here|the county|among them|which were|la entidad|el estado)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"\b(?:sign(?:s|ed|ing|atures?)?|ink(?:ed)?|join(?:s|ed|ing)?|enter(?:s|ed|ing)?|add(?:s|ed|ing)|"
    r"approv(?:ed|al)|struck|reached|won|came into|accept(?:ed)?|entrant|enrolled|firm(?:ado|aron|ó)|"
    r"agreed|newcomers|new|put (?:its|their) names?)\b",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"\b(?:now|currently|active|in place|at present|so far|today|as of|total(?:s|ing)?|number(?:s|ing)?|"
    r"stands?|have|has|hold|holds|held|with)\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"\b(?:pending|awaiting|await(?:s|ed)?|applied|applicants?|applications?|under review|"
    r"waiting|put in for|submitted|pendientes?|still being weighed|enrolled for)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Story:
    """What carries over between the sentences of a story."""

    published: date | None
    register: str
    about: bool = False
    weak: bool = False
    """Whether it is about the lists only by the look of it: then each sentence must look so."""
    states: tuple[str, ...] = ()
    """The state that the story is about, as last named: what "the state" means."""
    focus: tuple[str, ...] = ()
    """The states of the figure before: what a figure without a place goes on about."""
    bodies: tuple[str, ...] = ()
    known: dict[str, str] = field(default_factory=dict)
    """The agencies named so far, by their first word: what "Camden" alone means later on."""
    scope: Scope = field(default_factory=Scope)
    measure: str = ""
    stated_day: tuple[str, str] | None = None


@dataclass(slots=True)
class Sentence:
    """One sentence, taken apart."""

    text: str
    words: frozenset[str]
    start: int
    tokens: list[Token]
    times: list[Span]
    bodies: list[Body]
    cue: bool
    strong: bool
    """Whether its words are those that the register's matter is told in."""
    about: bool
    """Whether it can be about the lists: by its own words, or as it carries on from such a one."""
    story: Story

    def __post_init__(self) -> None:
        """Marks what belongs to a time: a day's number states nothing else."""
        for token in self.tokens:
            if not (token.sort and (self.times or token.sort == "state")):
                continue
            if any(span.start < token.end and token.start < span.end for span in self.times):
                token.used = True
            if token.sort == "state" and any(
                body.start <= token.start and token.end <= body.end and not _names_state(body, token)
                for body in self.bodies
            ):
                token.sort = "place"

    @property
    def national(self) -> bool:
        """Whether it speaks of the whole country."""
        return bool(_NATIONAL.search(self.text))

    @property
    def local(self) -> bool:
        """Whether it points back to a state or to agreements named before."""
        return bool(_LOCAL.search(self.text))

    @property
    def signs(self) -> bool:
        """Whether it tells of signing or joining."""
        return bool(_SIGN.search(self.text))

    @property
    def pending(self) -> bool:
        """Whether it tells of applications."""
        return bool(_PENDING.search(self.text))

    def states(self) -> list[Token]:
        """The states that it names."""
        return [token for token in self.tokens if token.sort == "state"]

    def codes(self) -> tuple[str, ...]:
        """The codes of the states that it names."""
        return tuple(dict.fromkeys(c for t in self.states() for c in t.value.split(",")))

    def models(self) -> tuple[str, ...]:
        """The models that it names."""
        return tuple(dict.fromkeys(t.value for t in self.tokens if t.sort == "model"))


def _names_state(body: Body, token: Token) -> bool:
    """Whether a state's name in an agency's is that state: the Utah Highway Patrol, not Utah County."""
    if body.sort != "agency" or body.start != token.start:
        return False
    rest = body.phrase[token.end - token.start :].lstrip()
    return not rest.startswith(("County", "Police", "Township", "Parish"))


def has_cue(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names the register's matter outright."""
    return lexicon.cue.search(text) is not None


def has_topic(words: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a sentence uses words that the register's matter is told in."""
    return not lexicon.topics.isdisjoint(words)


def resolve_days(
    sentence: Sentence, near: int | None = None, *, growth: bool = False
) -> tuple[tuple[str, str] | None, Basis]:
    """The day, or days, that a sentence's number is of.

    A day introduced by "as of", or a month that the sentence dates its count by, wins; then the
    story's own day. ``near`` is where the number stands: of several times the nearest counts. For
    growth only an "as of" dates the end.
    """
    published = sentence.story.published
    stated = [
        span
        for span in sentence.times
        if (span.lead in {"as of", "as at"} if growth else _dates_a_count(span, sentence))
        and (span.kind != "before_term" or near is None or _follows(sentence, near, span))
    ]
    if stated:
        span = min(stated, key=lambda s: (s.lead not in {"as of", "as at"}, _far(s, near)))
        return (span.first.isoformat(), span.last.isoformat()), Basis.STATED
    if published is None:
        return None, Basis.UNDATED
    return (published.isoformat(), published.isoformat()), Basis.PUBLISHED


def _follows(sentence: Sentence, near: int, span: Span) -> bool:
    """Whether a time ends the clause of a number, no other number standing between."""
    if not 0 < span.start - near < 90:
        return False
    return not any(
        t.number and not t.used and near < t.start < span.start for t in sentence.tokens
    )


def _far(span: Span, near: int | None) -> int:
    return 0 if near is None else min(abs(span.start - near), abs(span.end - near))


def _dates_a_count(span: Span, sentence: Sentence) -> bool:
    if span.lead in {"as of", "as at"}:
        return True
    if span.kind == "before_term":
        return True
    if span.kind == "day":
        return span.lead in {"on", "by", "effective", "through", "until", "at"} or not span.lead
    if span.kind in {"month", "weekday"}:
        text = sentence.text[span.end : span.end + 12].lower()
        return span.lead in {"by", "in", "in early", "in late", "at"} or "tally" in text or "count" in text
    return False


def signing_window(sentence: Sentence, after: int) -> tuple[str, str]:
    """The days between which a sentence says that agreements were signed; empty where it does not.

    A time that stands behind a comma after the number (``after``) tells of something else, unless it
    is a "since".
    """
    published = sentence.story.published
    end = next(
        (s.first for s in sentence.times if s.lead in {"as of", "as at"} and s.kind == "day"), published
    )
    for span in sentence.times:
        if span.lead in {"as of", "as at"} or span.kind in {"before_term", "weekday"}:
            continue
        if span.start > after and "," in sentence.text[after : span.start] and span.lead != "since":
            continue
        if span.kind == "term":
            return TERM_DAY.isoformat(), end.isoformat() if end else ""
        if span.kind == "window":
            shift = (published - end) if published and end else timedelta(0)
            last = min(span.last, end) if end else span.last
            since = span.first - shift if span.last == published else span.first
            return since.isoformat(), last.isoformat()
        if span.kind in {"month", "day", "year"} and span.lead in {"since", "after", "from", "desde"}:
            return span.first.isoformat(), end.isoformat() if end else ""
        if span.kind == "day" and span.lead == "between":
            later = [s for s in sentence.times if s.start > span.start and s.kind == "day"]
            if later:
                return span.first.isoformat(), later[0].last.isoformat()
        if span.kind in {"month", "year"} and span.lead in {"in", "during", "of", "back in", ""}:
            part = sentence.text[max(0, span.start - 30) : span.end + 24].lower()
            last = span.last
            weeks = re.search(r"first (two|three|week)", part)
            if weeks:
                days = {"week": 7, "two": 14, "three": 21}[weeks[1]]
                last = span.first + timedelta(days=days - 1)
            return span.first.isoformat(), last.isoformat()
    return "", ""


def scope_states(sentence: Sentence, head: int, low: int, high: int) -> tuple[str, ...]:
    """The states that a number is about: those in its clause after it, else the nearest before it.

    ``head`` is the index of the number's token, ``low`` and ``high`` bound the tokens that are nearer
    to it than to another number.
    """
    tokens = sentence.tokens
    after: list[int] = []
    for i in range(head + 1, high):
        if tokens[i].sort == "state":
            if not only_included(sentence, tokens[i]):
                after.append(i)
        elif tokens[i].low in _CLAUSE and not (after and _list_goes_on(tokens, i)):
            break
    if after:
        return _codes(tokens, after)
    before = [i for i in range(head - 1, low - 1, -1) if tokens[i].sort == "state"]
    if not before:
        return ()
    run = [before[0]]
    for i in before[1:]:
        between = {t.low for t in tokens[i + 1 : run[-1]]}
        if not between <= {",", "and", "plus", "the", "y"}:
            break
        run.append(i)
    return _codes(tokens, sorted(run))


_CLAUSE = frozenset({",", ";", ":", "(", ")", "—", "–", "where", "while", "which", "right", "but"})


def _list_goes_on(tokens: list[Token], at: int) -> bool:
    return tokens[at].low == "," and any(t.sort == "state" for t in tokens[at + 1 : at + 3])


def _codes(tokens: list[Token], places: list[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for i in places for c in tokens[i].value.split(",")))


def only_included(sentence: Sentence, token: Token) -> bool:
    """Whether a state is named only as one among more: "27 states, South Dakota included"."""
    after = sentence.text[token.end : token.end + 12].lower().lstrip()
    before = sentence.text[max(0, token.start - 14) : token.start].lower().rstrip()
    return after.startswith("included") or before.endswith(("including", "among them", "such as"))


def carried_states(sentence: Sentence) -> tuple[str, ...]:
    """The states that a sentence is about though it names none."""
    if sentence.national:
        return ()
    return sentence.story.states if sentence.local else sentence.story.focus
