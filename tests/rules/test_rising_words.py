"""Words that rise: tested against chance, told as phrases, never from a handful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.rising_words import (
    SEPARATOR,
    forget_habits,
    is_rising,
    log_likelihood,
    periods_before,
    rising_words,
)

USUAL = ["咨询租房提取材料", "咨询贷款进度", "要求说明缴存基数", "反映网点排队"]


def joined(texts):
    return SEPARATOR.join(texts)


def told(now, before):
    return [each.word for each in rising_words(joined(now), joined(before))]


@pytest.mark.parametrize(
    ("counts", "rises"),
    [
        ((2, 10, 0, 40), False),  # two against none
        ((4, 10, 0, 400), False),
        ((5, 10, 0, 40), True),
        ((5, 1000, 0, 4000), True),
        ((5, 1000, 2, 4000), False),  # one and a quarter a week against five: chance does that
        ((39, 1000, 80, 4000), False),  # not yet twice as often
        ((60, 1000, 80, 4000), True),
        ((500, 1000, 1900, 4000), False),  # often said, and hardly more than usual
        ((50, 100, 0, 0), False),  # nothing to compare with
    ],
)
def test_few_and_usual_words_do_not_rise(counts, rises):
    assert is_rising(*counts) is rises


def test_the_ratio_is_that_of_the_textbook():
    # 10 of 100 against 10 of 1000: 2 * sum of observed * ln(observed / expected).
    assert log_likelihood(10, 100, 10, 1000) == pytest.approx(22.908, abs=0.001)
    assert log_likelihood(10, 100, 100, 1000) == pytest.approx(0)


def test_a_phrase_is_told_once_and_whole():
    now = USUAL * 20 + [f"{each}，人脸识别失败" for each in USUAL * 3]
    assert told(now, USUAL * 100) == ["人脸识别失败"]


def test_who_says_a_word_ten_times_counts_once():
    assert told([*USUAL * 5, "电梯" * 10, "电梯" * 10], USUAL * 100) == []


def test_words_hold_no_digits_and_no_particle_at_their_ends():
    now = USUAL * 5 + ["请问电梯吗13800138000"] * 12
    words = told(now, USUAL * 100)
    assert words == ["电梯"]


def test_two_words_are_told_apart_the_more_surprising_first():
    now = USUAL * 20 + ["电梯故障，电话占线"] * 8 + ["电梯故障"] * 12
    assert told(now, USUAL * 100) == ["电梯故障", "电话占线"]


def test_nothing_rises_where_there_is_nothing():
    assert rising_words("", "") == rising_words("", joined(USUAL)) == ()
    assert rising_words(joined(USUAL * 20), "") == ()
    assert periods_before() == 4


_TEXTS = st.lists(st.text(alphabet="租房提取贷款电梯故障的，1", max_size=12), max_size=60)


@given(_TEXTS, _TEXTS)
def test_what_is_told_is_counted_rightly_and_passes_the_test(now, before):
    forget_habits()
    for each in rising_words(joined(now), joined(before)):
        assert each.now == sum(each.word in text for text in now)
        assert each.before == sum(each.word in text for text in before)
        assert is_rising(each.now, len(now), each.before, len(before))


@given(_TEXTS)
def test_a_week_like_those_before_brings_no_news(texts):
    assert rising_words(joined(texts), joined(texts * 4)) == ()
