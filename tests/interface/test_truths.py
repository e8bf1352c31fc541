"""What is known of the real lists, asked from the command line and from Python.

The figures were counted by hand on the publisher's own workbooks.
"""

import csv
import io

import pytest

DAY = "2025-09-05"


@pytest.fixture
def ask(cli):
    """The JSON that the command answers with, on the record inside the package."""
    return lambda *arguments: cli(*arguments, "--format", "json").json()


# From the command line ----------------------------------------------------------------------------


def test_on_5_september_2025_there_are_957_agreements_in_40_states(ask):
    answer = ask("as-of", DAY, "--by", "state")
    counts = answer["counts"]
    assert (counts["agreements"], counts["states"]) == (957, 40)
    assert (answer["territories"], answer["printed_rows"]) == (0, 957)
    assert sum(counts["by_model"].values()) == 957
    assert len(answer["by"]) == 40
    assert sum(group["agreements"] for group in answer["by"]) == 957
    assert answer["edition"]["published_on"] == DAY


def test_new_york_is_level_with_arizona_indiana_and_wyoming(ask):
    groups = {group["state"]: group for group in ask("as-of", DAY, "--by", "state")["by"]}
    level = {state for state, group in groups.items() if group["agreements"] == 10}
    assert level == {"NY", "AZ", "IN", "WY"}
    assert {groups[state]["rank"] for state in level} == {18}
    assert {groups[state]["rank_dense"] for state in level} == {16}
    assert groups["FL"]["rank"] == groups["FL"]["rank_dense"] == 1


def test_new_york_has_ten_agreements_of_eight_agencies_in_seven_counties(ask):
    answer = ask("as-of", DAY, "--state", "NY", "--rows")
    assert answer["counts"]["agreements"] == len(answer["rows"]) == 10
    assert answer["counts"]["by_model"] == {"JEM": 1, "TFM": 4, "WSO": 5}
    assert answer["counts"]["agencies"] == 8
    assert answer["counts"]["counties"] == 7
    jail = [row for row in answer["rows"] if row["model"] == "JEM"]
    assert [row["county"] for row in jail] == ["Rensselaer County"]
    of_2025 = [row for row in answer["rows"] if row["signed"] >= "2025"]
    assert len(of_2025) == 9
    assert len({row["county_fips"] for row in of_2025}) == 6


@pytest.mark.parametrize("state", ["New Jersey", "Connecticut", "Delaware"])
def test_some_states_have_none(ask, state):
    answer = ask("as-of", DAY, "--state", state, "--by", "state", "--rows")
    assert answer["counts"]["agreements"] == 0
    assert answer["by"] == answer["rows"] == []


def test_31_are_pending_on_5_september_2025(ask):
    answer = ask("as-of", DAY, "--list", "pending")
    assert (answer["list"], answer["counts"]["agreements"]) == ("pending", 31)


def test_camden_police_department_is_in_oneida_county(ask):
    (row,) = ask("as-of", DAY, "--state", "NY", "--agency", "camden police", "--rows")["rows"]
    assert (row["county"], row["county_fips"], row["place"]) == ("Oneida County", "36065", "Camden")
    assert row["printed"]["COUNTY"] == "#N/A"
    (agency,) = ask("agencies", "--state", "NY", "--agency", "camden")
    assert agency["county_fips"] == "36065"


@pytest.mark.parametrize(
    ("day", "agreements", "day_of_list", "part"),
    [("2025-09-17", 1000, "2025-09-17", "pm"), ("2025-09-25", 1035, "2025-09-24", "am")],
)
def test_the_thousandth_and_more(ask, day, agreements, day_of_list, part):
    answer = ask("as-of", day)
    assert answer["counts"]["agreements"] == agreements
    assert (answer["edition"]["published_on"], answer["edition"]["part"]) == (day_of_list, part)


def test_the_list_of_the_morning_of_25_september_2025_holds_1035(ask):
    (edition,) = [
        edition
        for edition in ask("editions", "--list", "participating", "--to", "2025-09-25")
        if "participatingAgencies09252025am.xlsx"
        in {name for c in edition["captures"] for name in (c["file"], *c["also_seen_as"])}
    ]
    assert edition["printed_rows"] == 1035


@pytest.mark.parametrize("day", ["2024-12-01", "2024-12-18", "2024-12-31"])
def test_december_2024(ask, day):
    counts = ask("as-of", day)["counts"]
    assert (counts["agreements"], counts["agencies"], counts["states"]) == (135, 133, 21)
    assert counts["by_model"] == {"JEM": 60, "TFM": 0, "WSO": 75}


def test_guam_is_on_the_list_from_24_september_2025(ask):
    assert ask("as-of", "2025-09-23")["territories"] == 0
    answer = ask("as-of", "2025-09-24", "--by", "state")
    assert answer["territories"] == answer["counts"]["territories"] == 1
    assert answer["counts"]["states"] == 41
    assert [g["agreements"] for g in answer["by"] if g["state"] == "GU"] == [1]
    (guam,) = ask("agreements", "--state", "Guam")
    assert guam["first_listed"] == "2025-09-24"


def test_the_northern_mariana_islands_are_on_the_list_from_26_january_2026(ask):
    assert ask("as-of", "2026-01-25", "--state", "MP")["counts"]["agreements"] == 0
    answer = ask("as-of", "2026-01-26")
    assert answer["territories"] == 2
    assert min(a["first_listed"] for a in ask("agreements", "--state", "CNMI")) == "2026-01-26"


@pytest.mark.parametrize("day", ["2025-03-27", "2025-04-01", "2025-04-11"])
def test_crow_wing_is_printed_under_massachusetts_and_known_to_be_in_minnesota(ask, day):
    asked = ["--agency", "Crow Wing", "--model", "WSO", "--rows"]
    (then,) = ask("as-of", day, *asked)["rows"]
    (now,) = ask("as-of", day, *asked, "--known", "today")["rows"]
    assert (then["state"], now["state"]) == ("MA", "MN")
    assert then["agreement_id"] == now["agreement_id"]
    assert now["county_fips"] == "27035"
    assert then["printed"]["STATE"].strip().upper() == "MASSACHUSETTS"


def test_crow_wing_is_printed_under_minnesota_from_28_april_2025(ask):
    rows = ask("as-of", "2025-04-28", "--agency", "Crow Wing", "--rows")["rows"]
    assert [row["state"] for row in rows] == ["MN", "MN"]
    changes = ask("changes", "2025-04-11", "2025-04-28", "--agency", "Crow Wing")
    (moved,) = [change for change in changes if change["kind"] == "relocated"]
    assert moved["before"].startswith("MA")
    assert moved["after"].startswith("MN")


# From Python -------------------------------------------------------------------------------------


def test_python_says_the_same(bundled):
    day = bundled.as_of(DAY)
    counts = day.counts()
    assert (counts.agreements, counts.states, counts.territories) == (957, 40, 0)
    by_state = day.counts(by="state")
    (new_york,) = by_state.filter(by_state["state"] == "NY").to_dicts()
    assert (new_york["agreements"], new_york["agencies"], new_york["counties"]) == (10, 8, 7)
    assert (new_york["rank"], new_york["rank_dense"]) == (18, 16)
    assert day.counts(state="New York").by_model == {"JEM": 1, "TFM": 4, "WSO": 5}
    assert bundled.as_of(DAY, "pending").counts().agreements == 31
    assert bundled.as_of("2025-09-17").counts().agreements == 1000
    assert bundled.agreements(state="NJ").height == 2
    assert bundled.agreements(status="active", state="NJ").height == 0


def test_the_lists_to_read_with_care_are_dated_as_their_contents_say(bundled):
    """Old files under new names, months and years too early, and the two lists swapped."""
    day_of = {
        name: (edition.list, edition.published_on)
        for edition in bundled.editions()
        for capture in edition.captures
        for name in (capture.file, *capture.also_seen_as)
    }
    assert day_of["participatingAgencies03062025am.xlsx"] == ("participating", "2025-03-06")
    assert day_of["participatingAgencies08022025pm.xlsx"] == ("participating", "2025-09-02")
    assert day_of["participatingAgencies090022025am.xlsx"] == ("participating", "2025-09-02")
    assert day_of["participatingAgencies09222025pm.xlsx"][0] == "pending"
    assert day_of["pendingAgencies09052025pm.xlsx"] == ("pending", DAY)
    for name in ("01052025pm", "01062025pm", "01092025pm"):
        which, published = day_of[f"participatingAgencies{name}.xlsx"]
        assert which == "participating"
        assert "2026-01-05" <= published <= "2026-01-09"
    assert day_of["pendingAgencies10223025am.xlsx"][1] in {"2025-10-22", "2025-10-23"}
    assert day_of["participatingAgencies11114025am.xlsx"][1] in {"2025-11-14", "2025-11-11"}


def test_no_list_is_held_where_none_was_published(bundled):
    """Between 11 and 29 April 2025 one list of the 28th is held; in February 2026 none for days."""
    days = bundled.view.lists["participating"].days
    assert [day for day in days if "2025-04-11" < day < "2025-04-28"] == []
    assert [day for day in days if "2026-02-17" < day < "2026-02-27"] == []


def test_reproduced_cells_of_the_anchored_day_are_those_printed(shell, tmp_path):
    done = shell("reproduce", "participatingAgencies09052025pm.xlsx", at=tmp_path / "none")
    rows = list(csv.reader(io.StringIO(done.stdout, newline="")))
    assert len(rows) == 958
    assert rows[0][:3] == ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE"]
    assert [row[3] for row in rows if row[1].startswith("Camden Police")] == ["#N/A"]


def test_a_name_under_which_two_contents_were_seen_is_not_guessed(cli, bundled):
    """The publisher put another file under the same name on 3 July 2025."""
    done = cli("reproduce", "participatingAgencies07032025pm.xlsx")
    assert (done.code, done.out) == (2, "")
    digests = done.err.strip().rpartition("sha256: ")[2].split(", ")
    rows = sorted(len(bundled.reproduce(digest)) - 1 for digest in digests)
    assert rows == [753, 777]
