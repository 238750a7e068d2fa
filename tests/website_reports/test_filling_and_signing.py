"""A form filled in, overridden with reasons, signed by three people, published as files."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace

import docx
import openpyxl
import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.documents.reports.writing import OutputFailed
from gongkai.documents.website_forms.writing import render_form
from gongkai.messages.models import Notice
from gongkai.outbox.models import Change
from gongkai.review.operations import SignatureRefused
from gongkai.rules.website_form import ValueRefused
from gongkai.website_reports.models import EnteredValue, WebsiteReport
from gongkai.website_reports.operations.filling import (
    FormRefused,
    begin_form,
    clear_value,
    enter_value,
    fill_in,
)
from gongkai.website_reports.operations.publishing import folder_of_form, publish_form
from gongkai.website_reports.operations.reminding import remind
from gongkai.website_reports.operations.signing import sign_form, submit_form, take_back_form
from gongkai.website_reports.queries.compiling import NoSuchField, compile_form
from gongkai.website_reports.queries.documents import signed_form
from gongkai.website_reports.queries.published import published_form, published_forms
from website_reports.filled_forms import AT, ON, YEAR, by_hand, filled, published, signed


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def office(db):
    agency = AgencyFactory(name="丙市住房公积金管理中心")
    return SimpleNamespace(
        agency=agency,
        clerk=OfficerFactory(agency=agency, clerk=True, name="王经办"),
        reviewer=OfficerFactory(agency=agency, reviewer=True, name="李审核"),
        head=OfficerFactory(agency=agency, head=True, name="张主任"),
    )


@pytest.fixture
def by(office):
    return {"officer": office.clerk, "on": ON, "at": AT}


def people(office):
    return office.agency, office.clerk, office.reviewer, office.head


def test_years_that_can_have_no_form_are_refused(office, by):
    for year in (2016, 2025):
        with pytest.raises(FormRefused, match=str(year)):
            begin_form(agency=office.agency, year=year, **by)
    with pytest.raises(NotAllowed):
        begin_form(agency=office.agency, year=YEAR, officer=OfficerFactory(), on=ON, at=AT)
    first = begin_form(agency=office.agency, year=YEAR, **by)
    assert begin_form(agency=office.agency, year=YEAR, **by) == first


def test_a_value_of_the_records_is_replaced_only_with_a_reason(office, by):
    ItemFactory(column=ColumnFactory(agency=office.agency, name="工作动态"))
    report = begin_form(agency=office.agency, year=YEAR, **by)
    with pytest.raises(FormRefused, match="统计为1.*理由"):
        enter_value(report=report, field="items_news", value="5", reason=" ", **by)
    with pytest.raises(ValueRefused, match="政务动态"):
        enter_value(report=report, field="items_news", value="五", reason="补记", **by)
    for field in ("clerk", "nothing"):
        with pytest.raises(NoSuchField):
            enter_value(report=report, field=field, value="5", reason="补记", **by)
    assert not EnteredValue.objects.exists()
    enter_value(report=report, field="items_news", value="5", reason="上半年在原网站发布", **by)
    line = compile_form(office.agency, YEAR).lines["items_news"]
    assert (line.value, line.counted, line.is_overridden, line.is_outdated) == (5, 1, True, False)
    assert line.entered.reason == "上半年在原网站发布"
    ItemFactory(column=ColumnFactory(agency=office.agency, name="要闻"))
    assert compile_form(office.agency, YEAR).lines["items_news"].is_outdated
    clear_value(report=report, field="items_news", **by)
    assert compile_form(office.agency, YEAR).values["items_news"] == 2
    assert enter_value(report=report, field="items_news", value="2", reason="", **by) is None


def test_what_records_do_not_give_is_entered_together_or_not_at_all(office, by):
    report = begin_form(agency=office.agency, year=YEAR, **by)
    with pytest.raises(ValueRefused, match="(?s)网站总访问量.*微博信息发布量"):
        fill_in(report=report, values=by_hand() | {"visits": "多", "weibo_posts": "-1"}, **by)
    with pytest.raises(FormRefused, match="由系统统计"):
        fill_in(report=report, values={"items_news": "9"}, **by)
    assert not EnteredValue.objects.exists()
    count = fill_in(report=report, values=by_hand(), **by)
    assert count == EnteredValue.objects.count() == 20
    assert fill_in(report=report, values=by_hand(), **by) == 0
    fill_in(report=report, values={"wechat_name": ""}, **by)
    assert compile_form(office.agency, YEAR).values["wechat_name"] is None


def test_errors_stop_submission(office, by):
    report = begin_form(agency=office.agency, year=YEAR, **by)
    with pytest.raises(FormRefused, match="检查发现"):
        submit_form(report=report, **by)


def test_three_different_people_sign_and_the_form_is_frozen(office, by):
    report = filled(office.agency, office.clerk)
    submit_form(report=report, **by)
    with pytest.raises(FormRefused, match="不能修改"):
        fill_in(report=report, values={"visits": "1"}, **by)
    with pytest.raises(NotAllowed):
        sign_form(report=report, verdict="PASS", opinion="", **by)
    with pytest.raises(NotAllowed):
        sign_form(report=report, verdict="PASS", opinion="", officer=office.head, on=ON, at=AT)
    back = sign_form(
        report=report, verdict="RETURN", opinion="请核对", officer=office.reviewer, on=ON, at=AT
    )
    assert back.state == "DRAFT" and Notice.objects.filter(text__contains="请核对").exists()
    submit_form(report=report, **by)
    take_back_form(report=report, **by)
    submit_form(report=report, **by)
    sign_form(report=report, verdict="PASS", opinion="", officer=office.reviewer, on=ON, at=AT)
    row = sign_form(report=report, verdict="PASS", opinion="", officer=office.head, on=ON, at=AT)
    values = row.snapshot.content["values"]
    assert [values[key] for key in ("clerk", "reviewer", "leader", "filled_on")] == [
        "王经办", "李审核", "张主任", "2024年1月20日",
    ]  # fmt: skip
    assert row.snapshot.content["entered"]["home_address"]["reason"] == "设置未登记"
    assert row.state == "SIGNED" and published_form(office.agency, YEAR) is None


def test_who_sent_it_in_does_not_sign_it(office):
    report = filled(office.agency, office.reviewer)
    submit_form(report=report, officer=office.reviewer, on=ON, at=AT)
    with pytest.raises(SignatureRefused, match="本人"):
        sign_form(report=report, verdict="PASS", opinion="", officer=office.reviewer, on=ON, at=AT)


def test_records_that_change_in_review_need_a_new_round(office, by):
    report = filled(office.agency, office.clerk)
    submit_form(report=report, **by)
    ItemFactory(column=ColumnFactory(agency=office.agency, name="工作动态"))
    with pytest.raises(SignatureRefused, match="变动"):
        sign_form(report=report, verdict="PASS", opinion="", officer=office.reviewer, on=ON, at=AT)


def test_publication_writes_the_files_and_tells_followers(office):
    row = signed(*people(office))
    with pytest.raises(NotAllowed):
        publish_form(report=row, officer=office.clerk, on=ON, at=AT)
    paths = publish_form(report=row, officer=office.head, on=ON, at=AT)
    assert {path.name for path in paths} == {
        f"website-report.{end}" for end in ("html", "docx", "xlsx")
    }
    assert list(published_forms(office.agency)) == [row]
    change = Change.objects.order_by("pk").last()
    assert change.kind == "website_report.published"
    assert change.detail["touches"] == [f"website-reports:{office.agency.pk}"]
    with pytest.raises(FormRefused, match="已公布"):
        publish_form(report=row, officer=office.head, on=ON, at=AT)
    assert "website_report.publish" in set(Entry.objects.values_list("action", flat=True))


def test_where_the_files_cannot_be_written_nothing_is_published(office):
    row = signed(*people(office))
    folder = folder_of_form(row)
    folder.parent.mkdir(parents=True)
    folder.write_text("not a folder")
    with pytest.raises(OutputFailed):
        publish_form(report=row, officer=office.head, on=ON, at=AT)
    assert WebsiteReport.objects.get().state == "SIGNED" and not published_forms().exists()


def test_the_word_file_opens_and_says_what_was_signed(office):
    row = published(*people(office))
    table = docx.Document(folder_of_form(row) / "website-report.docx").tables[0]
    lines = {cells[1].text: cells[2].text for cells in (line.cells for line in table.rows)}
    assert lines["网站总访问量（次）"] == "9" and lines["是否开展应急演练"] == "是"
    assert lines["单位负责人"] == "张主任" and lines["填报单位"] == office.agency.name
    assert table.rows[1].cells[0].text == "网站情况"


def test_the_workbook_opens_with_figures_as_numbers(office):
    row = published(*people(office))
    sheet = openpyxl.load_workbook(folder_of_form(row) / "website-report.xlsx").active
    lines = {
        sheet.cell(row=n, column=2).value: sheet.cell(row=n, column=3).value for n in range(3, 80)
    }
    assert lines["网站总访问量（次）"] == 9 and lines["信息发布总数（条）"] == 0
    assert lines["微信名称"] == "某某公积金"
    assert sheet["A1"].value == "政府网站工作年度报表（2023年度）"


def test_text_in_a_file_is_text(office):
    row = signed(*people(office))
    row.snapshot.content["values"] |= {"other_media": "=1+1", "wechat_name": "<b>甲</b>\x01"}
    document = signed_form(row.snapshot)
    page = render_form(document, "html").decode()
    assert "&lt;b&gt;甲&lt;/b&gt;" in page and "<b>甲" not in page and "\x01" not in page
    book = openpyxl.load_workbook(BytesIO(render_form(document, "xlsx")))
    cells = [cell.value for cell in book.active["C"]]
    assert "=1+1" in cells and all(cell.data_type != "f" for cell in book.active["C"])
    assert render_form(document, "docx") == render_form(document, "docx")


def test_the_seal_covers_what_was_signed(office):
    row = signed(*people(office))
    assert row.snapshot.content_hash == row.round.content_hash
    assert json.dumps(row.snapshot.content, ensure_ascii=False).count("王经办") >= 1


def test_reminders_come_once_before_the_end_of_january_until_it_is_public(office):
    begin_form(agency=office.agency, year=2022, officer=office.clerk, on=ON, at=AT)
    Notice.objects.all().delete()

    def given(month, day):
        return remind(on=date(2024, month, day), at=datetime(2024, month, day, 2, tzinfo=UTC))

    days = [(1, 3), (1, 24), (1, 24), (1, 29), (1, 31), (2, 1), (3, 1)]
    assert [given(*each) for each in days] == [0, 1, 0, 1, 1, 1, 0]
    assert Notice.objects.filter(text__contains="2024-01-31").count() == 8
    assert "已经逾期" in Notice.objects.order_by("pk").last().text
    published(*people(office))
    assert remind(on=date(2024, 6, 3), at=AT) == 0
