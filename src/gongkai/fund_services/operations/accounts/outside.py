"""Signing in with a government account: the first time it is bound, after the real-name check."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import AccountEventKind, OnlineAccount, OutsideIdentity
from gongkai.fund_services.operations.accounts.knowing import Person, known_person
from gongkai.fund_services.operations.accounts.opening import open_account
from gongkai.fund_services.operations.accounts.recording import Place, audit, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.signing_in import enter
from gongkai.fund_services.outlets.asking_provider import ProviderAway
from gongkai.fund_services.outlets.identity_provider import (
    Begun,
    Provider,
    ProviderRefused,
    begin,
    finish,
)
from gongkai.fund_services.queries.accounts.finding import (
    account_with_identity,
    identity_digest,
)
from gongkai.privacy.digests import keyed_digest


class OutsidePerson(NamedTuple):
    """Whom a government account belongs to, by what its provider says."""

    subject: str
    person: Person

    def __repr__(self) -> str:
        return "OutsidePerson(…)"


class PhoneWanted(AccountRefused):
    """The provider tells no phone number, so the person himself is to type the one on record."""


class OutsideAway(AccountRefused):
    """The provider cannot be asked now; signing in by password still works."""


def configured_provider() -> Provider | None:
    """Return the provider named by GONGKAI_OIDC_URL, None where none is."""
    line = settings.GONGKAI_OIDC
    if not line["issuer"]:
        return None
    return Provider(
        issuer=line["issuer"],
        client=line["client"],
        secret=line["secret"],
        scope=settings.GONGKAI_OIDC_SCOPE,
        algorithms=tuple(settings.GONGKAI_OIDC_ALGORITHMS),
    )


def begin_outside(*, redirect_uri: str) -> Begun:
    """Return where to send somebody who signs in with his government account.

    :raises AccountRefused: if no provider is configured
    :raises OutsideAway: if it cannot be asked now
    """
    try:
        return begin(_provider(), redirect_uri=redirect_uri)
    except ProviderAway as away:
        raise OutsideAway(str(away)) from None


def finish_outside(
    *, answer: Mapping[str, str], begun: Begun, redirect_uri: str, at: datetime
) -> OutsidePerson:
    """Return who comes back from the provider.

    :raises AccountRefused: if he declined, anything of the answer does not hold, or it does not
        tell who he is
    :raises OutsideAway: if the provider cannot be asked now
    """
    names = settings.GONGKAI_OIDC_CLAIMS
    try:
        claims = finish(
            _provider(),
            answer=answer,
            begun=begun,
            redirect_uri=redirect_uri,
            wanted=tuple(names.values()),
            at=at,
        )
    except ProviderRefused as refused:
        raise AccountRefused(str(refused)) from None
    except ProviderAway as away:
        raise OutsideAway(str(away)) from None
    told = {field: _text(claims, name) for field, name in names.items()}
    if not told["name"] or not told["identity_number"]:
        raise AccountRefused(
            "认证系统没有提供姓名或者证件号码，不能登录；请先在认证系统完成实名认证，"
            "或者使用密码登录。"
        )
    return OutsidePerson(_text(claims, "sub"), Person(**told))


def enter_outside(*, agency: Agency, found: OutsidePerson, at: datetime, place: Place) -> str:
    """Sign in whoever a government account belongs to; return the session's token.

    :raises PhoneWanted: if it is to be bound, and no phone number was told
    :raises AccountRefused: if the business system does not know the person so
    :raises CoreAway: if it is to be bound, and the business system cannot be asked
    """
    issuer = settings.GONGKAI_OIDC["issuer"]
    digest = keyed_digest("online-subject-outside", f"{agency.pk}|{issuer}|{found.subject}")
    bound = (
        OutsideIdentity.objects.select_related("account__agency")
        .filter(issuer=issuer, subject_digest=digest, account__deleted_at=None)
        .first()
    )
    if bound is not None:
        _insist_it_is_he(bound.account, found.person)
        account: OnlineAccount = bound.account
    else:
        account = _bound(agency, found.person, issuer, digest, at, place)
    return enter(account=account, at=at, place=place, kind=AccountEventKind.SIGNED_IN_OUTSIDE)


@transaction.atomic
def unbind(*, account: OnlineAccount, at: datetime, place: Place) -> None:
    """Have no government account sign in to an account any more.

    :raises AccountRefused: if the account has no password, so that nobody could sign in
    """
    if not account.password:
        raise AccountRefused("账户还没有设置密码，请先设置密码，再解除统一身份认证的绑定。")
    if OutsideIdentity.objects.filter(account=account).delete()[0]:
        tell_owner(account, AccountEventKind.IDENTITY_BOUND, at, place, "解除绑定")
        audit("identity_unbound", account, at)


def _bound(
    agency: Agency, person: Person, issuer: str, digest: str, at: datetime, place: Place
) -> OnlineAccount:
    if not person.phone.strip():
        raise PhoneWanted("手机号码：请填写在本中心登记的手机号码，用于首次登录时核对。", "phone")
    known = known_person(person)
    account = account_with_identity(agency, person.identity_number)
    kept = Person(account.name, account.identity_number, account.phone) if account else None
    is_agent = kept is not None and kept.tidied == person.tidied
    if known is None and not is_agent:
        raise AccountRefused(
            "认证系统给出的姓名、证件号码、手机号码与本中心登记的不一致，没有登录；"
            "请携带身份证件到柜台核对更新，或者使用密码登录。"
        )
    with transaction.atomic():
        if account is None:
            account = open_account(
                agency=agency,
                name=person.name,
                identity_number=person.identity_number,
                phone=person.phone,
                password="",
                account_no=known.account_no if known else "",
                at=at,
                how="outside",
            )
        try:
            with transaction.atomic():
                OutsideIdentity.objects.create(
                    account=account, issuer=issuer, subject_digest=digest, bound_at=at
                )
        except IntegrityError:
            raise AccountRefused("登录请求重复，请重新登录。") from None
        tell_owner(account, AccountEventKind.IDENTITY_BOUND, at, place)
        audit("identity_bound", account, at)
    return account


def _insist_it_is_he(account: OnlineAccount, person: Person) -> None:
    """Insist that a government account still belongs to whom it was bound to."""
    if identity_digest(person.identity_number) != account.identity_digest:
        raise AccountRefused(
            "认证系统给出的证件号码与绑定时的不同，没有登录；请使用密码登录后解除绑定，"
            "或者携带身份证件到柜台办理。"
        )


def _provider() -> Provider:
    found = configured_provider()
    if found is None:
        raise AccountRefused("本系统没有开通统一身份认证登录，请使用密码登录。")
    return found


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip()[:200] if isinstance(value, str) else ""
