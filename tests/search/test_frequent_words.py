"""Words of many texts, found by counting."""

from gongkai.search.frequent_words import frequent_words
from gongkai.search.lexicon import groups, marks_in, whole_words_in
from gongkai.search.tokens import units_of


def test_runs_of_many_texts_are_told_the_most_frequent_first():
    texts = [f"甲乙丙{'丁' * (place % 2)}，第{place}号" for place in range(100)]
    assert frequent_words(texts) == ["甲乙丙", "乙丙丁", "甲乙丙丁"]


def test_rare_runs_and_few_texts_tell_nothing():
    texts = [chr(0x4E00 + place) * 3 for place in range(100)]
    assert frequent_words(texts) == []
    assert frequent_words(["甲乙丙"] * 49) == []


def test_runs_end_at_signs_and_with_the_longest_word():
    long = "".join(chr(0x4E00 + place) for place in range(20))
    found = frequent_words([f"甲乙，丙丁。{long}"] * 50)
    assert not [word for word in found if "乙丙" in word]
    assert max(map(len, found)) == 8 and long[:8] in found


def test_whole_words_are_found_across_blanks_and_not_across_signs():
    words = frozenset({"甲乙丙", "丙丁戊己"})
    assert whole_words_in(units_of("甲 乙丙，丙丁，戊己"), words) == {"甲乙丙"}
    assert whole_words_in(units_of("丙丁戊己"), words) == {"丙丁戊己"}
    assert whole_words_in([], words) == set() == whole_words_in(units_of("甲乙丙"), frozenset())


def test_a_group_is_marked_as_often_as_its_words_stand():
    marks = {word: group.mark for group in groups() for word in group.words}
    assert list(marks_in(units_of("提取、支取"))) == [marks["提取"]] * 2
    assert list(marks_in(units_of("住房公积金"))) == [marks["公积金"]]
    assert marks["提取"] == marks["支取"]
