"""A workbook's way through the console: received, checked, confirmed, imported, or discarded."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.documents.keeping import FileEmpty, FileNotKept, FileTooLarge, keep
from gongkai.documents.workbooks.containers import LARGEST_FILE
from gongkai.ledgers.models import Upload
from gongkai.ledgers.operations.importing import ImportResult, Progress, import_ledger
from gongkai.ledgers.permissions import insist_on_import
from gongkai.ledgers.queries.reading import LedgerUnreadable
from gongkai.ledgers.queries.uploads import file_of

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
# Telling each row would cost more than reading it.
_PROGRESS_STEP = 5


class UploadRefused(ValueError):
    """The file cannot be received; the message says why and what to do."""


class UploadNotReady(Exception):
    """The upload cannot take this step now; the message says why."""


def receive_upload(
    *,
    officer: Officer,
    name: str,
    content: Iterable[bytes],
    update: bool,
    on: date,
    at: datetime,
) -> Upload:
    """Keep an uploaded workbook for the officer's organ, to be checked next.

    :param content: the file, piece by piece
    :raises NotAllowed: if the officer may not import
    :raises UploadRefused: if it is no workbook by its name, empty, too large, or cannot be kept
    """
    insist_on_import(officer, officer.agency, on)
    suffix = Path(name).suffix.lower()
    if suffix not in _SUFFIXES:
        raise UploadRefused(f"文件“{name}”不是Excel文件，请上传 .xlsx、.xls 或 .ods 格式的台账。")
    upload = Upload(
        agency=officer.agency,
        officer=officer,
        file_name=f"{secrets.token_hex(16)}{suffix}",
        original_name=name[-200:],
        update=update,
        created_at=at,
    )
    upload.size = _keep(file_of(upload), name, content)
    try:
        upload.save(force_insert=True)
    except BaseException:
        file_of(upload).unlink(missing_ok=True)
        raise
    return upload


def check_upload(*, upload: Upload, on: date, at: datetime) -> Upload:
    """Tell what importing would do; an upload that is checked or over stays as it is.

    :raises NotAllowed: if its officer may no longer import
    """
    upload.refresh_from_db()
    if upload.state not in (Upload.State.RECEIVED, Upload.State.FAILED):
        return upload
    try:
        result = import_ledger(
            path=file_of(upload),
            agency=upload.agency,
            officer=upload.officer,
            on=on,
            at=at,
            dry_run=True,
            update=upload.update,
            name=upload.original_name,
            progress=_progress_of(upload),
        )
    except LedgerUnreadable as unreadable:
        return _unreadable(upload, str(unreadable), at)
    return _moved(upload, Upload.State.CHECKED, progress=100, result=result.to_json(), message="")


@transaction.atomic
def confirm_upload(*, upload: Upload, officer: Officer, on: date) -> Upload:
    """Let a checked upload without bad rows be imported; asking twice changes nothing.

    :raises NotAllowed: if the officer may not import for the upload's organ
    :raises UploadNotReady: if it is not checked, has bad rows, or is over
    """
    insist_on_import(officer, upload.agency, on)
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state == Upload.State.IMPORTING:
        return upload
    if not upload.may_be_confirmed:
        why = (
            "有错误的行，请改正后重新上传"
            if upload.state == Upload.State.CHECKED
            else f"当前为“{upload.get_state_display()}”"
        )
        raise UploadNotReady(f"“{upload}”不能导入：{why}。")
    return _moved(upload, Upload.State.IMPORTING, progress=0, officer=officer)


def import_upload(*, upload: Upload, on: date, at: datetime) -> Upload:
    """Import a confirmed upload; one that is not confirmed, or imported already, stays as it is.

    :raises NotAllowed: if the officer who confirmed may no longer import
    """
    upload.refresh_from_db()
    if upload.state != Upload.State.IMPORTING:
        return upload

    def close(result: ImportResult) -> None:
        # In the transaction of the import: either both are kept, or neither.
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.state == Upload.State.IMPORTING:
            state = Upload.State.IMPORTED if result.is_good else Upload.State.CHECKED
            _moved(upload, state, progress=100, result=result.to_json(), message="")
            if result.is_good:
                _moved(upload, state, finished_at=at)
                transaction.on_commit(lambda: _delete(upload))

    try:
        import_ledger(
            path=file_of(upload),
            agency=upload.agency,
            officer=upload.officer,
            on=on,
            at=at,
            update=upload.update,
            name=upload.original_name,
            progress=_progress_of(upload),
            close=close,
        )
    except LedgerUnreadable as unreadable:
        upload.refresh_from_db()
        # Another worker may have finished meanwhile, and deleted the file.
        if upload.state == Upload.State.IMPORTING:
            return _unreadable(upload, str(unreadable), at)
    return upload


@transaction.atomic
def discard_upload(*, upload: Upload, officer: Officer, on: date, at: datetime) -> Upload:
    """Give an upload up and delete its file; twice changes nothing.

    :raises NotAllowed: if the officer may not import for the upload's organ
    :raises UploadNotReady: if it is being imported or imported already
    """
    insist_on_import(officer, upload.agency, on)
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state == Upload.State.DISCARDED:
        return upload
    if upload.state in (Upload.State.IMPORTING, Upload.State.IMPORTED):
        raise UploadNotReady(f"“{upload}”{upload.get_state_display()}，不能放弃。")
    transaction.on_commit(lambda: _delete(upload))
    return _moved(upload, Upload.State.DISCARDED, finished_at=at)


def fail_upload(*, upload: Upload, at: datetime) -> Upload:
    """Note that checking or importing broke off; nothing was stored, and it may be tried again."""
    message = "处理中发生意外错误，没有登记任何记录；请重新检查，仍不成功的请联系系统管理员。"
    upload.refresh_from_db()
    return upload if upload.is_over else _moved(upload, Upload.State.FAILED, message=message)


def _keep(path: Path, name: str, content: Iterable[bytes]) -> int:
    try:
        return keep(path, content, most=LARGEST_FILE).size
    except FileTooLarge as refusal:
        raise UploadRefused(f"文件“{name}”超过50MB的上限，请拆成几个文件上传。") from refusal
    except FileEmpty as refusal:
        raise UploadRefused(f"文件“{name}”是空的，请重新保存后再上传。") from refusal
    except FileNotKept as refusal:
        raise UploadRefused(f"无法保存“{name}”{refusal}") from refusal


def _progress_of(upload: Upload) -> Progress:
    """Return what keeps the upload's progress; it is a quiet extra and says less when stored."""
    shown = 0

    def note(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 100
        if percent >= shown + _PROGRESS_STEP:
            shown = percent
            Upload.objects.filter(pk=upload.pk).update(progress=min(percent, 99))

    return note


def _unreadable(upload: Upload, message: str, at: datetime) -> Upload:
    # Where the file stands is nobody's business; its own name is.
    for told in (str(file_of(upload)), upload.file_name):
        message = message.replace(told, upload.original_name)
    _delete(upload)
    return _moved(
        upload, Upload.State.UNREADABLE, message=message[:500], progress=100, finished_at=at
    )


def _moved(upload: Upload, state: Any, **values: object) -> Upload:
    upload.state = state
    for name, value in values.items():
        setattr(upload, name, value)
    upload.save(update_fields=["state", *values])
    return upload


def _delete(upload: Upload) -> None:
    with suppress(OSError):
        file_of(upload).unlink(missing_ok=True)
