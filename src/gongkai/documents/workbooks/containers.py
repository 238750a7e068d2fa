"""The file around a workbook: refused before it is opened when it cannot be a healthy one."""

import errno
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from gongkai.documents.workbooks.refusals import WorkbookUnreadable
from gongkai.documents.workbooks.sheet_parts import MOST_CELLS, Extent, parts_by_sheet, since_1904
from gongkai.documents.workbooks.trial import PasswordNeeded, survives_reading

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
# Sheets of repetitive rows shrink 50-fold; a thousandfold is an attack.
_GREATEST_RATIO = 250
_SMALL = 20 * 1024 * 1024

_CHUNK = 1 << 22
_OVERLAP = 1 << 14
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_REPEATED_CELL = re.compile(
    rb'<table:table-cell\b[^>]*number-columns-repeated="(\d{3,})"[^>]*(?<!/)>'
)
_REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d{4,})"[^>]*>'
    rb"(?:<table:table-cell\b[^>]*/>)*<table:table-cell\b[^>]*(?<!/)>"
)


@dataclass(frozen=True)
class Container:
    """What the file tells besides its cells.

    `broken` holds, by sheet name, the cells whose formula failed or was never calculated, with
    the reason: readers see such a cell as empty. `rows` holds each sheet's last row, where known.
    """

    since_1904: bool = False
    broken: Mapping[str, Mapping[tuple[int, int], str]] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


def inspected(path: Path) -> Container:
    """Return what the file holds besides cells, after refusing what must not be opened.

    :raises WorkbookUnreadable: missing, not permitted, empty, too large, encrypted, a zip bomb,
        no workbook at all, or with a cell so far off that the sheet would not fit in memory
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise WorkbookUnreadable(f"“{path.name}”是文件夹，请选择一个Excel文件。")
        if size == 0:
            raise WorkbookUnreadable(f"文件“{path.name}”是空的，请重新保存后再导入。")
        if size > LARGEST_FILE:
            raise WorkbookUnreadable(
                f"文件“{path.name}”有{size / 1048576:.0f}MB，超过50MB的上限，请拆成几个文件导入。"
            )
        with path.open("rb") as file:
            container = _inspected(path.name, file)
        if container is None:
            _try_out(path)
    except OSError as error:
        raise WorkbookUnreadable(_explained(path, error)) from error
    return container or Container()


def _try_out(path: Path) -> None:
    try:
        survives = survives_reading(path)
    except PasswordNeeded as error:
        raise WorkbookUnreadable(encrypted(path.name)) from error
    if not survives:
        raise WorkbookUnreadable(corrupt(path.name))


def _inspected(name: str, file: IO[bytes]) -> Container | None:
    """Return what an .xlsx file holds; None for other formats, which must be tried out."""
    start = file.read(8)
    file.seek(0)
    if start.startswith(_OLE):
        if _ENCRYPTED_PART in file.read():
            raise WorkbookUnreadable(encrypted(name))
        return None
    if not start.startswith(b"PK"):
        raise WorkbookUnreadable(
            f"文件“{name}”不是Excel文件，请用Excel或WPS另存为“.xlsx”格式后导入。"
        )
    try:
        with zipfile.ZipFile(file) as archive:
            return _unpacked(name, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise WorkbookUnreadable(corrupt(name)) from error


def _unpacked(name: str, archive: zipfile.ZipFile) -> Container | None:
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if total > LARGEST_UNPACKED or (total > _SMALL and total / packed > _GREATEST_RATIO):
        raise WorkbookUnreadable(
            f"文件“{name}”解压后有{total / 1048576:.0f}MB，与文件大小不相称，为安全起见不予打开；"
            "请只保留需要的工作表和行，另存后导入。"
        )
    if any(member.flag_bits & 1 for member in members):
        raise WorkbookUnreadable(encrypted(name))
    names = {member.filename for member in members}
    if "content.xml" in names:
        _inspect_open_document(name, archive, members)
        return None
    if not any(each.startswith("xl/") for each in names):
        raise WorkbookUnreadable(
            f"文件“{name}”不是Excel文件，请用Excel或WPS另存为“.xlsx”格式后导入。"
        )
    container = _inspect_workbook(name, archive, members)
    # A binary workbook has no sheets that could be looked through.
    return None if "xl/workbook.bin" in names else container


def _inspect_workbook(
    name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> Container:
    sheets = parts_by_sheet(archive)
    broken: dict[str, Mapping[tuple[int, int], str]] = {}
    rows: dict[str, int] = {}
    for member in members:
        extent = Extent()
        for chunk in _chunks(archive, member):
            if member.filename.startswith("xl/worksheets/"):
                extent.take(chunk)
        if extent.cells > MOST_CELLS:
            raise WorkbookUnreadable(
                f"文件“{name}”的工作表“{sheets.get(member.filename, '')}”在很远的单元格"
                f"（{extent.farthest}）有内容，表格过大；请删除数据以外的行列后另存导入。"
            )
        if member.filename in sheets:
            rows[sheets[member.filename]] = extent.bottom
            broken[sheets[member.filename]] = extent.broken
    return Container(since_1904=since_1904(archive), broken=broken, rows=rows)


def _inspect_open_document(
    name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> None:
    for member in members:
        for chunk in _chunks(archive, member):
            if member.filename == "META-INF/manifest.xml" and b"encryption-data" in chunk:
                raise WorkbookUnreadable(encrypted(name))
            if member.filename == "content.xml" and (
                _REPEATED_CELL.search(chunk) or _REPEATED_ROW.search(chunk)
            ):
                raise WorkbookUnreadable(
                    f"文件“{name}”中有内容被重复填充到大量行列，表格过大；"
                    "请删除数据以外的行列，另存为“.xlsx”后导入。"
                )


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's content in overlapping pieces; reading to the end also proves its size."""
    with archive.open(member) as stream:
        tail = b""
        while piece := stream.read(_CHUNK):
            chunk = tail + piece
            if _DOCTYPE.search(chunk):
                raise zipfile.BadZipFile("a workbook's parts declare no document type")
            yield chunk
            tail = chunk[-_OVERLAP:]


def encrypted(name: str) -> str:
    """Return the message for a file with a password."""
    return f"文件“{name}”设有打开密码，请在Excel中取消密码后另存导入。"


def corrupt(name: str) -> str:
    """Return the message for a damaged file."""
    return f"文件“{name}”已损坏或不完整，请用Excel或WPS打开并另存后重新导入。"


def _explained(path: Path, error: OSError) -> str:
    if error.errno == errno.EINVAL:
        # A directory that points outside the file.
        return corrupt(path.name)
    if error.errno == errno.ENOENT:
        return f"找不到文件“{path}”，请核对路径和文件名。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY):
        return (
            f"没有权限读取文件“{path.name}”，或文件正被其他程序占用；请关闭该文件或检查权限后重试。"
        )
    return f"读取文件“{path.name}”出错（系统错误号{error.errno}），请检查磁盘后重试。"
