"""Where a number counts, and under which model: what stands beside it, or carries over."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence, codes_of
from ofrecord.story.heads import Head
from ofrecord.story.lexicon import is_territory
from ofrecord.story.speech import ALL_OF_THEM, BORDERS, LISTING, PREPOSITIONS
from ofrecord.story.tokens import Token

LARGE = 400
"""A bare number as large as this is not carried over to one state: no state has so many."""
_ALL_PHRASES = (
    "across the country", "in the country", "in the nation", "across the nation", "across the u.s",
    "in the u.s", "in the united states", "national list", "all told", "around the country",
    "throughout the country", "across america", "en el país", "en todo el país",
)  # fmt: skip
_ELSEWHERE = frozenset(["more", "others", "other", "another", "rest", "remaining"])
_INTO = frozenset({"included", "includes", "including"})
_WAITS = frozenset(
    [
        "pending",
        "awaiting",
        "await",
        "awaits",
        "awaited",
        "applied",
        "pendientes",
        "pendiente",
        "waiting",
        "seeking",
        "sought",
        "pipeline",
        "weighed",
    ]
)


def scope_count(sentence: Sentence, token: Token, head: Head, count: Count, high: int) -> None:
    """Finds the states and the model of a count and whether it is of applications."""
    right = max(head.last, token.last) + 1
    if count.measure in {Measure.STATES, Measure.STATES_WITHOUT}:
        count.states = ()
        _territories(sentence, token, count)
    else:
        count.states = _find_states(sentence, token, head, count, right, high)
    if not count.models:
        count.models = _find_models(sentence, token, head, right, high)
    if not count.models and head.kind == "them":
        base = sentence.last or sentence.story.fresh
        count.models = base.models if base is not None else ()
    if count.measure in {Measure.AGREEMENTS, Measure.AGENCIES}:
        if _granted(sentence, right, high):
            count.pending = False
        elif not count.pending:
            count.pending = _waits(sentence, token, right, high)


# States -----------------------------------------------------------------------------------------


def _find_states(
    sentence: Sentence, token: Token, head: Head, count: Count, right: int, high: int
) -> tuple[str, ...]:
    inside = [
        t
        for t in sentence.tokens
        if t.sort == "state" and token.last < t.first <= max(head.last, token.last)
    ]
    after = [] if inside else states_after(sentence, right, high)
    if inside or after:
        return codes_of(inside or after)
    if _phrase_of_all(sentence, token, right, high):
        return ()
    low = sentence.place(sentence.last_end) if sentence.last_end else 0
    before = states_before(sentence, token.first, low)
    if before:
        return before
    if said_of_all(sentence, token):
        return ()
    if _of_the_same(sentence, head, count):
        return count.states
    if (
        sentence.last is not None
        and sentence.last.measure is not None
        and not _fresh_start(sentence, token)
    ):
        return sentence.last.states
    topic = states_before(sentence, token.first, 0)
    if topic and not (sentence.national and count.measure is None):
        return topic
    return carried_states(sentence, token)


def _of_the_same(sentence: Sentence, head: Head, count: Count) -> bool:
    return head.kind == "them" and bool(count.states)


def _fresh_start(sentence: Sentence, token: Token) -> bool:
    """Whether a new clause has begun since the number before: ", while", ";"."""
    words, start = sentence.words.words, sentence.place(sentence.last_end)
    return not {";", "while", "whereas", "but", *sentence.lexicon.acting}.isdisjoint(
        words[start : token.first]
    )


def states_after(sentence: Sentence, right: int, high: int) -> list[Token]:
    """The states that follow with a preposition: "18 agencies in Texas", "in Ohio and Iowa"."""
    words, at = sentence.words.words, sentence.words.at
    found: list[Token] = []
    place = right
    while place < high:
        token, word = at.get(place), words[place]
        if token is not None and token.sort == "state":
            before = words[place - 1] if place else ""
            if before == "the" and place > 1:
                before = words[place - 2]
            if found or before in PREPOSITIONS or before in {"is", "are", "neighboring", "state"}:
                if not only_included(sentence, token):
                    found.append(token)
            place = token.last + 1
            continue
        if found:
            if word not in LISTING and word != "the":
                break
        elif (
            word in BORDERS
            or (word == "," and not _list_ahead(sentence, place))
            or (word in {"and", "y"} and not _state_at(sentence, place + 1))
        ):
            break
        place += 1
    return found


def _state_at(sentence: Sentence, place: int) -> bool:
    token = sentence.words.at.get(place)
    return token is not None and token.sort == "state"


def _list_ahead(sentence: Sentence, place: int) -> bool:
    """Whether a comma begins a place: ", in Texas"."""
    words = sentence.words.words
    return (
        place + 2 < len(words)
        and words[place + 1] in {"in", "across", "en"}
        and _state_at(sentence, place + 2)
    )


def states_before(sentence: Sentence, first: int, low: int) -> tuple[str, ...]:
    """The nearest states before a number, one or a list of them."""
    words = sentence.words.words
    tokens = [t for t in sentence.tokens if t.sort == "state" and low <= t.first and t.last < first]
    tokens = [t for t in tokens if not only_included(sentence, t)]
    if not tokens:
        return ()
    run = [tokens[-1]]
    if ";" in words[run[0].last + 1 : first] or _in_side_clause(sentence, run[0], first):
        return ()
    for token in reversed(tokens[:-1]):
        between = words[token.last + 1 : run[0].first]
        if not LISTING.union({"the", "neighboring"}).issuperset(between):
            break
        run.insert(0, token)
    return codes_of(run)


def _in_side_clause(sentence: Sentence, token: Token, first: int) -> bool:
    """Whether a state is the subject of a clause of its own: "when Guam joined, …"."""
    words = sentence.words.words
    if "," not in words[token.last + 1 : first] or token.first == 0:
        return False
    comma = words.index(",", token.last + 1)
    opened = words[token.first - 1] in {
        "when",
        "after",
        "before",
        "until",
        "as",
        "since",
        "once",
        "because",
    }
    return opened and any(
        sentence.role(n) in {"sign", "hold", "unreal", "other"}
        for n in range(token.last + 1, comma)
    )


def only_included(sentence: Sentence, token: Token) -> bool:
    """Whether a state is named only as one among more: "27 states, South Dakota included"."""
    words = sentence.words.words
    after = words[token.last + 1 : token.last + 2]
    before = words[max(0, token.first - 2) : token.first]
    if after == ["included"]:
        return not any(
            t.sort == "state" and t is not token and abs(t.first - token.first) < 5
            for t in sentence.tokens
        )
    return before[-1:] == ["including"] or before in (["among", "them"], ["such", "as"], ["like"])


def _phrase_of_all(sentence: Sentence, token: Token, right: int, high: int) -> bool:
    """Whether a number's own phrase says that it is of the whole country."""
    words = sentence.words
    end = right
    while end < high and words.words[end] not in BORDERS and words.words[end] != ",":
        end += 1
    if not ALL_OF_THEM.isdisjoint(words.words[right:end]) and not _ranks(words.words[right:end]):
        return True
    start, stop = words.starts[token.first], words.ends[min(end, len(words.words)) - 1]
    part = words.low[start:stop]
    return any(phrase in part for phrase in _ALL_PHRASES)


def said_of_all(sentence: Sentence, token: Token) -> bool:
    """Whether a sentence says before a number that it is of the whole country."""
    words = sentence.words
    start = words.starts[token.first]
    ahead = words.low[max(0, start - 40) : start]
    return (
        words.words[0] in {"nationwide", "nationally"}
        or "across the country, " in ahead
        or "nationwide" in ahead.split()
    )


def _ranks(words: list[str]) -> bool:
    return not {"leads", "leading", "most", "rank", "ranks"}.isdisjoint(words)


def carried_states(sentence: Sentence, token: Token | None = None) -> tuple[str, ...]:
    """The states that a sentence is about though it names none."""
    story = sentence.story
    if sentence.local and not sentence.by_publisher:
        return story.place or story.home or story.states
    if sentence.national:
        return ()
    large = token is not None and token.number is not None and token.number.value >= LARGE
    if large:
        return ()
    if story.fresh is not None and story.fresh.sentence == story.number - 1:
        return story.focus or (story.place if not story.fresh.states else ())
    return story.place


def _territories(sentence: Sentence, token: Token, count: Count) -> None:
    """How a number of states counts the territories that are named beside it."""
    near = [
        t for t in sentence.tokens
        if t.sort in {"state", "territory"} and is_territory(t.value) and -6 < t.first - token.last < 9
    ]  # fmt: skip
    if near:
        count.territories = " and ".join(dict.fromkeys(t.value for t in near))
    elif "territories" in sentence.words.words[token.last : token.last + 9]:
        count.territories = "excluded"


# Models -----------------------------------------------------------------------------------------


def _find_models(
    sentence: Sentence, token: Token, head: Head, right: int, high: int
) -> tuple[str, ...]:
    words = sentence.words.words
    own = [t for t in sentence.tokens if t.sort == "model" and token.last < t.first <= head.last]
    if own:
        return (own[-1].value,)
    place = right
    while place < high:
        other = sentence.words.at.get(place)
        word = words[place]
        if other is not None and other.sort == "model":
            return (other.value,)
        if (word in BORDERS and word not in {"which", "(", "—", "–"}) or (
            word == "," and words[place + 1 : place + 2] in (["and"], ["which"], ["while"], ["but"])
        ):
            break
        place += 1
    earlier = [t for t in sentence.tokens if t.sort == "model" and t.last < token.first]
    if not earlier:
        return ()
    counted = [
        t
        for t in sentence.tokens
        if t.number and not t.used and t.last < token.first and t.sort == "number"
    ]
    if sentence.last is not None and sentence.last.measure is not None and counted:
        if counted[-1].first < earlier[-1].first and sentence.last.models:
            between = words[counted[-1].last : token.first]
            return () if not {"and", ",", ";"}.isdisjoint(between) else sentence.last.models
        return sentence.last.models if earlier[-1].first < counted[0].first else ()
    if not {";", "while", "whereas", "but"}.isdisjoint(words[earlier[-1].last : token.first]):
        return ()
    return (earlier[-1].value,)


# Applications -----------------------------------------------------------------------------------


def _granted(sentence: Sentence, right: int, high: int) -> bool:
    """Whether applications are counted that have been approved."""
    part = sentence.words.words[right : min(high, right + 5)]
    return not {"approval", "approved", "granted", "accepted"}.isdisjoint(part) and not {
        "awaiting", "await", "awaits", "for", "not", "yet",
    }.intersection(part)  # fmt: skip


def _waits(sentence: Sentence, token: Token, right: int, high: int) -> bool:
    """Whether what is counted has been applied for and not signed yet."""
    if (
        not sentence.waiting
        and "enrolled" not in sentence.present
        and "weighed" not in sentence.present
    ):
        return False
    words = sentence.words.words
    end = right
    while end < high and words[end] not in {";", "while", "where"} and end - right < 10:
        end += 1
    part = words[token.last + 1 : end]
    if not _WAITS.isdisjoint(part):
        return "longer" not in part
    if "review" in part or ("enrolled" in part and "for" in part):
        return True
    left = [t for t in sentence.tokens if t.sort == "noun" and t.last < token.first]
    return (
        bool(left)
        and left[-1].value == "applications"
        and token.first - left[-1].last <= 6
        and not (sentence.last_end and left[-1].end < sentence.last_end)
    )
