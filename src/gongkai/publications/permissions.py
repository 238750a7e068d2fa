"""Who may draft, examine, publish and take down; faces ask, operations insist."""

from collections.abc import Iterable
from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed

_DRAFTERS = ("CLERK", "REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD")
_SECRECY = ("SECRECY_REVIEWER", "OFFICE_HEAD")
_PUBLISHERS = ("CLERK", "REVIEWER", "OFFICE_HEAD")
# In an emergency one person is enough, and anyone who examines may be that person.
_TAKERS_DOWN = ("REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD", "LEADER", "SECRECY_REVIEWER")
_CONFIGURERS = ("OFFICE_HEAD", "LEADER")
_READERS = (*_DRAFTERS, "SECRECY_REVIEWER", "LEADER")


def may_read(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees an organ's drafts: any of the roles that work on them."""
    return _holds_any(officer, agency, _READERS, on)


def may_draft(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may write items and official documents."""
    return _holds_any(officer, agency, _DRAFTERS, on)


def may_sign_stage(roles: Iterable[str], officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer holds a role that signs at a stage."""
    return _holds_any(officer, agency, tuple(roles), on)


def may_review_secrecy(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may conclude a secrecy review (条例第十七条)."""
    return _holds_any(officer, agency, _SECRECY, on)


def may_publish(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may put before the public what has passed."""
    return _holds_any(officer, agency, _PUBLISHERS, on)


def may_take_down(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may take an item down at once."""
    return _holds_any(officer, agency, _TAKERS_DOWN, on)


def may_configure(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may set columns, stages, words and substitutions."""
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
