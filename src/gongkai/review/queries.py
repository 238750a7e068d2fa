"""What waits for whose signature, and who signed what."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.review.models import Round, Substitution


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


def principals_of(officer: Officer, on: date) -> QuerySet[Officer]:
    """Return those for whom an officer may sign on a day, as a substitution of that day says."""
    held = Substitution.objects.filter(substitute=officer, from_on__lte=on, until_on__gte=on)
    held = held.exclude(ended_on__lt=on)
    return Officer.objects.filter(pk__in=held.values("principal")).order_by("pk")


def substitutions_of(agency: Agency) -> QuerySet[Substitution]:
    """Return an organ's substitutions with their people, those that end last first."""
    return (
        Substitution.objects.filter(agency=agency)
        .select_related("principal", "substitute", "made_by")
        .order_by("-until_on", "-pk")
    )


def day_closed(round: Round | None) -> date | None:
    """Return the day here on which a round ended; None while it is open."""
    if round is None or round.closed_at is None:
        return None
    return round.closed_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
