"""The order in which captures come does not matter: not to the record's bytes when it is built from
nothing, and not to what it answers when it grew."""

import csv
import hashlib
import os
import random
import shutil
import subprocess
import sys

import openpyxl
import pytest

from ofrecord import front
from ofrecord.pipeline import build_record

NAME = "ice-287g"
PENDING = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
BEE = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
HALE = ("TEXAS", "Hale County Sheriff's Office", "County", "Hale County", "Task Force Model")
KNOX = ("TEXAS", "Knox County Sheriff's Office", "County", "Knox County", "Task Force Model")


def signed(row, day="2025-09-01", moa="link pending"):
    return (*row, day, moa, "")


def record_bytes(home):
    return (home / NAME / "record").read_bytes()


def build(home, *folders):
    return build_record(home, list(folders), front.register_named(NAME))


def answers(home):
    """What a record says, apart from ids: every edition, and the counts of each list by day."""
    register = front.open_record(home)[NAME]
    editions = [
        (e.list, e.published_on, e.part, e.printed_rows, e.flags, e.captures, e.columns)
        for e in register.editions()
    ]
    counts = [
        (name, day, register.as_of(day, name).counts(), register.as_of(day, name).groups("state"))
        for name, view in register.view.lists.items()
        for day in dict.fromkeys(view.days)
    ]
    return editions, counts


def ids_of(home):
    """The ids given out, and all that lead somewhere."""
    register = front.open_record(home)[NAME]
    identity = register.stored.identity
    given = {a.agreement_id for a in identity.agreements} | {a.agency_id for a in identity.agencies}
    return given, register


@pytest.fixture
def folder(tmp_path, write_list):
    """Eight captures of two lists, with what makes their order matter: see each."""
    put = tmp_path / "captures"
    write_list(put / "participatingAgencies09012025am.xlsx", [signed(BEE)])
    write_list(put / "participatingAgencies09032025am.xlsx", [signed(BEE), signed(HALE)])
    # An agency misspelt, then corrected.
    misspelt = (*HALE[:1], "Hael County Sheriff's Office", *HALE[2:])
    write_list(put / "participatingAgencies09022025am.xlsx", [signed(BEE), signed(misspelt)])
    # The table goes back to what it was.
    write_list(put / "participatingAgencies09042025am.xlsx", [signed(BEE)])
    # The same table in two files, in one of which rows are hidden.
    write_list(put / "participatingAgencies09052025am.xlsx", [signed(BEE), signed(KNOX)])
    hidden = openpyxl.load_workbook(put / "participatingAgencies09052025am.xlsx")
    hidden.active.row_dimensions[3].hidden = True
    hidden.save(put / "participatingAgencies09052025pm.xlsx")
    write_list(put / "pendingAgencies09012025am.xlsx", [KNOX, HALE])
    write_list(put / "pendingAgencies09042025pm.xlsx", [HALE])
    # The same bytes again under a name that belongs to the other list.
    shutil.copy(
        put / "pendingAgencies09042025pm.xlsx", put / "participatingAgencies09042025pm.xlsx"
    )
    return put


def split(folder, groups, tmp_path):
    """The folder's files by groups of their numbers, each group in a folder of its own."""
    files = sorted(folder.glob("*.xlsx"))
    made = []
    for number, group in enumerate(groups):
        part = tmp_path / f"part{number}"
        part.mkdir()
        for at in group:
            os.link(files[at], part / files[at].name)
        made.append(part)
    return made


ORDERS = [random.Random(seed).sample(range(9), 9) for seed in range(12)]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_one_build_of_the_same_captures_in_any_order_gives_the_same_bytes(folder, tmp_path, order):
    build(tmp_path / "whole", folder)
    build(tmp_path / "parts", *split(folder, [[at] for at in order], tmp_path))
    assert record_bytes(tmp_path / "parts") == record_bytes(tmp_path / "whole")


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_captures_that_come_in_any_order_give_the_same_answers(folder, tmp_path, order):
    """And every id that was given out on the way leads somewhere for ever."""
    build(tmp_path / "whole", folder)
    given = set()
    for part in split(folder, [[at] for at in order], tmp_path):
        build(tmp_path / "grown", part)
        new, register = ids_of(tmp_path / "grown")
        given |= new
        for one in given:
            register.identities.find(one)
    assert answers(tmp_path / "grown") == answers(tmp_path / "whole")


def test_captures_that_come_one_by_one_as_they_were_published_give_the_bytes_of_one_build(
    folder, tmp_path
):
    build(tmp_path / "whole", folder)
    files = sorted(folder.glob("*.xlsx"))
    days = {at: file.name.split("Agencies")[1] for at, file in enumerate(files)}
    order = sorted(days, key=lambda at: (days[at], files[at].name))
    for part in split(folder, [[at] for at in order], tmp_path):
        build(tmp_path / "grown", part)
    assert record_bytes(tmp_path / "grown") == record_bytes(tmp_path / "whole")


def test_a_flag_about_a_name_goes_when_another_name_explains_it(folder, tmp_path):
    swapped = split(folder, [[4]], tmp_path)[0]
    assert [file.name for file in swapped.iterdir()] == ["participatingAgencies09042025pm.xlsx"]
    build(tmp_path / "home", swapped)
    (edition,) = front.open_record(tmp_path / "home")[NAME].editions()
    assert any("named after the participating list" in flag for flag in edition.flags)
    build(tmp_path / "home", folder)
    editions = front.open_record(tmp_path / "home")[NAME].editions("pending")
    assert not any("named after" in flag for flag in editions[-1].flags)


def test_hidden_rows_are_flagged_only_on_the_copy_that_hides_them(folder, tmp_path):
    files = sorted(folder.glob("*.xlsx"))
    assert files[6].name == "participatingAgencies09052025pm.xlsx"
    build(tmp_path / "home", *split(folder, [[6], [5]], tmp_path))
    (edition,) = front.open_record(tmp_path / "home")[NAME].view.history
    flags = {c.sightings[0].file[-7:-5]: c.flags for c in edition.captures}
    assert flags["am"] == ()
    assert len(flags["pm"]) == 1


def test_a_copy_that_lost_its_links_finds_its_place_whatever_comes_between(tmp_path, write_list):
    """Whether it is a copy of the list before it is seen anew each time."""
    put = tmp_path / "captures"
    rows = [signed(BEE, moa="link"), signed(HALE, moa="link")]
    links = {"G2": "https://www.ice.gov/bee.pdf", "G3": "https://www.ice.gov/hale.pdf"}
    write_list(put / "participatingAgencies09012025am.xlsx", rows, links=links)
    write_list(put / "participatingAgencies09022025am.xlsx", [signed(BEE), signed(KNOX)])
    write_list(put / "participatingAgencies09032025am.xlsx", rows)
    build(tmp_path / "whole", put)
    first, between, bare = split(put, [[0], [1], [2]], tmp_path)
    build(tmp_path / "grown", first, bare)
    register = front.open_record(tmp_path / "grown")[NAME]
    assert [len(edition.captures) for edition in register.editions()] == [2]
    assert register.verify().passed
    build(tmp_path / "grown", between)
    assert record_bytes(tmp_path / "grown") == record_bytes(tmp_path / "whole")
    register = front.open_record(tmp_path / "grown")[NAME]
    assert [len(edition.captures) for edition in register.editions()] == [1, 1, 1]
    assert register.verify().passed


def test_bytes_first_seen_under_a_name_without_a_day_are_taken_in_under_one_with(
    tmp_path, write_list, cli
):
    one, other = tmp_path / "one", tmp_path / "other"
    write_list(one / "a.xlsx", [BEE], columns=PENDING)
    other.mkdir()
    shutil.copy(one / "a.xlsx", other / "pendingAgencies09012025am.xlsx")
    build(tmp_path / "whole", one, other)
    build(tmp_path / "grown", other)
    build(tmp_path / "grown", one)
    assert record_bytes(tmp_path / "grown") == record_bytes(tmp_path / "whole")
    home = tmp_path / "late"
    assert cli("--home", home, "build", one).code == 1
    assert cli("--home", home, "build", other).code == 0
    assert record_bytes(home) == record_bytes(tmp_path / "whole")
    assert cli("--home", home, "editions", "--rejected").json() == []


@pytest.mark.parametrize("names", [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx")])
def test_bad_bytes_under_two_names_are_one_rejection_and_the_second_build_changes_nothing(
    tmp_path, names, cli
):
    folders = []
    for name in names:
        (tmp_path / name[0]).mkdir()
        (tmp_path / name[0] / name).write_text("<html>Not found</html>")
        folders.append(tmp_path / name[0])
    home = tmp_path / "home"
    assert cli("--home", home, "build", *folders).code == 1
    before = record_bytes(home)
    again = cli("--home", home, "build", *folders)
    assert again.code == 1
    assert "nothing changed" in again.out
    assert record_bytes(home) == before
    (rejected,) = cli("--home", home, "editions", "--rejected").json()
    assert rejected["file"] == "a.xlsx"


def test_a_file_that_could_not_be_had_is_no_longer_listed_once_it_can(folder, tmp_path, cli):
    target = folder / "pendingAgencies09012025am.xlsx"
    kept = target.read_bytes()
    target.unlink()
    target.symlink_to(tmp_path / "nowhere")
    home = tmp_path / "home"
    assert cli("--home", home, "build", folder).code == 1
    assert len(cli("--home", home, "editions", "--rejected").json()) == 1
    target.unlink()
    target.write_bytes(kept)
    assert cli("--home", home, "build", folder).code == 0
    assert cli("--home", home, "editions", "--rejected").json() == []


BUILD = """
import sys
from pathlib import Path
from ofrecord.pipeline import build_record
from ofrecord.register import register_named
home, folder = map(Path, sys.argv[1:])
build_record(home, [folder], register_named("ice-287g"))
"""


def bytes_under_seeds(folder, tmp_path, seeds):
    """The bytes of a record, built in processes in which sets have different orders."""
    for seed in seeds:
        home = tmp_path / f"seed{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        subprocess.run([sys.executable, "-c", BUILD, home, folder], check=True, env=environment)
        yield record_bytes(home)


def test_the_order_of_sets_in_memory_does_not_matter(folder, tmp_path):
    """A capture may have been seen more than once at a moment, by several lists of sightings."""
    lines = ["sha256,file_name,url,first_commit_at,captured_at"]
    for file in sorted(folder.glob("*.xlsx")):
        digest = _sha256(file)
        for seen in ("2025-09-08", "2025-09-08T10:00:00Z", "2025-09-09", ""):
            lines += [
                f"{digest},{file.name},https://example.org/{u},{seen},2025-09-08" for u in "abc"
            ]
    (folder / "sightings.csv").write_text("\n".join(lines))
    assert len(set(bytes_under_seeds(folder, tmp_path, range(4)))) == 1


# On the real captures -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(shared, tmp_path_factory):
    """Twenty-five real captures of every layout, with what the manifests say of them."""
    source = shared / "records" / NAME
    with (source / "manifest.csv").open(encoding="utf-8") as lines:
        paths = sorted(line["path"] for line in csv.DictReader(lines))
    chosen = random.Random(287).sample(paths, 19) + [
        path
        for path in paths
        if path.endswith(
            (
                "participatingAgencies10222025mid.xlsx",  # hidden rows; one table in five files
                "participatingAgencies10222025am.xlsx",
                "participatingAgencies09222025pm.xlsx",  # the two lists swapped
                "participatingAgencies-20250301180751.xlsx",  # a copy without its links
                "participatingAgencies-20250226183301.xlsx",
                "pendingAgencies10223025am.xlsx",  # the year 3025
            )
        )
    ]
    folder = tmp_path_factory.mktemp("sample")
    for path in dict.fromkeys(chosen):
        os.link(source / path, folder / os.path.basename(path))  # noqa: PTH119
    for name in ("manifest.csv", "sightings.csv"):
        shutil.copy(source / name, folder / name)
    return folder


def link_each(folder, tmp_path, order, several=1):
    for number in range(0, len(order), several):
        part = tmp_path / f"each{number}"
        part.mkdir()
        for file in order[number : number + several]:
            os.link(file, part / file.name)
        for name in ("manifest.csv", "sightings.csv"):
            os.link(folder / name, part / name)
        yield part


def test_real_captures_give_the_same_bytes_whatever_the_order_of_sets(sample, tmp_path):
    assert len(set(bytes_under_seeds(sample, tmp_path, range(3)))) == 1


def test_real_captures_one_by_one_as_they_were_published_give_the_bytes_of_one_build(
    sample, tmp_path
):
    build(tmp_path / "whole", sample)
    history = front.open_record(tmp_path / "whole")[NAME].view.history
    captures = [c for edition in history for c in edition.captures]
    captures.sort(key=lambda c: (*c.order, c.sha256))
    paths = {_sha256(path): path for path in sample.glob("*.xlsx")}
    ordered = [paths[capture.sha256] for capture in captures]
    for part in link_each(sample, tmp_path, ordered):
        build(tmp_path / "grown", part)
    assert record_bytes(tmp_path / "grown") == record_bytes(tmp_path / "whole")


@pytest.mark.parametrize("seed", [1])
def test_real_captures_in_any_order_give_the_same_answers_and_keep_every_id(sample, tmp_path, seed):
    build(tmp_path / "whole", sample)
    files = sorted(sample.glob("*.xlsx"))
    random.Random(seed).shuffle(files)
    given = set()
    for part in link_each(sample, tmp_path, files, several=2):
        build(tmp_path / "grown", part)
        new, register = ids_of(tmp_path / "grown")
        given |= new
        for one in given:
            assert register.identities.find(one)[0] == ("agreement" if one[0] == "a" else "agency")
    assert answers(tmp_path / "grown") == answers(tmp_path / "whole")


def _sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
