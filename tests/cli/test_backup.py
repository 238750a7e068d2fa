"""A backup holds everything as of one moment, and only a whole one is restored."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile

import pytest


def gongkai(home, *arguments):
    """Run the command against an installation of its own."""
    environment = {
        **os.environ,
        "GONGKAI_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home}/gongkai.sqlite3",
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
    }
    command = [sys.executable, "-m", "gongkai.cli.main", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def home(set_up, tmp_path_factory):
    """Return an installation with one organ and one file."""
    home = set_up.copied_to(tmp_path_factory.mktemp("home"))
    added = gongkai(home, "agency", "add", "--code", "a", "--name", "甲中心", "--short-name", "甲")
    assert added.returncode == 0
    (home / "files" / "annual-reports").mkdir(parents=True)
    (home / "files" / "annual-reports" / "report.json").write_text("{}")
    return home


@pytest.fixture(scope="module")
def made(home, tmp_path_factory):
    """Return the backup that every test gets a copy of."""
    path = tmp_path_factory.mktemp("made") / "backup.tar.gz"
    done = gongkai(home, "backup", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def backup(made, tmp_path):
    """Return a backup of the installation, to be altered as one likes."""
    return shutil.copy2(made, tmp_path / "backup.tar.gz")


def organs(home):
    with sqlite3.connect(home / "gongkai.sqlite3") as database:
        return [name for (name,) in database.execute("SELECT name FROM agencies_agency")]


def test_a_backup_brings_records_and_files_back(backup, tmp_path):
    new_home = tmp_path / "new"
    done = gongkai(new_home, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert organs(new_home) == ["甲中心"]
    assert (new_home / "files" / "annual-reports" / "report.json").read_text() == "{}"


def test_keys_leave_only_when_asked_for(home, backup, tmp_path):
    with tarfile.open(backup) as archive:
        assert "keys.toml" not in archive.getnames()
    path = tmp_path / "with-keys.tar.gz"
    gongkai(home, "backup", str(path), "--with-keys")
    new_home = tmp_path / "new"
    assert gongkai(new_home, "restore", str(path)).returncode == 0
    assert (new_home / "keys.toml").read_text() == (home / "keys.toml").read_text()
    assert (new_home / "keys.toml").stat().st_mode & 0o077 == 0


def test_data_that_is_here_is_not_replaced_unasked(home, backup):
    done = gongkai(home, "restore", str(backup))
    assert done.returncode == 1
    assert "--replace" in done.stderr
    assert organs(home) == ["甲中心"]


def altered(backup, tmp_path, change):
    """Return a copy of an archive whose members went through `change`."""
    folder = tmp_path / "unpacked"
    with tarfile.open(backup) as archive:
        archive.extractall(folder, filter="data")
    change(folder)
    path = tmp_path / "altered.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for member in sorted(folder.rglob("*")):
            archive.add(member, member.relative_to(folder).as_posix(), recursive=False)
    return path


CHANGES = {
    "a file altered": lambda f: (f / "files/annual-reports/report.json").write_text("[]"),
    "a file removed": lambda f: (f / "files/annual-reports/report.json").unlink(),
    "a file added": lambda f: (f / "files/more.txt").write_text("x"),
    "the list removed": lambda f: (f / "manifest.json").unlink(),
    "the list altered": lambda f: (f / "manifest.json").write_text("{}"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_altered_backup_is_refused_whole(backup, tmp_path, change):
    new_home = tmp_path / "new"
    done = gongkai(new_home, "restore", str(altered(backup, tmp_path, change)))
    assert done.returncode in (1, 2)
    assert done.stderr.count("\n") == 1
    assert not (new_home / "files").exists()


@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "x.tar.gz"
    path.write_bytes(content)
    done = gongkai(tmp_path / "new", "restore", str(path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_backup_that_cannot_be_written_leaves_nothing(home, tmp_path):
    done = gongkai(home, "backup", str(tmp_path / "missing" / "x.tar.gz"))
    assert done.returncode == 1
    assert "无法写入备份文件" in done.stderr
    assert list(tmp_path.iterdir()) == []
