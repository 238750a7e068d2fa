"""找错: taking in a fault, turning it to who mends it, replying; and the organ's own limits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.audit.operations import record
from gongkai.messages.operations import notify, settle_notices
from gongkai.participation.models import (
    FaultKind,
    FaultLimits,
    FaultOutcome,
    FaultSource,
    FaultState,
    SiteFault,
)
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.numbering import FAULTS, next_number
from gongkai.participation.operations.texts import require_line, require_text
from gongkai.participation.permissions import insist, may_configure, may_draft
from gongkai.privacy.digests import keyed_digest
from gongkai.privacy.finding import personal_data_in

LONGEST_FAULT = 1000
_LONGEST_REPLY = 1000
_MOST_DAYS = 60


@dataclass(frozen=True)
class FaultContent:
    """What somebody reports; `kind` is a code of FaultKind, `address` that of the page."""

    kind: str
    text: str
    address: str = ""
    contact: str = ""


@transaction.atomic
def report_fault(
    *, agency: Agency, content: FaultContent, token: str, on: date, at: datetime
) -> SiteFault:
    """Take in a fault reported on the site and give it a receipt number.

    :param token: of the form; sent twice, it gives the same report
    :raises ParticipationRefused: naming the field at fault
    """
    digest = keyed_digest("fault", f"{agency.pk}:{token}") if token else None
    earlier = _sent_before(digest)
    if earlier is not None:
        return earlier
    fault = _fault(agency, content, FaultSource.SITE, on, at)
    # The number's lock is held: whoever sent the same form a moment ago has been seen.
    earlier = _sent_before(digest)
    if earlier is not None:
        transaction.set_rollback(True)
        return earlier
    fault.token_digest = digest
    fault.save()
    _record("fault.reported", fault, None, at, kind=fault.kind)
    _tell(fault, on, at)
    return fault


@transaction.atomic
def enter_fault(
    *,
    agency: Agency,
    content: FaultContent,
    source: str,
    platform_no: str,
    received_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> SiteFault:
    """Enter a fault that came from the national platform or another way.

    :param source: a code of FaultSource; NATIONAL needs the platform's number
    :raises ParticipationRefused: naming the field at fault
    :raises NotAllowed: if the officer may not
    """
    insist(may_draft(officer, agency, on), "登记找错")
    if source not in FaultSource.values or source == FaultSource.SITE:
        raise ParticipationRefused("来源：请选择是从哪里收到的。", "source")
    if received_on > on:
        raise ParticipationRefused(
            f"收到日期：{received_on}晚于今天，请填写实际收到的日期。", "received_on"
        )
    number = require_line(
        "平台编号", platform_no, 60, "platform_no", wanted=source == FaultSource.NATIONAL
    )
    if number and SiteFault.objects.filter(agency=agency, platform_no=number).exists():
        raise ParticipationRefused(
            f"平台编号：“{number}”已经登记过，请核对后在列表中查找。", "platform_no"
        )
    fault = _fault(agency, content, source, received_on, at)
    fault.platform_no = number
    fault.save()
    _record("fault.entered", fault, officer, at, source=source, platform_no=number)
    return fault


@transaction.atomic
def turn_fault(
    *, fault: SiteFault, turned_to: str, officer: Officer, on: date, at: datetime
) -> SiteFault:
    """Turn a fault to the unit that is to mend it.

    :raises ParticipationRefused: without a unit, or if it was turned or handled already
    :raises NotAllowed: if the officer may not
    """
    row = _held(fault, officer, on)
    if row.state != FaultState.RECEIVED:
        raise ParticipationRefused(f"该条已是“{row.get_state_display()}”，不需要再次转办。")
    row.turned_to = require_line("承办单位", turned_to, 100, "turned_to")
    row.turned_on, row.state = on, FaultState.TURNED
    row.save(update_fields=["turned_to", "turned_on", "state"])
    _record("fault.turned", row, officer, at, turned_to=row.turned_to)
    return row


@transaction.atomic
def handle_fault(
    *,
    fault: SiteFault,
    outcome: str,
    reply: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> SiteFault:
    """Close a fault with what was found and a reply that everybody with the number may read.

    One that was not turned counts as turned on the day it is handled.

    :param outcome: a code of FaultOutcome
    :raises ParticipationRefused: without outcome or reply, or if it was handled already
    :raises NotAllowed: if the officer may not
    """
    row = _held(fault, officer, on)
    if row.state == FaultState.HANDLED:
        raise ParticipationRefused(f"该条已于{row.handled_on}办结，不能重复办结。")
    if outcome not in FaultOutcome.values:
        raise ParticipationRefused("办理结果：未选择，请选择一项。", "outcome")
    said = require_text("答复", reply, _LONGEST_REPLY, "reply")
    known = {"反映人联系方式": row.contact} if row.contact else {}
    found = personal_data_in(said, known, (row.agency.phone, row.agency.email))
    if found:
        raise ParticipationRefused(
            f"答复：凭回执号即可查看，不能含有{found[0].what}（{found[0].shown}），请删去。",
            "reply",
        )
    row.outcome, row.reply, row.state = outcome, said, FaultState.HANDLED
    row.handled_on, row.handled_by = on, officer
    row.turned_on = row.turned_on or on
    row.save(update_fields=["outcome", "reply", "state", "handled_on", "handled_by", "turned_on"])
    settle_notices(subject=f"找错 {row.pk}", at=at)
    _record("fault.handled", row, officer, at, outcome=outcome)
    return row


@transaction.atomic
def read_reporter(*, fault: SiteFault, officer: Officer, on: date, at: datetime) -> str:
    """Return how to reach who reported a fault; that it was read is on record.

    :raises NotAllowed: if the officer may not
    """
    insist(may_draft(officer, fault.agency, on), "查看联系方式")
    _record("fault.read_reporter", fault, officer, at)
    return fault.contact


@transaction.atomic
def set_limits(
    *, agency: Agency, turn_days: int, handle_days: int, officer: Officer, on: date, at: datetime
) -> FaultLimits:
    """Set an organ's own limits for faults, in working days.

    :raises ParticipationRefused: if they are none or out of order
    :raises NotAllowed: if the officer may not configure
    """
    insist(may_configure(officer, agency, on), "设置办理期限")
    if not 1 <= turn_days <= handle_days <= _MOST_DAYS:
        raise ParticipationRefused(
            f"办理期限：转办{turn_days}个、办结{handle_days}个工作日不成立，"
            f"应为1至{_MOST_DAYS}个工作日，转办不长于办结。",
            "handle_days",
        )
    values = {"turn_days": turn_days, "handle_days": handle_days}
    limits, _made = FaultLimits.objects.update_or_create(agency=agency, defaults=values)
    record(
        action="fault.limits_set",
        subject="找错办理期限",
        at=at,
        agency=agency,
        officer=officer,
        detail=dict(values),
    )
    return limits


def _sent_before(digest: str | None) -> SiteFault | None:
    if digest is None:
        return None
    return SiteFault.objects.filter(token_digest=digest).first()


def _fault(
    agency: Agency, content: FaultContent, source: Any, received_on: date, at: datetime
) -> SiteFault:
    if content.kind not in FaultKind.values:
        raise ParticipationRefused("问题类型：未选择，请选择一种。", "kind")
    fault = SiteFault(
        agency=agency,
        source=source,
        kind=content.kind,
        address=require_line("网页地址", content.address, 500, "address", wanted=False),
        text=require_text("问题描述", content.text, LONGEST_FAULT, "text"),
        contact=require_line("联系方式", content.contact, 100, "contact", wanted=False),
        received_on=received_on,
        received_at=at,
    )
    fault.register_no = next_number(agency, received_on.year, FAULTS)
    return fault


def _tell(fault: SiteFault, on: date, at: datetime) -> None:
    notify(
        officers=officers_with_role(fault.agency, "CLERK", on),
        text=f"收到网站找错{fault.register_no}（{fault.get_kind_display()}），请转办。",
        subject=f"找错 {fault.pk}",
        at=at,
    )


def _held(fault: SiteFault, officer: Officer, on: date) -> SiteFault:
    row = (
        SiteFault.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=fault.pk)
    )
    insist(may_draft(officer, row.agency, on), "办理找错")
    return row


def _record(
    action: str, row: SiteFault, officer: Officer | None, at: datetime, **detail: object
) -> None:
    record(
        action=action,
        subject=row.register_no,
        at=at,
        agency=row.agency,
        officer=officer,
        detail=detail,
    )
