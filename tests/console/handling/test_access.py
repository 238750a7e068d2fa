"""Who gets in where with online business: roles, other organs, and posts that no page offered."""

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from factories import OfficerFactory
from fund_services.centre import sealed
from gongkai.agencies.models import AgencyKind
from gongkai.console.handling_urls import urlpatterns
from gongkai.fund_services.models import Application, ApplicationFile
from gongkai.fund_services.operations.applications.accepting import accept_application
from gongkai.fund_services.operations.applications.deciding import propose_decision
from gongkai.rules.service_lifecycle import Proposal

NAMES = [pattern.name for pattern in urlpatterns]
POSTED = {"read-application-person", "application-file", "act-on-application"}


def ask(client, name, row):
    pattern = next(each for each in urlpatterns if each.name == name)
    file = ApplicationFile.objects.filter(application=row).first()
    told = {"pk": row.pk, "file": file.pk, "deed": "accept"}
    kwargs = {key: told[key] for key in pattern.pattern.converters}
    address = reverse(f"console:{name}", kwargs=kwargs)
    return client.post(address, {"version": 0}) if name in POSTED else client.get(address)


@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_sent_to_the_login(name, filed):
    answer = ask(Client(), name, filed)
    assert answer.status_code == 302 and "/console/login/" in answer["Location"]


@pytest.mark.parametrize("name", NAMES)
def test_another_centre_finds_nothing_of_ours(name, filed):
    outsider = OfficerFactory(role="SERVICE_HANDLER")
    answer = ask(desk(outsider), name, filed)
    assert answer.status_code == (404 if "<int:pk>" in route(name) else 200)
    page = b"".join(answer) if answer.streaming else answer.content
    assert filed.receipt_no not in page.decode(errors="replace")
    assert Application.objects.get(pk=filed.pk).state == "FILED"


@pytest.mark.parametrize("name", NAMES)
def test_an_organ_that_is_no_centre_is_told_so(name, centre, filed):
    other = OfficerFactory(role="SERVICE_HANDLER")
    other.agency.kind = AgencyKind.DEPARTMENT
    other.agency.save()
    answer = ask(desk(other), name, filed)
    assert answer.status_code == 403
    assert "只由住房公积金管理中心办理" in answer.content.decode()


def route(name):
    return str(next(each for each in urlpatterns if each.name == name).pattern)


MATRIX = """
address                  handler  reviewer  head  clerk  retired
applications             200      200       200   200    403
application              200      200       200   200    403
read-application-person  200      200       403   403    403
application-file         200      200       403   403    403
service-limits           200      200       200   200    403
service-office           200      200       200   200    403
service-office-table     200      200       200   200    403
"""
HEADER, *LINES = [line.split() for line in MATRIX.strip().splitlines()]
CASES = [(line[0], role, int(line[n])) for line in LINES for n, role in enumerate(HEADER) if n]


@pytest.mark.parametrize(("name", "role", "status"), CASES)
def test_roles(name, role, status, centre, filed):
    people = {
        "clerk": OfficerFactory(agency=centre.agency, clerk=True),
        "retired": OfficerFactory(agency=centre.agency),
    }
    officer = people.get(role) or getattr(centre, role)
    assert ask(desk(officer), name, filed).status_code == status


def post(officer, row, deed, **data):
    address = reverse("console:act-on-application", args=[row.pk, deed])
    return desk(officer).post(address, {"version": row.version, **data})


FORGED = [
    ("accept", "reviewer", {}), ("accept", "head", {}), ("approve", "handler", {}),
    ("approve", "head", {}), ("refuse", "handler", {}), ("return", "second", {"reason": "甲"}),
    ("propose", "reviewer", {"proposal": "GRANT"}), ("deliver", "head", {"way": "ONLINE"}),
    ("payment", "head", {"amount": "1.00", "note": "甲"}),
    ("not-accept", "reviewer", {"basis": "甲", "reason": "甲"}),
    ("ask-correction", "head", {"o-1": "甲"}), ("reopen", "handler", {"reason": "甲"}),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "role", "data"), FORGED)
def test_a_post_that_the_page_does_not_offer_is_refused_and_changes_nothing(
    deed, role, data, centre, filed
):
    accept_application(application=filed, version=None, **centre.now(centre.handler))
    row = propose_decision(
        application=filed, version=None, proposal=Proposal.GRANT, **centre.now(centre.handler)
    )
    answer = post(getattr(centre, role), row, deed, **data)
    assert answer.status_code == 403
    assert Application.objects.get(pk=row.pk).version == row.version


def test_a_handler_with_the_reviewers_role_does_not_approve_his_own_work(centre, filed):
    both = centre.handler
    both.appointments.create(role="SERVICE_REVIEWER", from_on=centre.on)
    accept_application(application=filed, version=None, **centre.now(both))
    row = propose_decision(
        application=filed, version=None, proposal=Proposal.GRANT, **centre.now(both)
    )
    page = desk(both).get(reverse("console:application", args=[row.pk])).content.decode()
    assert "您经办过本件，须由其他复核人复核" in page and "act-on-application" not in page
    assert "同意办理，提交业务系统" not in page
    answer = post(both, row, "approve")
    assert answer.status_code == 403 and "不能复核本人经办的办件" in answer.content.decode()


def test_a_file_of_another_application_is_not_there(centre, filed):
    file = sealed("identity_card")
    other = ApplicationFile.objects.create(
        application=Application.objects.create(
            agency=centre.agency, item=filed.item, form=filed.form, receipt_no="BJ-X",
            token="甲", account=centre.account, applicant_name="甲", fields="{}",
            filed_at=centre.at,
        ),
        material="identity_card", name=file.name, media_type=file.media_type, size=file.size,
        sha256=file.sha256, stored_name=file.stored_name, added_at=centre.at,
    )  # fmt: skip
    address = reverse("console:application-file", args=[filed.pk, other.pk])
    assert desk(centre.handler).post(address).status_code == 404
