"""Verdicts: one a page, address and day; nothing is left of who gave them after the day."""

from datetime import date, timedelta

import pytest

from factories import ColumnFactory
from gongkai.participation.models import PageRating, RatingDay, RatingOnce
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.rating import add_remark, forget_voters, rate_page
from gongkai.participation.queries.ratings import (
    rates_by_column,
    rates_by_page,
    rates_overall,
    remarks_between,
    worst_pages,
)
from participation.asked import AT, ON


def rate(where, path="/xinxi/gjj/1/", verdict="SATISFIED", address="10.0.0.1", on=ON, column=None):
    return rate_page(
        agency=where.agency,
        path=path,
        column=column,
        verdict=verdict,
        address=address,
        on=on,
        at=AT,
    ).rating


def test_one_address_has_one_verdict_a_page_and_day(where):
    assert rate(where)
    assert rate(where, verdict="DISSATISFIED") is None
    assert rate(where, path="/")
    assert rate(where, address="10.0.0.2")
    assert rate(where, on=ON + timedelta(days=1))
    assert PageRating.objects.count() == 4


def test_nothing_tells_who_rated_once_the_day_is_over(where):
    rate(where)
    names = {field.name for field in PageRating._meta.fields}
    assert names == {"id", "agency", "path", "column", "rated_on", "verdict", "remark"}
    digest = RatingOnce.objects.get().digest
    assert "10.0.0.1" not in digest
    assert forget_voters(on=ON) == 0
    forget_voters(on=ON + timedelta(days=1))
    assert not RatingOnce.objects.exists()
    assert not RatingDay.objects.exists()


def test_days_have_salts_of_their_own(where):
    rate(where)
    first = RatingDay.objects.get().salt
    rate(where, on=ON + timedelta(days=1))
    assert RatingDay.objects.get().salt != first


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"verdict": "GREAT"}, "没有这个选项"),
        ({"verdict": ""}, "没有这个选项"),
        ({"path": "xinxi"}, "没有要评价的网页"),
        ({"path": "/" + "x" * 300}, "没有要评价的网页"),
    ],
)
def test_bad_verdicts_are_refused(where, changes, told):
    with pytest.raises(ParticipationRefused, match=told):
        rate(where, **changes)
    assert not PageRating.objects.exists()


def test_a_remark_is_taken_once_and_on_the_day(where):
    rating = rate(where)
    with pytest.raises(ParticipationRefused, match="最多300个字"):
        add_remark(rating=rating.pk, remark="长" * 301, on=ON)
    with pytest.raises(ParticipationRefused, match="未填写"):
        add_remark(rating=rating.pk, remark=" ", on=ON)
    add_remark(rating=rating.pk, remark="电话打不通", on=ON)
    with pytest.raises(ParticipationRefused, match="已经收到过"):
        add_remark(rating=rating.pk, remark="再说一句", on=ON)
    with pytest.raises(ParticipationRefused, match="不能再补充"):
        add_remark(rating=rate(where, path="/").pk, remark="昨天的", on=ON + timedelta(days=1))
    assert [each.remark for each in remarks_between(where.agency, ON, ON)] == ["电话打不通"]


def test_rates_have_a_denominator_or_are_not_there(where):
    assert rates_overall(where.agency, ON, ON) is None
    assert rates_by_column(where.agency, ON, ON) == []
    news = ColumnFactory(agency=where.agency, name="工作动态")
    for number in range(7):
        verdict = ("SATISFIED", "FAIR", "DISSATISFIED")[min(number, 2)] if number < 3 else "FAIR"
        rate(where, address=f"10.0.1.{number}", verdict=verdict, column=news.pk)
    rate(where, path="/", verdict="DISSATISFIED")
    (column,) = rates_by_column(where.agency, ON, ON)
    assert (column.name, column.content, column.total, column.rate) == ("工作动态", 6, 7, "85.7%")
    overall = rates_overall(where.agency, ON, ON)
    assert (overall.content, overall.total, overall.rate) == (6, 8, "75.0%")
    assert [(each.name, each.rate) for each in rates_by_page(where.agency, ON, ON)] == [
        ("/xinxi/gjj/1/", "85.7%"),
        ("/", "0.0%"),
    ]
    assert [each.name for each in worst_pages(where.agency, ON, ON)] == ["/", "/xinxi/gjj/1/"]
    assert rates_overall(where.agency, date(2023, 1, 1), date(2023, 12, 31)) is None
