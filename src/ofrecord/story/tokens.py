"""A sentence as words, and the words that stand for something: numbers, nouns, models, states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from ofrecord.story.claims import Comparator
from ofrecord.story.numbers import SCALE_WORDS, Number, join_numbers, parse_number, read_dotted
from ofrecord.story.speech import HEDGE_ENDS, HEDGES, OVER_AFTER, word_set

if TYPE_CHECKING:
    from ofrecord.story.lexicon import Entry, Term

_LETTER = "a-zà-öø-ɏ"
WORD = re.compile(
    rf"[{_LETTER}](?:\.(?:[{_LETTER}]{{1,3}}\.)+|[{_LETTER}]*(?:['\-&][{_LETTER}]+)*'?)"
    r"|\d{1,4} ?\([a-z]\)(?:-[a-z]+)?"
    r"|\d+(?:,\d{3})*(?:\.\d+)*(?:st\b|nd\b|rd\b|th\b|-?fold\b|-plus\b|\+)?"
    r"|[;:,()\"—–%&]"
)
_QUOTES = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "), ("\u2011", "-"))
_MONEY = frozenset("$€£")


def flatten(text: str) -> str:
    """A text with plain quotes and spaces, character for character as long as it was.

    >>> print(flatten("the state’s “list”"))
    the state's "list"
    """
    if text.isascii():
        return text
    for quote, plain in _QUOTES:
        if quote in text:
            text = text.replace(quote, plain)
    return text


def lower(text: str) -> str:
    """A text in lower case, character for character as long as it was."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


class Token:
    """A word or phrase that stands for something. ``sort`` is what, ``value`` what exactly.

    ``first`` and ``last`` are the places of its words among the sentence's; ``start`` and ``end``
    those of its characters. A number has its ``amount`` and the ``form`` in which it is written,
    empty for what is no number. ``used`` numbers belong to something else: a day, a whole.
    """

    __slots__ = (
        "amount", "end", "first", "form", "hedge", "hedge_start", "last", "owner", "sort",
        "start", "used", "value",
    )  # fmt: skip

    def __init__(self, sort: str, value: str, first: int, last: int, start: int, end: int) -> None:
        self.sort = sort
        self.value = value
        self.first = first
        self.last = last
        self.start = start
        self.end = end
        self.amount = 0.0
        self.form = ""
        self.hedge = Comparator.EXACT
        self.hedge_start = start
        self.used = False
        self.owner = False


class Phrasebook(Protocol):
    """What the words of a sentence are looked up in."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The phrases by their first word."""

    @property
    def marked(self) -> Mapping[str, bool]:
        """Whether a word may stand for something."""

    def choose(self, entry: Entry, words: list[str], at: int) -> Term | None:
        """The longest phrase of an entry that begins at a word."""


class Words:
    """The words of a sentence in lower case, where they stand, and the tokens among them."""

    __slots__ = ("at", "ends", "low", "plain", "starts", "tokens", "words")

    def __init__(self, plain: str, low: str, lexicon: Phrasebook) -> None:
        self.plain = plain
        self.low = low
        words: list[str] = WORD.findall(low)
        self.words = words
        starts: list[int] = []
        ends: list[int] = []
        place, find, begins, stops = 0, low.find, starts.append, ends.append
        for word in words:
            # What is no word begins with no letter that a word begins with: the first is the one.
            place = find(word, place)
            begins(place)
            place += len(word)
            stops(place)
        self.starts, self.ends = starts, ends
        self.tokens: list[Token] = []
        self.at: dict[int, Token] = {}
        marked = lexicon.marked
        hits = [at for at, known in enumerate(map(marked.__getitem__, words)) if known]
        if hits:
            self._mark(hits, lexicon)

    def _mark(self, hits: list[int], lexicon: Phrasebook) -> None:
        words, get, skip = self.words, lexicon.entries.get, 0
        for at in hits:
            if at < skip:
                continue
            entry = get(words[at])
            if entry is None:
                token = self._number(at)
            else:
                term = lexicon.choose(entry, words, at)
                if term is None:
                    if not words[at][0].isdigit() or self._names_paragraph(at):
                        continue
                    token = self._number(at)
                else:
                    token = self._number(at) if term.sort == "number" else self._phrase(at, term)
            if token is not None:
                skip = token.last + 1
                self.tokens.append(token)
                self.at[at] = token
                for place in range(at + 1, skip):
                    self.at[place] = token

    def _names_paragraph(self, at: int) -> bool:
        """Whether a number names a paragraph of a law: "287 (g)"."""
        return self.plain[self.ends[at] :].lstrip()[:3:2] == "()"

    def _phrase(self, at: int, term: Term) -> Token | None:
        start, last = self.starts[at], at + term.width - 1
        end = self.ends[last]
        if term.capital and not self.plain[start].isupper():
            return None
        if term.dotted:
            if self.plain[end : end + 1] != ".":
                return None
            end += 1
        token = Token(term.sort, term.value, at, last, start, end)
        token.owner = term.owner
        return token

    def _number(self, at: int) -> Token | None:
        words = self.words
        word = words[at]
        start = self.starts[at]
        money = start > 0 and self.plain[start - 1] in _MONEY
        plus = word.endswith(("-plus", "+"))
        halved = word == "half" and words[at + 1 : at + 3] == ["a", "dozen"]
        if halved:
            return self._half_dozen(at)
        number = parse_number(word.removesuffix("+").removesuffix("-plus") if plus else word)
        if number is None:
            dotted = read_dotted(word)
            if dotted is None:
                return None
            number = Number(dotted, "digits")
        elif "." in word and (dotted := read_dotted(word)) and self._follows_spanish(at):
            number = Number(dotted, "digits")
        last = at
        if number.form == "words" or (
            number.form == "digits" and words[at + 1 : at + 2] in _SCALED
        ):
            number, last = self._joined(at, number)
        end, sort = self.ends[last], "money" if money else "number"
        following = words[last + 1] if last + 1 < len(words) else ""
        if following in _PERCENT:
            last += 1
            end, sort = self.ends[last], "percent"
        elif words[last + 1 : last + 3] in _PERCENT_APART:
            last += 2
            end, sort = self.ends[last], "percent"
        token = Token(sort, word, at, last, start - money, end)
        token.amount, token.form = number.value, number.form
        if plus:
            token.hedge = Comparator.MORE_THAN
        elif at:
            self._hedge(token)
        if words[last] in _ROUND and token.hedge is Comparator.EXACT:
            token.hedge = Comparator.ABOUT
        return token

    def _half_dozen(self, at: int) -> Token:
        token = Token("number", "half a dozen", at, at + 2, self.starts[at], self.ends[at + 2])
        token.amount, token.form = 6.0, "words"
        if at:
            self._hedge(token)
        if token.hedge is Comparator.EXACT:
            token.hedge = Comparator.ABOUT
        return token

    def _follows_spanish(self, at: int) -> bool:
        """Whether a number stands in Spanish: its thousands are parted by dots then."""
        near = self.words[max(0, at - 3) : at + 4]
        return not _SPANISH.isdisjoint(near)

    def _joined(self, at: int, number: Number) -> tuple[Number, int]:
        """A number together with the number words that go on: "one hundred forty", "2 million"."""
        words, last, values = self.words, at, [number.value]
        while last + 1 < len(words):
            word = words[last + 1]
            if word == "dozen" and last == at and number.value < 10:
                return Number(number.value * 12, "words"), last + 1
            if number.form == "digits" and word not in SCALE_WORDS:
                break
            following = parse_number(word) if word[0].isalpha() else None
            if following is None or following.form != "words" or word in _NOT_JOINED:
                break
            joined = join_numbers([*values, following.value])
            if joined is None:
                break
            values.append(following.value)
            last += 1
        joined = join_numbers(values)
        return (number if joined is None else Number(joined, number.form)), last

    def _hedge(self, token: Token) -> None:
        """Takes in the hedge before a number."""
        at, words = token.first, self.words
        marked = words[at - 1] == "the" and words[token.last + 1 : token.last + 2] == ["mark"]
        if (words[at - 1] in _ARTICLES or marked) and at > 1:
            at -= 1
        if words[at - 1] not in HEDGE_ENDS:
            return
        for length in (3, 2, 1):
            if at < length:
                continue
            found = HEDGES.get(" ".join(words[at - length : at]))
            if found is None:
                continue
            before = words[at - length - 1] if at > length else ""
            if length == 1 and words[at - 1] in {"over", "under"} and before in OVER_AFTER:
                return
            token.hedge = found
            token.hedge_start = self.starts[at - length]
            return


_ROUND = frozenset({"dozen", "docena", "decena", "half-dozen"})
"""Numbers that are round by themselves: "two dozen" need not be 24."""
_ARTICLES = frozenset({"a", "an", "combined"})
_SCALED = tuple([word] for word in SCALE_WORDS)
_PERCENT = frozenset({"%", "percent", "percentage", "ciento"})
_PERCENT_APART = (["por", "ciento"], ["per", "cent"])
_NOT_JOINED = frozenset({"both", "couple", "pair", "dozen", "trio", "duo", "uno", "score"})
_SPANISH = word_set(
    "de los las el la en con acuerdos agencias condados estados convenios más unos casi al "
    "oficinas memorandos llegó suman esta este semana desde hasta según tiene tienen hay son"
)
