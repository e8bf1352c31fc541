"""A series is asked as it was known on a day; what it cannot answer is said, and where to ask."""

import pytest

BOATS, BANK, AIR = "uk-small-boats", "ocha-west-bank", "ukraine-air-attacks"
DAY = "2025-09-07"
WRONG = [
    # what is asked, then: the argument, what was given, what would be right
    (["series", "ukr"], ["REGISTER", '"ukr"', f'did you mean "{AIR}"', "Series:"]),
    (["series", "ice-287g"], ["REGISTER", "ice-287g", "not a series", BOATS]),
    (["series", ""], ["REGISTER", "Series:"]),
    (["series"], ["REGISTER"]),
    (["series", BOATS, "--measure", "persn"], ["--measure", "persn", "people"]),
    (["series", BOATS, "--list", "tim"], ["--list", "tim", "time-series"]),
    (["series", BOATS, "--from", "2025-02-30"], ["--from", "2025-02-30", "2025-09-05"]),
    (["series", BOATS, "--from", DAY, "--to", "2025-09-01"], ["--to", "2025-09-01", DAY]),
    (["series", BOATS, "--known", "soon"], ["--known", "soon"]),
    (["as-of", DAY, "--register", "boats"], ["--register", '"boats"', f'did you mean "{BOATS}"']),
    (["as-of", DAY, "--register", BOATS, "--state", "NY"], ["--state", "Leave it out", "as-of"]),
    (["as-of", DAY, "--register", BOATS, "--by", "state"], ["--by", "Leave it out", "as-of"]),
    (["as-of", DAY, "--register", BOATS, "--known", "2025-09-01"], ["--known", "2025-09-01", DAY]),
    (["reproduce", "time-series-x", "--register", BOATS], ["EDITION", f"--register {BOATS}"]),
]  # fmt: skip
OF_LISTS = [
    ["agreements"], ["agencies"], ["history", "a-6832wbm5x6"], ["changes", "2025-09-01", DAY],
    ["status", "--identity"], ["status", "--notices"], ["status", "--candidates"], ["judge"],
]  # fmt: skip


@pytest.mark.parametrize(("asked", "said"), WRONG, ids=lambda value: " ".join(value)[:60])
def test_a_wrong_request_is_answered_with_what_would_be_right(cli, asked, said):
    done = cli(*asked)
    assert done.code == 2, done.err
    assert done.out == ""
    answer = done.err.splitlines()[-1]
    assert [part for part in said if part not in answer] == [], answer


@pytest.mark.parametrize("asked", OF_LISTS, ids=" ".join)
def test_what_only_lists_have_is_refused_with_the_command_for_numbers(cli, asked):
    done = cli(*asked, "--register", BOATS)
    assert done.code == 2
    assert done.out == ""
    assert f"{BOATS} is a series of numbers by day" in done.err
    assert f"ofrecord series {BOATS}" in done.err


def test_a_revision_is_seen_from_the_day_on_which_it_was_published(cli):
    asked = ["series", BANK, "--from", "2025-07-28", "--to", "2025-07-28", "--known"]
    for known, value in (("2025-07-29", 963), ("2025-08-30", 963), ("2025-08-31", 972)):
        answer = cli(*asked, known).json()
        assert [one["value"] for one in answer["values"]] == [value], known
        assert answer["later_edition"] is False


def test_where_nothing_of_the_time_is_held_the_answer_and_stderr_say_so(cli):
    done = cli("series", BOATS, "--from", "2025-01-01", "--to", DAY, "--known", "2025-09-08")
    answer = done.json()
    assert answer["total"] == 30_169
    assert answer["later_edition"] is True
    assert "no edition that was known on 2025-09-08" in done.err
    assert answer["edition"]["published_on"] in done.err


def test_a_table_says_itself_that_a_later_edition_answers(cli):
    asked = ["as-of", DAY, "--register", AIR, "--format", "table"]
    assert f"later edition: no edition that was known on {DAY} reaches" in cli(*asked).out
    assert "later edition" not in cli(*asked, "--known", "today").out


@pytest.mark.parametrize(
    "asked",
    [
        ["as-of", "2017-09-05", "--register", BOATS],
        ["as-of", "2027-09-05", "--register", BOATS],
        ["series", BOATS, "--from", "2026-02-25", "--to", "2027-01-03"],
    ],
    ids=" ".join,
)
def test_a_day_outside_the_series_is_answered_with_the_days_that_it_has(cli, asked):
    done = cli(*asked, "--format", "table")
    assert done.code == 0
    assert "has the days from 2018-01-01 to 20" in done.err
    assert "has no value for" in done.out or "not known" in done.out


def test_a_table_begins_with_the_publisher_then_the_document_then_the_edition(cli):
    for asked in (["as-of", DAY, "--register", AIR], ["series", AIR, "--from", DAY, "--to", DAY]):
        publisher, title, edition = cli(*asked, "--format", "table").out.splitlines()[:3]
        assert publisher == "Air Force Command of Ukraine (Ukrainian Air Force)"
        assert title.startswith("Attacks by weapon, transcribed by Petro Ivaniuk")
        assert edition.startswith("edition attacks-")


def test_rows_are_shown_in_the_columns_that_are_read_and_json_has_all(cli):
    asked = ["as-of", DAY, "--register", AIR, "--rows"]
    table = cli(*asked, "--format", "table").out
    (head,) = [line for line in table.splitlines() if line.strip().startswith("row ")]
    assert "launched" in head
    assert "time end" in head
    assert "turbojet" not in head
    assert "affected" not in head
    rows = cli(*asked).json()["rows"]
    assert [row["printed"]["launched"] for row in rows] == ["810.0", "4.0", "9.0"]
    assert "affected region" in rows[0]["printed"]


def test_caveats_of_the_series_and_of_each_measure_stand_below_the_numbers(cli):
    done = cli("as-of", DAY, "--register", AIR, "--format", "table")
    assert "note: Figures of one party to the war, not independently checked" in done.out
    assert "note on drones: Attack drones of the Shahed type and decoys, in one count" in done.out
    answer = cli("as-of", DAY, "--register", AIR).json()
    assert all(one["caveats"] for one in answer["measures"] if one["measure"] == "drones")


@pytest.mark.parametrize(
    ("name", "day", "text"),
    [(BOATS, "2025-09-06", "1,101 people"), (BANK, "2025-07-28", "9 Palestinians killed")],
)
def test_the_number_of_a_window_names_what_is_counted(cli, name, day, text):
    done = cli("series", name, "--from", day, "--to", day, "--format", "table")
    assert f"in the window: {text}" in done.out


def test_sql_can_be_asked_of_one_register(cli):
    query = "SELECT DISTINCT register FROM editions"
    assert cli("sql", query, "--register", BOATS).json() == [{"register": BOATS}]
    assert len(cli("sql", query).json()) > 1
