"""The figures of a story, each with its readings: one pass over its sentences.

Most text states nothing about a register. What does not is told from cheap signs first: the whole
text, then each sentence; only a sentence that can state something is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import structs

from ofrecord.story.antecedents import MEMBERS
from ofrecord.story.carried import FRESH, LONG, Count, Story
from ofrecord.story.claims import Basis, FoundFigure, Measure, Reading
from ofrecord.story.claims import Story as Text
from ofrecord.story.context import Sentence
from ofrecord.story.counts import read_numbers
from ofrecord.story.facts import COMPARING, FACT_WORDS, can_state, read_facts
from ofrecord.story.lexicon import Lexicon, load_lexicon
from ofrecord.story.nouns_before import of_token
from ofrecord.story.numbers import TRIGGERS
from ofrecord.story.numbers_alone import numbers_alone
from ofrecord.story.other_scopes import other_scopes
from ofrecord.story.prepared import Prepared
from ofrecord.story.sentences import filed_from, split_sentences
from ofrecord.story.shares import read_part_words
from ofrecord.story.speech import ALL_OF_THEM, DENIALS
from ofrecord.story.tokens import Words

_CLAIM = 400
"""A text of no more characters than this is a claim by itself, not a story."""
_LONGEST = 4000
"""A longer sentence is not read, and that is said: it is a table or no text at all."""
TOO_LONG = f"it stands in a sentence of more than {_LONGEST:,} characters, which is not read"
_OFFICES = frozenset({"county", "counties", "parish", "sheriff", "sheriffs", "police", "sheriff's"})
_SHOWN = 80
"""So much of a sentence that is not read is shown on either side of its first number."""
_NUMBER = re.compile(r"\d[\d,.]*(?<=\d)")
_DIGIT = re.compile(r"\d")
_SOFT = frozenset(
    {"one", "first", "second", "third", "half", "both", "pair", "couple", "score", "once", "uno"}
)
"""Numbers that seldom count anything."""
_HARD = TRIGGERS - _SOFT
_HOW_MANY = re.compile(r"\b(?:how many|cu[aá]nt[ao]s)\b")
_ITEM = re.compile(r"[•*–—-]|[a-z][a-z ]{2,20}: ?\d")
"""How an item of a list begins, or a row of a table."""
_HEADING = 20
_OPENING = 3
"""The first sentences of a story need not look like the lists themselves."""


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
        self._cue_words = frozenset(lexicon.cues)
        self._telling = (
            FACT_WORDS
            | TRIGGERS
            | lexicon.telling
            | lexicon.initials
            | lexicon.model_words
            | lexicon.state_words
        )

    def find(self, text: str, published: str = "") -> list[FoundFigure]:
        """Every figure of a text; ``published`` is the story's own day, if it is known."""
        return self.find_in(Prepared(text), published)

    def find_beside(self, prepared: Prepared, published: str = "") -> list[FoundFigure]:
        """The figures of a text that is about another register.

        Unless it names this one's matter outright, no number of it is one of this register.
        """
        found = self.find_in(prepared, published)
        low = prepared.low
        if self._lexicon.name in low or self._named(prepared.plain, low, prepared.present):
            return found
        kept = [figure for figure in found if figure.readings[0].measure is Measure.NONE]
        if len(kept) == len(found):
            return found
        alone = numbers_alone(prepared.text, prepared.present, self._register)
        kept += [f for f in alone if not any(k.start < f.end and f.start < k.end for k in kept)]
        return sorted(kept, key=lambda figure: figure.start)

    def find_in(self, prepared: Prepared, published: str = "") -> list[FoundFigure]:
        """The same for a text that is prepared, as several registers' finders share it."""
        text, plain = prepared.text, prepared.plain
        low, spaced = prepared.low, prepared.spaced
        strong = self._lexicon.name in low
        if not strong:
            present = prepared.present
            strong = self._named(plain, low, present)
            if not strong and not self._seems_about(plain, present):
                return numbers_alone(text, present, self._register)
        story = Story(
            _read_day(published),
            self._register,
            self._lexicon,
            text=plain,
            filed_from=filed_from(text),
            weak=not strong,
            claim=len(text) <= _CLAIM,
        )
        found: list[FoundFigure] = []
        for sentence in self._sentences(text, low, spaced, story):
            figures = _find(sentence)
            if story.weak and figures and self._counts(sentence, figures):
                story.weak = False
            found += figures if not figures else _since(self._lexicon.begins, sentence, figures)
            _carry(sentence, figures)
        if story.unread:
            found += self._unread(text, story)
            found.sort(key=lambda figure: figure.start)
        return found

    def _unread(self, text: str, story: Story) -> Iterator[FoundFigure]:
        """The first number of each sentence that is too long to be read, so that it is told."""
        for start, end in story.unread:
            number = _NUMBER.search(text, start, end)
            if number is not None:
                first, last = number.span()
                told = max(start, first - _SHOWN)
                yield FoundFigure(
                    start=first,
                    end=last,
                    text=number[0],
                    sentence=text[told : last + _SHOWN],
                    sentence_start=told,
                    readings=(
                        Reading(register=self._register, measure=Measure.NONE, reason=TOO_LONG),
                    ),
                )

    # What a text is about -----------------------------------------------------------------------

    def _named(self, plain: str, low: str, present: frozenset[str]) -> bool:
        """Whether a text names the register's matter outright."""
        for word in self._cue_words & present:
            cues, marks = self._lexicon.cues[word]
            if any(cue in low for cue in cues) or any(mark in plain for mark in marks):
                return True
        return False

    def _seems_about(self, plain: str, present: frozenset[str]) -> bool:
        """Whether a text without the programme's name still tells of such agreements.

        A sentence or two cannot say what they are about: who has them checked takes them to be
        about the lists, so the weaker words are enough.
        """
        lexicon = self._lexicon
        if len(plain) <= _CLAIM and not lexicon.claims.isdisjoint(present):
            return True
        return not lexicon.topics.isdisjoint(present) and self._bears_sign(plain, present)

    def _counts(self, sentence: Sentence, figures: list[FoundFigure]) -> bool:
        """Whether a sentence that bears a sign counts agreements or agencies: so does the text."""
        if not sentence.about or all(f.readings[0].measure not in MEMBERS for f in figures):
            return False
        return self._bears_sign(sentence.words.plain, sentence.present)

    def _bears_sign(self, plain: str, present: frozenset[str]) -> bool:
        lexicon = self._lexicon
        return not lexicon.signs.isdisjoint(present) or any(s in plain for s in lexicon.written)

    def _about(self, part: str, present: frozenset[str], story: Story, *, before: bool) -> bool:
        """Whether a sentence can be about the lists: by its own words, or as it carries on."""
        agreed = not self._lexicon.topics.isdisjoint(present)
        if story.weak and not story.claim:
            opens = before or story.number < _OPENING
            return agreed and (opens or self._bears_sign(part, present))
        if agreed or before or story.fresh is not None:
            return True
        return story.number - story.states_at <= FRESH

    def _compares(self, present: frozenset[str], story: Story, *, counts: bool) -> bool:
        """Whether a sentence can hold a state or an office against those counted long before."""
        if story.number - story.counted_at > LONG:
            return False
        if not DENIALS.isdisjoint(present) and not _OFFICES.isdisjoint(present):
            return True
        told = counts or not COMPARING.isdisjoint(present)
        return told and not self._lexicon.state_words.isdisjoint(present)

    # Sentences ----------------------------------------------------------------------------------

    def _sentences(self, text: str, low: str, spaced: str, story: Story) -> Iterator[Sentence]:
        """The sentences that can state something, taken apart."""
        lexicon, plain = self._lexicon, story.text
        before, ended = False, 0
        asks = _HOW_MANY.search(low) is not None
        for start, end in split_sentences(text):
            story.number += 1
            if "\n" in text[ended:start]:
                story.begin_paragraph()
                if end - start < _HEADING and low[start:end].rstrip(":. ") in ALL_OF_THEM:
                    story.speak_of(())
                    story.go_on_about((), everywhere=True)
            ended = end
            if asks:
                _note_question(lexicon, plain[start:end], low[start:end], story)
            if end - start > _LONGEST:
                before = False
                story.unread.append((start, end))
                continue
            words = spaced[start:end]
            told = words.split()
            if len(told) == 1 and told[0].isdigit():
                # What numbers the items of a list: the item before leaves no state behind.
                story.compared = True
                story.begin_paragraph()
                continue
            present = self._telling.intersection(told)
            numbers = not _HARD.isdisjoint(present) or _DIGIT.search(words) is not None
            soft = not _SOFT.isdisjoint(present) and not lexicon.topics.isdisjoint(present)
            again = bool(story.known) and not story.known.keys().isdisjoint(told)
            facts = can_state(present, story, dated=numbers, carried=before, again=again)
            part, low_part = plain[start:end], low[start:end]
            if numbers or soft or facts:
                cue = self._named(part, low_part, present)
                before = cue or self._about(part, present, story, before=before)
                about = before or (
                    not story.weak and self._compares(present, story, counts=numbers)
                )
                if numbers or about:
                    sentence = Sentence(
                        text[start:end], Words(part, low_part, lexicon), start, story
                    )
                    sentence.cue, sentence.about, sentence.facts = cue, about, facts
                    yield sentence
                    continue
            elif before:
                before = self._about(part, present, story, before=False)
            if not lexicon.state_words.isdisjoint(present):
                _carry_state(Words(part, low_part, lexicon), story)


def _read_day(published: str) -> date | None:
    """The story's day; one that no story can have is as good as none."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _find(sentence: Sentence) -> list[FoundFigure]:
    """The figures of one sentence: shares in words, numbers, facts."""
    taken: list[tuple[int, int]] = []
    found: list[FoundFigure] = []
    for source in (read_part_words, read_numbers):
        for start, end, readings in source(sentence):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                found.append(_figure(sentence, start, end, readings))
    if sentence.about and sentence.facts:
        for start, end, readings in read_facts(sentence):
            if (start, end) not in taken:
                taken.append((start, end))
                found.append(_figure(sentence, start, end, readings))
    if len(found) > 1:
        found.sort(key=lambda figure: figure.start)
    return found


_TIMELESS = frozenset({Measure.NONE, Measure.SIGNED_DATE})
BEFORE = "the lists do not go back so far"


def _since(begins: str, sentence: Sentence, figures: list[FoundFigure]) -> list[FoundFigure]:
    """The figures of a sentence, without readings where they are of a day before the lists."""
    story = sentence.story
    day = story.day
    early = bool(day) and day < begins
    lexicon = sentence.lexicon
    if not lexicon.earlier_words.isdisjoint(sentence.present):
        early = early or any(name in sentence.words.low for name in lexicon.earlier)
    if not (early or sentence.times or story.stated or story.then):
        return figures
    times = sentence.times
    past = bool(times) and all(span.last.isoformat() < begins for span in times)
    return [
        structs.replace(figure, readings=sentence.nothing(BEFORE), fallbacks=())
        if early or _is_before(figure.readings[0], begins) or (past and _is_then(sentence, figure))
        else figure
        for figure in figures
    ]


def _is_then(sentence: Sentence, figure: FoundFigure) -> bool:
    """Whether a figure is of the time that stands in its own clause: "two joined in 2020"."""
    reading, end = figure.readings[0], figure.end - sentence.start
    if reading.basis is not Basis.PUBLISHED or reading.measure not in MEMBERS or not reading.value:
        return False
    return ";" not in sentence.words.low[end : sentence.times[0].start]


def _is_before(reading: Reading, begins: str) -> bool:
    days = reading.days
    if reading.measure in _TIMELESS or days is None or not days[1]:
        return False
    return days[1] < begins


def _figure(sentence: Sentence, start: int, end: int, readings: tuple[Reading, ...]) -> FoundFigure:
    return FoundFigure(
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        sentence=sentence.text,
        sentence_start=sentence.start,
        readings=readings,
        fallbacks=other_scopes(sentence, readings, start, end),
    )


def _tells_agencies(sentence: Sentence) -> bool:
    """Whether it is an agency of which a sentence says that there is none."""
    words, at = sentence.words.words, sentence.words.at
    place = next((n for n, word in enumerate(words) if word in {"no", "not", "ningún"}), -1)
    near = (at.get(n) for n in range(place + 1, place + 4)) if place >= 0 else ()
    noun = next((t for t in near if t is not None and t.sort in {"noun", "kind"}), None)
    return noun is not None and noun.value == "agencies"


def _carry_state(words: Words, story: Story) -> None:
    """Notes the state that a sentence without figures speaks of."""
    codes = {t.value for t in words.tokens if t.sort == "state" and "?" not in t.value}
    story.named_here |= codes
    story.compared = False
    if len(codes) == 1:
        story.speak_of(tuple(codes.pop().split(",")))


def _note_question(lexicon: Lexicon, plain: str, low: str, story: Story) -> None:
    """Notes what is asked or announced, for the numbers after it: "how many agencies take part?"."""
    asked = _HOW_MANY.search(low)
    if asked is None or " other " in low or not low.endswith(("?", ":")):
        return
    tokens = Words(plain[asked.end() :], low[asked.end() :], lexicon).tokens
    noun = next((t for t in tokens if t.sort in {"noun", "kind", "elsewhere"}), None)
    count = None if noun is None else of_token(noun)
    if count is not None:
        count.sentence = story.asked_at = story.number
        story.last = count


def _carry(sentence: Sentence, figures: list[FoundFigure]) -> None:
    """Notes what the sentences after this one can point back to."""
    story = sentence.story
    codes = sentence.codes()
    story.named_here.update(codes)
    ranked = any(f.readings[0].measure is Measure.RANK for f in figures)
    story.compared = ranked or (bool(codes) and _ITEM.match(sentence.words.low) is not None)
    if len(codes) == 1 or (len(codes) > 1 and sentence.national):
        story.speak_of(codes if len(codes) == 1 else ())
    if not sentence.about:
        return
    share = sentence.share
    if share is not None and share.whole is not None:
        story.go_on_about(share.whole.states, everywhere=not share.whole.states)
    none = next((f.readings[0] for f in figures if f.readings[0].value == 0), None)
    states = none.scope.states if none is not None else ()
    counts = none is not None and none.measure is Measure.AGREEMENTS
    # Of one state without any more may be told; several are only listed.
    if counts and len(states) == 1 and sentence.last is None:
        measure = Measure.AGENCIES if _tells_agencies(sentence) else Measure.AGREEMENTS
        story.last = Count(measure, states=states, sentence=story.number)
        story.go_on_about(states, everywhere=False)
    nouns = {t.value for t in sentence.tokens if t.sort == "noun"}
    if "agreements" in nouns or "agencies" in nouns:
        story.noun = "agreements" if "agreements" in nouns else "agencies"
        story.noun_at = story.number
    if sentence.bodies:
        story.bodies = tuple(body.phrase for body in sentence.bodies[:1])
        story.bodies_at = story.number
