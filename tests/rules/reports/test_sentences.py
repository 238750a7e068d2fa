"""Where sentences end, what they say but for their numbers, how two texts lie beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.reports.sentence_pairs import SentenceKind, pieces, sentence_pairs
from gongkai.rules.reports.sentences import (
    copied_share,
    is_subheading,
    masked,
    plain,
    sentences_of,
)

SPLIT = [
    ("今年收到5件。办结4件；结转1件。", ["今年收到5件。", "办结4件；", "结转1件。"]),
    ("标注“此件公开发布。”后印发。", ["标注“此件公开发布。”", "后印发。"]),
    ("(一)主动公开情况\n全年公开131条。", ["(一)主动公开情况", "全年公开131条。"]),
    # A page or a cell that wraps breaks lines inside a sentence, even inside a figure.
    ("全年公开信息1\n31条，其中\n新闻95条。", ["全年公开信息131条，其中新闻95条。"]),
    ("全年公开131条\n\n未收到申请", ["全年公开131条", "未收到申请"]),
    ("全年公开131条\n二是加强培训", ["全年公开131条", "二是加强培训"]),
    ("具体情况如下：\n公开131条。", ["具体情况如下：", "公开131条。"]),
    ("平均1.5天，满意率99.07%。", ["平均1.5天，满意率99.07%。"]),
    ("真的吗？！是。", ["真的吗？！", "是。"]),
    (" \u3000\n ", []),
]


@pytest.mark.parametrize(("text", "sentences"), SPLIT)
def test_sentences(text, sentences):
    assert list(sentences_of(text)) == sentences


@given(st.text(alphabet="一（二)、甲1３,。；”\n \u3000", max_size=60))
def test_no_character_is_lost(text):
    assert plain("".join(sentences_of(text))) == plain(text)


ALIKE = [
    ("收到申请1,024件，增长12.5%。", "收到申请７件，增长100%。"),
    ("2022年收到三十五件。", "2023年收到六件。"),
    ("满意率为百分之九十九。", "满意率为百分之八十点五。"),
    ("收到 12 件", "收到3件"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_numbers_aside_they_are_the_same(one, other):
    assert masked(one) == masked(other)
    assert plain(one) != plain(other)


DIFFERENT = [("一是加强培训。", "二是加强培训。"), ("落实三审三校。", "落实四审四校。")]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_numeral_that_counts_nothing_stays(one, other):
    assert masked(one) != masked(other)


def test_subheadings():
    assert is_subheading("（一）主动公开情况")
    assert is_subheading("1.主动公开")
    assert not is_subheading("（一）全年公开131条。")
    assert not is_subheading("主动公开情况")


BEFORE = (
    "(一)总体\n2022年，收到申请12件。坚持为民服务，加强队伍建设。开展培训2次，覆盖全部科室。"
    "信息更新不够及时。下一步将完善制度机制建设。"
)
AFTER = (
    "(一)总体\n2023年，收到申请15件。下一步将完善制度机制建设。坚持为民服务，抓好队伍建设。"
    "开展培训5次，覆盖全部科室。公众号全新改版上线。"
)


def test_texts_beside_each_other():
    found = [(pair.kind.value, pair.moved) for pair in sentence_pairs(BEFORE, AFTER)]
    assert found == [
        ("same", False),
        ("number", False),
        ("same", True),
        ("changed", False),
        ("number", False),
        ("removed", False),
        ("added", False),
    ]


def test_what_changed_inside_a_sentence():
    shown = pieces("收到申请1,024件，加强队伍建设。", "收到申请1,240件，抓好队伍建设。")
    assert [(piece.a, piece.b) for piece in shown if not piece.same] == [
        ("1,024", "1,240"),
        ("加强", "抓好"),
    ]


TEXTS = st.lists(st.sampled_from(["收到1件。", "收到2件。", "加强培训工作力度。", "甲", "\n"]))


@given(TEXTS, TEXTS)
def test_every_sentence_of_both_texts_stands_once(one, other):
    a, b = "".join(one), "".join(other)
    pairs = sentence_pairs(a, b)
    assert [pair.b for pair in pairs if pair.b is not None] == list(sentences_of(b))
    assert sorted(pair.a for pair in pairs if pair.a is not None) == sorted(sentences_of(a))
    for pair in pairs:
        assert "".join(piece.a for piece in pair.pieces()) == (pair.a or "")
        assert "".join(piece.b for piece in pair.pieces()) == (pair.b or "")
        if pair.kind is SentenceKind.NUMBER:
            assert masked(pair.a) == masked(pair.b)


def test_a_text_beside_itself_is_the_same():
    assert {pair.kind for pair in sentence_pairs(BEFORE, BEFORE)} == {SentenceKind.SAME}


def test_copied_share_leaves_subheadings_out():
    share = copied_share(BEFORE, AFTER)
    assert (share.sentences, share.of_sentences) == (3, 5)
    assert share.ratio == round(share.characters / share.of_characters, 3)
    assert copied_share(BEFORE, "").ratio is None
    assert copied_share(BEFORE, BEFORE).ratio == 1.0


def test_a_text_far_too_long_is_looked_up_and_not_aligned():
    many = "".join(f"第{chr(0x4E00 + number)}项工作按照要求认真开展。" for number in range(3000))
    pairs = sentence_pairs(many, many + "另有一句。")
    assert [pair.kind for pair in pairs[:2]] == [SentenceKind.SAME, SentenceKind.SAME]
    assert pairs[-1].kind is SentenceKind.ADDED
