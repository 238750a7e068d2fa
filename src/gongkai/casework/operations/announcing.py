"""Telling followers that the public log of answered requests reads differently."""

from datetime import datetime

from gongkai.casework.models import DisclosureLogEntry, DisclosureRequest, LogState
from gongkai.outbox.operations import announce


def announce_entry(
    kind: str, case: DisclosureRequest, row: DisclosureLogEntry, at: datetime
) -> None:
    """Announce that an entry is shown or no longer; after the audit record of it."""
    announce(
        kind=kind,
        subject=str(row.pk),
        at=at,
        agency=case.agency,
        detail={
            "visible_from": row.visible_from.isoformat(),
            "touches": [f"log:{case.agency_id}"],
        },
    )


def announce_reopened(case: DisclosureRequest, at: datetime) -> None:
    """Announce that a case whose reply was given up is no longer shown, where it was."""
    row = DisclosureLogEntry.objects.filter(request=case, state=LogState.PUBLISHED).first()
    if row is not None:
        announce_entry("disclosure_log.withdrawn", case, row, at)
