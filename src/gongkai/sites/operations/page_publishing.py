"""Putting a page before the public once everything has passed, and taking it away again."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.messages.operations import notify, settle_notices
from gongkai.outbox.operations import announce
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.permissions import insist, may_publish, may_take_down
from gongkai.review.operations import NotPassed, require_passed
from gongkai.sites.models import PageSecrecyConclusion, PageState, SitePage
from gongkai.sites.operations.page_acting import (
    hold_page,
    page_subject,
    require_page_state,
    touch_page,
)
from gongkai.sites.operations.refusing import PageRefused
from gongkai.sites.operations.saving import held_site
from gongkai.sites.operations.showing import show_used_files
from gongkai.sites.queries.files import bytes_of, files_of
from gongkai.sites.queries.page_contents import file_keys, page_hash


@transaction.atomic
def publish_page(
    *, page: SitePage, version: int, officer: Officer, on: date, at: datetime
) -> SitePage:
    """Put a page before the public, exactly as it passed: 条例第十七条.

    :raises PageRefused: if it has not passed, the secrecy review of this content does not let it,
        or a file is not what was passed
    :raises NotAllowed: if the officer may not publish
    """
    insist(may_publish(officer, page.site.agency, on), "发布网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.APPROVED)
    digest = page_hash(held)
    try:
        require_passed(held.review_round, digest)
    except NotPassed as refusal:
        raise PageRefused(f"《{held.title}》{refusal}请取回后重新送审。") from refusal
    _require_secrecy(held, digest)
    _require_same_bytes(held)
    held.public_revision = held.revisions.filter(content_hash=digest).latest("number")
    held.state = PageState.PUBLISHED
    held.published_at = held.published_at or at
    held.taken_down_at, held.taken_down_reason = None, ""
    touch_page(held, action="published", officer=officer, at=at, detail={"hash": digest})
    show_used_files(held_site(held.site.agency))
    settle_notices(subject=page_subject(held), at=at)
    _announce(held, "page.published", at)
    return held


@transaction.atomic
def take_down_page(
    *, page: SitePage, reason: str, officer: Officer, on: date, at: datetime
) -> SitePage:
    """Take a page away at once: one person is enough, it is recorded, and the heads are told.

    :raises PageRefused: without a reason, or if nothing of it is public
    :raises NotAllowed: if the officer may not
    """
    insist(may_take_down(officer, page.site.agency, on), "撤下网站页面")
    said = reason.strip()
    if not 1 <= len(said) <= 300:
        raise PageRefused(f"撤下原因：应为1至300字，现为{len(said)}字，请写明原因，以便记录。")
    held = hold_page(page)
    if held.public_revision_id is None:
        raise PageRefused(f"《{held.title}》没有在网上公开的内容，无须撤下。")
    held.public_revision = None
    # The next version, where somebody works on one, goes on as it stands.
    if held.state in (PageState.PUBLISHED, PageState.APPROVED):
        held.state = PageState.TAKEN_DOWN
    held.taken_down_at, held.taken_down_reason = at, said
    touch_page(held, action="taken_down", officer=officer, at=at, detail={"reason": said})
    show_used_files(held_site(held.site.agency))
    _announce(held, "page.withdrawn", at)
    heads = officers_with_role(held.site.agency, "OFFICE_HEAD", on)
    told = {person.pk: person for person in [*heads, held.drafter] if person.pk != officer.pk}
    text = f"《{held.title}》已由{officer.name}紧急撤下，原因：{said}"[:300]
    notify(officers=told.values(), text=text, subject=page_subject(held), at=at)
    return held


def _announce(page: SitePage, kind: str, at: datetime) -> None:
    agency = page.site.agency
    touched = [f"page:{page.pk}", f"pages:{agency.pk}"]
    announce(kind=kind, subject=str(page.pk), at=at, agency=agency, detail={"touches": touched})


def _require_secrecy(page: SitePage, digest: str) -> None:
    last = page.secrecy_reviews.filter(content_hash=digest).order_by("-pk").first()
    if last is None:
        raise PageRefused(
            "保密审查：本稿尚未审查，请先由保密审查人员作出结论（先审查、后公开，一事一审）。"
        )
    if last.conclusion == PageSecrecyConclusion.REFERRED:
        raise PageRefused(
            f"保密审查：已报请{last.referred_to}确定，尚未答复，不得公开；答复后请登记新的结论。"
        )
    if last.conclusion == PageSecrecyConclusion.WITHHELD:
        raise PageRefused(f"保密审查：结论为“不得公开”（{last.basis}），不能发布。")


def _require_same_bytes(page: SitePage) -> None:
    for file in files_of(page.site.agency, file_keys(page.blocks)).values():
        try:
            same = sha256(bytes_of(file)).hexdigest() == file.sha256
        except (Undecipherable, OSError):
            same = False
        if not same:
            raise PageRefused(
                f"文件“{file.name}”与审核时不一致或者无法读取，不能发布，请取回后重新上传并送审。"
            )
