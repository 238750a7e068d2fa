"""Who may do what in an organ; faces ask, operations insist."""

from collections.abc import Collection
from datetime import date

from gongkai.agencies.models import Agency, Officer, Role


class NotAllowed(Exception):
    """The officer lacks the role for this; the message says which, in Chinese."""


def holds(officer: Officer | None, agency: Agency, role: str, on: date) -> bool:
    """Tell whether an officer of this organ holds a role on a day."""
    return holds_any(officer, agency, (role,), on)


def holds_any(officer: Officer | None, agency: Agency, roles: Collection[str], on: date) -> bool:
    """Tell whether an officer of this organ holds one of some roles on a day."""
    if officer is None or officer.agency_id != agency.pk:
        return False
    held = officer.appointments.filter(role__in=roles, from_on__lte=on)
    return held.exclude(until_on__lt=on).exists()


def insist(allowed: bool, what: str) -> None:
    """Stop an officer who may not do something.

    :raises NotAllowed: naming what he may not do
    """
    if not allowed:
        raise NotAllowed(f"您没有权限{what}，请由具有相应角色的人员办理。")


def require_role(officer: Officer | None, agency: Agency, role: str, on: date) -> None:
    """Insist on a role.

    :raises NotAllowed: if the officer does not hold it in this organ on that day
    """
    if not holds(officer, agency, role, on):
        raise NotAllowed(f"此操作须由{agency.short_name}的“{Role(role).label}”办理，您没有该角色。")
