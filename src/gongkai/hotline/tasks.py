"""Sending an answer to who asked for it by mail; a job that runs twice sends nothing more."""

from django_tasks import task, task_backends
from django_tasks.base import TaskContext

from gongkai.hotline.models import SiteMessage
from gongkai.hotline.operations.answer_mail import send_answer


@task(takes_context=True)
def send_answer_mail(context: TaskContext, pk: int) -> None:
    """Send a message's answer; where the server was not ready, have it tried again later."""
    at = context.task_result.started_at or context.task_result.enqueued_at
    again = send_answer(message=SiteMessage.objects.get(pk=pk), at=at)
    if again is not None and task_backends["default"].supports_defer:
        send_answer_mail.using(run_after=again).enqueue(pk)


def start_sending(message: SiteMessage) -> None:
    """Have a message's answer sent in the background."""
    send_answer_mail.enqueue(message.pk)
