"""What a record says of its editions: to programs, to people, and where it is asked wrongly."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date, timedelta

import pytest

from ofrecord.front import open_record
from ofrecord.pipeline import build_record
from ofrecord.register import register_named

EDITION = {
    "edition_id", "list", "published_on", "part", "dated_by", "printed_rows", "columns", "captures",
    "flags",
}  # fmt: skip
CAPTURE = {"sha256", "file", "url", "captured_at"}
LISTED = {"list", "editions", "captures", "entries", "first_day", "last_day"}
STANDING = {
    "register", "kind", "publisher", "first_day", "last_day", "last_checked", "editions",
    "captures", "entries", "agreements", "agencies", "lists",
}  # fmt: skip
ONE_DAY = timedelta(days=1)


@pytest.fixture
def ask(built, cli):
    """Runs a command on the built record."""

    def run(*arguments, name=built.declaration.name):
        done = cli("--home", built.home, *arguments, "--register", name)
        assert "Traceback" not in done.err
        return done

    return run


def days_of(register):
    """The days to ask about, and the day by which everything was known."""
    published = [one.published_on for one in register.editions()]
    return sorted(published), max(published)


def test_an_edition_has_every_field_that_scripts_rely_on(built, ask):
    editions = ask("editions", "--format", "json").json()
    assert len(editions) == built.report.editions
    lists = [one.name for one in built.declaration.lists]
    for one in editions:
        assert one.keys() >= EDITION
        assert one["list"] in lists
        assert date.fromisoformat(one["published_on"])
        assert one["dated_by"] in {"file_name", "last_modified", "capture", "contents"}
        assert one["part"] in {None, "am", "mid", "pm"}
        assert one["columns"]
        for capture in one["captures"]:
            assert capture.keys() >= CAPTURE
            assert len(capture["sha256"]) == 64
    assert len({one["edition_id"] for one in editions}) == len(editions)


def test_the_answers_are_json_csv_or_a_table_and_nothing_else_is_on_stdout(built, ask):
    day = days_of(built.register)[1]
    commands = [("status",), ("editions",), ("verify",), ("as-of", day, "--known", "today")]
    if built.declaration.kind == "series":
        commands.append(("as-of", day, "--rows"))
    for command in commands:
        json.loads(ask(*command, "--format", "json").out)
        rows = list(csv.reader(io.StringIO(ask(*command, "--format", "csv").out), strict=True))
        assert len(rows) >= 2, command
        assert len({len(row) for row in rows}) == 1, command
        table = ask(*command, "--format", "table")
        assert table.code == 0
        assert table.out.strip()


def test_status_counts_what_the_editions_hold(built, ask):
    (found,) = ask("status", "--format", "json").json()["registers"]
    editions = built.register.editions()
    assert found.keys() >= STANDING
    assert found["kind"] == built.declaration.kind
    assert found["publisher"] == built.declaration.publisher
    assert found["editions"] == len(editions)
    assert found["captures"] == sum(len(one.captures) for one in editions)
    assert found["entries"] == sum(one.printed_rows for one in editions)
    for listed in found["lists"]:
        assert listed.keys() >= LISTED
        own = [one for one in editions if one.list == listed["list"]]
        assert listed["editions"] == len(own)
        assert listed["entries"] == sum(one.printed_rows for one in own)


def test_every_row_printed_is_an_entry_or_explained(built):
    for one in built.register.editions():
        stored, _ = built.register.view.find_edition(one.edition_id)
        below = [row for row in one.explained if row.row > stored.table.header]
        assert one.rows == one.printed_rows + len(below)
        assert all(row.why for row in one.explained)


def test_verify_reads_every_capture_again_from_its_bytes(built, ask):
    found = ask("verify", "--format", "json").json()
    assert found["verified"]
    assert found["failures"] == []
    assert found["editions"] == built.report.editions
    assert found["captures"] == found["reread"] == built.report.captures


def test_reproduce_gives_the_cells_of_the_file_as_another_reader_reads_them(built, ask, read_cells):
    for one in built.register.editions():
        stored, _ = built.register.view.find_edition(one.edition_id)
        file = one.captures[0].file
        read = read_cells(built.folder / file)[stored.table.sheet]
        printed = list(csv.reader(io.StringIO(ask("reproduce", file).out, newline="")))
        assert list(map(plain, printed)) == list(map(plain, read)), file
        assert list(one.columns) == read[stored.table.header - 1]


def plain(row):
    """A row up to its last cell. The other reader does not tell what an error cell reads."""
    cells = ["" if cell.startswith("#") and cell.isupper() else cell for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def test_an_edition_is_found_by_its_id_its_file_and_its_sha256(built, ask):
    for one in built.register.editions():
        capture = one.captures[0]
        assert ask("reproduce", one.edition_id).out
        assert ask("reproduce", capture.file).out == ask("reproduce", capture.sha256[:12]).out


def test_ids_stay_when_captures_are_added_later(built, name, tmp_path):
    files = sorted(built.folder.iterdir())
    random.Random(2).shuffle(files)
    held: dict[str, str] = {}
    for file in files:
        build_record(tmp_path, [file], register_named(name))
        register = open_record(tmp_path)[name]
        for edition in register.editions():
            for capture in edition.captures:
                first = held.setdefault(capture.sha256, edition.edition_id)
                assert register.view.find_edition(first)[0].edition_id == edition.edition_id


def test_as_of_only_looks_back(built):
    """A list of the day or before it; of a series a later edition only where none reaches it."""
    register = built.register
    published, newest = days_of(register)
    day = date.fromisoformat(published[0])
    while day.isoformat() <= newest:
        if built.declaration.kind == "list":
            for listed in {one.list for one in register.editions()}:
                first = min(one.published_on for one in register.editions(listed))
                if day.isoformat() >= first:
                    on = register.as_of(day, listed).edition.published_on
                    assert first <= on <= day.isoformat()
        else:
            one = register.as_of(day)
            known = [
                edition
                for edition in register.editions(one.list)
                if edition.published_on <= day.isoformat() and reaches(register, edition, day)
            ]
            assert one.later == (one.edition.published_on > day.isoformat())
            assert not (one.later and known)
            if known:
                assert one.edition.edition_id == known[-1].edition_id
        day += ONE_DAY * 3


def reaches(register, edition, day) -> bool:
    stored, _ = register.view.find_edition(edition.edition_id)
    return register.view.values(stored).last_day >= day


def test_what_was_known_on_a_day_is_not_changed_by_later_captures(built, name, tmp_path):
    """Whatever is published after a day, the answer as known on it stays as it was."""
    files = {one.captures[0].file: one.published_on for one in built.register.editions()}
    before: dict[tuple[str, str], object] = {}
    for file in sorted(files, key=files.get):
        build_record(tmp_path, [built.folder / file], register_named(name))
        register = open_record(tmp_path)[name]
        for edition in register.editions():
            for other in register.editions(edition.list):
                asked = edition.list, other.published_on
                if other.published_on < files[file]:
                    assert answer(register, *asked) == before.setdefault(
                        asked, answer(register, *asked)
                    )
        # What was published on the day itself still may come.
        before = {key: value for key, value in before.items() if key[1] < files[file]}


def answer(register, listed, day):
    """What a list was on a day, ids aside; of a series, the values as known on it."""
    if hasattr(register, "find_values"):
        known = [
            register.find_values(measure.name, known=day, list=listed)[1]
            for measure in register.declaration.measures
        ]
        return [[(one.day, one.value, one.total, one.marks) for one in values] for values in known]
    found = register.as_of(day, listed)
    return found.edition.edition_id, found.counts(), found.edition.printed_rows


WRONG = {
    "a list": (("editions", "--list", "nonesuch"), "unknown list"),
    "an edition": (("reproduce", "nonesuch-0000"), "unknown edition"),
    "a day that is none": (("as-of", "2025-13-45"), "DAY"),
    "known before the day": (("as-of", "2025-09-05", "--known", "2025-09-04"), "--known"),
    "the last day first": (
        ("editions", "--from", "2025-09-05", "--to", "2025-09-04"),
        "the last day comes before the first",
    ),
    "a blank list": (("as-of", "2025-09-05", "--list", " "), "blank"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_request_is_refused_by_name(ask, wrong):
    command, message = WRONG[wrong]
    done = ask(*command)
    assert done.code == 2
    assert done.out == ""
    assert message in done.err
    assert done.err.count("\n") <= 3


def test_the_nearest_is_named_where_a_word_is_misspelt(built, ask):
    one = built.register.editions()[0]
    misspelt = ask("reproduce", one.edition_id[:-1] + "zz")
    assert misspelt.code == 2
    assert "did you mean" in misspelt.err
    listed = built.declaration.lists[0].name
    assert f'did you mean "{listed}"?' in ask("editions", "--list", listed + "s").err
    name = built.declaration.name
    assert f'did you mean "{name}"?' in ask("editions", name=name + "s").err


def test_a_day_before_the_record_is_no_answer_but_a_reason(built, ask):
    done = ask("as-of", "1999-12-31")
    if built.declaration.kind == "list":
        assert done.code == 2
        assert "the record" in done.err
        return
    # A series is asked what is held of the day: nothing, and the edition that comes nearest.
    assert done.code == 0
    assert done.json()["later_edition"]
    assert set(done.json()["counts"].values()) == {None}
