"""Agencies and counties as a sentence names them: single, in lists, and by office and place.

Everything is read from the words in one pass to the left or right of the words that name an office;
no pattern can run back and forth over a long text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ofrecord.story.counties_named import find_counties
from ofrecord.story.names import (
    NOT_A_NAME,
    Name,
    is_name_word,
    is_state,
    joins,
    list_after,
    list_before,
    name_after,
    name_before,
)
from ofrecord.story.offices import BODY_WORDS, Head, find_head, is_county, is_spanish
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Words

_TOWNS = word_set("town village city borough township pueblo ciudad villa")
_IN = word_set("in of for from de en del")
_PART_OF = word_set("parent part arm branch unit home")
_PLACES = word_set("town towns village villages city cities")
_IS = frozenset({"is", "was", "became", "becomes", "remains"})
_ORDERED = word_set(
    "only first second third fourth fifth sixth seventh eighth ninth tenth latest newest sole lone"
)
_PRONOUNS = word_set("he she they we i who trump biden it that this these those here there")
_PEOPLE = word_set(
    "president governor sheriff chief mayor lawmaker senator person man woman official officer"
)
_TAILS = {"sheriff": " Sheriff's Office", "police": " Police Department"}


@dataclass(frozen=True, slots=True)
class Body:
    """A named agency, county or town: the phrase, where it stands, and what sort it is."""

    phrase: str
    start: int
    end: int
    sort: str
    """``agency``, ``county`` or ``town``."""


def find_bodies(words: Words, initials: frozenset[str] = frozenset()) -> list[Body]:
    """The agencies and counties that a sentence names, in order.

    ``initials`` are agencies that are called by them, in lower case.
    """
    found = [] if BODY_WORDS.isdisjoint(words.words) else _Finder(words).run()
    if not found or found[0].start > 0:
        found = [*_subject(words), *found]
    if not initials.isdisjoint(words.words):
        for at, word in enumerate(words.words):
            start, end = words.starts[at], words.ends[at]
            text = words.plain[start:end]
            free = not any(body.start <= start < body.end for body in found)
            if word in initials and text.isupper() and free:
                found.append(Body(text, start, end, "agency"))
        found.sort(key=lambda body: body.start)
    return found


def _subject(words: Words) -> list[Body]:
    """The place that opens a sentence and is told to be the only one, or the first, of its sort."""
    low = words.words
    is_at = next((n for n in range(1, min(5, len(low))) if low[n] in _IS), 0)
    following = low[is_at + 1 : is_at + 6]
    if not is_at or following[:1] != ["the"] or _ORDERED.isdisjoint(following[1:2]):
        return []
    name = name_after(words, 0)
    if name is None or name.last != is_at - 1 or is_state(words, name):
        return []
    if low[0] in _PRONOUNS or not _PEOPLE.isdisjoint(following):
        return []
    return [Body(name.text, words.starts[0], words.ends[name.last], "town")]


def find_known(words: Words, known: Mapping[str, str], bodies: list[Body]) -> Iterator[Body]:
    """The agencies that a sentence names by the first word of a name used in full before."""
    low = words.words
    for at, word in enumerate(low):
        phrase = known.get(word) or known.get(word.removesuffix("'s"))
        if phrase is None or at in words.at or not words.plain[words.starts[at]].isupper():
            continue
        start, end = words.starts[at], words.ends[at]
        described = at + 1 < len(low) and is_county(low[at + 1])
        if not described and not any(b.start < end and start < b.end for b in bodies):
            yield Body(phrase, start, end, "agency")


class _Finder:
    """The bodies of one sentence: first the lists of counties, then offices, counties, towns."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.low = words.words
        self.found: list[Body] = []
        self.taken: set[int] = set()

    def run(self) -> list[Body]:
        """Every body, in order."""
        heads = [at for at, word in enumerate(self.low) if word in BODY_WORDS]
        for name, phrase, sort, last in find_counties(self.words, heads, lists=True):
            self._add(phrase, name, sort, last=last)
        for at in heads:
            head = find_head(self.words, at)
            if head is not None and at not in self.taken:
                self._office(head)
        left = [at for at in heads if at not in self.taken]
        for name, phrase, sort, last in find_counties(self.words, left, lists=False):
            self._add(phrase, name, sort, last=last)
        for at in left:
            if self.low[at] in _TOWNS and at not in self.taken:
                self._town(at)
        return sorted(self.found, key=lambda body: body.start)

    def _add(self, phrase: str, name: Name, sort: str, *, last: int = -1) -> None:
        """Takes a body in, unless its words belong to another already."""
        last = max(last, name.last)
        if any(place in self.taken for place in range(name.first, last + 1)):
            return
        self.taken.update(range(name.first, last + 1))
        words = self.words
        self.found.append(Body(phrase, words.starts[name.first], words.ends[last], sort))

    def _text(self, first: int, last: int) -> str:
        words = self.words
        return words.plain[words.starts[first] : words.ends[last]].removesuffix("'s")

    def _town(self, at: int) -> None:
        if self.low[at + 1 : at + 2] in (["of"], ["de"]):
            name = name_after(self.words, at + 2)
            if name is not None and not joins(self.words, name.last, "county"):
                self._add(name.text, name, "town")

    # Offices ------------------------------------------------------------------------------------

    def _office(self, head: Head) -> None:
        if is_spanish(self.low[head.first]):
            self._place_after(head)
            return
        if self._only_related(head) or (head.plural and self._offices(head)):
            return
        if head.of:
            self._department(head)
            return
        name = name_before(self.words, head.first, whole=head.sort == "other")
        if name is None or name.text in {"County", "City", "Town"}:
            if head.sort == "other" and not head.alone:
                phrase = self._text(head.first, head.last)
                self._add(phrase, Name(head.first, head.last, phrase), "agency")
            elif not self._place_after(head):
                self._place_before(head)
            return
        name = self._free(name)
        phrase = self._named(name, head)
        if " to the " in phrase:
            phrase = ""
        if phrase and not NOT_A_NAME.match(phrase):
            self._add(phrase, name, "agency", last=head.last)

    def _free(self, name: Name) -> Name:
        """A name without the words that belong to a body already: "… of Florida and Miami"."""
        used = [place for place in range(name.first, name.last) if place in self.taken]
        if not used:
            return name
        first = used[-1] + 1
        while first < name.last and self.low[first] in {"and", "of", "the"}:
            first += 1
        return Name(first, name.last, self._text(first, name.last))

    def _only_related(self, head: Head) -> bool:
        """Whether another's office is named only as a relation: "parent of the Highway Patrol"."""
        before = self.low[max(0, head.first - 3) : head.first]
        return before[1:] == ["of", "the"] and before[0] in _PART_OF

    def _named(self, name: Name, head: Head) -> str:
        """An office with the name before it, as a list would print it; nothing in a headline."""
        words = self.words
        if head.last == head.first and head.sort in _TAILS:
            after = head.last + 1
            capital = after < len(self.low) and words.plain[words.starts[after]].isupper()
            if head.sort == "police" and capital:
                return ""
            return self._text(name.first, name.last) + _TAILS[head.sort]
        phrase = self._text(name.first, head.last)
        owner = name.first == head.first - 1 and self.low[name.first].endswith("'s")
        return phrase.replace("'s ", " ", 1) if owner else phrase

    def _offices(self, head: Head) -> bool:
        """Reads "the A, B and C sheriff's offices", "police departments in A and B"."""
        listed = list_before(self.words, head.first)
        names = [name for name in listed if not is_state(self.words, name)]
        for n, name in enumerate(names):
            last = head.last if n == len(names) - 1 else -1
            self._add(self._full(name, head), name, "agency", last=last)
        return bool(listed) or self._place_after(head)

    def _full(self, name: Name, head: Head) -> str:
        """The office of a place: of a county for sheriffs, of a town for police."""
        county = head.sort == "sheriff" and not name.text.endswith(("County", "Parish"))
        return name.text + (" County" if county else "") + _TAILS.get(head.sort, "")

    def _place_after(self, head: Head) -> bool:
        """Reads "the police department in Camden", "sheriff's offices in A and B"."""
        low, at = self.low, head.last + 1
        if at >= len(low) or low[at] not in _IN or head.sort not in _TAILS:
            return False
        at += 1
        if at < len(low) and low[at] in {"the", "both"}:
            at += 1
        if at + 1 < len(low) and low[at] in _PLACES and low[at + 1] == "of":
            at += 2
        names = list_after(self.words, at)
        for name in names:
            after = name.last + 1
            county = after < len(low) and is_county(low[after])
            if county or not is_state(self.words, name):
                self._add(self._full(name, head), name, "agency", last=name.last + county)
        return bool(names)

    def _place_before(self, head: Head) -> None:
        """Reads "in Camden, a village, the Police Department joined"."""
        if self.low[0] not in {"in", "en"} or head.sort not in _TAILS:
            return
        name = name_after(self.words, 1)
        if name is None or self.low[name.last + 1 : name.last + 2] != [","]:
            return
        if name.last < head.first and not is_state(self.words, name):
            place = Name(head.first, head.last, name.text)
            self._add(self._full(name, head), place, "agency")

    def _department(self, head: Head) -> None:
        """Reads "the Florida Department of Law Enforcement", "departments of Corrections and X"."""
        words, low = self.words, self.low
        if head.plural:
            single = low[head.first].removesuffix("s").capitalize()
            for name in list_after(words, head.last + 1):
                self._add(f"{single} of {name.text}", name, "agency")
            return
        last = head.last
        while last + 1 < len(low):
            if is_name_word(words, last + 1) and joins(words, last, low[last + 1]):
                last += 1
            elif low[last + 1] in {"and", "&", "of", "the"} and self._goes_on(last + 2):
                last += 2
            else:
                break
        if last == head.last:
            return
        before = name_before(words, head.first)
        first = before.first if before is not None else head.first
        phrase = self._text(first, last)
        if not NOT_A_NAME.match(phrase):
            self._add(phrase, Name(first, last, phrase), "agency")

    def _goes_on(self, at: int) -> bool:
        token = self.words.at.get(at)
        if token is not None and token.sort == "state":
            return False
        return is_name_word(self.words, at) and find_head(self.words, at) is None
