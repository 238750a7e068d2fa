"""Registering organs and their officers, and keeping the working calendar."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from gongkai.agencies.models import (
    Agency,
    AgencyKind,
    Appointment,
    CalendarYear,
    Department,
    Officer,
    Role,
)
from gongkai.agencies.permissions import require_role
from gongkai.rules.calendar_years import CalendarYear as CalendarYearRule

# Whoever is in this group may open the console; what he may do there follows from his roles.
CONSOLE_GROUP = "工作人员"


class RegistrationRefused(ValueError):
    """An organ or officer cannot be registered like this; the message says why."""


@transaction.atomic
def add_agency(*, code: str, name: str, short_name: str, kind: str, **details: Any) -> Agency:
    """Register an organ; the first one becomes the default.

    :raises RegistrationRefused: if a value is not acceptable or already taken
    """
    agency = Agency(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        is_default=not Agency.objects.filter(is_default=True).exists(),
        **details,
    )
    if kind not in AgencyKind.values:
        known = "、".join(f"{value}（{label}）" for value, label in AgencyKind.choices)
        raise RegistrationRefused(f"机关类别“{kind}”不存在，可选：{known}。")
    _insist_on_valid(agency)
    agency.save()
    return agency


@transaction.atomic
def add_department(*, agency: Agency, name: str) -> Department:
    """Register a unit inside an organ; the one there is by this name stays as it is.

    :raises RegistrationRefused: if the name is not acceptable
    """
    known = Department.objects.filter(agency=agency, name=name.strip()).first()
    if known is not None:
        return known
    department = Department(agency=agency, name=name.strip())
    _insist_on_valid(department)
    department.save()
    return department


@transaction.atomic
def add_officer(
    *,
    agency: Agency,
    username: str,
    name: str,
    password: str,
    roles: list[str],
    on: date,
    department: str = "",
) -> Officer:
    """Register a person with a login to the console and the roles he holds from a day.

    :param department: name of the unit he works in; one that is new is registered too
    :raises RegistrationRefused: if a value is not acceptable, the login is taken or a role does
        not exist
    """
    unknown = [role for role in roles if role not in Role.values]
    if unknown:
        known = "、".join(f"{value}（{label}）" for value, label in Role.choices)
        raise RegistrationRefused(f"角色“{unknown[0]}”不存在，可选：{known}。")
    if User.objects.filter(username=username).exists():
        raise RegistrationRefused(f"用户名“{username}”已被使用，请换一个。")
    _insist_on_valid(User(username=username), exclude={"password"})
    _insist_on_valid(Officer(agency=agency, name=name), exclude={"user", "department"})
    user = User.objects.create_user(username=username, password=password, first_name=name)
    user.groups.add(console_group())
    unit = add_department(agency=agency, name=department) if department.strip() else None
    officer = Officer.objects.create(user=user, agency=agency, name=name, department=unit)
    Appointment.objects.bulk_create(
        Appointment(officer=officer, role=role, from_on=on) for role in dict.fromkeys(roles)
    )
    return officer


@transaction.atomic
def set_password(*, username: str, password: str) -> None:
    """Give an officer a new password.

    :raises RegistrationRefused: if nobody has this login
    """
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise RegistrationRefused(f"没有用户名为“{username}”的人员，请核对用户名。")
    user.set_password(password)
    user.save(update_fields=["password"])


def console_group() -> Group:
    """Return the group of those who may open the console, making it on first use."""
    group, is_new = Group.objects.get_or_create(name=CONSOLE_GROUP)
    if is_new:
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@transaction.atomic
def add_calendar_year(
    *, table: CalendarYearRule, officer: Officer, on: date, at: datetime
) -> CalendarYear:
    """Keep a year's days, in place of those the office or the product gave it before.

    :raises NotAllowed: if the officer is not head of the office
    """
    require_role(officer, officer.agency, Role("OFFICE_HEAD"), on)
    row, _is_new = CalendarYear.objects.update_or_create(
        year=table.year,
        defaults={
            "notice": table.source,
            "holidays": [day.isoformat() for day in sorted(table.holidays)],
            "make_up_days": [day.isoformat() for day in sorted(table.make_up_days)],
            "entered_by": officer,
            "entered_at": at,
        },
    )
    return row


def _insist_on_valid(row: Model, exclude: Collection[str] = ()) -> None:
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        meta = row._meta
        label = meta.verbose_name if field == "__all__" else meta.get_field(field).verbose_name
        raise RegistrationRefused(f"{label}：{messages[0]}") from error
