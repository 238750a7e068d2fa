"""Who gets in where among the pages of cases: strangers, other organs, and each role."""

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import CaseEvent, CaseFile, Consultation, Dispute, SearchTask
from gongkai.console.case_urls import urlpatterns

NAMES = [pattern.name for pattern in urlpatterns]
EVENT = "WITHDRAWAL_ASKED"


@pytest.fixture
def at_hand(bureau, on, at):
    """Return the arguments that lead to what the bureau has on record, by the name of a page."""
    case = bureau.case
    task = SearchTask.objects.create(request=case, department=bureau.archive, due_on=on,
                                     instructions="检索台账", ordered_by=bureau.clerk,
                                     ordered_on=on)  # fmt: skip
    asked = Consultation.objects.create(request=case, kind="THIRD_PARTY", label="第三方甲",
                                        name="某公司", asked_about="合同")  # fmt: skip
    file = CaseFile.objects.create(request=case, kind="APPLICATION", name="申请表.pdf", size=1,
                                   media_type="application/pdf", sha256="0" * 64,
                                   stored_name="none", added_at=at)  # fmt: skip
    dispute = Dispute.objects.create(agency=bureau.agency, register_no="FY-1", request=case,
                                     route="RECONSIDERATION", filed_on=on)  # fmt: skip
    entry = CaseEvent.objects.get(request=case)
    return {
        "note-act": [case.pk, EVENT],
        "counter-entry": [case.pk, entry.pk],
        "record-opinion": [case.pk, asked.pk],
        "judge-opinion": [case.pk, asked.pk],
        "no-opinion": [case.pk, asked.pk],
        "case-file": [file.pk],
        "answer-search": [task.pk],
        "dispute": [dispute.pk],
        "": [case.pk],
    }


MINE = """
address         clerk  reviewer  head  searcher  bystander  outsider
cases           200    200       200   403       403        200
case            200    200       200   403       403        404
assign-case     200    403       200   403       403        404
split-case      200    403       403   403       403        404
join-case       200    403       403   403       403        404
link-case       200    403       403   403       403        404
note-act        200    403       403   403       403        404
counter-entry   200    403       403   403       403        404
order-search    200    403       403   403       403        404
ask-opinion     200    403       403   403       403        404
record-opinion  200    403       403   403       403        404
judge-opinion   200    403       403   403       403        404
pay-fee         200    403       403   403       403        404
withdraw-fee    403    403       200   403       403        404
searches        200    200       200   200       200        200
answer-search   200    200       200   200       404        404
disputes        200    200       200   403       403        200
register-dispute 200   403       403   403       403        200
dispute         200    200       200   403       403        404
add-files       200    403       403   403       403        404
case-file       404    404       404   403       403        404
read-identity   200    200       200   403       403        404
no-opinion      302    403       403   403       403        404
"""
HEADER, *LINES = [line.split() for line in MINE.strip().splitlines()]
POSTED = {"read-identity", "no-opinion"}
ROLES = [(line[0], role, int(line[n])) for line in LINES for n, role in enumerate(HEADER) if n]


def address(name, at_hand):
    pattern = next(each for each in urlpatterns if each.name == name)
    wanted = list(pattern.pattern.converters)
    return reverse(f"console:{name}", args=at_hand.get(name, at_hand[""])[: len(wanted)])


def ask(officer, name, at_hand):
    client = desk(officer)
    path = address(name, at_hand)
    return client.post(path, {"version": 0}) if name in POSTED else client.get(path)


@pytest.mark.parametrize(("name", "role", "status"), ROLES)
def test_roles(name, role, status, bureau, at_hand):
    assert ask(getattr(bureau, role), name, at_hand).status_code == status


@pytest.mark.parametrize("name", [line[0] for line in LINES])
def test_strangers_are_sent_to_the_login_and_another_organ_learns_nothing(name, bureau, at_hand):
    response = Client().get(address(name, at_hand))
    assert response.status_code == 302
    assert response["Location"].startswith("/console/login/?next=/console/")
    assert ask(bureau.nobody, name, at_hand).status_code == 403
    page = ask(bureau.outsider, name, at_hand).content.decode(errors="replace")
    for ours in (bureau.agency.name, bureau.clerk.name, bureau.case.register_no, "某公司"):
        assert ours not in page


def test_whoever_may_not_act_changes_nothing_by_sending_the_form(bureau, at_hand):
    before = bureau.case.history.count()
    for name in [line[0] for line in LINES if line[0] not in ("cases", "case", "searches")]:
        for officer in (bureau.reviewer, bureau.bystander, bureau.outsider):
            if name == "read-identity":
                continue
            desk(officer).post(
                address(name, at_hand),
                {"version": 0, "done_on": "2024-01-03", "note": "x", "reason": "x",
                 "parts": "a\n\nb", "scope": "x", "answer": "x", "result": "FOUND",
                 "paid_on": "2024-01-03"},
            )  # fmt: skip
    bureau.case.refresh_from_db()
    assert (bureau.case.version, bureau.case.history.count()) == (0, before)
    assert not AuditEntry.objects.exclude(action="request.read_file").exists()


def test_searchers_see_the_task_but_neither_applicant_nor_case(bureau, at_hand):
    page = ask(bureau.searcher, "answer-search", at_hand).content.decode()
    assert bureau.case.wanted in page
    for hidden in (bureau.case.applicant_name, "赵**", bureau.case.phone, "1101"):
        assert hidden not in page
