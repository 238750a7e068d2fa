"""Search tasks as the department asked sees them: the task, and no applicant."""

from datetime import date

from django.db.models import F, QuerySet

from gongkai.agencies.models import Officer
from gongkai.casework.models import SearchTask
from gongkai.casework.permissions import may_work

_SHOWN = 100


class SearchUnknown(LookupError):
    """There is no such task for this officer."""


def searches_for(officer: Officer) -> QuerySet[SearchTask]:
    """Return the tasks of an officer's department, open ones first, the most urgent on top."""
    tasks = SearchTask.objects.filter(
        department=officer.department_id, request__agency=officer.agency_id
    ).select_related("request", "department", "ordered_by", "answered_by")
    if officer.department_id is None:
        return tasks.none()
    return tasks.order_by(F("answered_on").desc(nulls_first=True), "due_on", "pk")[:_SHOWN]


def open_searches_of(officer: Officer) -> int:
    """Return how many tasks wait for an officer's department."""
    if officer.department_id is None:
        return 0
    return SearchTask.objects.filter(department=officer.department_id, answered_on=None).count()


def find_search(officer: Officer, pk: int, on: date) -> SearchTask:
    """Return a task of the officer's department, or any of his organ if he works on its cases.

    :raises SearchUnknown: if there is none
    """
    task = (
        SearchTask.objects.select_related("request__agency", "department", "ordered_by")
        .filter(pk=pk, request__agency=officer.agency_id)
        .first()
    )
    if task is None or (
        task.department_id != officer.department_id
        and not may_work(officer, task.request.agency, on)
    ):
        raise SearchUnknown("没有这项检索任务，或者不是交办给您所在科室的。")
    return task
