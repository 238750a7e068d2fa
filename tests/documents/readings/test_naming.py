"""Whose report on which year it is, as titles and leads of pages say it."""

import pytest

from gongkai.documents.readings.outline import outlined
from gongkai.documents.readings.sources import Source, SourceText

BASIS = "根据《中华人民共和国政府信息公开条例》规定，"
HEADINGS = ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
            "六、其他需要报告的事项"]  # fmt: skip


def outline(*above, overview=("全年公开信息30条。",), **source):
    lines = [*above, "一、总体情况", *overview, *HEADINGS]
    return outlined(Source("txt", tuple(SourceText(line, "") for line in lines), **source))


@pytest.mark.parametrize(
    ("lines", "organ"),
    [
        (["2023年某市水利局政府信息公开工作年度报告"], "某市水利局"),
        (["某市水利局2023年", "政府信息公开工作年度报告"], "某市水利局"),
        (["某市水利局", "2023年", "政府信息公开工作年度报告"], "某市水利局"),
        (["某市水利局2023年度政府", "信息公开工作年度报告"], "某市水利局"),
        (["某市水利局2023年政府信息公开", "工作年度报告"], "某市水利局"),
        (["某市人民政府", "办公室2023年政府信息公开工作年度报告"], "某市人民政府办公室"),
        (["市住房公积金中心", "2023年政府信息公开工作年度报告"], "市住房公积金中心"),
        (["某区人民政府信息公开工作年度报告（2023年度）"], "某区人民政府"),
        (["2023年度柳树街道信息公开工作报告"], "柳树街道"),
        (["柳树镇2023年政府信息公开情况报告"], "柳树镇"),
        (["名 称：柳树街道办事处2023年度 政府信息公开工作年度报告"], "柳树街道办事处"),
        (["《某市水利局2023年政府信息公开工作年度报告》"], "某市水利局"),
        (
            ["某市水利局2023年政府信息公开工作年度报告发布时间：2024-01-20 来源：本局"],
            "某市水利局",
        ),
        (["政务公开", "2023年政府信息公开工作年度报告", "柳树镇人民政府"], ""),
        (["某市水利局", "政府信息公开年报", "2023年政府信息公开工作年度报告"], ""),
        (["当前位置：首页 > 某市水利局", "2023年政府信息公开工作年度报告"], ""),
    ],
)
def test_a_title_is_read_however_its_lines_break(lines, organ):
    found = outline(*lines)
    assert (found.organ, found.year) == (organ, 2023)
    assert found.title is not None


def test_a_title_without_a_year_leaves_the_year_to_the_lead():
    found = outline(
        "某市水利局政府信息公开年报", f"{BASIS}编制，统计期限为2023年1月1日至12月31日。"
    )
    assert (found.organ, found.year) == ("某市水利局", 2023)
    assert found.title == "某市水利局政府信息公开年报"


@pytest.mark.parametrize(
    ("lead", "organ"),
    [
        ("现公布区统计局2023年政府信息公开工作年度报告。", "区统计局"),
        ("特向社会公布2023年度某市水利局柳北分局政府信息公开工作年度报告。", "某市水利局柳北分局"),
        ("现将柳树镇2023年度政府信息公开工作报告如下：", "柳树镇"),
        ("特编制某市人民政府地方志办公室2023年政府信息公开工作年度报告。",
         "某市人民政府地方志办公室"),
        ("编制《柳树街道办事处2023年度政府信息公开工作年度报告》。", "柳树街道办事处"),
        ("现将某县人民政府2023年政府信息公开工作年度报告予以公开。", "某县人民政府"),
        ("现将我办2023年度政府信息公开情况报告如下：", ""),
        ("特向社会公布2023年度本机关信息公开工作报告。", ""),
        ("编制完成2023年政府信息公开工作年度报告。", ""),
        ("现就柳树镇2023年政府信息公开工作情况报告如下：", "柳树镇"),
        ("由某市水利局编制本报告，数据统计期限自2023年1月1日始至2023年12月31日止。", ""),
        ("本报告统计期限为：2023年1月1日-2023年12月31日。", ""),
        ("报告所列数据的统计期限自2023.01.01至2023.12.31。", ""),
    ],
)  # fmt: skip
def test_a_lead_names_the_report_where_there_is_no_title(lead, organ):
    found = outline("首页 > 政府信息公开年报", "来源：某科 浏览次数：12", f"{BASIS}{lead}")
    assert (found.title, found.organ, found.year) == (None, organ, 2023)
    assert found.lead == f"{BASIS}{lead}"


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告中所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "现公布我局2023年政府信息公开工作年度报告，由六部分组成。",
        "现将我局2023年度政府信息公开工作情况报告如下：",
        "本节从六个方面汇报我镇2023年政府信息公开工作。",
    ],
)
def test_the_first_section_may_say_it_at_its_beginning(sentence):
    assert outline(overview=[f"{BASIS}{sentence}", "（一）主动公开。"]).year == 2023


@pytest.mark.parametrize(
    "sentence",
    [
        "按照《关于做好2023年政府信息公开年度报告编制发布工作的通知》要求编制。",
        "按照《关于编制2023年政府信息公开年度报告的通知》要求编制。",
        "2023年，我局认真做好政府信息公开工作。",
        "及时发布2022年度政府信息公开年报。",
        "统计期限为2022年1月1日至2022年12月31日，部分数据统计期限为2023年1月1日至12月31日。",
        "统计期限为2022年1月1日至2023年12月31日。",
        "数据统计期限自202311日至20231231日止。",
    ],
)
def test_what_does_not_plainly_say_so_is_no_year_of_the_report(sentence):
    assert outline(overview=[f"{BASIS}{sentence}"]).year is None
    assert outline(f"{BASIS}{sentence}").year is None


def test_a_sentence_that_names_the_report_is_no_title():
    lead = "根据条例规定，现将某市水务系统2023年政府信息公开工作年度报告向社会公布。"
    found = outline(lead)
    assert (found.title, found.organ, found.year) == (None, "某市水务系统", 2023)


def test_the_lines_of_the_page_are_no_lead():
    found = outline(
        "某市水利局2023年政府信息公开工作年度报告",
        "发布时间：2024-01-20 15:40　来源：某市水利局　字号：[ 大 中 小 ]　浏览次数：12",
        f"{BASIS}编制本报告，统计期限为2023年1月1日至2023年12月31日。",
    )
    assert found.lead == f"{BASIS}编制本报告，统计期限为2023年1月1日至2023年12月31日。"
    assert str(found.issued_on) == "2024-01-20"


def test_the_period_counted_is_no_day_of_publication():
    lead = f"{BASIS}编制本报告，统计时间：2023年1月1日至2023年12月31日。"
    assert outline("某市水利局2023年政府信息公开工作年度报告", lead).issued_on is None


@pytest.mark.parametrize(
    "headings",
    [
        ["一、政府信息公开总体情况", "二、行政机关主动公开政府信息情况", "三、依申请公开情况",
         "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "五、存在问题及改进情况",
         "六、其他"],
        ["一、概述", "二、法定主动公开内容", "三、收到和处理信息公开情况", "四、申请行政复议情况",
         "五、不足和下一步打算", "六、需要说明的事项"],
        ["第一部分 总体情况", "第二部分 主动公开", "第三部分 收到申请情况", "第四部分 复议和诉讼",
         "第五部分 存在的困难", "第六部分 其他事项"],
    ],
)  # fmt: skip
def test_headings_in_words_of_their_own_are_known_by_number_and_word(headings):
    lines = [line for heading in headings for line in (heading, "这一部分的文字。")]
    found = outlined(Source("txt", tuple(SourceText(line, "") for line in lines)))
    assert found.headings == tuple(headings)


@pytest.mark.parametrize(
    "line",
    [
        "2.依申请公开政府信息情况",
        "1.主动公开政府信息情况",
        "（四）行政复议、行政诉讼情况",
        "二、主动公开的内容还不全面，解读还不深入",
        "五、加强培训",
    ],
)
def test_what_only_looks_like_a_heading_is_none(line):
    found = outlined(Source("txt", (SourceText("某局报告", ""), SourceText(line, ""))))
    assert found.headings == ()


def test_a_first_section_may_begin_on_the_line_of_its_heading():
    found = outline(overview=())
    assert found.narrative["overview"] == ""
    lines = ("一、总体情况 2023年，全年公开信息30条。", *HEADINGS)
    found = outlined(Source("txt", tuple(SourceText(line, "") for line in lines)))
    assert found.narrative["overview"] == "2023年，全年公开信息30条。"
