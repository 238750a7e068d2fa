"""What an officer may do with a document just now, and why he may not sign it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.console.access import Desk
from gongkai.console.item_acts import Signing
from gongkai.publications.models import DocumentState
from gongkai.publications.permissions import (
    may_configure,
    may_draft,
    may_publish,
    may_review_secrecy,
    may_sign_stage,
)
from gongkai.publications.queries.documents.page import DocumentPage
from gongkai.publications.queries.documents.stages import is_last, writers_of
from gongkai.review.queries import principals_of


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
    seen = page.next_stage
    if page.document.state != DocumentState.IN_REVIEW or seen is None:
        return Signing(False, "", "", (), (), None)
    checks = seen.stage.checks if seen.stage else ()
    roles = seen.stage.roles if seen.stage else ()
    writers = writers_of(page.document)
    signed = {each.signature for each in page.stages if each.signature}
    done = {each.officer_id for each in signed} | {each.on_behalf_of_id for each in signed}

    def refused(why: str) -> Signing:
        return Signing(False, why, seen.name, checks, (), None)

    if desk.officer.pk in writers:
        return refused(_("您起草或者修改过这件公文，由其他人员审签。"))
    if desk.officer.pk in done:
        return refused(_("您已在本轮签署，其他环节由其他人员签署。"))
    himself = may_sign_stage(roles, desk.officer, desk.agency, desk.on)
    principals = tuple(
        principal
        for principal in principals_of(desk.officer, desk.on)
        if principal.pk not in writers | done
        and may_sign_stage(roles, principal, desk.agency, desk.on)
    )
    if not himself and not principals:
        return refused(_("当前为“%(stage)s”环节，由相应角色的人员签署。") % {"stage": seen.name})
    only = principals[0].pk if principals and not himself else None
    return Signing(True, "", seen.name, checks, principals, only)
