"""An id that was once given to an edition is never given to another, and always leads to one."""

import os
import tempfile
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord import front
from ofrecord.errors import BadRequest
from ofrecord.pipeline import build_record
from ofrecord.record.edition_ids import (
    EditionLedger,
    Run,
    leading_ids,
    make_ledger,
    name_editions,
)

NAME = "ice-287g"
BEE = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
HALE = ("TEXAS", "Hale County Sheriff's Office", "County", "Hale County", "Task Force Model")


def runs_of(captures):
    """The editions of captures: sha256 to list, contents and day."""
    found = []
    for name in ("l", "m"):
        mine = sorted((c[2], sha, c[1]) for sha, c in captures.items() if c[0] == name)
        for contents, group in groupby(mine, key=lambda one: one[2]):
            found.append((name, contents * 64, [sha for _, sha, _ in group]))
    found.sort(key=lambda run: (captures[run[2][0]][2], run[0], run[2][0]))
    return [Run(list=n, digest=d, captures=tuple(shas)) for n, d, shas in found]


CAPTURE = st.tuples(st.sampled_from("lm"), st.sampled_from("ab"), st.integers(1, 9))
STEPS = st.lists(
    st.dictionaries(st.sampled_from("0123456789"), st.none() | CAPTURE, min_size=1, max_size=4),
    min_size=1,
    max_size=6,
)


@settings(max_examples=400)
@given(STEPS)
def test_an_id_given_out_once_leads_to_an_edition_with_a_capture_that_it_named(steps):
    """Captures come, turn out to be of other days, and go (kept aside) in any order."""
    captures, held, ledger = {}, {}, EditionLedger()
    for step in steps:
        for sha, capture in step.items():
            if capture is None:
                captures.pop(sha, None)
            else:  # what bytes hold does not change, only their day
                captures[sha] = (*held.setdefault(sha, capture)[:2], capture[2])
        runs = runs_of(captures)
        names, more = name_editions(runs, ledger)
        assert len(set(names)) == len(names)
        before = ledger
        ledger = make_ledger(zip(names, (r.captures for r in runs), strict=True), more)
        leads, lost = leading_ids(zip(names, (r.captures for r in runs), strict=True), more)
        of_name = dict(zip(names, runs, strict=True))
        led = {one: of_name[now] for now, others in leads.items() for one in others}
        to = of_name | led
        assert not to.keys() & lost.keys()
        assert before.anchors.keys() <= to.keys() | lost.keys()
        for one, named in before.held.items():
            if set(named) & captures.keys():
                assert to[one].list == one[0]
                assert set(named) & set(to[one].captures)


@settings(max_examples=100)
@given(STEPS.map(lambda steps: {s: c for step in steps for s, c in step.items() if c}))
def test_an_edition_that_only_gains_copies_keeps_its_id(captures):
    names, more = name_editions(runs_of(captures), EditionLedger())
    assert more == ()
    for run, name in zip(runs_of(captures), names, strict=True):
        for side, by in (("A", -0.5), ("B", 0.5)):  # a copy just before it, or just after
            day = captures[run.captures[0 if by < 0 else -1]][2] + by
            grown = {**captures, side: (run.list, run.digest[0], day)}
            ledger = make_ledger(
                zip(names, (r.captures for r in runs_of(captures)), strict=True), ()
            )
            after = runs_of(grown)
            now, _ = name_editions(after, ledger)
            for other, id_ in zip(after, now, strict=True):
                if set(run.captures) < set(other.captures):
                    assert id_ == name


def test_where_two_editions_turn_out_to_be_one_the_other_id_leads_to_it_and_comes_back():
    apart = [
        Run(list="l", digest="a" * 64, captures=("1",)),
        Run(list="l", digest="b" * 64, captures=("2",)),
        Run(list="l", digest="a" * 64, captures=("3",)),
    ]
    names, more = name_editions(apart, EditionLedger())
    assert names == ["l-aaaaaaaaaa", "l-bbbbbbbbbb", "l-aaaaaaaaaa-2"]
    ledger = make_ledger(zip(names, (r.captures for r in apart), strict=True), more)
    joined = [
        Run(list="l", digest="a" * 64, captures=("1", "3")),
        Run(list="l", digest="b" * 64, captures=("2",)),
    ]
    now, more = name_editions(joined, ledger)
    assert now == names[:2]
    assert more == (("l-aaaaaaaaaa-2", "3"),)
    ledger = make_ledger(zip(now, (r.captures for r in joined), strict=True), more)
    assert name_editions(apart, ledger) == (names, ())


# From captures ------------------------------------------------------------------------------------


TABLES = [[BEE], [HALE], [BEE, HALE]]
HISTORY = st.lists(
    st.tuples(st.sampled_from(["participating", "pending"]), st.integers(0, 2), st.integers(1, 9)),
    min_size=2,
    max_size=7,
    unique_by=lambda one: (one[0], one[2]),
)


@settings(max_examples=15)
@given(HISTORY, st.data())
def test_a_record_that_grows_in_any_order_gives_no_id_another_meaning(
    write_list, declaration, history, data
):
    with tempfile.TemporaryDirectory() as folder:
        home, named = Path(folder, "home"), {}
        arrivals = data.draw(st.permutations(history))
        for number, (which, table, day) in enumerate(arrivals):
            part = Path(folder, f"{number}")
            rows = [
                (*row, "2025-08-01", "", "")[: 5 if which == "pending" else 8]
                for row in TABLES[table]
            ]
            write_list(part / f"{which}Agencies050{day}2025am.xlsx", rows)
            build_record(home, [part], declaration)
            register = front.open_record(home)[NAME]
            assert register.verify().passed
            for one, (list_, captures) in named.items():
                edition, capture = register.view.find_edition(one)
                assert capture is None
                assert edition.table.list == list_
                assert captures & {c.sha256 for c in edition.captures}
                assert register.reproduce(one)
            for edition in register.editions():
                captures = {c.sha256 for c in edition.captures}
                for one in (edition.edition_id, *edition.former_ids):
                    named.setdefault(one, (edition.list, set()))[1].update(captures)


@pytest.fixture
def grow(tmp_path, write_list, declaration):
    """Builds one more list of a day into a record; answers the register."""

    def build(day, *rows, name="participating"):
        part = tmp_path / f"{name}{day}{len(rows)}"
        write_list(
            part / f"{name}Agencies05{day:02}2025am.xlsx",
            [(*row, "2025-04-01", "", "") for row in rows],
        )
        build_record(tmp_path / "home", [part], declaration)
        return front.open_record(tmp_path / "home")[NAME]

    return build


def ids(register):
    return {e.published_on[-2:]: (e.edition_id, *e.former_ids) for e in register.editions()}


def test_a_late_capture_of_an_older_day_takes_no_id_from_a_newer_edition(grow):
    grow(5, BEE)
    (given_out,) = ids(grow(6, HALE))["05"]
    later = ids(grow(3, BEE, HALE))
    assert later["05"] == (given_out,)
    both = ids(grow(1, BEE))
    assert both["05"] == (given_out,)
    assert both["01"] == (f"{given_out}-2",)


def test_an_edition_that_gains_an_older_copy_keeps_its_id(grow):
    (given_out,) = ids(grow(5, BEE))["05"]
    assert ids(grow(4, BEE)) == {"04": (given_out,)}


def test_an_edition_that_is_parted_leaves_its_id_with_the_capture_that_had_it_first(grow):
    (given_out,) = ids(grow(5, BEE))["05"]
    grow(2, BEE)
    parted = ids(grow(3, HALE))
    assert parted["05"] == (given_out,)
    assert parted["02"] == (f"{given_out}-2",)


def test_where_editions_turn_out_to_be_one_each_id_is_accepted_and_shown(grow, tmp_path, cli):
    """The bytes that stood between them are seen again under an earlier name."""
    grow(2, BEE)
    grow(3, HALE)
    apart = ids(grow(5, BEE))
    (tmp_path / "again").mkdir()
    again = tmp_path / "again" / "participatingAgencies05012025am.xlsx"
    os.link(next((tmp_path / "participating31").iterdir()), again)
    assert cli("--home", tmp_path / "home", "build", tmp_path / "again").code == 0
    register = front.open_record(tmp_path / "home")[NAME]
    assert ids(register) == {"01": apart["03"], "02": apart["02"] + apart["05"]}
    for one in apart["02"] + apart["05"]:
        said = cli("--home", tmp_path / "home", "reproduce", one)
        assert said.out.count("Bee County Sheriff") == 1
    first, second = cli("--home", tmp_path / "home", "editions").json()
    assert first["former_ids"] == []
    assert second["former_ids"] == list(apart["05"])
    assert register.verify().passed


def test_an_unknown_id_is_refused_with_the_nearest(grow):
    register = grow(5, BEE)
    (given_out,) = ids(register)["05"]
    with pytest.raises(BadRequest, match=f'did you mean "{given_out}"'):
        register.reproduce(f"{given_out}-2")
