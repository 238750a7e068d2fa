"""How texts and words are cut."""

import random

import pytest

from gongkai.search.tokens import phrase_of, squeezed, stream_of, units_of


def test_units_are_characters_words_and_breaks():
    assert units_of("ＡＢＣ住房2024年，第\n3号") == [
        "abc", "住", "房", "2024", "年", "", "第", "3", "号",
    ]  # fmt: skip
    assert units_of("一\n\n二") == ["一", "", "二"]
    assert units_of("，。 　") == []


def test_pairs_overlap_and_stop_at_signs():
    tokens = stream_of(units_of("公积金，a1")).split()
    assert tokens[:4] == ["公积", "积金", "金|", "a1|"]
    assert set(tokens[4:]) == {"公", "积", "金", "a1"}


@pytest.mark.parametrize(
    ("word", "pairs", "singles"),
    [
        ("公积金", ("公积", "积金"), ()),
        ("金", (), ("金",)),
        ("2024", (), ("2024",)),
        ("〔2024〕3号", ("2024|", "3号"), ()),
        ("3.1", ("3|",), ("1",)),
        ("（2024）", (), ("2024",)),
    ],
)
def test_words_become_what_stands_in_the_index(word, pairs, singles):
    assert phrase_of(word) == (pairs, singles)


def test_signs_alone_are_no_word():
    assert phrase_of("%") is None and phrase_of("") is None and phrase_of("（）") is None


@pytest.mark.parametrize(
    "written",
    ["某公积金发〔2024〕3号", "某公积金发[2024]3号", "某公积金发(2024)3号", "某公积金发（2024）3号",
     "某公积金发【2024】3号", "某公积金发［２０２４］3号", "某公积金发 〔2024〕 3 号",
     "某公积金发2024 3号"],
)  # fmt: skip
def test_numbers_are_the_same_in_all_brackets(written):
    assert squeezed(written) == "某公积金发20243号"


def test_whatever_is_read_can_be_cut():
    draw = random.Random(5)
    for _ in range(300):
        text = "".join(
            chr(draw.choice((draw.randrange(0xD800, 0xE000), draw.randrange(0x11000))))
            for _ in range(30)
        )
        stream_of(units_of(text)).encode()
        phrase_of(text)
