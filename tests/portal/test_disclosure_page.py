"""政府信息公开: its fixed parts, full or empty, at a constant cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.rules.statutory_items import statutory_items
from portal.reading import tags, text

pytestmark = pytest.mark.django_db
ADDRESS = "/xinxi/gjj/gongkai/"


def test_an_empty_organ_shows_every_part_and_says_that_there_is_nothing(client):
    AgencyFactory(code="gjj", is_default=True)
    page = text(client.get(ADDRESS))
    for part in ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报",
                 "依申请公开"):  # fmt: skip
        assert f">{part}</h2>" in page
    for item in statutory_items():
        assert item.text in page
    # 22 items, and 指南, 制度, 年报.
    assert page.count("本机关无此类信息") == 25


def test_a_township_has_the_matters_of_a_township(client):
    AgencyFactory(code="gjj", is_default=True, kind="TOWNSHIP")
    page = text(client.get(ADDRESS))
    assert "宅基地使用情况审核" in page and "市政建设" not in page


def test_columns_stand_under_the_item_they_are_for(client, report):
    agency = report.agency
    guide = ColumnFactory(agency=agency, code="zn", name="指南", part="GUIDE")
    budget = ColumnFactory(agency=agency, code="ys", name="预算", part="STATUTORY",
                           statutory_no="20-7")  # fmt: skip
    closed = ColumnFactory(agency=agency, code="gb", name="旧预算", part="STATUTORY",
                           statutory_no="20-7", is_closed=True)  # fmt: skip
    ItemFactory(column=guide, title="本机关政府信息公开指南（2023年版）")
    ItemFactory(column=closed, title="停用栏目的信息")
    ItemFactory.create_batch(7, column=budget, title="部门预算公开")
    page = text(client.get(ADDRESS))
    assert (
        page.index("政府信息公开指南</h2>") < page.index("（2023年版）") < page.index("制度</h2>")
    )
    place = page.index("财政预算、决算信息")
    assert place < page.index("部门预算公开") < page.index("行政事业性收费项目")
    assert page.count("部门预算公开") == 5 and "预算全部7条" in page
    assert "停用栏目的信息" not in page
    assert "/nianbao/gjj/2023/" in page and "/shenqing/" in page
    assert tags(client.get(ADDRESS))["ColumnName"] == "政府信息公开"


def test_another_organ_names_its_address_instead_of_the_sites_form(client):
    AgencyFactory(code="gjj", is_default=True)
    AgencyFactory(code="water", address="某某市水务路1号")
    page = text(client.get("/xinxi/water/gongkai/"))
    assert "当面向该机关申请获取" in page and "某某市水务路1号" in page
    assert client.get("/xinxi/nobody/gongkai/").status_code == 404


def test_more_columns_and_items_ask_no_more_queries(client, report):
    def fill(first, last):
        for number in range(first, last):
            column = ColumnFactory(agency=report.agency, part="STATUTORY",
                                   statutory_no=f"20-{number}")  # fmt: skip
            ItemFactory.create_batch(2, column=column)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ADDRESS).status_code == 200
        return len(captured)

    fill(1, 2)
    before = count()
    fill(2, 12)
    assert count() == before <= 11
