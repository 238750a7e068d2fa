"""办理查询: by number and code only, the same answer for all that is wrong, acts once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from factories import CaseFactory, IssuedLetterFactory, OfficerFactory
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import CaseEvent, DisclosureRequest
from gongkai.casework.operations.acting import enter
from gongkai.casework.operations.confirming import confirm_receipt
from gongkai.casework.operations.keeping import keep_file
from gongkai.portal import grants
from gongkai.portal.throttling import TrackThrottle
from gongkai.rules.clock import Entry, Event
from portal.asking import file_one, receipt_of
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def clerk(organ):
    return OfficerFactory(agency=organ, clerk=True, name="王经办")


@pytest.fixture
def filed(client, organ, clerk):
    """Return number and code of a request that was filed on the site."""
    return receipt_of(text(file_one(client)))


def follow(number, code):
    """Return a browser that follows a case."""
    browser = Client()
    answer = browser.post("/chaxun/", {"number": number, "code": code})
    assert answer["Location"] == f"/chaxun/{number}/"
    return browser


def case_of(number):
    return DisclosureRequest.objects.get(register_no=number)


def confirmed(number, clerk):
    case, at = case_of(number), timezone.now()
    on = timezone.localdate()
    day = {"confirmed_on": on, "on": on, "at": at}
    return confirm_receipt(request=case, version=case.version, officer=clerk, **day)


def asked(number, clerk, kind="CORRECTION_NOTICE"):
    """Ask the applicant something, as the office does."""
    case = confirmed(number, clerk)
    day = {"dated_on": timezone.localdate(), "drafted_at": timezone.now()}
    IssuedLetterFactory(request=case, drafter=clerk, officer=clerk, kind=kind, **day)
    return case_of(number)


def test_a_case_is_followed_by_number_and_code_which_stand_in_no_address(filed):
    number, code = filed
    browser = follow(number, code)
    page = text(browser.get(f"/chaxun/{number}/"))
    assert "待确认收到" in page and "申请到达" in page and "住房公积金2022年年度报告" in page
    for hidden in (code, "王小明", "11010519491231002X", "13800138000", "王经办"):
        assert hidden not in page


def test_all_that_is_wrong_is_answered_alike(client, filed, organ):
    number, code = filed
    answers = []
    for typed in ((number, "AAAAA-AAAAA"), ("SQ2020-99999", code), ("SQ2020-99999", "AAAAA")):
        response = Client().post("/chaxun/", {"number": typed[0], "code": typed[1]})
        answers.append((response.status_code, text(response).count("登记号和查询码不相符")))
    assert answers == [(404, 2)] * 3 or answers == [(404, 1)] * 3
    stranger = Client()
    pages = {stranger.get(f"/chaxun/{each}/")["Location"] for each in (number, "SQ2020-99999")}
    assert pages == {"/chaxun/"}


def test_a_grant_is_for_one_case_and_ends(client, filed, monkeypatch):
    number, code = filed
    other = receipt_of(text(file_one(Client(), applicant_name="李四")))[0]
    browser = follow(number, code)
    assert browser.get(f"/chaxun/{other}/").status_code == 302
    assert (
        browser.post(f"/chaxun/{other}/withdrawal/", {"withdrawal-sure": "on"}).status_code == 302
    )
    assert not CaseEvent.objects.filter(event="WITHDRAWAL_ASKED").exists()
    monkeypatch.setattr(grants, "VALID_FOR", -1)
    assert browser.get(f"/chaxun/{number}/").status_code == 302
    monkeypatch.undo()
    browser = follow(number, code)
    browser.post(f"/chaxun/{number}/likai/")
    assert browser.get(f"/chaxun/{number}/").status_code == 302


def test_who_tries_codes_is_slowed_down(client, filed, monkeypatch):
    monkeypatch.setattr(TrackThrottle, "rate", "3/min")
    tried = {"number": filed[0], "code": "AAAAA-AAAAA"}
    assert [client.post("/chaxun/", tried).status_code for _ in range(4)] == [404, 404, 404, 429]


def test_blank_and_hostile_numbers_do_no_harm(client, organ):
    for typed in ({}, {"number": "\x00", "code": "a"}, {"number": "x" * 100, "code": "y" * 100}):
        assert client.post("/chaxun/", typed).status_code == 400
    assert client.post("/chaxun/", {"number": "' OR 1=1", "code": "<script>"}).status_code == 404


def correct(browser, number, **typed):
    case = case_of(number)
    told = {"correction-version": case.version, "correction-text": "指2022年年报"}
    return browser.post(f"/chaxun/{number}/correction/", {**told, **typed})


def test_a_correction_is_answered_once(filed, clerk):
    number, code = filed
    asked(number, clerk)
    browser = follow(number, code)
    page = text(browser.get(f"/chaxun/{number}/"))
    assert "提交补正" in page and "补正告知书" in page
    note = SimpleUploadedFile("补充.txt", b"abc")
    assert correct(browser, number, files=note).status_code == 302
    assert "补正已提交" in text(browser.get(f"/chaxun/{number}/"))
    again = correct(browser, number)
    assert again.status_code == 409
    assert "不能登记“收到补正”" in text(again) and "指2022年年报" in text(again)
    assert CaseEvent.objects.filter(event="CORRECTED").count() == 1
    assert case_of(number).files.filter(kind="CORRECTION").count() == 2


def test_an_act_on_an_older_version_keeps_what_was_typed_and_names_nobody(filed, clerk):
    number, code = filed
    asked(number, clerk)
    browser = follow(number, code)
    response = correct(browser, number, **{"correction-version": 0})
    page = text(response)
    assert response.status_code == 409
    assert "情况有变化" in page and "指2022年年报" in page and "王经办" not in page
    newest = f'name="correction-version" value="{case_of(number).version}"'
    assert newest in page


def test_a_late_correction_is_told_so(filed, clerk):
    number, code = filed
    case = asked(number, clerk)
    DisclosureRequest.objects.filter(pk=case.pk).update(correction_until="2020-01-01")
    browser = follow(number, code)
    assert correct(browser, number).status_code == 302
    assert "已超过补正期限" in text(browser.get(f"/chaxun/{number}/"))
    assert case_of(number).state == "WAITING_CORRECTION"


def test_files_that_lie_and_empty_answers_change_nothing(filed, clerk):
    number, code = filed
    asked(number, clerk)
    browser = follow(number, code)
    bad = correct(browser, number, files=SimpleUploadedFile("a.jpg", b"MZ\x90"))
    assert bad.status_code == 400 and "程序文件" in text(bad) and "重新选择" in text(bad)
    empty = correct(browser, number, **{"correction-text": " "})
    assert empty.status_code == 409 and "补正内容：未填写" in text(empty)
    assert correct(browser, number, **{"correction-version": "x"}).status_code == 400
    assert case_of(number).state == "WAITING_CORRECTION"


def test_a_fee_is_disputed_and_accepted(filed, clerk):
    number, code = filed
    asked(number, clerk, "FEE_NOTICE")
    browser = follow(number, code)
    page = text(browser.get(f"/chaxun/{number}/"))
    assert "对收费提出异议" in page and "同意按通知缴费" in page
    version = case_of(number).version
    data = {"dispute-version": version, "dispute-text": "页数算错了"}
    assert browser.post(f"/chaxun/{number}/dispute/", data).status_code == 302
    accepted = browser.post(f"/chaxun/{number}/fee/", {"fee-version": version + 1})
    assert accepted.status_code == 302 and case_of(number).state == "WAITING_FEE"


def test_withdrawing_needs_a_tick_and_delivery_is_changed(filed, clerk):
    number, code = filed
    browser = follow(number, code)
    data = {"withdrawal-version": 1, "withdrawal-text": ""}
    unsure = browser.post(f"/chaxun/{number}/withdrawal/", data)
    assert unsure.status_code == 400 and "请勾选" in text(unsure)
    changed = browser.post(
        f"/chaxun/{number}/delivery/",
        {"delivery-version": 1, "delivery-form": "PAPER", "delivery-delivery": "MAIL"},
    )
    assert changed.status_code == 409 and "通信地址" in text(changed)
    sure = browser.post(f"/chaxun/{number}/withdrawal/", data | {"withdrawal-sure": "on"})
    assert sure.status_code == 302
    assert "撤回请求已提交" in text(browser.get(f"/chaxun/{number}/"))


def test_unknown_acts_and_forged_fields_do_nothing(filed, clerk):
    number, code = filed
    browser = follow(number, code)
    assert browser.post(f"/chaxun/{number}/reply/", {}).status_code == 302
    forged = {"delivery-version": 1, "delivery-form": "PAPER", "delivery-delivery": "COUNTER",
              "delivery-state": "CLOSED", "state": "CLOSED", "due_on": "2099-01-01"}  # fmt: skip
    assert browser.post(f"/chaxun/{number}/delivery/", forged).status_code == 302
    case = case_of(number)
    assert (case.form, case.state, case.due_on) == ("PAPER", "AWAITING_CONFIRMATION", None)


def test_letters_are_downloaded_by_their_applicant_only(filed, clerk):
    number, code = filed
    case = confirmed(number, clerk)
    at = timezone.now()
    reply = IssuedLetterFactory(request=case, drafter=clerk, officer=clerk,
                                dated_on=timezone.localdate(), drafted_at=at)  # fmt: skip
    other = CaseFactory(agency=case.agency, register_no="甲1")
    told = {"name": "a.pdf", "media_type": "application/pdf", "content": b"x", "at": at}
    inner = keep_file(kind="SOURCE", request=case, **told)
    foreign = keep_file(kind="RELEASED", request=other, **told)
    reply.enclosures.add(inner, foreign)
    browser = follow(number, code)
    page = text(browser.get(f"/chaxun/{number}/"))
    address = f"/chaxun/{number}/wenjian/{reply.pdf_id}/"
    assert address in page and "救济途径" in page and "行政复议" in page
    answer = browser.get(address)
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.order_by("-sequence").first().action == "request.file_taken"
    for pk in (inner.pk, foreign.pk, 10**9):
        assert browser.get(f"/chaxun/{number}/wenjian/{pk}/").status_code == 404
    assert Client().get(address).status_code == 302


def test_the_steps_behind_the_day_are_told_and_inside_work_is_not(filed, clerk):
    number, code = filed
    case = confirmed(number, clerk)
    day = {"on": timezone.localdate(), "at": timezone.now()}
    enter(case, Entry(day["on"], Event.SEARCH_ORDERED, "档案科"), officer=clerk, **day)
    page = text(follow(number, code).get(f"/chaxun/{number}/"))
    assert "这一天是怎样算出来的" in page and "第三十一条" in page
    assert "交办检索" not in page and "档案科" not in page


def test_a_long_case_asks_the_database_no_more(filed, clerk, django_assert_max_num_queries):
    number, code = filed
    case = confirmed(number, clerk)
    day = {"on": timezone.localdate(), "at": timezone.now()}
    for place in range(6):
        enter(case, Entry(day["on"], Event.SEARCH_ORDERED, f"科室{place}"), officer=clerk, **day)
    browser = follow(number, code)
    with django_assert_max_num_queries(14):
        browser.get(f"/chaxun/{number}/")
