"""Answers sent by mail, files taken over, bulletins made; a job that runs twice does no harm."""

from datetime import date, datetime

from django_tasks import task, task_backends
from django_tasks.base import TaskContext

from gongkai.hotline.models import Bulletin, ImportRun, SiteMessage
from gongkai.hotline.operations import making_bulletins
from gongkai.hotline.operations.answer_mail import send_answer
from gongkai.hotline.operations.outside.importing import check_run, fail_run, import_run


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


@task()
def check_import(pk: int, on: str, at: str) -> None:
    """Check a file of the exchange or platform; `on` and `at` (ISO 8601) say when it was asked."""
    run, moment = ImportRun.objects.get(pk=pk), datetime.fromisoformat(at)
    try:
        check_run(run=run, on=date.fromisoformat(on), at=moment)
    except BaseException:
        fail_run(run=run, at=moment)
        raise


@task()
def carry_out_import(pk: int, on: str, at: str) -> None:
    """Take a confirmed file over; `on` and `at` as for check_import."""
    run, moment = ImportRun.objects.get(pk=pk), datetime.fromisoformat(at)
    try:
        import_run(run=run, on=date.fromisoformat(on), at=moment)
    except BaseException:
        fail_run(run=run, at=moment)
        raise


def start_check(run: ImportRun, *, on: date, at: datetime) -> None:
    """Have a file checked in the background."""
    check_import.enqueue(run.pk, on.isoformat(), at.isoformat())


def start_import(run: ImportRun, *, on: date, at: datetime) -> None:
    """Have a confirmed file taken over in the background."""
    carry_out_import.enqueue(run.pk, on.isoformat(), at.isoformat())


@task()
def make_bulletin(pk: int, on: str, at: str) -> None:
    """Make a week's or month's bulletin; `on` and `at` (ISO 8601) say when it was asked for."""
    bulletin = Bulletin.objects.select_related("agency").get(pk=pk)
    try:
        making_bulletins.make_bulletin(
            bulletin=bulletin, on=date.fromisoformat(on), at=datetime.fromisoformat(at)
        )
    except BaseException:
        making_bulletins.fail_bulletin(bulletin=bulletin)
        raise


def start_making(bulletin: Bulletin, *, on: date, at: datetime) -> None:
    """Have a bulletin made in the background."""
    make_bulletin.enqueue(bulletin.pk, on.isoformat(), at.isoformat())
