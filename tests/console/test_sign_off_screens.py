"""From submission to publication on screen, with what a later change of records shows."""

from annual_reports.year import YEAR
from console.conftest import desk, notes, signed, write
from factories import ItemFactory
from gongkai.annual_reports.models import AnnualReport
from gongkai.documents.reports.writing import FORMATS
from gongkai.hotline.models import Ticket
from gongkai.messages.models import Notice
from gongkai.publications.models import Column, Publication


def get(officer, path):
    return desk(officer).get(path).content.decode()


def state():
    return AnnualReport.objects.get(year=YEAR).state


def test_only_whose_turn_it_is_finds_a_button_to_sign(office, opened):
    page = f"{opened}sign-off/"
    assert "送审</button>" in get(office.clerk, page)
    assert "</button>" not in get(office.retired, page).split("gk-body")[1]
    desk(office.clerk).post(f"{page}submit/")
    assert "由您提交" in get(office.clerk, page)
    assert "签署通过" in get(office.reviewer, page)
    assert "当前为“审核”环节" in get(office.head, page)
    desk(office.reviewer).post(f"{page}sign/", {"verdict": "PASS", "opinion": "数据已核对"})
    assert "数据已核对" in get(office.clerk, page)
    assert "您已在本轮签署" in get(office.reviewer, page)
    assert "签署通过" in get(office.head, page)


def test_a_return_needs_an_opinion_and_reaches_the_drafter(office, opened):
    desk(office.clerk).post(f"{opened}sign-off/submit/")
    path = f"{opened}sign-off/sign/"
    empty = desk(office.reviewer).post(path, {"verdict": "RETURN", "opinion": ""})
    assert notes(empty) == ["退回时须填写意见，说明需要修改之处。"]
    assert state() == "IN_REVIEW"
    desk(office.reviewer).post(path, {"verdict": "RETURN", "opinion": "第五部分太笼统"})
    assert state() == "DRAFT"
    home = get(office.clerk, "/console/")
    assert "第五部分太笼统" in home
    subject = Notice.objects.get(officer=office.clerk).subject
    desk(office.clerk).post("/console/notices/read/", {"subject": subject})
    assert "第五部分太笼统" not in get(office.clerk, "/console/")
    assert "第五部分太笼统" in get(office.clerk, f"{opened}sign-off/")


def test_a_verdict_that_does_not_exist_is_refused(office, opened):
    desk(office.clerk).post(f"{opened}sign-off/submit/")
    answer = desk(office.reviewer).post(f"{opened}sign-off/sign/", {"verdict": "MAYBE"})
    assert "请选择" in notes(answer)[0]
    assert state() == "IN_REVIEW"


def test_errors_bar_the_way_to_review(office, opened):
    write(office.clerk, opened, "other", "{{ 没有.这个 }}")
    page = get(office.clerk, f"{opened}sign-off/")
    assert "检查发现1个错误" in page and "送审</button>" not in page
    refused = desk(office.clerk).post(f"{opened}sign-off/submit/")
    assert "1个错误" in notes(refused)[0]


def test_taking_back_and_records_that_move_during_review(office, opened):
    desk(office.clerk).post(f"{opened}sign-off/submit/")
    ItemFactory(column=Column.objects.get(agency=office.agency, code="news"))
    page = get(office.reviewer, f"{opened}sign-off/")
    assert "送审后记录或文字有变动" in page and "签署通过" not in page
    desk(office.clerk).post(f"{opened}sign-off/take-back/")
    assert state() == "DRAFT"


def test_the_archive_lists_the_records_that_changed_after_signing(office, opened):
    signed(office, opened)
    assert state() == "SIGNED"
    page = get(office.clerk, f"{opened}archive/")
    assert office.head.name in page and "完全一致" in page
    ItemFactory(column=Column.objects.get(agency=office.agency, code="news"), register_no="XW-NEU")
    Publication.objects.filter(title__contains="办公时间").order_by("pk").exclude(
        register_no="XW-NEU"
    ).filter(published_on__year=YEAR)[0].delete()
    Ticket.objects.filter(days_taken=7).update(days_taken=8)
    page = get(office.clerk, f"{opened}archive/")
    assert "XW-NEU" in page and "办件天数合计" in page
    assert "18" in page and "19" in page
    # What was signed can no longer be written.
    refused = write(office.clerk, opened, "other", "改动", version=1)
    assert refused.status_code == 409
    assert "已签发" in refused.content.decode()


def test_files_are_offered_as_draft_and_as_signed(office, opened):
    client = desk(office.clerk)
    missing = client.get(f"{opened}downloads/signed/json/")
    assert missing.status_code == 404 and "尚未签发" in missing.content.decode()
    signed(office, opened)
    starts = {"html": b"<!DOCTYPE", "docx": b"PK", "pdf": b"%PDF", "xlsx": b"PK", "json": b"{"}
    for version in ("draft", "signed"):
        for fmt in FORMATS:
            answer = client.get(f"{opened}downloads/{version}/{fmt}/")
            assert answer.status_code == 200, (version, fmt)
            assert answer.content.lstrip().startswith(starts[fmt]), (version, fmt)
            assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    draft = client.get(f"{opened}downloads/draft/html/").content.decode()
    final = client.get(f"{opened}downloads/signed/html/").content.decode()
    assert "草稿" in draft and "草稿" not in final
    assert client.get(f"{opened}downloads/draft/exe/").status_code == 404


def test_only_the_head_publishes_and_only_once(office, opened):
    early = desk(office.head).post(f"{opened}publication/publish/")
    assert "只有已签发" in notes(early)[0]
    signed(office, opened)
    assert "公布</button>" not in get(office.clerk, f"{opened}publication/")
    assert "公布</button>" in get(office.head, f"{opened}publication/")
    desk(office.head).post(f"{opened}publication/publish/")
    assert state() == "PUBLISHED"
    page = get(office.clerk, f"{opened}publication/")
    assert (
        office.head.name in page
        and "不再改变" in page
        and "</form>" not in page.split("gk-body")[1]
    )
