"""A story's address: only a page of the open internet, in bounded time and size, is ever read."""

import gzip
import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ofrecord.acquire import connection
from ofrecord.acquire.address import Limits, fetch_address, user_agent
from ofrecord.acquire.connection import is_public
from ofrecord.errors import BadRequest, SourceError

QUICK = Limits(connect=1.0, read=0.5, overall=1.5, body=20_000, redirects=5)

Answer = Callable[[socket.socket, bytes], None]


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine that hands each connection to ``answer``; and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    client, _ = server.accept()
                except TimeoutError:
                    continue
                with client:
                    client.settimeout(5)
                    try:
                        request = client.recv(65536)
                        asked.append(request)
                        answer(client, request)
                    except OSError:
                        pass  # the reader has gone away, which is what some tests are about

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        finally:
            stop.set()
            thread.join()


def page(
    body: bytes = b"<p>Nine signed.</p>",
    status: str = "200 OK",
    length: int | None = None,
    **headers: str,
) -> Answer:
    lines = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body) if length is None else length),
    }
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)

    def answer(client: socket.socket, _: bytes) -> None:
        client.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    return answer


def fetch(url: str, limits: Limits = QUICK):
    return fetch_address(url, allow_private=True, limits=limits)


def test_a_page_is_fetched_with_what_it_was_served_as():
    with serving(page(b"A\xf1o", Content_Type='text/plain; charset="iso-8859-1"')) as (url, asked):
        found = fetch(f"{url}/a b?q=1#part")
    assert (found.content, found.charset, found.content_type) == (
        b"A\xf1o",
        "iso-8859-1",
        "text/plain",
    )
    assert found.url == f"{url}/a%20b?q=1"
    assert asked[0].startswith(b"GET /a%20b?q=1 HTTP/1.1\r\n")


def test_it_says_who_asks_and_sends_no_cookie():
    with serving(page()) as (url, asked):
        fetch(url)
    request = asked[0].decode()
    assert f"User-Agent: {user_agent()}" in request
    assert "ofrecord/" in user_agent()
    assert "cookie" not in request.lower()


def test_an_address_of_this_machine_is_refused():
    with serving(page()) as (url, asked), pytest.raises(BadRequest, match="--allow-private") as bad:
        fetch_address(url, limits=QUICK)
    assert asked == []
    assert "127.0.0.1 is an address of this machine" in str(bad.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
    ],
)
def test_every_way_to_write_this_machine_is_refused(url, monkeypatch):
    # Numbers are names to the look-up that the tests guard; the system's own reads them.
    look_up = socket._socket.getaddrinfo if hasattr(socket, "_socket") else socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(BadRequest, match="private network"):
        fetch_address(url, limits=QUICK)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  (an address to refuse, not to bind to)
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("192.0.2.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:192.168.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:53aa:64c:0:0:f5ff:fffe", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


def test_a_name_that_answers_with_a_private_address_is_refused(monkeypatch):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(BadRequest, match=r"rebind\.example is 10\.0\.0\.1"):
        fetch_address("http://rebind.example/", limits=QUICK)


def test_the_address_connected_to_is_the_one_that_was_checked(monkeypatch):
    """A name that answers another address at each look-up is looked up once."""
    looked_up = []

    def look_up(host, port, **_):
        looked_up.append(host)
        address = "127.0.0.1" if len(looked_up) > 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected = []
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(connection, "is_public", lambda address: str(address) == "127.0.0.2")
    monkeypatch.setattr(
        socket,
        "create_connection",
        lambda address, *_, **__: connected.append(address) or (_ for _ in ()).throw(OSError("no")),
    )
    with pytest.raises(SourceError):
        fetch_address("http://rebind.example/", limits=QUICK)
    assert (looked_up, connected) == (["rebind.example"], [("127.0.0.2", 80)])


def test_a_redirect_to_a_private_address_is_refused(monkeypatch):
    public = {"127.0.0.1"}
    monkeypatch.setattr(connection, "is_public", lambda address: str(address) in public)
    answer = page(b"", "302 Found", Location="http://127.0.0.3/secrets")
    with (
        serving(answer) as (url, _),
        pytest.raises(SourceError, match=r"redirects to 127\.0\.0\.3"),
    ):
        fetch_address(url, limits=QUICK)


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://h/", "javascript:1", "//["])
def test_a_redirect_to_another_kind_of_address_is_refused(to):
    with (
        serving(page(b"", "302 Found", Location=to)) as (url, _),
        pytest.raises(SourceError, match=r"no http\(s\) address"),
    ):
        fetch(url)


def test_redirects_are_followed_and_relative_ones_too():
    def answer(client, request):
        if request.startswith(b"GET /story "):
            page(b"the story")(client, request)
        else:
            page(b"", "301 Moved", Location="/story")(client, request)

    with serving(answer) as (url, asked):
        found = fetch(url)
    assert (found.content, found.url, len(asked)) == (b"the story", f"{url}/story", 2)


def test_redirects_in_a_circle_end():
    with (
        serving(page(b"", "302 Found", Location="/")) as (url, asked),
        pytest.raises(SourceError, match="more than 5 times"),
    ):
        fetch(url)
    assert len(asked) == 6


def test_a_body_that_never_ends_is_not_read_on():
    def answer(client, _):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            client.sendall(b"x" * 4096)

    with serving(answer) as (url, _), pytest.raises(SourceError, match="larger than 20,000 bytes"):
        fetch(url)


def test_a_body_announced_as_too_large_is_not_read_at_all():
    with (
        serving(page(b"x", length=10**9)) as (url, _),
        pytest.raises(SourceError, match="larger than"),
    ):
        fetch(url)


def test_a_slow_drip_ends_with_the_time_for_the_whole():
    def answer(client, _):
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n")
        for _ in range(100):
            client.sendall(b"x")
            time.sleep(0.1)

    begun = time.monotonic()
    with serving(answer) as (url, _), pytest.raises(SourceError, match="took too long"):
        fetch(url)
    assert time.monotonic() - begun < 5


def test_headers_that_drip_end_too():
    def answer(client, _):
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            client.sendall(b"X-%d: y\r\n" % number)
            time.sleep(0.1)

    with serving(answer) as (url, _), pytest.raises(SourceError, match="took too long"):
        fetch(url)


def test_silence_ends():
    with (
        serving(lambda *_: time.sleep(1)) as (url, _),
        pytest.raises(SourceError, match="took too long"),
    ):
        fetch(url)


def test_a_huge_header_is_refused():
    with (
        serving(page(X_Long="y" * 1_000_000)) as (url, _),
        pytest.raises(SourceError, match="was not reached"),
    ):
        fetch(url)


def test_a_body_shorter_than_announced_is_no_page():
    with (
        serving(page(b"half", length=100)) as (url, _),
        pytest.raises(SourceError, match="was not reached"),
    ):
        fetch(url)


def test_what_follows_the_announced_length_is_left():
    with serving(page(b"page and more", length=4)) as (url, _):
        assert fetch(url).content == b"page"


def test_a_packed_page_is_unpacked():
    packed = gzip.compress(b"<p>Nine signed.</p>", mtime=0)
    with serving(page(packed, Content_Encoding="gzip")) as (url, _):
        assert fetch(url).content == b"<p>Nine signed.</p>"
    with serving(page(zlib.compress(b"ten"), Content_Encoding="deflate")) as (url, _):
        assert fetch(url).content == b"ten"


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        (gzip.compress(b"0" * 10_000_000, mtime=0), "gzip", "larger than"),
        (b"no gzip", "gzip", "damaged"),
        (gzip.compress(b"some text of a story", mtime=0)[:-9], "gzip", "broke off"),
        (b"x", "br", "not asked for"),
    ],
)
def test_packed_pages_that_are_bombs_or_broken_are_refused(body, encoding, says):
    with (
        serving(page(body, Content_Encoding=encoding)) as (url, _),
        pytest.raises(SourceError, match=says),
    ):
        fetch(url)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip"])
def test_only_text_and_html_are_stories(kind):
    with serving(page(Content_Type=kind)) as (url, _), pytest.raises(SourceError, match=kind):
        fetch(url)


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "500 Oops", "204 No Content"])
def test_an_answer_without_the_page_is_an_error_that_says_which(status):
    with (
        serving(page(b"", status)) as (url, _),
        pytest.raises(SourceError, match=f"answered {status[:3]}") as error,
    ):
        fetch(url)
    assert error.value.exit_code == 3


def test_what_is_no_http_is_an_error():
    with (
        serving(lambda client, _: client.sendall(b"SSH-2.0-x\r\n\r\n")) as (url, _),
        pytest.raises(SourceError, match="was not reached"),
    ):
        fetch(url)


def test_a_port_at_which_nobody_listens_is_not_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SourceError, match="was not reached"):
        fetch(f"http://127.0.0.1:{port}/")


def test_tls_to_a_server_without_it_is_not_reached():
    with serving(page()) as (url, _), pytest.raises(SourceError, match="was not reached"):
        fetch(url.replace("http:", "https:"))


@pytest.mark.parametrize(
    "address",
    ["https://", "http://[::1", "http://a b/", "gopher://x/", "http://x:99999/", "http:///path"],
)
def test_what_is_no_address_is_a_bad_request(address):
    with pytest.raises(BadRequest, match="STORY"):
        fetch_address(address)


def test_an_address_with_a_password_is_refused_and_not_repeated():
    with pytest.raises(BadRequest) as error:
        fetch_address("https://user:secret@example.org/")
    assert "secret" not in str(error.value)
