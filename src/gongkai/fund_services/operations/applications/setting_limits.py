"""Setting a centre's own limits for business filed from a day on."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import ServiceLimits
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.permissions import require_overseer
from gongkai.rules.service_limits import OwnServiceLimits, limit_problems


@transaction.atomic
def set_service_limits(
    *, limits: OwnServiceLimits, officer: Officer, on: date, at: datetime
) -> ServiceLimits:
    """Set a centre's limits; what was filed before keeps its own.

    :raises NotAllowed: if the officer is not head of the office
    :raises ApplicationRefused: naming every figure that makes no sense, or a day past or taken
    """
    agency = officer.agency
    require_overseer(officer, agency, on)
    problems = limit_problems(limits)
    if limits.in_force_from < on:
        problems.append(
            f"启用日期：{limits.in_force_from}早于今天，不能追溯改变期限，请填写今天或者以后。"
        )
    held = ServiceLimits.objects.filter(agency=agency, in_force_from=limits.in_force_from)
    if held.exists():
        problems.append(f"启用日期：{limits.in_force_from}已有设置，请填写其他日期。")
    if problems:
        raise ApplicationRefused("".join(problems))
    row = ServiceLimits.objects.create(
        agency=agency,
        in_force_from=limits.in_force_from,
        basis=limits.basis.strip()[:200],
        accept_days=limits.accept_days,
        correct_days=limits.correct_days,
        days=limits.days,
        counting=limits.counting.value,
        moves=limits.moves,
        correction=limits.correction.value,
        items=dict(limits.items),
        set_by=officer,
        set_at=at,
    )
    record(
        action="service_limits.set",
        subject=str(limits.in_force_from),
        at=at,
        agency=agency,
        officer=officer,
        detail={"basis": row.basis, "items": row.items, "counting": row.counting},
    )
    return row
