"""Taking an inspection from where it stands to its end, step by step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction

from gongkai.self_inspection.models import (
    InspectedPage,
    Inspection,
    InspectionPhase,
    InspectionState,
)
from gongkai.self_inspection.operations.concluding import conclude
from gongkai.self_inspection.operations.opening import Opener
from gongkai.self_inspection.operations.recording import keep_step
from gongkai.self_inspection.operations.stepping import Ground, Step, next_step
from gongkai.self_inspection.outlets.outward import OutwardLinks
from gongkai.self_inspection.queries.settings import chosen
from gongkai.self_inspection.queries.site_address import SiteAddress

Progress = Callable[[Inspection], None]


def run_inspection(
    *,
    inspection: Inspection,
    at: datetime,
    progress: Progress = lambda inspection: None,
    at_most: tuple[int, int] | None = None,
) -> Inspection:
    """Take an inspection to its end, in transactions of a step each; return it as it stands then.

    Broken off, it goes on from its last step when it is run again.

    :param at: the moment it is begun or taken up; what happens later is counted on from there
    :param progress: told after each step
    :param at_most: lists and items to be opened, and nothing outside, whatever the organ has set
    :raises TakenOver: if somebody else goes on with it meanwhile
    """
    began = monotonic()
    ground = ground_of(inspection, at_most)
    while inspection.state == InspectionState.RUNNING:
        now = at + timedelta(seconds=monotonic() - began)
        if inspection.phase == InspectionPhase.CONCLUDED:
            inspection = conclude(inspection=inspection, at=now)
        else:
            _keep(inspection, next_step(inspection, ground), now)
        progress(inspection)
    return inspection


@transaction.atomic
def fail_inspection(*, inspection: Inspection, problem: str, at: datetime) -> None:
    """Write down that an inspection came to no end; what it found so far stays known."""
    running = Inspection.objects.filter(pk=inspection.pk, state=InspectionState.RUNNING)
    running.update(state=InspectionState.FAILED, problem=problem[:300], ended_at=at, moved_at=at)
    inspection.pages.all().delete()


def ground_of(inspection: Inspection, at_most: tuple[int, int] | None = None) -> Ground:
    """Return what an inspection of this organ stands on."""
    wanted = chosen(inspection.agency)
    if at_most is not None:
        wanted = replace(wanted, most_lists=at_most[0], newest_items=at_most[1], asks_outside=False)
    address = SiteAddress(inspection.agency)
    opener = Opener(inspection.agency, address, wanted, inspection.on)
    return Ground(address, wanted, opener, OutwardLinks())


@transaction.atomic
def _keep(inspection: Inspection, step: Step, at: datetime) -> None:
    keep_step(
        inspection=inspection,
        faults=step.faults,
        gaps=step.gaps,
        phase=step.phase,
        cursor=step.cursor,
        at=at,
    )
    InspectedPage.objects.bulk_update(step.opened, ["state", "status", "title", "problem"])
    new = InspectedPage.objects.bulk_create(step.further, ignore_conflicts=True)
    if new and step.phase == InspectionPhase.PAGES:
        inspection.cursor["total"] = inspection.pages.filter(is_outward=False).count()
        inspection.save(update_fields=["cursor"])
