"""The record inside the package is what its captures give, and small."""

from __future__ import annotations

import pytest

from ofrecord.pipeline import build_record, record_path
from ofrecord.record.derive import fingerprint
from ofrecord.record.store import read_record
from ofrecord.register import register_named

MAX_BYTES = 2_000_000


@pytest.fixture(scope="module")
def declaration():
    return register_named("ice-287g")


def test_the_shipped_record_is_at_most_two_megabytes(declaration):
    assert declaration.shipped.stat().st_size <= MAX_BYTES


def test_the_shipped_record_was_made_by_the_rules_and_corrections_that_ship_with_it(declaration):
    stored = read_record(declaration.shipped)
    assert stored is not None
    assert stored.code == fingerprint(declaration), "make record CAPTURES=FOLDER"


def test_the_shipped_record_is_byte_for_byte_what_its_captures_give(declaration, shared, tmp_path):
    build_record(tmp_path, [shared / "records" / "ice-287g"], declaration)
    built = record_path(tmp_path, declaration.name).read_bytes()
    assert built == declaration.shipped.read_bytes(), "make record CAPTURES=FOLDER"
