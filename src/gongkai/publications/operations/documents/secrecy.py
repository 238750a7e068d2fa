"""The secrecy review of an official document on its way, and what its conclusion lets pass."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.publications.models import (
    DocumentState,
    OfficialDocument,
    SecrecyConclusion,
    SecrecyReview,
)
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.acting import hold, require_state
from gongkai.publications.operations.secrecy import require_public, review_secrecy
from gongkai.publications.queries.documents.attributes import value_of
from gongkai.publications.queries.documents.contents import content_hash as hash_now
from gongkai.publications.queries.documents.stages import writers_of
from gongkai.rules.attributes import DisclosureAttribute


@transaction.atomic
def review_document_secrecy(
    *,
    document: OfficialDocument,
    conclusion: str,
    basis: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    referred_to: str = "",
) -> SecrecyReview:
    """Record the secrecy review of a document on its way, as the reviewer read it: 条例第十七条.

    :raises ItemRefused: if it is not on its way, changed since, or he wrote any of it; and as
        secrecy.review_secrecy does
    """
    held = hold(document)
    require_state(held, DocumentState.IN_REVIEW)
    if officer.pk in writers_of(held):
        raise ItemRefused("不能对本人起草或者修改过的公文作保密审查，请由其他人员审查。")
    if content_hash != hash_now(held):
        raise ItemRefused("公文内容在您打开之后已有变动，请刷新页面，对照最新内容审查。")
    return review_secrecy(
        document=held,
        conclusion=conclusion,
        basis=basis,
        referred_to=referred_to,
        content_hash=content_hash,
        officer=officer,
        on=on,
        at=at,
    )


def require_reviewed(document: OfficialDocument, content_hash: str) -> None:
    """Insist that the latest review of exactly this content lets its attribute stand.

    What may not be public at all cannot be given out on request either (条例第十四条、第十七条).

    :raises ItemRefused: if there is none, it is referred elsewhere, or says otherwise
    """
    reviews = list(document.secrecy_reviews.order_by("pk"))
    if document.attribute == DisclosureAttribute.PROACTIVE.value:
        require_public(reviews, content_hash)
        return
    of_this = [review for review in reviews if review.content_hash == content_hash]
    if not of_this:
        raise ItemRefused("保密审查：本稿尚未审查，请先由保密审查人员作出结论，再签发。")
    last = of_this[-1]
    if last.conclusion == SecrecyConclusion.REFERRED:
        raise ItemRefused(
            f"保密审查：已报请{last.referred_to}确定，尚未答复，不能签发；答复后请登记新的结论。"
        )
    value = value_of(document.attribute)
    withheld = last.conclusion == SecrecyConclusion.WITHHELD
    if withheld and value.counts_as is DisclosureAttribute.ON_REQUEST:
        raise ItemRefused(
            f"保密审查：结论为“不得公开”（{last.basis}），公开属性不能是“{value.label}”，"
            "请改为“不予公开”并填写依据。"
        )
