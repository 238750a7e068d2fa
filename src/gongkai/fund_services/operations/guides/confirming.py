"""Saying that an item is handled as its guide tells, and since when it is online in full."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides.acting import (
    GuideRefused,
    announce_guide,
    locked_item,
    put_on_record,
)
from gongkai.fund_services.permissions import require_guide_releaser
from gongkai.fund_services.queries.guides.in_force import version_in_force


@transaction.atomic
def confirm_item(
    *, item: ServiceItem, number: int, officer: Officer, on: date, at: datetime
) -> ServiceItem:
    """Put on record that an item is handled so, and that its guide in force is right.

    :param number: of the version in force as it was looked at, 0 where there is none
    :raises NotAllowed: if the officer is neither reviewer nor head
    :raises GuideRefused: if another version is in force, or all is confirmed already
    """
    row = locked_item(item)
    require_guide_releaser(officer, row.agency, on)
    guide = version_in_force(row, on)
    if (guide.number if guide else 0) != number:
        raise GuideRefused("您打开页面后，办事指南换了版本，尚未确认；请核对最新内容后再确认。")
    if row.confirmed_on is not None and (guide is None or guide.is_confirmed):
        raise GuideRefused("该事项和办事指南已经确认，无须再次确认。")
    if row.confirmed_on is None:
        row.confirmed_on, row.confirmed_by = on, officer
        row.save(update_fields=["confirmed_on", "confirmed_by"])
    if guide is not None and not guide.is_confirmed:
        GuideVersion.objects.filter(pk=guide.pk).update(confirmed_on=on, confirmed_by=officer)
    put_on_record(row, "confirm", officer, at, number=number)
    announce_guide(row, at)
    return row


@transaction.atomic
def set_online_from(
    *, item: ServiceItem, online_from: date | None, officer: Officer, on: date, at: datetime
) -> ServiceItem:
    """Set since when an item is handled online in full (全程网办); None where it is not.

    :raises NotAllowed: if the officer is neither reviewer nor head
    :raises GuideRefused: if the day lies before the item was offered, or nothing changes
    """
    row = locked_item(item)
    require_guide_releaser(officer, row.agency, on)
    if online_from is not None and online_from < row.offered_from:
        raise GuideRefused(
            f"全程网办日期：{online_from}早于开办日期{row.offered_from}，请填写开办以后的日期。"
        )
    if online_from == row.online_from:
        raise GuideRefused("全程网办日期：与现在登记的相同，没有修改。")
    before = row.online_from
    row.online_from = online_from
    row.save(update_fields=["online_from"])
    put_on_record(row, "set_online", officer, at, before=_told(before), after=_told(online_from))
    announce_guide(row, at)
    return row


def _told(day: date | None) -> str:
    return day.isoformat() if day else ""
