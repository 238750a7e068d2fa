"""政府网站工作年度报表 on the portal: listed, shown as signed, taken away as files."""

from io import BytesIO

import docx
import openpyxl
import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.portal.kept_pages import READS_HEADER, RENDERING
from portal.reading import text
from website_reports.filled_forms import published, signed

pytestmark = pytest.mark.django_db
LIST = "/wangzhan-nianbao/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


def three(agency):
    return (
        agency,
        OfficerFactory(agency=agency, clerk=True, name="王经办"),
        OfficerFactory(agency=agency, reviewer=True, name="李审核"),
        OfficerFactory(agency=agency, head=True, name="张主任"),
    )


def test_a_published_form_is_listed_and_shown_with_who_signed(client, organ):
    row = published(*three(organ))
    address = f"{LIST}{organ.code}/2023/"
    client.defaults[RENDERING] = True
    listed = client.get(LIST)
    assert address in text(listed)
    assert listed[READS_HEADER] == f"site website-reports:{organ.pk}"
    shown = client.get(address)
    page = text(shown)
    assert "网站总访问量（次）" in page and "张主任" in page and row.snapshot.content_hash in page
    assert shown[READS_HEADER] == f"site website-reports:{organ.pk}"


def test_its_files_open(client, organ):
    published(*three(organ))
    base = f"{LIST}{organ.code}/2023/website-report."
    word = client.get(f"{base}docx")
    assert "attachment" in word["Content-Disposition"]
    assert len(docx.Document(BytesIO(word.getvalue())).tables) == 1
    book = openpyxl.load_workbook(BytesIO(client.get(f"{base}xlsx").getvalue()))
    assert book.active["A1"].value == "政府网站工作年度报表（2023年度）"
    assert client.get(f"{base}exe").status_code == client.get(f"{base}html").status_code == 404


def test_what_is_not_published_is_not_there(client, organ):
    signed(*three(organ))
    assert "尚未公布" in text(client.get(LIST))
    for address in (f"{organ.code}/2023/", f"{organ.code}/9999/", "nobody/2023/"):
        assert client.get(LIST + address).status_code == 404


def test_another_organ_is_not_listed_on_this_site(client, organ):
    other = AgencyFactory()
    published(*three(other))
    assert "尚未公布" in text(client.get(LIST))
    assert client.get(f"{LIST}{other.code}/2023/").status_code == 200
