"""Who works on messages of the site, calls and tickets; faces ask, operations insist."""

from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed, holds
from gongkai.agencies.queries import roles_of

_WORKERS = ("CLERK", "REVIEWER", "OFFICE_HEAD")
_SECOND = ("REVIEWER", "OFFICE_HEAD")
_AT_THE_DESK = ("HOTLINE_AGENT", "TICKET_DISPATCHER")
_OVER_THE_DESK = ("TICKET_DISPATCHER", "OFFICE_HEAD")
_READERS = ("HOTLINE_AGENT", "TICKET_DISPATCHER", "OFFICE_HEAD")


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


def may_take_calls(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sits at the hotline's desk."""
    return _holds_one(officer, agency, _AT_THE_DESK, on)


def may_read_calls(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer reads an organ's calls and their figures."""
    return _holds_one(officer, agency, _READERS, on)


def may_run_desk(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer changes the tree of matters and corrects calls of others."""
    return _holds_one(officer, agency, _OVER_THE_DESK, on)


def require_agent(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer sits at the hotline's desk.

    :raises NotAllowed: if he holds none of the roles
    """
    if not may_take_calls(officer, agency, on):
        raise NotAllowed(
            f"接听登记由{agency.short_name}的“热线坐席”或“工单管理员”办理，您没有该角色。"
        )


def require_call_reader(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may read an organ's calls.

    :raises NotAllowed: if he holds none of the roles
    """
    if not may_read_calls(officer, agency, on):
        raise NotAllowed(
            f"来电记录由{agency.short_name}的热线坐席、工单管理员和公开工作机构负责人查看，您没有相应角色。"
        )


def require_desk_head(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer runs the hotline's desk.

    :raises NotAllowed: if he holds none of the roles
    """
    if not may_run_desk(officer, agency, on):
        raise NotAllowed(
            f"此操作须由{agency.short_name}的“工单管理员”或“公开工作机构负责人”办理，您没有该角色。"
        )


def _holds_one(officer: Officer | None, agency: Agency, roles: tuple[str, ...], on: date) -> bool:
    if officer is None or officer.agency_id != agency.pk:
        return False
    held = officer.appointments.filter(role__in=roles, from_on__lte=on)
    return bool(held.exclude(until_on__lt=on).exists())


_TICKET_WORKERS = (
    "HOTLINE_AGENT",
    "TICKET_DISPATCHER",
    "TICKET_HANDLER",
    "DEPARTMENT_HEAD",
    "REVIEWER",
    "OFFICE_HEAD",
    "LEADER",
)


class TicketRights(NamedTuple):
    """What an officer's roles let him do with his organ's tickets on a day."""

    officer: Officer
    roles: frozenset[str]

    @property
    def sees(self) -> bool:
        """Tell whether he sees tickets at all."""
        return not self.roles.isdisjoint(_TICKET_WORKERS)

    @property
    def dispatches(self) -> bool:
        """Tell whether he gives tickets to departments."""
        return "TICKET_DISPATCHER" in self.roles

    @property
    def opens(self) -> bool:
        """Tell whether he takes tickets in."""
        return not self.roles.isdisjoint(("HOTLINE_AGENT", "TICKET_DISPATCHER"))

    @property
    def looks_second(self) -> bool:
        """Tell whether he may let out, in any department, what another wrote."""
        return not self.roles.isdisjoint(_SECOND)

    @property
    def supervises(self) -> bool:
        """Tell whether he puts tickets under supervision as a head."""
        return not self.roles.isdisjoint(("OFFICE_HEAD", "LEADER"))

    def handles(self, department: int | None) -> bool:
        """Tell whether he handles a department's tickets."""
        return self._is_of(department) and "TICKET_HANDLER" in self.roles

    def releases(self, department: int | None) -> bool:
        """Tell whether he may let out a reply that another wrote in a department."""
        return self.looks_second or (self._is_of(department) and "DEPARTMENT_HEAD" in self.roles)

    def _is_of(self, department: int | None) -> bool:
        return department is not None and self.officer.department_id == department


def ticket_rights(officer: Officer, agency: Agency, on: date) -> TicketRights:
    """Return what an officer may do with an organ's tickets; nothing in another organ."""
    held = roles_of(officer, on) if officer.agency_id == agency.pk else set()
    return TicketRights(officer, frozenset(str(role) for role in held))


def require_ticket_worker(officer: Officer, agency: Agency, on: date) -> TicketRights:
    """Insist that an officer may see an organ's tickets, and return what he may do.

    :raises NotAllowed: if he holds none of the roles
    """
    rights = ticket_rights(officer, agency, on)
    if not rights.sees:
        raise NotAllowed(
            f"诉求工单由{agency.short_name}的热线坐席、工单管理员、工单承办人和审核人员办理，"
            "您没有相应角色。"
        )
    return rights


def require_figures(officer: Officer | None, agency: Agency, on: date) -> None:
    """Insist that an officer may see the hotline's figures, which tell of no single person.

    :raises NotAllowed: if he holds no role in calls or tickets
    """
    if not _holds_one(officer, agency, _TICKET_WORKERS, on):
        raise NotAllowed(
            f"热线看板和工作周报、月报由{agency.short_name}办理来电、工单的人员查看，您没有相应角色。"
        )
