"""A sentence as words with what they stand for: numbers, nouns, models, states, hedges."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ofrecord.story.claims import Comparator
from ofrecord.story.numbers import Number, join_numbers, parse_number

if TYPE_CHECKING:
    from ofrecord.story.lexicon import Lexicon

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


@dataclass(slots=True)
class Token:
    """One word or phrase. ``sort`` is what it stands for, ``value`` what exactly."""

    text: str
    low: str
    start: int
    end: int
    sort: str = ""
    value: str = ""
    number: Number | None = None
    hedge: Comparator = Comparator.EXACT
    hedge_start: int = -1
    high: float | None = None
    used: bool = field(default=False)


def tokenize(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a sentence, phrases joined, numbers read, hedges taken in."""
    words = [
        Token(m[0], m[0].lower().replace("’", "'"), m.start(), m.end()) for m in WORD.finditer(text)
    ]
    lows = [word.low for word in words]
    tokens: list[Token] = []
    at = 0
    while at < len(words):
        word = words[at]
        taken = _take_number(words, at) or _take_phrase(words, lows, at, lexicon)
        if taken is None:
            low = word.low
            if low.endswith("'s") and (term := lexicon.find([low[:-2], *lows[at + 1 :]], 0)):
                if term.words == 1 and term.sort == "state":
                    word.sort, word.value = term.sort, term.value
            tokens.append(word)
            at += 1
            continue
        token, count = taken
        tokens.append(token)
        at += count
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
    return (
        Token(word.text, low, word.start, end, sort=sort, number=number),
        count,
    )


def _take_phrase(
    words: list[Token], lows: list[str], at: int, lexicon: Lexicon
) -> tuple[Token, int] | None:
    term = lexicon.find(lows, at)
    if term is None and lows[at].endswith("'s"):
        return None
    if term is None:
        if at + 1 < len(words):
            # A possessive ends the phrase: "South Carolina's".
            for length in (3, 2):
                last = at + length - 1
                if last < len(words) and lows[last].endswith("'s"):
                    stripped = [*lows[at:last], lows[last][:-2]]
                    term = lexicon.find(stripped, 0)
                    if term is not None and term.words == length:
                        break
                    term = None
        if term is None:
            return None
    last = words[at + term.words - 1]
    if term.sort == "state" and not words[at].text[:1].isupper():
        return None
    token = Token(
        words[at].text, words[at].low, words[at].start, last.end, sort=term.sort, value=term.value
    )
    return token, term.words


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
