"""What is known of the three series, on the records inside the package."""

import pytest

import ofrecord


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return ofrecord.open(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def boats(record):
    return record["uk-small-boats"]


@pytest.fixture(scope="module")
def air(record):
    return record["ukraine-air-attacks"]


@pytest.fixture(scope="module")
def west_bank(record):
    return record["ocha-west-bank"]


@pytest.mark.parametrize("known", [None, "2025-11-14", "2025-12-31", "2026-02-27"])
def test_30169_people_arrived_up_to_the_seventh_of_september_2025(boats, known):
    assert boats.total("people", "2025-01-01", "2025-09-07", known).value == 30_169


@pytest.mark.parametrize("known", [None, "2025-11-14"])
def test_the_thirty_thousandth_arrived_on_the_sixth(boats, known):
    answer = boats.reached("people", "2025-01-01", 30_000, known)
    assert (answer.day, answer.value) == ("2025-09-06", 30_104)
    assert boats.total("people", "2025-01-01", "2025-09-05").value < 30_000


@pytest.mark.parametrize(
    ("year", "people"),
    [
        (2018, 299),
        (2019, 1843),
        (2020, 8462),
        (2021, 28526),
        (2022, 45755),
        (2023, 29437),
        (2024, 36816),
    ],
)
def test_so_many_people_arrived_in_a_year(boats, year, people):
    assert boats.total("people", f"{year}-01-01", f"{year}-12-31").value == people


def test_the_transcriptions_agree_with_the_publisher(boats):
    for name in ("daily-the-national", "daily-rvaughan"):
        _, values = boats.find_values("people", "2018-01-01", "2025-12-28", list=name)
        own = {value.day: value.value for value in boats.find_values("people")[1]}
        assert values
        assert all(own[value.day] == value.value for value in values)


def test_a_day_that_the_publisher_revised_is_marked(boats):
    assert boats.value("people", "2025-09-06").marks == ("revised",)
    assert boats.value("people", "2025-09-05").marks == ()


def test_the_night_to_the_seventh_of_september_2025(air):
    found = {name: air.value(name, "2025-09-07").value for name in ("drones", "missiles", "total")}
    assert found == {"drones": 810, "missiles": 13, "total": 823}


@pytest.mark.parametrize(("measure", "before"), [("drones", 728), ("total", 741)])
@pytest.mark.parametrize("known", ["2025-09-08", "2026-02-08", None])
def test_no_night_up_to_then_had_more(air, measure, before, known):
    window = ("2022-09-28", "2025-09-07")
    assert air.rank(measure, "2025-09-07", *window, known).value == 1
    greatest = air.maximum(measure, *window, known)
    assert greatest.day == "2025-09-07"
    second = air.maximum(measure, "2022-09-28", "2025-09-06", known)
    assert (second.day, second.value) == ("2025-07-09", before)


def test_what_was_known_of_a_night_is_told_from_what_became_known_later(air):
    then = air.value("drones", "2025-09-07", "2025-09-08")
    assert then.later
    assert then.edition.published_on == "2026-02-08"
    assert not air.value("drones", "2025-05-01", "2025-05-12").later


def test_a_revision_is_history(west_bank):
    killed = west_bank.running_total
    assert killed("killed", "2025-07-21", "2025-09-08").value == 963
    for known, value in [
        ("2025-07-29", 963),
        ("2025-08-30", 963),
        ("2025-08-31", 972),
        (None, 972),
    ]:
        assert killed("killed", "2025-07-28", known).value == value
    assert killed("killed", "2025-07-31", "2025-09-08").value == 972
    assert killed("killed", "2025-08-04").value == 974
    assert [killed("killed", "2025-01-27", known).value for known in ("2025-01-30", None)] == [
        824,
        844,
    ]


def test_children_are_counted_apart(west_bank):
    assert west_bank.running_total("killed_children", "2025-07-28", "2025-08-31").value == 198


def test_the_checked_database_is_a_measure_of_its_own(west_bank):
    assert west_bank.running_total("killed", "2023-12-31").value == 307
    assert west_bank.running_total("killed_verified", "2023-12-31").value == 310
    assert west_bank.running_total("killed", "2024-06-30").value == 536
    assert west_bank.running_total("killed_verified", "2024-06-30").value == 542


def test_a_day_without_an_update_is_marked_as_carried_forward(west_bank):
    assert "carried" in west_bank.running_total("killed", "2025-07-31").marks
    assert west_bank.running_total("killed", "2025-08-04").marks == ()


@pytest.mark.parametrize("name", ["uk-small-boats", "ocha-west-bank", "ukraine-air-attacks"])
def test_the_command_gives_the_values_as_known_on_a_day(cli, name, tmp_path):
    answer = cli(
        "--home", tmp_path, "series", name, "--known", "2026-02-01", "--format", "json"
    ).json()
    assert answer["register"] == name
    assert answer["edition"]["published_on"] <= "2026-02-01"
    assert answer["values"]
    assert answer["caveats"]
    assert answer["publisher"]
