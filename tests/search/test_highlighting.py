"""Where words stand in a text, and what was typed read as words."""

import pytest

from gongkai.search.asking import MOST_WORDS, TooManyWords, asked_words
from gongkai.search.highlighting import beginning, extract, marked, pattern_of
from gongkai.search.words import LONGEST_QUERY, QueryTooLong


def seen(text, *words):
    """Return what is marked in a text."""
    return [piece.text for piece in marked(text, pattern_of([[word] for word in words]))
            if piece.matched]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("住房公积金提取", ["公积金", "提取"], ["公积金", "提取"]),
        ("住房公积\n金", ["公积金"], ["公积\n金"]),
        ("公积，金", ["公积金"], []),
        ("第13号、第3号", ["3号"], ["3号"]),
        ("APP和app、apps", ["App"], ["APP", "app"]),
        ("某公积金发〔2024〕3号", ["发[2024]3号"], ["发〔2024〕3号"]),
        ("２０２４年", ["2024"], ["２０２４"]),
        ("a.*b", [".*"], []),
        ("重叠重叠重", ["重叠重"], ["重叠重"]),
        ("", ["提取"], []),
    ],
)
def test_words_are_marked_where_the_index_finds_them(text, words, found):
    assert seen(text, *words) == found
    pieces = marked(text, pattern_of([[word] for word in words]))
    assert "".join(piece.text for piece in pieces) == text


def test_words_that_mean_the_same_are_marked_too():
    pattern = pattern_of([["提取", "支取"]])
    assert [piece.matched for piece in marked("支取", pattern)] == [True]


def test_the_extract_is_where_most_of_the_words_stand_together():
    text = "提取" + "甲" * 400 + "购房提取须知" + "乙" * 400
    piece = "".join(each.text for each in extract(text, pattern_of([["提取"], ["购房"]])))
    assert piece.startswith("…") and piece.endswith("…") and "购房提取须知" in piece
    assert len(piece) < 140
    assert extract(text, pattern_of([["没有"]])) is None
    assert beginning("甲" * 1000) == "甲" * 130 + "…"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("公积金 提取", ["公积金", "提取"]),
        ("公积金　公积金", ["公积金"]),
        ("“提前 还款” 贷款", ["提前 还款", "贷款"]),
        ('"a b" c', ["a b", "c"]),
        ('"a b', ['"a', "b"]),
        ("“” ", ["“”"]),
        (" \x00 ", []),
    ],
)
def test_what_is_typed_is_read_as_words_and_phrases(query, words):
    assert asked_words(query) == tuple(words)


def test_too_much_is_refused():
    with pytest.raises(QueryTooLong, match="共10000个字"):
        asked_words("长" * 10_000)
    with pytest.raises(TooManyWords, match="共13个"):
        asked_words(" ".join(map(str, range(MOST_WORDS + 1))))
    assert asked_words("长" * LONGEST_QUERY)
    assert asked_words(" " * 5000) == ()
