"""Writing the drafting form (发文稿纸) of an official document."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.docx_drafts import read_docx_draft
from gongkai.publications.models import (
    Column,
    DocumentState,
    OfficialDocument,
    PublishingSettings,
)
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.acting import hold, require_state, touch
from gongkai.publications.operations.documents.form_checks import (
    AttachmentContent,
    ChangeContent,
    require_keepable,
)
from gongkai.publications.operations.drafting import ContentRefused
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.documents.typesetting import default_series
from gongkai.rules.document_kinds import OfficialKind

__all__ = ["AttachmentContent", "ChangeContent", "ContentRefused", "DocumentContent"]


@dataclass(frozen=True)
class DocumentContent:
    """What the drafting form of a document holds; files of attachments are added beside it."""

    kind: str
    title: str
    attribute: str
    body: str = ""
    addressees: str = ""
    copies_to: str = ""
    attachments: Sequence[AttachmentContent] = ()
    joint_with: Sequence[str] = ()
    attendance: str = ""
    urgency: str = ""
    signatory: str = ""
    has_seal: bool = True
    is_normative: bool = False
    changes: Sequence[ChangeContent] = ()
    ground: str = ""
    reason: str = ""
    forwards: str = ""
    forwarded_attribute: str = ""
    series: str = ""
    effective_on: date | None = None
    valid_until: date | None = None
    column: Column | None = None


_LISTS = ("attachments", "joint_with", "changes")
_NAMES = tuple(field.name for field in fields(DocumentContent) if field.name not in _LISTS)


@transaction.atomic
def draft_document(
    *, agency: Agency, content: DocumentContent, officer: Officer, on: date, at: datetime
) -> OfficialDocument:
    """Start a document; its attribute is proposed by who drafts it (条例第十三条).

    :raises NotAllowed: if the officer may not write for the organ
    :raises ContentRefused: naming the field
    """
    insist(may_draft(officer, agency, on), "起草公文")
    document = OfficialDocument(
        agency=agency,
        drafter=officer,
        department_id=officer.department_id,
        created_at=at,
        changed_at=at,
    )
    _fill(document, content, officer)
    touch(document, action="drafted", officer=officer, at=at)
    return document


@transaction.atomic
def save_document(
    *,
    document: OfficialDocument,
    version: int,
    content: DocumentContent,
    officer: Officer,
    on: date,
    at: datetime,
) -> OfficialDocument:
    """Store what was typed into a draft; who writes any of it signs none of it.

    :raises ItemChanged: if the document was acted on since
    :raises ItemRefused: if it is no draft; ContentRefused: naming the field
    """
    held = hold_draft(document, version=version, officer=officer, on=on)
    _fill(held, content, officer)
    touch(held, action="saved", officer=officer, at=at, detail={"attribute": held.attribute})
    return held


@transaction.atomic
def abandon_document(
    *, document: OfficialDocument, version: int, officer: Officer, on: date, at: datetime
) -> OfficialDocument:
    """End a draft that will not be sent; it stays on record and has no number.

    :raises ItemRefused: if it is no draft
    """
    held = hold_draft(document, version=version, officer=officer, on=on)
    held.state = DocumentState.ABANDONED
    touch(held, action="abandoned", officer=officer, at=at)
    return held


def text_of_word_file(name: str, content: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Return title and text of a Word file, and what of it was left out.

    :raises ContentRefused: if it cannot be read, naming what to do
    """
    try:
        draft = read_docx_draft(content, name)
    except DraftRefused as refusal:
        raise ContentRefused("file", f"Word文件：{refusal}") from refusal
    left_out = tuple(draft.notices)
    if draft.images:
        left_out += (f"{len(draft.images)}张图片没有导入，公文正文不排图片。",)
    return draft.title.strip()[:200], draft.body, left_out


def hold_draft(
    document: OfficialDocument, *, version: int, officer: Officer, on: date
) -> OfficialDocument:
    """Return a draft that an officer may write to, held for the transaction.

    :raises ItemChanged, ItemRefused, NotAllowed: if he may not
    """
    insist(may_draft(officer, document.agency, on), "编辑公文")
    held = hold(document, version=version)
    require_state(held, DocumentState.DRAFT)
    return held


def wrote(document: OfficialDocument, officer: Officer) -> None:
    """Note an officer among those who wrote a held document."""
    if officer.pk not in document.written_by:
        document.written_by = [*document.written_by, officer.pk]


def _fill(document: OfficialDocument, content: DocumentContent, officer: Officer) -> None:
    require_keepable(document, content)
    for name in _NAMES:
        value = getattr(content, name)
        setattr(document, name, value.strip() if isinstance(value, str) else value)
    document.series = document.series or _usual_series(document)
    document.joint_with = [name.strip() for name in content.joint_with if name.strip()]
    kept = {row["name"]: row["file"] for row in document.attachments if row.get("file")}
    document.attachments = [
        {"name": each.name.strip(), "attribute": each.attribute, "body": each.body.strip()}
        | ({"file": kept.pop(each.name.strip())} if each.name.strip() in kept else {})
        for each in content.attachments
    ]
    if kept:
        raise ItemRefused(
            f"附件“{'、'.join(kept)}”已有上传的文件，请先移除文件，再改名或者删除该附件。"
        )
    document.changes = [
        {"document": each.document.pk, "change": each.change, "on": str(each.on)}
        for each in content.changes
    ]
    wrote(document, officer)


def _usual_series(document: OfficialDocument) -> str:
    settings = PublishingSettings.objects.filter(agency=document.agency).first()
    word = settings.document_word if settings is not None else ""
    return default_series(word, document.agency.letter_word, OfficialKind(document.kind))
