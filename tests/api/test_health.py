"""Alive, and ready: what monitoring asks, and what it is told."""

from collections import namedtuple
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from gongkai.api import readiness


@pytest.fixture
def files(settings, tmp_path):
    """Let files stand in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path
    return tmp_path


def test_a_living_process_says_so_without_asking_anything(client):
    # Without the database mark any query would fail here.
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_a_complete_installation_is_ready(client, files):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert list(files.iterdir()) == []


@pytest.mark.django_db
def test_a_missing_folder_is_named(client, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "missing"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert "文件目录不存在或者无法写入" in response.content.decode()


@pytest.mark.django_db
def test_a_file_where_the_folder_should_be_is_named(client, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "file"
    Path(settings.GONGKAI_FILES).write_text("x")
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_a_full_disk_is_named_with_its_figures(client, files, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda path: usage(0, 0, 7 * 1024**2))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["reasons"] == ["磁盘剩余空间只有7MB，少于200MB，请清理磁盘。"]


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_named_without_its_secrets(client, files):
    def refuse(*args):
        raise OperationalError("password=geheim")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")
    assert response.status_code == 503
    (reason,) = response.json()["reasons"]
    assert "数据库无法访问" in reason and "gongkai setup" in reason
    assert "geheim" not in response.content.decode()


@pytest.mark.django_db
def test_all_reasons_come_at_once(client, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "missing"

    def refuse(*args):
        raise OperationalError

    with connection.execute_wrapper(refuse):
        assert len(client.get("/readyz").json()["reasons"]) == 2


def test_the_folder_asked_about_is_where_reports_are_written():
    assert Path(settings.GONGKAI_FILES).is_relative_to(settings.HOME)
