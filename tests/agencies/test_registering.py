"""Organs and officers are registered whole or refused with a reason a clerk understands."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.models import Agency, AgencyKind, Appointment, CalendarYear, Officer, Role
from gongkai.agencies.operations import (
    RegistrationRefused,
    add_agency,
    add_calendar_year,
    add_officer,
    set_password,
)
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import roles_of, working_calendar
from gongkai.rules.calendar_years import CalendarYear as CalendarYearRule

pytestmark = pytest.mark.django_db

GOOD = {
    "code": "hld-gjj",
    "name": "某某市住房公积金管理中心",
    "short_name": "公积金中心",
    "kind": "FUND_CENTRE",
}


def test_first_organ_becomes_the_default():
    first = add_agency(**GOOD)
    second = add_agency(**{**GOOD, "code": "hld-zjj", "name": "某某市住房和城乡建设局"})
    assert (first.is_default, second.is_default) == (True, False)


BAD_AGENCIES = [
    ({"code": "有汉字"}, "机构代码"),
    ({"code": ""}, "机构代码"),
    ({"code": "x" * 51}, "机构代码"),
    ({"name": ""}, "机关全称"),
    ({"name": "局" * 101}, "机关全称"),
    ({"short_name": ""}, "简称"),
    ({"kind": "BANK"}, "机关类别“BANK”不存在，可选：FUND_CENTRE（住房公积金管理中心）"),
    ({"email": "nobody"}, "电子邮箱"),
    ({"postcode": "1250001"}, "邮政编码"),
]


@pytest.mark.parametrize(("changed", "told"), BAD_AGENCIES)
def test_unacceptable_organ_is_refused_by_field(changed, told):
    with pytest.raises(RegistrationRefused, match=told):
        add_agency(**{**GOOD, **changed})
    assert not Agency.objects.exists()


@pytest.mark.parametrize("taken", ["code", "name"])
def test_code_and_name_are_taken_once(taken):
    add_agency(**GOOD)
    again = {**GOOD, "code": "other", "name": "另一个机关", taken: GOOD[taken]}
    with pytest.raises(RegistrationRefused, match="已存在"):
        add_agency(**again)


def test_database_itself_keeps_one_default():
    AgencyFactory(is_default=True)
    AgencyFactory(is_default=False)
    AgencyFactory(is_default=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyFactory(is_default=True)


@pytest.mark.parametrize("kind", AgencyKind.values)
def test_only_a_city_government_makes_regulations(kind):
    may = AgencyFactory(kind=kind).may_make_regulations
    assert may is (kind == "CITY_GOVERNMENT")


def _add(agency, on, **changed):
    given = {
        "agency": agency,
        "username": "wangxm",
        "name": "王小明",
        "password": "parola-di-prova",
        "roles": ["CLERK", "REVIEWER"],
        "on": on,
    }
    return add_officer(**{**given, **changed})


def test_officer_holds_his_roles_from_the_day_and_can_enter_the_console(on):
    officer = _add(AgencyFactory(), on)
    assert roles_of(officer, on) == {Role.CLERK, Role.REVIEWER}
    assert roles_of(officer, date(2024, 1, 9)) == set()
    client = Client()
    assert client.login(username="wangxm", password="parola-di-prova")
    assert officer.user.has_perm("wagtailadmin.access_admin")
    assert not officer.user.is_superuser


def test_second_officer_shares_the_console_group(on):
    agency = AgencyFactory()
    officers = [_add(agency, on, username=name) for name in ("one", "two")]
    assert officers[0].user.groups.get() == officers[1].user.groups.get()


BAD_OFFICERS = [
    ({"roles": ["CLERK", "KING"]}, "角色“KING”不存在，可选：CLERK（经办人）"),
    ({"username": ""}, "用户名"),
    ({"username": "王 小明"}, "用户名"),
    ({"username": "x" * 151}, "用户名"),
    ({"name": ""}, "姓名"),
    ({"name": "王" * 51}, "姓名"),
]


@pytest.mark.parametrize(("changed", "told"), BAD_OFFICERS)
def test_unacceptable_officer_is_refused_and_leaves_nothing(on, changed, told):
    with pytest.raises(RegistrationRefused, match=told):
        _add(AgencyFactory(), on, **changed)
    assert not Officer.objects.exists()
    assert not Appointment.objects.exists()


def test_role_named_twice_is_given_once(on):
    officer = _add(AgencyFactory(), on, roles=["CLERK", "CLERK"])
    assert officer.appointments.count() == 1


def test_username_is_taken_once(on):
    agency = AgencyFactory()
    _add(agency, on)
    with pytest.raises(RegistrationRefused, match="“wangxm”已被使用"):
        _add(agency, on, name="王晓明")


def test_appointment_does_not_end_before_it_begins():
    officer = OfficerFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            officer=officer,
            role=Role.CLERK,
            from_on=date(2024, 1, 2),
            until_on=date(2024, 1, 1),
        )


def test_calendar_of_a_year_is_entered_once(at):
    def enter():
        CalendarYear.objects.create(
            year=2027, notice="通知", holidays=[], make_up_days=[], entered_at=at
        )

    enter()
    with pytest.raises(IntegrityError), transaction.atomic():
        enter()


def _year_2027(holidays: str) -> CalendarYearRule:
    notice = "《国务院办公厅关于2027年部分节假日安排的通知》"
    return CalendarYearRule.parse(2027, f"1月1日，5月1日至2日，{holidays}", "10月9日", notice)


def test_office_head_adds_a_year_and_corrects_it(on, at):
    head = OfficerFactory(head=True)
    for holidays, open_on_the_sixth in (("10月1日至5日", True), ("10月1日至7日", False)):
        add_calendar_year(table=_year_2027(holidays), officer=head, on=on, at=at)
        calendar = working_calendar()
        assert calendar.is_working_day(date(2027, 10, 6)) is open_on_the_sixth
        assert calendar.is_working_day(date(2027, 10, 9))
    row = CalendarYear.objects.get()
    assert (row.year, row.entered_by, row.entered_at) == (2027, head, at)


def test_nobody_else_adds_a_year(on, at):
    clerk = OfficerFactory(clerk=True)
    with pytest.raises(NotAllowed, match="公开工作机构负责人"):
        add_calendar_year(table=_year_2027("10月1日至7日"), officer=clerk, on=on, at=at)
    assert not CalendarYear.objects.exists()


def test_a_forgotten_password_is_replaced():
    agency = AgencyFactory()
    add_officer(
        agency=agency,
        username="wang",
        name="王",
        password="antiqua-parola",
        roles=[],
        on=date(2024, 1, 1),
    )
    set_password(username="wang", password="nova-parola-secreta")
    assert Officer.objects.get(agency=agency).user.check_password("nova-parola-secreta")


def test_nobody_gets_a_password_by_a_wrong_name():
    with pytest.raises(RegistrationRefused, match="li"):
        set_password(username="li", password="nova-parola-secreta")
