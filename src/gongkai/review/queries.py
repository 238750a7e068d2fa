"""What waits for whose signature."""

from django.db.models import QuerySet

from gongkai.agencies.models import Officer
from gongkai.review.models import Round


def rounds_to_sign(officer: Officer) -> QuerySet[Round]:
    """Return the open rounds of the officer's organ that he may sign, oldest first."""
    return (
        Round.objects.filter(agency=officer.agency_id, state=Round.State.OPEN)
        .exclude(drafter=officer)
        .exclude(signatures__officer=officer)
        .select_related("drafter")
        .order_by("opened_at")
    )
