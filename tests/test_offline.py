"""The guard in conftest.py is itself held to what it says."""

import socket

import pytest


def test_a_connection_that_leaves_this_machine_is_refused():
    # 192.0.2.0/24 is set aside for documentation: nothing answers there.
    with socket.socket() as connection, pytest.raises(AssertionError, match="may not leave"):
        connection.connect(("192.0.2.1", 80))


def test_a_name_is_not_looked_up():
    with pytest.raises(AssertionError, match="look-up"):
        socket.create_connection(("example.org", 80))


def test_loopback_works():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        client.sendall(b"here")
        other_end, _ = server.accept()
        with other_end:
            assert other_end.recv(4) == b"here"


def test_every_test_has_a_home_of_its_own(home):
    assert not home.exists()
