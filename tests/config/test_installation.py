"""Where data and secrets stand, and what the environment may say about it."""

import stat
import subprocess
import sys

import dj_database_url
import pytest
from django.core.exceptions import ImproperlyConfigured

from gongkai.config.installation import choice, database, home, keys, listed, sqlite_address


@pytest.fixture(autouse=True)
def no_keys_in_the_environment(monkeypatch):
    for name in ("GONGKAI_SECRET_KEY", "GONGKAI_FIELD_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_home_is_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "here"))
    assert home() == tmp_path / "here"


def test_home_is_else_in_the_working_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("GONGKAI_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert home() == tmp_path / "var"


def test_keys_are_made_once_and_for_their_owner_only(tmp_path):
    folder = tmp_path / "new" / "folder"
    first = keys(folder)
    assert set(first) == {"secret_key", "field_key"}
    assert first["secret_key"] != first["field_key"]
    assert all(len(value) >= 50 for value in first.values())
    assert stat.S_IMODE((folder / "keys.toml").stat().st_mode) == 0o600
    assert keys(folder) == first
    assert [path.name for path in folder.iterdir()] == ["keys.toml"]


def test_two_folders_have_different_keys(tmp_path):
    one, two = keys(tmp_path / "one"), keys(tmp_path / "two")
    assert not set(one.values()) & set(two.values())


def test_processes_that_race_agree(tmp_path):
    code = (
        "import pathlib; from gongkai.config.installation import keys\n"
        f"print(keys(pathlib.Path({str(tmp_path / 'home')!r})))"
    )
    racing = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    answers = {process.communicate(timeout=60)[0] for process in racing}
    assert [process.returncode for process in racing] == [0] * 6
    assert answers == {f"{keys(tmp_path / 'home')}\n"}


def test_environment_wins_over_the_file(tmp_path, monkeypatch):
    made = keys(tmp_path)
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "shared by the nodes")
    assert keys(tmp_path) == {**made, "secret_key": "shared by the nodes"}


def test_keys_from_the_environment_need_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "a")
    monkeypatch.setenv("GONGKAI_FIELD_KEY", "b")
    assert keys(tmp_path / "home") == {"secret_key": "a", "field_key": "b"}
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", 'secret_key = "a"\n', 'secret_key = "a"\nfield_key = ""\n', "\x00\x01"],
)
def test_damaged_key_file_is_never_replaced(tmp_path, text):
    path = tmp_path / "keys.toml"
    path.write_text(text)
    with pytest.raises(ImproperlyConfigured, match="field_key，请从备份恢复该文件"):
        keys(tmp_path)
    assert path.read_text() == text


CHOICES = [(None, "aes"), ("", "aes"), ("aes", "aes"), ("sm4", "sm4")]


@pytest.mark.parametrize(("given", "chosen"), CHOICES)
def test_choice(monkeypatch, given, chosen):
    monkeypatch.delenv("GONGKAI_FIELD_CIPHER", raising=False)
    if given is not None:
        monkeypatch.setenv("GONGKAI_FIELD_CIPHER", given)
    assert choice("GONGKAI_FIELD_CIPHER", "aes", "sm4") == chosen


def test_unknown_choice_names_variable_and_values(monkeypatch):
    monkeypatch.setenv("GONGKAI_FIELD_CIPHER", "des")
    with pytest.raises(
        ImproperlyConfigured, match="GONGKAI_FIELD_CIPHER 的值“des”无效，可选：aes、"
    ):
        choice("GONGKAI_FIELD_CIPHER", "aes", "sm4")


LISTS = [
    (None, ["a", "b"]),
    ("", ["a", "b"]),
    ("c.gov.cn", ["c.gov.cn"]),
    (" c.gov.cn , d.gov.cn,", ["c.gov.cn", "d.gov.cn"]),
]


@pytest.mark.parametrize(("given", "values"), LISTS)
def test_list(monkeypatch, given, values):
    monkeypatch.delenv("GONGKAI_HOSTS", raising=False)
    if given is not None:
        monkeypatch.setenv("GONGKAI_HOSTS", given)
    assert listed("GONGKAI_HOSTS", "a,b") == values


def test_postgresql_address():
    found = database("postgresql://gk:p%40ss@db.internal:5433/gongkai")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    named = {name: found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    assert named == {
        "USER": "gk",
        "PASSWORD": "p@ss",
        "HOST": "db.internal",
        "PORT": 5433,
        "NAME": "gongkai",
    }
    assert found["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("name", ["plain", "住房 公积金", "a#b", "a?b", "100%", "a%20b"])
def test_sqlite_file_stands_where_it_is_named(tmp_path, name):
    path = tmp_path / name / "gongkai.sqlite3"
    found = database(sqlite_address(path))
    assert found["NAME"] == str(path)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    "address",
    ["nonsense", "foo://x", "postgresql://gk:geheim@host:port/x", "mysql://gk:geheim@host/x"],
)
def test_unusable_address_is_refused_without_telling_the_password(address):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        database(address)
    assert "geheim" not in str(refused.value)


def test_addresses_are_read_by_the_library_alone():
    # Guards the quoting above against a change of the library's.
    assert dj_database_url.parse("sqlite:////a/b%23c")["NAME"] == "/a/b#c"
