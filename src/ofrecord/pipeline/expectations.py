"""What a register's cells must read as, and the words that it declares."""

from __future__ import annotations

from functools import lru_cache

from ofrecord.clean.county_names import split_kind
from ofrecord.clean.gazetteer import fold_name, states_with_county
from ofrecord.clean.signing import clean_signed
from ofrecord.clean.states import clean_state
from ofrecord.clean.text import clean_text, placeholder
from ofrecord.clean.vocabulary import Vocabulary
from ofrecord.read.judged import Expectations
from ofrecord.register import Declaration, Role


def expectations_of(declaration: Declaration) -> Expectations:
    """What the cells of a column must read as, for the columns of which this can be said."""
    models = vocabulary_of(declaration, "model")
    types = vocabulary_of(declaration, "type")
    return Expectations(
        {
            Role.STATE: lambda cell: clean_state(cell).value is not None,
            Role.MODEL: lambda cell: models.match(cell).value is not None,
            Role.TYPE: lambda cell: types.match(cell).value is not None,
            Role.SIGNED: lambda cell: clean_signed(cell).value is not None,
            Role.COUNTY: _names_county,
            Role.AGENCY: lambda cell: not _names_county(cell),
        }
    )


def _names_county(cell: str) -> bool:
    """Whether a cell reads as a county, in any state, or as a placeholder for one."""
    text = clean_text(cell)
    name, kind = split_kind(text)
    return bool(kind) or placeholder(text) or bool(states_with_county(fold_name(name)))


@lru_cache(maxsize=64)
def _vocabulary(name: str, entries: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    return Vocabulary(name, dict(entries))


def vocabulary_of(declaration: Declaration, name: str) -> Vocabulary:
    """A register's declared vocabulary: its models or its types of agency."""
    return _vocabulary(name, tuple(declaration.vocabularies.get(name, {}).items()))
