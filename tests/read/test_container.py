"""Nothing is taken from a zip file that the bytes do not bear out."""

import contextlib
import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import ReadError
from ofrecord.read.container import MAX_PART, MAX_PARTS, MAX_TOTAL, open_container

PARTS = {"xl/workbook.xml": "<workbook/>" * 50, "xl/styles.xml": "", "a.bin": b"\x00\xff" * 99}


def patch_directory(data: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """The zip with bytes of a part's entry in the central directory replaced."""
    at = data.rindex(name) - 46 + offset
    return data[:at] + value + data[at + len(value) :]


def reasons(data: bytes, part: str = "xl/workbook.xml") -> str:
    with pytest.raises(ReadError) as caught:
        open_container(data).read(part)
    assert str(caught.value).isprintable()
    return caught.value.reason


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_are_read_back(pack, method):
    container = open_container(pack(PARTS, method))
    for name, content in PARTS.items():
        assert container.read(name) == (content.encode() if isinstance(content, str) else content)
    assert container.names() == list(PARTS)


def test_part_names_differ_by_more_than_case_and_slashes(pack):
    container = open_container(pack({"XL\\Workbook.xml": "a"}).replace(b"XL/", b"XL\\"))
    assert container.read("xl/workbook.xml") == b"a"
    assert "xl/WORKBOOK.xml" in container


def test_a_zip64_file_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a.xml", "w", force_zip64=True) as f:
        f.write(b"<a/>")
    assert open_container(buffer.getvalue()).read("a.xml") == b"<a/>"


def test_sizes_of_64_bits_are_read(pack):
    data = pack({"a.xml": "<a/>"})
    start = data.rindex(b"PK\x01\x02")
    entry = bytearray(data[start : start + 46 + 5])
    packed, size = struct.unpack_from("<2I", entry, 20)
    struct.pack_into("<2I", entry, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, 20)
    directory = bytes(entry) + struct.pack("<2H2Q", 1, 16, size, packed)
    end = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(directory), start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + len(directory), 1)
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert open_container(data[:start] + directory + end + locator + last).read("a.xml") == b"<a/>"
    for cut in (end, locator):
        broken = (data[:start] + directory + end + locator + last).replace(cut, cut[::-1])
        assert reasons(broken) == "malformed"


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (b"", "empty", "the file is empty"),
        (b"\x00" * 5_000, "not-a-workbook", "zero bytes"),
        (b" \n\t\r\n", "not-a-workbook", "zero bytes or blanks"),
        (b"<!DOCTYPE html><html><body>403</body></html>", "not-a-workbook", "HTML page"),
        (b"\xef\xbb\xbf\r\n <HTML>Access denied</HTML>", "not-a-workbook", "HTML page"),
        (b"<?xml version='1.0'?><html xmlns='x'/>", "not-a-workbook", "HTML page"),
        (b"%PDF-1.7\n%\xe2\xe3", "not-a-workbook", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900, "not-a-workbook", "OLE"),
        (b"STATE,AGENCY\nTEXAS,Bee\n", "not-a-workbook", "not a zip file"),
        (b"PK\x05\x06" + b"\x00" * 18, "not-a-workbook", "empty zip"),
        (b"PK\x03\x04", "truncated", "directory is missing"),
        (b"PK\x03\x04" + b"\x00" * 70_000, "truncated", "directory is missing"),
    ],
)
def test_what_is_no_zip_file_is_named(data, reason, message):
    with pytest.raises(ReadError, match=message) as caught:
        open_container(data)
    assert caught.value.reason == reason


def test_a_file_cut_anywhere_is_refused(pack):
    data = pack(PARTS)
    for end in range(1, len(data)):
        assert reasons(data[:end]) in {"truncated", "not-a-workbook"}


@given(at=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_a_byte_changed_anywhere_is_seen_or_changes_nothing(pack, at, byte):
    data = bytearray(pack(PARTS))
    data[at % len(data)] ^= byte
    read = {}
    with contextlib.suppress(ReadError):
        container = open_container(bytes(data))
        read = {name: container.read(name) for name in container.names()}
    for name, content in read.items():
        whole = PARTS.get(name, content)
        assert content == (whole.encode() if isinstance(whole, str) else whole)


@pytest.mark.parametrize(
    "name",
    [
        *("../evil.xml", "xl/../../evil.xml", "/etc/passwd", "\\evil", "..\\evil", "C:\\evil"),
        *("xl/a\x1b[2J.xml", "xl/a\nb.xml"),
    ],
)
def test_a_part_outside_the_file_is_refused(pack, name):
    placeholder = "x" * len(name)
    data = pack({placeholder: "a"}).replace(placeholder.encode(), name.encode())
    assert reasons(data) == "unsafe-name"


def test_a_name_with_a_zero_byte_is_refused(pack):
    assert reasons(pack({"xl/a0b.xml": "a"}).replace(b"a0b", b"a\x00b")) == "unsafe-name"


@pytest.mark.parametrize("other", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_two_parts_of_one_name_are_refused(pack, other):
    name = "xl/workbook.xmk"
    data = pack({"xl/workbook.xml": "a", name: "b"}).replace(name.encode(), other.encode())
    with pytest.raises(ReadError, match="two parts are named"):
        open_container(data)


def test_an_encrypted_part_is_refused(pack):
    data = patch_directory(pack(PARTS), b"xl/workbook.xml", 8, b"\x01\x00")
    assert reasons(data) == "encrypted"


def test_another_way_of_packing_is_named(pack):
    data = pack(PARTS, zipfile.ZIP_LZMA)
    with pytest.raises(ReadError, match=r"method 14"):
        open_container(data).read("a.bin")


def test_a_wrong_checksum_is_seen(pack):
    data = patch_directory(pack(PARTS), b"xl/workbook.xml", 16, b"\xde\xad\xbe\xef")
    assert reasons(data) == "truncated"


@pytest.mark.parametrize("size", [0, 1, 549, 551, 5_000])
def test_a_wrong_size_is_seen(pack, size):
    data = patch_directory(pack(PARTS), b"xl/workbook.xml", 24, struct.pack("<I", size))
    assert reasons(data) == "truncated"


def test_a_part_that_is_not_where_the_directory_says_is_refused(pack):
    data = patch_directory(pack(PARTS), b"xl/styles.xml", 42, struct.pack("<I", 0))
    assert reasons(data, "xl/styles.xml") == "malformed"


def test_a_part_of_another_name_than_the_directory_says_is_refused(pack):
    data = pack(PARTS).replace(b"xl/workbook.xml", b"xl/workbooks.xm", 1)
    assert reasons(data) == "malformed"


def test_more_in_the_directory_than_it_counts_is_refused(pack):
    data = pack(PARTS)
    assert reasons(data[:-14] + struct.pack("<2H", 2, 2) + data[-10:]) == "malformed"
    assert reasons(data[:-14] + struct.pack("<2H", 9, 9) + data[-10:]) in {"truncated", "malformed"}


class TestBombs:
    """What is small and says, or turns out, to be huge is refused without unpacking it."""

    def test_a_part_larger_than_the_limit_is_refused(self, pack):
        data = pack({"xl/workbook.xml": b"a" * (MAX_PART + 1)})
        assert len(data) < MAX_PART // 500
        tracemalloc.start()
        assert reasons(data) == "too-large"
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
        tracemalloc.stop()

    def test_parts_that_are_too_large_together_are_refused(self, pack):
        names = [f"xl/{at}.xml" for at in range(MAX_TOTAL // MAX_PART + 1)]
        container = open_container(pack(dict.fromkeys(names, b"a" * MAX_PART)))
        for name in names[:-1]:
            container.read(name)
        with pytest.raises(ReadError) as caught:
            container.read(names[-1])
        assert caught.value.reason == "too-large"

    def test_a_part_that_says_it_is_small_but_is_large_is_refused(self, pack):
        data = pack({"xl/workbook.xml": b"a" * 10_000_000})
        tracemalloc.start()
        small = patch_directory(data, b"xl/workbook.xml", 24, struct.pack("<I", 100))
        assert reasons(small) == "truncated"
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
        tracemalloc.stop()

    def test_a_part_that_says_it_is_large_but_is_small_is_refused(self, pack):
        large = struct.pack("<I", MAX_PART)
        data = patch_directory(pack(PARTS), b"xl/workbook.xml", 24, large)
        assert reasons(data) == "bomb"

    def test_more_parts_than_a_workbook_has_are_refused(self, pack):
        data = pack(dict.fromkeys(map(str, range(MAX_PARTS + 1)), ""))
        with pytest.raises(ReadError) as caught:
            open_container(data)
        assert caught.value.reason == "bomb"

    def test_a_zip_of_zips_is_no_workbook_and_is_not_unpacked(self, pack):
        inner = pack({"0.dll": b"\x00" * 1_000_000})
        for _ in range(3):
            inner = pack({f"lib {at}.zip": inner for at in range(16)})
        assert "xl/workbook.xml" not in open_container(inner)
