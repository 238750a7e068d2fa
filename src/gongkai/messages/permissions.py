"""Who sees what was sent, and who decides about it; faces ask, operations insist."""

from datetime import date

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed, holds, holds_any

_READERS = ("CLERK", "REVIEWER", "OFFICE_HEAD", "TICKET_DISPATCHER")
_HANDLERS = ("CLERK", "OFFICE_HEAD", "TICKET_DISPATCHER")


def may_see_dispatches(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer sees what an organ sent, the addresses masked."""
    return holds_any(officer, agency, _READERS, on)


def may_handle_dispatches(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may send again, give up, post letters and read addresses."""
    return holds_any(officer, agency, _HANDLERS, on)


def may_set_gateways(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may set templates, callbacks and quiet hours."""
    return holds(officer, agency, "OFFICE_HEAD", on)


def insist(allowed: bool, what: str) -> None:
    """Insist that somebody may do something.

    :raises NotAllowed: if he may not
    """
    if not allowed:
        raise NotAllowed(f"您没有{what}的权限，请联系公开工作机构负责人。")
