"""The words of agencies' names, by what they can and cannot tell of a body."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS: Final = _words(
    "agency and at board borough city department departments division enforcement for in law metro "
    "metropolitan of office offices service services town trustees village"
)
"""Words that do not tell one body of a place from another."""

SEATS: Final = _words("borough city town village")
"""Those of them that can be part of a place's own name."""

MISNAMED: Final = _words("district parish place")
"""What a county may be called by mistake."""

KINDS: Final = SEATS | MISNAMED | _words("county township")
"""What a place is: taken for one another only where one of the two does not exist."""

CAMPUS: Final = _words("college university")
"""Where the trustees and the police are one body to the outside."""

OPPOSITES: Final = _words(
    "north south east west northern southern eastern western northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern upper lower old new first "
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
"""Words that differ by few letters and by all they mean."""

ROLES: Final = FILLERS | _words(
    "attorney authority center college commission commissioners constable correctional corrections "
    "county detention district facility jail marshal police prison public safety sheriff state "
    "township university"
)
"""Words that say what a body is, and not of which place."""

INSTITUTIONS: Final = _words(
    "alcohol alcoholic attorney bureau commission correctional corrections department dept "
    "division fish fisheries game highway national office parks public state wildlife"
)
"""What a state's own name may stand before, or not: Alaska Department of Corrections."""
