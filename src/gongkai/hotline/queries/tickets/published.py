"""答复选登: what the public reads of tickets and their replies."""

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.hotline.models import PublicReply, PublicState

_SEALED = ("content", "person_name", "phone", "email", "reply")


def published_replies(agency: Agency | None) -> QuerySet[PublicReply]:
    """Return the published replies of an organ, the last first; no columns of who asked.

    None gives those of all organs.
    """
    rows = PublicReply.objects.filter(state=PublicState.PUBLISHED)
    if agency is not None:
        rows = rows.filter(agency=agency)
    hidden = [f"ticket__{name}" for name in _SEALED]
    return rows.select_related("ticket", "agency").defer(*hidden).order_by("-published_at", "-pk")
