"""Who may draft, release and handle; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed

_DRAFTERS = ("CLERK", "REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD")
_RELEASERS = ("REVIEWER", "OFFICE_HEAD")
_WITHDRAWERS = ("REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD", "LEADER")
_CONFIGURERS = ("OFFICE_HEAD", "LEADER")
_READERS = (*_DRAFTERS, "LEADER")


def may_read(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees what people sent in and what is being drafted."""
    return _holds_any(officer, agency, _READERS, on)


def may_draft(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may write, moderate and handle."""
    return _holds_any(officer, agency, _DRAFTERS, on)


def may_release(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may put before the public what somebody else drafted."""
    return _holds_any(officer, agency, _RELEASERS, on)


def may_withdraw(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may take something away at once."""
    return _holds_any(officer, agency, _WITHDRAWERS, on)


def may_configure(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may set the organ's limits."""
    return _holds_any(officer, agency, _CONFIGURERS, on)


def insist(allowed: bool, what: str) -> None:
    """Stop an officer who may not do something.

    :raises NotAllowed: naming what he may not do
    """
    if not allowed:
        raise NotAllowed(f"您没有权限{what}，请由具有相应角色的人员办理。")


def _holds_any(officer: Officer | None, agency: Agency, roles: tuple[str, ...], on: date) -> bool:
    if officer is None or officer.agency_id != agency.pk:
        return False
    held = officer.appointments.filter(role__in=roles, from_on__lte=on)
    return held.exclude(until_on__lt=on).exists()
