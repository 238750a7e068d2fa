"""What a signed token of a preview shows, to whoever holds it and for an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from gongkai.sites.models import SitePage, SitePreview, SiteVersion
from gongkai.sites.queries.hosts import HostedSite, hosted
from gongkai.sites.queries.site_content import SiteContent, read_content

LASTS = timedelta(hours=1)
PARAMETER = "banben"
"""The name of the token in an address."""
_SALT = "gongkai.sites.previews"


@dataclass(frozen=True)
class Preview:
    """What is looked at before it is public: a site, and where it is about a page, that page."""

    hosted: HostedSite
    page: SitePage | None


def preview_token(shown: SiteVersion | SitePreview | SitePage, at: datetime) -> str:
    """Return a token with which the portal shows something that is not public, for an hour."""
    told = {"until": int((at + LASTS).timestamp()), "what": _NAMES[type(shown)], "pk": shown.pk}
    return signing.Signer(salt=_SALT).sign_object(told, compress=False)


def previewed(token: str, at: datetime) -> Preview | None:
    """Return what a token shows; None for one that is over, altered, or about nothing."""
    try:
        told: dict[str, Any] = signing.Signer(salt=_SALT).unsign_object(token[:500])
    except (signing.BadSignature, ValueError):
        return None
    if told["until"] < at.timestamp():
        return None
    if told["what"] == "page":
        page = (
            SitePage.objects.select_related("site__agency", "site__current", "drafter")
            .filter(pk=told["pk"])
            .first()
        )
        return Preview(hosted(page.site), page) if page else None
    model = SitePreview if told["what"] == "typed" else SiteVersion
    kept = model.objects.select_related("site__agency").filter(pk=told["pk"]).first()
    return Preview(_with(kept, read_content(kept.content)), None) if kept else None


_NAMES: dict[type, str] = {SiteVersion: "version", SitePreview: "typed", SitePage: "page"}


def _with(kept: Any, content: SiteContent) -> HostedSite:
    names = tuple(kept.site.hosts.values_list("name", flat=True))
    return HostedSite(kept.site.agency, content, names, getattr(kept, "number", 0))
