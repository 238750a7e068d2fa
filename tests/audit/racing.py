"""Real connections that race each other, on a copy of the test database thrown away after."""

import sqlite3
import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.test.utils import setup_databases, teardown_databases


@pytest.fixture(scope="session")
def shared_database(django_db_setup, django_db_blocker):
    """Make the test database where no test of this run asked for it in pytest-django's own way."""
    with django_db_blocker.unblock():
        made = None
        if not connections["default"].introspection.table_names():
            made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
    yield
    if made is not None:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture
def race(shared_database, django_db_blocker, tmp_path):
    """Put the test on a database that several connections share, and return how to race on it.

    The database in memory cannot be shared by threads, and rows committed to it would reach other
    tests: so it is copied, to a file on SQLite, to a database of its own on PostgreSQL.
    """
    with django_db_blocker.unblock():
        original = connections["default"]
        settings = _copied(original, tmp_path)
        connections["default"] = type(original)(settings, "default")
        try:
            yield lambda *racers: _run(original, settings, racers)
        finally:
            connections["default"].close()
            connections["default"] = original
            if original.vendor == "postgresql":
                original.creation.destroy_test_db(suffix="race", verbosity=0)


def _copied(original, folder):
    if original.vendor == "postgresql":
        original.creation.clone_test_db("race", verbosity=0, autoclobber=True)
        return original.creation.get_test_db_clone_settings("race")
    path = folder / "race.sqlite3"
    original.ensure_connection()
    target = sqlite3.connect(path)
    original.connection.backup(target, progress=_not_stuck)
    target.close()
    return {**original.settings_dict, "NAME": str(path)}


def _not_stuck(status, _remaining, _total):
    """Stop instead of waiting for ever for the end of a transaction that is this test's own."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise AssertionError("`race` must come before any fixture that stores records")


def _run(original, settings, racers: tuple[Callable[[], object], ...]) -> list[object]:
    """Run each racer in a thread with its own connection; return what each returned or raised."""
    results: list[object] = [None] * len(racers)
    start = threading.Barrier(len(racers))

    def run(place: int) -> None:
        connections["default"] = type(original)(settings, "default")
        try:
            start.wait(timeout=30)
            results[place] = racers[place]()
        except Exception as error:
            results[place] = error
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(racers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "the racers block each other"
    return results
