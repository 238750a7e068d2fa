"""The links under which callers say how they find what was done."""

from gongkai.hotline.models import CallBack
from gongkai.privacy.digests import keyed_digest

_LONGEST = 40


def link_digest(code: str) -> str:
    """Return what is kept of a link's code."""
    return keyed_digest("call-back", code[:_LONGEST])


def linked(code: str) -> CallBack | None:
    """Return the call-back of a link with its ticket, None for a code nobody was sent."""
    if not code:
        return None
    rows = CallBack.objects.select_related("ticket__agency")
    return rows.filter(link_digest=link_digest(code)).first()
