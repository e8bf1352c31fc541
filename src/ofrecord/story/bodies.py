"""Agencies and counties as a sentence names them: single, in lists, and by office and place.

Everything is read from the words in one pass to the left or right of the words that name an office;
no pattern can run back and forth over a long text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ofrecord.story.names import (
    NOT_A_NAME,
    Name,
    is_name_word,
    joins,
    list_after,
    list_before,
    name_after,
    name_before,
)
from ofrecord.story.offices import (
    BODY_WORDS,
    GENERIC,
    OF_OFFICES,
    Head,
    find_head,
    is_counties,
    is_county,
)
from ofrecord.story.tokens import Words

_TOWNS = frozenset({"town", "village", "city", "borough", "township", "pueblo", "ciudad", "villa"})
_IN = frozenset({"in", "of", "for", "from", "de", "en", "del"})
_DESCRIBED = frozenset(
    [
        "village",
        "town",
        "city",
        "community",
        "communities",
        "jail",
        "jails",
        "council",
        "commission",
        "commissioners",
        "commissioner",
        "board",
        "executive",
        "judge",
        "court",
        "courthouse",
        "officials",
        "official",
        "leaders",
        "attorney",
        "prosecutor",
        "district",
        "democrats",
        "republicans",
        "resident",
        "residents",
        "detectives",
        "school",
        "schools",
        "airport",
        "line",
        "area",
        "government",
        "administrator",
        "manager",
        "mayor",
        "legislature",
        "legislators",
        "chapter",
        "branch",
        "courtroom",
        "man",
        "woman",
    ]
)
"""After these a county is only where something is."""
_PART_OF = frozenset({"parent", "part", "arm", "branch", "unit", "home"})
_SHERIFF = " Sheriff's Office"
_POLICE = " Police Department"


@dataclass(frozen=True, slots=True)
class Body:
    """A named agency, county or town: the phrase, where it stands, and what sort it is."""

    phrase: str
    start: int
    end: int
    sort: str
    """``agency``, ``county`` or ``town``."""


class _Finder:
    """The bodies of one sentence."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.found: list[Body] = []
        self.taken: set[int] = set()

    def add(self, phrase: str, name: Name, sort: str, *, last: int = -1) -> None:
        """Takes a body in, unless its words belong to another already."""
        last = max(last, name.last)
        if any(place in self.taken for place in range(name.first, name.last + 1)):
            return
        self.taken.update(range(name.first, last + 1))
        words = self.words
        self.found.append(Body(phrase, words.starts[name.first], words.ends[last], sort))

    def run(self) -> list[Body]:
        """Every body: first the lists, then the offices, then what is left."""
        low = self.words.words
        heads = [at for at, word in enumerate(low) if word in BODY_WORDS]
        for at in heads:
            if is_counties(low[at]):
                self._counties(at)
        for at in heads:
            head = find_head(self.words, at)
            if head is not None and at not in self.taken:
                self._office(head)
        for at in heads:
            if at in self.taken:
                continue
            if is_county(low[at]):
                self._county(at)
            elif low[at] in _TOWNS:
                self._town(at)
            elif low[at] == "condado":
                self._condado(at)
        return sorted(self.found, key=lambda body: body.start)

    # Counties -----------------------------------------------------------------------------------

    def _counties(self, at: int) -> None:
        """As in "A, B and C counties", "counties of A, B and C", "A, B and C are among the counties"."""
        words = self.words
        low = words.words
        if low[at] != "condados":
            names = list_before(words, at)
            if names:
                self._add_counties(names, at, low[at])
                return
        after = at + 1
        while after < len(low) and low[after] in {
            "of",
            ":",
            "(",
            "—",
            "–",
            "namely",
            "including",
            "de",
            "such",
            "as",
            "like",
        }:
            after += 1
        if after > at + 1:
            names = list_after(words, after)
            if names:
                self._add_counties(names, names[-1].last, low[at])
                return
        for back in range(at - 1, max(-1, at - 6), -1):
            if low[back] in {"are", "were"}:
                names = list_before(words, back)
                if len(names) > 1:
                    self._add_counties(names, names[-1].last, low[at])
                return
        colon = next((n for n in range(at, len(low)) if low[n] in {":", "("}), -1)
        if colon > 0:
            names = list_after(words, colon + 1)
            if len(names) > 1 and not find_head(words, names[-1].last + 1):
                self._add_counties(names, names[-1].last, low[at])

    def _add_counties(self, names: list[Name], last: int, head: str) -> None:
        tail = " Parish" if head.startswith("parish") else " County"
        office = self._office_before(names[0].first)
        after = find_head(self.words, last + 1)
        sort = "agency" if office or after else "county"
        if not office and after is not None:
            office = _SHERIFF if after.sort == "sheriff" else ""
        if len(names) == 1 and _is_state(self.words, names[0]):
            return
        for n, name in enumerate(names):
            phrase = name.text.removesuffix(" County").removesuffix(" Parish") + tail + office
            self.add(phrase, name, sort, last=last if n == len(names) - 1 else -1)

    def _office_before(self, at: int) -> str:
        """The office that a list of places is of: "sheriff's offices in", "police in"."""
        low = self.words.words
        place = at - 1
        while place >= 0 and low[place] in {"the", "la", "los", "las", "el"}:
            place -= 1
        if place < 1 or low[place] not in _IN:
            return ""
        before = low[place - 1]
        if before in OF_OFFICES:
            two = low[place - 2] if place > 1 else ""
            if before.startswith(("sheriff", "deput", "alguacil")) or two.startswith("sheriff"):
                return _SHERIFF
            if before.startswith(("police", "policía")) or two.startswith("police"):
                return _POLICE
        return ""

    def _county(self, at: int) -> None:
        """As in "Oneida County", with the sheriff's office that is said to be in it."""
        words = self.words
        name = name_before(words, at)
        if name is None:
            return
        kind = " Parish" if words.words[at].startswith("parish") else " County"
        office = self._office_before(name.first)
        low = words.words
        following = low[at + 1] if at + 1 < len(low) else ""
        if following in _DESCRIBED or self._describes(at + 1):
            return
        if not office and (
            (low[at].endswith("'s") and following.startswith("sheriff"))
            or following in {"sheriff", "sheriffs", "sheriff's", "deputies"}
            or self._sheriff_of(name.first)
        ):
            office = _SHERIFF
        self.add(f"{name.text}{kind}{office}", name, "agency" if office else "county", last=at)

    def _describes(self, at: int) -> bool:
        """Whether a county only says where someone or something is: "Nassau County detectives"."""
        token = self.words.at.get(at)
        return token is not None and token.sort == "elsewhere" and token.first == at

    def _sheriff_of(self, at: int) -> bool:
        """As in "Sheriff Bob Johnson of Santa Rosa County"."""
        low = self.words.words
        if at < 2 or low[at - 1] not in {"of", "in", "de"}:
            return False
        return any(word in {"sheriff", "alguacil"} for word in low[max(0, at - 7) : at - 1])

    def _town(self, at: int) -> None:
        low = self.words.words
        if at + 2 < len(low) and low[at + 1] in {"of", "de"}:
            name = name_after(self.words, at + 2)
            if name is not None and not joins(self.words, name.last, "county"):
                self.add(name.text, name, "town")

    def _condado(self, at: int) -> None:
        low = self.words.words
        after = at + 1
        if after < len(low) and low[after] in {"texano", "floridano"}:
            after += 1
        if after < len(low) and low[after] == "de":
            name = name_after(self.words, after + 1)
            if name is not None:
                office = _SHERIFF if self._spanish_sheriff(at) else ""
                self.add(f"{name.text} County{office}", name, "agency" if office else "county")

    def _spanish_sheriff(self, at: int) -> bool:
        near = self.words.words[max(0, at - 5) : at]
        return "sheriff" in near or "alguacil" in near

    # Offices ------------------------------------------------------------------------------------

    def _office(self, head: Head) -> None:
        words = self.words
        low = words.words
        if (
            head.first > 1
            and low[head.first - 1] == "the"
            and low[head.first - 2] == "of"
            and head.first > 2
            and low[head.first - 3] in _PART_OF
        ):
            return
        if head.plural and self._offices(head):
            return
        if head.of:
            self._department(head)
            return
        name = name_before(words, head.first, whole=head.sort == "other")
        if name is None or name.text in {"County", "City", "Town"}:
            if head.sort == "other" and not head.alone:
                self._by_itself(head)
            elif not self._place_after(head):
                self._place_before(head)
            return
        text = words.plain
        if head.sort == "police" and head.last == head.first and self._in_headline(head.last):
            return
        phrase = text[words.starts[name.first] : words.ends[head.last]]
        if head.sort == "police" and head.last == head.first:
            phrase = name.text.removesuffix("'s") + _POLICE
        elif low[head.first - 1].endswith("'s") and low[head.first - 1] != "prince":
            phrase = phrase.replace("'s ", " ", 1) if name.first == head.first - 1 else phrase
        phrase = phrase.removesuffix("'s")
        if head.sort == "sheriff":
            phrase = self._with_sheriff(name, head)
        if NOT_A_NAME.match(phrase):
            return
        self.add(phrase, Name(name.first, name.last, name.text), "agency", last=head.last)

    def _in_headline(self, at: int) -> bool:
        """Whether a word after is capitalised too: "Local Police Agreements"."""
        after = at + 1
        words = self.words
        return after < len(words.words) and words.plain[words.starts[after]].isupper()

    def _with_sheriff(self, name: Name, head: Head) -> str:
        """The sheriff's office of a county or a city, as a list would name it."""
        words = self.words
        place = words.plain[words.starts[name.first] : words.ends[name.last]]
        return (
            f"{place.removesuffix(chr(39) + 's')}{_SHERIFF}"
            if head.last == head.first
            else (words.plain[words.starts[name.first] : words.ends[head.last]])
        )

    def _offices(self, head: Head) -> bool:
        """As in "The A, B and C sheriff's offices", "police departments in A and B"."""
        words = self.words
        names = [name for name in list_before(words, head.first) if not _is_state(words, name)]
        if names:
            tail = {"sheriff": _SHERIFF, "police": _POLICE}.get(head.sort, "")
            county = " County" if head.sort == "sheriff" else ""
            for n, name in enumerate(names):
                text = name.text if name.text.endswith(("County", "Parish")) else name.text + county
                self.add(text + tail, name, "agency", last=head.last if n == len(names) - 1 else -1)
            return True
        return self._place_after(head)

    def _place_after(self, head: Head) -> bool:
        """As in "The police department in Camden", "sheriff's offices in A and B"."""
        words = self.words
        low = words.words
        at = head.last + 1
        if at >= len(low) or low[at] not in _IN or head.sort not in {"sheriff", "police"}:
            return False
        at += 1
        if at < len(low) and low[at] in {"the", "both"}:
            at += 1
        if at + 1 < len(low) and low[at] in _TOWNS | {"towns", "cities"} and low[at + 1] == "of":
            at += 2
        names = list_after(words, at)
        tail = _SHERIFF if head.sort == "sheriff" else _POLICE
        for name in names:
            token = words.at.get(name.first)
            if token is not None and token.sort == "state" and token.last == name.last:
                if name.last + 1 >= len(low) or not is_county(low[name.last + 1]):
                    continue
            county = head.sort == "sheriff" and not name.text.endswith(("County", "Parish"))
            last = name.last + (name.last + 1 < len(low) and is_county(low[name.last + 1]))
            self.add(name.text + (" County" if county else "") + tail, name, "agency", last=last)
        return bool(names)

    def _by_itself(self, head: Head) -> None:
        """As in "The Highway Patrol", "the State Police": its state goes without saying."""
        words = self.words
        phrase = words.plain[words.starts[head.first] : words.ends[head.last]].removesuffix("'s")
        self.add(phrase, Name(head.first, head.last, phrase), "agency")

    def _place_before(self, head: Head) -> None:
        """As in "In Camden, a village, the Police Department joined"."""
        words = self.words
        low = words.words
        if (
            low[0] not in {"in", "en"}
            or head.sort not in {"sheriff", "police"}
            or "," not in low[: head.first]
        ):
            return
        name = name_after(words, 1)
        if name is None or low[name.last + 1 : name.last + 2] != [","] or _is_state(words, name):
            return
        tail = _SHERIFF if head.sort == "sheriff" else _POLICE
        county = " County" if head.sort == "sheriff" and not name.text.endswith("County") else ""
        place = Name(head.first, head.last, name.text)
        self.add(name.text + county + tail, place, "agency")

    def _department(self, head: Head) -> None:
        """As in "The Florida Department of Law Enforcement", "the departments of Corrections and Wildlife"."""
        words = self.words
        low = words.words
        if head.plural:
            names = list_after(words, head.last + 1)
            single = low[head.first].removesuffix("s").capitalize()
            for name in names:
                self.add(f"{single} of {name.text}", name, "agency")
            return
        last = head.last
        while last + 1 < len(low):
            word = low[last + 1]
            if is_name_word(words, last + 1) and joins(words, last, word):
                last += 1
            elif (
                word in {"and", "of", "the", "&"}
                and last + 2 < len(low)
                and is_name_word(words, last + 2)
                and not find_head(words, last + 2)
            ):
                last += 2
            else:
                break
        if last == head.last:
            return
        before = name_before(words, head.first)
        first = before.first if before is not None else head.first
        phrase = words.plain[words.starts[first] : words.ends[last]].removesuffix("'s")
        if not NOT_A_NAME.match(phrase):
            self.add(phrase, Name(first, last, phrase), "agency")


def _is_state(words: Words, name: Name) -> bool:
    token = words.at.get(name.first)
    return token is not None and token.sort == "state" and token.last == name.last


def find_bodies(words: Words, initials: frozenset[str] = frozenset()) -> list[Body]:
    """The agencies and counties that a sentence names, in order.

    ``initials`` are agencies that are called by them, in lower case.
    """
    found = [] if BODY_WORDS.isdisjoint(words.words) else _Finder(words).run()
    if not initials.isdisjoint(words.words):
        for at, word in enumerate(words.words):
            start, end = words.starts[at], words.ends[at]
            text = words.plain[start:end]
            if (
                word in initials
                and text.isupper()
                and not any(b.start <= start < b.end for b in found)
            ):
                found.append(Body(text, start, end, "agency"))
        found.sort(key=lambda body: body.start)
    return found


def find_known(words: Words, known: Mapping[str, str], bodies: list[Body]) -> Iterator[Body]:
    """The agencies that a sentence names by the first word of a name used in full before."""
    low = words.words
    for at, word in enumerate(low):
        phrase = known.get(word) or known.get(word.removesuffix("'s"))
        if at + 1 < len(low) and is_county(low[at + 1]):
            continue
        if phrase is None or not words.plain[words.starts[at]].isupper() or at in words.at:
            continue
        start, end = words.starts[at], words.ends[at]
        if not any(body.start < end and start < body.end for body in bodies):
            yield Body(phrase, start, end, "agency")


def generic_heads(words: Words) -> bool:
    """Whether a sentence speaks of an office without naming it: "the sheriff's office signed"."""
    return not GENERIC.isdisjoint(words.words)
