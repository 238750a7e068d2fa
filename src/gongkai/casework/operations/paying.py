"""Payment of the processing fee, and taking back a notice that was wrong: 国办函〔2020〕109号."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.casework.models import CaseEvent, DisclosureRequest, ProcessingFee
from gongkai.casework.operations.acting import CaseRefused, counter_enter, enter, lock, withdraw
from gongkai.rules.clock import Entry, Event


@transaction.atomic
def record_payment(
    *,
    request: DisclosureRequest,
    version: int,
    paid_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> ProcessingFee:
    """Enter that the applicant paid; the limit to reply runs again.

    :raises CaseRefused: if no notice is open, or the day is before the notice or after today
    :raises ImpossibleHistory: if it came after the last day to pay: the request has lapsed
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does
    """
    case = lock(request, version=version)
    fee = _open_fee(case)
    if paid_on < fee.noticed_on:
        raise CaseRefused(
            f"缴费日期：{paid_on} 早于收费通知的日期 {fee.noticed_on}，请按缴费凭证核对。"
        )
    note = f"缴费{fee.amount}元"
    enter(case, Entry(paid_on, Event.FEE_PAID), officer=officer, on=on, at=at, note=note)
    fee.paid_on = paid_on
    fee.save(update_fields=["paid_on"])
    return fee


@transaction.atomic
def withdraw_fee_notice(
    *,
    request: DisclosureRequest,
    version: int,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> DisclosureRequest:
    """Take back a fee notice, as after a dispute: a counter-entry, and no fee is owed any more.

    :raises CaseRefused: if no notice is open, or without a reason
    :raises CaseChanged, NotAllowed: as acting.counter_enter does
    """
    case = lock(request, version=version)
    _open_fee(case)
    if not reason.strip():
        raise CaseRefused("撤回理由：未填写，请写明撤回收费通知的理由。")
    notice = CaseEvent.objects.filter(
        request=case, event=Event.FEE_NOTICED, withdrawn_at=None
    ).latest("pk")
    # What was disputed is gone with the notice; a later notice can be disputed anew.
    for dispute in case.history.filter(event=Event.FEE_DISPUTED, withdrawn_at=None):
        withdraw(dispute, reason="收费通知已撤回", officer=officer, at=at)
    return counter_enter(
        request=case,
        version=version,
        entry=notice,
        reason=f"撤回收费通知：{reason.strip()}",
        officer=officer,
        on=on,
        at=at,
    )


def _open_fee(case: DisclosureRequest) -> ProcessingFee:
    fee = ProcessingFee.objects.filter(request=case, paid_on=None, withdrawn_on=None).first()
    if fee is None:
        raise CaseRefused("本案没有待缴的收费通知，请核对办理记录。")
    return fee
