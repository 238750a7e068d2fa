"""Followers read every change once, in the order in which the changes came about."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import transaction

from factories import AgencyFactory
from gongkai.outbox.operations import announce, mark_read
from gongkai.outbox.queries import unread_changes

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)


def subjects(consumer: str) -> list[str]:
    return [change.subject for change in unread_changes(consumer)]


@pytest.mark.django_db
def test_unread_changes_come_in_order():
    for subject in ("b", "c", "a"):
        announce(kind="report.signed", subject=subject, at=AT)
    assert subjects("site") == ["b", "c", "a"]


@pytest.mark.django_db
def test_change_tells_what_happened_to_whom():
    agency = AgencyFactory()
    announce(kind="report.published", subject="7", at=AT, agency=agency, detail={"year": 2023})
    change = unread_changes("site").get()
    assert (change.kind, change.agency, change.detail, change.at) == (
        "report.published",
        agency,
        {"year": 2023},
        AT,
    )


@pytest.mark.django_db
def test_each_follower_has_its_own_place():
    first, second, third = (announce(kind="x", subject=s, at=AT) for s in "abc")
    mark_read(consumer="site", up_to=second)
    mark_read(consumer="index", up_to=first)
    assert subjects("site") == ["c"]
    assert subjects("index") == ["b", "c"]
    assert subjects("channels") == ["a", "b", "c"]
    mark_read(consumer="site", up_to=third)
    assert subjects("site") == []


@pytest.mark.django_db
def test_place_never_goes_back():
    first, second = (announce(kind="x", subject=s, at=AT) for s in "ab")
    mark_read(consumer="site", up_to=second)
    mark_read(consumer="site", up_to=first)
    assert subjects("site") == []


@pytest.mark.django_db
def test_what_was_undone_is_not_announced():
    announce(kind="x", subject="before", at=AT)
    with pytest.raises(RuntimeError), transaction.atomic():
        announce(kind="x", subject="undone", at=AT)
        raise RuntimeError
    announce(kind="x", subject="after", at=AT)
    assert subjects("site") == ["before", "after"]


def test_slow_transaction_is_not_passed_over(race):
    announced, read = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow():
        with transaction.atomic():
            announce(kind="x", subject="slow", at=AT)
            announced.set()
            # Were the other not made to wait, it would be read by now.
            read.wait(timeout=1)

    def quick():
        announced.wait(timeout=30)
        announce(kind="x", subject="quick", at=AT)
        follow()
        read.set()

    def follow():
        for change in unread_changes("site"):
            seen.append(change.subject)
            mark_read(consumer="site", up_to=change)

    assert race(slow, quick) == [None, None]
    follow()
    assert seen == ["slow", "quick"]


def test_reader_misses_nothing_of_many_writers(race):
    done = threading.Semaphore(0)
    seen: list[str] = []

    def writing(name):
        def write():
            for number in range(20):
                with transaction.atomic():
                    announce(kind="x", subject=f"{name}{number}", at=AT)
                    announce(kind="x", subject=f"{name}{number}+", at=AT)
            done.release()

        return write

    def follow():
        finished = 0
        while True:
            finished += done.acquire(blocking=False)
            changes = list(unread_changes("site"))
            for change in changes:
                seen.append(change.subject)
                mark_read(consumer="site", up_to=change)
            if finished == 3 and not changes:
                return

    assert race(writing("a"), writing("b"), writing("c"), follow) == [None] * 4
    assert len(seen) == len(set(seen)) == 120
    for name in "abc":
        own = [subject for subject in seen if subject.startswith(name)]
        assert own == [f"{name}{number}{tail}" for number in range(20) for tail in ("", "+")]
