"""Archiving (归档): one bundle of a case, kept encrypted, that can be verified at any time."""

import json
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import licensed_fonts
from gongkai.audit.operations import record
from gongkai.casework.models import Archive, CaseFile, DisclosureRequest, FileKind
from gongkai.casework.operations.acting import CaseRefused, enter, lock
from gongkai.casework.operations.case_parts import PASSING, parts_of
from gongkai.casework.operations.keeping import content_of, sealed_file
from gongkai.casework.permissions import require_actor, require_worker
from gongkai.casework.queries.archives import missing_for_archive, open_for_archive
from gongkai.casework.queries.case_sheets import moment, told
from gongkai.documents.bundles.bundling import Bundle, bundle, index_text
from gongkai.documents.bundles.parts import Cover
from gongkai.documents.bundles.verifying import differences
from gongkai.documents.keeping import FileTooLarge
from gongkai.privacy.encryption import Undecipherable
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import State

LARGEST_BUNDLE = 300 * 1024 * 1024
"""The most bytes of a bundle, as ZIP or as PDF."""

FORMATS = ("zip", "pdf")
_MEDIA_TYPES = {"zip": "application/zip", "pdf": "application/pdf"}


def archive_case(
    *, request: DisclosureRequest, version: int, officer: Officer, on: date, at: datetime
) -> Archive:
    """Bundle a closed case in the order of 条例第四十五条 and enter that it is archived.

    The bundle is made before the case is locked, so that nobody waits for it; whatever was done to
    the case meanwhile refuses it.

    :raises CaseRefused: if the case is not closed, its reply was not served, a service is open, a
        file cannot be read, or the bundle is too large
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    case = DisclosureRequest.objects.select_related("agency").get(pk=request.pk)
    require_actor(officer, case.agency, Event.ARCHIVED, on)
    if case.version != version:
        # Locking tells what was done since.
        with transaction.atomic():
            lock(request, version=version)
    _require_ready(case, on)
    made = _bundled(case, officer, on, at)
    try:
        files = [
            sealed_file(
                kind=FileKind("ARCHIVE"),
                name=f"{case.register_no}案卷.{fmt}",
                media_type=_MEDIA_TYPES[fmt],
                content=content,
                at=at,
                most=LARGEST_BUNDLE,
            )
            for fmt, content in (("zip", made.packed), ("pdf", made.pdf))
        ]
    except FileTooLarge as error:
        raise CaseRefused(
            f"案卷超过{LARGEST_BUNDLE >> 20}MB，无法归档，请联系系统管理员。"
        ) from error
    return _file_away(case, version, made, files, officer, on, at)


def verify_archive(archive: Archive, on: date) -> list[str]:
    """Return in Chinese how an archive differs from what was archived; empty if it does not.

    Compares both files with their digests, every part with the index, and the index with the
    records of the case as they stand now.
    """
    index = archive.index
    found = []
    for name, file in (("压缩包", archive.bundle), ("PDF", archive.pdf)):
        try:
            content = content_of(file)
        except (FileNotFoundError, Undecipherable) as error:
            found.append(f"{name}无法读出：{_why(error)}")
            continue
        if sha256(content).hexdigest() != file.sha256:
            found.append(f"{name}与归档时的摘要不符。")
        if file is archive.bundle:
            found += differences(content, index)
    try:
        now = {part.key: part.source for part in parts_of(archive.request, on)}
    except (FileNotFoundError, Undecipherable) as error:
        return [*found, f"本案有文件无法读出：{_why(error)}"]
    then = {line["key"]: line for line in index}
    for key, line in then.items():
        if key not in PASSING and now.get(key) != line["source"]:
            found.append(f"第{line['sequence']}件“{line['title']}”与系统中现有的记录不一致。")
    added = now.keys() - then.keys() - PASSING
    return found + ([f"归档后本案新增了{len(added)}件材料。"] if added else [])


@transaction.atomic
def read_archive(*, archive: Archive, fmt: str, officer: Officer, on: date, at: datetime) -> bytes:
    """Return an archive as ZIP or PDF; that it was read is on record.

    :raises CaseRefused: if there is no such format, or the file cannot be read
    :raises NotAllowed: if the officer does not work on the organ's cases
    """
    case = archive.request
    require_worker(officer, case.agency, on)
    if fmt not in FORMATS:
        raise CaseRefused(f"没有“{fmt}”格式的案卷，可选：{'、'.join(FORMATS)}。")
    file = archive.bundle if fmt == "zip" else archive.pdf
    try:
        content = content_of(file)
    except (FileNotFoundError, Undecipherable) as error:
        raise CaseRefused(f"案卷无法读出：{_why(error)}") from error
    record(
        action="request.read_archive",
        subject=case.register_no,
        at=at,
        agency=case.agency,
        officer=officer,
        detail={"archive": archive.pk, "format": fmt, "sha256": file.sha256},
    )
    return content


def _require_ready(case: DisclosureRequest, on: date) -> None:
    if case.state == State.ARCHIVED:
        raise CaseRefused("本案已经归档，无需再次归档。")
    if case.state != State.CLOSED:
        raise CaseRefused(
            f"申请当前为“{case.get_state_display()}”，办结并送达答复后才能归档（条例第四十五条）。"
        )
    lacking = [each.message for each in missing_for_archive(case, on) if each.refuses]
    lacking += open_for_archive(case)
    if lacking:
        raise CaseRefused(f"不能归档：{''.join(lacking)}")


def _bundled(case: DisclosureRequest, officer: Officer, on: date, at: datetime) -> Bundle:
    try:
        parts = parts_of(case, on)
    except (FileNotFoundError, Undecipherable) as error:
        raise CaseRefused(f"本案有文件无法读出：{_why(error)}") from error
    facts = (
        ("登记号", case.register_no),
        ("收到申请之日", told(case.received_on)),
        ("答复类型", case.get_outcome_display()),
        ("办结日期", told(case.closed_on)),
        ("归档人", officer.name),
        ("归档时间", moment(at)),
    )
    cover = Cover(case.agency.name, "政府信息公开申请案卷", facts)
    return bundle(cover, parts, on, licensed_fonts())


@transaction.atomic
def _file_away(
    case: DisclosureRequest,
    version: int,
    made: Bundle,
    files: list[CaseFile],
    officer: Officer,
    on: date,
    at: datetime,
) -> Archive:
    case = lock(case, version=version)
    _require_ready(case, on)
    for file in files:
        file.request, file.officer = case, officer
        file.save()
    packed, pdf = files
    enter(case, Entry(on, Event.ARCHIVED), officer=officer, on=on, at=at, note=packed.sha256)
    return Archive.objects.create(
        request=case,
        bundle=packed,
        pdf=pdf,
        index=json.loads(index_text(made.lines)),
        officer=officer,
        archived_at=at,
    )


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件目录中没有该文件，请系统管理员从备份恢复。"
    return str(error)
