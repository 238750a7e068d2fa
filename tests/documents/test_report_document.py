"""What is printed around the figures: title, lead, sub-headings, contact, marks, signature."""

from dataclasses import replace

import pytest

from gongkai.documents.reports.document import Contact, ReportDocument, standard_lead
from gongkai.documents.reports.grid import BrokenTable, placed
from gongkai.rules.reports.editions import Cell, TableLayout


def section(document, number):
    return [(block.kind.value, block.text) for block in document.sections[number - 1].blocks]


def with_overview(document, text):
    return replace(document, report=document.report.with_narrative(overview=text))


def test_title_has_two_lines(huludao):
    assert huludao.title_lines == (
        "葫芦岛市住房公积金管理中心",
        "2023年政府信息公开工作年度报告",
    )
    assert huludao.title == "葫芦岛市住房公积金管理中心2023年政府信息公开工作年度报告"


def test_sections_carry_the_official_titles_and_their_tables(suqian):
    assert [one.title for one in suqian.sections] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert [[table.key for table in one.tables] for one in suqian.sections] == [
        [],
        ["proactive"],
        ["requests"],
        ["disputes"],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("（一）主动公开情况", "SUBHEADING"),
        ("(五)监督保障情况", "SUBHEADING"),
        ("（十二）其他", "SUBHEADING"),
        ("（一）" + "字" * 27, "SUBHEADING"),
        ("（一）" + "字" * 28, "PARAGRAPH"),
        ("一是（一）", "PARAGRAPH"),
        ("（1）数字序号", "PARAGRAPH"),
    ],
)
def test_short_numbered_lines_are_subheadings(suqian, line, kind):
    assert section(with_overview(suqian, line), 1) == [(kind, line)]


def test_each_line_is_a_paragraph_and_empty_lines_are_none(suqian):
    document = with_overview(suqian, "  甲。\r\n\r\n　乙。\u2028丙。\n")
    assert section(document, 1) == [
        ("PARAGRAPH", "甲。"),
        ("PARAGRAPH", "乙。"),
        ("PARAGRAPH", "丙。"),
    ]


def test_an_unwritten_section_says_so_only_in_a_draft(suqian):
    assert section(suqian, 5) == []
    assert section(replace(suqian, draft=True), 5) == [("PARAGRAPH", "（本部分尚未填写。）")]


def test_contact_names_only_the_parts_given(suqian):
    assert len(suqian.opening) == 1
    document = replace(suqian, contact=Contact(phone="0527-1", email=" a@example.gov.cn\n"))
    assert document.opening[1] == (
        "如对本报告有疑问，请与宿迁市人民政府联系（联系电话：0527-1；电子邮箱：a@example.gov.cn）。"
    )


def test_lead_names_the_law_and_the_year():
    assert standard_lead(2023) == (
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）规定编制本报告，"
        "报告数据统计期限为2023年1月1日至2023年12月31日。"
    )


def test_signature_has_the_day_of_issue_without_padding(huludao):
    assert huludao.signature == ("葫芦岛市住房公积金管理中心", "2024年1月25日")
    draft = replace(huludao, draft=True)
    assert draft.signature[1] == "（未签发）"
    assert draft.marks == ("演示数据", "草稿（未签发）")
    assert replace(huludao, issued_on=None).signature == ("葫芦岛市住房公积金管理中心",)


def test_a_genuine_report_has_no_marks(suqian):
    assert suqian.marks == () and suqian.notes == ()


@pytest.mark.parametrize(
    "rows",
    [
        ((Cell("a"), Cell("b"), Cell("c")),),
        ((Cell("a"),),),
        ((Cell("a", rowspan=2), Cell("b")), (Cell("c"), Cell("d"))),
        ((Cell("a", rowspan=2), Cell("b")),),
    ],
)
def test_a_layout_that_does_not_fill_its_grid_is_refused(rows):
    with pytest.raises(BrokenTable):
        placed(TableLayout("t", "表", 2, 2, 1, rows), str)


def test_documents_of_equal_content_are_equal(suqian):
    again = ReportDocument(suqian.report, suqian.lead, issued_on=suqian.issued_on)
    assert again == suqian
