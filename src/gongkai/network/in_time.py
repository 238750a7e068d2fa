"""Answers of machines outside that are whole within a time, however slowly they trickle in.

A time-out of a socket is one of each single read: a machine that sends one byte now and then would
hold whoever asks it for hours.
"""

import http.client
import socket
from collections.abc import Callable
from functools import partial
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool

Until = Callable[[], float]
"""Returns the moment, as `time.monotonic` counts, when an answer must be whole."""


def pools_in_time(until: Until) -> dict[str, type[HTTPConnectionPool]]:
    """Return the pools, by scheme, whose answers stop with a `TimeoutError` at that moment.

    They take the place of a pool manager's `pool_classes_by_scheme`.
    """

    class Plain(HTTPConnectionPool):
        ConnectionCls = _connecting(HTTPConnectionPool.ConnectionCls, until)

    class Sealed(HTTPSConnectionPool):
        ConnectionCls = _connecting(HTTPSConnectionPool.ConnectionCls, until)

    return {"http": Plain, "https": Sealed}


def _connecting(kind: Any, until: Until) -> Any:
    def connect(**values: Any) -> Any:
        made = kind(**values)
        made.response_class = partial(_Answer, until=until)
        return made

    return staticmethod(connect)


class _Answer(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, until: Until, **values: Any) -> None:
        super().__init__(sock, *args, **values)
        self.fp = BufferedReader(_InTime(self.fp.detach(), sock, until))


class _InTime(RawIOBase):
    """What comes from a socket, each read within the time that is left."""

    def __init__(self, source: RawIOBase, sock: socket.socket, until: Until) -> None:
        self._source, self._sock, self._until = source, sock, until

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:
        left = self._until() - monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        self._sock.settimeout(left)
        return self._source.readinto(into)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()
