"""What a signed token shows of a guide before it is public, to whoever holds it for an hour."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import GuideVersion

LASTS = timedelta(hours=1)
PARAMETER = "yulan"
"""The name of the token in an address."""
_SALT = "gongkai.fund_services.guides"


def guide_token(version: GuideVersion, at: datetime) -> str:
    """Return a token with which the portal shows a version, for an hour.

    A draft that is written on meanwhile is shown as it was last saved.
    """
    told = {"until": int((at + LASTS).timestamp()), "guide": version.pk}
    return signing.Signer(salt=_SALT).sign_object(told)


def previewed_guide(agency: Agency, item: int, token: str, at: datetime) -> GuideVersion | None:
    """Return the version of an organ's item that a token shows; None for any other token."""
    try:
        told: dict[str, Any] = signing.Signer(salt=_SALT).unsign_object(token[:500])
    except (signing.BadSignature, ValueError):
        return None
    if told["until"] < at.timestamp():
        return None
    rows = GuideVersion.objects.select_related("item__agency", "written_by", "released_by")
    return rows.filter(pk=told["guide"], item=item, item__agency=agency).first()
