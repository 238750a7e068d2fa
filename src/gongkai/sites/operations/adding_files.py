"""Taking in pictures and files of a site: read, made anew where they are pictures, sealed."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.documents.attachments.kinds import DOCX, PDF, XLSX
from gongkai.documents.attachments.naming import harmless_name
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.taking import Limits, inspected
from gongkai.documents.keeping import FileNotKept, keep
from gongkai.privacy.encryption import encrypt_bytes
from gongkai.publications.permissions import insist, may_configure, may_draft
from gongkai.sites.models import SiteFile
from gongkai.sites.operations.refusing import Problem, SiteRefused
from gongkai.sites.operations.saving import held_site
from gongkai.sites.queries.files import PICTURES, site_files_folder

LARGEST_PICTURE = 5 << 20
"""The most bytes of a picture."""
LARGEST_FILE = 20 << 20
"""The most bytes of a document."""
_MOST_PIXELS = 40_000_000
_WIDEST = 1920
_LONGEST_ALT = 200
_DOCUMENTS = {PDF.media_type, DOCX.media_type, XLSX.media_type}
_WRITTEN: Mapping[str, dict[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 85},
    "WEBP": {"quality": 85},
}


@transaction.atomic
def add_picture(
    *,
    agency: Agency,
    name: str,
    content: bytes,
    alt_text: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> SiteFile:
    """Add a picture to a site: decoded and written anew, so that nothing but the picture is kept.

    :raises SiteRefused: if it is none that can be shown, is too large, or is not described
    :raises NotAllowed: if the officer neither sets the site nor writes for it
    """
    insist(may_configure(officer, agency, on) or may_draft(officer, agency, on), "添加网站图片")
    shown, said = harmless_name(name), alt_text.strip()
    if not said:
        raise _refused(f"图片“{shown}”：未填写替代文本，请用一句话说明图片内容，供看不到的人了解。")
    if len(said) > _LONGEST_ALT:
        raise _refused(f"图片“{shown}”：替代文本最多{_LONGEST_ALT}字，现为{len(said)}字，请缩短。")
    if len(content) > LARGEST_PICTURE:
        raise _refused(f"图片“{shown}”：超过{LARGEST_PICTURE >> 20}MB，请压缩后重新上传。")
    picture, media_type, size = _written_anew(shown, content)
    stem = shown.rpartition(".")[0] or shown
    file = SiteFile(
        name=f"{stem}.{PICTURES[media_type]}",
        media_type=media_type,
        alt_text=said,
        width=size[0],
        height=size[1],
    )
    return _kept(file, picture, agency, officer, at)


@transaction.atomic
def add_document(
    *, agency: Agency, name: str, content: bytes, officer: Officer, on: date, at: datetime
) -> SiteFile:
    """Add a PDF, Word or Excel file to a site, as it was handed in, under its true type.

    :raises SiteRefused: if it is none of these, damaged, has macros, or is too large
    :raises NotAllowed: if the officer does not write for the site
    """
    insist(may_draft(officer, agency, on), "添加网站附件")
    limits = Limits(files=1, one=LARGEST_FILE, together=LARGEST_FILE)
    try:
        taken = inspected(name, content, limits)
    except AttachmentRefused as refusal:
        raise _refused(str(refusal)) from refusal
    if taken.media_type not in _DOCUMENTS:
        told = "只能添加PDF、Word（.docx）、Excel（.xlsx）文件，请另存后重新上传。"
        raise _refused(f"附件“{taken.name}”：{told}")
    file = SiteFile(name=taken.name, media_type=taken.media_type)
    return _kept(file, taken.content, agency, officer, at)


def _written_anew(name: str, content: bytes) -> tuple[bytes, str, tuple[int, int]]:
    try:
        with Image.open(BytesIO(content), formats=list(_WRITTEN)) as opened:
            kind = str(opened.format)
            if opened.width * opened.height > _MOST_PIXELS:
                size = f"{opened.width}×{opened.height}"
                raise _refused(f"图片“{name}”有{size}个像素，过大，请缩小后重新上传。")
            picture: Image.Image = ImageOps.exif_transpose(opened)
            if picture.width > _WIDEST:
                high = max(1, round(picture.height * _WIDEST / picture.width))
                picture = picture.resize((_WIDEST, high), Image.Resampling.LANCZOS)
            if kind == "JPEG" or picture.mode not in ("RGB", "RGBA", "L"):
                picture = picture.convert("RGB" if kind == "JPEG" else "RGBA")
            # A new picture has no place, camera or comment of the old one.
            clean = Image.new(picture.mode, picture.size)
            clean.paste(picture)
            made = BytesIO()
            clean.save(made, kind, **_WRITTEN[kind])
    except UnidentifiedImageError as fault:
        told = "不是 PNG、JPEG 或 WebP 图片（不收取SVG），请转换后重新上传。"
        raise _refused(f"图片“{name}”：{told}") from fault
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        if isinstance(fault, SiteRefused):
            raise
        raise _refused(f"图片“{name}”：已经损坏，无法打开，请重新保存后上传。") from fault
    return made.getvalue(), f"image/{kind.lower()}", clean.size


def _kept(
    file: SiteFile, content: bytes, agency: Agency, officer: Officer, at: datetime
) -> SiteFile:
    file.site = held_site(agency)
    file.size, file.sha256 = len(content), sha256(content).hexdigest()
    file.stored_name = f"{at:%Y%m}/{uuid4().hex}"
    file.officer, file.added_at = officer, at
    try:
        path = site_files_folder() / file.stored_name
        keep(path, [encrypt_bytes(content)], most=LARGEST_FILE + 1024)
    except FileNotKept as refusal:
        raise _refused(f"文件“{file.name}”：没有存下{refusal}") from refusal
    file.save()
    record(
        action="site.file_added",
        subject=f"网站 {agency.code}",
        at=at,
        agency=agency,
        officer=officer,
        detail={"file": file.name, "sha256": file.sha256},
    )
    return file


def _refused(message: str) -> SiteRefused:
    return SiteRefused([Problem("file", message)])
