"""Who may import ledgers; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed, holds

_MAY_IMPORT = ("CLERK", "REVIEWER", "OFFICE_HEAD")


def may_import(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may import ledgers of an organ: his own, as clerk or above."""
    return any(holds(officer, agency, role, on) for role in _MAY_IMPORT)


def insist_on_import(officer: Officer | None, agency: Agency, on: date) -> None:
    """Stop an officer who may not import.

    :raises NotAllowed: naming the role it takes
    """
    if not may_import(officer, agency, on):
        raise NotAllowed(
            f"导入台账须由{agency.short_name}的经办人、审核人或公开工作机构负责人办理，"
            "您没有该角色。"
        )
