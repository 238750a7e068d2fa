"""The case's page and its forms: what is shown, what is kept, what the loser of a race reads."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from console.conftest import desk, notes
from factories import CaseFactory, DepartmentFactory, OfficerFactory
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import (
    CaseEvent,
    CaseLink,
    Consultation,
    DisclosureRequest,
    Dispute,
    DueChange,
    FileKind,
    ProcessingFee,
    SearchTask,
)
from gongkai.casework.operations.keeping import keep_file
from gongkai.rules.clock import Entry, Event


@pytest.fixture
def recent():
    """Return a working day lately, since the console reads the clock."""
    return timezone.localdate() - timedelta(days=3)


@pytest.fixture
def case(bureau, recent):
    return CaseFactory(agency=bureau.agency, register_no="SQ-现在",
                       entries=(Entry(recent, Event.RECEIVED),))  # fmt: skip


def path_of(case, rest=""):
    return f"/console/requests/{case.pk}/{rest}"


def test_the_page_tells_the_day_its_steps_and_what_may_be_done(bureau):
    page = desk(bureau.clerk).get(path_of(bureau.case)).content.decode()
    for told in (
        "2024-01-30",
        "第三十一条",
        "第三十三条",
        "已逾期",
        "交办检索",
        "分案办理",
        "答复书",
    ):
        assert told in page
    assert "赵**" in page and "赵小明" not in page
    assert "1101**********002X" in page and bureau.case.identity_number not in page


def test_who_may_not_act_sees_what_is_possible_but_no_way_to_it(bureau):
    page = desk(bureau.reviewer).get(path_of(bureau.case)).content.decode()
    assert "交办检索" in page
    assert path_of(bureau.case, "searches/new/") not in page
    assert "更正登记" not in page


def test_a_search_is_ordered_and_answered_through_the_console(bureau, case):
    due_on = timezone.localdate() + timedelta(days=2)
    given = {"version": case.version, "department": bureau.archive.pk, "due_on": due_on,
             "instructions": "检索2023年归集台账"}  # fmt: skip
    answer = desk(bureau.clerk).post(path_of(case, "searches/new/"), given)
    assert answer["Location"] == path_of(case, "#searches")
    task = SearchTask.objects.get()
    listed = desk(bureau.searcher).get("/console/requests/searches/").content.decode()
    assert case.register_no in listed
    case.refresh_from_db()
    given = {"version": case.version, "result": "FOUND", "scope": "归档系统", "answer": "有台账"}
    answer = desk(bureau.searcher).post(f"/console/requests/searches/{task.pk}/", given)
    assert answer.status_code == 302
    page = desk(bureau.clerk).get(path_of(case)).content.decode()
    assert "有台账" in page and "周档案" in page


def test_a_form_with_mistakes_keeps_what_was_typed(bureau, case):
    given = {"version": case.version, "department": "", "due_on": "31.1.2024",
             "instructions": "检索2023年归集台账"}  # fmt: skip
    answer = desk(bureau.clerk).post(path_of(case, "searches/new/"), given)
    assert answer.status_code == 400
    page = answer.content.decode()
    for shown in ("请选择一项", "须为日期，如 2026-01-31", "检索2023年归集台账", "31.1.2024"):
        assert shown in page
    assert case.history.count() == 1


def test_an_operations_refusal_is_shown_above_the_form(bureau, case):
    given = {"version": case.version, "department": bureau.archive.pk, "due_on": "2024-01-02",
             "instructions": "检索2023年归集台账"}  # fmt: skip
    page = desk(bureau.clerk).post(path_of(case, "searches/new/"), given).content.decode()
    assert "早于今天" in page and "检索2023年归集台账" in page


def test_the_later_of_two_is_told_and_loses_nothing_he_typed(bureau, case, recent):
    path = path_of(case, "notes/WITHDRAWAL_ASKED/")
    desk(bureau.clerk).post(
        path_of(case, "notes/DELIVERY_CHANGED/"),
        {"version": 0, "done_on": recent, "note": "来电", "form": "PAPER", "delivery": "MAIL"},
    )
    given = {"version": 0, "done_on": recent, "note": "申请人来信请求撤回"}
    answer = desk(bureau.clerk).post(path, given)
    assert answer.status_code == 409
    page = answer.content.decode()
    for told in ("王经办", "变更获取方式", "本次操作未保存", "申请人来信请求撤回"):
        assert told in page
    assert not case.history.filter(event="WITHDRAWAL_ASKED").exists()
    assert 'name="version" value="1"' in page
    assert desk(bureau.clerk).post(path, given | {"version": 1}).status_code == 302
    assert case.history.filter(event="WITHDRAWAL_ASKED").exists()


def test_a_forged_day_state_or_organ_is_ignored(bureau, case, recent):
    forged = {"version": 0, "done_on": recent, "note": "来电",
              "due_on": "2099-01-01", "state": "CLOSED", "event": "REPLIED",
              "agency": bureau.outsider.agency_id}  # fmt: skip
    due_on = case.due_on
    desk(bureau.clerk).post(path_of(case, "notes/WITHDRAWAL_ASKED/"), forged)
    case.refresh_from_db()
    assert (case.state, case.due_on, case.agency) == ("RECEIVED", due_on, bureau.agency)
    assert not case.history.filter(event="REPLIED").exists()


@pytest.mark.parametrize("event", ["REPLIED", "EXTENDED", "NONE", "<b>"])
def test_what_no_applicant_does_has_no_form(event, bureau, case):
    assert desk(bureau.clerk).get(path_of(case, f"notes/{event}/")).status_code == 404


def test_a_wrong_entry_is_corrected_beside_it(bureau, case, recent):
    entry = CaseEvent.objects.get(request=case)
    given = {"version": 0, "reason": "登记成了到达之日",
             "instead_on": recent - timedelta(days=1)}  # fmt: skip
    answer = desk(bureau.clerk).post(path_of(case, f"history/{entry.pk}/correct/"), given)
    assert answer.status_code == 302
    page = desk(bureau.clerk).get(path_of(case)).content.decode()
    assert "已更正" in page and "登记成了到达之日" in page
    case.refresh_from_db()
    assert case.received_on == recent - timedelta(days=1)


def test_a_file_is_saved_as_it_was_and_each_download_is_on_record(
    bureau, case, at, settings, tmp_path
):
    settings.GONGKAI_FILES = tmp_path
    file = keep_file(request=case, kind=FileKind.APPLICATION, name="申请 表.pdf", at=at,
                     media_type="application/pdf", content=b"%PDF-1.7 \xe7")  # fmt: skip
    answer = desk(bureau.clerk).get(f"/console/requests/files/{file.pk}/")
    assert answer.content == b"%PDF-1.7 \xe7"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E7%94%B3")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action="request.read_file")
    assert (entry.officer, entry.subject) == (bureau.clerk, case.register_no)
    assert "申请" not in str(entry.detail)


def test_personal_data_is_shown_in_full_once_and_on_record(bureau, case):
    assert desk(bureau.clerk).get(path_of(case, "identity/")).status_code == 405
    answer = desk(bureau.clerk).post(path_of(case, "identity/"))
    page = answer.content.decode()
    for shown in ("赵小明", case.identity_number, case.phone):
        assert shown in page
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action="request.read_identity")
    assert (entry.officer, entry.subject) == (bureau.clerk, case.register_no)
    assert case.identity_number not in str(entry.detail)


def test_cases_are_split_joined_tied_and_assigned_through_the_console(bureau, case):
    given = {"version": 0, "parts": "归集情况\r\n\r\n贷款情况\n\n提取情况"}
    desk(bureau.clerk).post(path_of(case, "split/"), given)
    assert DisclosureRequest.objects.filter(wanted__in=["贷款情况", "提取情况"]).count() == 2
    case.refresh_from_db()
    for rest, given in (
        ("join/", {"numbers": "SQ2024-00001 没有这个", "reason": "同一信息"}),
        ("link/", {"number": "没有这个", "kind": "RELATED"}),
    ):
        answer = desk(bureau.clerk).post(path_of(case, rest), given | {"version": case.version})
        assert "没有 没有这个" in answer.content.decode()
    given = {"version": case.version, "number": "SQ2024-00001", "kind": "REPEATS"}
    assert desk(bureau.clerk).post(path_of(case, "link/"), given).status_code == 302
    assert CaseLink.objects.filter(kind="REPEATS").count() == 1
    given = {"version": case.version + 1, "handler": bureau.reviewer.pk,
             "department": bureau.archive.pk}  # fmt: skip
    answer = desk(bureau.head).post(path_of(case, "assign/"), given)
    assert notes(answer) == ["已分派。"]
    assert "李审核" in desk(bureau.head).get(path_of(case)).content.decode()


def test_an_opinion_goes_from_asking_to_judgement(bureau, recent):
    case = CaseFactory(agency=bureau.agency, entries=(
        Entry(recent, Event.RECEIVED),
        Entry(recent, Event.THIRD_PARTY_CONSULTED, "第三方甲", recent),
    ))  # fmt: skip
    row = Consultation.objects.create(request=case, kind="THIRD_PARTY", label="第三方甲",
                                      name="某公司", asked_about="合同", sent_on=recent,
                                      reached_on=recent)  # fmt: skip
    base = path_of(case, f"consultations/{row.pk}/")
    silent = desk(bureau.clerk).post(f"{base}silence/", {"version": 0})
    assert "期满后才能登记" in notes(silent)[0]
    given = {"version": 0, "opinion": "REFUSES", "opinion_text": "商业秘密",
             "answered_on": recent}  # fmt: skip
    assert desk(bureau.clerk).post(f"{base}opinion/", given).status_code == 302
    given = {"version": 1, "is_reasonable": "yes", "judgement": "确属商业秘密"}
    assert desk(bureau.clerk).post(f"{base}judge/", given).status_code == 302
    page = desk(bureau.clerk).get(path_of(case)).content.decode()
    assert "理由成立。" in page and "确属商业秘密" in page
    page = desk(bureau.clerk).get(f"{base}judge/").content.decode()
    assert "确属商业秘密" in page


def test_a_dispute_is_registered_closed_and_corrected(bureau, case):
    today = timezone.localdate()
    given = {"number": case.register_no, "route": "RECONSIDERATION", "organ": "丁市人民政府",
             "filed_on": today}  # fmt: skip
    new = "/console/requests/disputes/new/"
    wrong = desk(bureau.clerk).post(new, given | {"number": "没有这个"})
    assert wrong.status_code == 400
    assert (
        "本机关没有 没有这个" in wrong.content.decode() and "丁市人民政府" in wrong.content.decode()
    )
    answer = desk(bureau.clerk).post(new, given)
    dispute = Dispute.objects.get()
    assert answer["Location"] == f"/console/requests/disputes/{dispute.pk}/"
    close = {"close": "1", "close-result": "UPHELD", "close-closed_on": today}
    assert desk(bureau.clerk).post(answer["Location"], close).status_code == 302
    amend = {"amend": "1", "amend-route": "RECONSIDERATION", "amend-organ": "",
             "amend-filed_on": today}  # fmt: skip
    assert desk(bureau.clerk).post(answer["Location"], amend).status_code == 400
    amend["amend-organ"] = "丙市人民政府"
    assert desk(bureau.clerk).post(answer["Location"], amend).status_code == 302
    page = desk(bureau.reviewer).get("/console/requests/disputes/?scope=closed").content.decode()
    assert "丙市人民政府" in page and "结果维持" in page


def test_moved_days_stand_on_the_case_and_on_the_years_page(bureau, at):
    DueChange.objects.create(request=bureau.case, was_on=date(2024, 1, 30), at=at,
                             now_on=date(2024, 1, 31),
                             cause="2024年工作日历变动（通知）")  # fmt: skip
    for path in (path_of(bureau.case), "/console/calendars/2024/"):
        page = desk(bureau.clerk).get(path).content.decode()
        assert "2024年工作日历变动" in page and "2024-01-31" in page
    page = desk(bureau.outsider).get("/console/calendars/2024/").content.decode()
    assert bureau.case.register_no not in page


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_more_on_a_case_asks_no_more_questions(bureau, case, on, at, recent):
    client = desk(bureau.clerk)
    more_on(case, bureau, at, 1)
    before = queries(client, path_of(case))
    more_on(case, bureau, at, 6)
    assert queries(client, path_of(case)) == before
    assert before <= 40


def more_on(case, bureau, at, count):
    for _each in range(count):
        other = OfficerFactory(agency=bureau.agency)
        department = DepartmentFactory(agency=bureau.agency)
        CaseEvent.objects.create(request=case, on=case.received_on, event="SEARCH_ORDERED",
                                 subject=department.name, officer=other)  # fmt: skip
        SearchTask.objects.create(request=case, department=department, due_on=case.received_on,
                                  instructions="检索", ordered_by=other,
                                  ordered_on=case.received_on)  # fmt: skip
        Consultation.objects.create(request=case, kind="CO_MAKER", label=department.name,
                                    name="某局", asked_about="发文", judged_by=other)  # fmt: skip
        ProcessingFee.objects.create(agency=bureau.agency, register_no=department.name,
                                     request=case, method="BY_PAGE", quantity=40, amount="100",
                                     noticed_on=case.received_on)  # fmt: skip
        Dispute.objects.create(agency=bureau.agency, register_no=department.name, request=case,
                               route="RECONSIDERATION", filed_on=case.received_on)  # fmt: skip
        CaseLink.objects.create(request=case, other=CaseFactory(agency=bureau.agency),
                                kind="RELATED", officer=other, at=at)  # fmt: skip
