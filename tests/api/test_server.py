"""A real server on this machine: what no application in the same process can show."""

import contextlib
import re
import socket
import sys
import threading
import time

import httpx2
import pytest

ROWS = [
    ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model"),
    ("FLORIDA", "Clay County Sheriff's Office", "County", "Clay County", "Jail Enforcement Model"),
]
COLUMNS = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA")
HOSTILE = ("TEXAS", '@SUM(1)<script>"', "County", "Bee County", "Task Force Model")
LISTS = "/api/v1/ice-287g"


@pytest.fixture
def built(tmp_path, write_list, cli):
    """A home with a record of one edition, and what builds another into it."""
    folder, home = tmp_path / "captures", tmp_path / "served"

    def build(day: str, *rows) -> None:
        name = f"participatingAgencies{day[5:7]}{day[8:]}{day[:4]}.xlsx"
        full = [(*row, "2025-09-01", "") for row in rows]
        write_list(folder / name, full, COLUMNS)
        done = cli("--home", home, "build", folder)
        assert done.code == 0, done.err

    build("2025-09-01", *ROWS)
    return home, build


def test_a_record_built_anew_is_taken_up_without_a_failed_request(built, serve):
    home, build = built
    path = f"{LISTS}/as-of/2025-09-30?rows=true"
    seen: list[tuple[int, int]] = []
    stop = threading.Event()

    def ask(number: int) -> None:
        with httpx2.Client(base_url=server.url, timeout=30) as client:
            while not stop.is_set():
                # Some of the answers are kept, and some have to be made.
                tail = "" if number else f"&agency={len(seen) % 50}"
                answer = client.get(path + tail)
                rows = len(answer.json()["rows"]) if answer.status_code == 200 else -1
                seen.append((answer.status_code, -1 if tail else rows))

    with serve(home) as server:
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        try:
            for day, rows in (("2025-09-05", (*ROWS, HOSTILE)), ("2025-09-09", ROWS[:1])):
                build(day, *rows)
                until = time.monotonic() + 60
                while httpx2.get(server.url + path).json()["edition"]["published_on"] != day:
                    assert time.monotonic() < until, "the new record was not taken up"
                    time.sleep(0.2)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert {status for status, _ in seen} == {200}
        # Old, then newer, then newest, and never back.
        numbers = [rows for _, rows in seen if rows >= 0]
        assert list(dict.fromkeys(numbers)) == [2, 3, 1]


def test_a_damaged_record_is_left_alone_until_it_is_mended(built, serve):
    home, _ = built
    path = f"{LISTS}/as-of/2025-09-30"
    record = home / "ice-287g" / "record"
    good = record.read_bytes()
    with serve(home) as server:
        record.with_suffix(".new").write_bytes(good[:-20])
        record.with_suffix(".new").replace(record)
        time.sleep(2.5)
        assert httpx2.get(server.url + path).status_code == 200
        assert httpx2.get(f"{server.url}{path}?state=TX").status_code == 200
        record.write_bytes(good)


def test_the_server_writes_nothing_to_the_home(built, serve):
    home, _ = built

    def state():
        return {
            (str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in home.rglob("*")
        }

    before = state()
    with serve(home) as server:
        for path in ("/registers", "/ice-287g/agreements", "/uk-small-boats/series"):
            assert httpx2.get(f"{server.url}/api/v1{path}").status_code == 200
        story = {"text": "ICE had 2 287(g) agreements.", "published": "2025-09-05"}
        assert httpx2.post(f"{server.url}/api/v1/check", json=story, timeout=60).status_code == 200
    assert state() == before


def test_hostile_cells_are_data(built, serve):
    home, build = built
    build("2025-09-05", *ROWS, HOSTILE)
    with serve(home) as server:
        path = f"{server.url}{LISTS}/as-of/2025-09-05?rows=true"
        answer = httpx2.get(path)
        assert answer.headers["content-type"] == "application/json"
        assert [row["agency"] for row in answer.json()["rows"]][2] == HOSTILE[1]
        csv = httpx2.get(f"{path}&format=csv").text
        assert '"\'@SUM(1)<script>"""' in csv
        assert "<script>" not in httpx2.get(server.url).text


def exchange(server, request: bytes) -> bytes:
    with server.connect() as connection:
        connection.sendall(request)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65_536):
                answer += part
        return answer


GOOD = b"GET /api/v1/registers HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"

POST = GOOD.replace(b"GET /api/v1/registers", b"POST /api/v1/check") + (
    b"content-type: application/json\r\n"
)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (GOOD + b"\r\n", b"200"),
        (GOOD + b"x-long: " + b"a" * 20_000 + b"\r\n\r\n", b"431"),
        (GOOD + b"".join(b"x-%d: 1\r\n" % n for n in range(5_000)) + b"\r\n", b"431"),
        (b"GET /" + b"a" * 30_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n", b"431"),
        (b"GET /" + b"a" * 300_000, b"431"),
        (b"\x16\x03\x01 not http at all\r\n\r\n", b"400"),
        (b"GET http://[::1 HTTP/1.1\r\nhost: x\r\n\r\n", b"400"),
        (POST + b"content-length: 99999999\r\n\r\n{", b"413"),
        (b"GET /api/v1/../../etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", b"404"),
    ],
)  # fmt: skip
def test_a_request_has_bounds(server, request_, status):
    answer = exchange(server, request_)
    assert answer.split(b" ", 2)[1:2] == [status], answer[:200]
    assert b"Traceback" not in answer
    assert b"server: " not in answer.split(b"\r\n\r\n")[0].lower()


def test_head_and_pipelined_requests_are_answered_in_order(server):
    two = (
        (
            b"HEAD /api/v1/registers HTTP/1.1\r\nhost: x\r\n\r\n"
            b"GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n"
        )
        * 2
        + GOOD
        + b"\r\n"
    )
    heads = re.findall(rb"HTTP/1\.1 (\d+)", exchange(server, two))
    assert heads == [b"200", b"404", b"200", b"404", b"200"]


def test_clients_that_break_off_or_stand_still_stop_no_one(server):
    standing = []
    for number in range(50):
        connection = server.connect()
        connection.sendall(b"GET /api/v1/ice-287g/agreements HTTP/1.1\r\nhost: x\r\n")
        if number % 3 == 0:
            connection.sendall(b"\r\n")
            # As one that was killed: what comes is thrown away, unread.
            connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, (1).to_bytes(4, sys.byteorder) + bytes(4)
            )
            connection.close()
        else:
            standing.append(connection)
    began = time.monotonic()
    assert httpx2.get(f"{server.url}/api/v1/registers", timeout=30).status_code == 200
    assert time.monotonic() - began < 10
    standing[0].settimeout(30)
    assert standing[0].recv(1) == b"", "a head that never ends is waited for for ever"
    for connection in standing:
        connection.close()


def test_a_port_in_use_is_told(server, cli):
    done = cli("serve", "--port", server.port)
    assert done.code == 2
    assert "--port" in done.err
    assert "Traceback" not in done.err
    assert cli("serve", "--port", "70000").code == 2
    assert cli("serve", "--port", "many").code == 2
