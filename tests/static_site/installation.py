"""A real installation of the tests' own, its pages kept as files, and servers before it."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from config.settings_probe import clean_environment

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "gongkai.cli.main"]
HOSTS = {"GONGKAI_HOSTS": "gk.example.gov.cn,localhost"}


def environment(home, **more):
    """Return what steers the installation."""
    return clean_environment(
        home, DJANGO_SETTINGS_MODULE="gongkai.config.settings.base",
        PYTHONPATH=os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))), **{**HOSTS, **more},
    )  # fmt: skip


def gongkai(home, *arguments, **more):
    """Run the command; it must succeed."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=environment(home, **more), capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def publish_some(home, number, **more):
    """Publish items in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "static_site.some_items", str(number)],
        env=environment(home, **more), check=True, timeout=600,
    )  # fmt: skip


def fill(home, number=3, **more):
    """Publish items on an installation that is set up, and keep its pages as files."""
    publish_some(home, number, **more)
    gongkai(home, "site", "build", "--all", "--quiet", "--processes", "1", **more)
    assert (home / "site" / ".hosts" / "gk.example.gov.cn").is_symlink()


def free_port():
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def granian(home, **more):
    """Serve the installation by the web server alone; yields its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", "1", "--blocking-threads", "12", "--log-level", "warning",
        "gongkai.config.wsgi:application",
    ]  # fmt: skip
    with _running(command, port, environment(home, **more)):
        yield port


@contextmanager
def nginx(home, program):
    """Serve the installation by nginx with the configuration of the guide; yields its port.

    :param program: the port on which the program answers, or would
    """
    port = free_port()
    folder = Path(home) / "nginx"
    folder.mkdir(exist_ok=True)
    texts = {}
    for name in ("gongkai-http.conf", "gongkai-site.conf"):
        text = (ROOT / "docs" / "nginx" / name).read_text(encoding="utf-8")
        texts[name] = text.replace("/srv/gongkai/var", str(home)).replace(
            "127.0.0.1:8000", f"127.0.0.1:{program}"
        )
        (folder / name).write_text(texts[name], encoding="utf-8")
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"""
        daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
        {"user root;" if os.getuid() == 0 else ""}
        events {{ worker_connections 512; }}
        http {{
            access_log off; {temporary}
            include {folder}/gongkai-http.conf;
            server {{
                listen 127.0.0.1:{port};
                server_name gk.example.gov.cn;
                include {folder}/gongkai-site.conf;
            }}
        }}
        """,
        encoding="utf-8",
    )
    program_file = shutil.which("nginx") or "/usr/sbin/nginx"
    with _running([program_file, "-c", f"{folder}/nginx.conf", "-p", str(folder)], port, None):
        yield port


@contextmanager
def _running(command, port, environment):
    process = subprocess.Popen(command, env=environment)
    try:
        waited = 0
        while True:
            assert process.poll() is None
            try:
                asked(port, "/robots.txt")
                break
            except OSError:
                waited += 1
                assert waited < 1200
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def asked(port, path, method="GET", body=None, **headers):
    """Return status, headers by lower-case name and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    given = {"Host": "gk.example.gov.cn", **{n.replace("_", "-"): v for n, v in headers.items()}}
    try:
        connection.request(method, path, body=body, headers=given)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read()
    finally:
        connection.close()


def addresses(home):
    """Return the address of every kept page of the installation's only site."""
    folder = home / "site" / ".hosts" / "gk.example.gov.cn" / ""
    names = [
        path.relative_to(folder).as_posix()
        for path in Path(f"{folder}/").rglob("*")
        if path.is_file() and path.suffix != ".gz"
    ]
    return sorted("/" + name.removesuffix("index.html") for name in names)
