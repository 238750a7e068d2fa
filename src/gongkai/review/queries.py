"""What waits for whose signature, and who signed what."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Officer
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


def rounds_on(agency: Agency, subject: str) -> QuerySet[Round]:
    """Return every round on a subject with its signatures and people, oldest first."""
    return (
        Round.objects.filter(agency=agency, subject=subject)
        .select_related("drafter")
        .prefetch_related("signatures__officer")
        .order_by("opened_at", "pk")
    )


def day_closed(round: Round | None) -> date | None:
    """Return the day here on which a round ended; None while it is open."""
    if round is None or round.closed_at is None:
        return None
    return round.closed_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
