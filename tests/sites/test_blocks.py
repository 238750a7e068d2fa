"""Blocks: cleaned where they can be, every fault told with the block's number and the field."""

import pytest

from factories import ColumnFactory
from gongkai.sites.operations.block_checks import MOST_BLOCKS
from gongkai.sites.operations.refusing import PageRefused
from publications.office import office
from sites.making import (
    HEADING,
    LINKS,
    NOTE,
    QUESTIONS,
    SIMPLE,
    TABLE,
    TEXT,
    added,
    document,
    drafted,
)

pytestmark = pytest.mark.django_db


def said(place, *blocks):
    with pytest.raises(PageRefused) as refused:
        drafted(place, blocks=blocks)
    return str(refused.value)


def test_every_kind_is_kept_as_it_is_shown(place):
    picture, file = added(place), document(place)
    page = drafted(place, blocks=[
        *SIMPLE,
        {"kind": "PICTURE", "file": str(picture.pk), "alt": "", "caption": " 正门 "},
        {"kind": "NEWEST", "title": "", "column": place.column.code, "count": "5"},
        {"kind": "FILE", "file": str(file.pk), "label": ""},
    ])  # fmt: skip
    heading, text, links, questions, table, note, shown, newest, kept = page.blocks
    assert heading == HEADING
    assert text == TEXT
    assert links == LINKS
    assert questions["questions"][0]["answer"] == "审核通过后三日内。\n节假日顺延。"
    assert table["header"] == ["名称", "电话"]
    assert table["rows"] == [["市直", "12329"], ["东城", "12329"]]
    assert note == NOTE
    assert shown == {
        "kind": "PICTURE", "file": picture.pk, "alt": "服务大厅正门", "caption": "正门"
    }  # fmt: skip
    assert newest == {"kind": "NEWEST", "title": "", "column": place.column.code, "count": 5}
    assert kept == {"kind": "FILE", "file": file.pk, "label": "办事指南"}


def test_text_is_cleaned_and_plain_text_becomes_paragraphs(place):
    dirty = '<p onclick="x()">甲<script>alert(1)</script></p><style>p{}</style>'
    plain = {"kind": "TEXT", "html": "第一段 & 其他\n\n第二段"}
    page = drafted(place, blocks=[{"kind": "TEXT", "html": dirty}, plain])
    assert page.blocks[0]["html"] == "<p>甲</p>"
    assert page.blocks[1]["html"] == "<p>第一段 &amp; 其他</p>\n<p>第二段</p>"


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"kind": "HEADING", "text": " "}, "第2块（小标题）小标题：未填写"),
        ({"kind": "HEADING", "text": "长" * 61}, "最多60字，现为61字"),
        ({"kind": "TEXT", "html": "<p></p>"}, "第2块（文字）文字：未填写"),
        ({"kind": "PICTURE", "file": "99", "alt": "图"}, "第2块（图片）图片：未选择"),
        ({"kind": "PICTURE", "file": "x"}, "第2块（图片）图片：未选择"),
        ({"kind": "NEWEST", "column": "nein", "count": "5"}, "第2块（信息列表）栏目：未选择"),
        ({"kind": "LINKS", "links": []}, "链接：应有1至30个，现为0个"),
        (
            {"kind": "LINKS", "links": [{"label": "坏", "target": "javascript:1"}]},
            "第2块（链接组）第1个链接“javascript:1”：链接只能是本站路径",
        ),
        ({"kind": "LINKS", "links": [{"label": "", "target": "/"}]}, "第1个链接：名称应为1至40字"),
        ({"kind": "FILE", "file": ""}, "第2块（附件文件）附件：未选择"),
        ({"kind": "QUESTIONS", "questions": [{"question": "问", "answer": ""}]}, "第1组“答”"),
        ({"kind": "TABLE", "caption": "", "cells": "甲|乙\n1|2"}, "表名：未填写"),
        ({"kind": "TABLE", "caption": "表", "cells": "甲|乙"}, "至少两行"),
        (
            {"kind": "TABLE", "caption": "表", "cells": "甲|乙\n1"},
            "第1行：应与表头同为2列，现为1列",
        ),
        ({"kind": "TABLE", "caption": "表", "cells": "甲||\n1|2|3"}, "每一列都要有名称"),
        ({"kind": "NOTE", "text": ""}, "第2块（提示框）文字：应为1至500字"),
        ({"kind": "SCRIPT"}, "第2块：没有“SCRIPT”这一类内容块"),
        ({}, "第2块：没有“”这一类内容块"),
    ],
)
def test_a_fault_names_block_and_field(place, block, fault):
    assert fault in said(place, HEADING, block)


@pytest.mark.parametrize("count", ["0", "21", "-1", "viele", "", "1.5", "９"])
def test_a_list_has_a_sensible_length(place, count):
    block = {"kind": "NEWEST", "column": place.column.code, "count": count}
    assert "条数：应为1至20的整数" in said(place, block)


def test_all_faults_are_told_at_once(place):
    told = said(place, {"kind": "HEADING", "text": ""}, {"kind": "NOTE", "text": ""})
    assert "第1块" in told
    assert "第2块" in told


def test_a_page_does_not_grow_without_end(place):
    assert f"最多{MOST_BLOCKS}个" in said(place, *[HEADING] * (MOST_BLOCKS + 1))


def test_files_and_columns_of_others_are_not_there(place):
    other = office()
    column = ColumnFactory(agency=other.agency)
    told = said(
        place,
        {"kind": "PICTURE", "file": added(other).pk, "alt": "图"},
        {"kind": "NEWEST", "column": column.code, "count": "5"},
    )
    assert "第1块（图片）图片：未选择" in told
    assert "第2块（信息列表）栏目：未选择" in told


def test_a_pasted_table_has_tabs(place):
    cells = "名称\t说明\n甲\t含 | 符号"
    (block,) = drafted(place, blocks=[{**TABLE, "cells": cells}]).blocks
    assert block["rows"] == [["甲", "含 | 符号"]]


def test_answers_keep_their_lines(place):
    given = {"kind": "QUESTIONS", "questions": [{"question": "问", "answer": "一\r\n\r\n 二 "}]}
    (block,) = drafted(place, blocks=[given]).blocks
    assert block["questions"] == [{"question": "问", "answer": "一\n二"}]
    assert QUESTIONS["kind"] == block["kind"]
