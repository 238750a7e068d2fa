"""Registering organs and the officers who work for them."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.agencies.models import Agency, AgencyKind, Appointment, Officer, Role

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
def add_officer(
    *, agency: Agency, username: str, name: str, password: str, roles: list[str], on: date
) -> Officer:
    """Register a person with a login to the console and the roles he holds from a day.

    :raises RegistrationRefused: if the login is taken or a role does not exist
    """
    unknown = [role for role in roles if role not in Role.values]
    if unknown:
        known = "、".join(f"{value}（{label}）" for value, label in Role.choices)
        raise RegistrationRefused(f"角色“{unknown[0]}”不存在，可选：{known}。")
    if User.objects.filter(username=username).exists():
        raise RegistrationRefused(f"用户名“{username}”已被使用，请换一个。")
    user = User.objects.create_user(username=username, password=password)
    user.groups.add(console_group())
    officer = Officer.objects.create(user=user, agency=agency, name=name)
    Appointment.objects.bulk_create(
        Appointment(officer=officer, role=role, from_on=on) for role in roles
    )
    return officer


def console_group() -> Group:
    """Return the group of those who may open the console, making it on first use."""
    group, is_new = Group.objects.get_or_create(name=CONSOLE_GROUP)
    if is_new:
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


def _insist_on_valid(agency: Agency) -> None:
    try:
        agency.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = Agency._meta.get_field(field).verbose_name if field != "__all__" else "机关"
        raise RegistrationRefused(f"{label}：{messages[0]}") from error
