"""Who may fill in, sign and publish a year's form; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import holds, insist

__all__ = ["insist", "may_fill", "may_publish", "may_read", "may_sign_at"]

# The stages of sign-off after 填报人, in order, and the roles any of which signs there.
STAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("审核", ("REVIEWER",)),
    ("单位负责人签发", ("LEADER", "OFFICE_HEAD")),
)
_FILL = ("CLERK", "REVIEWER", "OFFICE_HEAD")
_PUBLISH = ("OFFICE_HEAD", "LEADER")


def may_read(officer: Officer | None, agency: Agency) -> bool:
    """Tell whether an officer may see an organ's form: his own organ's only."""
    return officer is not None and officer.agency_id == agency.pk


def may_fill(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may fill in the form and submit it."""
    return any(holds(officer, agency, role, on) for role in _FILL)


def may_sign_at(stage: str, officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer holds a role that signs at a stage."""
    roles = next((roles for name, roles in STAGES if name == stage), ())
    return any(holds(officer, agency, role, on) for role in roles)


def may_publish(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may put a signed form before the public."""
    return any(holds(officer, agency, role, on) for role in _PUBLISH)
