"""Setting an organ's own limits for tickets accepted from a day on."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import require_role
from gongkai.audit.operations import record
from gongkai.hotline.models import TicketLimits
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.rules.ticket_limits import OwnLimits, own_limit_problems


@transaction.atomic
def set_ticket_limits(
    *, limits: OwnLimits, officer: Officer, on: date, at: datetime
) -> TicketLimits:
    """Set an organ's limits; tickets accepted before keep theirs.

    :raises NotAllowed: if the officer is not head of the office
    :raises TicketRefused: naming every figure that makes no sense, or a day that is past or taken
    """
    agency = officer.agency
    require_role(officer, agency, "OFFICE_HEAD", on)
    problems = own_limit_problems(limits)
    if limits.in_force_from < on:
        problems.append(
            f"启用日期：{limits.in_force_from}早于今天，不能追溯改变期限，请填写今天或者以后。"
        )
    held = TicketLimits.objects.filter(agency=agency, in_force_from=limits.in_force_from)
    if held.exists():
        problems.append(f"启用日期：{limits.in_force_from}已有设置，请填写其他日期。")
    if problems:
        raise TicketRefused("".join(problems))
    row = TicketLimits.objects.create(
        agency=agency,
        in_force_from=limits.in_force_from,
        basis=limits.basis.strip()[:200],
        urgent_hours=limits.urgent_hours,
        return_days=limits.return_days,
        second_days=limits.second_days,
        kinds={kind.value: list(days) for kind, days in limits.kinds.items()},
        set_by=officer,
        set_at=at,
    )
    record(
        action="ticket_limits.set",
        subject=str(limits.in_force_from),
        at=at,
        agency=agency,
        officer=officer,
        detail={"basis": row.basis, "kinds": row.kinds, "urgent_hours": row.urgent_hours},
    )
    return row
