"""The record inside the package is opened once, whatever home it answers for."""

import shutil
from dataclasses import replace

import pytest

import ofrecord
from ofrecord import front
from ofrecord.front import Record

NAME = "uk-small-boats"


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """The file that ships, as a copy that a test may change."""
    declaration = replace(front.register_named(NAME), folder=tmp_path)
    shutil.copy(front.register_named(NAME).shipped, declaration.shipped)
    monkeypatch.setattr(front, "register_named", lambda _: declaration)
    return declaration.shipped


def test_two_homes_without_a_record_read_the_same_one(tmp_path):
    one, other = (ofrecord.open(tmp_path / name)[NAME] for name in ("one", "other"))
    assert one is other
    assert one.bundled


def test_a_home_with_a_record_reads_its_own(tmp_path):
    bundled = ofrecord.open(tmp_path)[NAME]
    (tmp_path / NAME).mkdir()
    shutil.copy(bundled.declaration.shipped, tmp_path / NAME / "record")
    own = ofrecord.open(tmp_path)[NAME]
    assert own is not bundled
    assert not own.bundled


def test_a_file_that_is_another_now_is_read_anew(shipped, tmp_path):
    before = Record(tmp_path / "home")[NAME]
    assert Record(tmp_path / "home")[NAME] is before
    shipped.with_name("new").write_bytes(shipped.read_bytes())
    shipped.with_name("new").replace(shipped)
    assert Record(tmp_path / "home")[NAME] is not before
