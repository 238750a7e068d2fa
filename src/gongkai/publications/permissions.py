"""Who may draft, examine, publish and take down; faces ask, operations insist."""

from collections.abc import Iterable
from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import holds_any, insist

__all__ = [
    "insist",
    "may_configure",
    "may_draft",
    "may_publish",
    "may_read",
    "may_review_secrecy",
    "may_sign_stage",
    "may_take_down",
]

_DRAFTERS = ("CLERK", "REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD")
_SECRECY = ("SECRECY_REVIEWER", "OFFICE_HEAD")
_PUBLISHERS = ("CLERK", "REVIEWER", "OFFICE_HEAD")
# In an emergency one person is enough, and anyone who examines may be that person.
_TAKERS_DOWN = ("REVIEWER", "DEPARTMENT_HEAD", "OFFICE_HEAD", "LEADER", "SECRECY_REVIEWER")
_CONFIGURERS = ("OFFICE_HEAD", "LEADER")
_READERS = (*_DRAFTERS, "SECRECY_REVIEWER", "LEADER")


def may_read(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees an organ's drafts: any of the roles that work on them."""
    return holds_any(officer, agency, _READERS, on)


def may_draft(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may write items and official documents."""
    return holds_any(officer, agency, _DRAFTERS, on)


def may_sign_stage(roles: Iterable[str], officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer holds a role that signs at a stage."""
    return holds_any(officer, agency, tuple(roles), on)


def may_review_secrecy(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may conclude a secrecy review (条例第十七条)."""
    return holds_any(officer, agency, _SECRECY, on)


def may_publish(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may put before the public what has passed."""
    return holds_any(officer, agency, _PUBLISHERS, on)


def may_take_down(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may take an item down at once."""
    return holds_any(officer, agency, _TAKERS_DOWN, on)


def may_configure(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may set columns, stages, words and substitutions."""
    return holds_any(officer, agency, _CONFIGURERS, on)
