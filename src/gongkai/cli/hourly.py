"""What a running service does each hour, without cron: commands of its own, one after the other."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

HOURLY: Sequence[Sequence[str]] = (
    ("remind", "--quiet"),
    ("deliver", "--quiet"),
    # The longest comes last, once a month.
    ("inspect", "--monthly", "--quiet"),
)
"""Commands that lose nothing when they are late, broken off, or run twice."""

_HOUR = 3600


class Hourly:
    """Starts the commands at once and then each hour, never while the last are still at work."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._next = 0.0
        self._waiting: list[Sequence[str]] = []
        self._working: subprocess.Popen[bytes] | None = None

    def tick(self, now: float) -> None:
        """Start what is due; a command that fails says so on stderr and is tried next hour.

        :param now: seconds on a clock that is never set back
        """
        if now >= self._next:
            self._next = now + _HOUR
            self._waiting = list(HOURLY)
        if self._working is not None and self._working.poll() is None:
            return
        self._working = None
        if self._waiting:
            command = [sys.executable, "-m", "gongkai.cli.main", *self._waiting.pop(0)]
            self._working = subprocess.Popen(command, env=self._environment, start_new_session=True)

    def end(self) -> None:
        """Break off what is at work."""
        if self._working is None:
            return
        self._working.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._working.wait(timeout=10)
        self._working.kill()
        self._working.wait()
