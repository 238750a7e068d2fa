"""Offering an item of the centre's own, withdrawing an item, and offering it again."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.operations.guides.acting import (
    GuideRefused,
    announce_guide,
    locked_item,
    put_on_record,
    required,
)
from gongkai.fund_services.permissions import require_guide_releaser
from gongkai.rules.service_items import Audience

_LONGEST_NAME = 100


@transaction.atomic
def add_item(
    *,
    agency: Agency,
    name: str,
    audience: str,
    offered_from: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> ServiceItem:
    """Add an item of the centre's own, which the list does not have; its guide is written next.

    :raises NotAllowed: if the officer is neither reviewer nor head
    :raises GuideRefused: if the name is missing, too long or there already for these people
    """
    require_guide_releaser(officer, agency, on)
    plain = " ".join(name.split())
    if not plain or len(plain) > _LONGEST_NAME:
        raise GuideRefused(f"事项名称：应为1至{_LONGEST_NAME}个字，现为{len(plain)}个字。")
    if audience not in [each.value for each in Audience]:
        raise GuideRefused("办理对象：请选择单位或者个人。")
    # Held, so that two at once do not take the same number.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    own = ServiceItem.objects.filter(agency=agency)
    if own.filter(name=plain, audience=audience, withdrawn_on=None).exists():
        raise GuideRefused(f"事项名称：“{plain}”已经登记，请直接编写其办事指南。")
    item = ServiceItem.objects.create(
        agency=agency,
        register_no=_next_number(set(own.values_list("register_no", flat=True))),
        name=plain,
        audience=audience,
        offered_from=offered_from,
        confirmed_on=on,
        confirmed_by=officer,
    )
    put_on_record(item, "add_item", officer, at, offered_from=offered_from.isoformat())
    announce_guide(item, at)
    return item


@transaction.atomic
def withdraw_item(
    *,
    item: ServiceItem,
    withdrawn_on: date,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> ServiceItem:
    """Withdraw an item from a day on; the public no longer finds it, its versions stay on record.

    :raises NotAllowed: if the officer is neither reviewer nor head
    :raises GuideRefused: if it is withdrawn already, the day is past, or no reason is given
    """
    row = locked_item(item)
    require_guide_releaser(officer, row.agency, on)
    if row.withdrawn_on is not None and row.withdrawn_on <= on:
        raise GuideRefused(f"该事项已于{row.withdrawn_on}停办。")
    if withdrawn_on < on:
        raise GuideRefused(
            f"停办日期：{withdrawn_on}早于今天{on}，不能补登，请填写今天或者以后的日期。"
        )
    if withdrawn_on < row.offered_from:
        raise GuideRefused(f"停办日期：{withdrawn_on}早于开办日期{row.offered_from}，请核对。")
    said = required(reason, "停办理由", "请说明为什么停办。")
    row.withdrawn_on = withdrawn_on
    row.save(update_fields=["withdrawn_on"])
    put_on_record(
        row, "withdraw_item", officer, at, withdrawn_on=withdrawn_on.isoformat(), reason=said
    )
    announce_guide(row, at)
    return row


@transaction.atomic
def offer_again(
    *, item: ServiceItem, reason: str, officer: Officer, on: date, at: datetime
) -> ServiceItem:
    """Offer an item again that was withdrawn, or take back that it is going to be.

    :raises NotAllowed: if the officer is neither reviewer nor head
    :raises GuideRefused: if it is not withdrawn, was in a year that is over, or no reason is given
    """
    row = locked_item(item)
    require_guide_releaser(officer, row.agency, on)
    if row.withdrawn_on is None:
        raise GuideRefused("该事项正在办理，没有停办。")
    if row.withdrawn_on.year < on.year:
        # Figures of the years since count it as withdrawn.
        raise GuideRefused(
            f"该事项已于{row.withdrawn_on}停办，此后各年的统计已按停办计算；请用“新增事项”登记。"
        )
    said = required(reason, "恢复理由", "请说明为什么恢复办理。")
    before = row.withdrawn_on
    row.withdrawn_on = None
    row.save(update_fields=["withdrawn_on"])
    put_on_record(row, "offer_again", officer, at, before=before.isoformat(), reason=said)
    announce_guide(row, at)
    return row


def _next_number(taken: set[str]) -> str:
    turn = 1
    while (number := f"ZB-{turn:03}") in taken:
        turn += 1
    return number
