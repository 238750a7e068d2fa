"""Taking an item to a WeChat account step by step, so that no step is ever done twice.

Before a step that the platform would do twice, its intent is stored; after it, what the platform
calls the result. Whoever finds an intent without a result first looks for what may have been done.
"""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.agencies.queries import officers_with_role
from gongkai.messages.operations import notify
from gongkai.messages.outlets.speaking import Busy, TurnedDown
from gongkai.messages.outlets.wechat_codes import OutsideRefusal
from gongkai.publications.models import (
    DeliveryState,
    Post,
    PostOrigin,
    WeChatAccount,
)
from gongkai.publications.operations.distribution.accounts import speaker_of
from gongkai.publications.operations.distribution.acting import day_of, note, subject_of
from gongkai.publications.operations.distribution.articles import article_of
from gongkai.publications.operations.distribution.claiming import Wait, Work
from gongkai.publications.operations.distribution.numbering import post_number
from gongkai.publications.operations.distribution.standing import is_public, require_public
from gongkai.publications.outlets.wechat import Published, WeChat
from gongkai.publications.outlets.wechat_articles import Article
from gongkai.publications.outlets.wechat_codes import INVALID_MEDIA, NotPublished

# An answer that was lost may be of something that still goes on: how long before it is looked for.
QUIET_AFTER_ADDING = timedelta(minutes=5)
QUIET_AFTER_SUBMITTING = timedelta(minutes=30)
LONGEST_PUBLISHING = timedelta(hours=48)
_POLLS = tuple(timedelta(minutes=each) for each in (1, 2, 5, 10, 30))


def post_to_wechat(work: Work) -> None:
    """Take a delivery as far as it goes now.

    :raises Wait: if the platform is at it
    :raises NotWanted: if it is not to go out any more
    :raises OutletFault: if the platform does not do it
    """
    account = WeChatAccount.objects.filter(agency=work.delivery.item.agency, is_active=True).first()
    if account is None:
        raise TurnedDown("微信公众号没有设置或者已经停用，请设置后重试。")
    wechat = speaker_of(account, work.at)
    if "publish_id" in work.delivery.outside_ids:
        _finish(work, _publication(work, wechat))
        return
    if "submitting_at" not in work.delivery.outside_ids:
        require_public(work)
    article = article_of(work, account, wechat)
    found = _left_behind(work, wechat, article)
    if found is None:
        if "media_id" not in work.delivery.outside_ids:
            _draft(work, wechat, article)
        found = _submit(work, wechat, article) or _publication(work, wechat)
    _finish(work, found)


def _left_behind(work: Work, wechat: WeChat, article: Article) -> Published | None:
    """Look for what a step brought about whose answer was lost.

    A draft found is stored, a published article returned.
    """
    adding, submitting = work.moment("adding_at"), work.moment("submitting_at")
    if submitting is not None:
        _be_quiet(work, submitting + QUIET_AFTER_SUBMITTING)
        found = wechat.published_like(article)
        if found is None and not wechat.has_draft(str(work.delivery.outside_ids["media_id"])):
            # A draft leaves the drafts when it is published: so it goes on, or was deleted.
            if work.at > submitting + LONGEST_PUBLISHING:
                raise TurnedDown(
                    "提交发布后没有收到结果，草稿箱和已发布列表中都没有找到，请到公众号后台核对。"
                )
            raise Wait(work.at + _POLLS[-1], "已提交发布，正在等待公众号平台的结果。")
        if found is None:
            work.keep_ids(drop=("submitting_at",))
        return found
    if adding is not None and "media_id" not in work.delivery.outside_ids:
        _be_quiet(work, adding + QUIET_AFTER_ADDING)
        drafts = wechat.drafts_like(article)
        if drafts:
            _keep_draft(work, drafts[0])
            return None
        return wechat.published_like(article)
    return None


def _draft(work: Work, wechat: WeChat, article: Article) -> None:
    require_public(work)
    work.keep_ids(adding_at=work.at.isoformat())
    try:
        media_id = wechat.add_draft(article)
    except (Busy, TurnedDown):
        work.keep_ids(drop=("adding_at",))
        raise
    _keep_draft(work, media_id)


def _keep_draft(work: Work, media_id: str) -> None:
    ids = work.ids_with("adding_at", media_id=media_id)
    work.keep(state=DeliveryState.DRAFTED, outside_ids=ids)


def _submit(work: Work, wechat: WeChat, article: Article) -> Published | None:
    """Have the draft published; return the article where somebody did that by hand already."""
    require_public(work)
    media_id = str(work.delivery.outside_ids["media_id"])
    work.keep_ids(submitting_at=work.at.isoformat())
    try:
        given = wechat.submit(media_id)
    except (Busy, TurnedDown) as fault:
        work.keep_ids(drop=("submitting_at",))
        if not isinstance(fault, OutsideRefusal) or fault.code != INVALID_MEDIA:
            raise
        found = wechat.published_like(article)
        if found is None:
            # Deleted by hand: the next try, if somebody wants one, makes another.
            work.keep_ids(drop=("media_id",))
            raise
        return found
    ids = work.ids_with(publish_id=given.publish_id, message_id=given.message_id)
    work.keep(state=DeliveryState.SUBMITTED, outside_ids=ids)
    return None


def _publication(work: Work, wechat: WeChat) -> Published:
    ids = work.delivery.outside_ids
    try:
        found = wechat.published(str(ids["publish_id"]))
    except NotPublished:
        work.keep_ids(drop=("publish_id", "message_id", "submitting_at", "polls"))
        raise
    if found is not None:
        return found
    polls = int(str(ids.get("polls", 0)))
    submitted = work.moment("submitting_at") or work.at
    if work.at > submitted + LONGEST_PUBLISHING:
        raise TurnedDown("提交发布已超过48小时仍无结果，请到公众号后台核对。")
    work.keep_ids(polls=polls + 1)
    raise Wait(
        work.at + _POLLS[min(polls, len(_POLLS) - 1)], "已提交发布，正在等待公众号平台的结果。"
    )


@transaction.atomic
def _finish(work: Work, found: Published) -> None:
    delivery, on = work.delivery, day_of(work.at)
    agency = delivery.item.agency
    post = Post.objects.create(
        agency=agency,
        register_no=post_number(agency, on.year),
        title=delivery.title or delivery.item.title,
        origin=PostOrigin.REPOSTED if delivery.is_reposted else PostOrigin.OWN,
        posted_on=on,
    )
    ids = work.ids_with("adding_at", "submitting_at", "polls", article_id=found.article_id)
    work.keep(
        state=DeliveryState.DONE,
        outside_ids=ids,
        address=found.address[:500],
        post=post,
        problem="",
        next_try_at=None,
        done_at=work.at,
    )
    note("delivery.done", delivery, None, work.at, register_no=post.register_no)
    if not is_public(work):
        heads = officers_with_role(agency, "OFFICE_HEAD", on)
        told = {person.pk: person for person in [*heads, delivery.asked_by]}
        text = (
            f"《{delivery.item.title}》已从网站撤下或者换了版本，但微信公众号刚刚发布了原版本，"
            "请核对后从公众号撤下。"
        )
        notify(
            officers=told.values(),
            text=text[:300],
            subject=subject_of(delivery.item),
            at=work.at,
        )


def _be_quiet(work: Work, until: datetime) -> None:
    if work.at < until:
        raise Wait(until, "上一步没有收到应答，稍后先查明是否已经办成。")
