"""Changes lead from one day's list to the next; identities cover exactly what was printed."""

import importlib.util
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord.errors import BadRequest

FEW = settings(max_examples=25)
CAME = {"signed", "renewed", "returned", "pending_added"}
WENT = {"removed", "pending_dropped"}


def _histories():
    spec = importlib.util.spec_from_file_location("made", Path(__file__).with_name("conftest.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.histories()


HISTORIES = _histories()


def printed_in(register, name, number):
    """The ids of the agreements (or applications) that an edition prints."""
    agreements = register.stored.identity.agreements
    view = register.view.lists[name]
    return {agreements[window.agreement].agreement_id for _, window in view.printed(number)}


def hold_steps(register):
    """The changes of the members' list, applied to each edition's agreements, give the next's."""
    view = register.view.members
    numbers = {edition.edition_id: n for n, edition in enumerate(view.editions)}
    by_edition = defaultdict(list)
    for change in register.identities.changes:
        if change.list == view.name:
            by_edition[numbers[change.edition_id]].append(change)
    assert not any(change.kind in CAME | WENT for change in by_edition[0])
    before = printed_in(register, view.name, 0)
    for number in range(1, len(view.editions)):
        changes = by_edition[number]
        came = {change.agreement_id for change in changes if change.kind in CAME}
        went = {change.agreement_id for change in changes if change.kind in WENT}
        went |= {  # what is renewed goes without a word of its own
            change.before.split()[-1] for change in changes if change.kind == "renewed"
        }
        now = printed_in(register, view.name, number)
        assert came == now - before, view.days[number]
        assert before - now <= went, view.days[number]
        assert went & now <= {  # a renewed agreement may be printed beside its successor
            change.before.split()[-1] for change in changes if change.kind == "renewed"
        }
        before = now


def hold_windows(register):
    """The windows of agreements and agencies are exactly the editions that print them."""
    identities, identity = register.identities, register.stored.identity
    for name, view in register.view.lists.items():
        covered = defaultdict(set)
        for number in range(len(identity.agreements)):
            for window in identities.windows("agreement", number):
                if window.list == name:
                    covered[number].update(_editions(view, window))
        held = defaultdict(set)
        for number in range(len(view.editions)):
            for _, window in view.printed(number):
                held[window.agreement].add(number)
        assert dict(covered) == dict(held), name


def _editions(view, window):
    ids = [edition.edition_id for edition in view.editions]
    first, last = map(ids.index, window.edition_ids)
    assert window.editions == last - first + 1
    assert (view.days[first], view.days[last]) == (window.from_, window.to)
    return range(first, last + 1)


def hold_identities(register):
    """What an agreement says of itself is what its windows show."""
    identities = register.identities
    members = register.view.members
    for agreement in register.find_agreements():
        kind, number = identities.find(agreement.agreement_id)
        assert kind == "agreement"
        windows = [w for w in identities.windows("agreement", number) if w.list == members.name]
        assert agreement.first_listed == min(window.from_ for window in windows)
        assert agreement.last_listed == max(window.to for window in windows)
        active = any(w.edition_ids[1] == members.editions[-1].edition_id for w in windows)
        assert (agreement.status == "active") == active or agreement.status == "superseded"
        if agreement.status == "removed":
            assert agreement.removed_by is not None
            assert agreement.removed_by >= agreement.last_listed
        assert agreement.agency in agreement.spellings
        agency = identities.agency(identities.find(agreement.agency_id)[1])
        assert agreement.agreement_id in agency.agreements
        printed = [signing.signed for signing in agreement.signed_as_printed]
        assert agreement.signed in printed


@FEW
@given(HISTORIES)
def test_changes_applied_to_one_edition_give_the_next(build_history, history):
    hold_steps(build_history(history))


def test_changes_applied_to_one_edition_give_the_next_in_the_real_record(bundled):
    hold_steps(bundled)


@FEW
@given(HISTORIES)
def test_windows_are_exactly_the_editions_that_print(build_history, history):
    hold_windows(build_history(history))


def test_windows_are_exactly_the_editions_that_print_in_the_real_record(bundled):
    hold_windows(bundled)


@FEW
@given(HISTORIES)
def test_an_agreement_says_what_its_windows_show(build_history, history):
    hold_identities(build_history(history))


def test_an_agreement_says_what_its_windows_show_in_the_real_record(bundled):
    hold_identities(bundled)


@FEW
@given(HISTORIES)
def test_two_names_side_by_side_are_two_agencies(build_history, history):
    register = build_history(history)
    hold_side_by_side(register)


def test_two_names_side_by_side_are_two_agencies_in_the_real_record(bundled):
    hold_side_by_side(bundled, step=10)


def hold_side_by_side(register, step=1):
    """Rows of one edition with one agreement's id are one row printed twice, of one model."""
    for name, view in register.view.lists.items():
        for number in range(0, len(view.editions), step):
            by_id = defaultdict(set)
            for entry in register.view.entries(name, number):
                by_id[entry.agreement_id].add((_folded(entry.agency), entry.model))
            assert all(len(said) == 1 for said in by_id.values()), (name, view.days[number])


def _folded(name):
    """A name as one row printed twice may vary it: Zephyrhills, City of Zephyrhills."""
    name = name.casefold().removeprefix("city of ")
    return "".join(letter for letter in name.casefold() if letter.isalnum())


DAYS = st.sampled_from([f"2025-0{month}-{day:02}" for month in range(1, 10) for day in (1, 5, 17)])


@given(st.tuples(DAYS, DAYS, DAYS).map(sorted))
def test_changes_from_a_to_c_are_those_to_b_and_those_from_b(bundled, days):
    first, middle, last = days
    whole = bundled.find_changes(first, last)
    assert whole == bundled.find_changes(first, middle) + bundled.find_changes(middle, last)
    assert all(first < change.day <= last for change in whole)


def test_no_day_has_changes_after_itself(bundled):
    assert bundled.find_changes("2025-09-05", "2025-09-05") == []


def test_changes_backwards_are_a_wrong_request(bundled):
    with pytest.raises(BadRequest, match="TO"):
        bundled.find_changes("2025-09-05", "2025-09-04")


@pytest.mark.parametrize(
    "asked",
    [{"state": "FL"}, {"model": "JEM"}, {"agency": "county sheriff"}, {"type": "Municipality"}],
    ids=str,
)
def test_filters_on_changes_only_narrow_and_meet(bundled, asked):
    everything = bundled.find_changes("2025-03-01", "2025-12-31")
    some = bundled.find_changes("2025-03-01", "2025-12-31", **asked)
    assert 0 < len(some) < len(everything)
    kept = set(map(repr, some))
    assert [change for change in everything if repr(change) in kept] == some
    kinds = {change.kind for change in some}
    for kind in kinds:
        narrowed = bundled.find_changes("2025-03-01", "2025-12-31", kind=kind, **asked)
        assert narrowed == [change for change in some if change.kind == kind]


def test_every_leaving_of_the_pending_list_is_told(bundled):
    """Who leaves it was signed, dropped out, came back, or left too lately to tell."""
    view = bundled.view.lists["pending"]
    dropped = {
        change.agreement_id
        for change in bundled.identities.changes
        if change.kind == "pending_dropped"
    }
    for number in range(1, len(view.editions)):
        gone = printed_in(bundled, "pending", number - 1) - printed_in(bundled, "pending", number)
        for one in gone:
            agreement = bundled.identities.agreement(bundled.identities.find(one)[1])
            told = agreement.first_listed or one in dropped or agreement.status == "pending"
            assert told, (view.days[number], agreement)


def test_who_applied_and_was_signed_waited_as_many_days_as_lie_between(bundled):
    signed = bundled.find_changes("2021-01-01", "2026-12-31", kind="pending_signed")
    assert len(signed) > 500
    for change in signed:
        (agreement,) = [
            bundled.identities.agreement(bundled.identities.find(change.agreement_id)[1])
        ]
        assert agreement.pending_since
        assert agreement.first_listed == change.day
        assert agreement.days_pending is not None
        assert agreement.days_pending >= 0


def test_no_id_means_two_things(real):
    identity = real.stored.identity
    ids = [a.agreement_id for a in identity.agreements] + [a.agency_id for a in identity.agencies]
    assert len(set(ids)) == len(ids)
    for one in (*identity.agreements, *identity.agencies):
        for other in one.other_ids:
            assert other not in ids
            real.identities.find(other)


def test_a_former_id_leads_to_what_it_is_now(bundled, cli):
    agency = next(a for a in bundled.find_agencies() if a.former_ids)
    life = cli("history", agency.former_ids[0]).json()
    assert life["agency_id"] == agency.agency_id
    assert agency.former_ids[0] in life["former_ids"]


def test_an_event_is_found_where_it_was_printed_and_where_its_agreement_is_today(bundled):
    """An agreement of Minnesota that was printed under Massachusetts at first."""

    def found(**asked):
        changes = bundled.find_changes("2021-01-01", "2026-12-31", agency="Crow Wing", **asked)
        return [(c.day, c.kind, c.model) for c in changes]

    signed = ("2025-03-27", "signed", "WSO")
    moved = ("2025-04-28", "relocated", "WSO")
    assert found(state="MA") == [signed, moved]
    assert set(found(state="MN")) > {signed, moved}
    assert found(state="MA", model="TFM") == []  # one that was never printed there


def test_filters_leave_no_event_out_and_bring_none_in(bundled):
    every = bundled.find_changes("2021-01-01", "2026-12-31")
    by_state = [
        change
        for state in sorted({c.state for c in every if c.state} | {"MA"})
        for change in bundled.find_changes("2021-01-01", "2026-12-31", state=state)
    ]
    assert {id(c) for c in by_state} == {id(c) for c in every if c.agency_id}


def test_names_before_and_after_are_as_the_publisher_printed_them(bundled):
    respelled = bundled.find_changes("2021-01-01", "2026-12-31", kind="respelled")
    names = {
        clean.agency for view in bundled.view.lists.values() for clean in view.cleaned.values()
    }
    assert respelled
    assert {c.before for c in respelled} | {c.after for c in respelled} <= names
    assert not any(c.before == c.before.lower() for c in respelled)
