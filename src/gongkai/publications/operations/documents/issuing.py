"""Issuing a signed document (印发): set, kept as PDF and Word file, on a day of its own."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.operations import settle_notices
from gongkai.publications.models import DocumentState, OfficialDocument
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.acting import (
    hold,
    require_state,
    subject_of,
    touch,
)
from gongkai.publications.operations.documents.keeping import make_files, require_same_bytes
from gongkai.publications.operations.documents.making_public import add_made_files
from gongkai.publications.permissions import insist, may_publish
from gongkai.publications.queries.documents.contents import content_hash
from gongkai.review.operations import NotPassed, require_passed


@transaction.atomic
def issue_document(
    *, document: OfficialDocument, version: int, officer: Officer, on: date, at: datetime
) -> OfficialDocument:
    """Issue a document exactly as it was signed; the day is 印发日期 (GB/T 9704-2012 第7.4.3条).

    :raises ItemRefused: if it is not signed, or reads otherwise than it was signed
    :raises ItemChanged: if it was acted on since; NotAllowed: if the officer may not issue
    """
    insist(may_publish(officer, document.agency, on), "印发公文")
    held = hold(document, version=version)
    require_state(held, DocumentState.SIGNED)
    digest = content_hash(held)
    try:
        require_passed(held.review_round, digest)
    except NotPassed as refusal:
        raise ItemRefused(
            f"公文《{held.title}》{refusal}不能印发，请联系系统管理员核查。"
        ) from refusal
    require_same_bytes(held)
    held.printed_on = on
    make_files(held, officer, at)
    held.state = DocumentState.ISSUED
    assert held.pdf is not None and held.docx is not None
    touch(
        held, action="issued", officer=officer, at=at,
        detail={"no": held.document_no, "pdf": held.pdf.sha256, "docx": held.docx.sha256},
    )  # fmt: skip
    settle_notices(subject=subject_of(held), at=at)
    add_made_files(held, officer, on, at)
    return held
