"""The columns that a new site begins with."""

from gongkai.rules.site_columns import preset_columns
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
