"""Leave to follow one case for a while, after its number and code were given once."""

from django.core import signing
from django.http import HttpRequest

_SALT = "gongkai.portal.grants"
VALID_FOR = 1800
"""Seconds."""
_MOST = 5


def give_grant(request: HttpRequest, number: str) -> None:
    """Let the visitor's session follow a case."""
    held = {each: grant for each, grant in _held(request).items() if each != number}
    kept = dict(list(held.items())[-(_MOST - 1) :])
    request.session["grants"] = {**kept, number: signing.dumps(number, salt=_SALT)}


def has_grant(request: HttpRequest, number: str) -> bool:
    """Tell if the visitor's session may follow a case now."""
    grant = _held(request).get(number, "")
    try:
        return bool(signing.loads(grant, salt=_SALT, max_age=VALID_FOR) == number)
    except signing.BadSignature:
        return False


def end_grant(request: HttpRequest, number: str) -> None:
    """Take the leave back."""
    held = _held(request)
    if held.pop(number, None):
        request.session["grants"] = held


def _held(request: HttpRequest) -> dict[str, str]:
    held = request.session.get("grants", {})
    return dict(held) if isinstance(held, dict) else {}
