"""What the public can take part in, and could before."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.participation.models import (
    Interview,
    Moderation,
    PieceState,
    PublicConsultation,
    Survey,
)

_PUBLIC = Q(state=PieceState.PUBLISHED)


class OpenPiece(NamedTuple):
    """Something people can take part in: `stem` is consultation, survey or interview."""

    stem: str
    label: str
    pk: int
    title: str
    from_on: date | None
    until_on: date


def open_now(agency: Agency, on: date) -> list[OpenPiece]:
    """Return what is open on a day, what ends first before the others."""
    days = Q(from_on__lte=on, until_on__gte=on)
    found = [
        OpenPiece(stem, label, row.pk, row.title, row.from_on, row.until_on)
        for stem, label, model in (
            ("consultation", "意见征集", PublicConsultation),
            ("survey", "网上调查", Survey),
        )
        for row in model._default_manager.filter(_PUBLIC, days, agency=agency)
    ]
    asked = Interview.objects.filter(_PUBLIC, agency=agency, questions_until__gte=on)
    found += [
        OpenPiece("interview", "访谈提问", row.pk, row.title, None, row.questions_until)
        for row in asked
        if row.questions_until is not None
    ]
    return sorted(found, key=lambda each: (each.until_on, each.stem, each.pk))


def next_change(agency: Agency, on: date) -> datetime | None:
    """Return the moment at which something of an organ opens or closes by itself next."""
    days: list[date] = []
    for model in (PublicConsultation, Survey):
        rows = model._default_manager.filter(_PUBLIC, agency=agency, until_on__gte=on)
        for from_on, until_on in rows.values_list("from_on", "until_on"):
            days += [from_on, until_on + timedelta(days=1)]
    rows = Interview.objects.filter(_PUBLIC, agency=agency, questions_until__gte=on)
    days += [day + timedelta(days=1) for day in rows.values_list("questions_until", flat=True)]
    ahead = [day for day in days if day > on]
    return beginning(min(ahead)) if ahead else None


def next_change_of(piece: PublicConsultation | Survey | Interview, on: date) -> datetime | None:
    """Return the moment at which one piece opens or closes by itself next."""
    if isinstance(piece, Interview):
        last = piece.questions_until
        days = [last + timedelta(days=1)] if last is not None else []
    else:
        days = [piece.from_on, piece.until_on + timedelta(days=1)]
    ahead = [day for day in days if day > on]
    return beginning(min(ahead)) if ahead else None


def beginning(day: date) -> datetime:
    """Return the first moment of a day where the organs are."""
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE))


def public_consultations(agency: Agency) -> QuerySet[Any]:
    """Return the consultations everybody sees, those that end last first, with their result."""
    rows = PublicConsultation.objects.filter(_PUBLIC, agency=agency).select_related(
        "result", "agency"
    )
    return rows.annotate(received=Count("opinions")).order_by("-until_on", "-pk")


def public_surveys(agency: Agency) -> QuerySet[Any]:
    """Return the surveys everybody sees, those that end last first, with their result."""
    rows = Survey.objects.filter(_PUBLIC, agency=agency).select_related("result", "agency")
    return rows.annotate(received=Count("answers")).order_by("-until_on", "-pk")


def public_interviews(agency: Agency) -> QuerySet[Any]:
    """Return the interviews everybody sees, the latest first, with their record."""
    rows = Interview.objects.filter(_PUBLIC, agency=agency).select_related("record", "agency")
    return rows.annotate(received=Count("questions")).order_by("-held_on", "-pk")


def shown_opinions(consultation: PublicConsultation) -> QuerySet[Any]:
    """Return the opinions that everybody may read, in the order they came: never their senders."""
    rows = consultation.opinions.filter(moderation=Moderation.SHOWN).order_by("received_on", "pk")
    return rows.values("about_article", "shown_text", "received_on")


def shown_questions(interview: Interview) -> QuerySet[Any]:
    """Return the questions that everybody may read, with their answers: never their askers."""
    rows = interview.questions.filter(moderation=Moderation.SHOWN).order_by("received_on", "pk")
    return rows.values("shown_text", "answer", "received_on")
