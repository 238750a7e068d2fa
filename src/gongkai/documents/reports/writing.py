"""The files of an annual report, in one folder: all of them written, or none."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai.documents.reports.document import ReportDocument
from gongkai.documents.reports.docx import render_docx
from gongkai.documents.reports.html import render_html
from gongkai.documents.reports.json_file import render_json
from gongkai.documents.reports.pdf import render_pdf
from gongkai.documents.reports.xlsx import render_xlsx
from gongkai.documents.typesetting.fonts import FontsFolderUnusable

FORMATS = ("html", "docx", "pdf", "xlsx", "json")

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}
_NO_PERMISSION = {errno.EACCES, errno.EPERM, errno.EROFS}


class UnknownFormat(ValueError):
    """A report is not written in this format."""


class OutputFailed(Exception):
    """The report's files could not be written; no file was left or changed."""


def render(document: ReportDocument, fmt: str, *, fonts_folder: Path | None = None) -> bytes:
    """Return `document` in the format `fmt`, one of FORMATS; only the PDF uses `fonts_folder`.

    :raises UnknownFormat: for any other format.
    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files.
    """
    renderers: dict[str, Callable[[], bytes]] = {
        "html": lambda: render_html(document).encode(),
        "docx": lambda: render_docx(document),
        "pdf": lambda: render_pdf(document, fonts_folder),
        "xlsx": lambda: render_xlsx(document),
        "json": lambda: render_json(document),
    }
    if fmt not in renderers:
        raise UnknownFormat(f"不支持的报告格式“{fmt}”，请选用：{'、'.join(FORMATS)}。")
    return renderers[fmt]()


def write_report(
    document: ReportDocument,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    fonts_folder: Path | None = None,
) -> list[Path]:
    """Write `report.<format>` for each of `formats` into `folder` and return the paths.

    Everything is rendered first.

    :raises OutputFailed: with a one-line message and its remedy; the folder is as it was.
    :raises UnknownFormat: for a format not in FORMATS.
    """
    try:
        files = [
            (f"report.{fmt}", render(document, fmt, fonts_folder=fonts_folder))
            for fmt in dict.fromkeys(formats)
        ]
    except FontsFolderUnusable as refusal:
        raise OutputFailed(str(refusal)) from refusal
    return write_files(folder, files, refusal=f"无法把年度报告写入“{folder}”")


def write_files(folder: Path, files: Sequence[tuple[str, bytes]], *, refusal: str) -> list[Path]:
    """Write files into a folder, which is made if it is missing, and return their paths.

    All are written under passing names first, then renamed; when a rename fails, the earlier ones
    are taken back.

    :param files: name and content of each
    :param refusal: what the message begins with; the reason and the remedy follow
    :raises OutputFailed: with a one-line message and its remedy; the folder is as it was.
    """
    try:
        with _made(folder):
            return _written(folder, files)
    except OSError as failure:
        raise OutputFailed(f"{refusal}：{_explained(failure)}") from failure


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make `folder` and its missing parents; unmake them when the body fails."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def _written(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    mark = f"{os.getpid()}-{secrets.token_hex(4)}"
    news = [(folder / name, folder / f".{name}.{mark}.new") for name, _ in files]
    olds = [folder / f".{name}.{mark}.old" for name, _ in files]
    replaced: list[tuple[Path, Path]] = []
    passing = {*(new for _, new in news), *olds}
    try:
        for (_, new), (_, blob) in zip(news, files, strict=True):
            _write_through(new, blob)
        for (target, _), old in zip(news, olds, strict=True):
            if target.exists():
                _keep(target, old)
        for (target, new), old in zip(news, olds, strict=True):
            os.replace(new, target)
            replaced.append((target, old))
    except BaseException:
        for target, old in reversed(replaced):
            if not _taken_back(target, old):
                passing.discard(old)
        raise
    finally:
        for each in passing:
            with suppress(OSError):
                each.unlink(missing_ok=True)
    return [target for target, _ in news]


def _write_through(path: Path, blob: bytes) -> None:
    with path.open("xb") as file:
        file.write(blob)
        file.flush()
        # Some file systems tell of a full disk only here.
        os.fsync(file.fileno())


def _keep(target: Path, old: Path) -> None:
    try:
        os.link(target, old)
    except OSError:
        shutil.copy2(target, old)


def _taken_back(target: Path, old: Path) -> bool:
    """Put the old file, or none, in place again; return whether that succeeded."""
    try:
        if old.exists():
            os.replace(old, target)
        else:
            target.unlink()
    except OSError:
        return False
    return True


def _explained(failure: OSError) -> str:
    if failure.errno in _NO_SPACE:
        return "磁盘空间不足或超出配额，请清理磁盘或换一个文件夹后重试。"
    if failure.errno in _NO_FOLDER:
        return "该路径或其上级是文件而不是文件夹，请改用其他文件夹。"
    if failure.errno in _NO_PERMISSION:
        return (
            "没有写入权限、磁盘只读，或文件正被其他程序打开；"
            "请关闭已打开的报告文件、检查权限，或换一个文件夹。"
        )
    if failure.errno == errno.EISDIR:
        return "其中已有与报告文件同名的文件夹，请改名或换一个文件夹。"
    if failure.errno == errno.ENAMETOOLONG:
        return "路径过长，请换一个较短的路径。"
    return f"读写出错（系统错误号 {failure.errno}），请检查磁盘和文件夹后重试。"
