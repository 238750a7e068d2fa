"""What followers send: commands are told from messages, messages from nothing to answer."""

import pytest

from gongkai.rules.wechat_texts import LONGEST_TITLE, Said, fault_of, matter_of, said


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("绑定 12345678", Said("bind", code="12345678")),
        ("绑定12345678", Said("bind", code="12345678")),
        ("绑定：１２３４ ５６７８。", Said("bind", code="12345678")),
        ("改绑 1234-5678", Said("move", code="12345678")),
        ("绑定 1234", Said("bind", code="1234")),
        ("绑定", Said("help")),
        ("解绑", Said("unbind")),
        ("取消绑定！", Said("unbind")),
        ("查询", Said("ask")),
        ("查询 ly2026-00012", Said("ask", number="LY2026-00012")),
        ("满意", Said("rate", opinion="SATISFIED")),
        ("评价 LY2026-00012 基本满意", Said("rate", "", "LY2026-00012", "FAIRLY_SATISFIED")),
        ("不满意。", Said("rate", opinion="DISSATISFIED")),
        ("帮助", Said("help")),
        ("绑定银行卡怎么办理", Said("say")),
        ("查询公积金余额", Said("say")),
        ("我对你们的服务很满意", Said("say")),
        ("", Said("say")),
    ],
)
def test_commands_are_told_from_messages(text, what):
    assert said(text) == what


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("租房提取需要哪些材料？", "CONSULTATION"),
        ("投诉：窗口排队两小时", "COMPLAINT"),
        ("我要投诉窗口排队两小时", "COMPLAINT"),
        ("建议周末也开放窗口", "SUGGESTION"),
        ("表扬 三号窗口的工作人员", "PRAISE"),
        ("求助，贷款合同丢失", "HELP"),
        ("举报某单位不缴存", "REPORT"),
        # Whoever speaks of a report is protected as if it were one.
        ("某单位三年没有缴存，我想举报它", "REPORT"),
    ],
)
def test_a_message_is_of_the_kind_it_begins_with(text, kind):
    assert matter_of(text).kind == kind


def test_a_title_is_the_first_sentence():
    assert matter_of("租房提取怎么办？\n我没有合同。").title == "租房提取怎么办"
    assert len(matter_of("长" * 500).title) == LONGEST_TITLE
    assert matter_of("？？？租房怎么提取").title


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("我要申请公开2023年增值收益分配方案", True),
        ("依申请公开怎么办理", True),
        ("请公开贷款发放的政府信息", True),
        ("租房提取需要哪些材料", False),
        ("你们的服务公开透明", False),
    ],
)
def test_what_may_be_meant_as_a_request_is_noticed(text, asks):
    assert matter_of(text).asks_disclosure is asks


@pytest.mark.parametrize("text", ["", " \n", "？", "在吗", "12345678", "😀😀😀😀😀😀", "[微笑]"])
def test_what_says_nothing_is_refused_with_a_remedy(text):
    assert "请用一段文字写明" in fault_of(text)


def test_what_is_too_long_is_refused_with_its_length():
    assert "共2001个字" in fault_of("长" * 2001)
    assert not fault_of("长" * 2000) and not fault_of("怎么提取")
