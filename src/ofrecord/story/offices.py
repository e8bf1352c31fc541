"""The words that name offices: sheriffs, police, state departments, counties."""

from __future__ import annotations

from dataclasses import dataclass

from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Words

_SINGLE = {
    "sheriff": (
        "sheriff", "sheriff's office", "sheriff's department", "sheriffs office",
        "sheriffs department", "sheriff's dept", "sheriff office", "oficina del sheriff",
        "oficina del alguacil", "departamento del sheriff", "departamento del alguacil",
    ),
    "police": (
        "police", "police department", "police dept", "police services department",
        "metropolitan police department", "policía", "departamento de policía",
    ),
    "other": (
        "state police", "state patrol", "state guard", "state troopers", "highway patrol",
        "national guard", "army national guard", "air national guard", "attorney general's office",
        "attorney general", "district attorney's office", "constable", "constable's office",
        "marshal's office", "auditor's office", "commission", "corrections department",
        "correction department", "law enforcement division", "law enforcement agency",
        "university", "university police department", "state college", "college",
        "college police department", "capitol police",
    ),
}  # fmt: skip
_PLURAL = {
    "sheriff": (
        "sheriffs", "sheriff's offices", "sheriff's departments", "sheriffs' offices",
        "sheriffs' departments",
    ),
    "police": ("police departments", "police forces"),
}  # fmt: skip
_OF = {
    "department": False, "departments": True, "division": False, "divisions": True,
    "bureau": False, "office": False, "university": False, "college": False, "dept": False,
    "board": False,
}  # fmt: skip
"""Words that a name follows with "of"; whether they are of several offices."""
_Phrase = tuple[tuple[str, ...], str, bool]


def _by_first() -> dict[str, list[_Phrase]]:
    """Every phrase by its first word, the longest first: the other words, the sort, if several."""
    found: dict[str, list[_Phrase]] = {}
    for table, plural in ((_SINGLE, False), (_PLURAL, True)):
        for sort, phrases in table.items():
            for phrase in phrases:
                first, *rest = phrase.split()
                found.setdefault(first, []).append((tuple(rest), sort, plural))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


_BY_FIRST = _by_first()
_SPANISH = frozenset({"oficina", "departamento", "policía"})
_COUNTY = frozenset({"county", "parish", "county's", "parish's"})
_COUNTIES = frozenset({"counties", "parishes", "condados", "counties'"})
BODY_WORDS = frozenset((*_BY_FIRST, *_OF, *_COUNTY, *_COUNTIES)) | word_set(
    "condado town village city borough township pueblo ciudad"
)
"""One of these stands in every body that is named in full."""
GENERIC = word_set(
    "department department's office sheriff sheriff's sheriffs county agency police town deputies "
    "village city su he she it they its his her their university patrol oficina condado alguacil"
)
"""Words that point back to an agency named before."""
OF_OFFICES = word_set(
    "office offices department departments sheriffs sheriff deputies police forces officers "
    "policía alguacil alguaciles agencies force"
)
"""Words after which the place follows that an office is of."""
_HEAD_WORDS = word_set(
    "police sheriff's department patrol guard commission office offices division bureau sheriff "
    "sheriffs' departments"
)
_NAMES_ONLY = word_set(
    "commission university college constable constable's marshal's auditor's district attorney law "
    "corrections correction"
)
"""These name an office only with a capital letter and a name before them."""


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


def is_spanish(word: str) -> bool:
    """Whether a word begins an office's name in Spanish: the place follows it.

    >>> is_spanish("oficina"), is_spanish("office")
    (True, False)
    """
    return word in _SPANISH


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
    capital = words.plain[words.starts[at]].isupper()
    if word in _OF and low[at + 1 : at + 2] == ["of"] and (capital or _OF[word]):
        after = at + 3 if low[at + 2 : at + 3] == ["the"] else at + 2
        if after < len(low) and words.plain[words.starts[after]].isupper():
            return Head(at, after - 1, "other", _OF[word], of=True)
    for rest, sort, plural in _BY_FIRST.get(word, ()):
        if not _matches(tuple(low[at + 1 : at + 1 + len(rest)]), rest):
            continue
        named = word in _NAMES_ONLY
        if not capital and (sort == "other" or named):
            return None
        return Head(at, at + len(rest), sort, plural, alone=named)
    return None


def _matches(found: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Whether words are those of a phrase; the last one may be possessive."""
    if found == rest:
        return True
    return bool(rest) and found[:-1] == rest[:-1] and found[-1:] == (f"{rest[-1]}'s",)
