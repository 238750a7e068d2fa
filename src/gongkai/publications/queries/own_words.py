"""An organ's own wrong and sensitive words."""

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import OwnWord


def own_words_of(agency: Agency, search: str = "", *, removed: bool = False) -> QuerySet[OwnWord]:
    """Return an organ's own words in use, or those taken out of use, the newest first.

    :param search: a part of either wording or of the source
    """
    rows = OwnWord.objects.filter(agency=agency, removed_at__isnull=not removed)
    if search:
        rows = rows.filter(
            Q(wrong__icontains=search) | Q(right__icontains=search) | Q(source__icontains=search)
        )
    return rows.select_related("officer").order_by("-added_at", "-pk")
