"""Finding an account by what its owner knows of it; numbers are compared by keyed digests."""

from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import OnlineAccount
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import tidy


def identity_digest(number: str) -> str:
    """Return the keyed digest of an identity number, however it was typed; "" for none."""
    return keyed_digest("online-identity", tidy(number).upper())


def phone_digest(number: str) -> str:
    """Return the keyed digest of a phone number, however it was typed; "" for none."""
    return keyed_digest("online-phone", check_phone(number).value)


def account_with_identity(agency: Agency, number: str) -> OnlineAccount | None:
    """Return a centre's account of a person by his identity number."""
    digest = identity_digest(number)
    return _open(agency, Q(identity_digest=digest)) if digest else None


def typed_digest(number: str) -> str:
    """Return the keyed digest of what somebody signs in with, whichever number it is."""
    return keyed_digest("online-typed", tidy(number).upper())


def account_named(agency: Agency, number: str) -> OnlineAccount | None:
    """Return a centre's account by what somebody signs in with: identity number or phone."""
    by_identity = Q(identity_digest=identity_digest(number) or None)
    by_phone = Q(phone_digest=phone_digest(number) or None)
    return _open(agency, by_identity | by_phone)


def _open(agency: Agency, by: Q) -> OnlineAccount | None:
    rows = OnlineAccount.objects.select_related("agency")
    return rows.filter(by, agency=agency, deleted_at=None).first()
