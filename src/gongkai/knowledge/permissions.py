"""Who writes answers and who lets them out; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed, holds

_WRITERS = ("CLERK", "REVIEWER", "OFFICE_HEAD", "HOTLINE_AGENT", "TICKET_DISPATCHER")
_WRITERS_OF_DEPARTMENTS = ("TICKET_HANDLER", "DEPARTMENT_HEAD")
_SECOND = ("REVIEWER", "OFFICE_HEAD")


def may_write(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer reads and writes an organ's answers."""
    roles = (*_WRITERS, *_WRITERS_OF_DEPARTMENTS)
    return any(holds(officer, agency, role, on) for role in roles)


def may_release(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may let out an answer that another wrote."""
    return any(holds(officer, agency, role, on) for role in _SECOND)


def require_writer(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may read and write an organ's answers.

    :raises NotAllowed: if he holds none of the roles
    """
    if not may_write(officer, agency, on):
        raise NotAllowed(
            f"知识库由{agency.short_name}的坐席、工单管理员、承办人和经办、审核人员使用，您没有相应角色。"
        )


def require_second(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may let out what another wrote.

    :raises NotAllowed: if he holds none of the roles
    """
    if not may_release(officer, agency, on):
        raise NotAllowed(
            f"此操作须由{agency.short_name}的“审核人”或“公开工作机构负责人”办理，您没有该角色。"
        )
