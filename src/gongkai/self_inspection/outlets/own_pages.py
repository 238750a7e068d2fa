"""Our own pages, asked of the application itself: no server runs, nothing leaves the machine."""

import io
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any, NamedTuple, cast
from urllib.parse import quote, unquote_to_bytes, urlsplit

from django.core.handlers.wsgi import WSGIHandler

# Set in the environment of each request here, and by nobody outside: no header can be called so.
INSPECTING = "gongkai.inspecting"
_MOST = 4 << 20


class Opened(NamedTuple):
    """What came back for an address; `content` only of HTML, and no more of it than 4 MB."""

    status: int
    media_type: str
    content: bytes
    location: str
    milliseconds: int


class OwnPages:
    """Opens addresses of one host without a visitor's cookies; what a visitor sees, and no more."""

    def __init__(self, host: str, scheme: str = "https") -> None:
        """Ask in the name of a host, as a web server in front would."""
        self._host = host
        self._scheme = scheme
        self._handler = WSGIHandler()

    def open(self, address: str) -> Opened:
        """Return what a path with its query answers; a fault of the application is status 500."""
        began = perf_counter()
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told[:] = [int(status.split(" ", 1)[0]), dict((k.lower(), v) for k, v in headers)]

        answer = cast(Any, self._handler)(
            self._environment(address), cast(Callable[..., Any], start)
        )
        status, headers = told
        media_type = headers.get("content-type", "").partition(";")[0].strip()
        try:
            content = _read(answer) if media_type == "text/html" else b""
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        spent = int((perf_counter() - began) * 1000)
        return Opened(status, media_type, content, headers.get("location", ""), spent)

    def _environment(self, address: str) -> dict[str, Any]:
        parts = urlsplit(address)
        path = unquote_to_bytes(parts.path or "/").decode("latin-1")
        name, _, port = self._host.partition(":")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": quote(parts.query, safe="=&%+-_.~:/,;!*'()@$"),
            "SERVER_NAME": name,
            "SERVER_PORT": port or ("443" if self._scheme == "https" else "80"),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._host,
            "HTTP_ACCEPT": "text/html",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN",
            "HTTP_USER_AGENT": "Gongkai-Inspection",
            "HTTP_X_FORWARDED_PROTO": self._scheme,
            "REMOTE_ADDR": "127.0.0.1",
            INSPECTING: True,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def _read(answer: Iterable[bytes]) -> bytes:
    parts, size = [], 0
    for part in answer:
        parts.append(part)
        size += len(part)
        if size > _MOST:
            break
    return b"".join(parts)[:_MOST]
