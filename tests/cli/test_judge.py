"""A judgement joins or parts identities in one's own record, is told in the changes, and can be
taken back; every id that was given out leads somewhere all the while."""

import pytest

TAMPA = ("FLORIDA", "Tampa PD", "Municipality", "Hillsborough County", "Task Force Model")
FORCE = (
    "FLORIDA",
    "Greater Tampa Force",
    "Municipality",
    "Hillsborough County",
    "Task Force Model",
)
SIGNED = ("2025-03-03", "link pending", "")
BECAUSE = ["--state", "FL", "--because", "one body by its charter", "--by", "A. Reporter"]


@pytest.fixture
def built(tmp_path, write_list, cli, home):
    """A record in which one name gives way to another that no rule joins."""
    put = tmp_path / "captures"
    for day, row in enumerate([TAMPA, TAMPA, FORCE, FORCE], start=1):
        write_list(put / f"participatingAgencies03{day + 5:02}2025am.xlsx", [(*row, *SIGNED)])
    assert cli("build", put).code == 0
    return home


def agencies(cli):
    return {agency["agency_id"]: agency for agency in cli("agencies").json()}


@pytest.mark.usefixtures("built")
def test_a_judgement_joins_what_no_rule_joins_and_can_be_taken_back(cli):
    before = agencies(cli)
    assert len(before) == 2
    done = cli("judge", "agency", TAMPA[1], FORCE[1], *BECAUSE, "--id", "tampa")
    assert done.code == 0, done.err
    assert "judged: tampa" in done.out
    (joined,) = agencies(cli).values()
    assert set(joined["spellings"]) == {TAMPA[1], FORCE[1]}
    for one in before:
        life = cli("history", one).json()
        assert life["agency_id"] == joined["agency_id"]
    evidence = [joint["evidence"] for joint in life["joined_by"]]
    assert any("one body by its charter" in text for text in evidence)
    told = cli("changes", "2020-01-01", "9999-01-01", "--kind", "judged").json()
    assert any("one body by its charter" in change["after"] for change in told)
    (kept, *_) = cli("judge").json()
    assert (kept["id"], kept["by"], kept["kept_in"]) == ("tampa", "A. Reporter", "this record")
    assert cli("judge", "--revoke", "tampa").code == 0
    assert agencies(cli).keys() == before.keys()
    assert cli("verify").code == 0


@pytest.mark.parametrize(
    "asked",
    [
        ["agency", "only one", *BECAUSE],
        ["agncy", "one", "two", *BECAUSE],
        ["agency", "one", "two", "--state", "FL", "--by", "me"],
        ["agency", "one", "two", "--because", "so", "--by", "me"],
        ["agency", "one", "two", *BECAUSE, "--state", "Texs"],
        ["agreement", "one", "two", *BECAUSE],
        ["agency", "one", "tw\udcff", *BECAUSE],
        ["agency", "one", "two", *BECAUSE, "--id", "\udcff"],
        ["--revoke", "none"],
    ],
    ids=lambda asked: ascii(" ".join(asked))[:40],
)
def test_a_judgement_without_its_parts_is_a_wrong_request_and_changes_nothing(built, cli, asked):
    path = built / "ice-287g" / "record"
    before = path.read_bytes()
    done = cli("judge", *asked)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["record", "record.lock"]


@pytest.mark.parametrize("text", ['"', "\\", "'", "]", "é", "\x7f", "\x1b[31m", "a\nb", "#", "💥"])
@pytest.mark.usefixtures("built")
def test_any_text_is_kept_as_it_was_given_and_printed_harmlessly(cli, text):
    names = [f"Name {text}", "Other name"]
    done = cli("judge", "agency", *names, "--state", "FL", "--because", text, "--by", text)
    assert done.code == 0, done.err
    assert all(letter.isprintable() for letter in done.out.replace("\n", ""))
    (kept, *_) = cli("judge").json()
    assert (kept["names"], kept["evidence"], kept["by"]) == (names, text, text)
    assert cli("judge", "--revoke", kept["id"]).code == 0


def test_judgements_made_at_once_are_all_kept(built, shell):
    from concurrent.futures import ThreadPoolExecutor

    def judge(number):
        names = (f"Name {number}", f"Other {number}")
        return shell("judge", "agency", *names, *BECAUSE, "--id", f"j{number}", at=built)

    with ThreadPoolExecutor(4) as pool:
        assert {done.returncode for done in pool.map(judge, range(4))} == {0}
    text = (built / "ice-287g" / "judgements.toml").read_text()
    assert [f'id = "j{number}"' in text for number in range(4)] == [True] * 4


def test_the_record_in_the_package_is_not_judged(cli, tmp_path):
    done = cli("--home", tmp_path, "judge", "agency", "one", "two", *BECAUSE)
    assert done.code == 2
    assert "ofrecord build" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("built")
def test_a_judgement_is_found_by_the_state_and_the_name_of_its_agency(cli):
    cli("judge", "agency", TAMPA[1], FORCE[1], *BECAUSE)
    asked = ["changes", "2020-01-01", "9999-01-01", "--kind", "judged"]
    assert len(cli(*asked, "--state", "FL", "--agency", "tampa force").json()) == 1
    assert cli(*asked, "--state", "TX").json() == []
    assert cli(*asked, "--state", "FL", "--model", "TFM").json() == []


@pytest.mark.usefixtures("built")
def test_only_what_is_new_is_said_about_judgements(cli):
    """Those in the package are about other captures than these: they do not apply here."""
    assert len(cli("status", "--notices").json()) > 10
    done = cli("judge", "agency", TAMPA[1], FORCE[1], *BECAUSE, "--id", "tampa")
    assert done.out.splitlines() == [f"judged: tampa (agency: {TAMPA[1]}; {FORCE[1]})"]
    done = cli("judge", "agency", "Nobody", "No one", *BECAUSE, "--id", "nobody")
    assert [line.split("(")[0] for line in done.out.splitlines()] == [
        "judged: nobody ",
        "note: judgement nobody ",
    ]
    assert len(cli("judge", "--revoke", "nobody").out.splitlines()) == 1
