"""What is not published and when it is looked at again, and what earlier looks came to."""

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import OfficialDocument, Reassessment


def withheld_documents(agency: Agency) -> QuerySet[OfficialDocument]:
    """Return an organ's formed documents that are not published, the next to be assessed first."""
    return (
        OfficialDocument.objects.filter(agency=agency, next_review_on__isnull=False)
        .select_related("drafter", "department")
        .defer("body")
        .order_by("next_review_on", "pk")
    )


def reassessed(agency: Agency) -> QuerySet[Reassessment]:
    """Return the assessments of an organ, the last first (条例第十八条)."""
    return (
        Reassessment.objects.filter(document__agency=agency)
        .select_related("document", "officer")
        .defer("document__body")
        .order_by("-on", "-pk")
    )
