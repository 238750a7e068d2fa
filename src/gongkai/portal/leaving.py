"""Addresses of others: those of government sites are linked as they are, all else with a prompt."""

import re
from collections.abc import Collection
from html import escape, unescape
from urllib.parse import urlencode, urlsplit

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "gongkai.portal.leaving"
_LINK = re.compile(r'<a href="([^"]*)">')
LONGEST = 2000


def is_own(address: str) -> bool:
    """Tell whether an address is a path of this site."""
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def is_official(address: str) -> bool:
    """Tell whether an address belongs to a government site (.gov.cn) or, of it, an office's."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return host == "gov.cn" or host.endswith(".gov.cn")


def way_to(address: str, own: Collection[str] = ()) -> str:
    """Return the address to link for a target: itself, or the page that says one is leaving.

    "" for what is neither a path of ours nor a web address.

    :param own: the site's own hosts, whose pages are linked as they are
    """
    if is_own(address):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    if parts.hostname in own or is_official(address):
        return address
    return reverse("portal:leaving") + "?" + urlencode({"to": address, "by": _mark(address)})


def led_out(markup: str, own: Collection[str]) -> str:
    """Return the text of an item or a page with its links to others led by that page as well.

    What is stored stays as it was written; mail, telephone and places on the page stay in it.

    :param markup: as drafts are written, links without other attributes
    :param own: the site's own hosts
    """
    return _LINK.sub(lambda found: _led(found, own), markup)


def _led(found: re.Match[str], own: Collection[str]) -> str:
    way = way_to(unescape(found[1]), own)
    return f'<a href="{escape(way)}">' if way else found[0]


def is_ours_to_link(address: str, mark: str) -> bool:
    """Tell whether `way_to` wrote this mark: only what stands on our pages is forwarded."""
    return len(address) <= LONGEST and constant_time_compare(mark, _mark(address))


def _mark(address: str) -> str:
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()[:20]
