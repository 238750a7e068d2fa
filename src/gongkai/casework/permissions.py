"""Who may do what to a case: the lifecycle table's word on roles, applied to one officer."""

from datetime import date

from gongkai.agencies.models import Agency, Officer, Role
from gongkai.agencies.permissions import NotAllowed, holds
from gongkai.rules.clock import Event
from gongkai.rules.lifecycle import ACTS

APPLICANT = "APPLICANT"
DEPARTMENT = "DEPARTMENT"
_WORKERS = ("CLERK", "REVIEWER", "OFFICE_HEAD")


def may_work(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees an organ's cases: any of the roles that act on them."""
    if officer is None or officer.agency_id != agency.pk:
        return False
    held = officer.appointments.filter(role__in=_WORKERS, from_on__lte=on)
    return held.exclude(until_on__lt=on).exists()


def require_worker(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may see an organ's cases.

    :raises NotAllowed: if he holds none of the roles that act on them
    """
    if not may_work(officer, agency, on):
        raise NotAllowed(
            f"依申请公开案件由{agency.short_name}的经办人、审核人和公开工作机构负责人办理，您没有相应角色。"
        )


def may_do(officer: Officer | None, agency: Agency, event: Event, on: date) -> bool:
    """Tell whether an officer holds a role that does an act by the lifecycle table."""
    roles = [role for role in ACTS[event].who if role in Role.values]
    return any(holds(officer, agency, role, on) for role in roles)


def require_actor(
    officer: Officer | None, agency: Agency, event: Event, on: date, *, in_department: bool = False
) -> None:
    """Insist that someone may do an act by the lifecycle table; no officer is the applicant.

    :param in_department: the officer belongs to the department that was asked
    :raises NotAllowed: naming the roles that may
    """
    who = ACTS[event].who
    if officer is None:
        if APPLICANT in who:
            return
        raise NotAllowed(f"“{event.label}”由受理机关办理，申请人不能自行登记。")
    if in_department and DEPARTMENT in who and officer.agency_id == agency.pk:
        return
    if not may_do(officer, agency, event, on):
        names = "、".join(Role(role).label for role in sorted(who) if role in Role.values)
        raise NotAllowed(f"“{event.label}”须由{agency.short_name}的“{names}”办理，您没有该角色。")


# The stages of a letter's sign-off, in order, and the role that signs at each.
LETTER_STAGES: tuple[tuple[str, str], ...] = (("审核", "REVIEWER"), ("签发", "OFFICE_HEAD"))


def may_sign_letter(stage: str, officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer holds the role that signs letters at a stage."""
    return any(name == stage and holds(officer, agency, role, on) for name, role in LETTER_STAGES)


def may_write_letters(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may draft, send in and issue an organ's letters."""
    return holds(officer, agency, "CLERK", on)


def require_assigner(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may say who handles a case.

    :raises NotAllowed: if he is neither clerk nor head of the office
    """
    if not any(holds(officer, agency, role, on) for role in ("CLERK", "OFFICE_HEAD")):
        raise NotAllowed(
            f"分派案件由{agency.short_name}的“经办人”或“公开工作机构负责人”办理，您没有该角色。"
        )
