"""The figures of a story, each with its readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ofrecord.story import context
from ofrecord.story.bodies import Body, find_bodies
from ofrecord.story.claims import FoundFigure, Measure, Reading, Story
from ofrecord.story.facts import read_facts
from ofrecord.story.figures import read_half, read_numbers
from ofrecord.story.lexicon import Lexicon, load_lexicon
from ofrecord.story.numbers import TRIGGERS
from ofrecord.story.sentences import split_sentences
from ofrecord.story.times import find_times
from ofrecord.story.tokens import tokenize

_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[a-zà-ÿ]+")
_FACTS = frozenset(
    "none no not never only first latest recent newest oldest same pending awaits awaiting applied "
    "submitted signed signs sign joined joins join signature entered approved approval struck reached "
    "list listed lists include includes including hold holds participate participates covers partners "
    "model models under among others outside most leading half took effect aboard accepted became bears "
    "firmó firmaron aprobado weighed cooperating enrolled".split()
)


def find_figures(story: Story, declaration_folder: Path, register: str) -> list[FoundFigure]:
    """Every figure and checkable fact of a story, in the order of its text."""
    lexicon = load_lexicon(declaration_folder / "register.toml")
    return FigureFinder(lexicon, register).find(story.text, story.published)


class FigureFinder:
    """Finds and reads the figures of texts by one register's words."""

    def __init__(self, lexicon: Lexicon, register: str) -> None:
        self._lexicon = lexicon
        self._register = register

    def find(self, text: str, published: str = "") -> list[FoundFigure]:
        """Every figure of a text; ``published`` is the story's own day, if it is known."""
        day = date.fromisoformat(published) if published else None
        story = context.Story(published=day, register=self._register)
        story.weak = not context.has_cue(text, self._lexicon)
        story.about = not story.weak or _seems_about(text)
        if not story.about:
            return list(self._numbers_alone(text, story))
        found: list[FoundFigure] = []
        before = False
        for start, end in split_sentences(text):
            sentence = self._take_apart(text[start:end], start, story, before)
            if sentence is None:
                before = False
                continue
            before = sentence.about
            found += _read(sentence)
            _carry(sentence)
        return found

    def _numbers_alone(self, text: str, story: context.Story) -> Iterator[FoundFigure]:
        """The numbers of a text that is about something else: found, but not for this register."""
        reading = Reading(register=self._register, measure=Measure.NONE, reason=_ELSEWHERE)
        matches = list(_NUMBER.finditer(text))
        if not matches:
            return
        at = 0
        for start, end in split_sentences(text):
            while at < len(matches) and matches[at].start() < end:
                match = matches[at]
                at += 1
                if _names_only(text, match):
                    continue
                yield FoundFigure(
                    start=match.start(),
                    end=match.end(),
                    text=match[0],
                    sentence=text[start:end],
                    sentence_start=start,
                    readings=(reading,),
                )

    def _take_apart(
        self, text: str, start: int, story: context.Story, before: bool
    ) -> context.Sentence | None:
        words = frozenset(_WORDS.findall(text.lower()))
        figures = _DIGIT.search(text) is not None or not TRIGGERS.isdisjoint(words)
        facts = story.about and not _FACTS.isdisjoint(words)
        if not figures and not facts:
            if story.about:
                self._carry_states(text, story)
            return None
        cue = context.has_cue(text, self._lexicon)
        strong = context.has_topic(words, self._lexicon)
        tokens = tokenize(text, self._lexicon)
        sorts = {t.sort for t in tokens}
        named = [t for t in tokens if t.sort == "model"]
        cue = cue or (bool(named) and "noun" in sorts) or any(t.text.isupper() for t in named)
        nouns = not sorts.isdisjoint({"noun", "kind", "model"})
        bodies = self._bodies(text, story) if story.about else []
        if story.weak and not cue:
            agreed = any(t.sort == "noun" and t.value == "agreements" for t in tokens)
            about = story.about and (agreed or _seems_about(text) or (nouns and before))
        else:
            about = cue or (story.about and (strong or nouns or before or len(bodies) > 1))
        return context.Sentence(
            text=text,
            words=words,
            start=start,
            tokens=tokens,
            times=find_times(text, story.published),
            bodies=bodies if about else [],
            cue=cue,
            strong=strong,
            about=about,
            story=story,
        )

    def _bodies(self, text: str, story: context.Story) -> list[Body]:
        """The agencies that a sentence names, those named before by their first word included."""
        bodies = find_bodies(text)
        for body in bodies:
            if body.sort != "town" or " " in body.phrase:
                story.known.setdefault(body.phrase.split(" ", 1)[0], body.phrase)
        for name, phrase in story.known.items():
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                if not any(b.start < match.end() and match.start() < b.end for b in bodies):
                    bodies.append(Body(phrase, match.start(), match.end(), "agency"))
        return sorted(bodies, key=lambda body: body.start)

    def _carry_states(self, text: str, story: context.Story) -> None:
        if not _CAPITAL.search(text):
            return
        states = [t.value for t in tokenize(text, self._lexicon) if t.sort == "state"]
        if len(states) == 1:
            story.states = tuple(states[0].split(","))


_ELSEWHERE = "the story is not about the lists"
_NUMBER = re.compile(
    r"(?<![\w$])[$€£]?\d[\d,]*(?:\.\d+)?(?:%| percent| million| billion)?(?![\w-])|"
    r"(?<![\w-])(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|"
    r"dozens|hundreds|thousands|doubled|tripled|quadrupled)(?![\w-])"
)
_MONTH_BEFORE = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+$", re.IGNORECASE
)


def _names_only(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a date or a year, and counts nothing."""
    word = match[0]
    if len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}:
        return True
    return word.isdigit() and len(word) < 3 and bool(
        _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start())
    )


_CAPITAL = re.compile(
    r"\b(?:A[lrkz]|Cal|Col|Con|Del|Flo|Geo|Haw|Ida|Ill|Ind|Iow|Kan|Ken|Lou|Ma[irs]|Mi[cns]|Mo|Ne[bvw]|No|Oh|Ok|Or|Pen|"
    r"Rho|So|Te|Ut|Ve|Vi|Wa|We|Wi|Wy|Gu)"
)
_SEEMS = re.compile(
    r"(?i:agreements?|partnerships?|partners|deals|memorandums?)[^.\n]{0,160}"
    r"(?:\bICE\b|\bDHS\b|(?i:sheriff|county|counties|police|law enforcement agenc|deportation|immigra|"
    r"homeland security|trump[’']s second term))|"
    r"(?:\bICE\b|(?i:sheriff|county|counties|police|law enforcement agenc|states have no))[^.\n]{0,160}"
    r"(?i:agreements?|partnerships?|partners|deals|memorandums?)"
)


def _seems_about(text: str) -> bool:
    """Whether a text without the programme's name still tells of such agreements."""
    return bool(_SEEMS.search(text))


def _read(sentence: context.Sentence) -> list[FoundFigure]:
    taken: list[tuple[int, int]] = []
    found: list[FoundFigure] = []
    for source in (read_numbers, read_half, read_facts):
        for start, end, readings in source(sentence):
            if any(a < end and start < b for a, b in taken) and source is not read_facts:
                continue
            if source is read_facts and (start, end) in taken:
                continue
            taken.append((start, end))
            found.append(_figure(sentence, start, end, readings))
    return sorted(found, key=lambda figure: figure.start)


def _figure(
    sentence: context.Sentence, start: int, end: int, readings: tuple[Reading, ...]
) -> FoundFigure:
    return FoundFigure(
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        sentence=sentence.text,
        sentence_start=sentence.start,
        readings=readings,
    )


def _carry(sentence: context.Sentence) -> None:
    """What the sentences after this one can point back to."""
    story = sentence.story
    codes = sentence.codes()
    if len(codes) == 1:
        story.states = codes
    elif len(codes) > 1 and sentence.national:
        story.states = ()
    if sentence.bodies:
        story.bodies = tuple(body.phrase for body in sentence.bodies[:1])
