"""Checking and importing uploads in the background; a job that runs twice changes nothing more."""

from datetime import date, datetime

from django_tasks import task

from gongkai.ledgers.models import Upload
from gongkai.ledgers.operations import uploading


@task()
def check_upload(pk: int, on: str, at: str) -> None:
    """Check an upload; `on` and `at` are the day and moment (ISO 8601) it was asked for."""
    upload = Upload.objects.get(pk=pk)
    moment = datetime.fromisoformat(at)
    try:
        uploading.check_upload(upload=upload, on=date.fromisoformat(on), at=moment)
    except BaseException:
        uploading.fail_upload(upload=upload, at=moment)
        raise


@task()
def import_upload(pk: int, on: str, at: str) -> None:
    """Import a confirmed upload; `on` and `at` as for check_upload."""
    upload = Upload.objects.get(pk=pk)
    moment = datetime.fromisoformat(at)
    try:
        uploading.import_upload(upload=upload, on=date.fromisoformat(on), at=moment)
    except BaseException:
        uploading.fail_upload(upload=upload, at=moment)
        raise


def start_check(upload: Upload, *, on: date, at: datetime) -> None:
    """Have an upload checked in the background."""
    check_upload.enqueue(upload.pk, on.isoformat(), at.isoformat())


def start_import(upload: Upload, *, on: date, at: datetime) -> None:
    """Have a confirmed upload imported in the background."""
    import_upload.enqueue(upload.pk, on.isoformat(), at.isoformat())
