"""A sentence as words, and the words that stand for something: numbers, nouns, models, states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ofrecord.story.claims import Comparator
from ofrecord.story.numbers import SCALE_WORDS, Number, join_numbers, parse_number, read_dotted
from ofrecord.story.speech import HEDGE_ENDS, HEDGES, OVER_AFTER

if TYPE_CHECKING:
    from ofrecord.story.lexicon import Lexicon, Term

WORD = re.compile(
    r"287 ?\(g\)(?:-lite)?"
    r"|[$€£]?\d+(?:,\d{3})*(?:\.\d+)*(?:st\b|nd\b|rd\b|th\b|-?fold\b|-plus\b|\+)?"
    r"|[a-z]\.(?:[a-z]{1,3}\.)+"
    r"|[^\W\d_]+(?:['\-&][^\W\d_]+)*'?"
    r"|[;:,()\"—–%&]"
)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-"})
_MONEY = "$€£"
_NUMERIC = frozenset("0123456789" + _MONEY)


def flatten(text: str) -> str:
    r"""A text with plain quotes and spaces, character for character as long as it was.

    >>> flatten("the state’s “list”")
    'the state\'s "list"'
    """
    return text if text.isascii() else text.translate(_PLAIN)


def lower(text: str) -> str:
    """A text in lower case, character for character as long as it was."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


class Token:
    """A word or phrase that stands for something. ``sort`` is what, ``value`` what exactly.

    ``first`` and ``last`` are the places of its words among the sentence's; ``start`` and ``end``
    those of its characters.
    """

    __slots__ = (
        "end", "first", "hedge", "hedge_start", "last", "number", "owner", "sort", "start", "used",
        "value",
    )  # fmt: skip

    def __init__(self, sort: str, value: str, first: int, last: int, start: int, end: int) -> None:
        self.sort = sort
        self.value = value
        self.first = first
        self.last = last
        self.start = start
        self.end = end
        self.number: Number | None = None
        self.hedge = Comparator.EXACT
        self.hedge_start = start
        self.used = False
        self.owner = False


class Words:
    """The words of a sentence in lower case, where they stand, and the tokens among them."""

    __slots__ = ("at", "ends", "low", "plain", "starts", "tokens", "words")

    def __init__(self, plain: str, low: str, lexicon: Lexicon) -> None:
        self.plain = plain
        self.low = low
        spans = [match.span() for match in WORD.finditer(low)]
        self.words = [low[a:b] for a, b in spans]
        self.starts = [a for a, _ in spans]
        self.ends = [b for _, b in spans]
        self.tokens: list[Token] = []
        self.at: dict[int, Token] = {}
        self._mark(lexicon)

    def _mark(self, lexicon: Lexicon) -> None:
        words, get = self.words, lexicon.entries.get
        skip = 0
        for at, word in enumerate(words):
            if at < skip:
                continue
            entry = get(word)
            token = None
            if entry is not None:
                term = lexicon.choose(entry, words, at)
                if term is not None:
                    token = self._number(at) if term.sort == "number" else self._phrase(at, term)
            elif word[0] in _NUMERIC or "-" in word:
                token = self._number(at)
            if token is not None:
                skip = token.last + 1
                self.tokens.append(token)
                for place in range(token.first, skip):
                    self.at[place] = token

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
        money = word[0] in _MONEY
        plus = word.endswith(("-plus", "+"))
        number = parse_number(word.strip(_MONEY).removesuffix("+").removesuffix("-plus"))
        if number is None:
            dotted = read_dotted(word)
            if dotted is None:
                return None
            number = Number(dotted, "digits")
        elif "." in word and (dotted := read_dotted(word)) and self._follows_spanish(at):
            number = Number(dotted, "digits")
        last = at
        if number.form in {"words", "digits"}:
            number, last = self._joined(at, number)
        end, sort = self.ends[last], "money" if money else "number"
        if last + 1 < len(words) and words[last + 1] in {"%", "percent", "percentage", "ciento"}:
            last += 1
            end, sort = self.ends[last], "percent"
        elif last + 2 < len(words) and words[last + 1] == "por" and words[last + 2] == "ciento":
            last += 2
            end, sort = self.ends[last], "percent"
        token = Token(sort, word, at, last, self.starts[at], end)
        token.number = number
        if plus:
            token.hedge = Comparator.MORE_THAN
        else:
            self._hedge(token)
        return token

    def _follows_spanish(self, at: int) -> bool:
        """Whether a number stands in Spanish: its thousands are parted by dots then."""
        near = self.words[max(0, at - 3) : at + 4]
        return not _SPANISH.isdisjoint(near)

    def _joined(self, at: int, number: Number) -> tuple[Number, int]:
        """A number together with the number words that go on: "one hundred forty", "2 million"."""
        words, last, values = self.words, at, [number.value]
        if last + 1 < len(words) and words[at] == "half" and words[last + 1] in {"a", "dozen"}:
            return number, last
        while last + 1 < len(words):
            word = words[last + 1]
            if word == "dozen" and last == at and number.value < 10:
                return Number(number.value * 12, "words"), last + 1
            if number.form == "digits" and word not in SCALE_WORDS:
                break
            following = parse_number(word) if word.isalpha() or "-" in word else None
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
        if at and words[at - 1] in {"a", "an", "a total of", "combined"} and at > 1:
            at -= 1
        if not at or words[at - 1] not in HEDGE_ENDS:
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


_NOT_JOINED = frozenset({"both", "couple", "pair", "dozen", "trio", "duo", "uno", "score"})
_SPANISH = frozenset(
    [
        "de",
        "los",
        "las",
        "el",
        "la",
        "en",
        "con",
        "acuerdos",
        "agencias",
        "condados",
        "estados",
        "convenios",
        "más",
        "unos",
        "casi",
        "al",
        "oficinas",
        "memorandos",
    ]
)
