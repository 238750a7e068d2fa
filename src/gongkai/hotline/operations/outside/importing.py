"""Checking a file and taking it over: all of it or nothing, and twice is no more than once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.documents.tables.reading import Table
from gongkai.documents.tables.refusals import TableUnreadable
from gongkai.hotline.models import ImportKind, ImportMapping, ImportRun, ImportState
from gongkai.hotline.operations.outside.import_files import delete_file, moved
from gongkai.hotline.operations.outside.importing_calls import (
    CallPlan,
    Compared,
    ReadCalls,
    compare_calls,
    plan_calls,
    read_calls,
)
from gongkai.hotline.operations.outside.importing_tickets import (
    TicketPlan,
    carry_out_tickets,
    plan_tickets,
)
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.operations.outside.storing_calls import (
    SealedCalls,
    carry_out_calls,
    seal_calls,
)
from gongkai.hotline.permissions import require_desk_head
from gongkai.hotline.queries.outside.import_faults import MOST_LISTED, ImportFaults
from gongkai.hotline.queries.outside.import_rows import Row, rows_of
from gongkai.hotline.queries.outside.import_runs import mapping_for, sampled, table_of
from gongkai.privacy.encryption import Undecipherable

Progress = Callable[[int, int], None]

_STEP = 5
_EVERY = 2000
_GONE = "文件已不在，请重新上传。"


def check_run(*, run: ImportRun, on: date, at: datetime) -> ImportRun:
    """Tell what taking a file over would do; one that is checked or over stays as it is.

    Where nothing is remembered of its header, it waits for its columns to be matched.
    """
    run.refresh_from_db()
    if run.state not in (ImportState.RECEIVED, ImportState.FAILED):
        return run
    try:
        table = _table(run)
    except TableUnreadable as unreadable:
        return _unreadable(run, str(unreadable), at)
    mapping = mapping_for(run.agency, run.kind, table.digest)
    sample = {"sample": sampled(table)}
    if mapping is None:
        result = {"digest": table.digest, "rows": len(table.rows)}
        return moved(run, ImportState.UNMAPPED, progress=100, result=result, message="", **sample)
    faults = ImportFaults()
    rows = _read(run, mapping, table, faults, on, at)
    plan = _planned(run, mapping, rows, faults, on, at)
    result = _told(table, mapping, plan, faults)
    values = {"mapping": mapping, "result": result, "progress": 100, "message": "", **sample}
    return moved(run, ImportState.CHECKED, **values)


@transaction.atomic
def confirm_run(
    *, run: ImportRun, without_faulty: bool, officer: Officer | None, on: date
) -> ImportRun:
    """Let a checked file be taken over; asking twice changes nothing.

    :param without_faulty: True leaves out the lines that are at fault
    :param officer: None only on the server's command line
    :raises NotAllowed: if the officer does not run the desk
    :raises OutsideRefused: if it is not checked, or has faults that were not said to be left out
    """
    if officer is not None:
        require_desk_head(officer, run.agency, on)
    row = ImportRun.objects.select_for_update().get(pk=run.pk)
    if row.state == ImportState.IMPORTING:
        return row
    if row.state != ImportState.CHECKED:
        raise OutsideRefused(f"“{row}”现为“{row.get_state_display()}”，不能导入。")
    if row.fault_count and not without_faulty:
        raise OutsideRefused(
            f"“{row}”有{row.fault_count}处错误，没有导入；请改正后重新上传，或者勾选跳过有错误的行。"
        )
    values: dict[str, Any] = {"progress": 0, "without_faulty": without_faulty}
    if officer is not None:
        values["officer"] = officer
    return moved(row, ImportState.IMPORTING, **values)


def import_run(*, run: ImportRun, on: date, at: datetime) -> ImportRun:
    """Take a confirmed file over; one that is not confirmed, or taken over, stays as it is."""
    run.refresh_from_db()
    if run.state != ImportState.IMPORTING:
        return run
    try:
        table = _table(run)
    except TableUnreadable as unreadable:
        return _unreadable(run, str(unreadable), at)
    progress = _progress_of(run)
    read_with = run.mapping
    faults = ImportFaults()
    # Before anything is held: nobody waits while it is read, completed, compared and sealed.
    rows = _read(run, read_with, table, faults, on, at)
    sealed, compared = SealedCalls(), None
    if isinstance(rows, ReadCalls):
        sealed = seal_calls(agency=run.agency, read=rows, progress=progress)
        compared = compare_calls(agency=run.agency, read=rows)
    with transaction.atomic():
        # Whoever takes over another file of this kind waits until this one is on record.
        held = ImportMapping.objects.select_for_update().filter(agency=run.agency, kind=run.kind)
        mappings = {each.pk: each for each in held.order_by("pk")}
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        if row.state != ImportState.IMPORTING:
            return row
        mapping = mappings[row.mapping_id]
        plan = _planned(row, mapping, rows, faults, on, at, compared)
        result = _told(table, mapping, plan, faults)
        is_other = not read_with.version == mapping.version == (row.result or {}).get("version")
        if is_other or (faults.count and not row.without_faulty):
            # The mapping was changed, or what is on record, since somebody looked.
            message = "检查以后情况有变化，没有导入；请核对后重新确认。"
            return moved(row, ImportState.CHECKED, result=result, progress=100, message=message)
        if isinstance(plan, CallPlan):
            waiting = carry_out_calls(
                agency=row.agency, mapping=mapping, plan=plan, sealed=sealed, at=at
            )
        else:
            waiting = carry_out_tickets(
                agency=row.agency,
                mapping=mapping,
                plan=plan,
                officer=row.officer,
                on=on,
                at=at,
                progress=progress,
            )
        result["waiting"] = waiting
        values = {"progress": 100, "result": result, "message": "", "finished_at": at}
        moved(row, ImportState.IMPORTED, sample="", **values)
        record(
            action="import.carried_out",
            subject=row.original_name,
            at=at,
            agency=row.agency,
            officer=row.officer,
            detail={
                "kind": row.kind,
                "counts": result["counts"],
                "refused": result["refused"],
                "waiting": waiting,
            },
        )
        transaction.on_commit(lambda: delete_file(row))
    return row


def fail_run(*, run: ImportRun, at: datetime) -> ImportRun:
    """Note that checking or taking over broke off; nothing is on record, it may be tried again."""
    message = "处理中发生意外错误，没有登记任何记录；请重新检查，仍不成功的请联系系统管理员。"
    run.refresh_from_db()
    return run if run.is_over else moved(run, ImportState.FAILED, message=message)


def run_through(
    *,
    run: ImportRun,
    without_faulty: bool,
    officer: Officer | None,
    on: date,
    at: datetime,
) -> ImportRun:
    """Check a file and take it over at once, where nothing keeps it from that.

    :raises NotAllowed: if the officer does not run the desk
    """
    found = check_run(run=run, on=on, at=at)
    if found.state != ImportState.CHECKED or (found.fault_count and not without_faulty):
        return found
    confirm_run(run=found, without_faulty=without_faulty, officer=officer, on=on)
    return import_run(run=found, on=on, at=at)


def remove_run(*, run: ImportRun) -> None:
    """Delete a file that was never taken over, and that it was received."""
    delete_file(run)
    ImportRun.objects.filter(pk=run.pk).exclude(state=ImportState.IMPORTED).delete()


def _table(run: ImportRun) -> Table:
    try:
        return table_of(run)
    except (OSError, Undecipherable) as gone:
        raise TableUnreadable(_GONE) from gone


def _read(
    run: ImportRun,
    mapping: ImportMapping,
    table: Table,
    faults: ImportFaults,
    on: date,
    at: datetime,
) -> ReadCalls | list[Row]:
    progress = _progress_of(run)
    found = []
    for done, row in enumerate(rows_of(table, mapping, faults, on), start=1):
        found.append(row)
        if done % _EVERY == 0:
            # The other half is comparing and storing.
            progress(done, 2 * len(table.rows))
    if run.kind != ImportKind.CALLS:
        return found
    return read_calls(agency=run.agency, mapping=mapping, rows=found, faults=faults, at=at)


def _planned(
    run: ImportRun,
    mapping: ImportMapping,
    rows: ReadCalls | list[Row],
    faults: ImportFaults,
    on: date,
    at: datetime,
    compared: Compared | None = None,
) -> CallPlan | TicketPlan:
    agency: Agency = run.agency
    if isinstance(rows, ReadCalls):
        return plan_calls(agency=agency, read=rows, compared=compared)
    return plan_tickets(agency=agency, mapping=mapping, rows=rows, faults=faults, on=on, at=at)


def _told(
    table: Table, mapping: ImportMapping, plan: CallPlan | TicketPlan, faults: ImportFaults
) -> dict[str, Any]:
    return {
        "digest": table.digest,
        "version": mapping.version,
        "rows": len(table.rows),
        "counts": plan.counts(),
        "refused": len(faults.lines),
        "faults": sorted(faults.listed, key=lambda each: each["line"]),
        "fault_count": faults.count,
        "changes": sorted(plan.changes, key=lambda each: each["line"])[:MOST_LISTED],
        "hints": [{"text": text, "count": count} for text, count in faults.hints.items()],
    }


def _progress_of(run: ImportRun) -> Progress:
    """Return what keeps a file's progress, where others can see it before the end."""
    shown = 0

    def note(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 100
        if percent >= shown + _STEP:
            shown = percent
            ImportRun.objects.filter(pk=run.pk).update(progress=min(percent, 99))

    return note


def _unreadable(run: ImportRun, message: str, at: datetime) -> ImportRun:
    delete_file(run)
    values = {"message": message[:500], "progress": 100, "finished_at": at, "sample": ""}
    return moved(run, ImportState.UNREADABLE, **values)
