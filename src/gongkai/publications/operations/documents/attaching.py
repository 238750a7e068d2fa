"""Files that are attachments of a draft document."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.taking import inspected
from gongkai.documents.keeping import FileEmpty, FileNotKept, FileTooLarge
from gongkai.publications.models import OfficialDocument, PublicationFile
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.attaching import LIMITS
from gongkai.publications.operations.documents.acting import touch
from gongkai.publications.operations.documents.drafting import hold_draft, wrote
from gongkai.publications.operations.keeping import sealed_file


@transaction.atomic
def attach_to_document(
    *,
    document: OfficialDocument,
    version: int,
    attachment: str,
    name: str,
    content: bytes,
    officer: Officer,
    on: date,
    at: datetime,
) -> PublicationFile:
    """Give an attachment of a draft its file, in place of a text bound in.

    :param attachment: the attachment's name in the document's list
    :raises ItemRefused: if there is no such attachment, it has a text, or the file may not be kept
    :raises ItemChanged, NotAllowed: as drafting.hold_draft does
    """
    held = hold_draft(document, version=version, officer=officer, on=on)
    row = next((each for each in held.attachments if each["name"] == attachment), None)
    if row is None:
        raise ItemRefused(f"附件：列表中没有“{attachment}”，请先添加附件名称并保存。")
    if row.get("body"):
        raise ItemRefused(f"附件“{attachment}”已有随文排印的文字，请先清空文字再上传文件。")
    try:
        taken = inspected(name, content, LIMITS)
        file = sealed_file(
            use="ATTACHMENT",
            name=taken.name,
            media_type=taken.media_type,
            content=taken.content,
            officer=officer,
            at=at,
        )
    except (AttachmentRefused, FileTooLarge, FileEmpty, FileNotKept) as refusal:
        raise ItemRefused(f"附件：{refusal}") from refusal
    file.document = held
    file.save()
    _let_go(held, row, at)
    row["file"] = file.pk
    wrote(held, officer)
    touch(held, action="file_added", officer=officer, at=at, detail=_told(file))
    return file


@transaction.atomic
def remove_from_document(
    *,
    document: OfficialDocument,
    version: int,
    attachment: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> OfficialDocument:
    """Take the file of an attachment away; the attachment stays on the list.

    :raises ItemRefused: if the attachment has no file
    :raises ItemChanged, NotAllowed: as drafting.hold_draft does
    """
    held = hold_draft(document, version=version, officer=officer, on=on)
    row = next((each for each in held.attachments if each["name"] == attachment), None)
    if row is None or not row.get("file"):
        raise ItemRefused(f"附件“{attachment}”没有文件，无须移除。")
    _let_go(held, row, at)
    wrote(held, officer)
    touch(held, action="file_removed", officer=officer, at=at, detail={"attachment": attachment})
    return held


def _let_go(document: OfficialDocument, row: dict[str, object], at: datetime) -> None:
    key = row.pop("file", None)
    if key:
        document.files.filter(pk=key).update(removed_at=at)


def _told(file: PublicationFile) -> dict[str, object]:
    return {"file": file.name, "sha256": file.sha256}
