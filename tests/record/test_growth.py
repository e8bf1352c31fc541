"""A record that grew is the record that one build gives, whatever stood in its lists and however it
came: on histories made at random."""

import contextlib
import os
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord import front
from ofrecord.pipeline import build_record

FEW = settings(max_examples=15)
COUNTIES = ["Bee", "Hale", "Polk", "Wise"]
# How one name is varied: not at all, in blanks only, by a slip, by an abbreviation, by another.
VARIED = [
    lambda name: name,
    lambda name: f"{name} ",
    lambda name: name.replace("Sheriff", "Sherif"),
    lambda name: name.replace("Sheriff's Office", "SO"),
    lambda name: name.replace("Sheriff's Office", "Jail"),
]
MODELS = ["Task Force Model", "Jail Enforcement Model"]
SIGNED = ["2025-03-03", "2025-03-04", "2025-04-01", "5025-03-03", "03/042025"]
LINKS = ["", "https://www.ice.gov/doclib/287gMOA/a.pdf", "https://www.ice.gov/doclib/287gMOA/b.pdf"]


@st.composite
def rows(draw):
    """One row, of few agencies that are printed in many ways."""
    county = draw(st.sampled_from(COUNTIES))
    name = draw(st.sampled_from(VARIED))(f"{county} County Sheriff's Office")
    state = draw(st.sampled_from(["TEXAS", "TEXAS", "TEXAS", "FLORIDA"]))
    place = draw(st.sampled_from([f"{county} County", f"{county} County", "", "#N/A"]))
    model, signed = draw(st.sampled_from(MODELS)), draw(st.sampled_from(SIGNED))
    return (state, name, "County", place, model, signed, draw(st.sampled_from(LINKS)), "")


@st.composite
def histories(draw):
    """For each capture its file's name and its rows, in the order of publication."""
    found, before = [], []
    for day in draw(st.lists(st.integers(1, 28), min_size=2, max_size=6, unique=True).map(sorted)):
        kept = [row for row in before if draw(st.integers(0, 4))]
        changed = [draw(rows()) if draw(st.integers(0, 4)) == 0 else row for row in kept]
        before = changed + draw(st.lists(rows(), min_size=0 if changed else 1, max_size=3))
        found.append((f"participatingAgencies05{day:02}2025am.xlsx", before))
        if draw(st.booleans()):
            waiting = [row[:5] for row in draw(st.lists(rows(), max_size=3))]
            found.append((f"pendingAgencies05{day:02}2025am.xlsx", waiting))
    return found


@contextlib.contextmanager
def captures(history, write_list):
    """A folder with a folder for each capture, and one with them all."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "all").mkdir()
        for number, (name, found) in enumerate(history):
            path = write_list(root / f"{number:02}" / name, found)
            os.link(path, root / "all" / name)
        yield root


def built(home, declaration, *folders):
    """The bytes of the record, and the register, after a build of each folder in turn."""
    for folder in folders:
        build_record(home, [folder], declaration)
        register = front.open_record(home)[declaration.name]
        yield (home / declaration.name / "record").read_bytes(), register


@FEW
@given(histories())
def test_growing_as_it_was_published_gives_the_record_of_one_build(
    write_list, declaration, history
):
    """What was taken for two at some time, as later lists show it was not, leads to the one."""
    with captures(history, write_list) as root:
        ((_, whole),) = built(root / "whole", declaration, root / "all")
        parts = [root / f"{number:02}" for number in range(len(history))]
        *_, (_, grown) = built(root / "grown", declaration, *parts)
        assert without_other_ids(grown) == without_other_ids(whole)
        assert other_ids(grown) >= other_ids(whole)
        assert grown.verify().passed


def without_other_ids(register):
    """A record, but for the ids that only lead to others."""
    stored, bare = register.stored, msgspec.structs.replace
    identity = bare(
        stored.identity,
        agreements=tuple(bare(one, other_ids=()) for one in stored.identity.agreements),
        agencies=tuple(bare(one, other_ids=()) for one in stored.identity.agencies),
    )
    return bare(stored, identity=identity)


def other_ids(register):
    """Every id that leads to another, with that."""
    identity = register.stored.identity
    return {(one, a.agreement_id) for a in identity.agreements for one in a.other_ids} | {
        (one, a.agency_id) for a in identity.agencies for one in a.other_ids
    }


@FEW
@given(histories(), st.randoms(use_true_random=False))
def test_growing_in_any_order_keeps_every_id_and_gives_the_same_answers(
    write_list, declaration, history, chance
):
    with captures(history, write_list) as root:
        ((_, whole),) = built(root / "whole", declaration, root / "all")
        parts = [root / f"{number:02}" for number in range(len(history))]
        chance.shuffle(parts)
        given_out = {}
        for _, register in built(root / "grown", declaration, *parts):
            identity = register.stored.identity
            for one in identity.agreements:
                given_out[one.agreement_id] = "agreement"
            for one in identity.agencies:
                given_out[one.agency_id] = "agency"
            for one, kind in given_out.items():
                assert register.identities.find(one)[0] == kind
        assert answers(register) == answers(whole)
        assert register.verify().passed


def answers(register):
    """What a record says, apart from the ids that it uses."""
    number = {a.agreement_id: n for n, a in enumerate(register.stored.identity.agreements)}
    number |= {a.agency_id: n for n, a in enumerate(register.stored.identity.agencies)}
    edition = {e.edition_id: e.captures for e in register.editions()} | {None: None}
    days = []
    for name, view in register.view.lists.items():
        for day in dict.fromkeys(view.days):
            for known in (None, "today"):
                on = register.as_of(day, name, known)
                rows = [
                    (e.row, number[e.agreement_id], number[e.agency_id], e.agency, e.state,
                     e.county_fips, e.model, e.signed, e.moa_url)
                    for e in on.entries
                ]  # fmt: skip
                days.append((name, day, on.edition.captures, on.counts(), rows))
    changes = [
        (
            c.day,
            c.list,
            c.kind,
            edition[c.edition_id],
            number.get(c.agreement_id),
            number.get(c.agency_id),
        )
        for c in register.identities.changes
    ]
    lives = [(a.status, a.first_listed, a.last_listed, a.model) for a in register.find_agreements()]
    return days, changes, sorted(lives)


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_a_record_of_one_capture_answers_every_question(cli, tmp_path, write_list, form):
    """The smallest record there is, and one whose only list is empty."""
    for name, found in (("one", [("TEXAS", "Bee County SO", "County", "", "TFM")]), ("none", [])):
        write_list(tmp_path / name / "pendingAgencies05012025am.xlsx", found)
        home = tmp_path / f"home-{name}"
        assert cli("--home", home, "build", tmp_path / name).code in {0, 1}
        for asked in (
            ["status"], ["status", "--identity"], ["agreements"], ["agencies"], ["editions"],
            ["changes", "2025-01-01", "2025-12-31"], ["verify"], ["sql", "SELECT 1"],
            ["as-of", "2025-05-01", "--list", "pending", "--by", "state", "--rows"],
        ):  # fmt: skip
            done = cli("--home", home, *asked, "--format", form)
            assert "Traceback" not in done.err
            assert done.code in {0, 2}
        assert cli("--home", home, "as-of", "2025-05-01").code == 2


def test_an_application_first_seen_on_a_later_day_keeps_its_id(tmp_path, write_list, declaration):
    """The same list of applicants published twice; the later publication comes first."""
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    late = write_list(tmp_path / "late" / "pendingAgencies05022025am.xlsx", [row]).parent
    early = write_list(tmp_path / "early" / "pendingAgencies05012025am.xlsx", [row]).parent
    (_, first), (_, then) = built(tmp_path / "home", declaration, late, early)
    (given_out,) = first.find_agreements(list="pending")
    assert given_out.pending_since == "2025-05-02"
    (now,) = then.find_agreements(list="pending")
    assert now.pending_since == "2025-05-01"
    assert now.agreement_id == given_out.agreement_id
    assert then.identities.find(given_out.agreement_id)[0] == "agreement"


def test_an_application_keeps_its_id_when_its_list_turns_out_to_be_of_another_day(
    tmp_path, write_list, declaration
):
    """The same bytes, seen again under an earlier name."""
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    late = write_list(tmp_path / "late" / "pendingAgencies05022025am.xlsx", [row])
    (tmp_path / "early").mkdir()
    os.link(late, tmp_path / "early" / "pendingAgencies05012025am.xlsx")
    (_, first), (_, then) = built(tmp_path / "home", declaration, late.parent, tmp_path / "early")
    (given_out,) = first.find_agreements(list="pending")
    (now,) = then.find_agreements(list="pending")
    assert (given_out.pending_since, now.pending_since) == ("2025-05-02", "2025-05-01")
    assert now.agreement_id == given_out.agreement_id
