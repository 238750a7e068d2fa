"""Who works on messages of the site; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed, holds

_WORKERS = ("CLERK", "REVIEWER", "OFFICE_HEAD")
_SECOND = ("REVIEWER", "OFFICE_HEAD")


def may_work(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees and answers an organ's messages."""
    return any(holds(officer, agency, role, on) for role in _WORKERS)


def may_release(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may let out an answer that another wrote."""
    return any(holds(officer, agency, role, on) for role in _SECOND)


def require_worker(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may see and answer an organ's messages.

    :raises NotAllowed: if he holds none of the roles
    """
    if not may_work(officer, agency, on):
        raise NotAllowed(
            f"网站留言由{agency.short_name}的经办人、审核人和公开工作机构负责人办理，您没有相应角色。"
        )


def require_second(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may let out what another wrote.

    :raises NotAllowed: if he holds none of the roles
    """
    if not may_release(officer, agency, on):
        raise NotAllowed(
            f"此操作须由{agency.short_name}的“审核人”或“公开工作机构负责人”办理，您没有该角色。"
        )
