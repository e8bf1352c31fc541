"""The rows of a register, cleaned: each distinct one once, and none that was cleaned before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from ofrecord.clean.cleaned import Cleaned, CleanedCounty, How
from ofrecord.clean.corrections import Corrections, load_corrections
from ofrecord.clean.counties import clean_county, county_in_name
from ofrecord.clean.places import place_in_agency_name, place_to_county
from ofrecord.clean.signing import clean_signed
from ofrecord.clean.states import clean_state
from ofrecord.clean.text import clean_text
from ofrecord.clean.vocabulary import Vocabulary
from ofrecord.identify.documents import clean_address
from ofrecord.read.cells import Row
from ofrecord.record.stored import (
    StoredClean,
    StoredRecord,
)
from ofrecord.register import Declaration


@lru_cache(maxsize=8)
def corrections_in(path: Path) -> Corrections:
    """The corrections of a data file; none where there is no such file."""
    if not path.is_file():
        return Corrections(())
    return load_corrections(path.read_text(encoding="utf-8"), path.name)


@dataclass(slots=True, kw_only=True)
class Cleaner:
    """Cleans the rows of one register."""

    declaration: Declaration
    models: Vocabulary
    types: Vocabulary
    corrections: Corrections
    _counties: dict[tuple[str, str, str, str], CleanedCounty] = field(default_factory=dict)
    _known: dict[tuple[tuple[str | None, str], ...], StoredClean] = field(default_factory=dict)

    def clean(self, row: Row, roles: Mapping[str, int], day: str, first: str) -> StoredClean:
        """The cleaned values of a row first printed on ``day``."""
        width = len(row)
        cells = {role: row[at] if at < width else "" for role, at in roles.items()}
        moa, addendum = _link(cells.pop("moa", "")), _link(cells.pop("addendum", ""))
        listed = date.fromisoformat(day)
        signed = clean_signed(cells.get("signed", ""), listed, listed if day != first else None)
        # Rows that differ in nothing but their links are cleaned once.
        key = (*cells.items(), (signed.value, signed.note))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._clean(cells, signed)
        return msgspec.structs.replace(found, moa_url=moa, addendum_url=addendum)

    def _clean(self, cells: Mapping[str, str], printed: Cleaned) -> StoredClean:
        """The cleaned values of a row without its links; ``printed`` is its signing day."""
        notes: list[str] = []
        corrected: list[tuple[str, str, str]] = []

        def settle(column: str, cleaned: Cleaned) -> Cleaned:
            """A correction reads what cannot be read; what can be read it only contradicts."""
            if column in cells:
                found = self.corrections.find(column, cells)
                applied = self.corrections.apply(column, cells) if found else None
                if found and applied and applied.value != cleaned.value:
                    if cleaned.value is None:
                        notes.append(f"{column}: {applied.note}")
                        return applied
                    corrected.append((column, applied.value or "", found.id))
            if cleaned.note:
                notes.append(f"{column}: {cleaned.note}")
            return cleaned

        agency = clean_text(cells["agency"])
        state = settle("state", clean_state(cells["state"])).value or ""
        kind = settle("type", self.types.match(cells.get("type", ""))).value or ""
        model = settle("model", self.models.match(cells["model"])).value or ""
        signed = settle("signed", printed).value or "" if "signed" in cells else ""
        county = settle("county", self._county(cells, state, agency, kind))
        at = state
        for column, value, reason in corrected[:]:
            if column == "state":
                # Today the county is that of the right state; on the day itself it is not known.
                at = value
                there = self._county(cells, value, agency, kind)
                corrected.append(("county", there.value or "", reason))
        fips = county.fips if isinstance(county, CleanedCounty) else ""
        place = place_in_agency_name(agency, at) if kind in {"Municipality", ""} else None
        return StoredClean(
            state=state,
            agency=agency,
            county=county.value or "",
            county_fips=fips,
            place=place or "",
            type=kind,
            model=model,
            signed=signed,
            moa_url="",
            addendum_url="",
            notes=tuple(notes),
            corrected=tuple(corrected),
        )

    def _county(
        self, cells: Mapping[str, str], state: str, agency: str, kind: str
    ) -> CleanedCounty:
        key = cells.get("county", ""), state, agency, kind
        found = self._counties.get(key)
        if found is None:
            found = self._counties[key] = self._find_county(*key)
        return found

    def _find_county(self, cell: str, state: str, agency: str, kind: str) -> CleanedCounty:
        printed = clean_county(cell, state, agency)
        if printed.how is not How.BLANK or not state:
            return printed
        if kind in {"County", ""}:
            named = county_in_name(agency, state)
            if named.value:
                return named
        if kind in {"Municipality", ""}:
            found = place_to_county(agency, state)
            if found.value:
                return found
        return printed


@lru_cache(maxsize=262_144)
def _link(cell: str) -> str:
    """The address of a document: behind the cell, or typed in it."""
    text, _, tail = cell.partition("\x1f")
    return clean_address(tail[1:] or text.strip())


@dataclass(frozen=True, slots=True)
class CleanedBefore:
    """Rows of one list that were cleaned before, each with the day that first printed it.

    What a row says can depend on that day and on the first day of the list, and on nothing else.
    """

    first: str = ""
    rows: Mapping[int, tuple[str, StoredClean]] = field(default_factory=dict)

    def find(self, fact: int, day: str, first: str) -> StoredClean | None:
        """The cleaned values of a fact, where they would be the same today."""
        held = self.rows.get(fact)
        return held[1] if held and held[0] == day and self.first == first else None


def cleaned_before(
    before: StoredRecord, lists: Sequence[str], numbers: Mapping[int, int]
) -> list[CleanedBefore]:
    """What a record has cleaned, for each list, under the facts' new ``numbers``."""
    days: dict[str, list[str]] = {name: [] for name in lists}
    for edition in before.editions:
        days[edition.table.list].append(before.captures[edition.captures[0]].published_on)
    firsts: list[dict[int, int]] = [{} for _ in lists]
    for window in before.identity.windows:
        known = firsts[window.list]
        known[window.fact] = min(window.first, known.get(window.fact, window.first))
    found = []
    for number, name in enumerate(lists):
        rows = {
            numbers[fact]: (days[name][firsts[number][fact]], clean)
            for fact, clean in before.identity.cleaned[number]
            if fact in numbers
        }
        found.append(CleanedBefore(days[name][0] if days[name] else "", rows))
    return found
