"""What every register says of itself, and what stands in its folder."""

from __future__ import annotations

import zoneinfo
from datetime import date
from importlib.metadata import entry_points

import pytest

from ofrecord.errors import BadRequest
from ofrecord.front import open_record
from ofrecord.pipeline import maker_of
from ofrecord.record.store import read_record
from ofrecord.register import Declaration, register_named
from ofrecord.series import SeriesDeclaration

PACKAGE = "ofrecord.registers."


@pytest.fixture
def declaration(name):
    return register_named(name)


def test_a_register_announces_itself_under_its_own_name(name, declaration):
    (point,) = [p for p in entry_points(group="ofrecord.registers") if p.name == name]
    assert declaration.name == name == point.load()().name


def test_a_description_says_who_publishes_what_where_and_under_which_terms(declaration):
    assert declaration.title
    assert declaration.publisher
    assert declaration.licence
    assert declaration.home.startswith("https://")
    assert zoneinfo.ZoneInfo(declaration.time_zone)
    assert declaration.kind == {Declaration: "list", SeriesDeclaration: "series"}[type(declaration)]


def test_every_list_has_a_name_a_title_and_columns_that_it_cannot_be_without(declaration):
    assert declaration.lists
    for one in declaration.lists:
        assert one.name == declaration.list_named(one.name).name
        assert one.title
        assert one.requires


def test_a_folder_says_in_its_readme_who_publishes_the_register(declaration):
    text = (declaration.folder / "README.md").read_text("utf-8")
    assert text.startswith("# ")
    whole, _, short = declaration.publisher.partition(" (")
    words = " ".join(text.split())
    assert whole in words or short.removesuffix(")") in words
    assert "register.toml" in text


def test_a_series_says_what_it_counts_and_what_has_to_be_said_with_it(series):
    declared = register_named(series)
    assert declared.caveats
    assert declared.lag > 0
    assert all(isinstance(day, date) for day in declared.epochs.values())
    for measure in declared.measures:
        assert measure.title, measure.name
        assert measure.one, measure.name
        assert measure.many, measure.name
        assert declared.measure_named(measure.name) is measure
        for word in measure.words:
            assert declared.measure_named(word.upper()).name, word
    for mark in declared.marks:
        assert declared.mark_text(mark.name) == mark.text


def test_every_column_of_a_series_has_a_use_and_every_measure_a_column(series):
    declared = register_named(series)
    for document in declared.documents:
        roles = set(document.columns.values())
        assert document.requires <= roles
        assert set(document.day_roles) <= roles
        assert not document.ignored & set(document.columns)
        assert document.file_names
    if declared.observe is None:
        roles = {role for one in declared.documents for role in one.columns.values()}
        assert {measure.column for measure in declared.measures} <= roles
        assert {mark.column for mark in declared.marks} <= roles


def test_an_unknown_list_or_measure_is_refused_with_the_nearest(declaration):
    known = declaration.lists[0].name
    with pytest.raises(BadRequest, match="unknown list") as refused:
        declaration.list_named(known + "x")
    assert refused.value.nearest == known
    if isinstance(declaration, SeriesDeclaration):
        measure = declaration.measures[0].name
        with pytest.raises(BadRequest, match="unknown measure") as refused:
            declaration.measure_named(measure + "x")
        assert refused.value.nearest == measure


def test_there_are_small_captures_one_of_them_a_revision_each_with_its_golden(name, build):
    built = build(name)
    editions = built.register.editions()
    assert len(editions) >= 3
    assert len({one.list for one in editions}) <= len(built.declaration.lists)


def test_a_register_that_ships_with_the_package_has_its_record_there(declaration, tmp_path):
    if not maker_is_ours(declaration):
        pytest.skip("it is of another package, which need not ship a record")
    stored = read_record(declaration.shipped)
    assert stored is not None
    assert stored.code == maker_of(declaration).fingerprint(tmp_path), "make record CAPTURES=FOLDER"
    register = open_record(tmp_path / "nothing here")[declaration.name]
    assert register.bundled
    assert register.editions()
    assert register.verify().passed


def test_a_register_without_a_record_is_told_when_it_is_asked_and_stops_nothing_else(
    declaration, cli, home
):
    if maker_is_ours(declaration):
        pytest.skip("its record ships with the package")
    assert declaration.name not in list(open_record(home))
    for command in ("status", "verify"):
        assert cli(command, "--format", "json").code == 0
    assert cli("sql", "SELECT 1 AS one", "--format", "json").json() == [{"one": 1}]
    asked = cli("as-of", "2025-09-05", "--register", declaration.name)
    assert asked.code == 2
    assert f"no record of {declaration.name} is held" in asked.err
    assert "ofrecord build" in asked.err


def maker_is_ours(declaration) -> bool:
    (point,) = entry_points(group="ofrecord.registers", name=declaration.name)
    return point.value.startswith(PACKAGE)
