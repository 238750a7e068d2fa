"""The secrecy review of one exact content, before anything of it is public: 条例第十七条."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.publications.models import (
    Item,
    OfficialDocument,
    SecrecyConclusion,
    SecrecyReview,
)
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.permissions import insist, may_review_secrecy

_LONGEST = 500


@transaction.atomic
def review_secrecy(
    *,
    conclusion: str,
    basis: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    item: Item | None = None,
    document: OfficialDocument | None = None,
    referred_to: str = "",
) -> SecrecyReview:
    """Record the secrecy review of an item or of an official document, one at a time.

    The latest one on a content holds. What the organ cannot decide is referred to the authority
    or the secrecy administration, and blocks until they have answered (条例第十七条第三款).

    :param content_hash: of what the reviewer read
    :raises ItemRefused: without a basis, without saying whom it is referred to, of one's own draft
    :raises NotAllowed: if the officer reviews no secrecy
    """
    subject = item or document
    assert subject is not None
    insist(may_review_secrecy(officer, subject.agency, on), "作出保密审查结论")
    if conclusion not in SecrecyConclusion.values:
        raise ItemRefused(f"保密审查结论：没有“{conclusion}”这一选项，请重新选择。")
    if officer.pk == subject.drafter_id:
        raise ItemRefused("不能对本人起草的内容作保密审查，请由其他人员审查。")
    basis, referred_to = basis.strip(), referred_to.strip()
    if not basis:
        raise ItemRefused("保密审查依据：未填写，请写明审查所依据的规定或者理由。")
    if len(basis) > _LONGEST:
        raise ItemRefused(f"保密审查依据：最多{_LONGEST}字，现为{len(basis)}字，请缩短。")
    if conclusion == SecrecyConclusion.REFERRED and not referred_to:
        raise ItemRefused(
            "报请机关：不能确定是否可以公开的，须报有关主管部门或者保密行政管理部门确定"
            "（条例第十七条），请填写报请的机关。"
        )
    review: SecrecyReview = SecrecyReview.objects.create(
        item=item,
        document=document,
        content_hash=content_hash,
        conclusion=conclusion,
        basis=basis,
        referred_to=referred_to,
        officer=officer,
        drafter_id=subject.drafter_id,
        reviewed_at=at,
    )
    record(
        action="secrecy.reviewed",
        subject=f"信息 {item.pk}" if item is not None else f"公文 {subject.pk}",
        at=at,
        agency=subject.agency,
        officer=officer,
        detail={"conclusion": conclusion, "basis": basis, "hash": content_hash},
    )
    return review


def require_public(reviews: list[SecrecyReview], content_hash: str) -> None:
    """Insist that the latest review of exactly this content lets it be public: 先审查、后公开.

    :param reviews: of the subject, oldest first
    :raises ItemRefused: if there is none, or it says otherwise
    """
    of_this = [review for review in reviews if review.content_hash == content_hash]
    if not of_this:
        raise ItemRefused(
            "保密审查：本稿尚未审查，请先由保密审查人员作出结论（先审查、后公开，一事一审）。"
        )
    last = of_this[-1]
    if last.conclusion == SecrecyConclusion.REFERRED:
        raise ItemRefused(
            f"保密审查：已报请{last.referred_to}确定，尚未答复，不得公开；答复后请登记新的结论。"
        )
    if last.conclusion == SecrecyConclusion.WITHHELD:
        raise ItemRefused(f"保密审查：结论为“不得公开”（{last.basis}），不能发布。")
