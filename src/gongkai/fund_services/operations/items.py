"""Taking over service items that an office has on record elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import ServiceItem

_BATCH = 2000


@transaction.atomic
def register_services(*, agency: Agency, rows: Sequence[Mapping[str, Any]], at: datetime) -> int:
    """Create service items from rows of their fields; return how many."""
    ServiceItem.objects.bulk_create(
        (ServiceItem(agency_id=agency.pk, **row) for row in rows), batch_size=_BATCH
    )
    return len(rows)


@transaction.atomic
def correct_services(*, agency: Agency, rows: Sequence[Mapping[str, Any]], at: datetime) -> int:
    """Bring service items in line with corrected rows; return how many."""
    stored = ServiceItem.objects.filter(agency=agency)
    for row in rows:
        stored.filter(register_no=row["register_no"]).update(**row)
    return len(rows)
