"""Rendering one page in this process, as the application would answer it over the network."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler

from gongkai.static_site.links import links_in
from gongkai.static_site.marks import READS_HEADER, RENDERING, UNTIL_HEADER, WHOLE_SITE

_log = logging.getLogger(__name__)


class NothingRendered(Exception):
    """The program cannot answer now, its database being away; all is to be tried again."""


@dataclass(frozen=True)
class Rendered:
    """What a path answers: whether it is kept as a file, and then with what it reads.

    `is_live` tells of a page that only the application can answer; it is not asked for again
    before everything is rendered anew; `has_failed` of one that the program could not make, of
    which an earlier file stays. `digest` is the SHA-256 of the body; `until` is in seconds since
    1970.
    """

    path: str
    is_kept: bool
    is_live: bool = False
    has_failed: bool = False
    body: bytes = field(default=b"", repr=False)
    digest: str = ""
    size: int = 0
    reads: frozenset[str] = frozenset()
    until: float | None = None
    links: tuple[str, ...] = ()


class Renderer:
    """Renders pages of one site; keep it, since loading the application takes a while."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._application: Callable[..., Any] = WSGIHandler()

    def render(self, path: str) -> Rendered:
        """Return what a path answers to somebody who sends nothing else.

        :raises NothingRendered: if the database is away
        """
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            told.update(status=int(status[:3]), headers=headers)

        answer = self._application(self._environ(path), start_response)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        if told["status"] == HTTPStatus.SERVICE_UNAVAILABLE:
            raise NothingRendered(f"{path}: 503")
        headers = {name.lower(): value for name, value in told["headers"]}
        links = list(links_in(path, body, self._base)) if told["status"] == HTTPStatus.OK else []
        reads = headers.get(READS_HEADER.lower())
        if reads is None or told["status"] != HTTPStatus.OK:
            return Rendered(
                path,
                is_kept=False,
                is_live=told["status"] == HTTPStatus.OK,
                has_failed=told["status"] >= HTTPStatus.INTERNAL_SERVER_ERROR,
                links=tuple(_led_on(headers.get("location"), self._base)),
            )
        if "set-cookie" in headers:
            # Everybody would be handed the same cookie.
            _log.error("%s sets a cookie and is not kept as a file", path)
            return Rendered(path, is_kept=False, is_live=True)
        moment = headers.get(UNTIL_HEADER.lower())
        return Rendered(
            path=path,
            is_kept=True,
            body=body,
            digest=sha256(body).hexdigest(),
            size=len(body),
            reads=frozenset(reads.split()) - {WHOLE_SITE},
            until=datetime.fromisoformat(moment).timestamp() if moment else None,
            links=tuple(links),
        )

    def _environ(self, path: str) -> dict[str, Any]:
        parts = urlsplit(self._base)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_NAME": parts.hostname,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": parts.netloc,
            "HTTP_X_FORWARDED_PROTO": parts.scheme,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            RENDERING: True,
        }


def _led_on(location: str | None, base: str) -> list[str]:
    return links_in("/.xml", f"<loc>{location}</loc>".encode(), base) if location else []
