"""Addresses that a draft may keep: pages, mail, places on the own site, pictures taken along."""

import re
from urllib.parse import urlsplit

_KEPT = {"http", "https", "mailto", "tel"}
_NOISE = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff]")
_OWN = re.compile(r"/(?![/\\])")
# A file of the item itself; faces turn it into an address.
_OF_THE_ITEM = re.compile(r"file:[0-9]{1,12}")
_TAKEN_ALONG = re.compile(r"draft-image:[0-9]{1,4}")
_LONGEST = 2_000


def kept_address(address: str) -> str:
    """Return a link's address, "" for one that runs a script or leads into somebody's machine."""
    found = _NOISE.sub("", address)
    if not found or len(found) > _LONGEST or "\\" in found:
        return ""
    if _OWN.match(found) or _OF_THE_ITEM.fullmatch(found):
        return found
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _KEPT:
        return ""
    if parts.scheme.lower() in {"http", "https"} and not parts.netloc:
        return ""
    return found


def kept_picture(address: str) -> str:
    """Return a picture's address, "" for one that is not reachable for readers."""
    found = _NOISE.sub("", address)
    if _TAKEN_ALONG.fullmatch(found) or _OF_THE_ITEM.fullmatch(found):
        return found
    kept = kept_address(found)
    return kept if kept.lower().startswith(("http://", "https://", "/")) else ""
