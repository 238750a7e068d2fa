"""`gongkai follow`: the public pages kept as files, and the search index, after each change."""

import argparse
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from sqlite3 import Error as RecordError

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from gongkai.cli.records import insist_on_current_database
from gongkai.search.following import follow_once, stop_following
from gongkai.search.generations import IndexMissing
from gongkai.static_site.keeping import Keeper
from gongkai.static_site.rendering import NothingRendered

_EVERY = 0.5
"""Seconds between two looks."""
# A build that fails is not tried again at once: what makes it fail will still be there.
_LOOKS_BEFORE_NEXT_BUILD = 120
_log = logging.getLogger(__name__)


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--watch", action="store_true", help="持续运行，随时跟进")


def run(options: argparse.Namespace) -> int:
    """Take over what changed, once or until stopped; a second run changes nothing."""
    insist_on_current_database()
    if options.watch:
        return _watch()
    at = timezone.now()
    followed = Keeper().follow_all(at)
    indexed = follow_once(at)
    stop_following()
    written = sum(len(done.renewal.written) for _, done in followed)
    removed = sum(len(done.renewal.removed) for _, done in followed)
    print(f"已生成{written}个网页，移除{removed}个；检索索引跟进{indexed}处变更。")
    behind = [site.code for site, done in followed if done.needs_build]
    if behind:
        print(f"须全部重新生成：{'、'.join(behind)}，请运行 gongkai site build --all。")
    return 0


def _watch() -> int:
    stopped = threading.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: stopped.set())
    keeper, builder = Keeper(), Builder()
    needed = False

    def files(at: datetime) -> None:
        nonlocal needed
        needed = any([done.needs_build for _, done in keeper.follow_all(at)])

    try:
        while not stopped.is_set():
            close_old_connections()
            for work in (files, follow_once):
                _try(work)
            builder.look(is_needed=needed)
            stopped.wait(_EVERY)
    finally:
        stop_following()
        builder.end()
    return 0


def _try(work: Callable[[datetime], object]) -> None:
    try:
        work(timezone.now())
    except (DatabaseError, RecordError, NothingRendered, IndexMissing, OSError):
        # Database or disk may be away for a while: what changed waits for them.
        _log.exception("Following the outbox failed; it is tried again.")


class Builder:
    """Has everything made anew in a process of its own, while changes are followed as before."""

    def __init__(self) -> None:
        self._working: subprocess.Popen[bytes] | None = None
        self._rests = 0

    def look(self, *, is_needed: bool) -> None:
        """Start the build where it is needed and none is at work."""
        if self._working is not None:
            code = self._working.poll()
            if code is None:
                return
            self._working = None
            self._rests = _LOOKS_BEFORE_NEXT_BUILD if code else 0
        self._rests = max(0, self._rests - 1)
        if is_needed and not self._rests:
            command = [
                sys.executable,
                "-m",
                "gongkai.cli.main",
                "site",
                "build",
                "--all",
                "--quiet",
            ]
            self._working = subprocess.Popen([*command, "--stale"], start_new_session=True)

    def end(self) -> None:
        """Break the build off; it goes on where it was the next time."""
        if self._working is None:
            return
        self._working.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._working.wait(timeout=10)
        self._working.kill()
        self._working.wait()
