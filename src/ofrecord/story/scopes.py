"""Where a number counts: the states beside it, those of its sentence, or those carried over."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence, codes_of
from ofrecord.story.heads import Head
from ofrecord.story.lexicon import is_territory
from ofrecord.story.models_named import find_models
from ofrecord.story.places_carried import IN_STATE_PHRASES, carried_states
from ofrecord.story.speech import (
    ALL_OF_THEM,
    BORDERS,
    LISTING,
    PREPOSITIONS,
    word_set,
)
from ofrecord.story.tokens import Token
from ofrecord.story.totals import (
    has_part,
    only_included,
    opened_with,
    over_states,
    respective,
    whole_of_share,
)

_ALL_PHRASES = (
    "across the country", "in the country", "in the nation", "across the nation", "across the u.s",
    "in the u.s", "in the united states", "national list", "all told", "around the country",
    "throughout the country", "across america", "en el país", "en todo el país",
)  # fmt: skip
_RANKING = word_set("leads leading most rank ranks")
_WAITS = word_set(
    "pending awaiting await awaits awaited applied pendientes pendiente waiting seeking sought "
    "pipeline weighed esperan espera solicitaron solicitado solicitudes solicitud"
)
_ASIDE = word_set("behind after unlike like following alongside besides trailing")

_WAITING_LISTS = (["pending", "list"], ["waiting", "list"], ["pending", "roster"])
_GRANTED = word_set("approval approved granted accepted")
_NOT_GRANTED = word_set("awaiting await awaits for not yet")
_NEW_CLAUSE = frozenset({";", "while", "whereas", "but"})
_TOTALS = (
    ["of", "the"],
    ["out", "of", "the"],
    ["of"],
    ["of", "its"],
    ["of", "all"],
    ["of", "the", "nation's"],
    ["of", "the", "country's"],
)
_NATIONS = (["nation's"], ["country's"])
_ALL_IN = (["both", "in"], ["all", "in"], ["both", "from"], ["all", "from"], ["each", "in"])
_THOSE = frozenset({"those", "that"})
_CLOSE = 4
_HELD_AGAINST = word_set("passed overtook surpassed passing surpassing overtaking leapfrogged past")
_MORE = word_set("additional another more further")
_SIDE = word_set("when after before until as since once because")
_BETWEEN = LISTING | {"the", "neighboring"}
_BESIDE = PREPOSITIONS | {"is", "are", "neighboring", "state", "with"}


def scope_count(sentence: Sentence, token: Token, head: Head, count: Count, high: int) -> None:
    """Finds the states and the model of a count and whether it is of applications."""
    right = max(head.last, token.last) + 1
    if count.measure in {Measure.STATES, Measure.STATES_WITHOUT}:
        count.states = ()
        _count_territories(sentence, token, count)
    else:
        count.states = _find_states(sentence, token, head, count, high)
    if not count.models and not _is_whole(sentence, token):
        count.models = find_models(sentence, token, head, right, _past_whole(sentence, head, high))
    if count.measure in {Measure.AGREEMENTS, Measure.AGENCIES}:
        if _granted(sentence, right, high):
            count.pending = False
        elif not count.pending:
            count.pending = _waits(sentence, token, right, high)
            if count.pending and _or_signed(sentence, right, high):
                count.pending, count.with_pending = False, True
        if not count.types and "state level" in sentence.words.low:
            count.types = ("State",)
    elif head.token is None and not count.pending:
        count.pending = _waits(sentence, token, right, high)


# States -----------------------------------------------------------------------------------------


def _find_states(
    sentence: Sentence, token: Token, head: Head, count: Count, high: int
) -> tuple[str, ...]:
    if sentence.words.words[max(0, token.first - 1) : token.first] in _NATIONS:
        return ()
    if sentence.story.home and _is_ours(sentence, token):
        return sentence.story.home
    if _is_owned(sentence, token):
        return codes_of([sentence.words.at[token.first - 1]])
    right = max(head.last, token.last) + 1
    if sentence.words.words[max(0, token.first - 2) : token.first] == ["of", "all"]:
        return codes_of(states_after(sentence, right, high))
    if not token.first and sentence.words.words[right : right + 1] == [":"]:
        right += 1  # a table: "259: in Texas"
    if _is_total(sentence, token):
        told = sentence.story.counted.get(token.amount)
        if told is not None and told.measure is count.measure:
            return told.states
        found = codes_of(states_after(sentence, right, high))
        within = any(phrase in sentence.words.low for phrase in IN_STATE_PHRASES)
        return found or (carried_states(sentence, token) if within else ())
    inside = [t for t in sentence.tokens if t.sort == "state" and token.last < t.first < right]
    beside = inside or states_after(sentence, right, high)
    if beside:
        return codes_of(beside)
    opened = opened_with(sentence, token, right)
    if opened is not None:
        return codes_of([opened])
    if head.total is None and _phrase_of_all(sentence, token, right, high):
        return ()
    if over_states(sentence, right):
        return ()
    if whole_of_share(sentence, token):
        told = sentence.story.counted.get(token.amount)
        return told.states if told is not None else ()
    low = sentence.place(sentence.last_end) if sentence.last_end else 0
    own = respective(sentence, token, "state")
    before = codes_of(own) if own else states_before(sentence, token.first, low)
    if before or said_of_all(sentence, token):
        return before
    if head.kind == "them" and count.states:
        return count.states
    last = sentence.last
    if last is not None and last.measure is not None and not _starts_anew(sentence, token):
        return last.states
    fresh = sentence.story.fresh
    if fresh is not None and _goes_on(sentence, token, right):
        return fresh.states
    found = states_before(sentence, token.first, 0)
    if found or has_part(sentence, token, high):
        return found
    sentence.carried.add(token.hedge_start)
    return carried_states(sentence, token)


def _goes_on(sentence: Sentence, token: Token, right: int) -> bool:
    """Whether a number adds to the one of the sentence before: "an additional 63 are pending"."""
    fresh = sentence.story.fresh
    if fresh is None or fresh.sentence != sentence.story.number - 1 or sentence.states():
        return False
    words, first = sentence.words.words, sentence.place(token.hedge_start)
    return not _MORE.isdisjoint((*words[max(0, first - 1) : first], *words[token.last + 1 : right]))


def _is_total(sentence: Sentence, token: Token) -> bool:
    """Whether a number is the whole of which the one before is a part: "22 of the 1,000"."""
    if sentence.last is None or sentence.last.measure is None:
        return False
    first, last = sentence.place(sentence.last_end), sentence.place(token.hedge_start)
    return sentence.words.words[first:last] in _TOTALS


def _is_whole(sentence: Sentence, token: Token) -> bool:
    """Whether a number is that of which the one before is a part: "20 of the state's 26"."""
    if sentence.last is None or sentence.last.measure is None:
        return False
    between = sentence.words.words[sentence.place(sentence.last_end) : token.first]
    return between[:1] == ["of"] and len(between) <= _CLOSE and "," not in between


def _past_whole(sentence: Sentence, head: Head, high: int) -> int:
    """The end of what is said of a part: behind the number of its whole."""
    if head.total is None or head.total.first != high:
        return high
    later = (
        t.first for t in sentence.tokens if t.form and t.first > head.total.last and not t.used
    )
    return next(later, len(sentence.words.words))


def _is_ours(sentence: Sentence, token: Token) -> bool:
    """Whether a number is that of the writer's own state: "we have 17", "of our 19 agreements"."""
    first = sentence.place(token.hedge_start)
    before = sentence.words.words[max(0, first - 2) : first]
    return before[-1:] in (["our"], ["here"]) or before in (["we", "have"], ["we", "had"])


def _is_owned(sentence: Sentence, token: Token) -> bool:
    before = sentence.words.at.get(token.first - 1)
    return before is not None and before.sort == "state"


def _starts_anew(sentence: Sentence, token: Token) -> bool:
    """Whether a new clause has begun since the number before: ", while", ";"."""
    words, start = sentence.words.words, sentence.place(sentence.last_end)
    return not (_NEW_CLAUSE | sentence.lexicon.short_names).isdisjoint(words[start : token.first])


def states_after(sentence: Sentence, right: int, high: int) -> list[Token]:
    """The states that follow with a preposition: "18 agencies in Texas", "in Ohio and Iowa"."""
    words, at = sentence.words.words, sentence.words.at
    found: list[Token] = []
    place = right
    while place < high:
        token = at.get(place)
        if token is not None and token.sort == "state":
            if (found or _is_introduced(words, place)) and not only_included(sentence, token):
                found.append(token)
            place = token.last + 1
        elif _ends_list(words[place]) if found else _ends_clause(sentence, place):
            break
        else:
            place += 1
    return found


def _is_introduced(words: list[str], place: int) -> bool:
    before = words[place - 1] if place else ""
    if before == "the" and place > 1:
        before = words[place - 2]
    return before in _BESIDE


def _ends_list(word: str) -> bool:
    return word not in LISTING and word != "the"


def _ends_clause(sentence: Sentence, place: int) -> bool:
    words = sentence.words.words
    word = words[place]
    if word == ",":
        ahead = words[place + 1 : place + 2] in (["in"], ["across"], ["en"])
        both = words[place + 1 : place + 3] in _ALL_IN
        return not (
            (ahead and _is_state(sentence, place + 2)) or (both and _is_state(sentence, place + 3))
        )
    if word in _THOSE and words[place + 1 : place + 2] == ["of"]:
        return True
    if word in {"and", "y"}:
        return not _is_state(sentence, place + 1)
    return word in BORDERS


def _is_state(sentence: Sentence, place: int) -> bool:
    token = sentence.words.at.get(place)
    return token is not None and token.sort == "state"


def states_before(sentence: Sentence, first: int, low: int) -> tuple[str, ...]:
    """The nearest states before a word, one or a list of them, looking no farther than ``low``."""
    words = sentence.words.words
    tokens = [
        t
        for t in sentence.tokens
        if t.sort == "state"
        and low <= t.first
        and t.last < first
        and not only_included(sentence, t)
    ]
    if not tokens:
        return ()
    if len(tokens) > 1 and not {";", "where"} & set(words[tokens[0].last : first]):
        tokens = [t for t in tokens if not _is_passed(words, t)] or tokens
    run = [tokens[-1]]
    if words[run[0].last + 1 : first] == ["("]:
        return codes_of(run)
    if ";" in words[run[0].last + 1 : first] or _in_side_clause(sentence, run[0], first):
        return ()
    for token in reversed(tokens[:-1]):
        if not _BETWEEN.issuperset(words[token.last + 1 : run[0].first]):
            break
        run.insert(0, token)
    aside = run[0].first and words[run[0].first - 1] in _ASIDE
    if aside and words[run[-1].first - 1] == ",":
        run = run[-1:]
    return codes_of(run)


def _is_passed(words: list[str], state: Token) -> bool:
    """Whether a state is what another is held against: "Iowa passed Ohio and now has 14"."""
    return not _HELD_AGAINST.isdisjoint(words[max(0, state.first - 1) : state.first])


def _in_side_clause(sentence: Sentence, token: Token, first: int) -> bool:
    """Whether a state is the subject of a clause of its own: "when Guam joined, …"."""
    words = sentence.words.words
    if not token.first or words[token.first - 1] not in _SIDE:
        return False
    if "," not in words[token.last + 1 : first]:
        return False
    places = range(token.last + 1, words.index(",", token.last + 1))
    return any(sentence.role(n) in {"sign", "hold", "unreal", "other"} for n in places)


def _phrase_of_all(sentence: Sentence, token: Token, right: int, high: int) -> bool:
    """Whether a number's own phrase says that it is of the whole country."""
    words = sentence.words
    end = right
    while end < high and words.words[end] not in BORDERS and words.words[end] != ",":
        end += 1
    tail = words.words[right:end]
    if not ALL_OF_THEM.isdisjoint(tail) and _RANKING.isdisjoint(tail):
        return True
    part = words.low[words.starts[token.first] : words.ends[min(end, len(words.words)) - 1]]
    return any(phrase in part for phrase in _ALL_PHRASES)


def said_of_all(sentence: Sentence, token: Token) -> bool:
    """Whether a sentence says before a number that it is of the whole country."""
    words = sentence.words
    start = words.starts[token.first]
    ahead = words.low[max(0, start - 40) : start]
    opening = words.words[0] in {"nationwide", "nationally"}
    return opening or "across the country, " in ahead or "nationwide" in ahead.split()


def is_somewhere(sentence: Sentence, count: Count) -> bool:
    """Whether a count is of one state that the text does not name: "statewide, 14 agreements"."""
    if count.measure in {Measure.STATES, Measure.STATES_WITHOUT} or sentence.national:
        return False
    low = sentence.words.low
    return (
        sentence.in_state or low.startswith("the state ") or any(p in low for p in IN_STATE_PHRASES)
    )


def _count_territories(sentence: Sentence, token: Token, count: Count) -> None:
    """Tells how a number of states counts the territories that are named beside it."""
    near = [
        t.value
        for t in sentence.tokens
        if -6 < t.first - token.last < 9 or _is_added(sentence, t, token)
        if t.sort in {"state", "territory"}
    ]
    if named := dict.fromkeys(code for code in near if is_territory(code)):
        count.territories = " and ".join(named)
    elif "territories" in sentence.words.words[token.last : token.last + 9]:
        tail = sentence.words.words[token.last + 1 : token.last + 5]
        both = any(tail[n : n + 2] == ["and", "territories"] for n in (1, 2))
        count.territories = "" if both else "excluded"


def _is_added(sentence: Sentence, territory: Token, token: Token) -> bool:
    """Whether a territory is told beside a number of states: "… on the list, plus Guam"."""
    before = sentence.words.words[max(0, territory.first - 1) : territory.first]
    return territory.first > token.last and before == ["plus"]


# Applications -----------------------------------------------------------------------------------


def _granted(sentence: Sentence, right: int, high: int) -> bool:
    """Whether applications are counted that have been approved."""
    part = sentence.words.words[right : min(high, right + 5)]
    return not _GRANTED.isdisjoint(part) and _NOT_GRANTED.isdisjoint(part)


def _or_signed(sentence: Sentence, right: int, high: int) -> bool:
    """Whether those who have signed are counted too: "have signed or are waiting to"."""
    words = sentence.words.words
    places = range(right, min(high, right + 10))
    joint = next((n for n in places if words[n] == "or"), -1)
    return joint > 0 and any(sentence.role(n) in {"sign", "hold"} for n in range(right, joint))


def _on_list_of_waiting(words: list[str], first: int) -> bool:
    """Whether those on the list of applicants are counted: "the pending list names 11"."""
    before = words[max(0, first - 6) : first]
    return any(before[n : n + 2] in _WAITING_LISTS for n in range(len(before)))


def _have_asked(words: list[str], right: int, high: int) -> bool:
    """Whether those counted want in: "have asked to join", "are seeking agreements"."""
    for place in range(right, min(high, right + 6, len(words))):
        if words[place] == "asked" and words[place - 1] in {"have", "has"}:
            return words[place + 1 : place + 2] == ["to"]
        if words[place] in {"seeking", "seek", "sought"}:
            return True
    return False


def _waits(sentence: Sentence, token: Token, right: int, high: int) -> bool:
    """Whether what is counted has been applied for and not signed yet."""
    words = sentence.words.words
    if _have_asked(words, right, high) or _on_list_of_waiting(words, token.first):
        return True
    if not sentence.waiting and {"enrolled", "weighed"}.isdisjoint(sentence.present):
        return False
    end = right
    while end < high and words[end] not in {";", "while", "where"} and end - right < 10:
        end += 1
    part = words[token.last + 1 : end]
    if not _WAITS.isdisjoint(part):
        return "longer" not in part
    if "review" in part or ("enrolled" in part and "for" in part):
        return True
    left = [t for t in sentence.tokens if t.sort == "noun" and t.last < token.first]
    if not left or left[-1].value != "applications" or token.first - left[-1].last > 6:
        return False
    return not sentence.last_end or left[-1].end >= sentence.last_end
