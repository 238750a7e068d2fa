"""Invented rows of the site, the WeChat account and what the city was sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gongkai.cli.demonstration.draws import Draws, working_days_of
from gongkai.cli.demonstration.registers import Row, Rows, numbered
from gongkai.cli.demonstration.stored import texts
from gongkai.rules.calendars import published_calendar

_LAST_REPORTED = date(2023, 12, 31)


def platform_rows() -> Rows:
    """Return items, posts, followers and city_reports."""
    return {
        "items": _items(),
        "posts": _posts(),
        "followers": _followers(),
        "city_reports": _city_reports(),
    }


def columns() -> list[str]:
    """Return the names of the site's columns in their order."""
    return [column["name"] for column in texts("items")["columns"]]


def _items() -> list[Row]:
    draws = Draws("items")
    rows = [
        {
            "column": column["name"],
            "title": title,
            "formed_on": _working_days_before(day, draws.below(3)),
            "published_on": day,
        }
        for column in texts("items")["columns"]
        for day, title in _dated(column["titles"], draws)
    ]
    return numbered(rows, day="published_on", prefix="XW", digits=4, before={2022: 136})


def _posts() -> list[Row]:
    draws = Draws("posts")
    rows = [
        {"title": title, "origin": origin, "posted_on": day}
        for origin, titles in texts("platforms")["posts"].items()
        for day, title in _dated(titles, draws)
    ]
    return numbered(rows, day="posted_on", prefix="WX", digits=3, before={2022: 49})


def _followers() -> list[Row]:
    counts = texts("platforms")["followers"]
    rows = [
        {"counted_on": date.fromisoformat(day), "followers": count} for day, count in counts.items()
    ]
    return numbered(rows, day="counted_on", prefix="GZ", digits=2, before={2022: 11})


def _city_reports() -> list[Row]:
    draws = Draws("city_reports")
    rows = [
        {"title": title, "reported_on": day, "adopted": _adopted(day, draws)}
        for day, title in _dated(texts("platforms")["city_reports"], draws)
    ]
    return numbered(rows, day="reported_on", prefix="BS", digits=2, before={2022: 18})


def _adopted(day: date, draws: Draws) -> bool | None:
    # What was sent last is not decided yet.
    return draws.chance(0.85) if day <= _LAST_REPORTED else None


def _dated(titles: Mapping[str, Sequence[str]], draws: Draws) -> Iterator[tuple[date, str]]:
    for period, texts_of_period in titles.items():
        days = working_days_of(period)
        for title in texts_of_period:
            yield draws.one(days), title


def _working_days_before(day: date, count: int) -> date:
    calendar = published_calendar()
    while count:
        day = date.fromordinal(day.toordinal() - 1)
        count -= calendar.is_working_day(day)
    return day
