"""What an officer may do with a document just now, and why he may not sign it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.console.access import Desk
from gongkai.console.item_acts import NOTHING_TO_SIGN, Signing, signing_at
from gongkai.publications.models import DocumentState
from gongkai.publications.permissions import (
    may_configure,
    may_draft,
    may_publish,
    may_review_secrecy,
)
from gongkai.publications.queries.documents.page import DocumentPage
from gongkai.publications.queries.documents.stages import is_last, writers_of


@dataclass(frozen=True)
class DocumentActs:
    """Which acts the page of a document offers; operations insist on the same and on more."""

    edit: bool
    take_back: bool
    issue: bool
    review_secrecy: bool
    decide: bool
    reassess: bool


def acts_of(page: DocumentPage, signing: Signing, desk: Desk) -> DocumentActs:
    """Return what an officer may do with a document."""
    document, at = page.document, (desk.officer, desk.agency, desk.on)
    in_review = document.state == DocumentState.IN_REVIEW
    is_other = desk.officer.pk not in writers_of(document)
    stage = page.next_stage
    last = stage is not None and stage.stage is not None and is_last(stage.stage)
    return DocumentActs(
        edit=document.state == DocumentState.DRAFT and may_draft(*at),
        take_back=in_review and may_draft(*at),
        issue=document.state == DocumentState.SIGNED and may_publish(*at),
        review_secrecy=in_review and is_other and may_review_secrecy(*at),
        decide=signing.may and last,
        reassess=document.state == DocumentState.ISSUED
        and document.attribute != "PROACTIVE"
        and is_other
        and may_configure(*at),
    )


def signing_of(page: DocumentPage, desk: Desk) -> Signing:
    """Return whether an officer may sign the stage at hand."""
    if page.document.state != DocumentState.IN_REVIEW or page.next_stage is None:
        return NOTHING_TO_SIGN
    wrote = _("您起草或者修改过这件公文，由其他人员审签。")
    return signing_at(page.next_stage, page.stages, writers_of(page.document), wrote, desk)
