"""Answering from the kept files as a web server would: validators, packing, ranges, no database."""

import os
import re
import stat
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock

from gongkai.static_site.addresses import file_of, is_page, keeping, manner, media_type
from gongkai.static_site.places import ANY_HOST, HOSTS

Headers = list[tuple[str, str]]

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_REFUSED = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
# What is held in memory: pages, of which the files are only looked at for being the same still.
_LARGEST_HELD = 256 * 1024
_MOST_HELD = 64 * 1024 * 1024
_PIECE = 64 * 1024
_MOST_PLACES = 50_000
_OF_BODIES = ("Content-Length", "Content-Type", "Content-Encoding", "Content-Disposition")
_SANDBOX = "default-src 'none'; sandbox"


@dataclass(frozen=True)
class Answer:
    """An answer as WSGI wants it."""

    status: str
    headers: Headers
    body: Iterable[bytes] = ()


@dataclass(frozen=True)
class _Held:
    mark: tuple[int, int, int]
    modified: int
    etag: str
    headers: Headers
    place: str
    # None of what is too large to be held: it is read piece by piece.
    body: bytes | None

    def whole(self, status: str = "200 OK") -> Answer:
        if self.body is not None:
            return Answer(status, self.headers, [self.body])
        return Answer(status, self.headers, _pieces(self.place, 0, self.mark[2]))


class Files:
    """The kept files of every site.

    :param folder: of all sites
    :param secure: headers that stand on every answer
    :param page: headers that stand on pages besides
    :param allows: tells of a host that has no site of its own whether it is answered
    """

    def __init__(
        self,
        folder: Path,
        secure: Headers,
        page: Headers,
        allows: Callable[[str], bool] = lambda host: True,
    ) -> None:
        self._allows = allows
        self._folder = f"{folder}/{HOSTS}/"
        self._secure, self._page = secure, page
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._places: dict[tuple[str, str, bool], tuple[str, bool]] = {}
        self._size = 0
        self._lock = Lock()

    def answer(
        self, host: str, path: str, asked: Mapping[str, str], status: int = 200
    ) -> Answer | None:
        """Return the answer to a request for a file; None where none is kept.

        :param host: with or without a port
        :param path: decoded
        :param asked: the request's environment
        :param status: what the page is answered with
        """
        accepted = asked.get("HTTP_ACCEPT_ENCODING", "")
        unpacks = "gzip" in accepted and not _REFUSED.search(accepted)
        known = self._places.get((host, path, unpacks))
        held = self._read(known[0], path, packed=known[1]) if known else None
        held = held or self._found(host, path, unpacks=unpacks)
        if held is None:
            return None
        if status != HTTPStatus.OK:
            return held.whole(f"{status} {HTTPStatus(status).phrase}")
        if _is_unchanged(held, asked):
            return Answer("304 Not Modified", _without(held.headers, *_OF_BODIES))
        if "HTTP_RANGE" in asked and not is_page(path):
            return _part(held, asked)
        return held.whole()

    def _found(self, host: str, path: str, *, unpacks: bool) -> _Held | None:
        """Look for the file of a path, and remember where it was."""
        name = file_of(path)
        site = self._site(host)
        if name is None or site is None:
            return None
        plain = f"{self._folder}{site}/{name}"
        places = [(f"{plain}.gz", True)] if unpacks and is_page(path) else []
        for place, packed in (*places, (plain, False)):
            held = self._read(place, path, packed=packed)
            if held is not None:
                # A host may get a site of its own any time.
                if site != ANY_HOST:
                    if len(self._places) >= _MOST_PLACES:
                        self._places.clear()
                    self._places[host, path, unpacks] = (place, packed)
                return held
        return None

    def _site(self, host: str) -> str | None:
        """Return the name of the folder of a host, which may be that of all other hosts."""
        name = host.lower()
        if ":" in name:
            name = name.rpartition(":")[0]
        if not _HOST.fullmatch(name) or ".." in name:
            return None
        if os.path.islink(self._folder + name):
            return name
        return ANY_HOST if self._allows(name) else None

    def _read(self, place: str, path: str, *, packed: bool) -> _Held | None:
        try:
            found = os.stat(place)
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        mark = (found.st_ino, found.st_mtime_ns, found.st_size)
        held = self._held.get(place)
        if held is not None and held.mark == mark:
            return held
        try:
            with open(place, "rb") as file:
                # Of the file that is open now, which may have come in place of the one looked at.
                found = os.fstat(file.fileno())
                body = file.read() if found.st_size <= _LARGEST_HELD else None
        except OSError:
            return None
        mark = (found.st_ino, found.st_mtime_ns, found.st_size)
        held = self._made(path, place, mark, body, packed=packed)
        if body is not None:
            self._hold(place, held)
        return held

    def _made(
        self, path: str, place: str, mark: tuple[int, int, int], body: bytes | None, *, packed: bool
    ) -> _Held:
        modified, size = mark[1] // 10**9, mark[2]
        etag = f'"{modified:x}-{size:x}"'
        headers = [
            ("Content-Type", media_type(path)),
            ("Content-Length", str(size)),
            ("Last-Modified", formatdate(modified, usegmt=True)),
            ("ETag", etag),
            ("Cache-Control", keeping(path)),
            *self._secure,
        ]
        if is_page(path):
            headers += self._page
            if packed or os.path.exists(f"{place}.gz"):
                headers.append(("Vary", "Accept-Encoding"))
        else:
            headers += [
                ("Content-Disposition", manner(path)),
                ("Content-Security-Policy", _SANDBOX),
                ("Accept-Ranges", "bytes"),
            ]
        if packed:
            headers.append(("Content-Encoding", "gzip"))
        return _Held(mark, modified, etag, headers, place, body)

    def _hold(self, place: str, held: _Held) -> None:
        with self._lock:
            before = self._held.pop(place, None)
            self._size += held.mark[2] - (before.mark[2] if before else 0)
            self._held[place] = held
            while self._size > _MOST_HELD:
                self._size -= self._held.popitem(last=False)[1].mark[2]


def _is_unchanged(held: _Held, asked: Mapping[str, str]) -> bool:
    known = asked.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        tags = (each.strip().removeprefix("W/") for each in known.split(","))
        return known.strip() == "*" or held.etag in tags
    since = asked.get("HTTP_IF_MODIFIED_SINCE")
    if since is None:
        return False
    try:
        return held.modified <= parsedate_to_datetime(since).timestamp()
    except (ValueError, TypeError, OverflowError):
        return False


def _part(held: _Held, asked: Mapping[str, str]) -> Answer:
    """Return one part of a film or another file; all of it where the wish makes no sense."""
    found = _RANGE.fullmatch(asked["HTTP_RANGE"].strip())
    if found is None or asked.get("HTTP_IF_RANGE", held.etag) != held.etag:
        return held.whole()
    size = held.mark[2]
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    elif last:
        start, end = max(size - int(last), 0), size - 1
    else:
        return held.whole()
    headers = _without(held.headers, "Content-Length")
    if start >= size or start > end:
        told = [("Content-Length", "0"), ("Content-Range", f"bytes */{size}")]
        return Answer("416 Range Not Satisfiable", [*headers, *told])
    length = end + 1 - start
    told = [("Content-Length", str(length)), ("Content-Range", f"bytes {start}-{end}/{size}")]
    body = held.body
    pieces = _pieces(held.place, start, length) if body is None else [body[start : end + 1]]
    return Answer("206 Partial Content", [*headers, *told], pieces)


def _pieces(place: str, start: int, length: int) -> Iterator[bytes]:
    with open(place, "rb") as file:
        file.seek(start)
        while length > 0:
            piece = file.read(min(length, _PIECE))
            if not piece:
                return
            length -= len(piece)
            yield piece


def _without(headers: Headers, *names: str) -> Headers:
    return [(name, value) for name, value in headers if name not in names]
