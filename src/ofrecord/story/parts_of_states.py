"""Where a number counts in a part of a state: a county, or a region whose extent is not known."""

from __future__ import annotations

from ofrecord.clean.counties import clean_county
from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence, codes_of
from ofrecord.story.names import list_before
from ofrecord.story.offices import is_counties, is_county
from ofrecord.story.places_carried import carried_states
from ofrecord.story.speech import BORDERS, word_set
from ofrecord.story.tokens import Token

REGION = "the extent of the region is not known"
WHICH_STATE = "it is not told in which state the county lies"
_IN = word_set("in within across throughout inside")
_DIRECTIONS = word_set(
    "north south east west northern southern eastern western central northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern upstate downstate middle "
    "north-central south-central southcentral northcentral mid upper lower"
)
_REGIONS = word_set(
    "region area metro valley panhandle corridor suburbs peninsula basin shore coast foothills "
    "countryside vicinity region's area's surrounding"
)
_QUARTERS = word_set(
    "west south north east midwest northeast southeast southwest northwest plains deep upper"
)
_COUNTED = frozenset({Measure.AGREEMENTS, Measure.AGENCIES, Measure.COUNTIES})
COUNTY_WORDS = word_set("county counties parish parishes")
PART_WORDS = _DIRECTIONS | _REGIONS | COUNTY_WORDS
"""One of these stands in every sentence that tells of a part of a state."""


def narrow_to_part(sentence: Sentence, token: Token, count: Count, right: int, high: int) -> str:
    """Narrows a count to the counties it is said to be in; the reason why it cannot be settled.

    ``right`` and ``high`` bound the words after its own phrase that are nearer to it than to the
    next number.
    """
    if count.measure not in _COUNTED or PART_WORDS.isdisjoint(sentence.present):
        return ""
    end = _clause_end(sentence, right, high)
    if _in_region(sentence, token, count, right, end):
        return REGION
    if count.measure is Measure.COUNTIES or COUNTY_WORDS.isdisjoint(sentence.present):
        return ""
    names = _named_after(sentence, right, end) or _named_before(sentence, token)
    if not names:
        return ""
    states = count.states or carried_states(sentence) or sentence.own_place
    if len(states) != 1:
        return WHICH_STATE
    found = [clean_county(name, states[0]).fips for name in names]
    if None in found or "" in found:
        return WHICH_STATE
    count.states, count.counties = states, tuple(fips for fips in found if fips)
    return ""


def in_quarter(sentence: Sentence, place: int) -> bool:
    """Whether a part of the country is named from a word on: "in the South", "are in the West"."""
    words = sentence.words.words
    start = place + (words[place : place + 1] in (["are"], ["is"], ["were"]))
    return words[start : start + 2] == ["in", "the"] and not _QUARTERS.isdisjoint(
        words[start + 2 : start + 3]
    )


def is_regional(sentence: Sentence, token: Token) -> bool:
    """Whether a state's name stands for a part of it: "central Pennsylvania"."""
    return not _DIRECTIONS.isdisjoint(sentence.words.words[max(0, token.first - 1) : token.first])


def _clause_end(sentence: Sentence, right: int, high: int) -> int:
    words = sentence.words.words
    end = right
    while end < high and words[end] not in BORDERS and words[end] != ",":
        end += 1
    return end


def _in_region(sentence: Sentence, token: Token, count: Count, right: int, end: int) -> bool:
    words = sentence.words.words
    regional = [t for t in sentence.states() if is_regional(sentence, t)]
    whole = codes_of([t for t in sentence.states() if t not in regional])
    if count.states and set(count.states) <= set(codes_of(regional)) - set(whole):
        return True
    if any(t.sort == "place" for t in sentence.tokens):
        return False
    before = words[token.last + 1 : right]
    if not {"area", "region's", "area's", "metro"}.isdisjoint(before):
        return True
    told = next((n for n in range(right, end) if words[n] in _REGIONS), -1)
    return told > 0 and not _IN.isdisjoint(words[max(right, told - 5) : told])


# Counties ---------------------------------------------------------------------------------------


def _named_after(sentence: Sentence, right: int, end: int) -> list[str]:
    """The counties of "seven agencies in Lancaster County"."""
    for place in range(right, end):
        names = _counties_at(sentence, place)
        if names:
            return names
    return []


def _named_before(sentence: Sentence, token: Token) -> list[str]:
    """The counties of "in Lancaster County, seven agencies …"."""
    words = sentence.words.words
    for place in range(token.first - 1, 0, -1):
        other = sentence.words.at.get(place)
        if words[place] in BORDERS or (other is not None and other.form and not other.used):
            return []
        names = _counties_at(sentence, place)
        if names:
            after = words[place + 1 : token.first]
            return names if "," in after or len(after) < 2 else []
    return []


def _counties_at(sentence: Sentence, place: int) -> list[str]:
    """The counties that are named before a word and said to be where."""
    words = sentence.words
    word = words.words[place]
    if not (is_county(word) or is_counties(word)):
        return []
    names = list_before(words, place)
    if not names or words.words[max(0, names[0].first - 1)] not in _IN or not names[0].first:
        return []
    kind = "Parish" if word.startswith("parish") else "County"
    return [f"{name.text.removesuffix(' County')} {kind}" for name in names]
