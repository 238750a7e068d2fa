"""What did not arrive (未送达): asked about again, sent again, or given up with a reason."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.models import Dispatch, DispatchState, Mail
from gongkai.messages.operations.acting import DispatchRefused, held, note, required
from gongkai.messages.operations.mailing import mail_on_record
from gongkai.messages.operations.recipients import why_not
from gongkai.messages.operations.sending import wire_id_of
from gongkai.rules.message_events import Way

_LONGEST_REASON = 200


@transaction.atomic
def send_again(*, dispatch: Dispatch, officer: Officer, on: date, at: datetime) -> Dispatch:
    """Have a message that did not arrive sent again, as a new one to the gateway.

    One in doubt may then arrive twice: whoever asks for it knows that from the page.

    :raises NotAllowed: if the officer may not decide about messages
    :raises DispatchRefused: if it is not among those that ended, or still cannot be sent
    """
    row = _dead(dispatch, officer, on)
    if row.by_caller:
        raise DispatchRefused("此邮件由业务页面发送，请到对应的案件页面重新送达。")
    if not row.address and row.way != Way.SCREEN.value:
        raise DispatchRefused("没有登记接收地址，不能重发，请改用其他方式告知，并登记不再发送。")
    problem = why_not(Way(row.way))
    if problem:
        raise DispatchRefused(f"{problem}后再重发。")
    row.rounds += 1
    row.wire_id = wire_id_of(row.key, row.way, row.rounds)
    row.state, row.next_at = DispatchState.QUEUED, None if row.way == Way.LETTER.value else at
    row.attempts, row.failure, row.outside_id = 0, "", ""
    row.asked_at = row.sent_at = row.delivered_at = row.failed_at = None
    if row.way == Way.LETTER.value:
        row.posted_on, row.tracking_no = None, ""
    if row.way == Way.EMAIL.value:
        _mail_again(row, at)
    row.handled_by = officer
    row.save()
    note("dispatch.sent_again", row, officer, at, rounds=row.rounds)
    return row


@transaction.atomic
def ask_again(*, dispatch: Dispatch, officer: Officer, on: date, at: datetime) -> Dispatch:
    """Have the gateway asked once more what became of a message in doubt.

    :raises NotAllowed: if the officer may not decide about messages
    :raises DispatchRefused: if it is not in doubt, or its gateway cannot be asked
    """
    row = _dead(dispatch, officer, on)
    if row.state != DispatchState.DOUBTFUL or row.way != Way.SMS.value:
        raise DispatchRefused("只有结果不明的短信可以向网关查询，其他方式请人工核对。")
    row.next_at, row.attempts, row.handled_by = at, 0, officer
    row.save(update_fields=["next_at", "attempts", "handled_by"])
    note("dispatch.asked_again", row, officer, at)
    return row


@transaction.atomic
def give_up(
    *, dispatch: Dispatch, reason: str, officer: Officer, on: date, at: datetime
) -> Dispatch:
    """Take a message that did not arrive from the list, saying why it is not sent again.

    :raises NotAllowed: if the officer may not decide about messages
    :raises DispatchRefused: if it is not among those that ended, or without a reason
    """
    row = _dead(dispatch, officer, on)
    row.given_up_reason = required(reason, "不再发送的理由", _LONGEST_REASON)
    row.given_up_at, row.next_at, row.handled_by = at, None, officer
    row.save(update_fields=["given_up_reason", "given_up_at", "next_at", "handled_by"])
    note("dispatch.given_up", row, officer, at, reason=row.given_up_reason)
    return row


def _dead(dispatch: Dispatch, officer: Officer, on: date) -> Dispatch:
    row = held(dispatch, officer, on)
    if not row.is_dead:
        raise DispatchRefused(
            f"此条发送记录为“{row.get_state_display()}”，没有需要处理的问题或者正在自动核对，"
            "请刷新页面查看。"
        )
    return row


def _mail_again(row: Dispatch, at: datetime) -> None:
    if row.mail is None:
        row.mail = mail_on_record(
            key=row.key, to=row.address, subject=row.heading, body=row.text, at=at
        )
        return
    Mail.objects.filter(pk=row.mail.pk).update(
        state=Mail.State.QUEUED, attempts=0, next_at=None, failure=""
    )
