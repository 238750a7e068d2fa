"""The kinds of official documents and the form each is printed in."""

import pytest

from gongkai.rules.document_kinds import Layout, OfficialKind, supported_kinds

# The order of 《党政机关公文处理工作条例》第八条
KINDS = (
    "决议、决定、命令（令）、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、纪要"
)


def test_there_are_fifteen_kinds_in_the_order_of_the_article():
    assert "、".join(kind.label for kind in OfficialKind) == KINDS


def test_five_kinds_are_offered():
    assert [kind.label for kind in supported_kinds()] == ["意见", "通知", "批复", "函", "纪要"]


@pytest.mark.parametrize(
    "label, layout, upward, always",
    [
        ("通知", "文件格式", False, False),
        ("意见", "文件格式", True, False),
        ("请示", "文件格式", True, True),
        ("报告", "文件格式", True, True),
        ("函", "信函格式", False, False),
        ("纪要", "纪要格式", False, False),
        ("命令（令）", "命令（令）格式", False, False),
    ],
)
def test_form_and_direction(label, layout, upward, always):
    kind = next(each for each in OfficialKind if each.label == label)
    assert kind.layout.label == layout
    assert (kind.may_go_upward, kind.always_goes_upward) == (upward, always)


def test_every_layout_has_its_term():
    assert all(layout.label.endswith("格式") for layout in Layout)
