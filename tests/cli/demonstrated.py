"""The demonstration of one day, loaded once in a process for all modules that look at it."""

import shutil
import sqlite3
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from gongkai.cli.demonstration.load import Loaded, load_demonstration

ON = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


class _Kept(NamedTuple):
    records: sqlite3.Connection
    home: Path
    told: tuple[Loaded, list[Any]]


# Fields are encrypted with the keys of this process, so no other could read them.
_KEPT: list[_Kept] = []


@contextmanager
def demonstrated(home):
    """Hold the demonstration until the end; yields what loading returned and the progress told.

    :param home: the installation's folder, empty
    """
    with override_settings(HOME=home, GONGKAI_FILES=home / "files"):
        try:
            yield _put_back(home) if _KEPT else _loaded(home)
        finally:
            call_command("flush", verbosity=0, interactive=False)


def _loaded(home):
    told: list[Any] = []
    loaded = load_demonstration(at=AT, on=ON, progress=lambda *step: told.append(step))
    if connection.vendor == "sqlite":
        records = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(records)
        kept = home.with_name(f"{home.name}-kept")
        shutil.copytree(home, kept)
        _KEPT.append(_Kept(records, kept, (loaded, told)))
    return loaded, told


def _put_back(home):
    [kept] = _KEPT
    shutil.copytree(kept.home, home, dirs_exist_ok=True)
    connection.ensure_connection()
    kept.records.backup(connection.connection)
    # Their numbers are those of then.
    ContentType.objects.clear_cache()
    return kept.told
