"""What stands in a folder is found in a fixed order; nothing outside it is touched."""

import hashlib
import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.acquire.folder import (
    MAX_CAPTURE,
    MAX_SIDECAR,
    find_files,
    read_file,
    read_sidecars,
)
from ofrecord.acquire.sightings import Sighting, printable_name
from ofrecord.errors import BadRequest, CaptureError

SHA = "a" * 64


def names(*folders):
    return [file.name for file in find_files(list(folders))]


def test_captures_are_found_at_any_depth_in_a_fixed_order(tmp_path):
    for name in ("b/2.xlsx", "b/1.XLSX", "a/z/3.xlsm", "a/4.xls", "a/5.xlsb", "0.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = [file.path.relative_to(tmp_path).as_posix() for file in find_files([tmp_path])]
    assert found == ["0.xlsx", "a/4.xls", "a/5.xlsb", "a/z/3.xlsm", "b/1.XLSX", "b/2.xlsx"]


@pytest.mark.parametrize(
    "name",
    [
        "manifest.csv",
        "sightings.csv",
        "list.pdf",
        "list",
        ".list.xlsx",
        "~$list.xlsx",
        ".git/list.xlsx",
    ],
)
def test_what_is_no_capture_by_its_name_is_passed_over(name, tmp_path):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"")
    assert names(tmp_path) == []


def test_a_file_is_found_once_through_whatever_folders(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.xlsx").write_bytes(b"")
    (tmp_path / "a" / "2.xlsx").symlink_to(tmp_path / "a" / "1.xlsx")
    assert names(tmp_path, tmp_path / "a", tmp_path / "a" / "1.xlsx") == ["1.xlsx"]


def test_a_folder_that_is_not_there_is_a_wrong_request(tmp_path):
    with pytest.raises(BadRequest, match="no such folder"):
        find_files([tmp_path / "nowhere"])


def test_a_folder_named_like_a_capture_is_a_folder(tmp_path):
    (tmp_path / "x.xlsx").mkdir()
    (tmp_path / "x.xlsx" / "1.xlsx").write_bytes(b"")
    assert names(tmp_path) == ["1.xlsx"]


def test_bytes_are_read_with_their_sha256(tmp_path):
    (tmp_path / "1.xlsx").write_bytes(b"abc")
    assert read_file(tmp_path / "1.xlsx") == (b"abc", hashlib.sha256(b"abc").hexdigest())


def test_a_file_as_large_as_may_be_is_read_and_a_larger_one_is_not(tmp_path):
    path = tmp_path / "1.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_CAPTURE + 1)
    with pytest.raises(CaptureError, match="67,108,865 bytes; a capture has at most 67,108,864"):
        read_file(path)
    with path.open("wb") as file:
        file.truncate(MAX_CAPTURE)
    assert len(read_file(path)[0]) == MAX_CAPTURE


class TestUnreadable:
    """What is no plain file of the folder is refused, without being opened."""

    def refused(self, folder):
        (file,) = find_files([folder])
        with pytest.raises(CaptureError) as caught:
            read_file(file.path, file.folder)
        return str(caught.value)

    def test_a_link_out_of_the_folder(self, tmp_path):
        (tmp_path / "secret").write_text("secret")
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "1.xlsx").symlink_to(tmp_path / "secret")
        assert self.refused(tmp_path / "in") == "it is a link that leads out of the folder"

    @pytest.mark.parametrize("target", ["/etc/passwd", "../secret", "/dev/zero", "/nowhere"])
    def test_a_link_to_anything_else(self, target, tmp_path):
        (tmp_path / "1.xlsx").symlink_to(target)
        assert self.refused(tmp_path) == "it is a link that leads out of the folder"

    def test_a_link_in_a_circle(self, tmp_path):
        (tmp_path / "1.xlsx").symlink_to(tmp_path / "1.xlsx")
        assert "cannot be read" in self.refused(tmp_path)

    def test_a_linked_folder_is_not_entered(self, tmp_path):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "1.xlsx").write_bytes(b"")
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "linked").symlink_to(tmp_path / "out")
        (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
        shut = find_files([tmp_path / "in"])
        assert [file.name for file in shut] == ["linked", "round"]
        assert all("it is a link" in str(file.error) for file in shut)

    def test_a_folder_that_cannot_be_looked_into_is_named(self, tmp_path, monkeypatch):
        (tmp_path / "shut").mkdir()
        (tmp_path / "1.xlsx").write_bytes(b"x")
        inner = os.scandir

        def scandir(path):
            if str(path).endswith("shut"):
                raise PermissionError(13, "Permission denied", str(path))
            return inner(path)

        monkeypatch.setattr(os, "scandir", scandir)
        first, shut = find_files([tmp_path])
        assert (first.name, first.error) == ("1.xlsx", None)
        assert shut.name == "shut"
        assert str(shut.error) == "this folder was not looked into: Permission denied"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_pipe(self, tmp_path):
        os.mkfifo(tmp_path / "1.xlsx")
        assert self.refused(tmp_path) == "it is not a regular file"

    @pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs Unix sockets")
    def test_a_socket(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)  # the name of a socket is short
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("1.xlsx")
            assert self.refused(tmp_path) == "it is not a regular file"

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
    def test_a_file_that_may_not_be_read(self, tmp_path):
        (tmp_path / "1.xlsx").write_bytes(b"")
        (tmp_path / "1.xlsx").chmod(0)
        assert "Permission denied" in self.refused(tmp_path)

    def test_a_file_that_is_gone(self, tmp_path):
        with pytest.raises(CaptureError, match="cannot be read"):
            read_file(tmp_path / "1.xlsx")

    def test_a_linked_file_inside_the_folder_is_read(self, tmp_path):
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "data").write_bytes(b"abc")
        (tmp_path / "1.xlsx").symlink_to("a/data")
        (file,) = find_files([tmp_path])
        assert read_file(file.path, file.folder)[0] == b"abc"


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("a.xlsx", "a.xlsx"),
        ("a\nb\r\t.xlsx", "a\\nb\\r\\t.xlsx"),
        ("\x1b[2J.xlsx", "\\x1b[2J.xlsx"),
        ("\N{GRINNING FACE} ñ.xlsx", "\N{GRINNING FACE} ñ.xlsx"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a\\u202eb"),
        (os.fsdecode(b"a\xff.xlsx"), "a\N{REPLACEMENT CHARACTER}.xlsx"),
    ],
)
def test_a_name_is_printed_in_one_line(name, printed):
    assert printable_name(name) == printed
    assert printable_name(printed) == printed


@given(st.text())
def test_any_name_can_be_printed(name):
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return
    assert printable_name(name).isprintable()


@pytest.mark.skipif(os.name != "posix", reason="other systems forbid such names")
def test_files_with_odd_names_are_found(tmp_path):
    for name in ("a\nb.xlsx", "\N{GRINNING FACE}.xlsx", os.fsdecode(b"\xff.xlsx"), "'\".xlsx"):
        (tmp_path / name).write_bytes(b"")
    found = names(tmp_path)
    assert len(found) == 4
    assert all(name.isprintable() for name in found)


class TestSidecars:
    """Lists beside captures say when and where; what they say is not trusted with paths."""

    def sightings(self, folder):
        found = read_sidecars([folder])
        assert found.unreadable == ()
        return found.sightings

    def write(self, folder, text, name="manifest.csv"):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def test_manifests_and_sightings_are_read_together(self, tmp_path):
        (tmp_path / "a").mkdir()
        self.write(
            tmp_path,
            f"path,sha256,captured_at,url\nx/1.xlsx,{SHA.upper()},2025-09-05T00:00:00Z,https://a\n",
        )
        self.write(
            tmp_path / "a",
            "sha256,file_name,captured_at,origin_repo,origin_path,first_commit_at\n"
            f"{SHA},2.xlsx,,a/b,c/2.xlsx,2025-09-06\n",
            "sightings.csv",
        )
        assert self.sightings(tmp_path)[SHA] == (
            Sighting(file="1.xlsx", url="https://a", captured_at="2025-09-05T00:00:00Z"),
            Sighting(file="2.xlsx", url="https://github.com/a/b c/2.xlsx", seen_at="2025-09-06"),
        )

    @pytest.mark.parametrize(
        "path", ["../../etc/1.xlsx", "/etc/1.xlsx", "..\\..\\1.xlsx", "C:\\x\\1.xlsx", "1.xlsx"]
    )
    def test_of_a_path_only_the_name_is_taken(self, path, tmp_path):
        self.write(tmp_path, f"path,sha256\n{path},{SHA}\n")
        assert self.sightings(tmp_path)[SHA] == (Sighting(file="1.xlsx"),)

    @pytest.mark.parametrize(
        "line", [",", f"..,{SHA}", f"/,{SHA}", "1.xlsx,", "1.xlsx,abc", f"1.xlsx,{SHA}a", "1.xlsx"]
    )
    def test_a_line_without_a_name_or_a_sha256_says_nothing(self, line, tmp_path):
        self.write(tmp_path, f"path,sha256\n{line}\n")
        assert self.sightings(tmp_path) == {}

    @pytest.mark.parametrize("time", ["yesterday", "2025-13-01", "0001-01-01T00:00:00+14:00", " "])
    def test_a_time_that_is_none_is_left_out(self, time, tmp_path):
        self.write(tmp_path, f"path,sha256,captured_at\n1.xlsx,{SHA},{time}\n")
        assert self.sightings(tmp_path)[SHA] == (Sighting(file="1.xlsx"),)

    def test_names_with_control_characters_are_made_printable(self, tmp_path):
        self.write(tmp_path, f'path,sha256,url\n"a\nb.xlsx",{SHA},"x\x1b[2J"\n')
        (sighting,) = self.sightings(tmp_path)[SHA]
        assert (sighting.file, sighting.url) == ("a\\nb.xlsx", "x\\x1b[2J")

    def test_a_byte_order_mark_and_other_columns_do_no_harm(self, tmp_path):
        self.write(tmp_path, f"\ufeffpath,sha256\n1.xlsx,{SHA},more,cells\n")
        assert self.sightings(tmp_path)[SHA] == (Sighting(file="1.xlsx"),)

    @pytest.mark.parametrize("text", ["", "\n", "a,b\n1,2\n", "path,sha256\n"])
    def test_a_list_of_something_else_says_nothing(self, text, tmp_path):
        self.write(tmp_path, text)
        assert self.sightings(tmp_path) == {}

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"\xff\xfe\x00", "utf-8"),
            (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "utf-8"),
            (f'path,sha256\n1.xlsx,{SHA}\n"2.xlsx,{SHA}\n'.encode(), "unexpected end"),
            (f'path,sha256\n1.xlsx,{SHA}\n"2" x,{SHA}\n'.encode(), "expected after"),
            (b"path,sha256\n" + b"x" * 200_000 + b",a\n", "field larger"),
        ],
    )
    def test_a_list_that_is_broken_is_named_and_says_nothing(self, content, message, tmp_path):
        (tmp_path / "sub").mkdir()
        self.write(tmp_path / "sub", content)
        found = read_sidecars([tmp_path])
        assert (found.sightings, found.read) == ({}, ())
        ((name, error),) = found.unreadable
        assert name == "sub/manifest.csv"
        assert message in str(error)
        assert str(error).isprintable()

    def test_a_list_that_is_too_large_is_not_read(self, tmp_path):
        with (tmp_path / "manifest.csv").open("wb") as file:
            file.truncate(MAX_SIDECAR + 1)
        ((_, error),) = read_sidecars([tmp_path]).unreadable
        assert "16,777,217 bytes; a list of captures has at most 16,777,216" in str(error)

    def test_a_list_that_is_a_link_out_of_the_folder_is_not_read(self, tmp_path):
        (tmp_path / "in").mkdir()
        self.write(tmp_path, f"path,sha256\n1.xlsx,{SHA}\n", "outside.csv")
        (tmp_path / "in" / "manifest.csv").symlink_to(tmp_path / "outside.csv")
        found = read_sidecars([tmp_path / "in"])
        assert found.sightings == {}
        assert "leads out of the folder" in str(found.unreadable[0][1])

    @given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
    def test_any_bytes_are_a_list_or_are_named(self, content, tmp_path_factory):
        folder = tmp_path_factory.mktemp("any")
        self.write(folder, content)
        found = read_sidecars([folder])
        assert len(found.read) + len(found.unreadable) == 1
