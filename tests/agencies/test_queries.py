"""Which organ is meant, who works there, and which days are worked."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from factories import AgencyFactory, OfficerFactory, UserFactory
from gongkai.agencies.models import Appointment, CalendarYear, Role
from gongkai.agencies.permissions import NotAllowed, holds, require_role
from gongkai.agencies.queries import (
    AgencyUnknown,
    agencies_under,
    agency_named,
    officer_of,
    officers_with_role,
    roles_of,
    working_calendar,
)
from gongkai.rules.calendars import CalendarNotPublished, published_calendar

pytestmark = pytest.mark.django_db


def test_organ_is_found_by_its_code():
    AgencyFactory(is_default=True)
    wanted = AgencyFactory(code="hld-gjj")
    assert agency_named("hld-gjj") == wanted


@pytest.mark.parametrize("named", [None, ""])
def test_only_organ_needs_no_name(named):
    only = AgencyFactory()
    assert agency_named(named) == only


@pytest.mark.parametrize("named", [None, ""])
def test_default_organ_needs_no_name(named):
    AgencyFactory()
    default = AgencyFactory(is_default=True)
    AgencyFactory()
    assert agency_named(named) == default


def test_several_without_a_default_must_be_named():
    AgencyFactory.create_batch(2)
    with pytest.raises(AgencyUnknown, match="请用 --agency 指定"):
        agency_named(None)


def test_none_at_all_says_how_to_add_one():
    with pytest.raises(AgencyUnknown, match="gongkai agency add"):
        agency_named(None)


def test_unknown_code_lists_the_codes_there_are():
    AgencyFactory(code="b-ju")
    AgencyFactory(code="a-ju", is_default=True)
    with pytest.raises(AgencyUnknown, match="“c-ju”不存在；现有机构代码：a-ju、b-ju"):
        agency_named("c-ju")


def test_unknown_code_of_an_empty_installation():
    with pytest.raises(AgencyUnknown, match="（无）"):
        agency_named("c-ju")


def test_organs_directly_below_come_by_name():
    city = AgencyFactory()
    second = AgencyFactory(parent=city, name="乙局")
    first = AgencyFactory(parent=city, name="丙局")
    AgencyFactory(parent=first, name="甲处")
    assert {agency.name for agency in agencies_under(city)} == {"乙局", "丙局"}
    assert agencies_under(second) == []


def test_officer_behind_a_user():
    officer = OfficerFactory()
    assert officer_of(officer.user) == officer
    assert officer_of(UserFactory()) is None
    assert officer_of(AnonymousUser()) is None


# One appointment from 2023-03-01 until 2023-08-31.
DAYS = [
    (date(2023, 2, 28), False),
    (date(2023, 3, 1), True),
    (date(2023, 8, 31), True),
    (date(2023, 9, 1), False),
]


@pytest.mark.parametrize(("day", "held"), DAYS)
def test_role_is_held_from_its_first_day_to_its_last(day, held):
    officer = OfficerFactory()
    Appointment.objects.create(
        officer=officer,
        role=Role.REVIEWER,
        from_on=date(2023, 3, 1),
        until_on=date(2023, 8, 31),
    )
    assert roles_of(officer, day) == ({Role.REVIEWER} if held else set())
    assert officers_with_role(officer.agency, Role.REVIEWER, day) == ([officer] if held else [])
    assert holds(officer, officer.agency, Role.REVIEWER, day) is held


def test_several_roles_and_a_second_term(on):
    officer = OfficerFactory(clerk=True)
    for start, end in ((date(2021, 1, 1), date(2021, 12, 31)), (date(2023, 1, 1), None)):
        Appointment.objects.create(
            officer=officer, role=Role.OFFICE_HEAD, from_on=start, until_on=end
        )
    assert roles_of(officer, on) == {Role.CLERK, Role.OFFICE_HEAD}
    assert roles_of(officer, date(2022, 6, 1)) == {Role.CLERK}
    assert officers_with_role(officer.agency, Role.OFFICE_HEAD, on) == [officer]


def test_role_counts_only_in_ones_own_organ(on):
    officer, other = OfficerFactory(clerk=True), AgencyFactory()
    assert not holds(officer, other, Role.CLERK, on)
    assert not holds(None, officer.agency, Role.CLERK, on)
    assert officers_with_role(other, Role.CLERK, on) == []


def test_missing_role_is_named(on):
    officer = OfficerFactory(clerk=True)
    require_role(officer, officer.agency, Role.CLERK, on)
    with pytest.raises(NotAllowed, match="市公积金中心的“公开工作机构负责人”"):
        require_role(officer, officer.agency, Role.OFFICE_HEAD, on)


def _entered(year: int, holidays: list[str], make_up_days: list[str], at):
    return CalendarYear.objects.create(
        year=year,
        notice=f"《国务院办公厅关于{year}年部分节假日安排的通知》",
        holidays=holidays,
        make_up_days=make_up_days,
        entered_by=OfficerFactory(),
        entered_at=at,
    )


FIXED_2027 = ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"]


def test_without_own_years_the_published_calendar_holds():
    assert working_calendar() == published_calendar()
    with pytest.raises(CalendarNotPublished):
        working_calendar().is_working_day(date(2027, 1, 4))


def test_year_the_office_added_counts(at):
    _entered(2027, [*FIXED_2027, "2027-10-04"], ["2027-10-09"], at)
    calendar = working_calendar()
    assert calendar.years == (*published_calendar().years, 2027)
    expected = {"2027-01-04": True, "2027-10-04": False, "2027-10-09": True, "2027-10-10": False}
    assert {day: calendar.is_working_day(date.fromisoformat(day)) for day in expected} == expected
    # Twenty working days over the turn of the year: five in December, then 2027's.
    assert calendar.add_working_days(date(2026, 12, 24), 20) == date(2027, 1, 22)


def test_year_the_office_corrected_replaces_the_published_one(at):
    published = published_calendar().year(2026)
    _entered(
        2026,
        [day.isoformat() for day in published.holidays] + ["2026-03-09"],
        [day.isoformat() for day in published.make_up_days],
        at,
    )
    assert published_calendar().is_working_day(date(2026, 3, 9))
    assert not working_calendar().is_working_day(date(2026, 3, 9))
    assert working_calendar().year(2026).source.startswith("《国务院办公厅")
