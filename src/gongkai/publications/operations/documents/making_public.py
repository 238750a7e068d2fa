"""A document decided 主动公开 as a draft item, with its metadata and files (条例第二十六条)."""

from collections.abc import Iterable
from datetime import date, datetime

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.messages.operations import notify
from gongkai.publications.models import (
    Column,
    Item,
    ItemLink,
    ItemState,
    LinkKind,
    OfficialDocument,
    PublicationFile,
)
from gongkai.publications.operations.acting import hold, touch
from gongkai.publications.operations.documents.acting import subject_of
from gongkai.publications.operations.drafting import ItemContent, draft_item, keep_revision
from gongkai.publications.operations.keeping import sealed_file
from gongkai.publications.permissions import may_draft
from gongkai.publications.queries.documents.contents import attached_files
from gongkai.publications.queries.documents.page_text import first_sentence, page_text
from gongkai.publications.queries.file_contents import content_of
from gongkai.rules.attributes import DisclosureAttribute

_KINDS = {"REPEALED": LinkKind.REPEALS, "AMENDED": LinkKind.AMENDS}


def start_item(document: OfficialDocument, *, on: date, at: datetime) -> Item | None:
    """Begin the draft item of a formed document, None if it is not to be published.

    It is its drafter's, or the head's where he may no longer write; from here it passes all stages
    of its column, with a secrecy review of its own. It links to what it repeals and amends.
    """
    if document.attribute != DisclosureAttribute.PROACTIVE.value:
        return None
    column, officer = _column_of(document), _writer_of(document, on)
    if column is None or officer is None:
        _tell(document, "未能自动起草信息：没有可用的栏目或者起草人员，请尽快起草", on, at)
        return None
    item = draft_item(
        agency=document.agency,
        content=ItemContent(
            column=column,
            title=" ".join(document.title.split()),
            body=page_text(document),
            summary=first_sentence(document),
            issuer="、".join([document.agency.name, *document.joint_with])[:100],
            document_no=document.document_no,
            formed_on=document.formed_on,
            validity="IN_FORCE" if document.is_normative else "NONE",
            effective_on=document.effective_on,
            invalid_on=document.valid_until,
            source=document.agency.name,
        ),
        officer=officer,
        on=on,
        at=at,
        document=document,
    )
    add_files(item, attached_files(document), officer, at)
    _link_to_changed(item, document)
    keep_revision(item, officer, at, "由公文自动起草")
    text = f"公文《{document.title}》为主动公开，已自动起草信息，请核对并送审。"[:300]
    notify(officers=[officer], text=text, subject=f"信息 {item.pk}", at=at)
    return item


def add_made_files(document: OfficialDocument, officer: Officer, on: date, at: datetime) -> bool:
    """Add PDF and Word file of an issued document to its draft item; tell whether it could be.

    An item that is being examined stays as it is: another byte would void its signatures.
    """
    item = Item.objects.filter(document=document).first()
    if item is None:
        return False
    held = hold(item)
    if held.state != ItemState.DRAFT:
        _tell(document, "的信息已送审，未能加入印发的文件，需要时请取回后添加", on, at)
        return False
    made = [file for file in (document.pdf, document.docx) if file is not None]
    add_files(held, made, officer, at)
    keep_revision(held, officer, at, "加入印发的文件")
    touch(held, action="file_added", officer=officer, at=at,
          detail={"files": [file.name for file in made]})  # fmt: skip
    return True


def add_files(item: Item, files: Iterable[PublicationFile], officer: Officer, at: datetime) -> None:
    """Give an item copies of a document's files, sealed on their own."""
    position = item.files.count()
    for file in files:
        position += 1
        copy = sealed_file(
            use=file.use,
            name=file.name,
            media_type=file.media_type,
            content=content_of(file),
            officer=officer,
            at=at,
        )
        copy.item, copy.position = item, position
        copy.save()


def _link_to_changed(item: Item, document: OfficialDocument) -> None:
    kinds = {row["document"]: _KINDS[row["change"]] for row in document.changes}
    if not kinds:
        return
    earlier = Item.objects.filter(document__legal_document__in=kinds).select_related("document")
    for target in earlier.exclude(pk=item.pk):
        kind = kinds[target.document.legal_document_id]
        ItemLink.objects.get_or_create(source=item, target=target, kind=kind)


def _column_of(document: OfficialDocument) -> Column | None:
    if document.column is not None and not document.column.is_closed:
        return document.column
    rows = Column.objects.select_related("agency").filter(agency=document.agency, is_closed=False)
    return rows.order_by("position", "pk").first()


def _writer_of(document: OfficialDocument, on: date) -> Officer | None:
    heads = officers_with_role(document.agency, "OFFICE_HEAD", on)
    candidates = [document.drafter, *heads]
    return next((each for each in candidates if may_draft(each, document.agency, on)), None)


def _tell(document: OfficialDocument, what: str, on: date, at: datetime) -> None:
    heads = officers_with_role(document.agency, "OFFICE_HEAD", on)
    people = {officer.pk: officer for officer in [document.drafter, *heads]}
    text = f"公文《{document.title}》{what}。"[:300]
    notify(officers=people.values(), text=text, subject=subject_of(document), at=at)
