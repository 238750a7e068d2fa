"""Checking all reports of a collection again, after the rules or last year's reports changed."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.annual_reports.models import Collection, ReceivedReport
from gongkai.annual_reports.operations.placing import lock_collection
from gongkai.annual_reports.permissions import insist, may_collect
from gongkai.annual_reports.queries.collections import RECHECKED
from gongkai.audit.operations import record


@transaction.atomic
def recheck_collection(
    *, collection: Collection, officer: Officer, on: date, at: datetime
) -> list[ReceivedReport]:
    """Put all readable reports back among those that wait to be read, and return them.

    Waivers and remarks stay. Those that wait already are not among them: asking twice changes
    nothing more.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    """
    insist(may_collect(officer, collection.agency, on), "审核报送的年度报告")
    lock_collection(collection.pk)
    readable = collection.reports.filter(is_previous=False, state__in=RECHECKED)
    waiting = list(readable.only("pk").order_by("pk"))
    if waiting:
        ReceivedReport.objects.filter(pk__in=[report.pk for report in waiting]).update(
            state=ReceivedReport.State.RECEIVED, progress=0, message=""
        )
        record(
            action="collection.recheck",
            subject=str(collection),
            at=at,
            agency=collection.agency,
            officer=officer,
            detail={"reports": len(waiting)},
        )
    return waiting
