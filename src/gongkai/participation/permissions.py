"""Who may draft, release and handle; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import holds_any, insist

__all__ = ["insist", "may_configure", "may_draft", "may_read", "may_release", "may_withdraw"]

_DRAFTERS = ("CLERK", "REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD")
_RELEASERS = ("REVIEWER", "OFFICE_HEAD")
_WITHDRAWERS = ("REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD", "LEADER")
_CONFIGURERS = ("OFFICE_HEAD", "LEADER")
_READERS = (*_DRAFTERS, "LEADER")


def may_read(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees what people sent in and what is being drafted."""
    return holds_any(officer, agency, _READERS, on)


def may_draft(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may write, moderate and handle."""
    return holds_any(officer, agency, _DRAFTERS, on)


def may_release(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may put before the public what somebody else drafted."""
    return holds_any(officer, agency, _RELEASERS, on)


def may_withdraw(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may take something away at once."""
    return holds_any(officer, agency, _WITHDRAWERS, on)


def may_configure(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may set the organ's limits."""
    return holds_any(officer, agency, _CONFIGURERS, on)
