"""Commands on an installation of their own: made, repeated, unusable, out of space."""

import re
import socket
import subprocess
import sys
import time

import pytest

from config.settings_probe import clean_environment

COMMAND = [sys.executable, "-m", "gongkai.cli.main"]


def gongkai(home, *arguments, **environment):
    """Run the command in a process of its own, on an installation of its own."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=clean_environment(home, **environment),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


UNUSABLE = {
    "not set up": ({}, ["audit", "verify"], 1, "请先运行 gongkai setup"),
    "unknown kind of database": (
        {"DATABASE_URL": "mysql://u:geheim@h/n"},
        ["doctor"],
        2,
        "DATABASE_URL 只能指向",
    ),
    "unreadable address": ({"DATABASE_URL": "nonsense"}, ["doctor"], 2, "DATABASE_URL 无法识别"),
    "server that is not there": (
        {"DATABASE_URL": "postgresql://u:geheim@127.0.0.1:1/n"},
        ["doctor"],
        1,
        "无法连接数据库",
    ),
    "unknown cipher": ({"GONGKAI_FIELD_CIPHER": "des"}, ["doctor"], 2, "可选：aes、sm4"),
    "home that is a file": ({"GONGKAI_HOME": __file__}, ["doctor"], 2, "或改设 GONGKAI_HOME"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "arguments", "code", "told"), UNUSABLE.values(), ids=UNUSABLE
)
def test_unusable_installation_is_told_in_one_line(tmp_path, environment, arguments, code, told):
    done = gongkai(tmp_path, *arguments, **environment)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert told in done.stderr
    assert "geheim" not in done.stderr


def test_doctor_on_an_empty_home_names_the_remedy(tmp_path):
    done = gongkai(tmp_path / "new", "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "× 数据库尚未建立或未升级，请运行 gongkai setup。\n"


@pytest.fixture(scope="module")
def home(set_up, tmp_path_factory):
    """Return an installation that was set up and holds nothing yet."""
    return set_up.copied_to(tmp_path_factory.mktemp("home"))


def test_setup_makes_everything_from_nothing(set_up):
    assert (set_up.code, set_up.stdout) == (0, f"系统已就绪：{set_up.home}\n"), set_up.stderr
    assert re.search(r"^数据库已升级（\d{3,}步，\d+秒）$", set_up.stderr, re.MULTILINE)
    assert (set_up.home / "keys.toml").stat().st_mode & 0o077 == 0
    assert (set_up.home / "static" / "staticfiles.json").is_file()


def test_setup_is_repeatable(home):
    keys = (home / "keys.toml").read_bytes()
    again = gongkai(home, "setup")
    assert (again.returncode, again.stdout) == (0, f"系统已就绪：{home}\n")
    assert "数据库已升级" not in again.stderr
    assert (home / "keys.toml").read_bytes() == keys


def test_doctor_on_an_empty_installation_asks_for_an_organ(home):
    done = gongkai(home, "doctor")
    assert done.returncode == 1
    assert "尚未登记任何机关，请运行 gongkai agency add。" in done.stdout


def test_full_disk_is_told_in_one_line(home):
    add = ["agency", "add", "--code", "gjj", "--name", "甲", "--short-name", "甲"]
    full = subprocess.run(
        # No file may grow, as on a full disk.
        ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *COMMAND, *add],
        env=clean_environment(home, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (full.returncode, full.stdout) == (1, "")
    assert full.stderr.count("\n") == 1
    assert "请检查" in full.stderr


@pytest.fixture
def port():
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _serving(home, port):
    return subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        env=clean_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_server_stopped_while_it_starts_leaves_nothing_behind(home, port):
    server = _serving(home, port)
    waited = 0
    # The port opens before the workers can answer.
    while not _answers(port) and waited < 600:
        assert server.poll() is None
        time.sleep(0.1)
        waited += 1
    server.terminate()
    assert server.wait(timeout=60) == 0
    assert not _answers(port)


def test_port_that_is_taken_is_refused_before_anything_starts(home, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        done = gongkai(home, "serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"端口 {port} 无法使用" in done.stderr
