"""Real processes: a build that is killed, and a publication that the follower shows."""

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

from static_site.installation import COMMAND, addresses, environment, gongkai, publish_some


def contents(home):
    folder = (home / "site" / ".hosts" / "gk.example.gov.cn").resolve()
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def wait_until(is_so, process=None):
    waited = 0
    while not is_so():
        assert process is None or process.poll() is None
        assert waited < 3000
        waited += 1
        time.sleep(0.05)


def pages_noted(record):
    if not record.exists():
        return 0
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as rows:
        try:
            return rows.execute("SELECT count(*) FROM page WHERE state = 1").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def test_killed_in_the_middle_it_goes_on_and_serves_the_old_files_meanwhile(installed):
    before = contents(installed)
    site = next(path for path in (installed / "site").iterdir() if path.name != ".hosts")
    served = int(os.readlink(site / "current"))
    process = subprocess.Popen(
        [*COMMAND, "site", "build", "--all", "--quiet", "--processes", "2"],
        env=environment(installed), start_new_session=True,
    )  # fmt: skip
    wait_until(lambda: pages_noted(site / f"{served + 1:04}.sqlite3") > 5, process)
    process.kill()
    process.wait()
    assert os.readlink(site / "current") == f"{served:04}" and contents(installed) == before
    # What it began ends with it.
    wait_until(lambda: not _left(process.pid))
    told = gongkai(installed, "site", "build", "--all", "--processes", "1")
    assert "上次中断前生成的" in told
    assert os.readlink(site / "current") == f"{served + 1:04}"
    assert contents(installed) == before


def _left(session):
    """Return the processes of a session that are still there."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                told = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(told[3]) == session and told[0] != "Z":
                found.append(folder.name)
    return found


def test_what_is_published_elsewhere_is_shown_by_the_follower(installed):
    before = set(addresses(installed))
    follower = subprocess.Popen(
        [*COMMAND, "follow", "--watch"], env=environment(installed), start_new_session=True
    )
    try:
        publish_some(installed, 1)
        wait_until(lambda: set(addresses(installed)) - before, follower)
    finally:
        follower.send_signal(signal.SIGTERM)
        assert follower.wait(timeout=60) == 0
    assert "最新" in gongkai(installed, "site", "status")
