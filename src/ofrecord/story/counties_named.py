"""Counties as a sentence names them: one, a list, by their sheriffs, or in Spanish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ofrecord.story.names import Name, is_state, list_after, list_before, name_after, name_before
from ofrecord.story.offices import OF_OFFICES, find_head, is_counties, is_county
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Words

Found = tuple[Name, str, str, int]
"""A name, the phrase for it, what sort of body it is, and the last word that belongs to it."""
_STATES = frozenset({"state", "name"})
_IN = word_set("in of for from de en del")
_SHERIFF = " Sheriff's Office"
_POLICE = " Police Department"
_BEFORE_LIST = word_set("of : ( — – namely including de such as like")
_SHERIFFS = word_set("sheriff sheriffs sheriff's deputies")
_DESCRIBED = word_set(
    "village town city community communities jail jails council commission commissioners "
    "commissioner board executive judge court courthouse officials official leaders attorney "
    "prosecutor district democrats republicans resident residents detectives school schools "
    "airport line area government administrator manager mayor legislature legislators chapter "
    "branch courtroom man woman"
)
"""After these a county is only where something is."""


def find_counties(words: Words, heads: Sequence[int], *, lists: bool) -> Iterator[Found]:
    """The counties that stand beside some words: those in lists, or those that stand alone."""
    for at in heads:
        word = words.words[at]
        if lists and is_counties(word):
            yield from _listed(words, at)
        elif not lists and is_county(word):
            yield from _single(words, at)
        elif not lists and word == "condado":
            yield from _condado(words, at)


def _listed(words: Words, at: int) -> Iterator[Found]:
    """Reads "A, B and C counties", "counties of A and B", "A and B are among the counties"."""
    names, last = _names_of(words, at)
    if not names or (len(names) == 1 and is_state(words, names[0])):
        return
    tail = " Parish" if words.words[at].startswith("parish") else " County"
    office = _office_before(words, names[0].first)
    after = find_head(words, last + 1)
    if not office and after is not None and after.sort == "sheriff":
        office = _SHERIFF
    sort = "agency" if office or after is not None else "county"
    for name in names:
        phrase = name.text.removesuffix(" County").removesuffix(" Parish") + tail + office
        yield name, phrase, sort, last if name is names[-1] else -1


def _names_of(words: Words, at: int) -> tuple[list[Name], int]:
    """The names that "counties" is said of, and the last word that belongs to them."""
    low = words.words
    before = list_before(words, at) if low[at] != "condados" else []
    if before:
        return before, at
    after = at + 1
    while after < len(low) and low[after] in _BEFORE_LIST:
        after += 1
    names = list_after(words, after) if after > at + 1 else []
    if not names:
        names = _before_are(words, at)
    if not names:
        colon = next((n for n in range(at, len(low)) if low[n] in {":", "("}), -1)
        listed = list_after(words, colon + 1) if colon > 0 else []
        if len(listed) > 1 and find_head(words, listed[-1].last + 1) is None:
            names = listed
    return names, names[-1].last if names else -1


def _before_are(words: Words, at: int) -> list[Name]:
    """Reads "A, B and C are among the counties"."""
    for back in range(at - 1, max(-1, at - 6), -1):
        if words.words[back] in {"are", "were"}:
            names = list_before(words, back)
            return names if len(names) > 1 else []
    return []


def _office_before(words: Words, at: int) -> str:
    """The office that a list of places is of: "sheriff's offices in", "police in"."""
    low, place = words.words, at - 1
    while place >= 0 and low[place] in {"the", "la", "los", "las", "el"}:
        place -= 1
    if place < 1 or low[place] not in _IN or low[place - 1] not in OF_OFFICES:
        return ""
    told = low[max(0, place - 2) : place]
    if any(word.startswith(("sheriff", "deput", "alguacil")) for word in told):
        return _SHERIFF
    return _POLICE if any(word.startswith(("police", "policía")) for word in told) else ""


def _single(words: Words, at: int) -> Iterator[Found]:
    """Reads "Oneida County", with the sheriff's office that is said to be in it."""
    name = name_before(words, at)
    low = words.words
    following = low[at + 1] if at + 1 < len(low) else ""
    token = words.at.get(at + 1)
    others = token is not None and token.sort == "elsewhere" and token.first == at + 1
    if name is None or following in _DESCRIBED or others:
        return
    state = words.at.get(name.last)
    if state is not None and state.sort in _STATES and words.plain[words.starts[at]].islower():
        return
    kind = " Parish" if low[at].startswith("parish") else " County"
    office = _office_before(words, name.first)
    owner = low[at].endswith("'s") and following.startswith("sheriff")
    if not office and (owner or following in _SHERIFFS or _sheriff_of(words, name.first)):
        office = _SHERIFF
    yield name, f"{name.text}{kind}{office}", "agency" if office else "county", at


def _sheriff_of(words: Words, at: int) -> bool:
    """Whether someone's county is named: "Sheriff Bob Johnson of Santa Rosa County"."""
    low = words.words
    if at < 2 or low[at - 1] not in {"of", "in", "de"}:
        return False
    return not {"sheriff", "alguacil"}.isdisjoint(low[max(0, at - 7) : at - 1])


def _condado(words: Words, at: int) -> Iterator[Found]:
    """Reads "la Oficina del Sheriff del condado de Orange"."""
    low, after = words.words, at + 1
    if low[after : after + 1] in (["texano"], ["floridano"]):
        after += 1
    name = name_after(words, after + 1) if low[after : after + 1] == ["de"] else None
    if name is not None and not is_state(words, name):
        office = not {"sheriff", "alguacil"}.isdisjoint(low[max(0, at - 5) : at])
        phrase = f"{name.text} County{_SHERIFF if office else ''}"
        yield name, phrase, "agency" if office else "county", name.last
