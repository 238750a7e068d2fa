"""Some months of self-inspection: earlier ones invented and marked so, this month's real."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.cli.demonstration.stored import texts
from gongkai.rules.site_inspection.faults import Fault, NotChecked
from gongkai.self_inspection.operations.beginning import begin_inspection
from gongkai.self_inspection.operations.concluding import conclude
from gongkai.self_inspection.operations.recording import keep_step
from gongkai.self_inspection.operations.running import run_inspection
from gongkai.self_inspection.queries.results import inspections_of

_MONTHLY = time(6)
# Lists and items that are opened: enough to see how it works, soon done.
_AT_MOST = (60, 60)
_NOT_REAL = NotChecked("PAGE_DEAD", "演示数据：这个月没有实际自查，问题为虚构")


def inspect_demonstration(agency: Agency, *, on: date, at: datetime) -> None:
    """Give the organ inspections of some months; where it has any, change nothing."""
    if inspections_of(agency).exists():
        return
    told = texts("inspections")
    for ago, day in enumerate(_first_days(on, told["months"])):
        faults = [
            Fault(
                row["rule"],
                row["where"],
                row["place"],
                row["message"],
                found=row.get("found", ""),
                expected=row.get("expected", ""),
                known_by=row["message"],
            )
            for row in told["faults"]
            if row["from"] <= ago <= row["to"]
        ]
        _invent(agency, faults, day)
    begun = begin_inspection(agency=agency, origin="MONTHLY", on=on, at=at)
    run_inspection(inspection=begun, at=at, at_most=_AT_MOST)


def _invent(agency: Agency, faults: list[Fault], on: date) -> None:
    at = timezone.make_aware(datetime.combine(on, _MONTHLY))
    begun = begin_inspection(agency=agency, origin="MONTHLY", on=on, at=at, is_invented=True)
    keep_step(
        inspection=begun,
        faults=faults,
        gaps=[_NOT_REAL],
        phase="CONCLUDED",
        cursor={},
        at=at + timedelta(minutes=2),
    )
    conclude(inspection=begun, at=at + timedelta(minutes=3))


def _first_days(on: date, months: int) -> Iterator[date]:
    for ago in range(months, 0, -1):
        month = on.year * 12 + on.month - 1 - ago
        yield date(month // 12, month % 12 + 1, 1)
