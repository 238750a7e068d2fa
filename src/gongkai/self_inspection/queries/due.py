"""Whose site is to be inspected: each month once, and what was broken off."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef

from gongkai.agencies.models import Agency
from gongkai.publications.queries.inspectable import agencies_with_columns
from gongkai.self_inspection.models import Inspection, InspectionState


def due_for_inspection(on: date, silent_since: datetime) -> list[Agency]:
    """Return the organs with a site that no inspection has looked over this month.

    One that has given no sign of life since `silent_since` was broken off, and is due again; one
    that failed this month is not tried again by itself.
    """
    this_month = Inspection.objects.filter(agency=OuterRef("pk"), on__gte=on.replace(day=1))
    over = this_month.exclude(state=InspectionState.RUNNING)
    at_work = Inspection.objects.filter(
        agency=OuterRef("pk"), state=InspectionState.RUNNING, moved_at__gt=silent_since
    )
    found = agencies_with_columns().exclude(Exists(over)).exclude(Exists(at_work))
    return list(found.order_by("pk"))
