"""What can be recorded, that it belongs to the caller's transaction, and that chains never fork."""

import inspect
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from factories import AgencyFactory, OfficerFactory
from gongkai.audit import operations
from gongkai.audit.models import ChainHead, Entry
from gongkai.audit.operations import record
from gongkai.audit.queries import broken_links, entries_of

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)

DETAILS = [
    {},
    {"on": date(2024, 1, 31)},
    {"at": AT},
    {"amount": Decimal("123456789012.30")},
    {"nested": {"list": [1, None, True, {"名称": "《信息发布审查制度》"}]}},
    {"quotes": 'a "b" \\ \n 𠮷 😀'},
    {"whole": 2**60, "negative": -1},
    {"rate": 0.1, "large": 1e20, "small": 1e-9, "one": 1.0, "minus": -0.0, "none": float("nan")},
    {"b": 1, "a": 2, "": 3},
]


@pytest.mark.django_db
@pytest.mark.parametrize("detail", DETAILS, ids=[str(list(detail)) for detail in DETAILS])
def test_detail_is_read_back_as_it_was_sealed(detail):
    entry = record(action="tried", subject="x", at=AT, detail=detail)
    assert Entry.objects.get().detail == entry.detail
    assert broken_links() == []


@pytest.mark.django_db
def test_days_and_sums_stay_readable():
    record(
        action="fee.noticed",
        subject="BG-1",
        at=AT,
        detail={"on": date(2024, 1, 31), "amount": Decimal("3000.00")},
    )
    assert Entry.objects.get().detail == {"on": "2024-01-31", "amount": "3000.00"}


@pytest.mark.django_db
def test_long_subject_is_cut_before_it_is_sealed():
    record(action="tried", subject="长" * 300, at=AT)
    assert Entry.objects.get().subject == "长" * 200
    assert broken_links() == []


@pytest.mark.django_db
def test_nothing_is_recorded_of_what_did_not_happen():
    record(action="first", subject="x", at=AT)
    with pytest.raises(RuntimeError), transaction.atomic():
        record(action="undone", subject="x", at=AT)
        raise RuntimeError
    record(action="second", subject="x", at=AT)
    assert list(Entry.objects.order_by("sequence").values_list("sequence", "action")) == [
        (1, "first"),
        (2, "second"),
    ]
    assert broken_links() == []


@pytest.mark.django_db
def test_organ_sees_its_own_entries_newest_first():
    mine, other = AgencyFactory(), AgencyFactory()
    for agency, action in ((mine, "one"), (other, "two"), (None, "three"), (mine, "four")):
        record(action=action, subject="x", at=AT, agency=agency)
    assert [entry.action for entry in entries_of(mine)] == ["four", "one"]


@pytest.mark.django_db
def test_who_stands_in_the_trail_cannot_be_deleted():
    officer = OfficerFactory()
    record(action="tried", subject="x", at=AT, officer=officer, agency=officer.agency)
    with pytest.raises(ProtectedError):
        officer.delete()


@pytest.mark.django_db
def test_trail_has_one_end_only():
    record(action="tried", subject="x", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainHead.objects.create(pk=2)


def test_recording_is_all_that_can_be_done():
    written = [
        name
        for name, function in inspect.getmembers(operations, inspect.isfunction)
        if function.__module__ == operations.__name__ and not name.startswith("_")
    ]
    assert written == ["record"]
    source = Path(inspect.getsourcefile(operations)).read_text(encoding="utf-8")
    assert not any(word in source for word in (".update(", ".delete(", "bulk_update"))
    statements = re.findall(r"\b(UPDATE|DELETE|INSERT|TRUNCATE|ALTER|DROP)\b (\w+)", source)
    assert set(statements) == {("UPDATE", "audit_chainhead")}


def test_entries_of_racing_transactions_never_fork(race):
    def adding(name):
        def add():
            for number in range(15):
                with transaction.atomic():
                    record(action=name, subject=str(number), at=AT, detail={"n": number})
                    record(action=name, subject=f"{number} again", at=AT)

        return add

    names = ["a", "b", "c", "d"]
    assert race(*(adding(name) for name in names)) == [None] * 4
    entries = Entry.objects.order_by("sequence")
    assert [entry.sequence for entry in entries] == list(range(1, 121))
    assert {entry.action for entry in entries} == set(names)
    # Both entries of a transaction stand together: nobody came between.
    assert all(
        after.subject == f"{before.subject} again" and after.action == before.action
        for before, after in zip(entries[::2], entries[1::2], strict=True)
    )
    assert broken_links() == []
