"""Sending a document on its way: department, office and secrecy review, signatory."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.operations import notify
from gongkai.publications.models import DocumentState, OfficialDocument
from gongkai.publications.operations.documents.acting import (
    hold,
    require_state,
    subject_of,
    touch,
)
from gongkai.publications.operations.documents.drafting import hold_draft
from gongkai.publications.operations.documents.form_checks import require_sendable
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.documents.contents import content_hash
from gongkai.publications.queries.documents.stages import signers_of, stage_of
from gongkai.review.operations import open_round, void_open_round
from gongkai.rules.document_stages import document_stages


@transaction.atomic
def submit_document(
    *, document: OfficialDocument, version: int, officer: Officer, on: date, at: datetime
) -> OfficialDocument:
    """Send a document, exactly as it reads now, to be passed by three other people.

    :raises ItemRefused: if it lacks something, or its attribute does not stand; naming it
    :raises ItemChanged, NotAllowed: as drafting.hold_draft does
    """
    held = hold_draft(document, version=version, officer=officer, on=on)
    require_sendable(held)
    open_review(held, at)
    held.state = DocumentState.IN_REVIEW
    touch(held, action="submitted", officer=officer, at=at, detail={"hash": content_hash(held)})
    tell_signers(held, on, at)
    return held


@transaction.atomic
def take_back_document(
    *, document: OfficialDocument, version: int, officer: Officer, on: date, at: datetime
) -> OfficialDocument:
    """Take a document back to work on it; what was signed of it does not count any more.

    :raises ItemRefused: if it is not on its way
    """
    insist(may_draft(officer, document.agency, on), "取回公文")
    held = hold(document, version=version)
    require_state(held, DocumentState.IN_REVIEW)
    if held.review_round is not None:
        void_open_round(round=held.review_round, at=at)
    held.state, held.review_round = DocumentState.DRAFT, None
    touch(held, action="taken_back", officer=officer, at=at)
    return held


def open_review(document: OfficialDocument, at: datetime) -> None:
    """Open a round on a held document as it reads now; an earlier one becomes void."""
    document.review_round = open_round(
        agency=document.agency,
        subject=subject_of(document),
        content_hash=content_hash(document),
        drafter=document.drafter,
        stages=[stage.name for stage in document_stages()],
        at=at,
    )


def tell_signers(document: OfficialDocument, on: date, at: datetime) -> None:
    """Tell those who may sign the stage at hand that a document waits for them."""
    stage = stage_of(document)
    if stage is None:
        return
    text = f"公文《{document.title}》待您{stage.name}。"[:300]
    officers = signers_of(document, stage.roles, on)
    notify(officers=officers, text=text, subject=subject_of(document), at=at)
