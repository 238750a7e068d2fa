"""A place of a report has a name in words, and an unknown path keeps its own."""

import pytest

from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.places import place_label


@pytest.mark.parametrize(
    ("where", "label"),
    [
        ("requests.total.business", "表二　（七）总计·商业企业"),
        ("requests.total", "表二　（七）总计"),
        ("requests", "表二"),
        ("disputes", "表三"),
        ("proactive", "表一"),
        ("proactive.licences", "表一　行政许可·本年处理决定数量"),
        ("proactive.regulations", "表一　规章"),
        ("narrative.overview", "一、总体情况"),
        ("narrative.other.sentence", "六、其他需要报告的事项"),
        ("narrative", "文字部分"),
        ("organ", "标题中的机关名称"),
        ("year", "标题中的年度"),
        ("edition", "报告格式"),
        ("requests.nothing", "requests.nothing"),
        ("", ""),
    ],
)
def test_places_are_named(where, label):
    assert place_label(where, edition("2021")) == label


def test_the_trial_format_has_its_own_places():
    label = place_label("proactive_2019.procurement.projects", edition("2019"))
    assert label == "表一　政府集中采购·采购项目数量"


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_every_figure_has_a_name_of_its_table(code):
    form = edition(code)
    assert all(place_label(path, form).startswith("表") for path in form.paths)
