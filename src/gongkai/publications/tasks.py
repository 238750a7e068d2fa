"""Background jobs for published items; a job that runs twice changes nothing more."""

from datetime import datetime

from django_tasks import task, task_backends
from django_tasks.base import TaskContext

from gongkai.publications.models import ItemDelivery
from gongkai.publications.operations.distribution.delivering import deliver_one, next_try


@task(takes_context=True)
def deliver_in_background(context: TaskContext, pk: int) -> None:
    """Take a delivery further; where it is to be tried again, have that done at its time."""
    at: datetime = context.task_result.started_at or context.task_result.enqueued_at
    if not deliver_one(key=pk, at=at):
        return
    again = next_try(pk)
    if again is not None and task_backends["default"].supports_defer:
        deliver_in_background.using(run_after=again).enqueue(pk)


def start_delivering(delivery: ItemDelivery) -> None:
    """Have a delivery tried in the background, unless it waits for somebody's hands."""
    if delivery.next_try_at is not None:
        deliver_in_background.enqueue(delivery.pk)
