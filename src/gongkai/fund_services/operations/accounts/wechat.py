"""Binding an account to the WeChat of its owner, who sends a code to the centre's account."""

from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.fund_services.models import AccountEventKind, AccountSession, OnlineAccount
from gongkai.fund_services.operations.accounts.changing import place_of
from gongkai.fund_services.operations.accounts.recording import NOWHERE, Place, audit, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.messages.operations.wechat_binding import (
    Holder,
    account_holder,
    choose_messages,
    make_binding_code,
    unbind,
)
from gongkai.publications.queries.deliveries import account_to_follow

_NO_ACCOUNT = "本中心没有开通微信公众号消息，暂时不能绑定。"
_NOT_BOUND = "还没有绑定微信，请先获取绑定码并在公众号发送。"


def ask_binding_code(*, session: AccountSession, takes_messages: bool, at: datetime) -> str:
    """Return a code that binds whoever sends it to the centre's account; an earlier one is void.

    :param takes_messages: whether the account's messages are to come by WeChat then
    :raises AccountRefused: if the centre takes no pushes of a WeChat account
    """
    account = session.account
    if not account_to_follow(account.agency):
        raise AccountRefused(_NO_ACCOUNT)
    return make_binding_code(
        agency=account.agency,
        holder=account_holder(account.pk),
        takes_messages=takes_messages,
        at=at,
    )


@transaction.atomic
def choose_wechat(*, session: AccountSession, takes_messages: bool, at: datetime) -> None:
    """Keep whether a bound account's messages come by WeChat.

    :raises AccountRefused: if it is not bound
    """
    account = session.account
    if not choose_messages(holder=account_holder(account.pk), takes_messages=takes_messages):
        raise AccountRefused(_NOT_BOUND)
    audit("wechat_chosen", account, at, takes_messages=takes_messages)


@transaction.atomic
def unbind_wechat(*, session: AccountSession, at: datetime) -> bool:
    """End an account's binding; tell whether there was one."""
    account = session.account
    ended = unbind(agency=account.agency, holder=account_holder(account.pk), at=at)
    if ended:
        _note(account, AccountEventKind.WECHAT_UNBOUND, at, place_of(session))
    return ended


def note_binding(*, holder: Holder, at: datetime) -> None:
    """Tell an account's owner, and the trail, that it was bound by a code sent to the account."""
    _note_at(holder, AccountEventKind.WECHAT_BOUND, at)


def note_unbinding(*, holder: Holder, at: datetime) -> None:
    """Tell the same of a binding that its follower ended or moved."""
    _note_at(holder, AccountEventKind.WECHAT_UNBOUND, at)


def forget_wechat(*, account: OnlineAccount, at: datetime) -> None:
    """End the binding of an account that is deleted, and void its code."""
    unbind(agency=account.agency, holder=account_holder(account.pk), at=at)


def _note_at(holder: Holder, kind: Any, at: datetime) -> None:
    if holder.is_officer:
        return
    rows = OnlineAccount.objects.select_related("agency").filter(deleted_at=None)
    account = rows.filter(pk=holder.key).first()
    if account is not None:
        _note(account, kind, at, NOWHERE)


def _note(account: OnlineAccount, kind: Any, at: datetime, place: Place) -> None:
    tell_owner(account, kind, at, place)
    audit(str(kind).lower(), account, at)
