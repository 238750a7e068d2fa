"""Keeping what a step of an inspection found: new faults once, known ones with their first day."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.rules.prechecks.findings import without_numbers
from gongkai.rules.site_inspection.catalogue import rules_in_force
from gongkai.rules.site_inspection.faults import Fault, NotChecked
from gongkai.self_inspection.models import Inspection, InspectionState, SiteFinding

MOST_OF_ONE_RULE = 500
"""How many findings of one rule are kept one by one; the rest is counted."""

_TEXTS = {"where": 500, "place": 300, "message": 500, "found": 500, "expected": 300}


class TakenOver(Exception):
    """Somebody else has gone on with the inspection, or it has ended meanwhile."""


@transaction.atomic
def keep_step(
    *,
    inspection: Inspection,
    faults: Iterable[Fault],
    gaps: Sequence[NotChecked] = (),
    phase: str,
    cursor: dict[str, Any],
    at: datetime,
) -> None:
    """Keep what a step found and how far it came: both, or after a crash neither.

    :param phase: where the inspection goes on
    :raises TakenOver: if the inspection is no longer where the step began
    """
    held = Inspection.objects.select_for_update().get(pk=inspection.pk)
    begun_at = (inspection.phase, inspection.cursor)
    if held.state != InspectionState.RUNNING or (held.phase, held.cursor) != begun_at:
        raise TakenOver
    in_force = rules_in_force(held.on)
    by_identity = {fault.identity: fault for fault in faults if fault.rule in in_force}
    _keep(held, by_identity)
    told = {tuple(each) for each in held.not_checked}
    held.not_checked += [list(gap) for gap in dict.fromkeys(gaps) if tuple(gap) not in told]
    held.phase, held.cursor, held.moved_at = phase, cursor, at
    held.save(update_fields=["not_checked", "counts", "phase", "cursor", "moved_at"])
    for name in ("not_checked", "counts", "phase", "cursor", "moved_at"):
        setattr(inspection, name, getattr(held, name))


def _keep(inspection: Inspection, faults: dict[str, Fault]) -> None:
    known = {
        row.identity: row
        for row in SiteFinding.objects.filter(
            agency=inspection.agency_id, mended_on=None, identity__in=list(faults)
        )
    }
    changed, new = [], []
    for identity, fault in faults.items():
        row = known.get(identity)
        if row is not None and row.last_seen_id == inspection.pk:
            continue
        count = inspection.counts.get(fault.rule, 0)
        inspection.counts[fault.rule] = count + 1
        if row is not None:
            row.last_seen = inspection
            _tell(row, fault)
            changed.append(row)
        elif count < MOST_OF_ONE_RULE:
            row = SiteFinding(
                agency_id=inspection.agency_id,
                rule=fault.rule,
                identity=identity,
                subject=fault.subject,
                found_on=inspection.on,
                first_seen=inspection,
                last_seen=inspection,
            )
            _tell(row, fault)
            new.append(row)
    SiteFinding.objects.bulk_update(changed, ["last_seen", *_TEXTS])
    SiteFinding.objects.bulk_create(new)


def _tell(row: SiteFinding, fault: Fault) -> None:
    for name, most in _TEXTS.items():
        text = getattr(fault, name)
        # A title may hold a number that somebody typed there by mistake.
        shown = text if name == "where" else without_numbers(text)
        setattr(row, name, shown.replace("\0", "")[:most])
