"""Machines that answer byte by byte are waited for no longer than those that do not answer."""

import socket
import threading
from contextlib import suppress
from time import monotonic

import pytest
import urllib3
from urllib3.exceptions import HTTPError

from gongkai.network.in_time import pools_in_time

BYTES = 300
"""How many bytes trickle; all of them would be a whole answer."""

TRICKLES = {
    "head": [b"HTTP/1.1 200 OK\r\nX-Long: ", *[b"a"] * BYTES, b"\r\nContent-Length: 2\r\n\r\nok"],
    "body": [b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % BYTES, *[b"a"] * BYTES],
    "pieces": [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1\r\na\r\n"] * BYTES,
               b"0\r\n\r\n"],
    "until the end": [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", *[b"a"] * BYTES],
}  # fmt: skip
WHOLE = [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]


@pytest.fixture
def machine():
    """Return how to start a machine that answers once, in parts; it ends with the test."""
    over, running = threading.Event(), []

    def start(parts):
        listening = socket.create_server(("127.0.0.1", 0))

        def answer():
            with listening, listening.accept()[0] as line:
                line.recv(1 << 16)
                for part in parts:
                    line.sendall(part)
                    if len(parts) > 1 and over.wait(0.05):
                        break

        def answer_until_nobody_listens():
            with suppress(OSError):
                answer()

        running.append(threading.Thread(target=answer_until_nobody_listens))
        running[-1].start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    yield start
    over.set()
    for thread in running:
        thread.join()


def asked(address, seconds):
    """Ask a machine, each of whose bytes comes in time; return the whole answer."""
    until = monotonic() + seconds
    with urllib3.PoolManager(timeout=urllib3.Timeout(total=60), retries=False) as pool:
        pool.pool_classes_by_scheme = pools_in_time(lambda: until)
        answer = pool.request("POST", address, body=b"{}", preload_content=False)
        return b"".join(answer.stream(1 << 16))


@pytest.mark.parametrize("part", [*TRICKLES])
def test_nobody_waits_for_what_trickles(machine, part):
    # Were it waited for, a whole answer would come at last and nothing be raised.
    with pytest.raises(HTTPError):
        asked(machine(TRICKLES[part]), 0.5)


def test_whoever_answers_in_time_is_heard(machine):
    assert asked(machine(WHOLE), 60) == b"ok"
    assert asked(machine(TRICKLES["body"][:1] + [b"a" * BYTES]), 60) == b"a" * BYTES
