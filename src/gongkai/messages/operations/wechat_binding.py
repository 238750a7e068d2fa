"""Binding a follower of the organ's WeChat account to whom he proves to be, by a code sent there.

The code is shown to who is signed in; the follower sends it to the account, and the platform's
push, which is signed, tells who he is. Nobody ever types an openid.
"""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.messages.models import BindingKind, WeChatBinding, WeChatBindingCode
from gongkai.messages.queries.wechat import openid_digest
from gongkai.privacy.digests import keyed_digest

VALID_FOR = timedelta(minutes=10)
"""How long a code counts."""

DIGITS = 8
"""How many digits a code has."""

_TRIES = 5


class CodeWrong(ValueError):
    """No code that counts now is this one."""


class BoundElsewhere(ValueError):
    """The follower is bound to another holder of the kind: only an explicit move changes that."""


class Holder(NamedTuple):
    """Whose binding it is: a code of BindingKind, and the key of the account or officer."""

    kind: str
    key: int

    @property
    def is_officer(self) -> bool:
        """Tell whether it is an officer's."""
        return self.kind == BindingKind.OFFICER


def account_holder(key: int) -> Holder:
    """Return the holder that an online account is."""
    return Holder(str(BindingKind.ACCOUNT), key)


def officer_holder(officer: Officer) -> Holder:
    """Return the holder that an officer is."""
    return Holder(str(BindingKind.OFFICER), officer.pk)


class Bound(NamedTuple):
    """What a code did: whose the follower is now, and whose he was before, None if nobody's."""

    holder: Holder
    before: Holder | None = None


@transaction.atomic
def make_binding_code(
    *, agency: Agency, holder: Holder, takes_messages: bool = False, at: datetime
) -> str:
    """Return a code that binds whoever sends it to the account; an earlier one is void.

    :param takes_messages: what the holder chose for when he is bound
    """
    WeChatBindingCode.objects.filter(until_at__lte=at).delete()
    for _ in range(_TRIES):
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        try:
            with transaction.atomic():
                WeChatBindingCode.objects.update_or_create(
                    kind=holder.kind,
                    holder=holder.key,
                    defaults={
                        "agency": agency,
                        "code_digest": _digest(agency, code),
                        "until_at": at + VALID_FOR,
                        "takes_messages": takes_messages,
                    },
                )
        except IntegrityError:
            # Somebody else's code is the same: another one.
            continue
        return code
    raise RuntimeError("no free code")


@transaction.atomic
def bind(*, agency: Agency, openid: str, code: str, moves: bool, at: datetime) -> Bound:
    """Bind a follower to the holder of the code that he sent; the code is used up with it.

    :param moves: he said himself that an earlier binding of his is to move
    :raises CodeWrong: if no such code counts now
    :raises BoundElsewhere: if he is bound to another holder and did not say so; the code still
        counts
    """
    rows = WeChatBindingCode.objects.select_for_update()
    row = rows.filter(
        agency=agency, code_digest=_digest(agency, code), until_at__gt=at
    ).first()  # fmt: skip
    if row is None:
        raise CodeWrong
    holder, digest = Holder(row.kind, row.holder), openid_digest(agency.pk, openid)
    bound = WeChatBinding.objects.select_for_update().filter(
        agency=agency, kind=row.kind, openid_digest=digest
    )
    other = bound.exclude(holder=row.holder).first()
    if other is not None and not moves:
        raise BoundElsewhere
    before = Holder(other.kind, other.holder) if other is not None else None
    if other is not None:
        _put_down("unbound", before, agency, at)
        other.delete()
    try:
        with transaction.atomic():
            WeChatBinding.objects.update_or_create(
                kind=row.kind,
                holder=row.holder,
                defaults={
                    "agency": agency,
                    "openid": openid,
                    "openid_digest": digest,
                    "bound_at": at,
                    "takes_messages": row.takes_messages,
                },
            )
    except IntegrityError:
        # Bound by another code of another holder at the same moment.
        raise BoundElsewhere from None
    row.delete()
    _put_down("bound", holder, agency, at)
    return Bound(holder, before)


@transaction.atomic
def unbind(*, agency: Agency, holder: Holder, at: datetime) -> bool:
    """End a holder's binding and void his code; tell whether he was bound."""
    WeChatBindingCode.objects.filter(kind=holder.kind, holder=holder.key).delete()
    ended, _ = WeChatBinding.objects.filter(kind=holder.kind, holder=holder.key).delete()
    if ended:
        _put_down("unbound", holder, agency, at)
    return bool(ended)


@transaction.atomic
def unbind_follower(*, agency: Agency, openid: str, at: datetime) -> list[Holder]:
    """End all bindings of a follower, and return whose they were."""
    rows = WeChatBinding.objects.select_for_update().filter(
        agency=agency, openid_digest=openid_digest(agency.pk, openid)
    )
    ended = [Holder(row.kind, row.holder) for row in rows.order_by("pk")]
    rows.delete()
    for holder in ended:
        _put_down("unbound", holder, agency, at)
    return ended


@transaction.atomic
def choose_messages(*, holder: Holder, takes_messages: bool) -> bool:
    """Keep whether a bound holder is told by WeChat; tell whether he is bound."""
    rows = WeChatBinding.objects.filter(kind=holder.kind, holder=holder.key)
    return bool(rows.update(takes_messages=takes_messages))


def _put_down(deed: str, holder: Holder | None, agency: Agency, at: datetime) -> None:
    """Put on the trail what was done for an officer; of accounts whoever keeps them does so."""
    if holder is None or not holder.is_officer:
        return
    officer = Officer.objects.filter(pk=holder.key).first()
    if officer is not None:
        record(action=f"message_contact.wechat_{deed}", subject=officer.name, at=at,
               agency=agency, officer=officer)  # fmt: skip


def _digest(agency: Agency, code: str) -> str:
    return keyed_digest("wechat-binding", f"{agency.pk}:{code}")
