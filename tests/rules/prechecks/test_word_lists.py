"""The lists of words: built in, the organ's own, names with their days, the organ's people."""

from datetime import date

import pytest

from gongkai.rules.prechecks import Level, Official, OldName, Word, WordLists, built_in
from rules.prechecks.test_rules import found

OWN = WordLists(
    words=(Word("连山关", "连山区", "本单位"), Word("账务", "财务", "本单位", Level.ADVICE)),
    officials=(
        Official("甲大年", "主任", date(2020, 1, 1), date(2023, 6, 30)),
        Official("甲大年", "一级调研员", date(2023, 7, 1)),
        Official("乙小满", "副主任", date(2021, 1, 1)),
    ),
    accepted=frozenset({"弱智"}),
    own_addresses=("葫芦岛市龙湾大街15号1号楼1单元101室",),
    own_phones=("13900001234",),
    own_accounts=("6222 0094 5807 3021 573",),
    title_characters=10,
)


def rules(text, **more):
    return [one.rule for one in found(text, words=built_in().merged(OWN), **more)]


def test_own_words_come_on_top_of_those_built_in():
    assert rules("在连山关办理帐户业务") == ["WRONG_WORD", "WRONG_WORD"]
    assert rules("弱智") == []


def test_own_entries_replace_those_of_the_same_word():
    own = WordLists(words=(Word("帐户", "户头", "本单位", Level.BLOCK),))
    (one,) = found("帐户", words=built_in().merged(own))
    assert (one.level, one.suggestion) == (Level.BLOCK, "户头")


def test_what_the_organ_publishes_of_itself_is_no_finding():
    assert rules("值班手机139-0000-1234") == []
    assert rules("收款卡号6222009458073021573") == []
    assert rules("家住龙湾大街15号1号楼1单元101室") == []


def test_the_limit_of_titles_is_the_organs():
    assert rules("关于住房公积金结息的通知", place="title") == ["TITLE_LONG"]


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("向银保监会报送。", Level.BLOCK),
        ("2019年，向银保监会报送。", Level.CONFIRM),
        ("2024年的事。向银保监会报送。", Level.BLOCK),
    ],
)
def test_an_old_name_about_an_earlier_year_is_only_to_be_confirmed(sentence, level):
    (one,) = found(sentence)
    assert (one.rule, one.level) == ("OLD_NAME", level)


def test_an_old_name_in_a_text_formed_before_the_change_is_only_to_be_confirmed():
    (one,) = found("向银保监会报送。", formed_on=date(2022, 5, 1))
    assert one.level is Level.CONFIRM


def test_a_name_is_right_until_it_changes():
    assert found("向银保监会报送。", on=date(2023, 5, 17)) == []
    assert [one.rule for one in found("向银保监会报送。", on=date(2023, 5, 18))] == ["OLD_NAME"]


def test_the_organs_own_names():
    own = WordLists(names=(OldName("老中心", "新中心", date(2024, 1, 1), "organ", "本单位"),))
    assert [one.rule for one in found("到老中心办理", words=built_in().merged(own))] == ["OLD_NAME"]


@pytest.mark.parametrize(
    ("sentence", "on", "count"),
    [
        ("主任甲大年主持会议。", date(2023, 6, 30), 0),
        ("主任甲大年主持会议。", date(2023, 7, 1), 1),
        ("一级调研员甲大年主持会议。", date(2024, 1, 1), 0),
        ("乙小满主任主持会议。", date(2024, 1, 1), 1),
        ("乙小满副主任主持会议。", date(2024, 1, 1), 0),
        ("甲大年、乙小满出席。", date(2024, 1, 1), 0),
    ],
)
def test_titles_of_the_organs_people(sentence, on, count):
    assert rules(sentence, on=on) == ["OFFICIAL_TITLE"] * count


def test_each_entry_names_its_source():
    assert all(one.source for one in (*built_in().words, *built_in().names))


def test_no_correction_is_itself_a_finding():
    for word in built_in().words:
        assert not [
            one for one in found(word.correction) if one.rule in ("WRONG_WORD", "STANDARD_TERM")
        ], word
