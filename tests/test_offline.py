"""The whole suite runs without a network, and so does whatever process it starts."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from liveable.core.worker import Failed, Worker
from liveable.suggest import suggester

HERE = ("127.0.0.1", 9)


def _send() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.sendto(b"word", HERE)


def _offer() -> None:
    with socket.socket(socket.AF_INET6) as found:
        found.bind(("::1", 0))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: socket.create_connection(HERE),
        lambda: socket.getaddrinfo("a.test", 80),
        _send,
        _offer,
    ],
)
def test_this_process_cannot_reach_the_network(ask: Callable[[], object]) -> None:
    with pytest.raises(RuntimeError, match="tests run without a network"):
        ask()


def test_processes_of_this_computer_may_speak_with_one_another() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"word")
        assert other.recv(4) == b"word"


@pytest.mark.parametrize("before", ["", suggester._START.partition(";")[0]])
def test_a_worker_cannot_reach_the_network(before: str) -> None:
    """An ordinary one, and one that has loaded what suggestions are made with."""
    lines = [before, "import socket", "from liveable.core.worker import serve as go"]
    worker = Worker("\n".join([*lines, "go(lambda asked, say: socket.create_connection(asked))"]))
    try:
        with pytest.raises(Failed, match="tests run without a network"):
            worker.ask(HERE)
    finally:
        worker.end()
