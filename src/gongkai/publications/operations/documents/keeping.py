"""The files of a document: attachments as they were passed, PDF and Word file as they are made."""

from datetime import datetime
from hashlib import sha256

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import licensed_fonts
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.official.document import DocumentRefused
from gongkai.documents.official.docx import write_docx
from gongkai.documents.official.pdf import write_pdf
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.models import OfficialDocument, PublicationFile
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.keeping import sealed_file
from gongkai.publications.queries.documents.contents import attached_files
from gongkai.publications.queries.documents.typesetting import printed
from gongkai.publications.queries.file_contents import content_of

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def require_same_bytes(document: OfficialDocument) -> None:
    """Insist that every attachment's file is, byte for byte, what was passed.

    :raises ItemRefused: naming the first that is not
    """
    keys = {row["file"] for row in document.attachments if row.get("file")}
    files = attached_files(document)
    if {file.pk for file in files} != keys:
        raise ItemRefused("附件：有的文件已被移除，请退回后重新上传并送审。")
    for file in files:
        try:
            same = sha256(content_of(file)).hexdigest() == file.sha256
        except (Undecipherable, OSError):
            same = False
        if not same:
            raise ItemRefused(
                f"附件“{file.name}”与审签时不一致或者无法读取，请退回后重新上传并送审。"
            )


def make_files(document: OfficialDocument, officer: Officer, at: datetime) -> None:
    """Set a numbered and dated document as PDF/A and Word file (GB/T 9704-2012), and keep both.

    :raises ItemRefused: if an element is missing or written as the standard does not have it
    """
    try:
        paper = printed(document)
        pdf, docx = write_pdf(paper, licensed_fonts()), write_docx(paper)
    except (DocumentRefused, DraftRefused) as refusal:
        raise ItemRefused(str(refusal)) from refusal
    name = f"{document.document_no or document.title}"
    document.pdf = _kept(document, f"{name}.pdf", _PDF, pdf, officer, at)
    document.docx = _kept(document, f"{name}.docx", _DOCX, docx, officer, at)


def _kept(
    document: OfficialDocument,
    name: str,
    media_type: str,
    content: bytes,
    officer: Officer,
    at: datetime,
) -> PublicationFile:
    file = sealed_file(
        use="ATTACHMENT",
        name=name,
        media_type=media_type,
        content=content,
        officer=officer,
        at=at,
    )
    file.document = document
    file.save()
    return file
