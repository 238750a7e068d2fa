"""Who gets in where: strangers, other organs, and each role at each address."""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from annual_reports.year import YEAR
from console.conftest import desk
from gongkai.annual_reports.models import AnnualReport, NarrativePart, Waiver
from gongkai.console.urls import urlpatterns as all_patterns
from gongkai.ledgers.models import Upload

ARGUMENTS = {"year": YEAR, "part": "proactive", "version": "draft", "fmt": "json",
             "path": "tickets.satisfied", "kind": "transfer", "pk": 1,
             "opinion": 1, "question": 1, "name": "release"}  # fmt: skip
POSTED = {"open", "submit", "sign", "take-back", "waive", "publish", "read-notice",
          "confirm-upload", "discard-upload", "check-upload",
          "move-due-day", "check-collection", "take-organs", "drop-organ", "receive",
          "accept-received", "return-received", "waive-received", "assign-received",
          "check-received", "remark-received", "previous-received",
          "add-adjustment", "drop-adjustment", "consolidation-against",
          "act-on-piece", "choose-texts", "fault-limits", "read-opinion-sender",
          "read-fault-reporter", "booking-arrived", "booking-done", "booking-absent",
          "booking-not-absent", "read-booking-visitor", "close-counter", "plan-slots",
          "end-plans", "close-day", "reopen-day"}  # fmt: skip
# Addresses that name something of an organ's own, so that nobody else finds anything there.
OWN = ("<int:pk>", "<int:year>")
# The pages of cases have tests of their own: tests/console/cases/test_access.py.
urlpatterns = [pattern for pattern in all_patterns if isinstance(pattern, URLPattern)]
NAMES = [pattern.name for pattern in urlpatterns]


def address(name):
    pattern = next(each for each in urlpatterns if each.name == name)
    wanted = pattern.pattern.converters
    return reverse(f"console:{name}", kwargs={key: ARGUMENTS[key] for key in wanted})


def ask(client, name, **data):
    return (client.post if name in POSTED else client.get)(address(name), data)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_sent_to_the_login(name):
    response = ask(Client(), name)
    assert response.status_code == 302
    assert response["Location"].startswith("/console/login/?next=/console/")


@pytest.mark.parametrize("name", NAMES)
def test_a_login_without_an_officer_is_told_so(name, office):
    response = ask(desk(office.nobody), name)
    assert response.status_code == 403
    assert "尚未登记为工作人员" in response.content.decode()


def test_home_tells_a_login_without_an_officer(office):
    response = desk(office.nobody).get("/console/")
    assert "尚未登记为工作人员" in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_another_organ_sees_and_changes_nothing_of_ours(name, office, opened, at):
    before = list(NarrativePart.objects.order_by("pk").values())
    upload = Upload.objects.create(pk=1, agency=office.agency, officer=office.clerk, size=9,
                                   original_name="我们的台账.xlsx", created_at=at)  # fmt: skip
    response = ask(desk(office.outsider), name, verdict="PASS", rule="N4", where="x", reason="y")
    page = response.content.decode(errors="replace")
    for ours in (office.agency.name, office.clerk.name, upload.original_name):
        assert ours not in page
    is_own = any(part in route(name) for part in OWN)
    assert response.status_code in ({404} if is_own else {200, 302, 403, 404})
    upload.refresh_from_db()
    assert upload.state == "RECEIVED"
    assert list(NarrativePart.objects.order_by("pk").values()) == before
    assert AnnualReport.objects.get(agency=office.agency).state == "DRAFT"
    assert not Waiver.objects.exists()


def route(name):
    # Calendars belong to everybody, and a figure without records is 0; opening is refused with a
    # message.
    pattern = next(each for each in urlpatterns if each.name == name)
    return "" if name in ("calendar", "open", "figure") else str(pattern.pattern)


MATRIX = """
address        clerk  reviewer  head  retired
open           302    302       302   403
part           200    200       200   200
submit         302    302       302   403
sign           302    302       302   302
take-back      302    302       302   403
waive          403    302       302   403
publish        403    403       302   403
add-calendar   403    403       200   403
reports        200    200       200   200
report         200    200       200   200
checks         200    200       200   200
sign-off       200    200       200   200
archive        200    200       200   200
downloads      200    200       200   200
publication    200    200       200   200
catalogue      200    200       200   200
figure         200    200       200   200
narrative      200    200       200   200
calendars      200    200       200   200
appointments   403    403       200   403
counters       403    403       200   403
booking-rules  403    403       200   403
booking-figures 403   403       200   403
uploads        200    200       200   200
ledger-guide   200    200       200   200
audit          200    200       200   200
fund-rules     200    200       200   200
"""
HEADER, *LINES = [line.split() for line in MATRIX.strip().splitlines()]
CASES = [(line[0], role, int(line[n])) for line in LINES for n, role in enumerate(HEADER) if n]


@pytest.mark.parametrize(("name", "role", "status"), CASES)
def test_roles(name, role, status, office, opened):
    assert ask(desk(getattr(office, role)), name).status_code == status


def test_what_a_role_may_not_do_is_refused_and_changes_nothing(office, opened):
    refused = desk(office.retired).post(f"{opened}sign-off/submit/")
    assert refused.status_code == 403
    assert "没有权限" in refused.content.decode()
    assert AnnualReport.objects.get().state == "DRAFT"
    assert not Waiver.objects.exists()


def test_officers_see_only_their_own_menu(office):
    page = desk(office.head).get("/console/").content.decode()
    for label in ("本年概览", "年度报告", "工作日历", "审计记录"):
        assert label in page
    for entry in ("images", "documents", "snippets", "reports", "users", "settings", "help"):
        assert f'"name": "{entry}"' not in page and f'"/console/{entry}/' not in page
    assert "PageExplorer" not in page
