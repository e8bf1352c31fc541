"""What a script or a shut door does to a command: nothing is taken for something else."""

import os
import subprocess
import sys

import pytest

BEE = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")


SIGNED = ("2025-03-03", "", "")


def rows(count, *more):
    """So many applicants, or members with what their list says besides."""
    return [
        ("TEXAS", f"Number {n} County Jail", "County", "", "Task Force Model", *more)
        for n in range(count)
    ]


@pytest.mark.parametrize("command", [["build", ""], ["build", " "], ["check", ""]])
def test_a_blank_folder_or_story_is_not_the_folder_where_one_stands(cli, home, command):
    done = cli(*command)
    assert done.code == 2
    assert "blank" in done.err
    assert not home.exists()


@pytest.mark.parametrize("command", [["as-of", "2025-09-05"], ["status"], ["--help"]])
def test_an_answer_that_no_one_takes_is_no_error(home, command):
    program = f"import sys; from ofrecord.cli import main; sys.exit(main({command!r}))"
    for shut in (">&-", "2>&-", ">&- 2>&-"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$0" -c "$1" {shut}', sys.executable, program],
            capture_output=True,
            text=True,
            env={**os.environ, "OFRECORD_HOME": str(home)},
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)


def test_a_table_of_which_no_one_reads_the_end_is_no_error(home):
    program = "import sys; from ofrecord.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [
            "/bin/bash",
            "-c",
            '"$0" -c "$1" agreements --format table | head -1; exit ${PIPESTATUS[0]}',
            sys.executable,
            program,
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "OFRECORD_HOME": str(home)},
        check=False,
    )
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("command", "none"),
    [
        (["changes", "2025-01-01", "2026-02-01"], ["changes", "2020-01-01", "2020-02-01"]),
        (["agreements", "--state", "NY"], ["agreements", "--state", "VT", "--model", "TFM"]),
        (["agencies", "--state", "NY"], ["agencies", "--state", "VT", "--model", "TFM"]),
        (["editions"], ["editions", "--from", "2030-01-01"]),
        (
            ["as-of", "2025-09-05", "--rows"],
            ["as-of", "2025-09-05", "--rows", "--state", "VT", "--model", "TFM"],
        ),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_csv_has_the_same_heading_with_no_row(cli, command, none):
    some, nothing = (cli(*one, "--format", "csv").out for one in (command, none))
    assert nothing.splitlines() == some.splitlines()[:1]


@pytest.mark.usefixtures("home")
def test_a_list_that_loses_most_of_its_entries_at_once_is_flagged(cli, tmp_path, write_list):
    write_list(tmp_path / "in" / "participatingAgencies09012025am.xlsx", rows(40, *SIGNED))
    write_list(tmp_path / "in" / "participatingAgencies09022025am.xlsx", rows(21, *SIGNED))
    assert "look at this" not in cli("build", tmp_path / "in").err
    write_list(tmp_path / "in" / "participatingAgencies09032025am.xlsx", rows(3, *SIGNED))
    done = cli("build", tmp_path / "in")
    assert done.code == 0
    assert "3 entries, where the edition before has 21" in done.err
    assert "where the edition before has 21" in cli("editions", "--format", "csv").out
    assert "look at this" not in cli("build", tmp_path / "in").err


@pytest.mark.usefixtures("home")
def test_applicants_that_leave_their_list_at_once_are_no_loss(cli, tmp_path, write_list):
    for day, count in ((1, 40), (2, 3)):
        write_list(tmp_path / "in" / f"pendingAgencies090{day}2025am.xlsx", rows(count))
    assert "look at this" not in cli("build", tmp_path / "in").err


@pytest.mark.usefixtures("home")
def test_the_first_build_says_that_the_record_begins(cli, tmp_path, write_list):
    write_list(tmp_path / "in" / "pendingAgencies09012025am.xlsx", [BEE])
    assert "begins with these captures" in cli("build", tmp_path / "in").err
    write_list(tmp_path / "in" / "pendingAgencies09022025am.xlsx", [BEE, BEE])
    assert "begins with these captures" not in cli("build", tmp_path / "in").err


@pytest.mark.usefixtures("home")
def test_applications_are_not_called_agreements(cli):
    shown = cli("as-of", "2025-09-05", "--list", "pending", "--format", "table").out
    assert "31 applications of 30 agencies" in shown
    listed = cli("agreements", "--list", "pending", "--state", "NY", "--format", "table").out
    assert listed.rstrip().endswith("applications")


@pytest.mark.usefixtures("home")
def test_days_that_end_before_they_begin_are_refused(cli):
    done = cli("editions", "--from", "2025-09-08", "--to", "2025-09-01")
    assert done.code == 2
    assert "before the first" in done.err
    asked = cli("changes", "2019-01-01", "2020-01-01")
    assert (asked.code, asked.out.strip()) == (0, "[]")
    assert "is of 2021-01-13" in asked.err


@pytest.mark.parametrize(
    "command",
    [["--home", "", "status"], ["check", "x.txt", "--published", ""], ["as-of", "", "--by", ""]],
)
def test_a_blank_option_is_not_taken_for_one_left_out(cli, command):
    done = cli(*command)
    assert done.code == 2
    assert "blank" in done.err


def test_what_no_state_is_like_is_given_no_nearest(cli):
    done = cli("as-of", "2025-09-05", "--state", "Narnia")
    assert done.code == 2
    assert "did you mean" not in done.err


@pytest.mark.usefixtures("home")
def test_the_id_of_a_judgement_is_a_word(cli, tmp_path, write_list):
    write_list(tmp_path / "in" / "pendingAgencies09012025am.xlsx", [BEE])
    cli("build", tmp_path / "in")
    done = cli(
        *("judge", "agency", "A PD", "B PD", "--state", "FL"),
        *("--because", "x", "--by", "y", "--id", "../x"),
    )
    assert done.code == 2
    assert "--id: not an id" in done.err
