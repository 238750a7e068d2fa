"""What every way of asking a caller shares: whether he may be asked, what his opinion does."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.hotline.models import CallBack, CallBackState, Opinion, Ticket
from gongkai.hotline.operations.tickets.acting import enter, held
from gongkai.hotline.operations.tickets.reopening import reopen_ticket
from gongkai.rules.call_backs import reasons
from gongkai.rules.ticket_lifecycle import TicketEventKind

OPINIONS = Opinion.choices
"""Code and name of each opinion there is to choose."""

_LONGEST_REMARK = 1000


class CallBackRefused(ValueError):
    """The caller cannot be asked like this; the text says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    """What a caller thinks of what was done.

    :param opinion: on the result, a code of Opinion
    :param attitude: on how he was treated, a code of Opinion, or ""
    :param reason: with what he is not content, one of rules.call_backs.reasons, or ""
    """

    opinion: str
    attitude: str = ""
    reason: str = ""
    remark: str = ""

    @property
    def is_dissatisfied(self) -> bool:
        """Tell whether he is not content with the result."""
        return self.opinion == Opinion.DISSATISFIED


def require_given(given: OpinionGiven) -> None:
    """Insist on an opinion that can be kept.

    :raises CallBackRefused: naming the field at fault
    """
    if given.opinion not in Opinion.values:
        raise CallBackRefused("对办理结果的评价：请选择满意、基本满意或者不满意。")
    if given.attitude and given.attitude not in Opinion.values:
        raise CallBackRefused("对服务态度的评价：没有这个选项，请重新选择。")
    if given.reason and given.reason not in reasons():
        raise CallBackRefused("不满意之处：没有这个选项，请重新选择。")
    if len(given.remark) > _LONGEST_REMARK:
        raise CallBackRefused(
            f"意见：共{len(given.remark)}个字，最多{_LONGEST_REMARK}个字，请缩短。"
        )


def to_ask(ticket: Ticket) -> Ticket:
    """Return a ticket held for this transaction whose caller may be asked.

    :raises CallBackRefused: if it is not answered, or he need not be asked (any more)
    """
    row = held(ticket)
    if row.fed_back_on is None:
        raise CallBackRefused(f"工单{row.register_no}还没有答复，答复以后才能回访。")
    if not row.awaits_call_back:
        raise CallBackRefused(f"工单{row.register_no}不需要回访，或者已有回访结果，请刷新列表。")
    return row


@transaction.atomic
def keep_opinion(
    *,
    call_back: CallBack,
    row: Ticket,
    given: OpinionGiven,
    officer: Officer | None,
    on: date,
    at: datetime,
    again: bool = True,
) -> Ticket:
    """Put an opinion on record with its ticket; who is not content has it handled again.

    :param again: False where the caller himself does not want it handled again
    """
    remark = given.remark.strip()
    told = {
        "state": CallBackState.REACHED,
        "ended_at": at,
        "opinion": given.opinion,
        "attitude": given.attitude,
        "reason": given.reason,
        "remark": remark,
    }
    for field, value in told.items():
        setattr(call_back, field, value)
    call_back.save()
    row = enter(
        row,
        TicketEventKind.CALLED_BACK,
        officer=officer,
        on=on,
        at=at,
        text=remark,
        columns={
            "called_back_on": on,
            "reached": True,
            "opinion": given.opinion,
            "attitude": given.attitude,
            "awaits_call_back": False,
        },
        opinion=given.opinion,
        attitude=given.attitude or None,
        way=call_back.way,
    )
    if given.is_dissatisfied and again:
        why = remark or given.reason or "回访评价为不满意"
        row = reopen_ticket(
            ticket=row, reason=f"回访不满意：{why}"[:300], officer=officer, on=on, at=at
        )
    return row
