"""The uploads of an organ."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.ledgers.models import Upload


class UploadUnknown(LookupError):
    """There is no such upload in the officer's organ."""


def uploads_of(agency: Agency) -> QuerySet[Upload]:
    """Return an organ's uploads, newest first."""
    return Upload.objects.filter(agency=agency).select_related("officer").order_by("-pk")


def upload_for(officer: Officer, pk: int) -> Upload:
    """Return an upload of the officer's own organ.

    :raises UploadUnknown: if it does not exist or belongs to another organ
    """
    upload = uploads_of(officer.agency).filter(pk=pk).first()
    if upload is None:
        raise UploadUnknown("没有这份上传的台账，可能已被删除，或不属于您所在的机关。")
    return upload


def file_of(upload: Upload) -> Path:
    """Return where an upload's file stands, or stood."""
    return Path(settings.GONGKAI_FILES) / "ledger-uploads" / upload.file_name
