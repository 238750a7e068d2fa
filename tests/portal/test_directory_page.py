"""政府信息公开目录: number, name, summary, day of formation, by months (条例第十二条)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import ColumnFactory, ItemFactory
from gongkai.agencies.models import Agency
from gongkai.publications.operations.publishing import take_down
from gongkai.static_site.marks import RENDERING
from portal.reading import subjects, tags, text
from publications.office import NOW, drafted, office, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    """Return the office whose site it is."""
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(code="gjj", is_default=True)
    place.agency.refresh_from_db()
    return place


def test_each_public_item_stands_there_with_what_the_law_wants(client, place):
    item = published(place, drafted(place, title="提取办法", summary="规定提取的条件和程序。"))
    month = f"{item.published_at:%Y/%m}"
    for address in ("/xinxi/gjj/mulu/", f"/xinxi/gjj/mulu/{month}/"):
        response = client.get(address)
        page = text(response)
        for heading in ("索引号", "名称", "内容概述", "生成日期"):
            assert f'<th scope="col">{heading}</th>' in page
        assert f'<td class="no">{item.index_no}</td>' in page and item.index_no
        assert f'<a href="/xinxi/gjj/{item.pk}/">提取办法</a>' in page
        assert "规定提取的条件和程序。" in page
        assert f"{item.formed_on:%Y-%m-%d}" in page
        assert tags(response)["ColumnName"] == "政府信息公开目录"
    for address in ("/xinxi/gjj/gongkai/", "/ditu/", "/xinxi/", "/sitemap.xml"):
        assert "/xinxi/gjj/mulu/" in text(client.get(address)), address


def test_what_is_taken_down_is_in_no_directory(client, place):
    item = published(place, drafted(place, title="一条撤下的信息"))
    take_down(item=item, reason="内容有误", officer=place.reviewer, **NOW)
    response = client.get("/xinxi/gjj/mulu/")
    assert "一条撤下的信息" not in text(response) and "暂无公开信息" in text(response)
    assert client.get(f"/xinxi/gjj/mulu/{item.published_at:%Y/%m}/").status_code == 404


def test_what_only_the_register_knows_stands_there_by_its_name(client, place):
    ItemFactory(column=place.column, title="登记簿中的<信息>", published_on=date(2023, 5, 1))
    page = text(client.get("/xinxi/gjj/mulu/2023/05/"))
    assert "登记簿中的&lt;信息&gt;" in page and "—" in page


def test_a_full_month_is_cut_into_sheets_that_are_asked_in_few_queries(client, place):
    column = ColumnFactory(agency=place.agency)
    for number in range(60):
        day = date(2023, 5, 1) + timedelta(days=number // 3)
        ItemFactory(column=column, title=f"第{number}条", published_on=day)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = text(client.get("/xinxi/gjj/mulu/2023/05/"))
    assert len(asked) <= 9, [each["sql"] for each in asked]
    assert 'href="/xinxi/gjj/mulu/2023/05/p2/"' in page and "第59条" in page
    assert "第0条" in text(client.get("/xinxi/gjj/mulu/2023/05/p1/"))
    response = client.get("/xinxi/gjj/mulu/2023/05/", **{RENDERING: True})
    assert f"agency:{place.agency.pk}:2023-05" in subjects(response)


@pytest.mark.parametrize("month", ["2023/13", "2023/00", "0000/01", "1999/01", "2023/05/p9"])
def test_a_month_that_holds_nothing_is_not_there(client, place, month):
    assert client.get(f"/xinxi/gjj/mulu/{month}/").status_code == 404
