"""The records inside the package are what their captures give, and small."""

from __future__ import annotations

import pytest

from ofrecord.pipeline import build_record, maker_of, record_path
from ofrecord.record.store import read_record
from ofrecord.register import register_named, registers

MAX_BYTES = 2_000_000
MAX_SERIES = 1_000_000


@pytest.fixture(scope="module", params=list(registers()))
def declaration(request):
    return register_named(request.param)


def test_the_shipped_records_are_small():
    sizes = {name: one.shipped.stat().st_size for name, one in registers().items()}
    assert sizes.pop("ice-287g") <= MAX_BYTES
    assert sum(sizes.values()) <= MAX_SERIES


def test_the_shipped_record_was_made_by_the_rules_and_corrections_that_ship_with_it(
    declaration, tmp_path
):
    stored = read_record(declaration.shipped)
    assert stored is not None
    assert stored.code == maker_of(declaration).fingerprint(tmp_path), "make record CAPTURES=FOLDER"


def test_the_shipped_record_is_byte_for_byte_what_its_captures_give(declaration, shared, tmp_path):
    build_record(tmp_path, [shared / "records" / declaration.name], declaration)
    built = record_path(tmp_path, declaration.name).read_bytes()
    assert built == declaration.shipped.read_bytes(), "make record CAPTURES=FOLDER"
