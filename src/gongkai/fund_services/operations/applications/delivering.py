"""Giving an applicant his result, and telling him what is paid or to be paid."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.fund_services.models import Application
from gongkai.fund_services.operations.applications.acting import began, optional, required
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import put_on_record
from gongkai.fund_services.operations.applications.telling import tell_applicant
from gongkai.fund_services.queries.applications.drafts import DraftFile
from gongkai.fund_services.queries.applications.progress import RESULT
from gongkai.messages.operations import settle_notices
from gongkai.rules.service_lifecycle import ApplicationEventKind

_MOST = Decimal("999999999999.99")


class DeliveryWay(StrEnum):
    """How a result is delivered (送达方式)."""

    ONLINE = "ONLINE"
    COUNTER = "COUNTER"
    MAIL = "MAIL"
    BANK = "BANK"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "ONLINE": "网上办事账户查看",
            "COUNTER": "窗口领取",
            "MAIL": "邮寄",
            "BANK": "划入银行账户",
        }[self.value]


@transaction.atomic
def deliver_result(
    *,
    application: Application,
    version: int | None,
    way: DeliveryWay,
    note: str = "",
    document: DraftFile | None = None,
    certificate_no: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Record that a closed application's result was delivered; the applicant is told.

    :param document: the result's own document, sealed already
    :param certificate_no: of a certificate that was issued as the result
    :raises NotAllowed: if the officer handles no business
    :raises ApplicationChanged: if `version` is not the one on record
    :raises ApplicationRefused: if it is not closed, or was delivered
    """
    act = began(application, version, officer, on, at)
    act.require_handler()
    told = optional(note, "送达说明", 300)
    row = act.row
    act.enter(
        ApplicationEventKind.DELIVERED,
        note=told,
        way=way.value,
        certificate_no=certificate_no or None,
        has_document=True if document is not None else None,
    )
    if document is not None:
        put_on_record(row, [replace(document, material=RESULT)], at)
    settle_notices(subject=row.receipt_no, at=at)
    tell_applicant(row, "application.delivered", at=at)
    return row


@transaction.atomic
def notice_payment(
    *,
    application: Application,
    version: int | None,
    amount: Decimal,
    note: str,
    until: date | None = None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Tell an applicant of a sum that was paid to him, or that he is to pay.

    :param note: what it is, where it goes or went
    :param until: last day for paying, None where nothing is to be paid
    :raises NotAllowed, ApplicationChanged: as deliver_result does
    :raises ApplicationRefused: for a sum that cannot be, a day that is past, or before approval
    """
    act = began(application, version, officer, on, at)
    act.require_handler()
    if not 0 < amount <= _MOST:
        raise ApplicationRefused(f"金额：{amount}不在0.01到{_MOST}元之间，请改正。")
    if until is not None and until < on:
        raise ApplicationRefused(f"缴款期限：{until}早于今天，请改正。")
    told = required(note, "通知内容", "请写明款项名称、账户和缴款或者划款情况。", 300)
    act.enter(ApplicationEventKind.PAYMENT_NOTICED, note=told, amount=amount, pay_by=until)
    tell_applicant(act.row, "application.payment", at=at)
    return act.row
