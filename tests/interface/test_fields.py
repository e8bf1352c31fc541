"""Every field that the interface promises is there, with its type, for every row.

Adding fields is free; changing or removing one breaks scripts.
"""

import json
import re

import pytest

from ofrecord.register import registers

DAY = "2025-09-05"
TEXT, NUMBER, YES_OR_NO = (str,), (int,), (bool,)
MAYBE = (str, type(None))
ANY_DAY = re.compile(r"\d{4}-\d\d-\d\d")
KINDS = {
    "signed", "removed", "returned", "renewed", "redated", "respelled", "relocated",
    "document_posted", "pending_added", "pending_dropped", "pending_signed",
}  # fmt: skip
STATES = re.compile(r"[A-Z]{2}")

CAPTURE = {"sha256": TEXT, "file": TEXT, "url": TEXT, "captured_at": TEXT}
EDITION = {
    "edition_id": TEXT, "list": TEXT, "published_on": TEXT, "part": MAYBE, "dated_by": TEXT,
    "printed_rows": NUMBER, "columns": [TEXT], "captures": [CAPTURE], "flags": [TEXT],
}  # fmt: skip
ENTRY = {
    "row": (int, type(None)), "agreement_id": TEXT, "agency_id": TEXT, "agency": TEXT,
    "state": MAYBE, "county": MAYBE, "county_fips": MAYBE, "place": MAYBE, "type": MAYBE,
    "model": MAYBE, "signed": MAYBE, "moa_url": MAYBE, "addendum_url": MAYBE, "printed": {},
}  # fmt: skip
AGREEMENT = {
    "agreement_id": TEXT, "agency_id": TEXT, "agency": TEXT, "state": MAYBE, "county": MAYBE,
    "county_fips": MAYBE, "type": MAYBE, "model": MAYBE, "signed": MAYBE,
    "signed_as_printed": [{"signed": MAYBE, "from": TEXT, "to": TEXT}], "spellings": [TEXT],
    "first_listed": MAYBE, "last_listed": MAYBE, "removed_by": MAYBE, "status": TEXT,
    "superseded_by": MAYBE, "pending_since": MAYBE, "moa_urls": [TEXT],
}  # fmt: skip
AGENCY = {
    "agency_id": TEXT, "agency": TEXT, "state": MAYBE, "county": MAYBE, "county_fips": MAYBE,
    "place": MAYBE, "type": MAYBE, "spellings": [TEXT], "agreements": [TEXT],
    "active_models": [TEXT], "first_listed": MAYBE, "last_listed": MAYBE,
}  # fmt: skip
CHANGE = {
    "day": TEXT, "edition_id": MAYBE, "kind": TEXT, "agreement_id": MAYBE, "agency_id": MAYBE,
    "agency": MAYBE, "state": MAYBE, "county": MAYBE, "model": MAYBE, "before": MAYBE,
    "after": MAYBE,
}  # fmt: skip
LIST = {
    "list": TEXT, "editions": NUMBER, "captures": NUMBER, "entries": NUMBER, "first_day": MAYBE,
    "last_day": MAYBE,
}  # fmt: skip
STATUS = {
    "home": TEXT, "bundled": YES_OR_NO,
    "registers": [{
        "register": TEXT, "kind": TEXT, "publisher": TEXT, "first_day": MAYBE, "last_day": MAYBE,
        "last_checked": MAYBE, "editions": NUMBER, "captures": NUMBER, "entries": NUMBER,
        "agreements": NUMBER, "agencies": NUMBER, "lists": [LIST],
    }],
}  # fmt: skip
AS_OF = {
    "register": TEXT, "list": TEXT, "day": TEXT, "edition": EDITION,
    "counts": {
        "agreements": NUMBER, "agencies": NUMBER, "states": NUMBER, "counties": NUMBER,
        "by_model": {"JEM": NUMBER, "TFM": NUMBER, "WSO": NUMBER},
    },
    "territories": NUMBER, "printed_rows": NUMBER,
}  # fmt: skip
GROUP = {
    "agreements": NUMBER, "agencies": NUMBER, "counties": NUMBER, "rank": (int, type(None)),
    "rank_dense": (int, type(None)),
}  # fmt: skip
WINDOW = {"from": TEXT, "to": TEXT, "printed": {}, "editions": NUMBER}
JOINT = {"rule": TEXT, "evidence": TEXT, "day": TEXT}


def check(value, shape, where="answer"):
    """Holds a value to a shape: types, a list's one shape, or an object's fields."""
    if isinstance(shape, list):
        assert isinstance(value, list), where
        for number, item in enumerate(value):
            check(item, shape[0], f"{where}[{number}]")
    elif isinstance(shape, dict):
        assert isinstance(value, dict), where
        assert shape.keys() <= value.keys(), f"{where} lacks {shape.keys() - value.keys()}"
        for name, inner in shape.items():
            check(value[name], inner, f"{where}.{name}")
    else:
        assert type(value) in shape, f"{where} is {value!r}"


@pytest.fixture
def ask(cli, tmp_path):
    return lambda *arguments: cli("--home", tmp_path, *arguments).json()


def test_status(ask):
    answer = ask("status")
    check(answer, STATUS)
    assert answer["bundled"] is True
    kinds = {register["register"]: register["kind"] for register in answer["registers"]}
    assert kinds.pop("ice-287g") == "list"
    assert set(kinds.values()) == {"series"}
    lists = answer["registers"][0]
    assert {one["list"] for one in lists["lists"]} == {"participating", "pending"}
    for register in answer["registers"]:
        for name in ("editions", "captures", "entries"):
            assert register[name] == sum(one[name] for one in register["lists"])


@pytest.mark.parametrize("which", ["participating", "pending"])
@pytest.mark.parametrize("known", [[], ["--known", "today"], ["--known", "2025-12-31"]])
def test_as_of(ask, which, known):
    answer = ask("as-of", DAY, "--list", which, "--by", "state", "--rows", *known)
    check(answer, {**AS_OF, "by": [{"state": TEXT, **GROUP}], "rows": [ENTRY]})
    assert answer["day"] == DAY
    assert len(answer["rows"]) >= answer["counts"]["agreements"] > 0
    assert {"by", "rows"}.isdisjoint(ask("as-of", DAY, "--list", which))


@pytest.mark.parametrize("key", ["state", "county", "model", "type", "agency"])
def test_as_of_by_every_key(ask, key):
    answer = ask("as-of", DAY, "--by", key)
    check(answer["by"], [{key: MAYBE, **GROUP}])
    assert sum(group["agreements"] for group in answer["by"]) == 957
    ranked = [group for group in answer["by"] if group[key] is not None]
    assert [g["rank"] for g in ranked] == sorted(g["rank"] for g in ranked)
    for group in ranked:
        assert group["rank"] == 1 + sum(g["agreements"] > group["agreements"] for g in ranked)
        larger = {g["agreements"] for g in ranked if g["agreements"] > group["agreements"]}
        assert group["rank_dense"] == 1 + len(larger)


def test_the_values_of_an_entry_are_in_their_usual_form(ask):
    rows = ask("as-of", "2026-02-27", "--rows")["rows"]
    assert len(rows) > 1400
    columns = ask("as-of", "2026-02-27")["edition"]["columns"]
    for row in rows:
        assert STATES.fullmatch(row["state"])
        assert row["model"] in {"JEM", "TFM", "WSO"}
        assert ANY_DAY.fullmatch(row["signed"])
        assert row["county_fips"] is None or re.fullmatch(r"\d{5}", row["county_fips"])
        assert row["county_fips"] is None or row["county"]
        assert list(row["printed"]) == columns
        assert all(isinstance(cell, str) for cell in row["printed"].values())


def test_changes(ask):
    changes = ask("changes", "2021-01-01", "2026-12-31")
    check(changes, [CHANGE])
    assert {change["kind"] for change in changes} >= KINDS
    assert changes == sorted(changes, key=lambda change: change["day"])
    editions = {edition["edition_id"] for edition in ask("editions")}
    assert {change["edition_id"] for change in changes} - {None} <= editions


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_changes_of_every_kind(ask, kind):
    changes = ask("changes", "2021-01-01", "2026-12-31", "--kind", kind)
    assert {change["kind"] for change in changes} == {kind}


def test_agreements(ask):
    agreements = ask("agreements")
    check(agreements, [AGREEMENT])
    assert {a["status"] for a in agreements} == {"active", "superseded", "removed"}
    assert len({a["agreement_id"] for a in agreements}) == len(agreements)
    for agreement in agreements:
        assert agreement["first_listed"] <= agreement["last_listed"]
        assert (agreement["status"] == "superseded") == (agreement["superseded_by"] is not None)
        assert agreement["signed_as_printed"]
        assert agreement["spellings"]


@pytest.mark.parametrize("status", ["active", "superseded", "removed"])
def test_agreements_of_every_status(ask, status):
    found = ask("agreements", "--status", status)
    assert {agreement["status"] for agreement in found} == {status}
    everything = ask("agreements", "--status", "all")
    assert [a for a in everything if a["status"] == status] == found


def test_active_agreements_are_those_on_the_newest_list(ask):
    rows = ask("as-of", "9999-12-31", "--rows")["rows"]
    listed = {row["agreement_id"] for row in rows}
    assert {a["agreement_id"] for a in ask("agreements", "--status", "active")} == listed


def test_agencies(ask):
    agencies = ask("agencies")
    check(agencies, [AGENCY])
    assert len({a["agency_id"] for a in agencies}) == len(agencies)
    active = ask("agencies", "--status", "active")
    assert {a["agency_id"] for a in active} <= {a["agency_id"] for a in agencies}
    assert all(agency["active_models"] for agency in active)


def test_history_of_an_agency_and_of_an_agreement(ask):
    for agency in ask("agencies", "--state", "NY")[:4]:
        life = ask("history", agency["agency_id"])
        check(life, {**AGENCY, "windows": [WINDOW], "joined_by": [JOINT]})
        assert {name: life[name] for name in agency} == agency
        for agreement_id in agency["agreements"]:
            life = ask("history", agreement_id)
            check(life, {**AGREEMENT, "windows": [WINDOW], "joined_by": [JOINT]})
            days = [window["from"] for window in life["windows"]]
            assert days == sorted(days)


def test_editions(ask):
    editions = ask("editions")
    check(editions, [EDITION])
    assert len({edition["edition_id"] for edition in editions}) == len(editions)
    for edition in editions:
        assert edition["part"] in {"am", "mid", "pm", None}
        assert edition["dated_by"] in {"file_name", "last_modified", "capture"}
        assert ANY_DAY.fullmatch(edition["published_on"])
        assert edition["captures"]
        for capture in edition["captures"]:
            assert re.fullmatch(r"[0-9a-f]{64}", capture["sha256"])
    only = ask("editions", "--list", "pending", "--from", "2025-09-01", "--to", "2025-09-30")
    assert only == [
        edition
        for edition in editions
        if edition["list"] == "pending" and "2025-09-01" <= edition["published_on"] <= "2025-09-30"
    ]


def test_no_capture_was_rejected(ask):
    assert ask("editions", "--rejected") == []


def test_verify(ask):
    shape = {"register": TEXT, "editions": NUMBER, "captures": NUMBER, "verified": YES_OR_NO}
    answer = ask("verify")
    check(answer["registers"], [shape])
    check(ask("verify", "--register", "ice-287g"), shape)
    for name in ("editions", "captures", "reread", "rows_accounted"):
        assert answer[name] == sum(one[name] for one in answer["registers"])
    assert answer["verified"] is True
    assert answer["failures"] == []


def test_sql(ask):
    rows = ask("sql", "SELECT state, count(*) AS n FROM agreements GROUP BY state")
    check(rows, [{"state": MAYBE, "n": NUMBER}])


def test_status_of_identity_says_how_joints_were_found_and_what_is_left(ask):
    answer = ask("status", "--identity")
    for name in ("agreements", "agencies", "candidates"):
        check(answer[name], NUMBER)
    check(answer["agreement_joints"], {})
    assert all(isinstance(n, int) for n in answer["agreement_joints"].values())


# Where the record is, and what is said where ------------------------------------------------------


READING = [
    ["status"], ["as-of", DAY], ["changes", DAY, DAY], ["agreements", "--state", "NY"],
    ["agencies", "--state", "NY"], ["editions"], ["verify"],
    ["reproduce", "participatingAgencies09052025pm.xlsx"],
    ["sql", "SELECT 1 AS one"], ["status", "--identity"], ["status", "--notices"],
]  # fmt: skip


@pytest.mark.parametrize("asked", READING, ids=" ".join)
def test_every_reading_command_says_on_stderr_that_it_reads_the_record_in_the_package(
    cli, asked, tmp_path
):
    done = cli("--home", tmp_path, *asked)
    assert done.code == 0
    assert str(tmp_path) in done.err
    assert "inside the package" in done.err
    if asked[0] != "reproduce":
        json.loads(done.out)


@pytest.fixture
def built(tmp_path, write_list, cli):
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    write_list(tmp_path / "captures" / "pendingAgencies09052025pm.xlsx", [row])
    signed = (*row, "2025-09-04", "link pending", "")
    write_list(tmp_path / "captures" / "participatingAgencies09052025pm.xlsx", [signed])
    home = tmp_path / "built"
    assert cli("--home", home, "build", tmp_path / "captures").code == 0
    return home


@pytest.mark.parametrize("asked", READING, ids=" ".join)
def test_a_record_in_the_named_folder_is_read_in_silence(cli, asked, built):
    done = cli("--home", built, *asked)
    assert done.code == 0, done.err
    if asked in (["status"], ["sql", "SELECT 1 AS one"]):  # they are about every register
        others = ", ".join(name for name in registers() if name != "ice-287g")
        assert done.err.startswith(f"ofrecord: no record of {others} in {built}; reading")
    else:
        assert done.err == ""


def test_home_before_the_command_goes_before_the_environment(shell, built, tmp_path):
    named = json.loads(shell("--home", built, "status", at=tmp_path / "other").stdout)
    from_environment = json.loads(shell("status", at=built).stdout)
    assert named["home"] == from_environment["home"] == str(built)
    assert named["bundled"] is from_environment["bundled"] is False
    assert from_environment["registers"][0]["editions"] == 2


def test_home_after_the_command_is_refused(cli, built):
    assert cli("status", "--home", built).code == 2


def test_the_exit_code_says_that_verification_failed(cli, built):
    (shelf,) = [p for p in (built / "captures").glob("??/*") if p.is_file()][:1]
    shelf.write_bytes(shelf.read_bytes() + b"x")
    done = cli("--home", built, "verify")
    assert done.code == 1
    answer = json.loads(done.out)
    assert answer["verified"] is False
    assert len(answer["failures"]) == 1


@pytest.mark.parametrize("which", ["participating", "pending"])
def test_who_asks_about_a_day_after_the_newest_list_is_told_its_day(cli, which):
    held = f"the newest {which} list that is held here is of 2026-02-27"
    assert held in cli("as-of", "2026-03-01", "--list", which).err
    assert held not in cli("as-of", "2026-02-27", "--list", which).err
    assert held in cli("changes", "2026-02-01", "2026-03-01", "--list", which).err
