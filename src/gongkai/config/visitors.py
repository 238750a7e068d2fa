"""Whose address a request comes from, where proxies of our own stand in front."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address: what our outermost proxy saw, or the connection's own.

    Each proxy appends the address it saw to X-Forwarded-For. Only as many entries as proxies of
    ours (GONGKAI_PROXIES) are believed; whatever stands before them the visitor wrote himself.
    """
    proxies: int = settings.REST_FRAMEWORK["NUM_PROXIES"]
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies and len(forwarded) >= proxies and forwarded[-proxies].strip():
        return str(forwarded[-proxies].strip())
    return str(request.META.get("REMOTE_ADDR", ""))
