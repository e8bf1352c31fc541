"""Ranks: "tied for 15th place", "second in the country", "leads the nation", "trails only Florida"."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.scopes import carried_states, states_before
from ofrecord.story.tokens import Token
from ofrecord.story.when import event_day

Found = tuple[int, int, tuple[Reading, ...]]
Part = tuple[int, tuple[Reading, ...]]
_AMONG = (
    ("in", "the", "country"), ("in", "the", "nation"), ("in", "the", "u.s."), ("nationally",),
    ("nationwide",), ("among", "states"), ("among", "the", "states"), ("among", "all", "states"),
    ("place",), ("most",), ("in", "the", "united", "states"), ("of", "all", "states"),
    ("behind",), ("only", "to"), ("to",), ("highest",), ("largest",), ("in", "number"), ("in", "the", "number"),
    ("on", "the", "list"), ("overall",),
)  # fmt: skip
_RANKING = frozenset(
    [
        "ranks",
        "ranked",
        "ranking",
        "rank",
        "tied",
        "place",
        "places",
        "placed",
        "puts",
        "put",
        "putting",
        "came",
        "comes",
        "stands",
    ]
)
_TOP = frozenset(["leads", "lead", "leading", "tops", "led", "topping", "leader"])


def read_ordinal(sentence: Sentence, token: Token) -> Part | None:
    """A rank told with an ordinal; an ordinal of something else counts nothing."""
    words, number = sentence.words.words, token.number
    assert number is not None
    after = tuple(words[token.last + 1 : token.last + 5])
    before = words[max(0, token.first - 6) : token.first]
    ranking = not _RANKING.isdisjoint(before)
    placed = any(after[: len(end)] == end for end in _AMONG)
    first = number.value == 1
    if (
        (placed and (ranking or not first) and after[:1] not in (("to",), ("behind",)))
        or (
            ranking
            and not first
            and (placed or after[:1] in (("in",), (",",), (".",), (), ("with",), ("behind",)))
        )
        or (number.value == 2 and after[:2] == ("only", "to"))
        or (number.value == 2 and after[:1] in (("to",), ("behind",)) and sentence.states())
    ):
        return _rank_part(sentence, token, number.value, "tied" in before)
    following = sentence.words.at.get(token.last + 1)
    if (
        number.value > 1
        and following is not None
        and (
            following.sort == "elsewhere"
            or (following.sort == "noun" and following.value == "states")
        )
    ):
        return following.end, sentence.nothing("what is counted is not in the record")
    return None


def _rank_part(sentence: Sentence, token: Token, value: float, tied: bool) -> Part | None:  # noqa: FBT001
    if not sentence.about or not _of_members(sentence):
        return None
    end = token.end
    words = sentence.words
    if words.words[token.last + 1 : token.last + 2] == ["place"]:
        end = words.ends[token.last + 1]
    states = (
        states_before(sentence, token.first, 0)
        or _after(sentence, token)
        or carried_states(sentence)
    )
    if not states:
        states = sentence.story.place or sentence.story.home
    return end, (_rank(sentence, states[:1], value, tied=tied),)


def _of_members(sentence: Sentence) -> bool:
    if sentence.cue or sentence.has_noun("agreements", "agencies", "applications"):
        return True
    return sentence.story.fresh is not None and not any(
        t.sort == "elsewhere" for t in sentence.tokens
    )


def _after(sentence: Sentence, token: Token) -> tuple[str, ...]:
    """The state that follows a rank: "tied for 15th place, New York has …"; not "second to Florida"."""
    words = sentence.words.words
    if words[token.last + 1 : token.last + 2] in (["to"], ["only"], ["behind"]):
        return ()
    return codes_of([t for t in sentence.states() if t.first > token.last][:1])


def _rank(
    sentence: Sentence, states: tuple[str, ...], value: float | str, *, tied: bool = False
) -> Reading:
    days, basis = event_day(sentence)
    return Reading(
        register=sentence.story.register,
        measure=Measure.RANK,
        scope=Scope(states=states, models=sentence.models()[:1]),
        days=days,
        basis=basis,
        comparator=Comparator.ABOUT if isinstance(value, str) else Comparator.EXACT,
        value=value,
        others=("tied",) if tied else (),
    )


# Ranks without an ordinal -----------------------------------------------------------------------

LEADING_WORDS = frozenset(
    [
        "leads",
        "leading",
        "lead",
        "leaders",
        "leader",
        "most",
        "any",
        "trails",
        "behind",
        "among",
        "company",
        "ranks",
        "tops",
        "same",
    ]
)


def read_leaders(sentence: Sentence) -> Iterator[Found]:
    """As in "Florida leads the nation", "has more than any other state", "trails only Florida"."""
    if LEADING_WORDS.isdisjoint(sentence.present) or not _of_members(sentence):
        return
    words = sentence.words.words
    for place, word in enumerate(words):
        found = _leader(sentence, place, word)
        if found is not None:
            yield found
            return


def _leader(sentence: Sentence, place: int, word: str) -> Found | None:
    words, starts, ends = sentence.words.words, sentence.words.starts, sentence.words.ends
    following = words[place + 1 : place + 3]
    states = states_before(sentence, place, 0)
    if (
        word in _TOP
        and following[:1] in (["the"], ["all"])
        and (
            following[1:]
            in (
                ["nation"],
                ["country"],
                ["nation's"],
                ["list"],
                ["pack"],
                ["states"],
                ["u.s."],
                ["way"],
            )
        )
    ):
        return _found(sentence, states, 1.0, starts[place], ends[place + 2])
    if (
        word == "any"
        and following == ["other", "state"]
        and "more" in words[max(0, place - 9) : place]
    ):
        more = max(n for n in range(max(0, place - 9), place) if words[n] == "more")
        return _found(sentence, states, 1.0, starts[more], ends[place + 2])
    if (
        word == "trails" or (word == "behind" and words[place - 1 : place] != ["right"])
    ) and following[:1] == ["only"]:
        ahead = [t for t in sentence.states() if t.first > place]
        if ahead and states:
            return _found(sentence, states, float(1 + len(ahead)), starts[place], ahead[-1].end)
    if (
        word == "most"
        and words[place - 1 : place] == ["the"]
        and states
        and following[:1] != ["recent"]
    ):
        return _most(sentence, place, states)
    if word in {"among", "company", "ranks", "one"}:
        return _among(sentence, place, states)
    return None


def _most(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """As in "Florida has the most agreements of any state"."""
    words, at = sentence.words.words, sentence.words.at
    nouns = [at.get(n) for n in range(place + 1, min(place + 4, len(words)))]
    if not any(
        t is not None and t.sort == "noun" and t.value in {"agreements", "agencies"} for t in nouns
    ):
        return None
    if "states" in words[max(0, place - 4) : place] or len(states) != 1:
        return None
    last = next(t for t in nouns if t is not None and t.sort == "noun")
    return _found(sentence, states, 1.0, sentence.words.starts[place - 1], last.end)


def _among(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """As in "In the company of the states leading in …", "ranks with the states that have the most"."""
    words, ends = sentence.words.words, sentence.words.ends
    tail = words[place + 1 : place + 7]
    if "states" not in tail and "leaders" not in tail:
        return None
    if not {"leading", "leaders", "top", "most"} & set(words[place : place + 12]):
        return None
    named = (
        states
        or sentence.codes()[:1]
        or carried_states(sentence)
        or (sentence.story.place or sentence.story.home)
    )
    if not named:
        return None
    noun = "states" if "states" in tail else "leaders"
    last = place + 1 + tail.index(noun)
    return _found(sentence, named[-1:], "top", sentence.words.starts[place], ends[last])


def _found(
    sentence: Sentence, states: tuple[str, ...], value: float | str, start: int, end: int
) -> Found | None:
    if not states:
        states = carried_states(sentence)
    if not states:
        return None
    return start, end, (_rank(sentence, states[-1:], value),)


def read_equal(sentence: Sentence) -> Iterator[Found]:
    """As in "The same number of agreements as Indiana and Wyoming", "A and B have the same number"."""
    words = sentence.words.words
    if "same" not in sentence.present or not _of_members(sentence):
        return
    place = next((n for n in range(len(words)) if words[n : n + 2] == ["same", "number"]), -1)
    if place < 0:
        return
    states = sentence.states()
    after = [t for t in states if t.first > place and "as" in words[place : t.first]]
    before = states_before(sentence, place, 0)
    start = sentence.words.starts[max(place - 1, 0)]
    if after:
        base, others, end = (
            before or (sentence.story.place or sentence.story.home),
            codes_of(after),
            after[-1].end,
        )
    elif len(before) > 1:
        base, others, end = before[:1], before[1:], sentence.words.ends[place + 1]
    else:
        return
    days, basis = event_day(sentence)
    yield (
        start,
        end,
        (
            Reading(
                register=sentence.story.register,
                measure=Measure.EQUAL,
                scope=Scope(states=base),
                days=days,
                basis=basis,
                value="yes",
                others=others,
            ),
        ),
    )
