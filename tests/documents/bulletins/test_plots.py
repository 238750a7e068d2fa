"""Charts in SVG: well-formed, to scale, told in words, harmless."""

import pytest
from lxml import etree

from gongkai.documents.charts.plots import Plot, Series, Shape, render_plot_svg

SVG = "{http://www.w3.org/2000/svg}"


def drawn(shape, *series, labels=("一月", "二月", "三月"), **more):
    plot = Plot(shape, "标题", labels, tuple(Series(*one) for one in series), "件")
    return etree.fromstring(render_plot_svg(plot, identity="x", **more))


def sizes(svg, name, number=0):
    return [float(each.get(name)) for each in svg.iter(f"{SVG}rect")
            if each.get("class") == f"is-{number}" and each.get("height") != "12"]  # fmt: skip


def test_columns_are_to_scale_and_nothing_has_no_column():
    heights = sizes(drawn(Shape.COLUMNS, ("来电", (100, 50, 0))), "height")
    assert len(heights) == 2 and heights[0] == pytest.approx(2 * heights[1], abs=0.2)


def test_bars_lie_to_scale_with_their_counts():
    svg = drawn(Shape.BARS, ("本月", (10, 5, 0)), ("上月", (20, 0, None)))
    assert sizes(svg, "width")[0] == pytest.approx(sizes(svg, "width", 1)[0] / 2, abs=0.2)
    texts = [each.text for each in svg.iter(f"{SVG}text")]
    assert {"10", "5", "20", "0", "—", "本月", "上月"} <= set(texts)


def test_a_line_breaks_where_nothing_is_known():
    svg = drawn(Shape.LINES, ("来电", (1, None, 3)))
    assert len(list(svg.iter(f"{SVG}polyline"))) == 2


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("counts", [(0, 0, 0), (1, 2, 3), (999, 1, 0), (123456, 7, 8)])
def test_nothing_leaves_the_picture(shape, counts):
    svg = drawn(shape, ("来电", counts))
    width, height = float(svg.get("width")), float(svg.get("height"))
    for rect in svg.iter(f"{SVG}rect"):
        assert 0 <= float(rect.get("x")) <= width
        assert float(rect.get("y")) >= 0 and float(rect.get("height")) >= 0
        assert float(rect.get("x")) + float(rect.get("width")) <= width
        assert float(rect.get("y")) + float(rect.get("height")) <= height


def test_an_empty_plot_is_a_picture_too():
    assert drawn(Shape.COLUMNS, ("来电", ()), labels=()) is not None
    assert drawn(Shape.BARS, ("来电", ()), labels=()) is not None


def test_it_is_told_in_words_and_names_are_escaped():
    svg = drawn(Shape.BARS, ("<i>&", (3, 0, 1)), family="Noto Sans SC")
    told = svg.findtext(f"{SVG}desc")
    assert told == "<i>&：一月3件，三月1件。"
    assert svg.get("font-family") == "Noto Sans SC"
    assert svg.get("style") is None and not list(svg.iter(f"{SVG}style", f"{SVG}script"))
