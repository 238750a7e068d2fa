"""Who serves people at counters, and who says when they are open."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.fund_services.permissions import ServiceRights, require_staff


def serves(rights: ServiceRights) -> bool:
    """Tell whether somebody notes who came."""
    return rights.handles or plans(rights)


def plans(rights: ServiceRights) -> bool:
    """Tell whether somebody sets counters, plans, closed days and rules."""
    return rights.decides or rights.oversees


def insist_on_counter_staff(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer serves people at counters.

    :raises NotAllowed: if he neither handles nor decides business nor heads the office
    """
    if not serves(require_staff(officer, agency, on)):
        raise NotAllowed("预约由业务经办人、业务复核人和公开工作机构负责人办理，您没有相应角色。")


def insist_on_planner(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may set counters and plans.

    :raises NotAllowed: if he neither decides business nor heads the office
    """
    if not plans(require_staff(officer, agency, on)):
        raise NotAllowed(
            "网点、号源和预约规则由业务复核人或者公开工作机构负责人设置，您没有相应角色。"
        )
