"""The signatory decides on another attribute than the one proposed (公开属性由签发人确定)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.publications.models import Column, DocumentState, OfficialDocument
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.acting import hold, require_state, touch
from gongkai.publications.operations.documents.form_checks import require_decided
from gongkai.publications.operations.documents.signing import examined_document
from gongkai.publications.operations.documents.submitting import open_review, tell_signers
from gongkai.publications.operations.stage_signing import require_signer
from gongkai.publications.queries.documents.contents import content_hash as hash_now
from gongkai.publications.queries.documents.stages import is_last, stage_of
from gongkai.review.operations import SignatureRefused


@transaction.atomic
def decide_attribute(
    *,
    document: OfficialDocument,
    attribute: str,
    ground: str,
    reason: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    column: Column | None = None,
    on_behalf_of: Officer | None = None,
) -> OfficialDocument:
    """Change the attribute of a document that waits for its signature.

    The document then reads otherwise than it was passed: the round is void and opened again on
    the new content, with all stages and a new secrecy review, before it comes back to be signed.
    Who decides has not written the document and may sign it then.

    :param content_hash: of what he read
    :param column: where the item goes, if it is to be published now
    :raises ItemRefused: if nothing changes, or ground and reason do not fit (条例第十三条)
    :raises NotAllowed: if it does not wait for its last signature, or he may not give it
    """
    held = hold(document)
    require_state(held, DocumentState.IN_REVIEW)
    stage = stage_of(held)
    if stage is None or not is_last(stage):
        raise NotAllowed("公开属性由签发人在签发时确定，当前尚未到签发环节。")
    require_signer(examined_document(held), stage, officer, on_behalf_of, on)
    if content_hash != hash_now(held):
        raise SignatureRefused("公文内容在您打开之后已有变动，请刷新页面，对照最新内容办理。")
    before = (held.attribute, held.ground, held.reason)
    if (attribute, ground.strip(), reason.strip()) == before:
        raise ItemRefused("公开属性、依据和理由都没有改动，可以直接签发。")
    held.attribute, held.ground, held.reason = attribute, ground.strip(), reason.strip()
    if column is not None and column.agency_id == held.agency_id:
        held.column = column
    require_decided(held)
    open_review(held, at)
    touch(
        held, action="attribute_decided", officer=officer, at=at,
        detail={
            "before": before[0], "after": attribute, "ground": held.ground,
            "hash": hash_now(held), "for": on_behalf_of.name if on_behalf_of else "",
        },
    )  # fmt: skip
    tell_signers(held, on, at)
    return held
