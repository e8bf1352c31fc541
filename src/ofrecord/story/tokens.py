"""A sentence as words with what they stand for: numbers, nouns, models, states, hedges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ofrecord.story.claims import Comparator
from ofrecord.story.numbers import TRIGGERS, Number, join_numbers, parse_number

if TYPE_CHECKING:
    from ofrecord.story.lexicon import Lexicon, Term

_NUMERIC = TRIGGERS

WORD = re.compile(
    r"287 ?\(g\)(?:-lite)?|[$€£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[$€£]?\d+(?:\.\d+)?(?:st|nd|rd|th)?(?:-?fold)?"
    r"|(?:[A-Z]\.){2,}|[A-Za-zÀ-ÿ]+(?:\.(?=[,\s]))?(?:['’\-][A-Za-zÀ-ÿ]+)*['’]?|[%;:,—–()\"“”]"
)
_HEDGES: dict[tuple[str, ...], Comparator] = {
    ("about",): Comparator.ABOUT, ("around",): Comparator.ABOUT, ("roughly",): Comparator.ABOUT,
    ("some",): Comparator.ABOUT, ("approximately",): Comparator.ABOUT,
    ("an", "estimated"): Comparator.ABOUT, ("estimated",): Comparator.ABOUT,
    ("nearly",): Comparator.NEARLY, ("almost",): Comparator.NEARLY, ("close", "to"): Comparator.NEARLY,
    ("casi",): Comparator.NEARLY, ("unos",): Comparator.ABOUT, ("unas",): Comparator.ABOUT,
    ("more", "than"): Comparator.MORE_THAN, ("over",): Comparator.MORE_THAN,
    ("upwards", "of"): Comparator.MORE_THAN, ("above",): Comparator.MORE_THAN,
    ("exceeding",): Comparator.MORE_THAN, ("más", "de"): Comparator.MORE_THAN,
    ("at", "least"): Comparator.AT_LEAST, ("a", "minimum", "of"): Comparator.AT_LEAST,
    ("al", "menos"): Comparator.AT_LEAST,
    ("fewer", "than"): Comparator.UNDER, ("less", "than"): Comparator.UNDER,
    ("under",): Comparator.UNDER, ("below",): Comparator.UNDER, ("menos", "de"): Comparator.UNDER,
    ("up", "to"): Comparator.AT_MOST, ("as", "many", "as"): Comparator.AT_MOST,
    ("at", "most"): Comparator.AT_MOST, ("no", "more", "than"): Comparator.AT_MOST,
}  # fmt: skip


class Token:
    """One word or phrase. ``sort`` is what it stands for, ``value`` what exactly.

    Most words stand for nothing: what they have in common stands on the class, so that making one
    costs next to nothing.
    """

    sort: str = ""
    value: str = ""
    number: Number | None = None
    hedge: Comparator = Comparator.EXACT
    hedge_start: int = -1
    used: bool = False

    def __init__(self, text: str, low: str, start: int, end: int) -> None:
        self.text = text
        self.low = low
        self.start = start
        self.end = end


def _phrase(word: Token, end: int, sort: str, value: str = "") -> Token:
    token = Token(word.text, word.low, word.start, end)
    token.sort = sort
    token.value = value
    return token


def tokenize(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a sentence, phrases joined, numbers read, hedges taken in."""
    plain = text.replace("’", "'")
    lowered = plain.lower()
    words = [
        Token(text[a:b], lowered[a:b], a, b) for a, b in (m.span() for m in WORD.finditer(plain))
    ]
    lows = [word.low for word in words]
    possessive = "'s" in lowered
    tokens: list[Token] = []
    at = 0
    total = len(words)
    numbers = False
    while at < total:
        low = lows[at]
        taken = None
        if low in _NUMERIC or low[0].isdigit() or low[0] in "$€£" or "-" in low or low.endswith("fold"):
            taken = _take_number(words, at)
            numbers = numbers or taken is not None
        if taken is None:
            term = lexicon.find(lows, at)
            if term is not None:
                taken = _take_phrase(words, at, term)
            elif possessive:
                taken = _take_possessive(words, lows, at, lexicon)
        if taken is None:
            tokens.append(words[at])
            at += 1
        else:
            tokens.append(taken[0])
            at += taken[1]
    if numbers:
        _take_hedges(tokens)
    return tokens


def _take_number(words: list[Token], at: int) -> tuple[Token, int] | None:
    word = words[at]
    low = word.low.lstrip("$€£")
    number = parse_number(low)
    if number is None:
        return None
    money = word.low[:1] in "$€£"
    end, count = word.end, 1
    if number.form == "words" or (number.form == "digits" and at + 1 < len(words)):
        values = [number.value]
        while at + count < len(words):
            following = parse_number(words[at + count].low)
            if following is None or following.form != "words":
                break
            if words[at + count].low in {"both", "couple", "pair"}:
                break
            if number.form == "digits" and following.value < 100:
                break
            joined = join_numbers([*values, following.value])
            if joined is None:
                break
            values.append(following.value)
            end = words[at + count].end
            count += 1
        joined = join_numbers(values)
        if joined is not None:
            number = Number(joined, number.form)
    sort = "money" if money else "number"
    if at + count < len(words) and words[at + count].low in {"%", "percent"}:
        end = words[at + count].end
        count += 1
        sort = "percent"
    token = _phrase(word, end, sort)
    token.low = low
    token.number = number
    return token, count


def _take_phrase(words: list[Token], at: int, term: Term) -> tuple[Token, int] | None:
    if term.sort == "state" and not words[at].text[:1].isupper():
        return None
    last = words[at + term.words - 1]
    return _phrase(words[at], last.end, term.sort, term.value), term.words


def _take_possessive(
    words: list[Token], lows: list[str], at: int, lexicon: Lexicon
) -> tuple[Token, int] | None:
    """A state in the possessive: "South Carolina's"."""
    for length in (1, 2, 3):
        last = at + length - 1
        if last >= len(lows) or not words[at].text[:1].isupper():
            return None
        if lows[last].endswith("'s"):
            term = lexicon.find([*lows[at:last], lows[last][:-2]], 0)
            if term is not None and term.words == length and term.sort == "state":
                return _take_phrase(words, at, term)
            return None
    return None


def _take_hedges(tokens: list[Token]) -> None:
    for at, token in enumerate(tokens):
        if token.number is None:
            continue
        for length in (3, 2, 1):
            if at < length:
                continue
            words = tuple(t.low for t in tokens[at - length : at])
            hedge = _HEDGES.get(words)
            if hedge is not None and not any(t.sort == "number" for t in tokens[at - length : at]):
                token.hedge = hedge
                token.hedge_start = tokens[at - length].start
                break
