"""The columns that a new site begins with."""

import pytest

from gongkai.rules.site_columns import column_type, preset_columns
from gongkai.rules.statutory_items import statutory_item


def test_a_fund_centre_begins_with_the_seven_of_its_report_and_the_fixed_parts():
    names = [column.name for column in preset_columns(is_fund_centre=True)]
    assert names[:7] == [
        "新闻发布", "政务公开重点工作", "信息公开", "办事指南", "资料下载", "便民服务", "通知公告",
    ]  # fmt: skip
    assert names[7:] == [column.name for column in preset_columns(is_fund_centre=False)]


def test_codes_are_told_apart_and_statutory_columns_name_an_item():
    columns = preset_columns(is_fund_centre=True)
    assert len({column.code for column in columns}) == len(columns)
    for column in columns:
        assert (column.part == "STATUTORY") == bool(statutory_item(column.statutory_no))


@pytest.mark.parametrize(
    ("name", "told", "kind"),
    [
        ("新闻发布", {}, "政务动态"),
        ("通知公告", {"part": "SITE"}, "政务动态"),
        ("办事指南", {}, "办事服务"),
        ("政策解读", {}, "解读回应"),
        ("政策文件", {}, "政策文件"),
        ("领导信息", {}, "概况信息"),
        ("信息公开", {}, "政府信息公开"),
        ("新闻发布", {"part": "GUIDE"}, "政府信息公开"),
        ("规范性文件", {"part": "STATUTORY", "statutory_no": "20-1"}, "政策文件"),
        ("机关职能和机构设置", {"part": "STATUTORY", "statutory_no": "20-2"}, "概况信息"),
        ("财政预算决算", {"part": "STATUTORY", "statutory_no": "20-7"}, "政府信息公开"),
    ],
)
def test_each_column_tells_what_it_is(name, told, kind):
    assert column_type(name, **told) == kind
