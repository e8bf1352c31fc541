"""A record that is damaged, or of another version, is known as one and said to be so."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import RecordError
from ofrecord.record.store import decode_record, encode_record, read_record
from ofrecord.record.stored import FORMAT

ASKED = [
    ["status"],
    ["as-of", "2025-09-05"],
    ["changes", "2025-09-01", "2025-09-05"],
    ["agreements"],
    ["agencies"],
    ["history", "a-x"],
    ["editions"],
    ["reproduce", "x"],
    ["verify"],
    ["sql", "SELECT 1"],
]


@pytest.fixture(scope="module")
def data(tmp_path_factory, write_list, declaration):
    """The bytes of a small record's file."""
    from ofrecord.pipeline import build_record

    folder = tmp_path_factory.mktemp("damage")
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    write_list(folder / "captures" / "pendingAgencies09052025pm.xlsx", [row])
    build_record(folder / "home", [folder / "captures"], declaration)
    return (folder / "home" / declaration.name / "record").read_bytes()


def test_the_same_record_gives_the_same_bytes(data):
    assert encode_record(decode_record(data, "it")) == data


def test_a_record_cut_short_anywhere_is_damaged(data):
    for length in range(len(data)):
        with pytest.raises(RecordError):
            decode_record(data[:length], "it")


def test_a_record_with_something_after_it_is_damaged(data):
    with pytest.raises(RecordError):
        decode_record(data + b"\0", "it")


@given(data_=st.data())
def test_a_record_with_any_byte_changed_is_damaged(data, data_):
    at = data_.draw(st.integers(0, len(data) - 1))
    byte = data_.draw(st.integers(0, 255).filter(lambda byte: byte != data[at]))
    with pytest.raises(RecordError):
        decode_record(data[:at] + bytes([byte]) + data[at + 1 :], "it")


def test_every_byte_of_the_first_line_counts(data):
    for at in range(data.index(b"\n") + 1):
        for bit in range(8):
            flipped = bytes([data[at] ^ (1 << bit)])
            with pytest.raises(RecordError):
                decode_record(data[:at] + flipped + data[at + 1 :], "it")


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: b"ofrecord " + tail))
def test_what_is_no_record_is_known_not_to_be_one(junk):
    with pytest.raises(RecordError):
        decode_record(junk, "it")


def seal(body, fmt=FORMAT, size=None):
    """A file whose checksum fits, whatever is in it."""
    digest = hashlib.sha256(body).hexdigest()
    return (
        b"ofrecord %d %d %s\n" % (fmt, len(body) if size is None else size, digest.encode()) + body
    )


@given(st.binary(max_size=100), st.integers(0, 10**12))
def test_a_checksum_that_fits_does_not_make_a_record(junk, size):
    with pytest.raises(RecordError):
        decode_record(seal(junk, size=size), "it")


def test_a_record_of_another_format_is_named_with_what_to_do(data):
    for fmt in (FORMAT + 1, FORMAT - 1, 10**9 - 1):
        with pytest.raises(RecordError, match=f"format {fmt}; this version reads") as found:
            decode_record(seal(data, fmt=fmt), "it")
        assert "ofrecord build" in str(found.value)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked[0])
@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: seal(data, fmt=FORMAT + 1),
        lambda _: b"<html>not a record</html>",
    ],
    ids=["empty", "cut", "flipped", "newer", "foreign"],
)
def test_every_command_says_so_and_ends_with_one(cli, tmp_path, data, asked, damage):
    path = tmp_path / "ice-287g" / "record"
    path.parent.mkdir()
    path.write_bytes(damage(data))
    done = cli("--home", tmp_path, *asked)
    assert (done.code, done.out) == (1, "")
    assert str(path) in done.err
    assert "Traceback" not in done.err


def test_building_over_a_damaged_record_does_not_lose_it(cli, tmp_path, data, write_list):
    """What cannot be read is not written over; the message says so."""
    path = tmp_path / "home" / "ice-287g" / "record"
    path.parent.mkdir(parents=True)
    path.write_bytes(data[:-1])
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    write_list(tmp_path / "captures" / "pendingAgencies09052025pm.xlsx", [row])
    done = cli("--home", tmp_path / "home", "build", tmp_path / "captures")
    assert done.code == 1
    assert "damaged" in done.err
    assert "Move it away" in done.err
    assert path.read_bytes() == data[:-1]
    path.rename(tmp_path / "kept")
    assert cli("--home", tmp_path / "home", "build", tmp_path / "captures").code == 0


def test_no_file_is_no_record_and_no_error(tmp_path):
    assert read_record(tmp_path / "record") is None
