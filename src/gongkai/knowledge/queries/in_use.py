"""Answers that hold on a day: for agents all of them, for the public what it may read."""

from datetime import date, timedelta

from django.db.models import Min, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.knowledge.models import AnswerVersion, VersionState

_LONGEST_KEY = 63


def answers_in_use(agency: Agency, on: date) -> QuerySet[AnswerVersion]:
    """Return an organ's released answers that hold on a day, with their entries."""
    return _holding(on).filter(entry__agency=agency)


def public_answers(agency: Agency | None, on: date) -> QuerySet[AnswerVersion]:
    """Return the answers that the public reads on a day, the last released first.

    None gives those of all organs.
    """
    rows = _holding(on).filter(is_public=True).select_related("entry__agency", "item")
    if agency is not None:
        rows = rows.filter(entry__agency=agency)
    return rows.order_by("-released_at", "-pk")


def _holding(on: date) -> QuerySet[AnswerVersion]:
    return (
        AnswerVersion.objects.filter(state=VersionState.RELEASED, valid_from__lte=on)
        .filter(Q(valid_until=None) | Q(valid_until__gte=on))
        .select_related("entry")
    )


def public_answer(agency: Agency, pk: int, on: date) -> AnswerVersion | None:
    """Return the answer of one entry that the public reads on a day, None if it reads none."""
    # No key is longer, and the database refuses to look for one.
    if pk.bit_length() > _LONGEST_KEY:
        return None
    return public_answers(agency, on).filter(entry=pk).first()


def released_to_the_public() -> QuerySet[AnswerVersion]:
    """Return every organ's released public answers, whatever days they hold on."""
    return AnswerVersion.objects.filter(state=VersionState.RELEASED, is_public=True).select_related(
        "entry__agency"
    )


def next_turn(agency: Agency, on: date) -> date | None:
    """Return the first day after `on` on which a public answer begins or no longer holds."""
    rows = AnswerVersion.objects.filter(
        entry__agency=agency, state=VersionState.RELEASED, is_public=True
    )
    found = rows.aggregate(
        begins=Min("valid_from", filter=Q(valid_from__gt=on)),
        ends=Min("valid_until", filter=Q(valid_until__gte=on)),
    )
    after_end = found["ends"] + timedelta(days=1) if found["ends"] else None
    return min((day for day in (found["begins"], after_end) if day), default=None)
