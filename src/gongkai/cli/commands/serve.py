"""`gongkai serve`: the web server, the worker for background jobs and the publisher, together."""

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
    """Run web server, job worker and publisher until one ends or the user stops them."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "1",
        "--log-level", "warning",
        "--static-path-route", "/static", "--static-path-mount", str(settings.STATIC_ROOT),
        "gongkai.config.wsgi:application",
    ]  # fmt: skip
    jobs = [sys.executable, "-m", "django", "db_worker", "--verbosity", "0"]
    due = [sys.executable, "-m", "gongkai.cli.main", "publish", "--watch"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
        "GONGKAI_HOME": str(settings.HOME),
    }
    running: list[subprocess.Popen[bytes]] = []
    hourly = Hourly(environment)
    signal.signal(signal.SIGTERM, _stop)
    try:
        for command in (web, jobs, due):
            # A session of its own, so that everything it starts can be ended with it.
            running.append(subprocess.Popen(command, env=environment, start_new_session=True))
        while all(process.poll() is None for process in running):
            hourly.tick(time.monotonic())
            time.sleep(0.5)
        ended = next(process for process in running if process.poll() is not None)
        return ended.returncode or 1
    except KeyboardInterrupt:
        return 0
    finally:
        _end(running, hourly)


def _end(running: list[subprocess.Popen[bytes]], hourly: Hourly) -> None:
    """End processes and all that they started; nobody's impatience leaves any behind."""
    for impatience in (signal.SIGINT, signal.SIGTERM):
        signal.signal(impatience, signal.SIG_IGN)
    hourly.end()
    for process in running:
        process.terminate()
    for process in running:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        # A web server stopped while it starts leaves its workers, which keep the port.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
