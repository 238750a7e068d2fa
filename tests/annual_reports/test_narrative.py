"""Prose with live figures: what prints, what is refused, and which typed numbers are noticed."""

import pytest

from annual_reports.year import YEAR, fill
from factories import AgencyFactory, CallFactory
from gongkai.annual_reports.narrative.language import (
    MAX_CHARACTERS,
    TemplateRefused,
    faults,
    printed,
)
from gongkai.annual_reports.narrative.parts import PARTS
from gongkai.annual_reports.narrative.typed_numbers import typed_numbers
from gongkai.annual_reports.queries.compiling import compile_year

pytestmark = pytest.mark.django_db
NAMES = {"organ": "甲中心", "short_name": "甲", "year": "2023"}


@pytest.fixture
def live():
    """Return the live figures of the awkward year."""
    agency = AgencyFactory()
    fill(agency)
    return compile_year(agency, YEAR).live


PRINTS = [
    ("共{{ calls.total }}次", "共4次"),
    ("满意率{{ tickets.satisfied|rate }}", "满意率66.67%"),
    ("满意{{ tickets.satisfied }}件", "满意2件"),
    ("平均{{ tickets.days_taken|average }}天", "平均6天"),
    ("{{ institutions.names|names }}", "《政务公开工作制度》"),
    ("其中{{ site.columns|listed }}", "其中新闻发布2条，通知公告1条"),
    ("{{ processing_fees.yuan }}元", "270元"),
    ("{{ proactive.administrative_fees_yuan|wan }}万元", "0.0025万元"),
    ("{% if wechat.reposted %}有{% else %}无{% endif %}", "无"),
    ("{% if calls.total > 3 %}多{% endif %}", "多"),
    ("{% if calls.total == tickets.accepted %}同{% endif %}", "同"),
    ("{{ year }}年{{ short_name }}", "2023年甲"),
]


@pytest.mark.parametrize(("template", "text"), PRINTS, ids=[template for template, _ in PRINTS])
def test_live_figures_print(live, template, text):
    assert printed(template, live, NAMES) == text


REFUSED = [
    ("{{ calls.totl }}", "calls.total"),
    ("{{ calls }}", "不存在"),
    ("{{ calls.total|upper }}", "显示方式"),
    ("{{ calls.total", "花括号"),
    ("{% for x in site %}{{ x }}{% endfor %}", "不支持"),
    ("{{ calls.total.__class__ }}", "不存在"),
    ("{{ ''.__class__.__mro__ }}", "不支持|不存在"),
    ("{{ range(9) }}", "不支持"),
    ("{% include 'x' %}", "不支持"),
    ("{{ 9 ** 9 ** 9 }}", "不支持"),
    ("{{ 'a' * 999999999 }}", "不支持"),
    ("{% set x = 1 %}", "不支持"),
    ("{{ self.x }}", "不存在"),
    ("{{ calls.total['x'] }}", "不支持"),
    ("字" * (MAX_CHARACTERS + 1), "过长"),
    ("{% if x %}" * 3000, "花括号|过长|嵌套"),
]


@pytest.mark.parametrize(("template", "why"), REFUSED, ids=range(len(REFUSED)))
def test_anything_but_known_figures_is_refused_before_it_runs(live, template, why):
    found = faults(template, live.keys())
    assert found
    with pytest.raises(TemplateRefused, match=why):
        printed(template, live, NAMES)


MISSING = [
    ("{{ calls.total|rate }}", "不是比率"),
    ("{{ tickets.satisfied|names }}", "没有名称"),
    ("{{ site.total|listed }}", "无法显示"),
    ("{{ calls.total > 'x' }}", "不能与"),
]


@pytest.mark.parametrize(("template", "why"), MISSING)
def test_a_figure_shown_in_a_way_it_has_not_is_refused(live, template, why):
    with pytest.raises(TemplateRefused, match=why):
        printed(template, live, NAMES)


def test_a_rate_without_a_denominator_is_refused_and_not_guessed():
    agency = AgencyFactory()
    fill(AgencyFactory())
    CallFactory(agency=agency)
    live = compile_year(agency, YEAR).live
    with pytest.raises(TemplateRefused, match="分母为0"):
        printed("{{ tickets.satisfied|rate }}", live, NAMES)
    with pytest.raises(TemplateRefused, match="没有记录"):
        printed("{{ wechat.followers }}", live, NAMES)


def test_every_default_text_prints_for_a_full_and_for_a_bare_year(live):
    bare = AgencyFactory()
    CallFactory(agency=bare)
    for figures in (live, compile_year(bare, YEAR).live):
        for part in PARTS:
            assert faults(part.default, figures.keys()) == []
            printed(part.default, figures, NAMES)


TYPED = [
    ("处理热线咨询4次", "calls.total", True),
    ("处理热线咨询5次", "calls.total", False),
    ("满意率99.07%", "tickets.satisfied", False),
    ("满意率66.67%", "tickets.satisfied", True),
    ("满意率达６６.６７％", "tickets.satisfied", True),
    ("平均办件天数18天", "tickets.days_taken", False),
    ("收取信息处理费270元", "processing_fees.yuan", True),
    ("受理诉求工单共计1,004件", "tickets.accepted", False),
    ("费用270元", "processing_fees.yuan", True),
]


@pytest.mark.parametrize(("template", "path", "agrees"), TYPED, ids=[row[0] for row in TYPED])
def test_a_number_typed_where_a_live_figure_exists_is_noticed(live, template, path, agrees):
    (found,) = typed_numbers(template, live)
    assert path in found.path
    assert found.agrees is agrees


LEFT_ALONE = [
    "2023年，市公积金中心认真落实部署",
    "根据国办函〔2020〕109号和《2023年工作要点4》",
    "开展“5·15政务公开日”活动",
    "共{{ calls.total }}次",
    "第二十条第4项",
    "截至12月31日",
    "召开会议3次",
]


@pytest.mark.parametrize("template", LEFT_ALONE)
def test_other_numbers_are_left_alone(live, template):
    assert list(typed_numbers(template, live)) == []
