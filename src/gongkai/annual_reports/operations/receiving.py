"""Taking in a finished report: the file is kept as it came, once, to be read next."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Officer
from gongkai.annual_reports.models import Collection, CollectionOrgan, ReceivedReport
from gongkai.annual_reports.operations.placing import lock_collection, place
from gongkai.annual_reports.permissions import insist, may_collect
from gongkai.annual_reports.queries.matching import organ_in_file_name
from gongkai.annual_reports.queries.received import stored_file
from gongkai.audit.operations import record
from gongkai.documents.keeping import FileEmpty, FileNotKept, FileTooLarge, Kept, keep

LARGEST_REPORT = 20 * 1024 * 1024
"""The most bytes of one file."""

READABLE = (".html", ".htm", ".docx", ".pdf", ".xlsx", ".txt", ".json")
"""The endings of the formats that are read."""

_REMEDIES = {
    (".doc", ".wps", ".rtf"): "请用文字处理软件打开，另存为 .docx 后再上传",
    (".xls", ".et", ".ods"): "请用表格软件打开，另存为 .xlsx 后再上传",
    (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"): "图片中的数字不能可靠读取，"
    "请向报送单位索取 .docx、.xlsx 或文字版 .pdf",
    (".zip", ".rar", ".7z"): "请先解压缩，再上传其中的报告文件",
}


class ReportRefused(ValueError):
    """The file cannot be taken in; the message says why and what to do."""


@dataclass(frozen=True)
class Receipt:
    """The report that a file became, and whether it is new: the same file is taken in once."""

    report: ReceivedReport
    is_new: bool


def receive_report(
    *,
    collection: Collection,
    officer: Officer,
    name: str,
    content: Iterable[bytes],
    on: date,
    at: datetime,
    previous_of: CollectionOrgan | None = None,
) -> Receipt:
    """Keep a file that an organ sent in; a file that is there already is told, not kept twice.

    :param content: the file, piece by piece
    :param previous_of: the organ whose report on the year before this is, for comparison only
    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises ReportRefused: if its format is not read, or it is empty, too large or cannot be kept
    """
    insist(may_collect(officer, collection.agency, on), "收取年度报告")
    suffix = Path(name).suffix.lower()
    if suffix not in READABLE:
        raise ReportRefused(f"文件“{name}”不能读取：{_remedy(suffix)}。")
    report = ReceivedReport(
        collection=collection,
        organ=previous_of,
        is_previous=previous_of is not None,
        match=ReceivedReport.Match.OFFICER if previous_of else ReceivedReport.Match.NONE,
        officer=officer,
        received_at=at,
        file_name=f"{secrets.token_hex(16)}{suffix}",
        original_name=name[-200:],
    )
    report.size, report.sha256 = _keep(stored_file(report), name, content)
    try:
        known = _known(report)
        if known is None:
            _store(report, at)
            return Receipt(report, is_new=True)
    except IntegrityError:
        # Somebody sent the same file in at the same moment, and was first.
        known = _known(report)
        if known is None:
            _delete(report)
            raise
    except BaseException:
        _delete(report)
        raise
    # It may have been lost meanwhile; then this is how it comes back.
    os.replace(stored_file(report), stored_file(known))
    return Receipt(known, is_new=False)


@transaction.atomic
def _store(report: ReceivedReport, at: datetime) -> None:
    lock_collection(report.collection_id)
    report.save(force_insert=True)
    if not report.is_previous:
        organ = organ_in_file_name(report.original_name, report.collection.organs.all())
        if organ is not None:
            place(report, organ, ReceivedReport.Match.FILE_NAME)
    record(
        action="received_report.receive",
        subject=f"{report.collection}：{report.original_name}",
        at=at,
        agency=report.collection.agency,
        officer=report.officer,
        detail={"sha256": report.sha256, "size": report.size, "previous": report.is_previous},
    )


def _known(report: ReceivedReport) -> ReceivedReport | None:
    same = ReceivedReport.objects.filter(
        collection=report.collection, is_previous=report.is_previous, sha256=report.sha256
    )
    return same.first()


def _remedy(suffix: str) -> str:
    for suffixes, remedy in _REMEDIES.items():
        if suffix in suffixes:
            return remedy
    return f"请上传 {'、'.join(READABLE)} 格式的年度报告"


def _keep(path: Path, name: str, content: Iterable[bytes]) -> Kept:
    try:
        return keep(path, content, most=LARGEST_REPORT)
    except FileTooLarge as refusal:
        raise ReportRefused(
            f"文件“{name}”超过{LARGEST_REPORT >> 20}MB的上限，"
            "请压缩其中的图片，或另存为文字版后再上传。"
        ) from refusal
    except FileEmpty as refusal:
        raise ReportRefused(f"文件“{name}”是空的，请向报送单位索取完整的文件。") from refusal
    except FileNotKept as refusal:
        raise ReportRefused(f"无法保存“{name}”{refusal}") from refusal


def _delete(report: ReceivedReport) -> None:
    with suppress(OSError):
        stored_file(report).unlink(missing_ok=True)
