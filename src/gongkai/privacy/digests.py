"""Keyed digests: two equal values can be told to be equal without either being kept readable."""

import hmac
from hashlib import sha256

from django.conf import settings


def keyed_digest(purpose: str, text: str) -> str:
    """Return the HMAC-SHA-256 of text in hexadecimal; "" for "".

    :param purpose: keeps digests of different fields apart, e.g. `applicant`
    """
    if not text:
        return ""
    key = f"{purpose}:{settings.GONGKAI_FIELD_KEY}".encode()
    return hmac.new(key, text.encode(), sha256).hexdigest()


def same_digest(purpose: str, text: str, digest: str) -> bool:
    """Test in constant time if a text has a digest; an empty digest fits nothing."""
    given = keyed_digest(purpose, text)
    return hmac.compare_digest(given, digest) and bool(digest)
