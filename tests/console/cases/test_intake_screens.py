"""Taking in, confirming and other matters in the console."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casework.asking import NUMBER, filed
from console.conftest import desk, notes
from factories import CaseFactory
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import DisclosureRequest, Matter
from gongkai.casework.operations.matters import Submission, file_matter
from gongkai.casework.queries.tracking import track
from gongkai.rules.clock import Entry, Event

pytestmark = pytest.mark.django_db
BASE = "/console/requests/"
TYPED = {
    "channel": "MAIL_SIGNED", "confirmed_on": "", "assistance": "",
    "applicant_kind": "NATURAL_PERSON", "applicant_name": "王小明",
    "identity_kind": "RESIDENT_CARD", "identity_number": NUMBER, "contact_name": "",
    "phone": "13800138000", "email": "", "address": "", "postcode": "",
    "document_title": "", "document_no": "", "wanted": "2023年住房公积金归集、提取和贷款发放情况",
    "form": "PAPER", "delivery": "COUNTER", "token": "t" * 24,
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


def typed(**changes):
    return TYPED | {"arrived_on": timezone.localdate().isoformat()} | changes


def page_of(response):
    return response.content.decode()


def test_a_letter_is_taken_in_and_its_code_shown_once_registered(bureau):
    clerk = desk(bureau.clerk)
    scan = SimpleUploadedFile("来信.txt", "来信".encode())
    answer = clerk.post(f"{BASE}intake/", typed(files=scan), follow=True)
    case = DisclosureRequest.objects.latest("pk")
    page = page_of(answer)
    code = re.search(r"查询码 <strong>([A-Z2-9-]{11})</strong>", page)[1]
    assert track(bureau.agency, case.register_no, code) == case
    assert (case.channel, case.received_on, case.handler) == (
        "MAIL_SIGNED", timezone.localdate(), bureau.clerk,
    )  # fmt: skip
    assert case.files.get().name == "来信.txt" and NUMBER not in page
    again = clerk.post(f"{BASE}intake/", typed())
    assert again.status_code == 302 and DisclosureRequest.objects.count() == 2
    assert code not in page_of(desk(bureau.reviewer).get(f"{BASE}{case.pk}/check/"))


def test_a_lost_code_is_given_anew_and_the_old_one_opens_nothing(bureau):
    case, old = filed(bureau.agency)
    address = f"{BASE}{case.pk}/code/"
    clerk = desk(bureau.clerk)
    stale = clerk.post(address, {"version": "0"}, follow=True)
    assert "本次操作未保存" in page_of(stale) and track(bureau.agency, case.register_no, old)
    shown = page_of(clerk.post(address, {"version": "1"}, follow=True))
    new = re.search(r"查询码 <strong>([A-Z2-9-]{11})</strong>", shown)[1]
    assert track(bureau.agency, case.register_no, new) == case
    assert track(bureau.agency, case.register_no, old) is None
    assert desk(bureau.reviewer).post(address, {"version": "2"}).status_code == 403
    assert desk(bureau.outsider).post(address, {"version": "2"}).status_code == 404


def test_checking_shows_points_and_earlier_cases_and_registers_nothing(bureau):
    day = date(2024, 1, 2)
    entries = (Entry(day, Event.RECEIVED), Entry(day + timedelta(days=8), Event.REPLIED))
    CaseFactory(agency=bureau.agency, register_no="SQ2023-00007", entries=entries,
                outcome="DISCLOSED")  # fmt: skip
    answer = desk(bureau.clerk).post(f"{BASE}intake/", typed(check="1", phone="", form=""))
    page = page_of(answer)
    assert answer.status_code == 200 and "SQ2023-00007" in page and "予以公开" in page
    assert page.count("is-missing") == 2 and "与申请人取得联系的方式" in page
    assert 'value="王小明"' in page
    assert DisclosureRequest.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"channel": ""}, "提交渠道：未选择"),
        ({"channel": "PIGEON"}, "没有这一项"),
        ({"arrived_on": ""}, "到达日期：未填写"),
        ({"arrived_on": "昨天"}, "须为日期"),
        ({"arrived_on": "2999-01-01"}, "晚于今天"),
        ({"channel": "FAX", "confirmed_on": "2020-01-01"}, "早于到达日期"),
        ({"applicant_kind": ""}, "申请人类型：未选择"),
        ({"wanted": ""}, "所需信息：未填写"),
        ({"is_oral": "on"}, "口头申请"),
        ({"form": "FAX"}, "没有这一项"),
    ],
)
def test_wrong_values_are_told_and_nothing_is_lost_or_kept(bureau, changes, why):
    answer = desk(bureau.clerk).post(f"{BASE}intake/", typed(**changes))
    page = page_of(answer)
    assert answer.status_code == 400 and why in page
    assert 'value="王小明"' in page
    assert DisclosureRequest.objects.count() == 1


def test_a_file_that_lies_is_refused(bureau):
    bad = SimpleUploadedFile("来信.pdf", b"MZ\x90\0")
    answer = desk(bureau.clerk).post(f"{BASE}intake/", typed(files=bad))
    assert answer.status_code == 400 and "程序文件" in page_of(answer)
    assert DisclosureRequest.objects.count() == 1


def test_a_spoken_request_records_the_help_given(bureau):
    told = typed(channel="IN_PERSON", is_oral="on", assistance="代为填写并宣读")
    desk(bureau.clerk).post(f"{BASE}intake/", told)
    case = DisclosureRequest.objects.latest("pk")
    assert (case.is_oral, case.assistance) == (True, "代为填写并宣读")


@pytest.mark.parametrize("who", ["reviewer", "bystander", "outsider"])
def test_who_may_not_take_in_is_told_before_he_types(bureau, who):
    answer = desk(getattr(bureau, who)).get(f"{BASE}intake/")
    assert answer.status_code == (200 if who == "outsider" else 403)


def waiting(bureau, **more):
    day = {"on": timezone.localdate(), "at": timezone.now()}
    return filed(bureau.agency, **{**day, **more}).request


def test_the_late_ones_are_marked_and_one_is_confirmed(bureau):
    case = waiting(bureau, on=timezone.localdate() - timedelta(days=20))
    clerk = desk(bureau.clerk)
    page = page_of(clerk.get(f"{BASE}unconfirmed/"))
    assert case.register_no in page and "有1件超过到达当日" in page
    address = f"{BASE}{case.pk}/confirm/"
    assert "无法确认，终止登记" in page_of(clerk.get(address))
    day = timezone.localdate().isoformat()
    early = clerk.post(address, {"version": 1, "confirmed_on": "2020-01-01"})
    assert early.status_code == 400 and "早于到达日期" in page_of(early)
    stale = clerk.post(address, {"version": 0, "confirmed_on": day, "note": "电话"})
    assert stale.status_code == 409 and 'value="电话"' in page_of(stale)
    done = clerk.post(address, {"version": 1, "confirmed_on": day, "note": "电话确认"})
    assert done.status_code == 302 and "已确认收到，答复期限开始计算。" in notes(done)
    case.refresh_from_db()
    assert (case.state, case.received_on) == ("RECEIVED", timezone.localdate())


def test_what_cannot_be_confirmed_is_ended_with_a_reason(bureau):
    case = waiting(bureau)
    address = f"{BASE}{case.pk}/confirm/"
    blank = desk(bureau.clerk).post(address, {"version": 1, "reason": "", "drop": "1"})
    assert blank.status_code == 400 and "终止理由：未填写" in page_of(blank)
    data = {"version": 1, "reason": "三次联系未果", "drop": "1"}
    assert desk(bureau.clerk).post(address, data).status_code == 302
    case.refresh_from_db()
    assert case.state == "DROPPED"


@pytest.mark.parametrize("who", ["reviewer", "outsider"])
def test_only_clerks_of_the_organ_confirm(bureau, who):
    case = waiting(bureau)
    answer = desk(getattr(bureau, who)).post(
        f"{BASE}{case.pk}/confirm/", {"version": 1, "confirmed_on": "2024-01-10"}
    )
    assert answer.status_code in (403, 404)
    case.refresh_from_db()
    assert case.state == "AWAITING_CONFIRMATION"


@pytest.fixture
def matter(bureau):
    told = Submission(text="没有按期答复", name="王小明", identity_number=NUMBER,
                      phone="13800138000", about_number=bureau.case.register_no)  # fmt: skip
    day = {"on": timezone.localdate(), "at": timezone.now()}
    return file_matter(agency=bureau.agency, kind="COMPLAINT", submission=told, **day).matter


def test_a_matter_is_listed_taken_on_and_answered(bureau, matter):
    clerk = desk(bureau.clerk)
    assert matter.register_no in page_of(clerk.get(f"{BASE}matters/?kind=COMPLAINT"))
    assert matter.register_no not in page_of(clerk.get(f"{BASE}matters/?kind=PROPOSAL"))
    address = f"{BASE}matters/{matter.pk}/"
    page = page_of(clerk.get(address))
    assert bureau.case.register_no in page
    for hidden in (NUMBER, "王小明", "13800138000"):
        assert hidden not in page
    assert clerk.post(f"{address}take-on/").status_code == 302
    wrong = clerk.post(address, {"answer": "已督促"})
    assert wrong.status_code == 400 and "是否采纳：未选择" in page_of(wrong)
    assert "已督促" in page_of(wrong)
    done = clerk.post(address, {"answer": "已督促", "is_accepted": "yes"})
    assert done.status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.is_accepted) == ("ANSWERED", True)
    again = clerk.post(address, {"answer": "再答", "is_accepted": "no"})
    assert again.status_code == 400 and "不能重复办理" in page_of(again)
    assert matter.register_no not in page_of(clerk.get(f"{BASE}matters/"))
    assert matter.register_no in page_of(clerk.get(f"{BASE}matters/?all=1"))


def test_a_matter_is_passed_on(bureau, matter):
    address = f"{BASE}matters/{matter.pk}/"
    data = {"to_organ": "某某市公安局", "answer": "已转送", "transfer": "1"}
    assert desk(bureau.clerk).post(address, data).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.transferred_to) == ("TRANSFERRED", "某某市公安局")


def test_reading_who_brought_it_is_on_record_and_others_find_nothing(bureau, matter):
    address = f"{BASE}matters/{matter.pk}/"
    shown = desk(bureau.clerk).post(f"{address}submitter/")
    assert NUMBER in page_of(shown) and "no-store" in shown["Cache-Control"]
    assert AuditEntry.objects.order_by("-sequence").first().action == "matter.read_submitter"
    for who in ("outsider", "bystander"):
        stranger = desk(getattr(bureau, who))
        for method, path in (("get", address), ("post", f"{address}submitter/")):
            assert getattr(stranger, method)(path).status_code in (403, 404)
    assert Matter.objects.get().state == "SUBMITTED"


def test_lists_ask_the_database_no_more_for_more(bureau, matter, django_assert_max_num_queries):
    clerk = desk(bureau.clerk)
    day = {"on": timezone.localdate(), "at": timezone.now()}
    for _ in range(5):
        waiting(bureau)
        file_matter(agency=bureau.agency, kind="COMPLAINT",
                    submission=Submission(text="又一件"), **day)  # fmt: skip
    for path in ("unconfirmed/", "matters/", f"{bureau.case.pk}/check/"):
        with django_assert_max_num_queries(24):
            assert clerk.get(f"{BASE}{path}").status_code == 200
