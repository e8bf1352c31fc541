"""What a number counts: the noun to its right, through adjectives, or what a pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass

from ofrecord.story.context import Sentence
from ofrecord.story.speech import ADJECTIVES, OWNERS, PRONOUNS, STOP, word_set
from ofrecord.story.tokens import Token

_FARTHEST = 5
"""A number is parted from what it counts by no more words than this that say nothing."""
_GROUPS = word_set(
    "trio pair couple dozen dozens hundreds thousands scores handful duo quartet score docena "
    "docenas decenas cientos miles million billion quintet"
)
_MARKS = word_set('; : ( ) — – , "')
_COUNTED = frozenset({"noun", "kind", "elsewhere"})
_PASSED = frozenset({"state", "filler"})
_AGREED = frozenset({"agreements", "applications"})
_LEADING_ON = word_set("signed pending participating enrolled listed awaiting")
"""Adjectives only where what is counted follows: "536 signed agreements"."""
_FINITE = word_set("use uses follow follows operate operates hold holds cover covers")
"""Verbs that never describe: "14 use the jail model"."""
_ONE_PLACE = word_set("state county parish")
_SINGULAR = frozenset({"states", "counties"})
_FEW_TYPES = 4
_STOP = -1


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
    """Goes from a number to the right until it meets what is counted."""

    def __init__(self, sentence: Sentence, token: Token) -> None:
        self.words = sentence.words.words
        self.at = sentence.words.at
        self.sentence = sentence
        self.number = token
        self.group = not _GROUPS.isdisjoint(self.words[token.first : token.last + 1])
        self.unknown = 0
        self.word = ""
        self.part = False
        self.total: Token | None = None
        self.more = False

    def run(self) -> Head:
        """What is counted."""
        place = self.number.last + 1
        if not self.number.first and self.words[place : place + 1] == [":"]:
            place += 1
        while _STOP < place < len(self.words) and self.unknown <= _FARTHEST:
            token = self.at.get(place)
            if token is None:
                found, place = self._word(place)
                if found is not None:
                    return found
            elif token.sort in _COUNTED and not self._describes(token):
                return self._chain(token)
            elif token.sort == "model":
                return self._model(token)
            elif token.form:
                place = self._number(token)
            else:
                place = token.last + 1
                if token.sort not in _PASSED and token.value not in _SINGULAR:
                    self._pass(self.words[token.first])
        last = self.total.last if self.total is not None else self.number.last
        them = self.part and not self.word
        return Head("them" if them else "", None, last, self.word, self.total, self.more)

    def _describes(self, token: Token) -> bool:
        """Whether a place only says of what sort others are: "600 state police forces"."""
        return self.number.amount != 1 and self.words[token.last] in _ONE_PLACE

    def _pass(self, word: str) -> None:
        self.unknown += 1
        self.word = self.word or word

    def _number(self, token: Token) -> int:
        """Another number: the whole, where a part is taken of it."""
        if not self.part or token.used:
            return _STOP
        token.used = True
        self.total = token
        return token.last + 1

    def _word(self, place: int) -> tuple[Head | None, int]:
        """Goes over a word that stands for nothing."""
        word = self.words[place]
        if word in {"of", "de"}:
            return self._of(place)
        if word in ADJECTIVES:
            self.more = self.more or word in {"more", "others", "other"}
            leads = word not in _LEADING_ON or self._leads_on(place)
            return None, place + 1 if leads else _STOP
        if (
            word in {"a", "an"}
            or word in _MARKS
            or word in STOP
            or (word.endswith("ing") and "-" not in word)
        ):
            return None, _STOP
        role = self.sentence.role(place)
        if role and (word in _FINITE or not self._leads_on(place)):
            return None, _STOP
        if word.endswith("ed") and not OWNERS.isdisjoint(self.words[place + 1 : place + 2]):
            return None, _STOP
        if not (self.part and word.endswith(("'s", "s'"))):
            self._pass(word)
        return None, place + 1

    def _leads_on(self, place: int) -> bool:
        """Whether a participle is followed by what is counted: "536 signed agreements"."""
        for after in range(place + 1, min(place + 5, len(self.words))):
            token = self.at.get(after)
            if token is not None and token.sort not in _PASSED:
                return token.sort in _COUNTED or token.sort == "model"
            word = self.words[after]
            if token is None and (word in STOP or word in _MARKS or word == "of"):
                return False
        return False

    def _of(self, place: int) -> tuple[Head | None, int]:
        """Goes over an "of": to a pronoun, to a whole, or to what a group is of."""
        after = place + 1
        if after >= len(self.words) or (self.word and not self.group):
            return None, _STOP
        word, token = self.words[after], self.at.get(after)
        if token is not None and token.sort == "number" and not (token.used or self.word):
            if token.amount > self.number.amount:
                self.part = True
                return None, after
        if word in PRONOUNS:
            following = self.at.get(after + 1)
            if (
                word not in {"these", "those"}
                or following is None
                or following.sort in {"state", "name"}
            ):
                return Head("them", None, after, word, more=self.more), place
            self.part = True
            return None, after + 1
        if word in OWNERS or word.endswith(("'s", "s'")) or (token is not None and token.owner):
            self.part = True
            return None, after + (word in OWNERS)
        if token is not None and token.sort in {*_COUNTED, "filler", "model"}:
            self.part = self.part or not self.group
            return None, after
        return None, after if self.group else _STOP

    def _chain(self, token: Token) -> Head:
        """The last of nouns that stand side by side: "county jails", "state agencies"."""
        following = self.at.get(token.last + 1)
        while (
            following is not None and following.sort in _COUNTED and self._adjoin(token, following)
        ):
            token = following
            following = self.at.get(token.last + 1)
        last = token.last
        if self.words[last] == "programs" and self._are_types():
            return Head("", None, self.number.last, "types")
        if self.total is not None and token.value in _AGREED:
            # A number of agreements that a part is taken of states something by itself.
            self.total.used = False
            last = self.number.last
        return Head(token.sort, token, last, self.word, self.total, self.more)

    def _model(self, token: Token) -> Head:
        """A model, or the noun that it describes: "31 task force agreements"."""
        following = self.at.get(token.last + 1)
        while following is not None and following.sort == "filler":
            following = self.at.get(following.last + 1)
        if following is None or following.sort not in _COUNTED:
            following = token
        return Head(following.sort, following, following.last, self.word, self.total, self.more)

    def _are_types(self) -> bool:
        """Whether a few programs are sorts of agreements: "taking part in all three programs"."""
        before = self.words[max(0, self.number.first - 1) : self.number.first]
        return self.number.amount <= _FEW_TYPES and before in (["all"], ["the"], ["of"])

    def _adjoin(self, one: Token, other: Token) -> bool:
        return not self.sentence.words.plain[one.end : other.start].strip(" '")
