"""What a search finds: only what is public, every word in it, at a constant cost."""

from datetime import date

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.publications.queries import items_published
from gongkai.search.queries import items_matching
from portal.office import AT, office, published_report, signed_report

pytestmark = pytest.mark.django_db
ON = date(2024, 2, 1)


@pytest.fixture
def column(db):
    """Return a column of an organ."""
    return ColumnFactory(agency=AgencyFactory(code="gjj", name="某市公积金中心"), name="办事指南")


def titles(hits):
    return ["".join(piece.text for piece in hit.title) for hit in hits[: len(hits)]]


def test_every_word_must_occur_in_any_order(column):
    for title in ("购房提取指南", "提取材料", "贷款指南"):
        ItemFactory(column=column, title=title)
    assert titles(items_matching(["指南", "提取"], ON)) == ["购房提取指南"]
    assert set(titles(items_matching(["提取"], ON))) == {"购房提取指南", "提取材料"}
    assert titles(items_matching(["提取", "贷款"], ON)) == []


def test_without_words_nothing_is_found(column):
    ItemFactory(column=column)
    assert titles(items_matching([], ON)) == []


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "[", "*", "?"])
def test_signs_stand_for_themselves(column, sign):
    ItemFactory(column=column, title="没有符号")
    ItemFactory(column=column, title=f"有{sign}符号")
    assert titles(items_matching([sign], ON)) == [f"有{sign}符号"]


def test_latin_letters_are_found_in_either_case(column):
    ItemFactory(column=column, title="APP使用说明")
    assert titles(items_matching(["app"], ON)) == ["APP使用说明"]


def test_what_is_dated_ahead_is_not_public_yet(column):
    ItemFactory(column=column, title="将来", published_on=date(2024, 2, 2))
    ItemFactory(column=column, title="当天", published_on=ON)
    ItemFactory(column=column, title="很久以前", published_on=date(1999, 5, 1))
    assert [item.title for item in items_published(ON)] == ["当天", "很久以前"]


def test_a_report_is_found_by_its_title_and_its_prose(column):
    report = published_report(
        office("water", name="某市水务局"), problems="问题：供水信息更新慢。改进：按月更新。"
    )
    for words in (["供水信息"], ["某市水务局2023年"], ["水务局", "按月更新"], ["年度报告", "2023"]):
        (hit,) = items_matching(words, ON)[:5]
        assert (hit.agency_code, hit.year, hit.on) == (report.agency.code, 2023, AT)
    (hit,) = items_matching(["供水信息"], ON)[:1]
    assert ("供水信息", True) in hit.extract
    assert titles(items_matching(["供水信息"], ON, column.agency)) == []


def test_a_report_that_is_only_signed_is_not_found(column):
    signed_report(office("water", name="某市水务局"), problems="问题：供水信息更新慢。")
    assert titles(items_matching(["供水信息"], ON)) == []


def test_reports_come_before_items_and_slices_fit_together(column):
    published_report(office("water", name="某市水务局"))
    ItemFactory.create_batch(4, column=column, title="水务局的年度报告说明")
    hits = items_matching(["年度报告"], ON)
    assert len(hits) == 5
    everything = titles(hits)
    assert everything[0] == "某市水务局2023年政府信息公开工作年度报告"
    again = [title for start in range(0, 6, 2) for title in titles_of(hits[start : start + 2])]
    assert again == everything
    assert hits[5:9] == [] and titles_of([hits[0]]) == everything[:1]
    with pytest.raises(IndexError):
        hits[5]


def titles_of(hits):
    return ["".join(piece.text for piece in hit.title) for hit in hits]


def test_a_sheet_costs_two_counts_and_one_read_of_each_kind(column, django_assert_num_queries):
    published_report(office("water", name="某市水务局"))
    ItemFactory.create_batch(30, column=column, title="水务局的年度报告说明")
    hits = items_matching(["年度报告"], ON)
    with django_assert_num_queries(4):
        assert len(hits[0:10]) == 10
    with django_assert_num_queries(1):
        assert len(hits[10:20]) == 10
