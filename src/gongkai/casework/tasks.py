"""What is done for cases in the background; a job that runs twice changes nothing more."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django_tasks import task, task_backends
from django_tasks.base import TaskContext

from gongkai.casework.models import Service
from gongkai.casework.operations.mailing import send_by_mail


@task(takes_context=True)
def send_letter_mail(context: TaskContext, pk: int) -> None:
    """Send the mail of a service; where the server was not ready, have it tried again later."""
    at = context.task_result.started_at or context.task_result.enqueued_at
    again = send_by_mail(service=Service.objects.get(pk=pk), on=_day(at), at=at)
    if again is not None and task_backends["default"].supports_defer:
        send_letter_mail.using(run_after=again).enqueue(pk)


def start_sending(service: Service) -> None:
    """Have the mail of a service sent in the background."""
    send_letter_mail.enqueue(service.pk)


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
