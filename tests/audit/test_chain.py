"""The chained trail shows every way of touching it behind the system's back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from factories import AgencyFactory, OfficerFactory
from gongkai.audit.models import ChainHead, Entry
from gongkai.audit.operations import record
from gongkai.audit.queries import broken_links
from gongkai.cli.main import main

pytestmark = pytest.mark.django_db

AT = datetime(2024, 1, 10, 2, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def trail():
    """Return five entries of one organ."""
    agency = AgencyFactory()
    officer = OfficerFactory(agency=agency)
    return [
        record(
            action="request.replied",
            subject=f"申请 {number}",
            at=AT + timedelta(minutes=number),
            agency=agency,
            officer=officer,
            detail={"number": number, "answer": "予以公开"},
        )
        for number in range(1, 6)
    ]


def run_sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_untouched_trail_is_whole(trail):
    assert broken_links() == []


def test_empty_trail_is_whole():
    assert broken_links() == []


INSERTED = (
    "INSERT INTO audit_entry (sequence, at, agency_id, officer_id, action, subject, detail, digest)"
    " SELECT {sequence}, at, agency_id, officer_id, action, subject, detail, '" + "0" * 64 + "'"
    " FROM audit_entry WHERE sequence = 1"
)

TOUCHED = {
    "another action": (
        ["UPDATE audit_entry SET action = 'request.closed' WHERE sequence = 3"],
        "第3条",
    ),
    "another subject": (["UPDATE audit_entry SET subject = '申请 9' WHERE sequence = 3"], "第3条"),
    "another moment": (
        ["UPDATE audit_entry SET at = '2023-12-31 01:00:00' WHERE sequence = 3"],
        "第3条",
    ),
    "another detail": (
        ["""UPDATE audit_entry SET detail = '{"number": 4}' WHERE sequence = 3"""],
        "第3条",
    ),
    "no officer": (["UPDATE audit_entry SET officer_id = NULL WHERE sequence = 3"], "第3条"),
    "no organ": (["UPDATE audit_entry SET agency_id = NULL WHERE sequence = 3"], "第3条"),
    "another digest": (
        [f"UPDATE audit_entry SET digest = '{'f' * 64}' WHERE sequence = 3"],
        "第3条",
    ),
    "first removed": (["DELETE FROM audit_entry WHERE sequence = 1"], "第1条审计记录缺失"),
    "one removed": (["DELETE FROM audit_entry WHERE sequence = 3"], "第3条审计记录缺失"),
    "two removed": (
        ["DELETE FROM audit_entry WHERE sequence IN (2, 3)"],
        "第2条至第3条审计记录缺失",
    ),
    "one removed and the rest renumbered": (
        [
            "DELETE FROM audit_entry WHERE sequence = 3",
            "UPDATE audit_entry SET sequence = 3 WHERE sequence = 4",
            "UPDATE audit_entry SET sequence = 4 WHERE sequence = 5",
        ],
        "第3条",
    ),
    "last removed": (["DELETE FROM audit_entry WHERE sequence = 5"], "末尾记录可能被删除"),
    "two last removed": (["DELETE FROM audit_entry WHERE sequence > 3"], "末尾记录可能被删除"),
    "all removed": (["DELETE FROM audit_entry"], "末尾记录可能被删除"),
    "one added at the end": ([INSERTED.format(sequence=6)], "第6条"),
    "one added before the first": ([INSERTED.format(sequence=0)], "第0条"),
    "one inserted": (
        [
            "UPDATE audit_entry SET sequence = 6 WHERE sequence = 5",
            "UPDATE audit_entry SET sequence = 5 WHERE sequence = 4",
            "UPDATE audit_entry SET sequence = 4 WHERE sequence = 3",
            INSERTED.format(sequence=3),
        ],
        "第3条",
    ),
    "two changed places": (
        [
            "UPDATE audit_entry SET sequence = 99 WHERE sequence = 2",
            "UPDATE audit_entry SET sequence = 2 WHERE sequence = 3",
            "UPDATE audit_entry SET sequence = 3 WHERE sequence = 99",
        ],
        "第2条",
    ),
    "end forgotten": (["DELETE FROM audit_chainhead"], "末端"),
    "end moved back": (
        [
            "UPDATE audit_chainhead SET sequence = 4,"
            " digest = (SELECT digest FROM audit_entry WHERE sequence = 4)"
        ],
        "末端",
    ),
}


@pytest.mark.parametrize(("statements", "told"), TOUCHED.values(), ids=TOUCHED)
def test_every_touch_is_found_and_placed(trail, statements, told):
    run_sql(*statements)
    faults = broken_links()
    assert told in "".join(faults)
    assert "-1" not in "".join(faults)


@pytest.mark.parametrize(("sequence", "told"), [(3, "第4条"), (5, "末端")])
def test_row_changed_and_sealed_anew_does_not_fit_what_follows(trail, sequence, told):
    entry = Entry.objects.get(sequence=sequence)
    before = Entry.objects.get(sequence=sequence - 1)
    entry.subject = "申请 9"
    run_sql(
        f"UPDATE audit_entry SET subject = '申请 9', digest = '{entry.seal(before.digest)}'"
        f" WHERE sequence = {sequence}"
    )
    faults = broken_links()
    assert len(faults) == 1
    assert told in faults[0]


def test_numbers_run_on_and_each_digest_is_its_own(trail):
    assert [entry.sequence for entry in trail] == [1, 2, 3, 4, 5]
    assert len({entry.digest for entry in trail}) == 5
    head = ChainHead.objects.get()
    assert (head.sequence, head.digest) == (5, trail[-1].digest)


def test_verify_command_tells_a_whole_trail(trail, capsys):
    assert main(["audit", "verify"]) == 0
    out, err = capsys.readouterr()
    assert out == "审计记录完整，未发现改动。\n"
    assert err == ""


def test_verify_command_tells_a_broken_trail(trail, capsys):
    run_sql("DELETE FROM audit_entry WHERE sequence = 3")
    assert main(["audit", "verify"]) == 1
    out, err = capsys.readouterr()
    assert "第3条审计记录缺失。" in out
    assert err == ""
