"""Stretches of days and what they are compared with."""

from datetime import date

import pytest

from gongkai.hotline.queries.board.spans import (
    Span,
    month_before,
    month_of,
    month_to,
    week_before,
    week_of,
    weeks_of_year_before,
    year_before,
)


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("on", "before", "year"),
    [
        ("2026-03-15", ("2026-02-01", "2026-02-15"), ("2025-03-01", "2025-03-15")),
        # A whole month is compared with whole ones, however long.
        ("2026-03-31", ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-31")),
        ("2026-02-28", ("2026-01-01", "2026-01-31"), ("2025-02-01", "2025-02-28")),
        ("2024-02-29", ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        ("2025-02-28", ("2025-01-01", "2025-01-31"), ("2024-02-01", "2024-02-29")),
        # A day that the other month has not: as far as it goes.
        ("2026-03-30", ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-30")),
        ("2026-01-10", ("2025-12-01", "2025-12-10"), ("2025-01-01", "2025-01-10")),
    ],
)
def test_a_month_so_far_meets_the_same_days(on, before, year):
    month = month_to(date.fromisoformat(on))
    assert month_before(month) == span(*before)
    assert year_before(month) == span(*year)


def test_weeks_run_from_monday_and_meet_the_same_weekdays():
    week = week_of(2026, 1)
    assert week == span("2025-12-29", "2026-01-04") and week.days == 7
    assert week_before(week) == span("2025-12-22", "2025-12-28")
    assert weeks_of_year_before(week) == span("2024-12-30", "2025-01-05")
    with pytest.raises(ValueError):
        week_of(2025, 53)


def test_a_month_has_all_its_days():
    assert month_of(2024, 2).days == len(list(month_of(2024, 2).each())) == 29
