"""Who handles a case: the department in charge and the officer."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Department, Officer
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import CaseRefused, lock, touch
from gongkai.casework.permissions import may_work, require_assigner
from gongkai.messages.operations import notify


@transaction.atomic
def assign_case(
    *,
    request: DisclosureRequest,
    version: int,
    department: Department | None,
    handler: Officer | None,
    officer: Officer,
    on: date,
    at: datetime,
) -> DisclosureRequest:
    """Say which department is in charge and who handles the case; a new handler is told.

    :raises NotAllowed: if the officer is neither clerk nor head of the office
    :raises CaseRefused: if department or handler is another organ's, or he handles no cases
    :raises CaseChanged: as acting.lock does
    """
    case = lock(request, version=version)
    require_assigner(officer, case.agency, on)
    if department and department.agency_id != case.agency_id:
        raise CaseRefused("主办科室：不是本机关的内设机构，请重新选择。")
    if handler and not may_work(handler, case.agency, on):
        raise CaseRefused(f"经办人：{handler.name}没有办理依申请公开的角色，请重新选择。")
    is_new = handler is not None and handler.pk != case.handler_id and handler.pk != officer.pk
    case.department, case.handler = department, handler
    touch(
        case,
        action="assign",
        officer=officer,
        at=at,
        department=department.name if department else "",
        handler=handler.name if handler else "",
    )
    if is_new and handler:
        notify(
            officers=[handler],
            text=f"申请 {case.register_no} 已分派给您办理。",
            subject=f"申请 {case.register_no}",
            at=at,
        )
    return case
