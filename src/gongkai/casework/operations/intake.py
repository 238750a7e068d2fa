"""An officer takes in a request that came by any of the five channels, or was spoken."""

from collections.abc import Sequence
from datetime import date, datetime

from gongkai.agencies.models import Agency, Officer
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.applying import (
    Application,
    Attached,
    new_code,
    query_digest,
    sealed,
)
from gongkai.casework.operations.filing import Filed
from gongkai.casework.operations.opening import AlreadyFiled, open_case
from gongkai.casework.permissions import require_actor
from gongkai.rules.clock import Channel, Entry, Event, received_on


def take_in(
    *,
    agency: Agency,
    application: Application,
    channel: Channel,
    arrived_on: date,
    confirmed_on: date | None,
    officer: Officer,
    on: date,
    at: datetime,
    is_oral: bool = False,
    assistance: str = "",
    attachments: Sequence[Attached] = (),
    token: str = "",
) -> Filed:
    """Register a request that did not come through the public site's form: 条例第三十一条.

    What is missing in it is no reason to refuse it, but to ask for correction (第三十条).

    :param confirmed_on: the day both sides confirmed it, for the channels that need that
    :param is_oral: spoken at the counter and written down by the office (第二十九条第一款)
    :param assistance: the help given to who cannot read, write, see or hear (第四十三条)
    :raises NotAllowed: if the officer is no clerk of the organ
    :raises CaseRefused: for a day in the future, help not told, or nothing asked for
    :raises ImpossibleReceipt: if it was confirmed before it arrived
    """
    require_actor(officer, agency, Event.RECEIVED, on)
    _require_days(arrived_on, confirmed_on, on)
    _require_help_told(channel, is_oral, assistance)
    fields = application.fields()
    if not fields["wanted"]:
        raise CaseRefused(
            "所需信息：未填写，请按申请原文摘录；原文不明确的照录，登记后告知补正（条例第三十条）。"
        )
    day = received_on(channel, arrived_on, confirmed_on)
    entries = [Entry(arrived_on, Event.ARRIVED)]
    if day is not None:
        entries.append(Entry(day, Event.RECEIVED))
    code = new_code(token)
    fields |= {
        "channel": channel,
        "arrived_on": arrived_on,
        "is_oral": is_oral,
        "assistance": assistance.strip()[:300],
        "query_digest": query_digest(code),
        "handler": officer,
        "department_id": officer.department_id,
    }
    try:
        case = open_case(
            agency=agency,
            fields=fields,
            entries=entries,
            files=sealed(attachments, at),
            officer=officer,
            on=on,
            at=at,
            action="request.taken_in",
            note=str(fields["assistance"]),
        )
    except AlreadyFiled as already:
        case = already.request
    return Filed(case, code)


def _require_days(arrived_on: date, confirmed_on: date | None, on: date) -> None:
    for label, day in (("到达日期", arrived_on), ("确认日期", confirmed_on)):
        if day is not None and day > on:
            raise CaseRefused(f"{label} {day.isoformat()} 晚于今天，请填写实际日期。")


def _require_help_told(channel: Channel, is_oral: bool, assistance: str) -> None:
    if not is_oral:
        return
    if channel is not Channel.IN_PERSON:
        raise CaseRefused(
            f"口头申请由工作机构当面代为填写，提交渠道应为“{Channel.IN_PERSON.label}”"
            f"（条例第二十九条），现为“{channel.label}”，请改正。"
        )
    if not assistance.strip():
        raise CaseRefused(
            "提供的协助：口头申请须写明代为填写的情况，例如“申请人不识字，代为填写并宣读，经其按手印确认”。"
        )
