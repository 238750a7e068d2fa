"""The living cases on other days: days off, a year's end, and where there is no room for them."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.queries.urgency import urgency_of
from gongkai.cli.demonstration.people import (
    demonstration_agency,
    demonstration_logins,
    demonstration_officers,
    department_officers,
)
from gongkai.cli.demonstration.requests.script import EARLIEST, codes_of, living_cases, steps_of

ON = date(2026, 11, 25)
# A day off in a long holiday, the eve of a year without calendar, a year's beginning.
DAYS = [date(2026, 10, 4), date(2026, 12, 31), date(2025, 1, 2)]
STATES = {
    "AWAITING_CONFIRMATION": 1,
    "RECEIVED": 1,
    "IN_PROGRESS": 6,
    "WAITING_CORRECTION": 1,
    "CONSULTING": 1,
    "WAITING_FEE": 1,
    "CLOSED": 3,
    "ARCHIVED": 1,
}


def moment(on):
    return datetime(on.year, on.month, on.day, 8, 30, tzinfo=UTC)


def words(case, on):
    return urgency_of(case, on, working_calendar()).words


def begun(home, on, written=None):
    """Bring the living cases about in an installation without the year's records."""
    centre = demonstration_agency()
    demonstration_logins(centre, home)
    officers = {**demonstration_officers(centre), **department_officers(centre)}
    written = [] if written is None else written
    steps = living_cases(centre, officers, on=on, at=moment(on), written=written)
    return centre, sum(1 for _ in steps)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_stage_is_there_on_any_day(db, tmp_path, settings, on):
    settings.GONGKAI_FILES = tmp_path / "files"
    begun(tmp_path, on)
    rows = DisclosureRequest.objects.all()
    assert Counter(row.state for row in rows) == STATES
    levels = Counter(
        urgency_of(row, on, working_calendar()).level for row in rows if not row.outcome
    )
    assert levels["OVERDUE"] == 1
    calendar = working_calendar()
    told = {words(row, on) for row in rows if not row.outcome}
    assert any(one.startswith("已逾期1个工作日") for one in told)
    if calendar.is_working_day(on):
        assert any(one.startswith("今日到期") for one in told)
    else:
        assert any(one.startswith("还有1个工作日") for one in told)


@pytest.mark.parametrize(
    "on", [date(2023, 6, 1), EARLIEST, date(2024, 2, 1), date(2027, 1, 5)], ids=str
)
def test_where_there_is_no_room_there_are_no_cases(db, tmp_path, settings, on):
    """Neither in nor near the published year, nor in a year without a calendar."""
    settings.GONGKAI_FILES = tmp_path / "files"
    centre, taken = begun(tmp_path, on)
    assert (taken, steps_of(on), codes_of(centre)) == (0, [], [])


def test_no_case_begins_before_the_published_year_has_ended(db):
    first = date(2024, 3, 1)
    while not steps_of(first):
        first += timedelta(days=1)
    assert steps_of(first)[0].on >= EARLIEST
    assert first < date(2024, 4, 30)


def test_an_office_with_requests_of_its_own_is_left_alone(db, tmp_path, settings):
    settings.GONGKAI_FILES = tmp_path / "files"
    _centre, taken = begun(tmp_path, ON)
    assert taken > 0
    DisclosureRequest.objects.filter(register_no="SQ2026-00015").update(wanted="改过")
    _centre, taken = begun(tmp_path, ON)
    assert (taken, DisclosureRequest.objects.filter(wanted="改过").count()) == (0, 1)


def test_what_fails_leaves_neither_cases_nor_files(db, tmp_path, settings):
    settings.HOME, settings.GONGKAI_FILES = tmp_path, tmp_path / "files"
    (tmp_path / "files" / "cases").mkdir(parents=True)
    # The month's folder of the load day is no folder: the last to be filed cannot be kept.
    (tmp_path / "files" / "cases" / f"{ON:%Y%m}").write_text("")
    written = []
    with pytest.raises(Exception, match="请稍后再试"), transaction.atomic():
        begun(tmp_path, ON, written)
    assert not DisclosureRequest.objects.exists()
    assert written and all(path.is_file() for path in written)
