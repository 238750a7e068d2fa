"""Beginning an inspection, and taking up one that was broken off."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.self_inspection.models import Inspection, InspectionOrigin, InspectionState
from gongkai.self_inspection.permissions import insist, may_inspect
from gongkai.self_inspection.queries.progress import SILENT


class InspectionRunning(Exception):
    """The organ's site is being inspected already; the message says since when."""


@transaction.atomic
def begin_inspection(
    *,
    agency: Agency,
    origin: str,
    on: date,
    at: datetime,
    officer: Officer | None = None,
    is_invented: bool = False,
) -> Inspection:
    """Begin an inspection, or take up the one that was broken off, at the place it had come to.

    :param officer: who asks for it; None for the monthly one and the command line
    :param is_invented: for the demonstration's earlier months, whose findings are no real ones
    :raises NotAllowed: if the officer has no part in publishing
    :raises InspectionRunning: if one is at work
    """
    if origin == InspectionOrigin.OFFICER:
        insist(may_inspect(officer, agency, on), "发起网站自查")
    # Held, so that two who ask at once do not both begin.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    running = Inspection.objects.filter(agency=agency, state=InspectionState.RUNNING).first()
    if running is not None:
        if at - running.moved_at < SILENT:
            raise InspectionRunning(
                f"网站自查正在进行（{running.get_phase_display()}），请等待完成后再发起。"
            )
        running.moved_at = at
        running.save(update_fields=["moved_at"])
        return running
    inspection = Inspection.objects.create(
        agency=agency,
        origin=origin,
        officer=officer,
        on=on,
        began_at=at,
        moved_at=at,
        is_invented=is_invented,
    )
    record(
        action="inspection.begun",
        subject=f"网站自查 {on}",
        at=at,
        agency=agency,
        officer=officer,
        detail={"inspection": inspection.pk, "origin": str(origin)},
    )
    return inspection
