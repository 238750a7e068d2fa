"""Questions as people type them: taken apart and looked for; numbers are left alone."""

import pytest

from factories import ColumnFactory, ItemFactory
from gongkai.search.sentences import taken_apart
from search.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(build):
    """Have an index with some titles."""
    column = ColumnFactory()
    for title in (
        "购买二手房提取住房公积金办事指南",
        "退休提取住房公积金",
        "异地转移接续办理流程",
        "贷款额度计算办法",
        "灵活就业人员缴存须知",
        "2023年度缴存基数调整的通知",
    ):
        ItemFactory(column=column, title=title)
    build()


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (["买二手房怎么提取公积金"], ("二手房", "提取", "公积金")),
        (["我退休了，公积金怎么取出来？"], ("退休", "公积金", "提取")),
        (["请问公积金能贷多少"], ("贷款", "额度")),
        (["公基金怎么提取"], ("公积金", "提取")),
        (["灵活就业人员可以交公积金吗"], ("灵活就业人员", "缴存")),
        (["怎么", "提取", "公积金"], ("提取", "公积金")),
        (["2023年缴存基数是多少"], ("2023", "缴存基数")),
        (["火星人怎么提取"], ("提取",)),
        (["退休能提多少"], ("退休", "提取")),
    ],
)
def test_a_question_is_looked_for_by_its_words(indexed, typed, parts):
    assert taken_apart(typed, NOON) == parts


@pytest.mark.parametrize(
    "typed",
    [["怎么办"], ["？？？"], ["zzzzz"], ["甲乙丙丁"], ["啊" * 100], ["某公积金〔2023〕99号"],
     ["公积金(2023)7号"], ["123456789/2023-00001"], ["SQ2026-00003"],
     ["<script>alert(1)</script>"], ["公积金", "99号"], []],
)  # fmt: skip
def test_what_asks_for_nothing_or_for_one_number_is_left(indexed, typed):
    assert taken_apart(typed, NOON) == ()
