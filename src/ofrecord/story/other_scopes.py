"""Other fair scopes of a figure whose own sentence does not say where, or of what, it counts."""

from __future__ import annotations

from dataclasses import replace

from ofrecord.story.carried import NEAR
from ofrecord.story.claims import Basis, Measure, Reading, Scope
from ofrecord.story.context import Sentence
from ofrecord.story.places_carried import LARGE
from ofrecord.story.speech import ALL_OF_THEM

_WITHIN = frozenset(
    {
        Measure.AGREEMENTS,
        Measure.AGENCIES,
        Measure.COUNTIES,
        Measure.SHARE,
        Measure.GROWTH_RATIO,
        Measure.GROWTH_PERCENT,
    }
)
"""What is counted within a state or in the whole country."""
_TOGETHER = frozenset({"together", "combined", "total", "altogether", "both", "between"})
_IN_ALL = (" in all", " in total", " all told", " altogether", " total")
_PAST = frozenset({"had", "was", "were", "había", "tenía"})
_OWN = frozenset({"we", "our", "it", "its", "he", "she"})
_THE_OFFICE = frozenset(
    ("the", word)
    for word in ("office", "department", "sheriff", "agency", "county", "city", "town", "chief")
)
_COUNTY = (" County", " Parish")
_OTHER = {Measure.AGREEMENTS: Measure.AGENCIES, Measure.AGENCIES: Measure.AGREEMENTS}


def other_scopes(
    sentence: Sentence, readings: tuple[Reading, ...], start: int = 0, end: int = 0
) -> tuple[Reading, ...]:
    """The readings of a figure with what is only carried over taken otherwise.

    A state that the sentence does not name may be that of the sentence before, the story's own, or
    none: the whole country. A number without a noun may count agreements or agencies; "police agencies"
    may be all of them. A county that
    is said to have none may be the county itself, not every town in it.
    """
    reading = readings[0]
    if reading.measure is Measure.MEMBERSHIP:
        return _of_county_itself(reading)
    if reading.measure not in _WITHIN or reading.scope.agencies or reading.scope.counties:
        return ()
    found = [_within(reading, states) for states in _places(sentence, reading, start, end)]
    if reading.value and len(reading.scope.states) > 1 and _TOGETHER.isdisjoint(sentence.present):
        found += [_within(reading, (state,)) for state in reading.scope.states]
    story = sentence.story
    if (kinds := _without_kinds(sentence, reading)) is not None:
        found += [kinds, *(_within(kinds, one.scope.states) for one in found)]
    if (
        story.then
        and story.number - story.then_at <= NEAR
        and not _PAST.isdisjoint(sentence.present)
    ):
        if not sentence.times:
            found.append(replace(reading, days=story.then, basis=Basis.STATED))
    if reading.basis is Basis.PUBLISHED:
        then = next((s for s in sentence.times if s.kind in {"day", "month", "year"}), None)
        if then is not None and then.last.isoformat() < story.day:
            days = then.first.isoformat(), then.last.isoformat()
            found.append(replace(reading, days=days, basis=Basis.STATED))
    if "police" in reading.scope.words and "police agencies" in sentence.words.low:
        words = tuple(word for word in reading.scope.words if word != "police")
        found.append(replace(reading, scope=replace(reading.scope, words=words)))
    agreed = reading.measure is Measure.AGREEMENTS
    own = not _OWN.isdisjoint(sentence.present) or tuple(sentence.words.words[:2]) in _THE_OFFICE
    if agreed and story.bodies and not sentence.codes() and own:
        scope = replace(reading.scope, agencies=story.bodies[:1])
        found.append(replace(reading, scope=scope))
    other = _OTHER.get(reading.measure)
    if other is not None and _is_bare(sentence, reading, start, end):
        found += [replace(one, measure=other) for one in (reading, *found)]
    return tuple(found)


def _without_kinds(sentence: Sentence, reading: Reading) -> Reading | None:
    """The reading without the kind of agency that only an earlier sentence names."""
    kind = reading.scope.types or [w for w in reading.scope.words if not w.startswith("*")]
    if not kind or any(t.sort == "kind" for t in sentence.tokens):
        return None
    return replace(reading, scope=replace(reading.scope, types=(), words=()))


def _of_county_itself(reading: Reading) -> tuple[Reading, ...]:
    """The reading in which a county that is said to have no agreement is its own sheriff."""
    phrases = reading.scope.agencies
    if reading.value != "no" or not phrases or not all(p.endswith(_COUNTY) for p in phrases):
        return ()
    own = tuple(f"{phrase} Sheriff's Office" for phrase in phrases)
    return (replace(reading, scope=replace(reading.scope, agencies=own)),)


def _is_bare(sentence: Sentence, reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence does not say whether agreements or agencies are counted."""
    if sentence.models():
        return False
    nouns = [t for t in sentence.tokens if t.sort in {"noun", "kind"}]
    both = {"agreements", "agencies"} <= {t.value for t in nouns}
    if both and end and not any(start <= t.start < end for t in nouns):
        return sentence.words.low[end:].startswith(_IN_ALL)
    return not any(t.sort == "kind" for t in sentence.tokens) and not sentence.has_noun(
        "agreements", "agencies", "applications"
    )


def _places(sentence: Sentence, reading: Reading, start: int, end: int) -> list[tuple[str, ...]]:
    """The other places that may be meant; none where the sentence says where."""
    states, home = reading.scope.states, sentence.story.home or sentence.story.lead
    if sentence.story.claim or (sentence.codes() and start not in sentence.carried):
        return []
    if sentence.national and not _is_of_rest(sentence, end):
        return []
    if reading.measure is Measure.SHARE and (reading.whole or Scope()).states != states:
        return []
    large = isinstance(reading.value, float) and reading.value >= LARGE
    others: list[tuple[str, ...]] = []
    if states:
        others = [home] if home else []
        others += [] if sentence.in_state else [()]
    elif not large or reading.measure is Measure.GROWTH_PERCENT:
        others = [home] if home else []
    return [place for place in dict.fromkeys(others) if place != states]


def _is_of_rest(sentence: Sentence, end: int) -> bool:
    """Whether it is only behind a comma that a sentence speaks of the whole country."""
    words = sentence.words.words
    comma = next((n for n in range(sentence.place(end), len(words)) if words[n] in {",", ";"}), -1)
    if comma < 0 or sentence.by_publisher:
        return False
    return ALL_OF_THEM.isdisjoint(words[:comma]) and not ALL_OF_THEM.isdisjoint(words[comma:])


def _within(reading: Reading, states: tuple[str, ...]) -> Reading:
    """A reading of other states, its whole included."""
    scope = replace(reading.scope, states=states)
    whole = None if reading.whole is None else replace(reading.whole, states=states)
    return replace(reading, scope=scope, whole=whole)
