"""Taking a message to the SMS gateway, and asking the gateway what became of it."""

import re
from datetime import datetime, timedelta

from django.conf import settings

from gongkai.messages.models import Dispatch, DispatchState
from gongkai.messages.operations.claiming import Work
from gongkai.messages.operations.reporting import next_poll, take_report
from gongkai.messages.operations.templates import template_of
from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.sms import Report, SmsGateway, Texting
from gongkai.messages.outlets.speaking import Busy, OutletFault, TurnedDown, Unanswered

_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")


def sms_gateway() -> SmsGateway | None:
    """Return what speaks to the installation's gateway, None where none is configured."""
    told = settings.GONGKAI_SMS
    if not told["base"]:
        return None
    key = SigningKey(told["key"], told["secret"])
    return SmsGateway(told["base"], key, settings.GONGKAI_OUTLET_SECONDS)


def send_text(work: Work) -> None:
    """Take a message as far as it goes now: asked about first where it may be sent already."""
    gateway = sms_gateway()
    if gateway is None:
        work.failed("本系统尚未配置短信网关，请系统管理员设置 GONGKAI_SMS_URL。")
    elif work.was == DispatchState.SENT:
        _poll(work, gateway)
    elif not work.is_asked_before or _is_unknown_there(work, gateway):
        _hand_over(work, gateway)


def _hand_over(work: Work, gateway: SmsGateway) -> None:
    phone = _MOBILE.fullmatch(re.sub(r"[\s\-]", "", work.dispatch.address))
    if phone is None:
        work.failed("登记的号码不是手机号码，不能接收短信，请改用其他方式。")
        return
    try:
        given = gateway.hand_over(_message(work.dispatch, phone[1]), work.at)
    except Busy as fault:
        work.put_off(fault)
    except Unanswered as fault:
        work.doubt(fault)
    except TurnedDown as fault:
        work.failed(str(fault))
    else:
        work.sent(given, next_poll(work.at, work.at))


def _is_unknown_there(work: Work, gateway: SmsGateway) -> bool:
    """Tell whether the gateway never had a message; what it tells of one it had is taken over."""
    try:
        [report] = gateway.reports_of([work.dispatch.wire_id], work.at)
    except OutletFault as fault:
        work.doubt(fault)
        return False
    if report.state == "unknown":
        return True
    take_report(report=report, at=work.at)
    return False


def _poll(work: Work, gateway: SmsGateway) -> None:
    row = work.dispatch
    sent_at = row.sent_at or work.at
    try:
        [report] = gateway.reports_of([row.wire_id], work.at)
    except OutletFault as fault:
        again = next_poll(sent_at, work.at + timedelta(seconds=fault.after or 0))
        work.keep(next_at=again)
        return
    if not take_report(report=Report(*report), at=work.at):
        work.keep(next_at=next_poll(sent_at, work.at))


def _message(row: Dispatch, phone: str) -> Texting:
    template = template_of(row)
    return Texting(
        wire_id=row.wire_id,
        phone=phone,
        sign=settings.GONGKAI_SMS_SIGN or row.agency.short_name,
        text=row.text,
        template=template.code if template else "",
        parameters=template.values if template else {},
    )


def gateway_answers(at: datetime) -> str:
    """Return what is wrong with the SMS gateway, "" if it answers as agreed."""
    gateway = sms_gateway()
    if gateway is None:
        return "尚未配置短信网关（GONGKAI_SMS_URL）。"
    try:
        gateway.reports_of([], at)
    except OutletFault as fault:
        return str(fault)
    return ""
