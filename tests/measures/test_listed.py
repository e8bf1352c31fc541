"""Any selection of a list gives the runs that fit it, however many were asked for before."""

import pytest

from ofrecord.measures import kept
from ofrecord.measures.listed import Listing
from ofrecord.measures.selection import Selection
from ofrecord.measures.tally import Quantity

SELECTIONS = [
    Selection(states=frozenset(states), models=frozenset(models), known=known)
    for states in ((), ("NY",), ("MA", "MN"), ("??",))
    for models in ((), ("TFM",))
    for known in (False, True)
] + [
    Selection(states=frozenset({"FL"}), **narrowed)
    for narrowed in (
        {"counties": frozenset({"12001"})},
        {"agencies": frozenset({1, 2, 3})},
        {"agencies": frozenset()},
        {"without": frozenset({1, 2, 3})},
        {"words": ("sheriff",)},
        {"types": frozenset({"State"})},
        {"signed_since": "2025-03-01"},
        {"signed_until": "2025-03-01"},
    )
]


@pytest.fixture(scope="module")
def listing(bundled):
    return Listing(bundled.view, bundled.view.members)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_selection_is_the_runs_that_fit_it_in_order(listing, selection):
    runs = listing.known_runs if selection.known else listing.runs
    fitting = [run for run in runs if selection.fits(run)]
    selected = listing.select(selection).runs
    assert sorted(map(repr, selected)) == sorted(map(repr, fitting))
    assert [run.first for run in selected] == [run.first for run in fitting]


def test_no_more_selections_are_kept_than_there_is_room_for(listing, monkeypatch):
    counts = [listing.select(s).counts(Quantity.AGREEMENTS) for s in SELECTIONS]
    monkeypatch.setattr(kept, "MOST_KEPT", 3)
    for selection, expected in zip(SELECTIONS, counts, strict=True):
        assert listing.select(selection).counts(Quantity.AGREEMENTS) == expected
        assert len(listing._tallies) <= len(SELECTIONS)
    listing.select(Selection(states=frozenset({"GA"})))
    assert len(listing._tallies) <= 3
