"""Kept answers: on the connection itself the same as through the application; bounded."""

import contextlib
import re
import socket
import threading

import pytest

from ofrecord.wire.answer import Answer
from ofrecord.wire.keeping import KeptAnswers


def test_answers_are_kept_while_there_is_room():
    kept = KeptAnswers(room=100_000)
    for number in range(100):
        kept.keep(number, Answer(bytes(10_000), "text/plain"))
        kept.name((b"/", str(number).encode(), False), number)
    assert kept.of(0) is None
    assert kept.of(99) is not None
    assert kept.at((b"/", b"0", False)) is None
    assert 2 <= sum(kept.of(number) is not None for number in range(100)) <= 7


def test_what_is_larger_than_a_share_of_the_room_is_not_kept():
    kept = KeptAnswers(room=100_000)
    kept.keep("large", Answer(bytes(50_000), "text/plain"))
    kept.name((b"/large", b"", False), "large")
    assert kept.of("large") is None
    assert kept.at((b"/large", b"", False)) is None


def test_an_address_without_end_is_not_remembered():
    kept = KeptAnswers()
    kept.keep("one", Answer(b"1", "text/plain"))
    kept.name((b"/" + b"a" * 600, b"", False), "one")
    assert kept.at((b"/" + b"a" * 600, b"", False)) is None


def test_what_was_asked_for_lately_stays():
    kept = KeptAnswers(room=100_000)
    for number in range(20):
        kept.keep(number, Answer(bytes(10_000), "text/plain"))
        assert kept.of(0) is not None


class Slow:
    """A question: while it is looked up the second time, another thread keeps an answer to it."""

    def __init__(self, kept):
        self.kept, self.looked, self.thread = kept, -1, None

    def __hash__(self):
        if self.looked == 0:
            self.looked = -1
            self.thread = threading.Thread(target=self.kept.keep, args=(self, ANSWER))
            self.thread.start()
            self.thread.join(0.2)
        self.looked = max(self.looked - 1, -1)
        return 1


ANSWER = Answer(bytes(10_000), "text/plain")


def test_threads_that_keep_and_ask_at_once_leave_the_room_rightly_counted():
    kept = KeptAnswers(room=100_000)
    question = Slow(kept)
    kept.keep(question, ANSWER)
    question.looked = 1  # once to find it, then to put it last
    assert kept.of(question) is ANSWER
    question.thread.join()
    assert kept._taken == sum(size for _, size in kept._answers.values())


HEADERS = [
    b"",
    b"accept-encoding: gzip\r\n",
    b"accept-encoding: br\r\n",
    b"accept: text/csv\r\n",
    b"if-none-match: *\r\n",
    b'if-none-match: "no"\r\n',
    b"if-modified-since: Thu, 01 Jan 2099 00:00:00 GMT\r\n",
]  # fmt: skip


@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
@pytest.mark.parametrize("headers", HEADERS)
def test_a_kept_answer_is_the_one_that_the_application_gives(server, method, headers):
    path = b"/api/v1/ice-287g/as-of/2025-08-01?by=state"
    plain = b"%s %s HTTP/1.1\r\nhost: x\r\n%s" % (method, path, headers)
    # "Expect" makes it more than a plain question: the application answers it.
    through = answer_to(server, plain + b"expect: nothing\r\n\r\n")
    for _ in range(3):
        assert answer_to(server, plain + b"\r\n") == through


def test_kept_and_unkept_answers_keep_their_order(server):
    kept = b"GET /api/v1/registers HTTP/1.1\r\nhost: x\r\n\r\n"
    made = b"GET /api/v1/ice-287g/as-of/2025-%02d-01 HTTP/1.1\r\nhost: x\r\n\r\n"
    asked = b"".join(made % month + kept for month in range(1, 10))
    answer = answer_to(
        server, kept + asked + kept.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")
    )
    found = re.findall(
        rb'\{"register":"[a-z0-9-]+","list":"\w+","day":"2025-(\d\d)|\{"home":', answer
    )
    assert [int(one or 0) for one in found] == [
        0, *(n for month in range(1, 10) for n in (month, 0)), 0,
    ]  # fmt: skip


def answer_to(server, request: bytes) -> bytes:
    """All that is answered until nothing more comes; without the date."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        with contextlib.suppress(TimeoutError):
            while part := connection.recv(1_000_000):
                answer += part
                connection.settimeout(0.1)
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = sorted(line for line in head.split(b"\r\n") if not line.startswith(b"date:"))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
