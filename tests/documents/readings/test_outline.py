"""Title, sections and dates found among paragraphs, however a page sets them."""

from datetime import date

import pytest

from gongkai.documents.readings.outline import day_in, outlined
from gongkai.documents.readings.sources import Source, SourceText

TITLE = "某市水利局2023年政府信息公开工作年度报告"
LEAD = (
    "根据《中华人民共和国政府信息公开条例》规定编制本报告，统计期限为2023年1月1日至2023年12月31日。"
)
BODY = ["一、总体情况", "全年公开信息30条。", "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况", "解读偏少。", "六、其他需要报告的事项",
        "未收取信息处理费。"]  # fmt: skip


def outline(*lines, **source):
    blocks = tuple(SourceText(line, f"第{n}段") for n, line in enumerate(lines, start=1))
    return outlined(Source("txt", blocks, **source))


def test_a_plain_report_is_taken_apart():
    found = outline(TITLE, LEAD, *BODY)
    assert (found.organ, found.year, found.title) == ("某市水利局", 2023, TITLE)
    assert found.lead == LEAD
    assert found.narrative == {
        "overview": "全年公开信息30条。",
        "problems": "解读偏少。",
        "other": "未收取信息处理费。",
    }
    assert found.headings == tuple(BODY[n] for n in (0, 2, 3, 4, 5, 7))


@pytest.mark.parametrize(
    ("lines", "organ", "year"),
    [
        (["某市水利局", "2023年政府信息公开工作年度报告"], "某市水利局", 2023),
        (["某市水利局 2023 年 政府信息公开工作年度报告"], "某市水利局", 2023),
        (["某市水利局２０２３年度政府信息公开年报"], "某市水利局", 2023),
        (["某市水利局二〇二三年政府信息公开工作年度报告"], "某市水利局", 2023),
        (["某市水利局关于2023年政府信息公开工作年度报告"], "某市水利局", 2023),
        (["首页>政府信息公开年报", "某市水利局2023年政府信息公开工作年度报告"], "某市水利局", 2023),
        (["某市商务局(口岸办)2023年政府信息公开工作年度报告"], "某市商务局（口岸办）", 2023),
        (["某市商务局（口岸办）", "2023年政府信息公开工作年度报告"], "某市商务局（口岸办）", 2023),
        (["2023年政府信息公开工作年度报告", LEAD], "", 2023),
        ([LEAD], "", 2023),
        (["年度报告"], "", None),
    ],
)
def test_organ_and_year_come_from_the_title_or_not_at_all(lines, organ, year):
    found = outline(*lines, *BODY)
    assert (found.organ, found.year) == (organ, year)


def test_a_list_of_contents_is_not_the_report():
    contents = [line for line in BODY if line[1] == "、"]
    found = outline(TITLE, *contents, LEAD, *BODY)
    assert found.narrative["overview"] == "全年公开信息30条。"
    assert found.narrative["problems"] == "解读偏少。"


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("一、 总体情况", True),
        ("一 、总体情况", True),
        ("一.总体情况", True),
        ("第一部分 总体情况", True),
        ("总体情况", True),
        ("一、总体情况概述", True),
        ("（一）主动公开情况", False),
        ("一是总体情况良好。", False),
        ("一、加强组织领导，落实责任", False),
    ],
)
def test_a_heading_is_known_in_its_usual_ways(heading, found):
    headings = outline(TITLE, heading, "文字。", *BODY[2:]).headings
    assert (heading in headings) is found


def test_text_on_the_line_of_the_heading_belongs_to_the_section():
    found = outline(
        TITLE, *BODY[:5], "五、存在的主要问题及改进情况。解读偏少，下一步加强。", *BODY[7:]
    )
    assert found.narrative["problems"] == "解读偏少，下一步加强。"


@pytest.mark.parametrize(
    "after",
    [
        ["文章来源:办公室", "责任编辑:某某"],
        ["某市水利局", "2024年1月20日"],
        ["2024年1月20日"],
        ["上一篇：没有了", "版权所有 某市水利局"],
        ["网站地图", "联系我们"],
        ["【打印本页】"],
    ],
)
def test_what_follows_the_report_is_not_its_last_section(after):
    found = outline(TITLE, LEAD, *BODY, *after)
    assert found.narrative["other"] == "未收取信息处理费。"
    assert found.ending == "\n".join(after)


def test_the_last_section_may_have_several_paragraphs():
    more = [
        "（一）收费情况",
        "发出收费通知2件，金额共300元。",
        "（二）工作要点落实情况",
        "均已完成。",
    ]
    assert outline(TITLE, *BODY, *more).narrative["other"].split("\n")[1:] == more


def test_a_section_that_is_not_there_is_none_and_an_empty_one_is_empty():
    found = outline(TITLE, *BODY[:5], "五、存在的主要问题及改进情况")
    assert (found.narrative["problems"], found.narrative["other"]) == ("", None)


def test_sections_in_the_wrong_order_are_told_in_that_order():
    found = outline(TITLE, *BODY[:2], BODY[5], BODY[6], BODY[2], BODY[3], BODY[4], *BODY[7:])
    assert found.headings[1] == BODY[5]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-31 10:00", date(2024, 1, 31)),
        ("２０２４年１月３１日", date(2024, 1, 31)),
        ("2024/1/31", date(2024, 1, 31)),
        ("2024-02-30", None),
        ("没有日期", None),
    ],
)
def test_a_day_is_read_and_never_guessed(text, day):
    assert day_in(text) == day


def test_the_day_of_publication_comes_from_metadata_or_a_labelled_line():
    assert outline(TITLE, *BODY, dated="2024-01-15 09:00").issued_on == date(2024, 1, 15)
    assert outline("发布时间：2024-01-16 09:00", TITLE, *BODY).issued_on == date(2024, 1, 16)
    assert outline(TITLE, *BODY, "2024年1月17日").issued_on == date(2024, 1, 17)
    assert outline(TITLE, LEAD, *BODY).issued_on is None
