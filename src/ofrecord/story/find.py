"""The figures of a story, each with its readings: one pass over its sentences.

Most text states nothing about a register. What does not is told from cheap signs first: the whole
text, then each sentence; only a sentence that can state something is taken apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ofrecord.clean.states import STATE_NAMES, TERRITORIES
from ofrecord.story.claims import FoundFigure, Measure, Reading
from ofrecord.story.claims import Story as Text
from ofrecord.story.context import Sentence, Story
from ofrecord.story.counts import read_numbers
from ofrecord.story.facts import FACT_WORDS, read_facts
from ofrecord.story.lexicon import Lexicon, load_lexicon
from ofrecord.story.numbers import TRIGGERS
from ofrecord.story.sentences import split_sentences
from ofrecord.story.shares import read_part_words
from ofrecord.story.tokens import Words, flatten, lower

_NO_LETTERS = re.compile(r"[^\w'\-]+")
_DIGIT = re.compile(r"\d")
_FACTS = FACT_WORDS
_CLAIM = 400
"""A text of no more characters than this is a claim by itself, not a story."""
_SENTENCE_LIMIT = 4000
"""A longer sentence is not read as one: it is a table or no text at all."""
_ELSEWHERE = "the story is not about the lists"
_NUMBER = re.compile(
    r"(?<![\w$])[$€£]?\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?(?:%| percent| million| billion)?(?![\w-])|"
    r"(?<![\w-])(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?|"
    r"dozens|hundreds|thousands|doubled|tripled|quadrupled)(?![\w-])"
)
_MONTH_BEFORE = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+$", re.IGNORECASE
)


def find_figures(story: Text, declaration_folder: Path, register: str) -> list[FoundFigure]:
    """Every figure and checkable fact of a story, in the order of its text."""
    return make_finder(declaration_folder, register).find(story.text, story.published)


def make_finder(declaration_folder: Path, register: str) -> FigureFinder:
    """The finder by the words that a register's description declares."""
    return FigureFinder(load_lexicon(declaration_folder / "register.toml"), register)


class FigureFinder:
    """Finds and reads the figures of texts by one register's words.

    >>> from ofrecord.registers import ice_287g
    >>> finder = make_finder(Path(ice_287g.__file__).parent, "ice-287g")
    >>> [(f.text, str(f.readings[0].measure), f.readings[0].value)
    ...  for f in finder.find("ICE had 958 287(g) agreements in 40 states.", "2025-09-08")]
    [('958 287(g) agreements', 'agreements', 958.0), ('40 states', 'states', 40.0)]
    """

    def __init__(self, lexicon: Lexicon, register: str) -> None:
        self._lexicon = lexicon
        self._register = register

    def find(self, text: str, published: str = "") -> list[FoundFigure]:
        """Every figure of a text; ``published`` is the story's own day, if it is known."""
        plain = flatten(text)
        low = lower(plain)
        strong = self._named(plain, low)
        if not strong and not self._seems_about(low):
            return list(self._numbers_alone(text))
        story = Story(_read_day(published), self._register, self._lexicon, weak=not strong)
        story.claim = len(text) <= _CLAIM
        story.home = self._home(plain)
        return list(self._read(text, plain, low, story))

    # What a text is about -----------------------------------------------------------------------

    def _named(self, plain: str, low: str) -> bool:
        """Whether a text names the register's matter outright."""
        return any(cue in low for cue in self._lexicon.cues) or any(
            mark in plain for mark in self._lexicon.marks
        )

    def _seems_about(self, low: str) -> bool:
        """Whether a text without the programme's name still tells of such agreements.

        A sentence or two cannot say what they are about: who has them checked takes them to be
        about the lists, so the weaker words are enough.
        """
        lexicon = self._lexicon
        words = frozenset(_NO_LETTERS.sub(" ", low).split())
        if len(low) <= _CLAIM:
            return not lexicon.claims.isdisjoint(words)
        return not lexicon.topics.isdisjoint(words) and not lexicon.signs.isdisjoint(words)

    def _home(self, plain: str) -> tuple[str, ...]:
        """The one state that a story speaks of, if it speaks of one more than of all others."""
        counts = Counter({
            code: plain.count(name) for code, name in STATE_NAMES.items() if code not in TERRITORIES and code not in {"DC", "WA"} and name in plain
        })  # fmt: skip
        for code, inner in (
            ("VA", "West Virginia"),
            ("KS", "Arkansas"),
            ("NY", "New York City"),
            ("NY", "New York Times"),
        ):
            counts[code] -= plain.count(inner) if code in counts else 0
        ranked = [(number, code) for code, number in counts.items() if number > 0]
        if not ranked:
            return ()
        ranked.sort()
        number, code = ranked[-1]
        return (code,) if len(ranked) == 1 or number >= 2 * ranked[-2][0] else ()

    # Reading ------------------------------------------------------------------------------------

    def _read(self, text: str, plain: str, low: str, story: Story) -> Iterator[FoundFigure]:
        lexicon = self._lexicon
        spaced = _NO_LETTERS.sub(" ", low)
        aligned = len(spaced) == len(low)
        before = False
        for start, end in split_sentences(text):
            if end - start > _SENTENCE_LIMIT:
                before = False
                continue
            part = low[start:end]
            present = frozenset(
                (spaced[start:end] if aligned else _NO_LETTERS.sub(" ", part)).split()
            )
            story.number += 1
            figures = not TRIGGERS.isdisjoint(present) or _DIGIT.search(part) is not None
            if not figures and _FACTS.isdisjoint(present):
                if not lexicon.state_words.isdisjoint(present):
                    _carry_state(Words(plain[start:end], part, lexicon), story)
                continue
            cue = self._named(plain[start:end], part)
            about = self._about(cue, present, story, before=before)
            if not figures and not about:
                if not lexicon.state_words.isdisjoint(present):
                    _carry_state(Words(plain[start:end], part, lexicon), story)
                before = False
                continue
            sentence = Sentence(
                text[start:end], Words(plain[start:end], part, lexicon), start, story
            )
            sentence.cue, sentence.about = cue, about
            before = about
            yield from _find(sentence)
            _carry(sentence)

    def _about(self, cue: bool, present: frozenset[str], story: Story, *, before: bool) -> bool:  # noqa: FBT001
        """Whether a sentence can be about the lists: by its own words, or as it carries on."""
        if cue:
            return True
        lexicon = self._lexicon
        agreed = not lexicon.topics.isdisjoint(present)
        if story.weak and not story.claim:
            return agreed and (before or not lexicon.signs.isdisjoint(present) or story.number < 3)
        return agreed or before or story.fresh is not None

    def _numbers_alone(self, text: str) -> Iterator[FoundFigure]:
        """The numbers of a text that is about something else: found, but not for this register."""
        matches = list(_NUMBER.finditer(text))
        if not matches:
            return
        readings = (Reading(register=self._register, measure=Measure.NONE, reason=_ELSEWHERE),)
        at = 0
        for start, end in split_sentences(text):
            while at < len(matches) and matches[at].start() < end:
                match = matches[at]
                at += 1
                if match.start() < start or _names_only(text, match):
                    continue
                yield FoundFigure(
                    start=match.start(),
                    end=match.end(),
                    text=match[0],
                    sentence=text[start:end],
                    sentence_start=start,
                    readings=readings,
                )


def _read_day(published: str) -> date | None:
    """The story's day; one that no story can have is as good as none."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _names_only(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a date or a year, and counts nothing."""
    word = match[0]
    if len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}:
        return True
    return (
        word.isdigit()
        and len(word) < 3
        and bool(_MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start()))
    )


def _find(sentence: Sentence) -> list[FoundFigure]:
    taken: list[tuple[int, int]] = []
    found: list[FoundFigure] = []
    for start, end, readings in read_part_words(sentence):
        taken.append((start, end))
        found.append(_figure(sentence, start, end, readings))
    for start, end, readings in read_numbers(sentence):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            found.append(_figure(sentence, start, end, readings))
    if sentence.about:
        for start, end, readings in read_facts(sentence):
            if (start, end) not in taken:
                taken.append((start, end))
                found.append(_figure(sentence, start, end, readings))
    found.sort(key=lambda figure: figure.start)
    return found


def _figure(sentence: Sentence, start: int, end: int, readings: tuple[Reading, ...]) -> FoundFigure:
    return FoundFigure(
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        sentence=sentence.text,
        sentence_start=sentence.start,
        readings=readings,
    )


def _carry_state(words: Words, story: Story) -> None:
    """The state that a sentence without figures speaks of."""
    codes = {t.value for t in words.tokens if t.sort == "state" and t.value != "WA?"}
    if len(codes) == 1:
        story.speak_of(tuple(codes.pop().split(",")))


def _carry(sentence: Sentence) -> None:
    """What the sentences after this one can point back to."""
    story = sentence.story
    codes = sentence.codes()
    if len(codes) == 1:
        story.speak_of(codes)
    elif len(codes) > 1 and sentence.national:
        story.speak_of(())
        story.named_at = -99
    nouns = [
        t.value
        for t in sentence.tokens
        if t.sort == "noun" and t.value in {"agreements", "agencies"}
    ]
    if sentence.about and nouns:
        story.noun = "agreements" if "agreements" in nouns else nouns[0]
    if sentence.about and sentence.bodies:
        story.bodies = tuple(body.phrase for body in sentence.bodies[:1])
