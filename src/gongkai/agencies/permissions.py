"""Who may do what in an organ; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer, Role


class NotAllowed(Exception):
    """The officer lacks the role for this; the message says which, in Chinese."""


def holds(officer: Officer | None, agency: Agency, role: str, on: date) -> bool:
    """Tell whether an officer of this organ holds a role on a day."""
    if officer is None or officer.agency_id != agency.pk:
        return False
    return officer.appointments.filter(role=role, from_on__lte=on).exclude(until_on__lt=on).exists()


def require_role(officer: Officer | None, agency: Agency, role: str, on: date) -> None:
    """Insist on a role.

    :raises NotAllowed: if the officer does not hold it in this organ on that day
    """
    if not holds(officer, agency, role, on):
        raise NotAllowed(f"此操作须由{agency.short_name}的“{Role(role).label}”办理，您没有该角色。")
