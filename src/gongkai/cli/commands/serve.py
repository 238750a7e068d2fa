"""`gongkai serve`: the web server, the job worker, the publisher and the follower, together."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings

from gongkai.cli.arguments import whole_number
from gongkai.cli.commands.setup import set_up
from gongkai.cli.hourly import Hourly
from gongkai.cli.outcome import Refused

_FOR_KEPT_PAGES = 3
# Seconds before a process that ended is started again.
_REST = 5.0


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=whole_number, default=8000, help="端口，默认 8000")
    parser.add_argument("--host", default="127.0.0.1", help="地址，默认 127.0.0.1")
    parser.add_argument("--workers", type=whole_number, default=2, help="进程数，默认 2")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped and return 0."""
    insist_on_free_port(options.host, options.port)
    set_up()
    return serve(options.host, options.port, options.workers)


def insist_on_free_port(host: str, port: int) -> None:
    """Stop before any work if nobody could reach the server.

    :raises Refused: if the port is taken or none
    """
    if not 1 <= port <= 65535:
        raise Refused(f"端口“{port}”不存在，请填写1至65535之间的数。")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"{host} 的端口 {port} 无法使用，可能已被其他程序占用；请改用其他端口，"
                f"例如 make demo PORT={port + 1 if port < 65535 else 8001}。",
                1,
            ) from error


def serve(host: str, port: int, workers: int) -> int:
    """Serve until the web server ends or the user stops it; what else ends begins anew."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(_threads()),
        # It warns of threads that outnumber the cores: most of them wait (GONGKAI_WAITING).
        "--log-level", "error",
        "--static-path-route", "/static", "--static-path-mount", str(settings.STATIC_ROOT),
        "gongkai.config.wsgi:application",
    ]  # fmt: skip
    jobs = [sys.executable, "-m", "django", "db_worker", "--verbosity", "0"]
    due = [sys.executable, "-m", "gongkai.cli.main", "publish", "--watch"]
    follower = [sys.executable, "-m", "gongkai.cli.main", "follow", "--watch"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
        "GONGKAI_HOME": str(settings.HOME),
    }
    # A session of its own for each, so that everything it starts can be ended with it.
    running = [_Running(command, environment) for command in (web, jobs, due, follower)]
    hourly = Hourly(environment)
    signal.signal(signal.SIGTERM, _stop)
    try:
        for one in running:
            one.start()
        while (ended := running[0].ended()) is None:
            hourly.tick(time.monotonic())
            for one in running[1:]:
                one.tick(time.monotonic())
            time.sleep(0.5)
        return ended or 1
    except KeyboardInterrupt:
        return 0
    finally:
        _end(running, hourly)


class _Running:
    """A process of the service; with the database away the web server goes on without the rest."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._command, self._environment = command, environment
        self._process: subprocess.Popen[bytes] | None = None
        self._next = 0.0

    def start(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            self._command, env=self._environment, start_new_session=True
        )

    def ended(self) -> int | None:
        """Return the code it ended with, None while it works."""
        return self._process.poll() if self._process else None

    def tick(self, now: float) -> None:
        """Start it again some seconds after it ended.

        :param now: seconds on a clock that is never set back
        """
        code = self.ended()
        if code is None:
            self._next = 0.0
        elif not self._next:
            name = " ".join(self._command[2:])
            print(f"{name} 意外结束（{code}），{_REST}秒后重新启动。", file=sys.stderr, flush=True)
            self._next = now + _REST
        elif now >= self._next:
            self._next = 0.0
            self.start()

    def terminate(self) -> None:
        """Ask it to end."""
        if self._process is not None:
            self._process.terminate()

    def end(self) -> None:
        """Wait for it to end, and end what it left."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=10)
        # A web server stopped while it starts leaves its workers, which keep the port.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _threads() -> int:
    """Return how many threads a process of the web server has: some are never the program's."""
    bound: int = settings.GONGKAI_AT_WORK + settings.GONGKAI_WAITING
    return bound + _FOR_KEPT_PAGES


def _end(running: list[_Running], hourly: Hourly) -> None:
    """End processes and all that they started; nobody's impatience leaves any behind."""
    for impatience in (signal.SIGINT, signal.SIGTERM):
        signal.signal(impatience, signal.SIG_IGN)
    hourly.end()
    for one in running:
        one.terminate()
    for one in running:
        one.end()


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
