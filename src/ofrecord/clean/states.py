"""States, the District of Columbia and the territories, from any usual form to the USPS code."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import Final

from ofrecord.clean.cleaned import Cleaned, How
from ofrecord.clean.likeness import find_nearest, letters_allowed
from ofrecord.clean.text import clean_text, fold_text, placeholder
from ofrecord.errors import BadRequest

# code | name | the two digits that its FIPS codes begin with | other usual forms
_TABLE = """\
AL|Alabama|01|Ala.
AK|Alaska|02|Alas.
AZ|Arizona|04|Ariz.
AR|Arkansas|05|Ark.
CA|California|06|Calif.,Cal.
CO|Colorado|08|Colo.
CT|Connecticut|09|Conn.
DE|Delaware|10|Del.
DC|District of Columbia|11|D.C.,Washington D.C.,Wash. D.C.,Washington District of Columbia
FL|Florida|12|Fla.
GA|Georgia|13|
HI|Hawaii|15|Haw.,Hawai'i
ID|Idaho|16|Ida.
IL|Illinois|17|Ill.,Ills.
IN|Indiana|18|Ind.
IA|Iowa|19|
KS|Kansas|20|Kan.,Kans.
KY|Kentucky|21|
LA|Louisiana|22|
ME|Maine|23|
MD|Maryland|24|
MA|Massachusetts|25|Mass.
MI|Michigan|26|Mich.
MN|Minnesota|27|Minn.
MS|Mississippi|28|Miss.
MO|Missouri|29|
MT|Montana|30|Mont.
NE|Nebraska|31|Neb.,Nebr.
NV|Nevada|32|Nev.
NH|New Hampshire|33|N. Hampshire,New Hamp.
NJ|New Jersey|34|N. Jersey
NM|New Mexico|35|N. Mex.,New Mex.,N. Mexico
NY|New York|36|N. York,New York State
NC|North Carolina|37|N. Carolina,N. Car.,No. Carolina
ND|North Dakota|38|N. Dak.,N. Dakota,No. Dakota
OH|Ohio|39|
OK|Oklahoma|40|Okla.
OR|Oregon|41|Ore.,Oreg.
PA|Pennsylvania|42|Penn.,Penna.
RI|Rhode Island|44|R. Isl.,Rhode Is.
SC|South Carolina|45|S. Carolina,S. Car.,So. Carolina
SD|South Dakota|46|S. Dak.,S. Dakota,So. Dakota
TN|Tennessee|47|Tenn.
TX|Texas|48|Tex.
UT|Utah|49|
VT|Vermont|50|
VA|Virginia|51|
WA|Washington|53|Wash.,Washington State
WV|West Virginia|54|W. Va.,W. Virginia,West Va.
WI|Wisconsin|55|Wis.,Wisc.
WY|Wyoming|56|Wyo.
AS|American Samoa|60|
GU|Guam|66|Territory of Guam
MP|Northern Mariana Islands|69|CNMI,C.N.M.I.,Northern Marianas,Northern Mariana,N. Mariana Islands,\
Commonwealth of the Northern Mariana Islands
PR|Puerto Rico|72|P. Rico
VI|U.S. Virgin Islands|78|Virgin Islands,U.S.V.I.,US Virgin Islands,Virgin Islands of the United \
States,United States Virgin Islands
"""
_ROWS = tuple(tuple(line.split("|")) for line in _TABLE.splitlines())

STATE_NAMES: Final = MappingProxyType({code: name for code, name, _, _ in _ROWS})
"""The name of every code: 50 states, the District of Columbia and five territories."""

STATE_FIPS: Final = MappingProxyType({code: fips for code, _, fips, _ in _ROWS})
"""The two digits with which the FIPS codes of each begin."""

TERRITORIES: Final = frozenset({"AS", "GU", "MP", "PR", "VI"})
"""Codes that are neither a state nor the District of Columbia."""

_NAMES = {fold_text(name): code for code, name, _, _ in _ROWS}
_FORMS = (
    {fold_text(form): code for code, _, _, forms in _ROWS for form in forms.split(",") if form}
    | {code.lower(): code for code, *_ in _ROWS}
    | {f"stateof{name}": code for name, code in _NAMES.items()}
    | {f"commonwealthof{name}": code for name, code in _NAMES.items()}
)


def find_state(text: str) -> str:
    """The USPS code of a state in any usual form, misspelt ones excluded; empty for anything else.

    >>> find_state("W. Va."), find_state("Pennslyvania")
    ('WV', '')
    """
    folded = fold_text(text)
    return _NAMES.get(folded) or _FORMS.get(folded, "")


@lru_cache(maxsize=4096)
def clean_state(printed: str) -> Cleaned:
    """The USPS code of a state in any usual form, misspelt ones included.

    A misspelling counts only where one state is clearly nearest: a text between two states, or
    a name that is no state, is not resolved.

    >>> [clean_state(s).value for s in ("ALABAMA", "Pa.", "n.y.", "West Virginia", "Virginia")]
    ['AL', 'PA', 'NY', 'WV', 'VA']
    >>> clean_state("PENNSLYVANIA")
    Cleaned(value='PA', how=<How.SPELLING: 'spelling'>, note='misspelling of Pennsylvania')
    >>> clean_state("AKANSAS").value is None, clean_state("Baker County").value is None
    (True, True)
    """
    text = clean_text(printed)
    if code := find_state(text):
        name = STATE_NAMES[code]
        as_printed = text in (name, name.upper(), code)
        return Cleaned(value=code, how=How.AS_PRINTED if as_printed else How.FOLDED)
    if placeholder(text):
        return Cleaned(value=None, how=How.BLANK)
    code, nearest = _guess_state(fold_text(text))
    if code:
        return Cleaned(value=code, how=How.SPELLING, note=f"misspelling of {STATE_NAMES[code]}")
    return Cleaned(value=None, how=How.UNRESOLVED, note=f'"{text}" is no state{nearest}')


def _guess_state(folded: str) -> tuple[str, str]:
    """The state that a misspelling can only be, else the nearest one in words."""
    from ofrecord.clean.gazetteer import (
        states_with_county,
    )  # only needed here; it needs this module

    nearest = find_nearest(folded, _NAMES)
    if nearest is None or states_with_county(folded):  # Aransas is a county, not Arkansas misspelt
        return "", ""
    same_start = nearest.name[0] == folded[0]
    # With one letter wrong and the first letter right, a rival two letters off is no rival.
    margin = 1 if nearest.letters == 1 and same_start else 2
    if nearest.clear(at_most=2 if same_start and len(folded) >= 8 else 1, margin=margin):
        return _NAMES[nearest.name], ""
    if nearest.letters <= max(2, len(folded) // 3):
        return "", f" (nearest: {STATE_NAMES[_NAMES[nearest.name]]})"
    return "", ""


def parse_state(text: str, *, argument: str = "state") -> str:
    """The USPS code of a state that a user typed.

    Raises BadRequest, with the nearest state, for anything that is not surely one.

    >>> parse_state("new york"), parse_state("N.Y."), parse_state("ny")
    ('NY', 'NY', 'NY')
    >>> parse_state("Texs")
    Traceback (most recent call last):
    ...
    ofrecord.errors.BadRequest: state: unknown state "Texs" (did you mean "Texas"?)
    """
    if code := find_state(text):
        return code
    folded = fold_text(text)
    nearest = find_nearest(folded, _NAMES)
    if nearest and nearest.letters > letters_allowed(folded) + 1:
        nearest = None
    raise BadRequest(
        "unknown state",
        argument=argument,
        given=clean_text(text),
        nearest=STATE_NAMES[_NAMES[nearest.name]] if nearest else "",
        hint="" if nearest else "give a name such as Texas or a code such as TX",
    )
