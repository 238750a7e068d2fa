"""Examining a page: sent off whole, each stage by another person (三审三校), secrecy besides."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.operations import notify
from gongkai.publications.operations.stage_signing import Examined, sign_stage
from gongkai.publications.permissions import insist, may_draft, may_review_secrecy
from gongkai.publications.queries.stages import stages_of_agency
from gongkai.review.operations import open_round
from gongkai.sites.models import (
    AcceptedPageFinding,
    PageSecrecyConclusion,
    PageSecrecyReview,
    PageState,
    SitePage,
)
from gongkai.sites.operations.page_acting import (
    hold_page,
    keep_page_revision,
    page_subject,
    require_page_state,
    touch_page,
)
from gongkai.sites.operations.refusing import PageRefused
from gongkai.sites.queries.page_checks import check_page
from gongkai.sites.queries.page_contents import page_hash
from gongkai.sites.queries.page_signers import signers_of_page, writers_of_page

_LONGEST_BASIS = 500


@transaction.atomic
def accept_page_finding(
    *,
    page: SitePage,
    version: int,
    rule: str,
    digest: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> AcceptedPageFinding:
    """Confirm that a finding of the pre-check is no fault; signers see who said so, and why.

    :raises PageRefused: without a reason, or if the check does not find it any more
    """
    insist(may_draft(officer, page.site.agency, on), "编辑网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.DRAFT)
    said = reason.strip()
    if not 2 <= len(said) <= 300:
        raise PageRefused(
            f"确认理由：须填写2至300字，说明为什么不是差错，现为{len(said)}字，请补充。"
        )
    found = (each.finding for each in check_page(held, on))
    one = next((each for each in found if (each.rule, each.digest) == (rule, digest)), None)
    if one is None:
        raise PageRefused("该检查结果已不存在，可能内容已经改正，请刷新页面查看。")
    accepted, _made = AcceptedPageFinding.objects.get_or_create(
        page=held,
        rule=rule,
        digest=digest,
        defaults={
            "matched": one.matched[:100],
            "reason": said,
            "officer": officer,
            "accepted_at": at,
        },
    )
    touch_page(held, action="finding_accepted", officer=officer, at=at, detail={"rule": rule})
    row: AcceptedPageFinding = accepted
    return row


@transaction.atomic
def submit_page(
    *, page: SitePage, version: int, officer: Officer, on: date, at: datetime
) -> SitePage:
    """Send a page, exactly as it reads now, through all stages of its organ.

    :raises PageRefused: if it is empty, or a finding is neither mended nor confirmed
    """
    insist(may_draft(officer, page.site.agency, on), "送审网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.DRAFT)
    if not held.blocks:
        raise PageRefused("内容块：页面没有内容，请至少添加一块。")
    if not held.summary:
        raise PageRefused("简介：未填写，请用一两句话说明页面内容，用于列表和检索。")
    _require_clean(held, on)
    revision = keep_page_revision(held, officer, at, "送审")
    stages = stages_of_agency(held.site.agency)
    held.review_round = open_round(
        agency=held.site.agency,
        subject=page_subject(held),
        content_hash=revision.content_hash,
        drafter=held.drafter,
        stages=[stage.name for stage in stages],
        at=at,
    )
    held.state = PageState.IN_REVIEW
    touch_page(
        held, action="submitted", officer=officer, at=at, detail={"hash": revision.content_hash}
    )
    _tell_signers(held, 0, on, at)
    return held


@transaction.atomic
def sign_page(
    *,
    page: SitePage,
    verdict: str,
    opinion: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    checked: Sequence[str] = (),
    marks: Sequence[Mapping[str, str]] = (),
    on_behalf_of: Officer | None = None,
) -> SitePage:
    """Sign the next stage of a page, or return it to its drafter with an opinion.

    :param content_hash: of what the signer read
    :param checked: what of the stage's checklist he ticked off; passing needs all of it
    :raises PageRefused: if it is not being examined, or something is not ticked off
    :raises NotAllowed: if neither he nor whom he stands in for signs at this stage
    :raises SignatureRefused: if he wrote any of it, signed before, or it changed since
    """
    held = hold_page(page)
    require_page_state(held, PageState.IN_REVIEW)
    assert held.review_round is not None
    examined = Examined(
        agency=held.site.agency,
        title=held.title,
        drafter=held.drafter,
        subject=page_subject(held),
        round=held.review_round,
        stages=stages_of_agency(held.site.agency),
        writers=writers_of_page(held),
        content_hash=page_hash(held),
        refused=PageRefused,
    )
    held.review_round, told = sign_stage(
        examined,
        verdict=verdict,
        opinion=opinion,
        content_hash=content_hash,
        officer=officer,
        on=on,
        at=at,
        checked=checked,
        marks=marks,
        on_behalf_of=on_behalf_of,
    )
    state = held.review_round.state
    if state == "OPEN":
        _tell_signers(held, held.review_round.signatures.count(), on, at)
    else:
        held.state = PageState.APPROVED if state == "PASSED" else PageState.DRAFT
    touch_page(held, action="signed", officer=officer, at=at, detail=told)
    return held


@transaction.atomic
def review_page_secrecy(
    *,
    page: SitePage,
    conclusion: str,
    basis: str,
    content_hash: str,
    officer: Officer,
    on: date,
    at: datetime,
    referred_to: str = "",
) -> PageSecrecyReview:
    """Record the secrecy review of exactly what a page says: 条例第十七条.

    :param content_hash: of what the reviewer read
    :raises PageRefused: without a basis, of one's own draft, or if it changed since
    :raises NotAllowed: if the officer reviews no secrecy
    """
    insist(may_review_secrecy(officer, page.site.agency, on), "作出保密审查结论")
    held = hold_page(page)
    basis, referred_to = basis.strip(), referred_to.strip()
    if conclusion not in PageSecrecyConclusion.values:
        raise PageRefused(f"保密审查结论：没有“{conclusion[:20]}”这一选项，请重新选择。")
    if officer.pk == held.drafter_id:
        raise PageRefused("不能对本人起草的内容作保密审查，请由其他人员审查。")
    if page_hash(held) != content_hash:
        raise PageRefused("页面在您打开之后已有变动，请对照最新内容后再作结论。")
    if not 1 <= len(basis) <= _LONGEST_BASIS:
        raise PageRefused(
            f"保密审查依据：应为1至{_LONGEST_BASIS}字，现为{len(basis)}字，"
            "请写明审查所依据的规定或者理由。"
        )
    if conclusion == PageSecrecyConclusion.REFERRED and not referred_to:
        raise PageRefused("报请机关：选择“报请确定”的，请填写报请的机关（条例第十七条）。")
    review: PageSecrecyReview = PageSecrecyReview.objects.create(
        page=held,
        content_hash=content_hash,
        conclusion=conclusion,
        basis=basis,
        referred_to=referred_to[:100],
        officer=officer,
        drafter=held.drafter,
        reviewed_at=at,
    )
    told: dict[str, object] = {"conclusion": conclusion, "basis": basis, "hash": content_hash}
    touch_page(held, action="secrecy_reviewed", officer=officer, at=at, detail=told)
    return review


def _require_clean(page: SitePage, on: date) -> None:
    found = [each for each in check_page(page, on) if each.is_open]
    if found:
        named = "".join(f"{each.where}：{each.finding.message}" for each in found[:3])
        more = f"另有{len(found) - 3}项。" if len(found) > 3 else ""
        raise PageRefused(f"内容检查有{len(found)}项须改正或者逐项确认：{named}{more}")


def _tell_signers(page: SitePage, place: int, on: date, at: datetime) -> None:
    assert page.review_round is not None
    name = page.review_round.stages[place]
    stages = stages_of_agency(page.site.agency)
    roles = next((each.roles for each in stages if each.name == name), ())
    text = f"《{page.title}》待您{name}。"[:300]
    signers = signers_of_page(page, roles, on)
    notify(officers=signers, text=text, subject=page_subject(page), at=at)
