"""The text's structure, the title's lines, and what a document refuses."""

import re
from dataclasses import replace
from datetime import date

import pytest

from documents.official.samples import JOINT, LETTER, MINUTES, NOTICE, OPINION
from gongkai.documents.official.body import (
    BodyCell,
    BodyHeading,
    BodyParagraph,
    BodyTable,
    parse_body,
)
from gongkai.documents.official.document import DocumentRefused, joined
from gongkai.documents.official.titles import break_title
from gongkai.rules.document_kinds import OfficialKind

# a line, and what it is: heading text, running text behind it, level
LINES = [
    ("一、总体要求", 1, "一、总体要求", ""),
    ("（一）核定标准。按照规定执行。", 2, "（一）核定标准。", "按照规定执行。"),
    ("1.申请材料", 3, "1.申请材料", ""),
    ("（1）身份证件", 4, "（1）身份证件", ""),
    ("(二)办理流程", 2, "(二)办理流程", ""),
    ("十二、附则", 1, "十二、附则", ""),
]


@pytest.mark.parametrize("line, level, text, rest", LINES)
def test_a_number_makes_a_heading(line, level, text, rest):
    assert parse_body(line) == (BodyHeading(level, text, rest),)


@pytest.mark.parametrize(
    "line",
    [
        "根据有关规定，现通知如下：",
        "一、同意设立东城管理部，为你中心的派出机构。",
        "1.5倍以内的部分按照规定执行",
        "一方面要加强管理",
        "（见附件）",
        "2026年1月1日起施行。",
    ],
)
def test_running_text_stays_running_text(line):
    assert parse_body(line) == (BodyParagraph(line),)


def test_html_gives_the_same_structure_as_plain_text():
    plain = "根据规定，通知如下：\n一、范围\n（一）单位。包括机关。\n1.机关；"
    html = "".join(f"<p>{line}</p>" for line in plain.split("\n"))
    assert parse_body(html) == parse_body(plain)
    assert parse_body("<h2>一、范围</h2><h3>（一）单位</h3>") == (
        BodyHeading(1, "一、范围"),
        BodyHeading(2, "（一）单位"),
    )
    assert parse_body("<p>如下：</p><ol><li>甲</li><li>乙</li></ol>")[1:] == (
        BodyHeading(3, "1.甲"),
        BodyHeading(3, "2.乙"),
    )


def test_a_table_keeps_its_merged_cells():
    (table,) = parse_body(
        "<table><caption>表1</caption><tr><th>甲</th><th>乙</th></tr>"
        "<tr><td rowspan=2>丙</td><td>1</td></tr><tr><td>2</td></tr></table>"
    )
    assert table == BodyTable(
        rows=(
            (BodyCell("甲"), BodyCell("乙")),
            (BodyCell("丙", 1, 2), BodyCell("1")),
            (BodyCell("2"),),
        ),
        header_rows=1,
        caption="表1",
    )


TITLES = [
    ("关于同意设立东城管理部的批复",),
    ("关于调整2026年度住房公积金", "缴存基数和缴存比例的通知"),
    ("关于转发《住房和城乡建设部办公厅", "关于做好住房公积金归集工作的通知》的通知"),
    ("葫芦岛市住房公积金管理委员会", "2026年第一次全体会议纪要"),
    ("葫芦岛市人民政府办公室关于", "印发葫芦岛市“十四五”住房保障规划", "实施方案和任务分工的通知"),
]


@pytest.mark.parametrize("lines", TITLES, ids=[lines[0] for lines in TITLES])
def test_a_title_breaks_between_words(lines):
    assert break_title("".join(lines)) == lines


def test_a_title_never_breaks_inside_numbers_or_before_closing_signs():
    for length in range(1, 30):
        title = f"关于印发{'做好' * length}《2026年度归集提取贷款工作要点》的通知"
        lines = break_title(title)
        assert "".join(lines) == title and len(lines) <= 6
        assert all(len(re.sub(r"[!-~]{2}", "口", line)) <= 21 for line in lines)
        assert not any(line[0] in "》的、，。）" or line[-1] in "《（" for line in lines)
        assert not any(line[-1].isdigit() for line in lines)


def test_line_breaks_of_the_drafter_are_kept():
    assert break_title("关于甲\n乙的通知") == ("关于甲", "乙的通知")


# field, value, what the refusal says
REFUSED = [
    ({"organs": ()}, "“发文机关”不能为空"),
    ({"title": " "}, "“标题”不能为空"),
    ({"body": ()}, "“正文”不能为空.*首页必须显示正文"),
    ({"body": parse_body("（此页无正文）")}, "此页无正文"),
    ({"number": "丙公积金发〔2026〕03号"}, "“发文字号”现为“丙公积金发〔2026〕03号”.*六角括号"),
    ({"number": "丙公积金发[2026]3号"}, "六角括号"),
    ({"copy_number": "12"}, "“份号”现为“12”，应为6位"),
    ({"secrecy": "内部"}, "“密级”现为“内部”，请从绝密、机密、秘密中选择"),
    ({"secrecy_term": "1年"}, "没有密级"),
    ({"urgency": "火急"}, "“紧急程度”现为“火急”"),
    ({"signatories": ("王某某",)}, "通知不是上行文，不标注签发人"),
    ({"kind": OfficialKind.REPORT}, "报告是上行文，“签发人”不能为空"),
    ({"kind": OfficialKind.ORDER}, "命令（令）”的格式尚未提供"),
]


@pytest.mark.parametrize("changes, refusal", REFUSED, ids=[next(iter(row[0])) for row in REFUSED])
def test_what_the_standard_does_not_have_is_refused(changes, refusal):
    with pytest.raises(DocumentRefused, match=refusal):
        replace_document(**changes)


def replace_document(**changes):
    return replace(NOTICE, **changes)


def test_what_is_printed():
    assert NOTICE.salutation == "各管理部、各缴存单位："
    assert NOTICE.note_text == "（此件公开发布）" and NOTICE.imprint_day == "2026年6月10日印发"
    assert NOTICE.imprint_copies.endswith("各受委托银行。")
    assert (NOTICE.head, NOTICE.head_word) == (("丙市住房公积金管理中心",), "文件")
    assert JOINT.head[1:] == ("丙市财政局", "中国人民银行丙市分行")
    assert (LETTER.head_word, MINUTES.head_word) == ("", "")
    assert OPINION.corner == (("number", "000001"), ("mark", "秘密★1年"), ("mark", "特急"))
    assert replace(OPINION, copy_number="", secrecy="", secrecy_term="").corner == (
        ("mark", "特急"),
    )
    assert replace(NOTICE, formed_on=date(2026, 1, 2)).date_text == "2026年1月2日"
    assert replace(MINUTES, number="").is_draft is False
    assert joined(("甲、乙（某局）", "丙。")) == "甲、乙（某局），丙"
