"""Correcting a call: its agent on the day itself, whoever runs the desk later and with a reason."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.operations import record
from gongkai.hotline.models import Call, CallOutcome
from gongkai.hotline.operations.calls.contents import CallContent, CallRefused, insist_on_sense
from gongkai.hotline.operations.calls.registering import offered_topic
from gongkai.hotline.permissions import may_run_desk, may_take_calls, require_call_reader
from gongkai.privacy.digests import keyed_digest

LONGEST_REASON = 300
_MADE_ELSEWHERE = (CallOutcome.ESCALATED, CallOutcome.TO_CALL_BACK)


def may_correct(call: Call, officer: Officer, on: date) -> bool:
    """Tell whether an officer may correct a call on a day."""
    own = call.agent_id == officer.pk and call.called_on == on
    return (own and may_take_calls(officer, call.agency, on)) or may_run_desk(
        officer, call.agency, on
    )


def needs_reason(call: Call, officer: Officer, on: date) -> bool:
    """Tell whether an officer must say why he corrects a call."""
    return call.agent_id != officer.pk or call.called_on != on


@transaction.atomic
def correct_call(
    *,
    call: Call,
    version: int,
    content: CallContent,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Call:
    """Bring a call in line with what it was; which fields changed is on record, not their texts.

    :param content: with number "" the one on record stays
    :raises NotAllowed: if it is not the officer's own of today and he does not run the desk
    :raises CallRefused: if something is missing or wrong, or it was changed meanwhile
    """
    rows = Call.objects.select_for_update(of=("self",)).select_related("agency")
    row = rows.get(pk=call.pk)
    if not may_correct(row, officer, on):
        raise NotAllowed(
            "来电记录当天由登记的坐席更正；以后由工单管理员、公开工作机构负责人写明理由后更正。"
        )
    if row.version != version:
        raise CallRefused(
            "您打开页面后，这条来电记录有新的变动，本次更正未保存；请核对最新内容后再提交一次。"
        )
    plain = reason.strip()
    if needs_reason(row, officer, on) and not plain:
        text = "更正理由：未填写，更正他人或者以前登记的来电请写明理由。"
        raise CallRefused(text, (("reason", text),))
    if len(plain) > LONGEST_REASON:
        text = f"更正理由：共{len(plain)}个字，最多{LONGEST_REASON}个字，请缩短。"
        raise CallRefused(text, (("reason", text),))
    changed = _changed(row, content)
    if not changed:
        raise CallRefused("没有改动，未保存。")
    row.version += 1
    row.save()
    record(
        action="call.corrected",
        subject=row.register_no,
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"fields": changed, "reason": plain, "route": row.route, "outcome": row.outcome},
    )
    return row


def _changed(row: Call, content: CallContent) -> list[str]:
    """Write what is told into a call; return the columns that became other than they were."""
    if content.outcome != row.outcome and {content.outcome, row.outcome} & {*_MADE_ELSEWHERE}:
        text = "处理结果：转诉求工单和约定回拨的不能在此改动，请另行转工单或者登记回拨结果。"
        raise CallRefused(text, (("outcome", text),))
    told = content if content.number else replace(content, number=row.number)
    # A ticket or promise made from it holds what was wanted, so the call itself need not.
    made = row.outcome in _MADE_ELSEWHERE
    insist_on_sense(replace(told, outcome=str(CallOutcome.PASSED_ON)) if made else told)
    fields = told.fields()
    fields["number_digest"] = keyed_digest("phone", fields["number"])
    if content.topic != row.topic_id:
        topic = offered_topic(row.agency, content.topic)
        fields["topic_id"] = topic.pk if topic else None
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return [name.removesuffix("_id") for name in changed if name != "number_digest"]


@transaction.atomic
def read_number(*, call: Call, officer: Officer, on: date, at: datetime) -> tuple[str, str]:
    """Return a caller's number and name in full; that they were read is on record.

    :raises NotAllowed: if the officer does not read the organ's calls
    """
    require_call_reader(officer, call.agency, on)
    record(
        action="call.read_number",
        subject=call.register_no,
        at=at,
        agency=call.agency,
        officer=officer,
    )
    return call.number, call.caller_name
