"""A batch of workers: taken in, checked row by row, and good as a whole or not at all."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.documents.attachments.kinds import XLSX
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.taking import inspected
from gongkai.documents.batches.reading import BatchReading, read_batch
from gongkai.documents.workbooks.refusals import WorkbookUnreadable
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import ApplicationDraft, BatchState, BatchUpload
from gongkai.fund_services.operations.applications.drafting import put_batch
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import seal_bytes, sealed_content
from gongkai.fund_services.queries.applications.batches import base_limits_on
from gongkai.fund_services.queries.applications.facts import workers_told
from gongkai.fund_services.queries.applications.forms import definition_of
from gongkai.rules.service_forms import BatchDefinition, RowProblem, row_problems
from gongkai.rules.service_forms.batches import tidy_row

_SHOWN_EVERY = 250
MOST_PROBLEMS = 1000
"""The most problems that are kept; more are counted."""


@transaction.atomic
def receive_batch(
    *, draft: ApplicationDraft, name: str, content: bytes, at: datetime
) -> BatchUpload:
    """Take a sheet in for a draft, in place of an earlier one; it is checked afterwards.

    :raises ApplicationRefused: if the form has no batch
    :raises AttachmentRefused: if the file is no sound .xlsx
    :raises FileNotKept: if the folder or the disk refuses
    """
    batch = definition_of(draft.form).batch
    if batch is None:
        raise ApplicationRefused("本事项没有批量明细，请刷新页面。")
    file = inspected(name, content)
    if file.media_type != XLSX.media_type:
        raise AttachmentRefused(f"文件“{file.name}”不是Excel表格（.xlsx），请下载模板填写后上传。")
    upload = BatchUpload.objects.create(
        account=draft.account,
        form=draft.form,
        employer_no=draft.employer_no,
        name=file.name,
        stored_name=seal_bytes(content, at=at),
        uploaded_at=at,
    )
    put_batch(draft=draft, batch=upload, at=at)
    return upload


def check_batch(*, batch: BatchUpload, on: date, at: datetime) -> BatchUpload:
    """Check a sheet against the form, the business system and the city's limits.

    Where the business system is away nothing is compared with it, and the remark says so.
    """
    definition = definition_of(batch.form).batch
    if definition is None or batch.state not in (BatchState.WAITING, BatchState.CHECKING):
        return batch
    _progress(batch, 0, 0)
    content = sealed_content(batch.stored_name)
    try:
        reading = read_batch(content, batch.name, definition, on=on)
    except WorkbookUnreadable as unreadable:
        return _ended(batch, [RowProblem(0, "文件", "", str(unreadable), "请核对")], [], "", at)
    problems, remarks = _checked(batch, definition, reading, on)
    rows = [tidy_row(definition, row, on) for _number, row in reading.rows]
    return _ended(batch, problems, rows, "".join(remarks), at)


def fail_batch(*, batch: BatchUpload, at: datetime) -> None:
    """Say of a batch that checking it broke off."""
    BatchUpload.objects.filter(pk=batch.pk).update(state=BatchState.FAILED, finished_at=at)


def check_again(*, batch: BatchUpload) -> BatchUpload:
    """Let a batch whose check broke off be checked once more."""
    rows = BatchUpload.objects.filter(pk=batch.pk, state=BatchState.FAILED)
    rows.update(state=BatchState.WAITING, done=0, total=0)
    batch.refresh_from_db()
    return batch


def _checked(
    batch: BatchUpload, definition: BatchDefinition, reading: BatchReading, on: date
) -> tuple[list[RowProblem], list[str]]:
    remarks: list[str] = []
    key = definition.key
    try:
        workers: dict[str, dict[str, str]] | None = workers_told(batch.employer_no)
    except CoreAway:
        workers = None
        remarks.append("业务系统暂不可用，未与登记的职工核对，受理后由工作人员核对。")
    if workers is not None and key.name != "account_no":
        workers = {each[key.name]: each for each in workers.values() if key.name in each}
    limits = base_limits_on(batch.account.agency, on)
    if limits is None and any(column.is_base for column in definition.columns):
        remarks.append("本市缴存基数上下限尚未设置，未作核对。")
    total = len(reading.rows)

    def progress(done: int) -> None:
        if done % _SHOWN_EVERY == 0:
            _progress(batch, done, total)

    problems = [
        *reading.problems,
        *row_problems(
            definition, reading.rows, workers=workers, limits=limits, on=on, progress=progress
        ),
    ]
    problems.sort(key=lambda problem: problem.row)
    return problems, remarks


def _ended(
    batch: BatchUpload,
    problems: Sequence[RowProblem],
    rows: Sequence[dict[str, str]],
    remark: str,
    at: datetime,
) -> BatchUpload:
    """Keep all rows, or none and what is wrong with them."""
    told = [list(problem) for problem in problems[:MOST_PROBLEMS]]
    BatchUpload.objects.filter(pk=batch.pk).update(
        state=BatchState.BAD if problems else BatchState.GOOD,
        problem_count=len(problems),
        problems=json.dumps(told, ensure_ascii=False),
        rows="" if problems else json.dumps(list(rows), ensure_ascii=False),
        done=len(rows),
        total=len(rows),
        remark=remark[:300],
        finished_at=at,
    )
    batch.refresh_from_db()
    return batch


def _progress(batch: BatchUpload, done: int, total: int) -> None:
    batch.state, batch.done, batch.total = BatchState.CHECKING, done, total
    BatchUpload.objects.filter(pk=batch.pk).update(
        state=BatchState.CHECKING, done=done, total=total
    )
