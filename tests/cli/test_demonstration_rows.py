"""The rows that ship: made from the seed, believable, and giving the published totals.

Counted here by hand from the rows themselves, without the system's own counting.
"""

import lzma
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from gongkai.cli.demonstration.draws import working_days_of
from gongkai.cli.demonstration.generate import generated_rows
from gongkai.cli.demonstration.stored import ROWS_FILE, as_text, stored_rows
from gongkai.rules.calendars import published_calendar

DAY_OF_KIND = {
    "items": "published_on",
    "posts": "posted_on",
    "followers": "counted_on",
    "city_reports": "reported_on",
    "activities": "held_on",
    "calls": "called_on",
    "tickets": "accepted_on",
}
OFFICE_ACTS = [
    ("items", "formed_on"),
    ("items", "published_on"),
    ("posts", "posted_on"),
    ("city_reports", "reported_on"),
    ("documents", "made_on"),
    ("institutions", "adopted_on"),
    ("activities", "held_on"),
    ("tickets", "accepted_on"),
    ("tickets", "due_on"),
    ("tickets", "fed_back_on"),
    ("tickets", "closed_on"),
    ("tickets", "called_back_on"),
]


@pytest.fixture(scope="module")
def rows():
    return stored_rows()


@pytest.fixture(scope="module")
def year(rows):
    """Return the rows of 2023 of each kind that happens on a day."""
    return {
        kind: [row for row in rows[kind] if row[day].year == 2023]
        for kind, day in DAY_OF_KIND.items()
    }


def test_the_seed_gives_the_stored_rows_byte_for_byte():
    assert lzma.decompress(ROWS_FILE.read_bytes()) == as_text(generated_rows()).encode()


def test_the_stored_file_is_small():
    assert ROWS_FILE.stat().st_size < 400_000


def test_items_by_column(year):
    assert len(year["items"]) == 131
    assert Counter(row["column"] for row in year["items"]) == {
        "新闻发布": 95,
        "政务公开重点工作": 17,
        "信息公开": 6,
        "办事指南": 3,
        "资料下载": 2,
        "便民服务": 1,
        "通知公告": 7,
    }


def test_posts_by_origin(year):
    assert Counter(row["origin"] for row in year["posts"]) == {"OWN": 16, "REPOSTED": 38}


def test_followers_rise_to_the_published_number(rows, year):
    counts = [row["followers"] for row in rows["followers"]]
    assert counts == sorted(set(counts))
    assert len(year["followers"]) == 12
    last = max(year["followers"], key=lambda row: row["counted_on"])
    assert (last["counted_on"], last["followers"]) == (date(2023, 12, 31), 150914)


def test_calls_by_route(year):
    routes = Counter(row["route"] for row in year["calls"])
    assert set(routes) == {"VIA_12345", "DIRECT", "TRANSFERRED"}
    assert routes["VIA_12345"] == 15183
    assert routes["DIRECT"] + routes["TRANSFERRED"] == 11876
    assert len(year["calls"]) == 27059


def test_tickets_are_answered_in_time_and_closed_within_the_year(year):
    tickets = year["tickets"]
    assert len(tickets) == 633
    assert all(row["accepted_on"] <= row["fed_back_on"] <= row["due_on"] for row in tickets)
    assert all(row["fed_back_on"] <= row["closed_on"] <= row["due_on"] for row in tickets)
    assert all(row["due_on"].year == row["closed_on"].year == 2023 for row in tickets)


def test_tickets_take_one_day_on_average(year):
    days = Counter((row["closed_on"] - row["accepted_on"]).days for row in year["tickets"])
    assert set(days) == {0, 1, 2}
    assert sum(taken * count for taken, count in days.items()) == 633


def test_tickets_called_back_and_satisfied(year):
    due = [row for row in year["tickets"] if row["call_back_due"]]
    assert len(due) == 540
    assert all(row["reached"] and row["called_back_on"] >= row["closed_on"] for row in due)
    opinions = Counter(row["opinion"] for row in due)
    satisfied = opinions["SATISFIED"] + opinions["FAIRLY_SATISFIED"]
    assert (satisfied, opinions["DISSATISFIED"], opinions[""]) == (535, 5, 0)
    share = (Decimal(satisfied) / len(due) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert share == Decimal("99.07")


def test_tickets_not_called_back_have_no_opinion(year):
    spared = [row for row in year["tickets"] if not row["call_back_due"]]
    assert len(spared) == 93
    assert {(row["called_back_on"], row["reached"], row["opinion"]) for row in spared} == {
        (None, False, "")
    }


def test_information_sent_to_the_city(year):
    assert len(year["city_reports"]) == 20
    assert sum(bool(row["adopted"]) for row in year["city_reports"]) > 10


def test_one_normative_document_made_in_the_year_and_in_force(rows):
    [document] = rows["documents"]
    assert (document["kind"], document["made_on"].year) == ("NORMATIVE", 2023)
    assert not document.get("repealed_on")


def test_the_four_institutions(rows):
    assert [row["title"] for row in rows["institutions"]] == [
        "政务公开工作制度",
        "公文公开属性认定制度",
        "信息公开保密审查制度",
        "信息公开“三审三校”制度",
    ]
    assert all(row["adopted_on"].year < 2024 for row in rows["institutions"])


def test_activities(year):
    kinds = Counter(row["kind"] for row in year["activities"])
    assert kinds == {"DISCLOSURE_DAY": 1, "INTERVIEW": 1, "TRAINING": 3}
    [opened] = [row for row in year["activities"] if row["kind"] == "DISCLOSURE_DAY"]
    assert opened["held_on"] == date(2023, 5, 15)


def test_service_items(rows):
    employer = [row for row in rows["services"] if row["audience"] == "EMPLOYER"]
    worker = [row for row in rows["services"] if row["audience"] == "WORKER"]
    assert len(employer) == 18
    assert all(row["online_from"] and row["online_from"].year < 2024 for row in employer)
    assert 15 <= len(worker) <= 25
    assert 0 < sum(row["online_from"] is None for row in worker) < len(worker)


def test_what_the_centre_did_not_have_is_absent(rows):
    absent = {"decisions", "administrative_fees", "requests", "processing_fees", "disputes"}
    assert not absent & set(rows)


@pytest.mark.parametrize("kind", ["items", "posts", "city_reports", "calls", "tickets"])
def test_the_years_before_and_after_have_some_rows(rows, kind):
    years = Counter(row[DAY_OF_KIND[kind]].year for row in rows[kind])
    assert set(years) == {2022, 2023, 2024}
    assert years[2022] + years[2024] < years[2023]


def test_some_tickets_of_the_year_before_were_called_back_after_new_year(rows):
    before = [row for row in rows["tickets"] if row["accepted_on"].year == 2022]
    assert all(row["due_on"].year == row["closed_on"].year == 2022 for row in before)
    assert any(row["called_back_on"] and row["called_back_on"].year == 2023 for row in before)


@pytest.mark.parametrize(("kind", "field"), OFFICE_ACTS)
def test_offices_act_on_working_days(rows, kind, field):
    calendar = published_calendar()
    days = {row[field] for row in rows[kind] if row[field]}
    assert [day for day in sorted(days) if not calendar.is_working_day(day)] == []


def test_only_the_city_hotline_answers_on_days_off(rows):
    calendar = published_calendar()
    off = {row["route"] for row in rows["calls"] if not calendar.is_working_day(row["called_on"])}
    assert off == {"VIA_12345"}


def test_no_register_number_stands_twice(rows):
    for listed in rows.values():
        numbers = [row["register_no"] for row in listed]
        assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("items", "XW-2023-0001"),
        ("posts", "WX-2023-001"),
        ("calls", "RX-2023-00001"),
        ("tickets", "GD-2023-0001"),
    ],
)
def test_numbers_follow_the_days(year, kind, first):
    assert year[kind][0]["register_no"] == first
    days = [row[DAY_OF_KIND[kind]] for row in year[kind]]
    assert days == sorted(days)
    numbers = [row["register_no"] for row in year[kind]]
    assert numbers == sorted(numbers)


def test_titles_are_varied(rows):
    for kind in ("items", "posts", "city_reports"):
        titles = [row["title"] for row in rows[kind]]
        assert len(set(titles)) == len(titles)
    assert len({row["matter"] for row in rows["tickets"]}) > 150


@pytest.mark.parametrize(
    ("period", "first", "last", "count"),
    [
        ("2023-01", date(2023, 1, 3), date(2023, 1, 31), 18),
        ("2023-10", date(2023, 10, 7), date(2023, 10, 31), 19),
        ("2023-05-15", date(2023, 5, 15), date(2023, 5, 15), 1),
        ("2023-05-06/2023-05-09", date(2023, 5, 6), date(2023, 5, 9), 3),
    ],
)
def test_working_days_of_a_period(period, first, last, count):
    days = working_days_of(period)
    assert (days[0], days[-1], len(days)) == (first, last, count)
