"""A follower killed in the middle of its work leaves an index that is whole, or none."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial

import pytest
from django.db import connections

from factories import ColumnFactory, ItemFactory
from gongkai.outbox.operations import announce
from gongkai.search.following import follow_once, stop_following
from gongkai.search.generations import current_generation, index_folder
from gongkai.search.reading import forget_index
from gongkai.search.standing import index_standing
from search.conftest import search

AT = datetime(2024, 6, 1, 4, 0, tzinfo=UTC)
MANY = 1500
FOLLOWER = """
import django
django.setup()
from datetime import UTC, datetime
from gongkai.search.following import follow_once
print("ready", flush=True)
while True:
    follow_once(datetime(2024, 6, 1, 4, 0, tzinfo=UTC))
"""


@pytest.fixture
def records(race):
    """Have records in a database that other processes can read."""
    column = ColumnFactory(name="通知公告")
    for start in range(0, MANY, 500):
        type(ItemFactory.build(column=column)).objects.bulk_create(
            ItemFactory.build(
                column=column, agency=column.agency, register_no=f"N-{start + place}",
                title=f"关于第{start + place}批提取事项的公告", published_on=date(2024, 1, 2),
            )
            for place in range(500)
        )  # fmt: skip
    return column


@contextmanager
def follower(settings):
    """Run a follower in a process of its own; it is killed at the end, without a word."""
    running = subprocess.Popen(
        [sys.executable, "-c", FOLLOWER],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
             "GONGKAI_HOME": str(settings.GONGKAI_INDEX.parent), "DATABASE_URL": address()},
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert running.stdout.readline() == b"ready\n"
        yield running
    finally:
        running.send_signal(signal.SIGKILL)
        running.wait(timeout=30)
        running.stdout.close()


def address():
    """Return the address of the database that the test is on."""
    held = connections["default"].settings_dict
    if "sqlite" in held["ENGINE"]:
        return f"sqlite:///{held['NAME']}"
    place = f"{held['NAME']}?host={held['HOST']}"
    return f"postgresql://{held['USER']}:{held['PASSWORD']}@/{place}"


def wait_for(what):
    """Wait until something is so, however slow the machine is."""
    end = time.monotonic() + 120
    while not what():
        assert time.monotonic() < end, "the follower does not get there"
        time.sleep(0.005)


def is_built():
    return (index_folder() / "current").exists()


def is_under_way(before):
    """Tell whether a later generation is being written, or is in use already."""
    return any(path.name > before.name for path in index_folder().glob("v*"))


def test_a_follower_killed_anywhere_loses_and_doubles_nothing(records, settings):
    with follower(settings):
        wait_for(lambda: (index_folder() / "rebuilding.json").exists())
    assert not is_built() and index_standing().fault
    with follower(settings):
        wait_for(is_built)
    forget_index()
    assert index_standing().entries == MANY
    model = type(ItemFactory.build(column=records))
    for kill in range(3):
        changed = model.objects.filter(register_no__endswith=str(kill))
        changed.update(title="改过的公告")
        for _ in range(40):
            announce(kind="ledger.stored", subject="x", at=AT, detail={"kinds": ["posts"]})
        announce(kind="ledger.stored", subject="x", at=AT, detail={"kinds": ["items"]})
        before = current_generation()
        with follower(settings):
            wait_for(partial(is_under_way, before))
            time.sleep(0.05 * kill)
        forget_index()
        # Whatever was killed, there is a whole index: the old one or the new one.
        assert index_standing().entries == MANY
    forget_index()
    while follow_once(AT) or index_standing().rebuild or index_standing().place.owes_rebuild:
        pass
    stop_following()
    assert index_standing().entries == MANY
    assert (
        search("改过的公告", at=AT).total == model.objects.filter(title="改过的公告").count() == 450
    )
    assert search("提取事项", at=AT).total == MANY - 450
    assert len(list(index_folder().glob("v*"))) == 1
