"""What commands print: stable keys, the rules' own numbers, every figure with its records."""

import json
import re

import pytest

from annual_reports.year import YEAR, fill
from factories import AgencyFactory
from gongkai.agencies.models import Officer
from gongkai.agencies.queries import roles_of
from gongkai.cli.main import _port_in, main


@pytest.fixture
def filled(db):
    """Return an organ with records of one year."""
    agency = AgencyFactory(code="gjj")
    fill(agency)
    return agency


def test_organ_and_officer_are_registered(db, capsys):
    add = ["agency", "add", "--code", "gjj", "--name", "某某市住房公积金管理中心"]
    assert main([*add, "--short-name", "中心"]) == 0
    assert capsys.readouterr().out == "已登记：某某市住房公积金管理中心（gjj）\n"
    add = ["officer", "add", "--username", "wang", "--name", "王小明"]
    assert main([*add, "--role", "CLERK", "--role", "OFFICE_HEAD"]) == 0
    out = capsys.readouterr().out
    officer = Officer.objects.get()
    password = re.search(r"密码 (\S+?)（", out)[1]
    assert officer.user.check_password(password)
    assert main(["officer", "password", "--username", "wang"]) == 0
    password = re.search(r"密码 (\S+?)（", capsys.readouterr().out)[1]
    officer.user.refresh_from_db()
    assert officer.user.check_password(password)
    today = officer.appointments.first().from_on
    assert roles_of(officer, today) == {"CLERK", "OFFICE_HEAD"}


# RULES: received, reply due after twenty working days.
REPLY_DUE = [
    ("2024-01-31", "2024-03-04"),
    ("2024-09-13", "2024-10-17"),
    ("2025-01-20", "2025-02-21"),
    ("2026-02-13", "2026-03-19"),
]


@pytest.mark.parametrize(("received", "due"), REPLY_DUE)
def test_deadline_as_json(capsys, received, due):
    assert main(["deadline", "--received", received, "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert err == ""
    assert found["due"] == due
    assert set(found) == {"due", "reason", "provisional", "steps"}
    assert found["steps"]
    for step in found["steps"]:
        assert set(step) == {"from", "to", "text", "article", "source", "late"}


KINDS = [
    (["extended=2025-02-06"], "2025-03-21"),
    (["correction_asked=2025-01-22"], None),
    (["correction_asked=2025-01-22", "corrected=2025-02-05"], "2025-03-04"),
    (["organ_consulted=2025-01-22", "organ_answered=2025-02-06"], "2025-03-03"),
    (["third_party_consulted=2025-01-22@甲", "third_party_answered=2025-02-06@甲"], "2025-03-03"),
    (["fee_noticed=2025-02-06"], None),
    (["fee_noticed=2025-02-06", "fee_paid=2025-02-10"], "2025-03-10"),
]


@pytest.mark.parametrize(("events", "due"), KINDS)
def test_every_kind_of_event_is_taken(capsys, events, due):
    arguments = [word for event in events for word in ("--event", event)]
    assert main(["deadline", "--received", "2025-01-20", *arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["due"] == due
    assert bool(found["reason"]) is (due is None)


def test_deadline_in_words(capsys):
    assert main(["deadline", "--received", "2025-01-20"]) == 0
    first, *steps = capsys.readouterr().out.splitlines()
    assert first == "答复期限：2025-02-21"
    assert len(steps) == 2
    assert all(step.startswith("  · ") and "第三十" in step for step in steps)


# RULES: the fee for so many requests in a month, and for so many pages.
FEES = [
    ("item", 10, "0.00"),
    ("item", 11, "100.00"),
    ("item", 30, "2000.00"),
    ("item", 35, "3000.00"),
    ("item", 55, "9000.00"),
    ("item", 100, "37000.00"),
    ("page", 30, "0.00"),
    ("page", 57, "270.00"),
    ("page", 109, "880.00"),
    ("page", 201, "2740.00"),
    ("page", 250, "4700.00"),
]


@pytest.mark.parametrize(("by", "count", "fee"), FEES)
def test_fee_as_json(capsys, by, count, fee):
    assert main(["fee", "--by", by, "--count", str(count), "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert err == ""
    assert set(found) == {"fee", "steps"}
    assert found["fee"] == fee
    assert sum(float(step["amount"]) for step in found["steps"]) == float(fee)


def test_rules_as_json(capsys):
    assert main(["report", "rules", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert len({rule["id"] for rule in rules}) == len(rules) > 20
    for rule in rules:
        assert {"id", "severity", "compares", "source"} <= set(rule)
        assert rule["severity"] in ("error", "warning", "info")
        assert rule["compares"]
        assert rule["source"]


def test_figure_is_explained_with_its_records(filled, capsys):
    arguments = ["report", "explain", str(YEAR), "--figure", "calls.via_12345"]
    assert main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["value"], found["count"]) == ("2", 2)
    assert [record["on"] for record in found["records"]] == ["2023-01-01", "2023-12-31"]
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith("通过12345热线接通（calls.via_12345）：2次\n口径：")


@pytest.mark.parametrize(
    ("given", "port"),
    [([], "8000"), (["--port", "8123"], "8123"), (["--port=81", "--workers", "2"], "81"),
     (["--port", "x"], "8000"), (["--port"], "8000"), (["--port", "１２"], "8000")],
)  # fmt: skip
def test_links_lead_to_the_port_that_is_served(given, port):
    assert _port_in(given) == port
