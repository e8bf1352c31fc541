"""Ranks: "tied for 15th place", "second in the country", "leads the nation", "trails only Ohio"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ofrecord.story.claims import Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.places_carried import carried_states
from ofrecord.story.scopes import states_before
from ofrecord.story.speech import word_set
from ofrecord.story.subjects import Found, Part, make_reading
from ofrecord.story.tokens import Token

_AMONG = tuple(
    tuple(phrase.split())
    for phrase in (
        "in the country", "in the nation", "in the u.s.", "in the united states", "nationally",
        "nationwide", "among states", "among the states", "among all states", "of all states",
        "place", "lugar", "most", "highest", "largest", "in number", "in the number", "on the list",
        "overall", "behind", "only to", "to",
    )
)  # fmt: skip
"""What follows an ordinal that is a rank."""
_PLACED = frozenset({("in",), (",",), (), ("with",), ("for",), ("by",)})
"""What follows an ordinal that is a rank where a word of ranking stands before it."""
_RANKING = word_set(
    "ocupa ranks ranked ranking rank tied place places placed puts put putting came comes stands"
)
_TOP = word_set("leads lead leading tops led topping leader")
_FIELD = word_set("nation country nation's list pack states u.s. way")
_SUPERLATIVES = {
    f"{ordinal}-{most}": value
    for value, ordinal in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        start=2,
    )
    for most in ("most", "highest", "largest", "biggest")
}
LEADING_WORDS = frozenset(_SUPERLATIVES) | word_set(
    "leads leading lead leaders leader most any trails behind among company ranks tops same number "
    "total no more fewer highest greatest largest top"
)
_HIGHEST = frozenset({"highest", "greatest", "largest", "biggest"})
_MEMBERS = frozenset({"agreements", "agencies"})
_TALLY = word_set("count number total tally figure agreements agencies partnerships")
_NEAR = 12
_IT_IS = (["it", "is"], ["it", "was"], ["state", "is"], ["is", "now"])
_WHOLE = (("in", "the", "country"), ("in", "the", "nation"), ("in", "the", "u.s."))
_PUNCTUATION = frozenset({",", ";", "—", "–", ")"})
UNKNOWN = "what is counted is not in the record"


def read_ordinal(sentence: Sentence, token: Token) -> Part | None:
    """A rank told with an ordinal; an ordinal of something else counts nothing."""
    if _is_rank(sentence, token):
        return _rank_part(sentence, token)
    following = sentence.words.at.get(token.last + 1)
    if token.amount > 1 and following is not None and _ranks_others(following):
        return following.end, sentence.nothing(UNKNOWN)
    return None


def _ranks_others(token: Token) -> bool:
    return token.sort == "elsewhere" or (token.sort == "noun" and token.value == "states")


def _is_rank(sentence: Sentence, token: Token) -> bool:
    words = sentence.words.words
    after = tuple(words[token.last + 1 : token.last + 5])
    ranking = not _RANKING.isdisjoint(words[max(0, token.first - 6) : token.first])
    placed = any(after[: len(end)] == end for end in _AMONG)
    to_another = after[:1] in {("to",), ("behind",)}
    if token.amount == 2 and (after[:2] == ("only", "to") or (to_another and sentence.states())):
        return True
    if to_another:
        return after[0] == "behind" and token.amount > 1 and bool(sentence.states())
    if placed and (ranking or token.amount > 1):
        return True
    alone = after[:1] in {(), (",",), (";",)} and token.amount > 1
    if alone and words[max(0, token.first - 2) : token.first] in _IT_IS:
        return True
    state = sentence.words.at.get(token.first - 2)
    if alone and words[token.first - 1 : token.first] == ["is"] and state is not None:
        return state.sort == "state"
    return ranking and token.amount > 1 and after[:1] in _PLACED


def _rank_part(sentence: Sentence, token: Token) -> Part | None:
    if not sentence.about or not _of_members(sentence):
        return None
    words = sentence.words
    states = (
        states_before(sentence, token.first, 0)
        or _after(sentence, token)
        or carried_states(sentence)
        or sentence.own_place
    )
    placed = words.words[token.last + 1 : token.last + 2] == ["place"]
    end = words.ends[token.last + 1] if placed else token.end
    tied = "tied" in words.words[max(0, token.first - 6) : token.first]
    return end, _rank(sentence, states[:1], token.amount, tied=tied)


def _of_members(sentence: Sentence) -> bool:
    if sentence.cue or sentence.has_noun("agreements", "agencies", "applications"):
        return True
    others = any(t.sort == "elsewhere" for t in sentence.tokens)
    return sentence.story.remembered is not None and not others


def _after(sentence: Sentence, token: Token) -> tuple[str, ...]:
    """The state that follows a rank: "tied for 15th place, Ohio has …"; not "second to Ohio"."""
    words = sentence.words.words
    if words[token.last + 1 : token.last + 2] in (["to"], ["only"], ["behind"]):
        return ()
    return codes_of([t for t in sentence.states() if t.first > token.last][:1])


def _rank(
    sentence: Sentence, states: tuple[str, ...], value: float | str, *, tied: bool = False
) -> tuple[Reading, ...]:
    return make_reading(
        sentence,
        Measure.RANK,
        Scope(states=states, models=sentence.models()[:1], pending=_waits(sentence)),
        value=value,
        comparator=Comparator.ABOUT if isinstance(value, str) else Comparator.EXACT,
        others=("tied",) if tied else (),
    )


def _waits(sentence: Sentence) -> bool:
    """Whether it is by applications that a sentence ranks."""
    return sentence.last is not None and sentence.last.pending


# Ranks without an ordinal -----------------------------------------------------------------------


def read_leaders(sentence: Sentence) -> Iterator[Found]:
    """Ranks in words: "leads the nation", "more than any other state", "trails only Ohio"."""
    if LEADING_WORDS.isdisjoint(sentence.present) or not _of_members(sentence):
        return
    for place, word in enumerate(sentence.words.words):
        if word in LEADING_WORDS or word == "one":
            found = _leader(sentence, place, word)
            if found is not None:
                yield found
                return


def _leader(sentence: Sentence, place: int, word: str) -> Found | None:
    states = states_before(sentence, place, 0)
    if word in _TOP:
        return _first_of_all(sentence, place, states)
    if word in _SUPERLATIVES:
        whole = tuple(sentence.words.words[place + 1 : place + 4])
        alone = whole in _WHOLE or not whole or whole[0] in _PUNCTUATION
        named = alone or (states and _counts_members(sentence, place))
        return _found(sentence, states, _SUPERLATIVES[word], place, place) if named else None
    match word:
        case "no":
            return _numbered(sentence, place, states) or _no_other(sentence, place)
        case "top":
            return _in_the_top(sentence, place, states)
        case "more" | "fewer":
            return _only_some(sentence, place)
        case "highest" | "greatest" | "largest":
            return _highest(sentence, place, states)
        case "any":
            return _more_than_any(sentence, place, states)
        case "trails" | "behind":
            return _behind(sentence, place, states)
        case "number" | "total":
            return _most_number(sentence, place)
        case "most":
            return _most(sentence, place, states)
        case "among" | "company" | "ranks" | "one":
            return _among(sentence, place, states)
        case _:
            return None


def _first_of_all(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "leads the nation", "tops the list", "the national leader"."""
    words = sentence.words.words
    if words[place] == "leader" and words[place - 1 : place] in (["national"], ["nation's"]):
        return _found(sentence, states, 1, place - 1, place)
    following = words[place + 1 : place + 3]
    if following[:1] not in (["the"], ["all"]) or _FIELD.isdisjoint(following[1:]):
        return None
    together = [t for t in sentence.states() if t.last < place]
    if words[place] == "lead" and len(together) > 1:
        (reading,) = _rank(sentence, codes_of(together[-1:]), float(len(together)))
        reading = replace(reading, comparator=Comparator.AT_MOST)
        return sentence.words.starts[place], sentence.words.ends[place + 2], (reading,)
    return _found(sentence, states, 1, place, place + 2)


def _numbered(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "No. 2 in the country"."""
    words, token = sentence.words, sentence.words.at.get(place + 1)
    if token is None or token.form != "digits" or words.plain[words.ends[place]] != ".":
        return None
    after = tuple(words.words[token.last + 1 : token.last + 5])
    listed = after[:1] == ("on",) and "list" in after
    if not (listed or any(after[: len(end)] == end for end in _AMONG) or after[:1] in _PLACED):
        return None
    named = states or codes_of([t for t in sentence.states() if 0 < t.first - token.last < _NEAR])
    return _found(sentence, named[:1], token.amount, place, token.last)


def _in_the_top(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "ranks in the top five"."""
    words, token = sentence.words, sentence.words.at.get(place + 1)
    if token is None or token.form not in {"digits", "words"} or not states:
        return None
    if words.words[place - 1 : place] != ["the"]:
        return None
    (reading,) = _rank(sentence, states[-1:], token.amount)
    reading = replace(reading, comparator=Comparator.AT_MOST)
    return words.starts[place], token.end, (reading,)


def _no_other(sentence: Sentence, place: int) -> Found | None:
    """Reads "no state has more agreements than Florida"."""
    words = sentence.words.words
    if not {"state", "other"} & set(words[place + 1 : place + 2]):
        return None
    than = next((n for n in range(place, len(words)) if words[n] == "than"), -1)
    named = [t for t in sentence.states() if t.first == than + 1]
    if than < 0 or not named or "more" not in words[place:than]:
        return None
    return _found(sentence, codes_of(named), 1, place, named[0].last)


def _only_some(sentence: Sentence, place: int) -> Found | None:
    """Reads "only Florida and Texas have more agreements than Tennessee"."""
    words = sentence.words.words
    than = next((n for n in range(place, len(words)) if words[n] == "than"), -1)
    last = [t for t in sentence.states() if t.first == than + 1]
    if words[place] != "more" or than < 0 or not last or not _counts_members(sentence, place):
        return None
    ahead = [t for t in sentence.states() if t.first < place]
    first = ahead[0].first - 1 if ahead else -1
    if first < 0 or words[first] != "only":
        return None
    return _found(sentence, codes_of(last), 1 + len(codes_of(ahead)), first, last[0].last)


def _highest(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "Florida's count is the highest in the country"."""
    words = sentence.words.words
    tail = tuple(words[place + 1 : place + 5])
    whole = [end for end in _AMONG if tail[: len(end)] == end and len(end) > 1]
    if words[place - 1 : place] != ["the"] or _TALLY.isdisjoint(words[max(0, place - 6) : place]):
        return None
    if not whole and tail[:3] != ("of", "any", "state"):
        return None
    last = place + (len(whole[0]) if whole else 3)
    return _found(sentence, states, 1, place, last) if len(states) == 1 else None


def _more_than_any(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "more agreements than any other state"."""
    words = sentence.words.words
    before = range(place - 1, max(0, place - 9) - 1, -1)
    more = next((n for n in before if words[n] == "more"), -1)
    if words[place + 1 : place + 3] != ["other", "state"] or more < 0:
        return None
    return _found(sentence, states, 1, more, place + 2)


def _behind(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "trails only Florida", "behind only Florida and Texas"."""
    ahead = [t for t in sentence.states() if t.first > place]
    if sentence.words.words[place + 1 : place + 2] != ["only"] or not ahead or not states:
        return None
    return _found(sentence, states, 1 + len(ahead), place, ahead[-1].last)


def _most(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "Florida has the most agreements of any state"."""
    words = sentence.words.words
    if words[place - 1 : place] != ["the"] or words[place + 1 : place + 2] == ["recent"]:
        return None
    if not _counts_members(sentence, place) or "states" in words[max(0, place - 4) : place]:
        return None
    last = next(
        t.last for t in sentence.tokens if t.first > place and t.value in {"agreements", "agencies"}
    )
    return _found(sentence, states, 1, place - 1, last) if len(states) == 1 else None


def _most_number(sentence: Sentence, place: int) -> Found | None:
    """Reads "Florida has the highest number of agreements", "the most … signed in Florida"."""
    words = sentence.words.words
    if words[max(0, place - 2) : place - 1] != ["the"] or words[place - 1] not in _HIGHEST:
        return None
    if words[place + 1 : place + 2] != ["of"] or not _counts_members(sentence, place):
        return None
    before = states_before(sentence, place, 0)
    after = [t for t in sentence.states() if 0 < t.first - place < _NEAR]
    states = before or codes_of(after)
    many = "states" in words[max(0, place - 6) : place]
    if many or len(states) != 1 or (not before and words[after[0].first - 1] != "in"):
        return None
    last = next(t.last for t in sentence.tokens if t.first > place and t.value in _MEMBERS)
    return _found(sentence, states, 1, place - 2, last)


def _counts_members(sentence: Sentence, place: int) -> bool:
    """Whether agreements or agencies are what there are so many of."""
    near = (sentence.words.at.get(after) for after in range(place + 1, place + 5))
    return any(t is not None and t.value in _MEMBERS for t in near)


def _among(sentence: Sentence, place: int, states: tuple[str, ...]) -> Found | None:
    """Reads "in the company of the states leading in …", "ranks with the states with the most"."""
    words = sentence.words.words
    tail = words[place + 1 : place + 7]
    noun = next((word for word in tail if word in {"states", "leaders"}), "")
    if not noun or {"leading", "leaders", "top", "most"}.isdisjoint(words[place : place + 12]):
        return None
    if "not" in words[max(0, place - 3) : place]:
        return None
    named = states or sentence.codes()[:1] or carried_states(sentence) or sentence.own_place
    return _found(sentence, named, "top", place, place + 1 + tail.index(noun))


def _found(
    sentence: Sentence, states: tuple[str, ...], value: float | str, first: int, last: int
) -> Found | None:
    states = states or carried_states(sentence)
    if not states:
        return None
    told = value if isinstance(value, str) else float(value)
    start, end = sentence.words.starts[first], sentence.words.ends[last]
    return start, end, _rank(sentence, states[-1:], told)


def read_equal(sentence: Sentence) -> Iterator[Found]:
    """Equal numbers: "the same number as Ohio", "Iowa and Ohio have the same number"."""
    words = sentence.words.words
    if "same" not in sentence.present or not _of_members(sentence):
        return
    place = next((n for n in range(len(words)) if words[n : n + 2] == ["same", "number"]), -1)
    if place < 0:
        return
    after = [t for t in sentence.states() if t.first > place and "as" in words[place : t.first]]
    before = states_before(sentence, place, 0)
    if after:
        base, others, end = before or sentence.own_place, codes_of(after), after[-1].end
    elif len(before) > 1:
        base, others, end = before[:1], before[1:], sentence.words.ends[place + 1]
    else:
        return
    start = sentence.words.starts[max(place - 1, 0)]
    scope = Scope(states=base)
    yield start, end, make_reading(sentence, Measure.EQUAL, scope, value="yes", others=others)
