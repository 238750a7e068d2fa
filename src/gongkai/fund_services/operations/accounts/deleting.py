"""Deleting an account: the person goes, the business that was handled stays."""

from datetime import datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.fund_services.models import (
    AccountCode,
    AccountEvent,
    AccountSession,
    AgentApplication,
    AgentApplicationState,
    AgentNaming,
    Application,
    ApplicationDraft,
    AppointmentBooking,
    BookingState,
    EmployerAgent,
    OnlineAccount,
    OutsideIdentity,
    SignInFailure,
)
from gongkai.fund_services.operations.accounts.changing import person_of
from gongkai.fund_services.operations.accounts.passwords import insist_it_is_right
from gongkai.fund_services.operations.accounts.recording import audit
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.wechat import forget_wechat
from gongkai.fund_services.operations.applications.drafting import forget_draft
from gongkai.fund_services.queries.accounts.finding import typed_digest


def delete_account(*, account: OnlineAccount, password: str, is_sure: bool, at: datetime) -> None:
    """Delete somebody's own account: personal data removed, sessions ended, rights given up.

    :param password: of the account, not asked where only an outside identity signs in
    :raises AccountRefused: if it is wrong, not confirmed, or business of his is still open
    """
    if not is_sure:
        raise AccountRefused("请勾选“我确认注销账户”后再提交。", "is_sure")
    if account.password:
        insist_it_is_right(account, password)
    _delete(account=account, at=at)


def close_account(*, account: OnlineAccount, officer: Officer, reason: str, at: datetime) -> None:
    """Delete an account at the counter; `operations.accounts.office` insists on the officer's role.

    :raises AccountRefused: if business of it is still open
    """
    _delete(account=account, at=at, officer=officer, reason=reason)


@transaction.atomic
def _delete(
    *, account: OnlineAccount, at: datetime, officer: Officer | None = None, reason: str = ""
) -> None:
    row = OnlineAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if row.deleted_at is not None:
        return
    _insist_nothing_is_open(row)
    numbers = [typed_digest(row.identity_number), typed_digest(row.phone)]
    EmployerAgent.objects.filter(account=row, until_at=None).update(until_at=at)
    AgentNaming.objects.filter(
        agency=row.agency_id, identity_digest=row.identity_digest, settled_at=None
    ).update(settled_at=at)
    waiting = AgentApplication.objects.filter(account=row, state=AgentApplicationState.WAITING)
    waiting.update(state=AgentApplicationState.WITHDRAWN, decided_at=at)
    sessions = AccountSession.objects.filter(account=row)
    sessions.filter(ended_at=None).update(ended_at=at)
    sessions.update(device="", address="")
    OutsideIdentity.objects.filter(account=row).delete()
    forget_wechat(account=row, at=at)
    AccountEvent.objects.filter(account=row).delete()
    SignInFailure.objects.filter(agency=row.agency_id, number_digest__in=numbers).delete()
    AccountCode.objects.filter(agency=row.agency_id, subject_digest=person_of(row).digest).delete()
    for draft in ApplicationDraft.objects.filter(account=row).select_related("account"):
        forget_draft(draft=draft)
    # None of them is to come, so that nobody needs to know who came; figures keep the rows.
    AppointmentBooking.objects.filter(account=row).update(name="", phone="")
    row.name = row.identity_number = row.identity_digest = ""
    row.phone = row.phone_digest = row.password = row.account_no = ""
    row.deleted_at = at
    row.save()
    audit("deleted", row, at, officer, **({"reason": reason} if reason else {}))


def _insist_nothing_is_open(account: OnlineAccount) -> None:
    open_ones = list(
        Application.objects.filter(account=account, closed_on=None)
        .order_by("filed_at")
        .values_list("receipt_no", flat=True)[:3]
    )
    if open_ones:
        raise AccountRefused(
            f"还有办理中的业务（受理号{'、'.join(open_ones)}），办结以后才能注销账户；"
            "不再需要办理的，请先在“我的办件”中撤回。"
        )
    booked = AppointmentBooking.objects.filter(
        account=account, state__in=(BookingState.BOOKED, BookingState.ARRIVED)
    )
    number = booked.order_by("pk").values_list("register_no", flat=True).first()
    if number is not None:
        raise AccountRefused(
            f"还有没到时间的预约（预约号{number}），请先在“我的预约”中取消，再注销账户。"
        )
