"""Inspections in the background; a job that runs twice goes on from where the first came to."""

from contextlib import suppress
from datetime import datetime

from django_tasks import task

from gongkai.self_inspection.models import Inspection
from gongkai.self_inspection.operations.recording import TakenOver
from gongkai.self_inspection.operations.running import fail_inspection, run_inspection

_PROBLEM = "程序出错，请系统管理员查看日志后重新发起自查"


@task()
def inspect_in_background(pk: int, at: str) -> None:
    """Take an inspection to its end; `at` is the moment (ISO 8601) it was asked for."""
    inspection = Inspection.objects.select_related("agency", "officer").get(pk=pk)
    moment = datetime.fromisoformat(at)
    with suppress(TakenOver):
        try:
            run_inspection(inspection=inspection, at=moment)
        except TakenOver:
            raise
        except Exception:
            fail_inspection(inspection=inspection, problem=_PROBLEM, at=moment)
            raise


def start_inspecting(inspection: Inspection, *, at: datetime) -> None:
    """Have an inspection done in the background."""
    inspect_in_background.enqueue(inspection.pk, at.isoformat())
