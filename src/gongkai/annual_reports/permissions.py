"""Who may write, sign, waive and publish a report; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import holds, insist

__all__ = [
    "insist",
    "may_collect",
    "may_publish",
    "may_read",
    "may_sign_at",
    "may_waive",
    "may_write",
]

# The stages of sign-off, in order, and the role that signs at each.
STAGES: tuple[tuple[str, str], ...] = (
    ("审核", "REVIEWER"),
    ("签发", "OFFICE_HEAD"),
)


def may_write(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may write the narrative and submit the report."""
    return any(holds(officer, agency, role, on) for role in ("CLERK", "REVIEWER", "OFFICE_HEAD"))


def may_waive(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may let a finding pass."""
    return any(holds(officer, agency, role, on) for role in ("REVIEWER", "OFFICE_HEAD"))


def may_sign_at(stage: str, officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer holds the role that signs at a stage."""
    return any(name == stage and holds(officer, agency, role, on) for name, role in STAGES)


def may_publish(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may put a signed report before the public."""
    return holds(officer, agency, "OFFICE_HEAD", on)


def may_read(officer: Officer | None, agency: Agency) -> bool:
    """Tell whether an officer may see an organ's records and drafts: his own organ's only."""
    return officer is not None and officer.agency_id == agency.pk


def may_collect(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may collect, check and return the reports of the city's organs."""
    return holds(officer, agency, "CITY_OFFICE", on)
