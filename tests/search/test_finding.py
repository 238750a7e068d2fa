"""What is found in the index: every word, exactly, counted, in order, marked in the text."""

import random
from datetime import date

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.search import finding
from gongkai.search.generations import IndexMissing, current_generation, whole_words_of
from gongkai.search.words import words_of
from search.conftest import search, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(db):
    """Return a column of an organ."""
    agency = AgencyFactory(code="gjj", name="某市公积金中心")
    return ColumnFactory(agency=agency, code="guide", name="办事指南")


def test_without_an_index_it_says_so(column):
    with pytest.raises(IndexMissing):
        search("公积金")


def test_every_word_must_occur_in_any_order(column, build):
    for title in ("购房提取指南", "提取材料", "贷款指南"):
        ItemFactory(column=column, title=title)
    find = build()
    assert titles(find("指南 提取")) == ["购房提取指南"]
    assert find("指南").total == 2
    assert find("提取 贷款").total == 0
    assert find("").total == 0 and find("，。").total == 0


@pytest.mark.parametrize("word", ["积金", "公积", "办公", "公时", "指南"])
def test_two_characters_are_found_wherever_they_stand(column, build, word):
    texts = ["公积金办公时间", "办公积金业务指南", "公，积金", "积\n金", "（指）南", "指南2024"]
    for text in texts:
        ItemFactory(column=column, title=text)
    plain = [text.replace("\n", "") for text in texts]
    expected = sorted(each for each, text in zip(texts, plain, strict=True) if word in text)
    assert sorted(titles(build()(word))) == expected


def test_pairs_stand_within_one_paragraph_of_one_field(build, published_item):
    published_item(
        title="甲乙", document_no="丙丁〔2024〕8号", summary="戊己\n庚辛", keywords="壬癸 子丑",
        body="<p>天地<br>玄黄</p><ul><li>宇宙<ul><li>洪荒</li></ul></li></ul>\n"
             "<table><tr><td>日月</td><td>盈昃</td></tr></table><p>辰\n宿<b>列</b>张</p>",
    )  # fmt: skip
    find = build()
    texts = words_of("甲乙 丙丁 戊己 庚辛 壬癸 子丑 天地 玄黄 宇宙 洪荒 日月 盈昃 辰宿 宿列 列张")
    assert [word for word in texts if find(word).total != 1] == []
    across = words_of("乙丙 号戊 己庚 辛壬 癸子 丑天 地玄 黄宇 宙洪 荒日 月盈 昃辰")
    assert [word for word in across if find(word).total] == []
    assert find("“天地玄黄”").total == 0 and find("地 玄").total == 1


def test_a_phrase_stands_as_it_was_typed(column, build):
    ItemFactory(column=column, title="housing fund guide")
    ItemFactory(column=column, title="fund of housing guide")
    find = build()
    assert find("housing fund").total == 2
    assert titles(find("“housing fund”")) == ["housing fund guide"]
    assert titles(find('"fund of housing" guide')) == ["fund of housing guide"]


def test_numbers_are_whole(column, build):
    ItemFactory(column=column, title="第13号公告", register_no="A-1")
    ItemFactory(column=column, title="第3号公告", register_no="A-2")
    find = build()
    assert titles(find("3号")) == ["第3号公告"]
    assert titles(find("第13号")) == ["第13号公告"]


def test_a_title_goes_before_a_newer_text(column, build, published_item):
    inside = published_item(title="关于网点的通知", body="<p>办理公积金贷款须预约。</p>")
    ItemFactory(column=column, title="公积金贷款须知", published_on=date(2001, 1, 1))
    find = build()
    assert titles(find("贷款")) == ["公积金贷款须知", inside.title]
    assert titles(find("贷款", order="date")) == [inside.title, "公积金贷款须知"]


def test_a_title_goes_before_a_number_and_that_before_a_text(build, published_item):
    published_item(title="关于网点的公告", body="<p>自2020年起2020年2020年执行。</p>")
    published_item(title="关于贷款的公告", document_no="某公积金发〔2020〕8号")
    published_item(title="2020年工作计划")
    assert titles(build()("2020")) == ["2020年工作计划", "关于贷款的公告", "关于网点的公告"]


def test_newer_goes_before_older_of_the_same(column, build):
    for year in (2009, 2023, 2016):
        ItemFactory(column=column, title="提取须知", published_on=date(year, 5, 1))
    found = build()("提取").hits
    assert [hit.shown.day.year for hit in found] == [2023, 2016, 2009]


def test_the_shorter_way_finds_the_same(column, build, published_item, monkeypatch):
    published_item(title="关于网点的通知", body="<p>办理异地转移须预约，异地转移免费。</p>")
    for year in range(2001, 2024):
        title = ("异地转移须知", "跨省转移须知")[year % 2]
        ItemFactory(column=column, title=title, published_on=date(year, 5, 1))
    find = build()
    for query in ("异地", "转移", "须知 转移"):
        for offset in (0, 10, 20):
            monkeypatch.setattr(finding, "_MANY", 0)
            shorter = find(query, offset=offset)
            monkeypatch.setattr(finding, "_MANY", 10_000)
            assert [hit.shown.key for hit in find(query, offset=offset).hits] == [
                hit.shown.key for hit in shorter.hits
            ]


def test_words_that_mean_the_same_are_found_and_told(column, build):
    ItemFactory(column=column, title="支取办法")
    found = build()("提取")
    assert titles(found) == ["支取办法"]
    assert "支取" in found.read_as
    assert [piece.text for piece in found.hits[0].title if piece.matched] == ["支取"]


def test_every_word_of_a_group_finds_all_of_them(column, build):
    texts = ["提取办法", "支取办法", "提取和支取", "提，取", "支款", "住房公积金", "公积金", "公积"]
    for text in texts:
        ItemFactory(column=column, title=text)
    find = build()
    assert set(titles(find("提取"))) == set(titles(find("支取"))) == set(texts[:3])
    assert set(titles(find("住房公积金"))) == set(titles(find("公积金"))) == set(texts[5:7])


def test_words_of_many_texts_find_what_a_scan_finds(column, build):
    words = ["业务网点", "网点一览", "办事", "县", "业务", "，", "2024", "一览表"]
    draw = random.Random(8)
    texts = {place: "".join(draw.choices(words, k=5)) for place in range(150)}
    for text in texts.values():
        ItemFactory(column=column, title=text)
    find = build()
    assert {"业务网点", "网点一览表", "网点业务网点"} <= whole_words_of(current_generation())
    for word in [
        "业务网点",
        "网点一览表",
        "点一览",
        "县县",
        "办事县",
        "网点业务网点一览",
        "览表网",
    ]:
        assert find(word).total == sum(word in text for text in texts.values()), word


def test_choices_are_counted_and_narrow_down(column, build):
    other = ColumnFactory(agency=column.agency, code="news", name="通知公告")
    ItemFactory.create_batch(3, column=column, title="提取指南", published_on=date(2023, 1, 5))
    ItemFactory.create_batch(2, column=other, title="提取通知", published_on=date(2022, 1, 5))
    find = build()
    found = find("提取")
    assert [(each.name, each.size) for each in found.choices["column"]] == [
        ("办事指南", 3), ("通知公告", 2),
    ]  # fmt: skip
    assert [(each.code, each.size) for each in found.choices["year"]] == [("2023", 3), ("2022", 2)]
    narrowed = find("提取", column="news")
    assert narrowed.total == 2 and set(titles(narrowed)) == {"提取通知"}
    # What else could be chosen instead is still counted.
    assert [each.size for each in narrowed.choices["column"]] == [3, 2]
    assert [each.code for each in narrowed.choices["year"]] == ["2022"]
    assert find("提取", column="news", year="2023").total == 0
    assert find("提取", organ="nobody").total == 0


def test_sheets_follow_each_other_and_end(column, build):
    ItemFactory.create_batch(25, column=column, title="提取")
    find = build()
    sheets = [find("提取", offset=start) for start in (0, 10, 20, 30)]
    assert [len(sheet.hits) for sheet in sheets] == [10, 10, 5, 0]
    assert {sheet.total for sheet in sheets} == {25}
    keys = [hit.shown.key for sheet in sheets for hit in sheet.hits]
    assert len(set(keys)) == 25
    assert find("提取", offset=5000).hits == ()
