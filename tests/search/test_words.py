"""Words of a query: how they are parted, how much is taken, how they are marked in a text."""

import pytest

from gongkai.search.words import LONGEST_QUERY, Piece, QueryTooLong, extract, marked, words_of


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("公积金", ["公积金"]),
        ("公积金 提取", ["公积金", "提取"]),
        ("公积金　提取", ["公积金", "提取"]),
        ("  公积金\t\n提取  ", ["公积金", "提取"]),
        ("提取 提取", ["提取"]),
        ("贷\x00款\x1f指南", ["贷", "款", "指南"]),
        ("甲\ud800乙", ["甲", "乙"]),
        ("", []),
        (" 　\x00", []),
    ],
)
def test_words_are_parted_by_blanks(query, words):
    assert words_of(query) == words


def test_a_query_has_a_longest_length_blanks_at_the_ends_aside():
    assert words_of("  " + "长" * LONGEST_QUERY + "  ") == ["长" * LONGEST_QUERY]
    with pytest.raises(QueryTooLong, match="共101个字，超过上限100个字"):
        words_of("长" * (LONGEST_QUERY + 1))


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("公积金提取指南", ["提取"], "公积金[提取]指南"),
        ("提取提取", ["提取"], "[提取][提取]"),
        ("公积金贷款", ["公积", "公积金"], "[公积金]贷款"),
        ("ABC表", ["abc"], "[ABC]表"),
        ("满意率100%", ["%"], "满意率100[%]"),
        ("a.b", ["."], "a[.]b"),
        ("无关", ["提取"], "无关"),
        ("无词", [], "无词"),
        ("", ["提取"], ""),
    ],
)
def test_words_are_marked_where_they_stand(text, words, shown):
    pieces = marked(text, words)
    assert "".join(f"[{piece.text}]" if piece.matched else piece.text for piece in pieces) == shown


def test_marking_keeps_every_letter():
    text = "甲<b>乙</b>&amp;"
    assert "".join(piece.text for piece in marked(text, ["<", "&", "乙"])) == text
    assert Piece("<", True) in marked(text, ["<"])


def test_an_extract_surrounds_the_first_word():
    text = "甲" * 100 + "提取" + "乙" * 200
    found = extract(text, ["没有", "提取"], before=5, after=10)
    assert found == "…" + "甲" * 5 + "提取" + "乙" * 8 + "…"
    assert extract("一行\n二行", []) == "一行 二行"
    assert extract(text, ["没有"], after=3) == "甲甲甲…"
