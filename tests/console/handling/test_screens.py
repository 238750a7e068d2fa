"""The queue, one application, limits and the office view, as officers see and use them."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from console.conftest import desk, notes
from fund_services.centre import PICTURE, file_rent
from fund_services.handling.test_a_day import accepted, approved, handled, proposed
from gongkai.audit.models import Entry
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import Application, ApplicationFile, ServiceLimits
from gongkai.fund_services.operations.applications.sending import exchange_with_core
from gongkai.messages.operations import notify


def page_of(officer, row):
    return desk(officer).get(reverse("console:application", args=[row.pk])).content.decode()


def act(officer, row, deed, **data):
    address = reverse("console:act-on-application", args=[row.pk, deed])
    version = Application.objects.get(pk=row.pk).version
    return desk(officer).post(address, {"version": version, **data})


def listed(officer, **query):
    return desk(officer).get(reverse("console:applications"), query).content.decode()


def test_lists_by_what_has_to_be_done(centre, filed):
    mine = accepted(centre, file_rent(centre, token="二"))
    review = proposed(centre, accepted(centre, file_rent(centre, token="三")))
    done = handled(centre, file_rent(centre, token="四"))
    # Who looks today finds what was closed lately.
    Application.objects.filter(pk=done.pk).update(closed_on=timezone.localdate())
    shown = {
        scope: {
            row.receipt_no
            for row in (filed, mine, review, done)
            if row.receipt_no in listed(centre.handler, scope=scope)
        }
        for scope in ("unassigned", "to-accept", "mine", "handling", "to-review", "to-deliver",
                      "late", "closed", "all")
    }  # fmt: skip
    numbers = [row.receipt_no for row in (filed, mine, review, done)]
    assert shown["unassigned"] == shown["to-accept"] == {numbers[0]}
    assert shown["mine"] == {numbers[1], numbers[2]} and shown["handling"] == {numbers[1]}
    assert shown["to-review"] == {numbers[2]}
    assert shown["to-deliver"] == shown["closed"] == {numbers[3]}
    # The clock of the console is today's: everything of 2024 is late by now.
    assert shown["late"] == set(numbers[:3]) and shown["all"] == set(numbers)
    # Each role begins where its work is.
    assert numbers[0] in listed(centre.handler) and numbers[2] in listed(centre.reviewer)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"text": "bj2024-000001"}, True), ({"text": "不存在"}, False), ({"text": "000001"}, True),
        ({"audience": "EMPLOYER"}, False), ({"audience": "WORKER"}, True),
        ({"item": "0"}, True), ({"handler": "x", "page": "99"}, True), ({"text": "\x00"}, True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_no_query_breaks_it(query, found, centre, filed):
    assert (filed.receipt_no in listed(centre.handler, scope="all", **query)) is found


def test_more_applications_ask_no_more_queries(centre, filed):
    counts = []
    client = desk(centre.handler)
    for more in (0, 6):
        for number in range(more):
            row = accepted(centre, file_rent(centre, token=f"多{number}"))
            if number % 2:
                proposed(centre, row)
        for path in (reverse("console:applications") + "?scope=all",
                     reverse("console:service-office") + "?year=2024"):  # fmt: skip
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:] and max(counts) <= 22


def test_a_page_masks_persons_until_they_are_read_on_record(centre, filed):
    number = centre.account.identity_number
    page = page_of(centre.handler, filed)
    for sealed in (number, "6222020000000000", str(centre.account.phone), centre.account.name):
        assert sealed not in page
    address = reverse("console:read-application-person", args=[filed.pk])
    answer = desk(centre.handler).post(address)
    assert number in answer.content.decode() and "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(action="application.read_person").count() == 1


def test_the_page_explains_its_day_and_what_cannot_be_done_yet(centre, filed):
    accepted(centre, filed)
    page = page_of(centre.handler, filed)
    for words in ("为什么是这一天", "自受理申请之日起3日", "《住房公积金管理条例》第二十五条",
                  "受理当日不计", "尚未核到统一规定", "表单第1版", "市场租赁住房",
                  "复核同意办理以后才能发出"):  # fmt: skip
        assert words in page, words


def test_a_day_of_handling_on_the_screens(centre, filed):
    assert "已受理" in notes(act(centre.handler, filed, "accept"))[0]
    told = {"m-identity_card": "反面缺失", "f-rent_to": "与合同不一致", "note": "请一次补齐"}
    answer = act(centre.handler, filed, "ask-correction", **told)
    assert answer.status_code == 302
    row = Application.objects.get(pk=filed.pk)
    page = page_of(centre.handler, row)
    assert row.state == "CORRECTING" and "反面缺失" in page and "补正期限（申请人）" in page
    # Asked for once: it is not offered again, and a second post changes nothing.
    assert act(centre.handler, filed, "ask-correction", **told).status_code == 400


def test_what_was_typed_is_shown_again_where_it_is_refused(centre, filed):
    accepted(centre, filed)
    answer = act(centre.handler, filed, "propose", proposal="REFUSE", reason="")
    page = answer.content.decode()
    assert answer.status_code == 400 and "不予办理的依据：未填写" in page
    told = {"proposal": "REFUSE", "basis": "第二十四条", "reason": ""}
    page = act(centre.handler, filed, "propose", **told).content.decode()
    assert "不予办理的理由：未填写" in page and 'value="第二十四条"' in page
    other = act(centre.second, filed, "propose", proposal="GRANT", reason="情况属实")
    assert other.status_code == 403 and "情况属实" in other.content.decode()


def test_who_acts_on_an_older_page_is_told_and_keeps_what_he_typed(centre, filed):
    address = reverse("console:act-on-application", args=[filed.pk, "not-accept"])
    accepted(centre, filed)
    answer = desk(centre.second).post(
        address, {"version": 1, "basis": "第三条", "reason": "不属于本中心"}
    )
    page = answer.content.decode()
    assert answer.status_code in (403, 409) and "不属于本中心" in page


def test_materials_are_opened_on_record_and_never_run(centre, filed):
    file = ApplicationFile.objects.filter(application=filed).first()
    address = reverse("console:application-file", args=[filed.pk, file.pk])
    answer = desk(centre.handler).post(address)
    assert b"".join(answer) == PICTURE
    assert answer["Content-Type"] == "image/png" and answer["Content-Disposition"] == "inline"
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    file.media_type = "text/html"
    file.save()
    answer = desk(centre.handler).post(address)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert desk(centre.handler).get(address).status_code == 405
    assert Entry.objects.filter(action="application.read_file").count() == 2


def test_a_result_is_delivered_with_its_document(centre, filed):
    row = handled(centre, filed)
    wrong = SimpleUploadedFile("决定.pdf", b"MZ")
    answer = act(centre.handler, row, "deliver", way="ONLINE", document=wrong)
    assert answer.status_code == 400 and "不是PDF" in answer.content.decode()
    right = SimpleUploadedFile("决定.pdf", b"%PDF-1.7 made up")
    assert act(centre.handler, row, "deliver", way="ONLINE", document=right).status_code == 302
    page = page_of(centre.handler, row)
    assert "结果文件" in page and "送达" in page


def test_the_page_says_so_while_the_business_system_is_away(centre, filed):
    class Away:
        def submit(self, business, *, once, at):
            raise CoreAway("业务系统连接不上。")

    approved(centre, proposed(centre, accepted(centre, filed)))
    exchange_with_core(on=centre.on, at=centre.at, core=Away())
    page = page_of(centre.handler, filed)
    assert "业务系统暂时无法连接，已试1次" in page and "不会重复提交" in page


def test_limits_are_shown_with_their_source_and_set_by_the_head(centre):
    address = reverse("console:service-limits")
    page = desk(centre.handler).get(address).content.decode()
    assert "尚未核到统一规定" in page and "设置本中心的期限" not in page
    day = date(2040, 1, 1)
    told = {"in_force_from": day.isoformat(), "basis": "某公积金〔2040〕1号", "accept_days": 1,
            "correct_days": 5, "days": 5, "counting": "WORKING", "correction": "RESTART",
            "item-RENT_WITHDRAWAL": 9}  # fmt: skip
    answer = desk(centre.head).post(address, told)
    assert answer.status_code == 400 and "第二十五条规定为3日" in answer.content.decode()
    told["item-RENT_WITHDRAWAL"] = 2
    assert desk(centre.handler).post(address, told).status_code == 403
    assert desk(centre.head).post(address, told).status_code == 302
    assert ServiceLimits.objects.get().items == {"RENT_WITHDRAWAL": 2}
    assert "2040-01-01" in desk(centre.head).get(address).content.decode()


@pytest.mark.parametrize("query", [{}, {"year": "x"}, {"year": "2024", "month": "13"}])
def test_the_office_view_takes_any_query(query, centre, filed):
    page = desk(centre.head).get(reverse("console:service-office"), query)
    assert page.status_code == 200 and "18/18" in page.content.decode()


def test_the_office_views_workbook(centre, filed):
    handled(centre, filed)
    query = {"year": "2024", "month": "3"}
    answer = desk(centre.head).get(reverse("console:service-office-table"), query)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["网上办件", "口径说明"]
    assert "2024-03-01至2024-03-31" in book["网上办件"]["A2"].value


def test_a_notice_leads_to_its_application(centre, filed):
    notify(officers=[centre.head], text="请看", subject=filed.receipt_no, at=centre.at)
    page = desk(centre.head).get("/console/").content.decode()
    assert reverse("console:application", args=[filed.pk]) in page
