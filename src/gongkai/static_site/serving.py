"""What stands before the application: kept pages are answered here, the rest is let through.

It touches no database. With the application at its limit or its database away, every kept page
still answers, and what cannot be answered says when to come again.
"""

from collections.abc import Callable, Iterable
from typing import Any

from gongkai.static_site.answering import Answer, Files
from gongkai.static_site.gate import Gate
from gongkai.static_site.marks import VIEW_COOKIE

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_READING = ("GET", "HEAD")
# Told to whoever finds all places taken, in seconds.
RETRY_AFTER = 10
_UNAVAILABLE = "/cuowu/503/"
_COME_AGAIN = [("Cache-Control", "no-store"), ("Retry-After", str(RETRY_AFTER))]
_PLAIN = (
    '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>服务繁忙</title>'
    "<h1>服务繁忙</h1><p>请稍后再试。</p></html>\n"
).encode()
_BARE = Answer(
    "503 Service Unavailable",
    [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(_PLAIN))),
        *_COME_AGAIN,
    ],
    [_PLAIN],
)
# What watches the service has to get through when nobody else does, and says itself what is wrong.
_WATCHING = ("/healthz", "/readyz")


class Front:
    """Answers what is kept as a file; passes on the rest, and no more of it than can be borne."""

    def __init__(self, application: Application, files: Files, gate: Gate) -> None:
        self._application, self._files, self._gate = application, files, gate

    def __call__(
        self, asked: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        reads = asked["REQUEST_METHOD"] in _READING
        if reads and not asked.get("QUERY_STRING") and not _has_chosen(asked):
            answer = self._kept(asked)
            if answer is not None:
                return _sent(asked, start_response, answer)
        if asked.get("PATH_INFO") in _WATCHING:
            return self._application(asked, start_response)
        if not self._gate.enter():
            return self._turned_away(asked, start_response)
        try:
            return self._passed_on(asked, start_response, reads=reads)
        finally:
            self._gate.leave()

    def _passed_on(
        self, asked: dict[str, Any], start_response: Callable[..., Any], *, reads: bool
    ) -> Iterable[bytes]:
        """Let the application answer; where it fails, a page that is kept is answered instead."""
        begun: list[tuple[Any, ...]] = []

        def hold(*told: Any) -> None:
            begun[:] = [told]

        answer = self._application(asked, hold)
        status = int(begun[0][0][:3])
        if status in (500, 503):
            kept = self._kept(asked) if reads else None
            if kept is None and status == 503:
                # Before anything is kept, what the application says itself is all there is.
                kept = self._kept_error_page(asked)
            if kept is not None:
                if hasattr(answer, "close"):
                    answer.close()
                return _sent(asked, start_response, kept)
        start_response(*begun[0])
        return answer

    def _turned_away(
        self, asked: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if asked["REQUEST_METHOD"] in _READING:
            kept = self._kept(asked)
            if kept is not None:
                return _sent(asked, start_response, kept)
        return _sent(asked, start_response, self._kept_error_page(asked) or _BARE)

    def _kept(self, asked: dict[str, Any]) -> Answer | None:
        return self._files.answer(asked.get("HTTP_HOST", ""), _path(asked), asked)

    def _kept_error_page(self, asked: dict[str, Any]) -> Answer | None:
        """Return the page that says when to come again, None before it is kept."""
        host = asked.get("HTTP_HOST", "")
        page = self._files.answer(host, _UNAVAILABLE, asked, status=503)
        if page is None:
            return None
        changed = ("Cache-Control", "Last-Modified", "ETag")
        kept = [(name, value) for name, value in page.headers if name not in changed]
        return Answer(page.status, [*kept, *_COME_AGAIN], page.body)


def _path(asked: dict[str, Any]) -> str:
    """Return the path of a request; what is no text leads to no file."""
    raw: str = asked.get("PATH_INFO", "")
    if raw.isascii():
        return raw
    try:
        return raw.encode("latin-1").decode()
    except UnicodeError:
        return ""


def _has_chosen(asked: dict[str, Any]) -> bool:
    cookies: str = asked.get("HTTP_COOKIE", "")
    return VIEW_COOKIE in cookies and any(
        each.strip().partition("=")[0] == VIEW_COOKIE for each in cookies.split(";")
    )


def _sent(
    asked: dict[str, Any], start_response: Callable[..., Any], answer: Answer
) -> Iterable[bytes]:
    start_response(answer.status, answer.headers)
    return [] if asked["REQUEST_METHOD"] == "HEAD" else answer.body
