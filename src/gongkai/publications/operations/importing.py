"""A draft made from a Word file."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.docx_drafts import read_docx_draft
from gongkai.publications.models import Column, Item
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.drafting import ItemContent, draft_item, save_item

_UNDESCRIBED = "（图片说明待填写）"


@transaction.atomic
def draft_from_docx(
    *,
    agency: Agency,
    column: Column,
    name: str,
    content: bytes,
    officer: Officer,
    on: date,
    at: datetime,
) -> Item:
    """Start a draft from a Word file: title, text with its structure, pictures as files.

    :raises ItemRefused: if the file cannot be read, naming what to do
    """
    try:
        draft = read_docx_draft(content, name)
    except DraftRefused as refusal:
        raise ItemRefused(f"Word文件：{refusal}") from refusal
    title = draft.title.strip()[:200] or name.rsplit(".", 1)[0][:200]
    item = draft_item(
        agency=agency,
        content=ItemContent(column=column, title=title),
        officer=officer,
        on=on,
        at=at,
    )
    body = draft.body
    for number, picture in enumerate(draft.images, start=1):
        file = attach_file(
            item=item,
            version=item.version,
            use="IMAGE",
            name=picture.name,
            content=picture.content,
            alt_text=picture.alt or _UNDESCRIBED,
            officer=officer,
            on=on,
            at=at,
        )
        body = body.replace(f'"draft-image:{number}"', f'"file:{file.pk}"')
        item.refresh_from_db()
    return save_item(
        item=item,
        version=item.version,
        content=ItemContent(column=column, title=title, body=body),
        officer=officer,
        on=on,
        at=at,
        note=f"由“{name}”导入"[:200],
    )
