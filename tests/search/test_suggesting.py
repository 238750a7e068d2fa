"""What was meant, what may be typed next, what mean the same, and what many ask for."""

from datetime import date

import pytest

from factories import ColumnFactory, ItemFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.search.editing_synonyms import SynonymsRefused, add_synonyms, remove_synonyms
from gongkai.search.hot_words import (
    count_words,
    forget_old_words,
    frequent_words,
    hot_words,
    keep_counts,
    may_be_counted,
)
from gongkai.search.models import SearchedWord
from gongkai.search.suggesting import meant_by, suggestions
from gongkai.search.synonyms import own_groups
from publications.office import AT, NOW, ON
from search.conftest import NOON, search, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(build):
    """Have an index with some titles."""
    column = ColumnFactory()
    for title in (
        "住房公积金提取办法",
        "灵活就业人员缴存须知",
        "商转公贷款指南",
        "骗提套取典型案例",
    ):
        ItemFactory(column=column, title=title)
    build()
    return column


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["公基金"], "公积金"),
        (["gongjijin"], "公积金"),
        (["gjj"], "公积金"),
        (["提去"], "提取"),
        (["典形案例"], "典型案例"),
        (["商转工"], "商转公"),
        (["公积经"], "公积金"),
        (["灵活就业人元"], "灵活就业人员"),
        (["公积金", "提趣"], "公积金 提取"),
    ],
)
def test_what_was_meant_is_offered(indexed, typed, meant):
    assert meant in meant_by(typed, NOON)


@pytest.mark.parametrize(
    "typed", [["不相干"], ["zzzzzz"], ["%"], ["1"], ["李"], ["啊" * 100], ["a b"]]
)
def test_where_nothing_is_near_nothing_is_offered(indexed, typed):
    assert meant_by(typed, NOON) == []


def test_whatever_is_offered_finds_something(indexed):
    for typed in (["公基金"], ["daikuan"], ["jiaocun"], ["提区"]):
        for other in meant_by(typed, NOON):
            assert search(other).total, other


def test_words_and_titles_are_offered_while_somebody_types(indexed):
    assert suggestions("公积", [], NOON)[:2] == ["公积金", "住房公积金"]
    assert "商转公贷款指南" in suggestions("商转公", [], NOON)
    assert "公积金" in suggestions("gongj", [], NOON)
    assert suggestions("缴存", ["缴存须知"], NOON)[0] == "缴存须知"
    assert suggestions("", [], NOON) == [] and suggestions("%", [], NOON) == []


def test_an_officer_adds_words_that_mean_the_same(indexed, place):
    ItemFactory(column=indexed, title="跨年对账单")
    assert search("流水").total == 0
    group = add_synonyms(typed="流水、典型案例", agency=place.agency, officer=place.drafter, **NOW)
    assert titles(search("流水")) == ["骗提套取典型案例"]
    assert own_groups() == [group]
    assert Entry.objects.get(action="synonyms.added").detail == {"words": ["流水", "典型案例"]}
    remove_synonyms(group=group, officer=place.drafter, **NOW)
    assert search("流水").total == 0 and own_groups() == []
    with pytest.raises(SynonymsRefused, match="已经停用"):
        remove_synonyms(group=group, officer=place.drafter, **NOW)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "至少填写两个"),
        ("提取、提取", "至少填写两个"),
        ("、".join("甲乙丙丁戊己庚"), "最多6个"),
        ("提取、" + "长" * 21, "超过20字"),
        ("提取、%", "没有文字"),
    ],
)
def test_useless_words_are_refused_in_words(place, typed, told):
    with pytest.raises(SynonymsRefused, match=told):
        add_synonyms(typed=typed, agency=place.agency, officer=place.drafter, **NOW)
    assert own_groups() == []


def test_only_who_may_edits_words(place):
    with pytest.raises(NotAllowed):
        add_synonyms(typed="甲乙、丙丁", agency=place.agency, officer=place.leader, **NOW)
    with pytest.raises(NotAllowed):
        add_synonyms(typed="甲乙、丙丁", agency=place.agency, officer=OfficerFactory(), **NOW)
    add_synonyms(typed="甲乙、丙丁", agency=place.agency, officer=place.drafter, **NOW)
    with pytest.raises(SynonymsRefused, match="已在使用"):
        add_synonyms(typed="丙丁、甲乙", agency=place.agency, officer=place.drafter, **NOW)


def ask(*words, visitors=range(3), was_found=True, in_title=True, on=ON):
    for visitor in visitors:
        count_words(words, was_found=was_found, visitor=f"192.0.2.{visitor}", on=on,
                    stands_in_title=lambda word: in_title)  # fmt: skip
    keep_counts()


def test_a_word_is_counted_once_several_visitors_asked(db):
    ask("提取", visitors=[1, 1, 1, 1, 2])
    assert hot_words(ON) == []
    ask("提取", visitors=[3, 3])
    assert frequent_words(ON, was_found=True) == [("提取", 2)]
    assert hot_words(date(2024, 3, 30)) == []


def test_what_stands_in_no_public_title_is_not_hot(db):
    ask("王小明怎么了", in_title=False)
    assert not SearchedWord.objects.exists()


def test_words_without_result_need_more_visitors_and_are_no_names(db):
    ask("二手房网签", was_found=False, visitors=range(4))
    assert not SearchedWord.objects.exists()
    ask("二手房网签", "王小明", "欠款2万", was_found=False, visitors=range(9))
    assert [word for word, _ in frequent_words(ON, was_found=False)] == ["二手房网签"]


@pytest.mark.parametrize(
    "word",
    ["110101199003074514", "13800138000", "a@example.cn", "0429-3112345", "6222020200112233",
     "某", "长" * 21, "11010119900307451X", "a b", "甲，乙"],
)  # fmt: skip
def test_what_could_tell_of_a_person_is_never_counted(word):
    assert not may_be_counted(word, was_found=True)


def test_no_trace_of_a_visitor_is_kept(db):
    ask("提取", visitors=range(6))
    names = {field.name for field in SearchedWord._meta.get_fields()}
    assert names == {"id", "word", "on", "times", "was_found"}


def test_old_counts_are_forgotten(db):
    ask("提取", on=date(2022, 1, 1))
    ask("提取")
    assert forget_old_words(ON) == 1 and SearchedWord.objects.count() == 1
    assert AT
