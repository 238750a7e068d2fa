"""A file's way in: kept sealed, its columns matched, and given up again."""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.documents.keeping import FileEmpty, FileNotKept, keep
from gongkai.documents.workbooks.containers import LARGEST_FILE
from gongkai.hotline.models import ImportKind, ImportMapping, ImportRun, ImportState
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.permissions import require_desk_head
from gongkai.hotline.queries.outside.import_fields import fields_of, mapping_problems
from gongkai.hotline.queries.outside.import_runs import mapping_for, path_of, sample_of
from gongkai.privacy.encryption import encrypt_bytes
from gongkai.rules.hotline_desk import FILES_KEPT_FOR

_SEALING = 200
_MOST_WORDS = 200
_LONGEST_WORD = 60
_MAPPABLE = (ImportState.UNMAPPED, ImportState.CHECKED, ImportState.FAILED)


class MappingRefused(OutsideRefused):
    """Columns cannot be matched like this; `problems` holds field and text of each reason."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("".join(text for _field, text in problems))
        self.problems = problems


def receive_file(
    *,
    agency: Agency,
    kind: str,
    name: str,
    content: Iterable[bytes],
    officer: Officer | None,
    on: date,
    at: datetime,
) -> ImportRun:
    """Keep a file sealed, to be checked next.

    :param kind: a code of ImportKind
    :param content: the file, piece by piece
    :param officer: None only on the server's command line
    :raises NotAllowed: if the officer does not run the desk
    :raises OutsideRefused: if it is empty, too large, or cannot be kept
    """
    if officer is not None:
        require_desk_head(officer, agency, on)
    if kind not in ImportKind.values:
        raise OutsideRefused("类别：请选择话务系统话单或者12345平台工单。")
    pieces, size = [], 0
    for piece in content:
        size += len(piece)
        if size > LARGEST_FILE:
            raise OutsideRefused(f"文件“{name}”超过50MB的上限，请按时间拆成几个文件上传。")
        pieces.append(piece)
    if size == 0:
        raise OutsideRefused(f"文件“{name}”是空的，请重新导出后再上传。")
    run = ImportRun(
        agency=agency,
        officer=officer,
        kind=kind,
        file_name=f"{secrets.token_hex(16)}.sealed",
        original_name=name[-200:],
        size=size,
        created_at=at,
    )
    try:
        keep(path_of(run), [encrypt_bytes(b"".join(pieces))], most=LARGEST_FILE + _SEALING)
    except (FileEmpty, FileNotKept) as refused:
        raise OutsideRefused(f"无法保存“{name}”{refused}") from refused
    try:
        run.save(force_insert=True)
    except BaseException:
        delete_file(run)
        raise
    return run


@transaction.atomic
def set_mapping(
    *,
    run: ImportRun,
    fields: Mapping[str, str],
    fixed: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
    lists_missed: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> ImportMapping:
    """Remember which column is which field, for this file and all with the same header.

    The file is to be checked next.

    :param fields: columns by field; "" for none
    :param fixed: codes by field, for fields without a column
    :param words: codes by field and word
    :raises NotAllowed: if the officer does not run the desk
    :raises MappingRefused: with what is wrong
    :raises OutsideRefused: if the file does not wait for it
    """
    require_desk_head(officer, run.agency, on)
    row = ImportRun.objects.select_for_update().get(pk=run.pk)
    if row.state not in _MAPPABLE:
        raise OutsideRefused(f"“{row}”{row.get_state_display()}，不能再改对应关系。")
    headers = [header for header in sample_of(row).headers if header]
    chosen = {name: column for name, column in fields.items() if column}
    set_here = {name: code for name, code in fixed.items() if code and name not in chosen}
    problems = mapping_problems(row.kind, headers, chosen, set_here)
    kept, wrong = _words(row.kind, words)
    if problems or wrong:
        raise MappingRefused(problems + wrong)
    digest = (row.result or {}).get("digest", "")
    earlier = mapping_for(row.agency, row.kind, digest)
    if earlier is not None:
        kept = _with_earlier(kept, words, earlier, chosen)
    values: dict[str, Any] = {
        "headers": headers,
        "fields": chosen,
        "fixed": set_here,
        "words": kept,
        "lists_missed": lists_missed and row.kind == ImportKind.CALLS,
        "made_by": officer,
        "made_at": at,
    }
    values["version"] = earlier.version + 1 if earlier else 1
    mapping, _ = ImportMapping.objects.update_or_create(
        agency=row.agency, kind=row.kind, digest=digest, defaults=values
    )
    moved(row, ImportState.RECEIVED, mapping=mapping, progress=0, message="")
    record(
        action="import.set_mapping",
        subject=row.original_name,
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"kind": row.kind, "fields": chosen, "fixed": set_here, "version": mapping.version},
    )
    return mapping


@transaction.atomic
def discard_run(*, run: ImportRun, officer: Officer, on: date, at: datetime) -> ImportRun:
    """Give a file up and delete it; twice changes nothing.

    :raises NotAllowed: if the officer does not run the desk
    :raises OutsideRefused: if it is being taken over or was
    """
    require_desk_head(officer, run.agency, on)
    row = ImportRun.objects.select_for_update().get(pk=run.pk)
    if row.state == ImportState.DISCARDED:
        return row
    if row.state in (ImportState.IMPORTING, ImportState.IMPORTED):
        raise OutsideRefused(f"“{row}”{row.get_state_display()}，不能放弃。")
    transaction.on_commit(lambda: delete_file(row))
    return moved(row, ImportState.DISCARDED, finished_at=at, sample="")


def end_left_files(*, at: datetime) -> int:
    """Give up and delete the files that nobody confirmed in time; return how many."""
    left = ImportRun.objects.filter(
        created_at__lt=at - FILES_KEPT_FOR, state__in=(*_MAPPABLE, ImportState.RECEIVED)
    )
    ended = 0
    for pk in left.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            run = left.select_for_update(of=("self",)).filter(pk=pk).first()
            if run is None:
                continue
            message = f"超过{FILES_KEPT_FOR.days}天没有确认，文件已自动删除。"
            moved(run, ImportState.DISCARDED, finished_at=at, sample="", message=message)
        delete_file(run)
        ended += 1
    return ended


def moved(run: ImportRun, state: Any, **values: Any) -> ImportRun:
    """Move a file on to a state, with further columns."""
    run.state = state
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=["state", *values])
    return run


def delete_file(run: ImportRun) -> None:
    """Delete the sealed file; there is none any more where that was done."""
    with suppress(OSError):
        path_of(run).unlink(missing_ok=True)


def _with_earlier(
    kept: dict[str, dict[str, str]],
    told: Mapping[str, Mapping[str, str]],
    earlier: ImportMapping,
    chosen: Mapping[str, str],
) -> dict[str, dict[str, str]]:
    """Return the words told now with those of earlier files, that this one does not have."""
    found = dict(kept)
    for name, words in earlier.words.items():
        if earlier.fields.get(name) == chosen.get(name):
            asked = told.get(name, {})
            others = {word: code for word, code in words.items() if word not in asked}
            found[name] = others | kept.get(name, {})
    return found


def _words(
    kind: str, words: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, dict[str, str]], list[tuple[str, str]]]:
    known = {each.name: each for each in fields_of(kind) if each.reads == "word"}
    kept: dict[str, dict[str, str]] = {}
    problems = []
    for name, codes in words.items():
        each = known.get(name)
        if each is None:
            continue
        told = {word[:_LONGEST_WORD]: code for word, code in codes.items() if code}
        if len(told) > _MOST_WORDS or any(code not in each.choices for code in told.values()):
            problems.append((name, f"{each.label}：取值的对应有误，请从所列选项中选择。"))
        elif told:
            kept[name] = told
    return kept, problems
