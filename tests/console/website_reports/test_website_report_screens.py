"""The website's yearly form at the console, from its beginning to the portal."""

from io import BytesIO

import openpyxl
import pytest

from console.conftest import desk, notes
from gongkai.website_reports.models import ColumnUse, WebsiteReport
from portal.reading import text
from website_reports.filled_forms import by_hand, filled

pytestmark = pytest.mark.django_db
LIST = "/console/website-reports/"
YEAR = f"{LIST}2023/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


def test_a_form_is_begun_and_shows_what_the_records_give(office):
    client = desk(office.clerk)
    assert "2023年" in text(client.get(LIST))
    assert client.get(YEAR).status_code == 404
    assert client.post(f"{YEAR}begin/")["Location"] == YEAR
    page = text(client.get(YEAR))
    assert "信息发布总数" in page and "未填写" in page
    assert desk(office.outsider).get(YEAR).status_code == 404
    assert desk(office.retired).post(f"{LIST}2022/begin/").status_code == 403


def test_what_is_entered_by_hand_is_saved_together_or_shown_again(office):
    client = desk(office.clerk)
    client.post(f"{YEAR}begin/")
    refused = client.post(
        f"{YEAR}fill/", by_hand() | {"visits": "很多", "other_media": "某某客户端"}
    )
    page = text(refused)
    assert refused.status_code == 400 and "网站总访问量：“很多”无效" in page
    assert "某某客户端" in page and 'value="很多"' in page
    assert client.post(f"{YEAR}fill/", by_hand()).status_code == 302
    assert 'value="9"' in text(client.get(f"{YEAR}fill/"))


def test_a_value_shows_its_records_and_is_replaced_with_a_reason(office):
    client = desk(office.clerk)
    client.post(f"{YEAR}begin/")
    address = f"{YEAR}values/items_total/"
    page = text(client.get(address))
    assert "对应记录" in page and "XW-" in page
    refused = client.post(address, {"value": "99", "reason": ""})
    assert refused.status_code == 400 and "须写明理由" in text(refused)
    assert 'value="99"' in text(refused)
    client.post(address, {"value": "99", "reason": "含原网站发布的"})
    page = text(client.get(YEAR))
    assert "已改" in page and "含原网站发布的" in page
    assert notes(client.post(f"{address}clear/")) == ["已恢复为系统统计值。"]
    assert "已改" not in text(client.get(YEAR))
    for wrong in ("clerk", "nothing"):
        assert client.get(f"{YEAR}values/{wrong}/").status_code == 404


def test_columns_are_listed_with_where_they_count(office):
    client = desk(office.clerk)
    client.post(f"{YEAR}begin/")
    page = text(client.get(f"{YEAR}columns/"))
    assert "系统默认归类" in page and "默认" in page
    client.post(f"{YEAR}columns/", {"column": "x", "group": "NEWS", "interprets": "NONE"})
    assert not ColumnUse.objects.exists()


def test_three_people_sign_and_it_is_published(office):
    filled(office.agency, office.clerk)
    sign_off = f"{YEAR}sign-off/"
    desk(office.clerk).post(f"{sign_off}submit/")
    assert WebsiteReport.objects.get().state == "IN_REVIEW"
    assert "须由其他人员签署" in text(desk(office.clerk).get(sign_off))
    desk(office.reviewer).post(f"{sign_off}sign/", {"verdict": "PASS", "opinion": ""})
    assert "签署通过" in text(desk(office.head).get(sign_off))
    desk(office.head).post(f"{sign_off}sign/", {"verdict": "PASS", "opinion": ""})
    assert notes(desk(office.head).post(f"{sign_off}publish/")) == ["已公布。"]
    page = text(desk(office.clerk).get(sign_off))
    assert "查看公布页" in page and "李审核" in page
    book = desk(office.clerk).get(f"{YEAR}files/xlsx/")
    assert openpyxl.load_workbook(BytesIO(book.content)).active["A1"].value.endswith("年度）")
    assert desk(office.clerk).get(f"{YEAR}files/exe/").status_code == 404
    assert desk(office.clerk).post(f"{sign_off}explode/").status_code == 404


def test_errors_keep_it_from_being_sent_in(office):
    client = desk(office.clerk)
    client.post(f"{YEAR}begin/")
    assert "处理后方可送审" in text(client.get(f"{YEAR}sign-off/"))
    [told] = notes(client.post(f"{YEAR}sign-off/submit/"))
    assert "检查发现" in told


def test_the_form_takes_as_many_queries_whatever_it_holds(office, django_assert_max_num_queries):
    filled(office.agency, office.clerk)
    client = desk(office.clerk)
    client.get(YEAR)
    with django_assert_max_num_queries(60):
        client.get(YEAR)
