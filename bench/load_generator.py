"""Asks a server for one address as often as it can, over a few connections that stay open.

Requests are sent several at a time and answers counted by their bytes, so that the server and not
this process is what is measured. Every answer of one address is as long as the first.
"""

import selectors
import socket
import time
from dataclasses import dataclass
from itertools import count
from statistics import quantiles

_AHEAD = 8
_PIECE = 1 << 18
_VISITORS = count(1)


class WrongAnswer(Exception):
    """A server answered other than expected, so that its speed means nothing."""


@dataclass(frozen=True)
class Wish:
    """What is asked for: port, address, host and further header lines.

    `many` sends each request as from another visitor, where the program believes its proxy.
    """

    port: int
    path: str
    host: str = "localhost"
    many: bool = False

    @property
    def text(self) -> bytes:
        """Return a request as it is sent."""
        own = f"X-Forwarded-For: 10.{next(_VISITORS) % 250}.{next(_VISITORS) % 250}.7\r\n"
        more = own if self.many else ""
        return f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\n{more}\r\n".encode()

    def ahead(self, number: int) -> bytes:
        """Return several requests."""
        return b"".join(self.text for _ in range(number)) if self.many else self.text * number


def answer_size(wish: Wish) -> tuple[int, int]:
    """Return the bytes of one whole answer and of its body.

    :raises WrongAnswer: if it is not 200
    """
    with _connected(wish.port) as link:
        link.sendall(wish.text)
        told = b""
        while b"\r\n\r\n" not in told:
            piece = link.recv(_PIECE)
            if not piece:
                break
            told += piece
        head, _, body = told.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").lower().split("\r\n")
        lengths = [int(line.split(":")[1]) for line in lines if line.startswith("content-length")]
        if " 200 " not in f"{lines[0]} ":
            raise WrongAnswer(f"{wish.path}: {lines[0]}")
        if lengths:
            return len(head) + 4 + lengths[0], lengths[0]
        while not body.endswith(b"\r\n0\r\n\r\n"):
            body += link.recv(_PIECE)
        return len(head) + 4 + len(body), len(body)


def seconds_for(wish: Wish, number: int, connections: int = 8, ahead: int = _AHEAD) -> float:
    """Return the seconds that a number of answers takes, after as many again to warm up.

    :raises WrongAnswer: if one of them has another length
    """
    size = answer_size(wish)[0]
    _ask(wish, max(connections, number // 10), connections, size, ahead)
    return _ask(wish, number, connections, size, ahead)


def latencies(wish: Wish, seconds: float, rate: float) -> tuple[float, float]:
    """Return median and 95th percentile, in milliseconds, of answers asked for at a steady rate."""
    found = []
    begin = time.perf_counter()
    with _connected(wish.port) as link:
        size = answer_size(wish)[0]
        while (now := time.perf_counter()) - begin < seconds:
            link.sendall(wish.text)
            _read(link, size)
            found.append((time.perf_counter() - now) * 1000)
            time.sleep(max(0.0, 1 / rate - (time.perf_counter() - now)))
    cuts = quantiles(found, n=20)
    return cuts[9], cuts[18]


def _connected(port: int) -> socket.socket:
    """Return an open connection on which neither side waits for more to send.

    A server that sends an answer in two pieces may hold the second until the first was
    acknowledged, which the kernel puts off for 40 ms where it may: no visitor's network does that.
    """
    link = socket.create_connection(("127.0.0.1", port), timeout=60)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _acknowledge(link)
    return link


def _acknowledge(link: socket.socket) -> None:
    """Acknowledge at once what came; the kernel goes back to waiting by itself."""
    if hasattr(socket, "TCP_QUICKACK"):
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def _ask(wish: Wish, number: int, connections: int, size: int, ahead: int) -> float:
    ready = selectors.DefaultSelector()
    rounds = -(-number // (connections * ahead))
    begin = time.perf_counter()
    left = {}
    for _ in range(connections):
        link = _connected(wish.port)
        ready.register(link, selectors.EVENT_READ)
        left[link] = [rounds - 1, ahead * size]
        link.sendall(wish.ahead(ahead))
    while left:
        for key, _ in ready.select(60):
            link = key.fileobj
            assert isinstance(link, socket.socket)
            told = len(link.recv(_PIECE))
            _acknowledge(link)
            left[link][1] -= told
            if not told or left[link][1] < 0:
                raise WrongAnswer(f"{wish.path}: an answer of another length")
            if left[link][1] == 0:
                if left[link][0] == 0:
                    ready.unregister(link)
                    link.close()
                    del left[link]
                    continue
                left[link] = [left[link][0] - 1, ahead * size]
                link.sendall(wish.ahead(ahead))
    taken = time.perf_counter() - begin
    # The last round of each connection makes the number a little larger than wished.
    return taken * number / (rounds * connections * ahead)


def _read(link: socket.socket, size: int) -> None:
    while size > 0:
        told = len(link.recv(min(size, _PIECE)))
        _acknowledge(link)
        if not told:
            raise WrongAnswer("the connection ended")
        size -= told
