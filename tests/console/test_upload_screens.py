"""A ledger on its way in: template, upload, check, preview, confirmation or giving up."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from console.conftest import desk, notes
from console.visible_text import english_in
from gongkai.casework.models import DisclosureRequest
from gongkai.hotline.models import Call
from gongkai.ledgers.models import Upload
from gongkai.ledgers.queries.uploads import file_of
from gongkai.ledgers.sheets.catalogue import BY_KIND, SHEETS
from ledgers.rows import CALL, ITEM, ONE_OF_EACH, REQUEST

PAGE = "/console/ledgers/"
pytestmark = pytest.mark.django_db(transaction=True)


def workbook(**kinds):
    """Return a workbook with rows by kind, as bytes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for kind, rows in kinds.items():
        spec = BY_KIND[kind]
        sheet = book.create_sheet(spec.title)
        sheet.append([column.header for column in spec.columns])
        for row in rows:
            sheet.append([row.get(field) for field in spec.fields])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def send(officer, content, name="2023年台账.xlsx", **data):
    return desk(officer).post(PAGE, {"file": SimpleUploadedFile(name, content), **data})


def shown(officer, upload):
    return desk(officer).get(f"{PAGE}{upload.pk}/").content.decode()


def test_the_template_holds_every_sheet_and_the_organs_columns(office):
    answer = desk(office.clerk).get(f"{PAGE}template/")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert {spec.title for spec in SHEETS} <= set(book.sheetnames)
    guide = desk(office.clerk).get(f"{PAGE}guide/").content.decode()
    for spec in SHEETS:
        assert spec.title in guide and spec.purpose in guide


def test_a_ledger_is_checked_previewed_and_imported_only_once_confirmed(office):
    answer = send(office.clerk, workbook(**{kind: [row] for kind, row in ONE_OF_EACH.items()}))
    upload = Upload.objects.get()
    assert answer["Location"] == f"{PAGE}{upload.pk}/"
    page = shown(office.clerk, upload)
    assert upload.state == "CHECKED" and f"将新登记{len(ONE_OF_EACH)}条" in page
    assert "2022年度归集使用情况" in page
    for secret in (REQUEST["identity_number"], REQUEST["phone"], REQUEST["applicant_name"]):
        assert secret not in page
    assert english_in(page) == []
    assert not Call.objects.filter(register_no=CALL["register_no"]).exists()
    desk(office.clerk).post(f"{PAGE}{upload.pk}/confirm/")
    upload.refresh_from_db()
    assert upload.state == "IMPORTED" and not file_of(upload).exists()
    page = shown(office.clerk, upload)
    assert f"新登记{len(ONE_OF_EACH)}条" in page and "</button>" not in page.split("gk-body")[1]
    assert Call.objects.filter(agency=office.agency, register_no=CALL["register_no"]).exists()
    twice = desk(office.clerk).post(f"{PAGE}{upload.pk}/confirm/")
    assert "不能导入" in notes(twice)[0]


def test_bad_rows_are_named_and_bar_the_way(office):
    bad = CALL | {"called_on": "二月三十", "register_no": "RX-2"}
    secret = REQUEST | {"identity_number": "110101199003070012"}
    send(office.clerk, workbook(calls=[CALL, bad], requests=[secret]))
    upload = Upload.objects.get()
    page = shown(office.clerk, upload)
    assert "整份台账不能导入" in page and "二月三十" in page and ">3<" in page
    assert secret["identity_number"] not in page
    assert "确认导入" not in page
    refused = desk(office.clerk).post(f"{PAGE}{upload.pk}/confirm/")
    assert "有错误的行" in notes(refused)[0]
    assert not DisclosureRequest.objects.filter(register_no=REQUEST["register_no"]).exists()


def test_a_ledger_can_be_given_up(office):
    send(office.clerk, workbook(items=[ITEM]))
    upload = Upload.objects.get()
    desk(office.clerk).post(f"{PAGE}{upload.pk}/discard/")
    upload.refresh_from_db()
    assert upload.state == "DISCARDED" and not file_of(upload).exists()
    assert "已放弃" in shown(office.clerk, upload)


def test_corrections_need_to_be_asked_for(office):
    send(office.clerk, workbook(items=[ITEM]))
    desk(office.clerk).post(f"{PAGE}{Upload.objects.get().pk}/confirm/")
    changed = workbook(items=[ITEM | {"title": "改过的标题"}])
    send(office.clerk, changed)
    assert "整份台账不能导入" in shown(office.clerk, Upload.objects.latest("pk"))
    send(office.clerk, changed, update="on")
    assert "更正1条" in shown(office.clerk, Upload.objects.latest("pk"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("台账.pdf", b"%PDF-1.7", "不是Excel文件"),
        ("空.xlsx", b"", "文件是空的"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_at_once(name, content, said, office):
    answer = send(office.clerk, content, name)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_damaged_workbook_is_told_and_over(office):
    send(office.clerk, b"PK\x03\x04 not a workbook at all")
    upload = Upload.objects.get()
    page = shown(office.clerk, upload)
    assert upload.state == "UNREADABLE" and upload.message in page
    assert upload.file_name not in page and "确认导入" not in page


def test_while_it_is_worked_on_the_page_asks_again_by_itself(office, at):
    upload = Upload.objects.create(agency=office.agency, officer=office.clerk, size=9, progress=40,
                                   original_name="台账.xlsx", created_at=at)  # fmt: skip
    page = shown(office.clerk, upload)
    assert '<meta http-equiv="refresh" content="3">' in page and "40%" in page
    Upload.objects.update(state="FAILED", message="处理中发生意外错误")
    page = shown(office.clerk, upload)
    assert "http-equiv" not in page and "重新检查" in page
    desk(office.clerk).post(f"{PAGE}{upload.pk}/check/")
    upload.refresh_from_db()
    assert upload.state == "UNREADABLE"


def test_who_may_not_import_finds_no_form_and_is_refused(office):
    assert 'type="file"' not in desk(office.retired).get(PAGE).content.decode()
    assert send(office.retired, workbook(items=[ITEM])).status_code == 403
    send(office.clerk, workbook(items=[ITEM]))
    upload = Upload.objects.get()
    for step in ("confirm", "discard", "check"):
        assert desk(office.retired).post(f"{PAGE}{upload.pk}/{step}/").status_code == 403
    assert Upload.objects.get().state == "CHECKED"
