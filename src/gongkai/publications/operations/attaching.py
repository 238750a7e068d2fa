"""Files of a draft: taken in, described, put in order, removed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Officer
from gongkai.documents.attachments.naming import ending_of, harmless_name
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.taking import Inspected, Limits, inspected
from gongkai.documents.keeping import FileEmpty, FileNotKept, FileTooLarge
from gongkai.publications.models import FileUse, Item, PublicationFile
from gongkai.publications.operations.acting import ItemRefused, touch
from gongkai.publications.operations.drafting import hold_draft, keep_revision
from gongkai.publications.operations.keeping import LARGEST_FILE, sealed_file
from gongkai.publications.queries.contents import files_of

LIMITS = Limits(files=30, one=LARGEST_FILE, together=200 << 20)


@transaction.atomic
def attach_file(
    *,
    item: Item,
    version: int,
    use: str,
    name: str,
    content: bytes,
    officer: Officer,
    on: date,
    at: datetime,
    alt_text: str = "",
) -> PublicationFile:
    """Add a file to a draft, under its true type and a harmless name.

    :raises ItemRefused: if the file may not be kept, a picture is not described, or there are too
        many; as drafting.hold_draft does
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    if use not in FileUse.values:
        raise ItemRefused(f"用途：没有“{use}”这一选项，请重新选择。")
    there = files_of(held)
    together = sum(file.size for file in there) + len(content)
    if len(there) >= LIMITS.files or together > LIMITS.together:
        raise ItemRefused(f"附件：{LIMITS.told}，请减少后再添加。")
    alt_text = described(use, name, alt_text)
    try:
        taken = _taken(use, name, content)
        file = sealed_file(
            use=use,
            name=taken.name,
            media_type=taken.media_type,
            content=taken.content,
            officer=officer,
            at=at,
        )
    except (AttachmentRefused, FileTooLarge, FileEmpty, FileNotKept) as refusal:
        raise ItemRefused(f"附件：{refusal}") from refusal
    require_fitting(use, taken.name, taken.media_type)
    file.item, file.alt_text = held, alt_text
    file.position = (held.files.aggregate(last=Max("position"))["last"] or 0) + 1
    file.save()
    keep_revision(held, officer, at, f"添加{file.get_use_display()}“{file.name}”"[:200])
    touch(held, action="file_added", officer=officer, at=at, detail=_told(file))
    return file


@transaction.atomic
def describe_file(
    *,
    file: PublicationFile,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
    alt_text: str,
) -> PublicationFile:
    """Give a file of a draft another description for those who cannot see it."""
    held = hold_draft(file.item, version=version, officer=officer, on=on, at=at)
    row: PublicationFile = held.files.get(pk=file.pk)
    row.alt_text = described(row.use, row.name, alt_text)
    row.save(update_fields=["alt_text"])
    keep_revision(held, officer, at, f"修改“{row.name}”的说明"[:200])
    touch(held, action="file_described", officer=officer, at=at, detail=_told(row))
    return row


@transaction.atomic
def order_files(
    *, item: Item, version: int, order: Sequence[int], officer: Officer, on: date, at: datetime
) -> Item:
    """Put the files of a draft in an order.

    :param order: keys of its files; those not named follow in the order they had
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    place = {key: number for number, key in enumerate(order)}
    files = sorted(files_of(held), key=lambda file: place.get(file.pk, len(place)))
    for position, file in enumerate(files, start=1):
        file.position = position
    PublicationFile.objects.bulk_update(files, ["position"])
    keep_revision(held, officer, at, "调整附件顺序")
    touch(held, action="files_ordered", officer=officer, at=at)
    return held


@transaction.atomic
def remove_file(
    *, file: PublicationFile, version: int, officer: Officer, on: date, at: datetime
) -> Item:
    """Take a file out of a draft; its bytes stay for the revisions that had it.

    :raises ItemRefused: if the text still shows it
    """
    held = hold_draft(file.item, version=version, officer=officer, on=on, at=at)
    row = held.files.get(pk=file.pk)
    if f'"file:{row.pk}"' in held.body:
        raise ItemRefused(f"“{row.name}”仍用在正文中，请先从正文删除，再移除文件。")
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    keep_revision(held, officer, at, f"移除“{row.name}”"[:200])
    touch(held, action="file_removed", officer=officer, at=at, detail=_told(row))
    return held


def described(use: str, name: str, alt_text: str) -> str:
    """Return a file's description as it is kept.

    :raises ItemRefused: if a picture or a video has none, or it is too long
    """
    text = alt_text.strip()
    if use in (FileUse.IMAGE, FileUse.VIDEO) and not text:
        label = FileUse(use).label
        raise ItemRefused(
            f"替代文本：{label}“{name}”未填写，请用一句话说明{label}内容，供看不到的人了解。"
        )
    if len(text) > 200:
        raise ItemRefused(f"替代文本：最多200字，现为{len(text)}字，请缩短。")
    return text


def require_fitting(use: str, name: str, media_type: str) -> None:
    """Insist that a file is what it is used as.

    :raises ItemRefused: if a picture is no picture, or a video no video
    """
    family = media_type.split("/")[0]
    wanted = {"IMAGE": "image", "VIDEO": "video"}.get(use)
    if wanted and family != wanted:
        label = FileUse(use).label
        raise ItemRefused(f"“{name}”不是{label}，请改选“附件”，或者选择{label}文件。")


def _taken(use: str, name: str, content: bytes) -> Inspected:
    shown = harmless_name(name)
    if use == FileUse.ATTACHMENT and ending_of(shown) == "vtt":
        return _subtitles(shown, content)
    if use != FileUse.VIDEO:
        return inspected(name, content, LIMITS)
    # ISO/IEC 14496-12: the first box of an MP4 file is its type.
    if ending_of(shown) != "mp4" or content[4:8] != b"ftyp":
        raise AttachmentRefused(f"“{shown}”不是MP4视频，请转换为MP4格式后再添加。")
    if len(content) > LIMITS.one:
        raise AttachmentRefused(f"“{shown}”超过{LIMITS.one >> 20}MB，请压缩后再添加。")
    return Inspected(shown, "video/mp4", content)


def _subtitles(name: str, content: bytes) -> Inspected:
    """Return the subtitles of a film, in WebVTT: text, whose first word tells what it is."""
    taken = inspected(f"{name}.txt", content, LIMITS)
    if not content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        raise AttachmentRefused(
            f"字幕文件“{name}”应为UTF-8编码的WebVTT格式，第一行以“WEBVTT”开头，请改正后再添加。"
        )
    return Inspected(name, "text/vtt", taken.content)


def _told(file: PublicationFile) -> dict[str, object]:
    return {"file": file.name, "sha256": file.sha256, "use": file.use}
