"""What the office has in hand: pieces with their state, and what waits to be looked at."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.participation.models import (
    FaultState,
    Interview,
    InterviewQuestion,
    Moderation,
    PieceState,
    PublicConsultation,
    PublicOpinion,
    SiteFault,
    Survey,
)
from gongkai.participation.queries.results_wanted import results_wanted

_WAITING = Q(moderation=Moderation.RECEIVED)


def consultations_of(agency: Agency) -> QuerySet[Any]:
    """Return an organ's consultations with how many opinions came and wait, the newest first."""
    rows = PublicConsultation.objects.filter(agency=agency).select_related(
        "agency", "drafter", "result"
    )
    return rows.annotate(
        received=Count("opinions"),
        waiting=Count("opinions", filter=Q(opinions__moderation=Moderation.RECEIVED)),
    ).order_by("-pk")


def surveys_of(agency: Agency) -> QuerySet[Any]:
    """Return an organ's surveys with how many forms came, the newest first."""
    rows = Survey.objects.filter(agency=agency).select_related("agency", "drafter", "result")
    return rows.annotate(received=Count("answers")).order_by("-pk")


def interviews_of(agency: Agency) -> QuerySet[Any]:
    """Return an organ's interviews with how many questions came and wait, the newest first."""
    rows = Interview.objects.filter(agency=agency).select_related("agency", "drafter", "record")
    return rows.annotate(
        received=Count("questions"),
        waiting=Count("questions", filter=Q(questions__moderation=Moderation.RECEIVED)),
    ).order_by("-pk")


def opinions_of(consultation: PublicConsultation, view: str = "") -> QuerySet[Any]:
    """Return the opinions on a consultation, the newest first.

    :param view: "waiting" for those nobody looked at, "open" for those without uptake, "" for all
    """
    rows = PublicOpinion.objects.filter(consultation=consultation).select_related(
        "consultation__agency"
    )
    if view == "waiting":
        rows = rows.filter(_WAITING)
    if view == "open":
        rows = rows.filter(uptake="")
    return rows.order_by("-received_on", "-pk")


def questions_of(interview: Interview) -> QuerySet[Any]:
    """Return the questions put to an interview, those nobody looked at first."""
    rows = InterviewQuestion.objects.filter(interview=interview)
    return rows.select_related("interview__agency").order_by("-moderation", "received_on", "pk")


class InHand(NamedTuple):
    """How much waits in the office."""

    opinions: int
    questions: int
    to_release: int
    results: int
    faults: int


def in_hand(agency: Agency, on: date) -> InHand:
    """Return how much waits for an organ's officers on a day."""
    submitted = Q(state=PieceState.SUBMITTED)
    waiting = (
        model._default_manager.filter(submitted, agency=agency).count()
        + model._default_manager.filter(
            **{f"{part}__state": PieceState.SUBMITTED, "agency": agency}
        ).count()
        for model, part in (
            (PublicConsultation, "result"),
            (Survey, "result"),
            (Interview, "record"),
        )
    )
    return InHand(
        opinions=PublicOpinion.objects.filter(_WAITING, consultation__agency=agency).count(),
        questions=InterviewQuestion.objects.filter(_WAITING, interview__agency=agency).count(),
        to_release=sum(waiting),
        results=len(results_wanted(agency, on)),
        faults=SiteFault.objects.filter(agency=agency).exclude(state=FaultState.HANDLED).count(),
    )
