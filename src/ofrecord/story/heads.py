"""What a number counts: the noun to its right, through adjectives, or what a pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass

from ofrecord.story.context import Sentence
from ofrecord.story.speech import ADJECTIVES, OWNERS, PRONOUNS, STOP
from ofrecord.story.tokens import PROGRAM, Token

_FARTHEST = 5
"""A number is parted from what it counts by no more words than this that say nothing."""
_GROUPS = frozenset(
    [
        "trio",
        "pair",
        "couple",
        "dozen",
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "handful",
        "duo",
        "quartet",
        "score",
        "docena",
        "docenas",
        "decenas",
        "cientos",
        "miles",
        "million",
        "billion",
        "quintet",
    ]
)
_MARKS = frozenset([";", ":", "(", ")", "—", "–", ",", '"'])
_COUNTED = frozenset({"noun", "kind", "elsewhere"})


@dataclass(slots=True)
class Head:
    """What a number counts.

    ``kind`` is noun, kind, elsewhere or model with its token; ``them`` where a pronoun stands for
    what was counted before; empty where nothing is named. ``last`` is the place of the last word;
    ``word`` one that is not known; ``total`` the number of those that a part is taken of.
    """

    kind: str
    token: Token | None
    last: int
    word: str = ""
    total: Token | None = None
    more: bool = False


def find_head(sentence: Sentence, token: Token) -> Head:
    """What a number counts, looking to its right.

    "Eight of the state's 87 counties" counts counties, "46 of them" what was counted before, "two
    confirmed participants" participants, "300 South Koreans" something that is not known.
    """
    return _Search(sentence, token).run()


class _Search:
    def __init__(self, sentence: Sentence, token: Token) -> None:
        self.words = sentence.words.words
        self.at = sentence.words.at
        self.sentence = sentence
        self.number = token
        self.unknown = 0
        self.word = ""
        self.part = False
        self.total: Token | None = None
        self.more = False

    def run(self) -> Head:
        place = self.number.last + 1
        while place < len(self.words) and self.unknown <= _FARTHEST:
            token = self.at.get(place)
            if token is None:
                found, place = self._word(place)
                if found is not None:
                    return found
                if place < 0:
                    break
            elif token.sort in _COUNTED:
                return self._chain(token)
            elif token.sort == "model":
                return self._model(token)
            elif token.number is not None:
                if not self.part or token.used:
                    break
                token.used = True
                self.total = token
                place = token.last + 1
            else:
                place = token.last + 1
                if token.sort not in {"state", "filler"}:
                    self._pass(self.words[token.first])
        return self._nothing()

    def _nothing(self) -> Head:
        kind = "them" if self.part and not self.word else ""
        last = self.total.last if self.total is not None else self.number.last
        return Head(kind, None, last, self.word, self.total, self.more)

    def _pass(self, word: str) -> None:
        self.unknown += 1
        self.word = self.word or word

    def _word(self, place: int) -> tuple[Head | None, int]:
        """Goes over a word that stands for nothing; a place below nought ends the search."""
        word = self.words[place]
        if word in _MARKS:
            return None, -1
        if word in {"of", "de"}:
            return self._of(place)
        if word in ADJECTIVES:
            self.more = self.more or word in {"more", "others", "other"}
            if word in {
                "signed",
                "pending",
                "participating",
                "enrolled",
                "listed",
                "awaiting",
            } and not self._leads_on(place):
                return None, -1
            return None, place + 1
        if word in STOP or (word.endswith("ing") and "-" not in word) or word == "of":
            return None, -1
        if self.sentence.role(place) in {
            "sign",
            "hold",
            "count",
            "unreal",
            "other",
            "have",
        } and not self._leads_on(place):
            return None, -1
        if word.endswith(("'s", "s'")) and self.part:
            return None, place + 1
        self._pass(word)
        return None, place + 1

    def _leads_on(self, place: int) -> bool:
        """Whether a participle is followed by what is counted: "536 signed agreements"."""
        for after in range(place + 1, min(place + 5, len(self.words))):
            token = self.at.get(after)
            if token is not None:
                if token.sort in _COUNTED or token.sort == "model":
                    return True
                if token.sort in {"filler", "state"}:
                    continue
                return False
            if (
                self.words[after] in STOP
                or self.words[after] in _MARKS
                or self.words[after] == "of"
            ):
                return False
        return False

    def _of(self, place: int) -> tuple[Head | None, int]:
        words, after = self.words, place + 1
        if after >= len(words) or (self.word and words[self.number.last] not in _GROUPS):
            return None, -1
        word, token = words[after], self.at.get(after)
        if word in PRONOUNS:
            following = self.at.get(after + 1)
            if (
                following is not None
                and following.sort in {*_COUNTED, "filler", "number"}
                and word in {"these", "those"}
            ):
                self.part = True
                return None, after + 1
            return Head("them", None, after, word, more=self.more), place
        if word in OWNERS or word.endswith(("'s", "s'")) or (token is not None and token.owner):
            self.part = True
            return None, after + (word in OWNERS)
        if (
            token is not None
            and token.sort in {"noun", "kind", "filler", "elsewhere", "model"}
            and word != "state"
        ):
            if (
                words[self.number.first] in _GROUPS
                or words[self.number.last] in _GROUPS
                or self.part
            ):
                return None, after
            self.part = True
            return None, after
        if words[self.number.last] in _GROUPS:
            return None, after
        return None, -1

    def _chain(self, token: Token) -> Head:
        """The last of nouns that stand side by side: "county jails", "state agencies"."""
        while True:
            following = self.at.get(token.last + 1)
            if following is None or not self._adjoins(token, following):
                break
            if following.sort in _COUNTED:
                token = following
            elif following.sort == "model" and token.sort == "noun":
                break
            else:
                break
        return Head(token.sort, token, token.last, self.word, self.total, self.more)

    def _model(self, token: Token) -> Head:
        place = token.last + 1
        while place < len(self.words) and (
            self.words[place] in {PROGRAM, "model"} or place - token.last < 2
        ):
            following = self.at.get(place)
            if following is not None and following.sort in {"noun", "kind"}:
                return Head(
                    following.sort, following, following.last, self.word, self.total, self.more
                )
            if following is not None and following.sort == "elsewhere":
                return Head(
                    "elsewhere", following, following.last, self.word, self.total, self.more
                )
            if following is None or following.sort != "filler":
                break
            place = following.last + 1
        return Head("model", token, token.last, self.word, self.total, self.more)

    def _adjoins(self, one: Token, other: Token) -> bool:
        return not self.sentence.words.plain[one.end : other.start].strip(" '")
