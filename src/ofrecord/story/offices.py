"""The words that name offices: sheriffs, police, state departments, counties."""

from __future__ import annotations

from dataclasses import dataclass

from ofrecord.story.tokens import Words

_PHRASES = (
    # sort, plural, words
    ("sheriff", False, "sheriff's office"), ("sheriff", False, "sheriff's department"),
    ("sheriff", True, "sheriff's offices"), ("sheriff", True, "sheriff's departments"),
    ("sheriff", True, "sheriffs' offices"), ("sheriff", True, "sheriffs' departments"),
    ("sheriff", False, "sheriffs office"), ("sheriff", False, "sheriffs department"),
    ("sheriff", False, "sheriff's dept"), ("sheriff", False, "sheriff office"),
    ("sheriff", False, "sheriff"), ("sheriff", True, "sheriffs"), ("police", False, "police department"), ("police", True, "police departments"),
    ("police", False, "police dept"), ("police", False, "police services department"),
    ("police", True, "police forces"), ("police", False, "police"),
    ("police", False, "metropolitan police department"),
    ("other", False, "state police"), ("other", False, "state patrol"),
    ("other", False, "state guard"), ("other", False, "state troopers"),
    ("other", False, "highway patrol"), ("other", False, "national guard"),
    ("other", False, "army national guard"), ("other", False, "air national guard"),
    ("other", False, "attorney general's office"), ("other", False, "attorney general"),
    ("other", False, "district attorney's office"), ("other", False, "constable"),
    ("other", False, "constable's office"), ("other", False, "marshal's office"),
    ("other", False, "auditor's office"), ("other", False, "commission"),
    ("other", False, "corrections department"), ("other", False, "correction department"),
    ("other", False, "law enforcement division"), ("other", False, "law enforcement agency"),
    ("other", False, "university"), ("other", False, "university police department"),
    ("other", False, "state college"), ("other", False, "college"),
    ("other", False, "college police department"), ("other", False, "capitol police"),
)  # fmt: skip
_OF = {
    "department": False, "departments": True, "division": False, "divisions": True,
    "bureau": False, "office": False, "university": False, "college": False, "dept": False,
    "board": False,
}  # fmt: skip
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
for _sort, _plural, _text in _PHRASES:
    _first, *_rest = _text.split()
    _BY_FIRST.setdefault(_first, []).append((tuple(_rest), _sort, _plural))
for _entries in _BY_FIRST.values():
    _entries.sort(key=lambda entry: -len(entry[0]))

_COUNTY = frozenset({"county", "parish", "county's", "parish's"})
_COUNTIES = frozenset({"counties", "parishes", "condados", "counties'"})
BODY_WORDS = frozenset(
    (*_BY_FIRST, *_OF, *_COUNTY, *_COUNTIES, "condado", "town", "village", "city", "borough",
     "township", "pueblo", "ciudad")
)  # fmt: skip
"""One of these stands in every body that is named in full."""
GENERIC = frozenset(
    [
        "department",
        "department's",
        "office",
        "sheriff",
        "sheriff's",
        "sheriffs",
        "county",
        "agency",
        "police",
        "town",
        "deputies",
        "village",
        "city",
        "he",
        "she",
        "it",
        "they",
        "its",
        "his",
        "her",
        "their",
        "university",
        "patrol",
        "oficina",
        "condado",
        "alguacil",
    ]
)
"""Words that point back to an agency named before."""
OF_OFFICES = frozenset(
    [
        "office",
        "offices",
        "department",
        "departments",
        "sheriffs",
        "sheriff",
        "deputies",
        "police",
        "forces",
        "officers",
        "policía",
        "alguacil",
        "alguaciles",
        "agencies",
        "force",
    ]
)
_HEAD_WORDS = frozenset(
    [
        "police",
        "sheriff's",
        "department",
        "patrol",
        "guard",
        "commission",
        "office",
        "offices",
        "division",
        "bureau",
        "sheriff",
        "sheriffs'",
        "departments",
    ]
)
_NAMES_ONLY = frozenset(
    {
        "commission",
        "university",
        "college",
        "constable",
        "constable's",
        "marshal's",
        "auditor's",
        "district",
        "attorney",
        "law",
        "corrections",
        "correction",
    }
)
"""These name an office only with a capital letter."""


@dataclass(frozen=True, slots=True)
class Head:
    """The words of an office: their places, their sort, and whether a name follows with "of"."""

    first: int
    last: int
    sort: str
    plural: bool = False
    of: bool = False
    alone: bool = False
    """Whether it means nothing without a name: a commission, a university."""


def is_county(word: str) -> bool:
    """Whether a word is that of one county."""
    return word in _COUNTY


def is_counties(word: str) -> bool:
    """Whether a word is that of several counties."""
    return word in _COUNTIES


def is_head_word(word: str) -> bool:
    """Whether a word ends an office's name, so that another's does not go on to its left."""
    return word in _HEAD_WORDS


def find_head(words: Words, at: int) -> Head | None:
    """The office whose words begin at a place of the sentence."""
    low = words.words
    if not 0 <= at < len(low):
        return None
    word = low[at]
    if word in _OF and at + 2 < len(low) and low[at + 1] == "of":
        after = at + 2
        if low[after] == "the" and after + 1 < len(low):
            after += 1
        if (
            words.plain[words.starts[after]].isupper()
            and words.plain[words.starts[at]].isupper() | _OF[word]
        ):
            return Head(at, after - 1, "other", _OF[word], of=True)
    for rest, sort, plural in _BY_FIRST.get(word, ()):
        found = tuple(low[at + 1 : at + 1 + len(rest)])
        if found == rest or (rest and found[:-1] == rest[:-1] and found[-1:] == (f"{rest[-1]}'s",)):
            last = at + len(rest)
            capital = words.plain[words.starts[at]].isupper()
            if sort == "other" and not capital:
                return None
            if word in _NAMES_ONLY and not capital:
                return None
            return Head(at, last, sort, plural, alone=word in _NAMES_ONLY)
    return None
