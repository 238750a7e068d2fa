"""What machines ask for: robots.txt and security.txt."""

from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.portal.canonical import origin_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.site import site_of

_PLAIN = "text/plain; charset=utf-8"
# RFC 9116 §2.5.5 recommends less than a year.
_HOLDS = timedelta(days=364)


@require_safe
@kept_as_file
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots to leave the console, forms and searches alone."""
    reads(request)
    context = {"sitemap": origin_of(request) + reverse("portal:sitemap")}
    return render(request, "portal/robots.txt", context, content_type=_PLAIN)


@require_safe
@kept_as_file
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell whom to write to about a weakness of the site (RFC 9116)."""
    site = site_of(request)
    contact = contact_address(site.content.security_contact, site.agency and site.agency.email)
    if not contact:
        raise Http404
    reads(request)
    month = _month_of(timezone.now())
    expires = month + _HOLDS
    until(request, _month_of(month + timedelta(days=31)))
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {origin_of(request)}{reverse('portal:security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=_PLAIN)


def contact_address(told: str, mail: str | None) -> str:
    """Return a contact as the field wants it: an address of the web, a mail or a telephone.

    :param told: what the organ has set, an address, a mail address or a telephone number
    :param mail: the organ's own, where it has set nothing
    """
    given = "".join((told or mail or "").split())
    if not given or given.startswith(("https://", "mailto:", "tel:")):
        return given
    return f"mailto:{given}" if "@" in given else f"tel:{given}"


def _month_of(at: datetime) -> datetime:
    """Return when a moment's month began: the file says the same all month."""
    return at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
