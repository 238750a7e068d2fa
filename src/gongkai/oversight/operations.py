"""Taking over institutions and activities that an office has on record elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from gongkai.agencies.models import Agency
from gongkai.oversight.models import Activity, Institution

_RECORDS: Mapping[str, type[models.Model]] = {"institutions": Institution, "activities": Activity}
_BATCH = 2000


@transaction.atomic
def register_records(
    *, kind: str, agency: Agency, rows: Sequence[Mapping[str, Any]], at: datetime
) -> int:
    """Create institutions or activities from rows of their fields; return how many."""
    model = _RECORDS[kind]
    model._default_manager.bulk_create(
        (model(agency_id=agency.pk, **row) for row in rows), batch_size=_BATCH
    )
    return len(rows)


@transaction.atomic
def correct_records(
    *, kind: str, agency: Agency, rows: Sequence[Mapping[str, Any]], at: datetime
) -> int:
    """Bring institutions or activities in line with corrected rows; return how many."""
    stored = _RECORDS[kind]._default_manager.filter(agency=agency)
    for row in rows:
        stored.filter(register_no=row["register_no"]).update(**row)
    return len(rows)
