"""Web servers started for a measurement: nginx as the guide has it, Granian as serve runs it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
# As gongkai serve has them.
WORKERS, THREADS = 2, 12


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def granian(
    application: str, environment: Mapping[str, str], *more: str, threads: int = THREADS
) -> Iterator[int]:
    """Run an application; yields its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(threads),
        "--log-level", "critical", *more, application,
    ]  # fmt: skip
    with _running(command, port, {**os.environ, **environment}):
        yield port


@contextmanager
def nginx(home: Path, program: int, bare: Path, made: Path) -> Iterator[tuple[int, int]]:
    """Run nginx before a program, and beside it a bare folder; yields both ports."""
    port, plain = free_port(), free_port()
    made.mkdir(exist_ok=True)
    for name in ("gongkai-http.conf", "gongkai-site.conf"):
        text = (ROOT / "docs" / "nginx" / name).read_text(encoding="utf-8")
        text = text.replace("/srv/gongkai/var", str(home))
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{program}")
        (made / name).write_text(text, encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {made}/{kind};" for kind in kinds)
    user = "user root;" if os.getuid() == 0 else ""
    (made / "nginx.conf").write_text(
        f"""daemon off; pid {made}/pid; error_log {made}/error.log crit; worker_processes 1; {user}
        events {{ worker_connections 1024; }}
        http {{
            access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; {temporary}
            include {made}/gongkai-http.conf;
            server {{ listen 127.0.0.1:{port}; server_name localhost;
                      include {made}/gongkai-site.conf; }}
            server {{ listen 127.0.0.1:{plain}; server_name localhost; root {bare};
                      default_type text/html; }}
        }}
        """,
        encoding="utf-8",
    )
    with _running([NGINX, "-c", f"{made}/nginx.conf", "-p", str(made)], port, None):
        yield port, plain


@contextmanager
def _running(
    command: Sequence[str], port: int, environment: Mapping[str, str] | None
) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)
