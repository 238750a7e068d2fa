"""The drawn flow of an item: every step in its box, in words as well, and nothing that runs."""

import xml.etree.ElementTree as Tree

import pytest

from gongkai.documents.charts.flows import render_flow_svg, told_flow, wrapped
from gongkai.rules.service_guides import FlowStep, StepBy, initial_guide
from gongkai.rules.service_items import listed_items

SVG = "{http://www.w3.org/2000/svg}"
STEPS = (
    FlowStep("提交<申请>", StepBy.APPLICANT, "网上填报&上传。", "当场"),
    FlowStep("审核", StepBy.CENTRE, "核对条件是否符合规定。", "3日内", "说明理由，不予办理"),
    FlowStep("支付", StepBy.BANK),
)


def drawn(steps):
    return Tree.fromstring(render_flow_svg("办理流程", steps, identity="flow"))  # noqa: S314


def test_each_step_stands_in_a_box_below_the_one_before():
    chart = drawn(STEPS)
    boxes = [each for each in chart.iter(f"{SVG}rect") if each.get("class") == "flow-box"]
    tops = [float(each.get("y")) for each in boxes]
    assert len(boxes) == 3 and tops == sorted(tops)
    ends = [top + float(each.get("height")) for top, each in zip(tops, boxes, strict=True)]
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))
    sides = [each for each in chart.iter(f"{SVG}rect") if each.get("class") == "flow-side"]
    assert len(sides) == 1
    words = "".join(each.text for each in chart.iter(f"{SVG}text"))
    assert "1. 提交<申请>" in words and "如不符合" in words and "说明理由，不予办理" in words


def test_who_cannot_see_it_is_told_every_step():
    chart = drawn(STEPS)
    assert chart.get("role") == "img" and chart.get("aria-labelledby") == "flow-title flow-desc"
    assert chart.find(f"{SVG}desc").text == told_flow(STEPS)
    assert "第2步，本中心：审核，3日内。核对条件是否符合规定。如不符合：说明理由" in told_flow(
        STEPS
    )


def test_there_is_no_style_and_no_script_in_it():
    markup = render_flow_svg("流程", STEPS, identity="f")
    assert "style" not in markup and "<script" not in markup and "&lt;申请&gt;" in markup


@pytest.mark.parametrize("code", [each.code for each in listed_items()])
def test_all_text_stays_within_the_drawing(code):
    chart = drawn(initial_guide(code).steps)
    _left, _top, width, height = map(float, chart.get("viewBox").split())
    for each in chart.iter(f"{SVG}text"):
        size = float(each.get("font-size") or 26)
        ends = float(each.get("x")) + sum(
            size * (0.56 if sign.isascii() else 1) for sign in each.text
        )
        # A sign that closes may stand in the margin.
        assert ends <= width + size and float(each.get("y")) <= height


def test_lines_do_not_begin_with_a_sign_that_closes():
    assert wrapped("一二三，四五六", 3) == ["一二三，", "四五六"]
    assert wrapped("", 3) == []
    assert wrapped("abcdef", 2) == ["abc", "def"]


def test_no_steps_are_no_drawing():
    assert render_flow_svg("流程", (), identity="f") == ""
