"""Taking back from the WeChat account what is out there."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.messages.operations import notify
from gongkai.messages.outlets.speaking import OutletFault
from gongkai.publications.models import DeliveryState, ItemDelivery, Outlet, WeChatAccount
from gongkai.publications.operations.distribution.accounts import speaker_of
from gongkai.publications.operations.distribution.acting import (
    DeliveryRefused,
    hold,
    note,
    subject_of,
)
from gongkai.publications.permissions import insist, may_take_down


def withdraw_from_wechat(
    *, delivery: ItemDelivery, reason: str, officer: Officer, on: date, at: datetime
) -> ItemDelivery:
    """Delete an article from the account at once; one person is enough, and the heads are told.

    It cannot be undone. The post stays in the register: it was published. No transaction is open
    while the platform is spoken to; deleting what is gone already does no harm.

    :raises DeliveryRefused: if it is not out there, no reason is given, or the platform does not
        do it
    :raises NotAllowed: if the officer may not take down
    """
    found = ItemDelivery.objects.select_related("item__agency").get(pk=delivery.pk)
    agency = found.item.agency
    insist(may_take_down(officer, agency, on), "从公众号撤下")
    said = reason.strip()
    if not 1 <= len(said) <= 200:
        raise DeliveryRefused(f"撤下原因：须填写1至200字，现为{len(said)}字。")
    article_id = str(found.outside_ids.get("article_id", ""))
    if found.outlet != Outlet.WECHAT or found.state != DeliveryState.DONE or not article_id:
        raise DeliveryRefused(f"此项推送为“{found.get_state_display()}”，没有可以撤下的文章。")
    account = WeChatAccount.objects.filter(agency=agency).first()
    if account is None:
        raise DeliveryRefused("微信公众号没有设置，请到公众号后台删除文章。")
    try:
        speaker_of(account, at).delete(article_id)
    except OutletFault as fault:
        raise DeliveryRefused(f"没有撤下：{fault}请重试，紧急时到公众号后台删除。") from None
    return _withdrawn(found, said, officer, on, at)


@transaction.atomic
def _withdrawn(
    delivery: ItemDelivery, reason: str, officer: Officer, on: date, at: datetime
) -> ItemDelivery:
    held = hold(delivery)
    if held.state != DeliveryState.DONE:
        return held
    held.state, held.problem = DeliveryState.WITHDRAWN, f"已从公众号删除：{reason}"[:300]
    held.save()
    note("delivery.withdrawn", held, officer, at, reason=reason)
    heads = officers_with_role(held.item.agency, "OFFICE_HEAD", on)
    told = {person.pk: person for person in [*heads, held.asked_by] if person.pk != officer.pk}
    text = f"《{held.item.title}》已由{officer.name}从微信公众号撤下，原因：{reason}"
    notify(officers=told.values(), text=text[:300], subject=subject_of(held.item), at=at)
    return held
