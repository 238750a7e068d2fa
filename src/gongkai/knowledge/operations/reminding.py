"""Telling owners that an answer must be looked at again: once for each review day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from gongkai.agencies.queries import officers_with_role
from gongkai.knowledge.models import KnowledgeEntry
from gongkai.messages.operations import notify


@transaction.atomic
def remind_of_reviews(*, on: date, at: datetime) -> int:
    """Tell owners of answers whose review day has come or that end today; return how many.

    Each review day is told once, however many days nobody asked; who left office is replaced by
    the heads.
    """
    due = Q(review_on__lte=on) | Q(released__valid_until__lte=on)
    rows = KnowledgeEntry.objects.select_for_update(of=("self",)).select_related(
        "agency", "owner__user", "released"
    )
    waiting = rows.filter(due, released__isnull=False).exclude(reminded_of=F("review_on"))
    told = list(waiting)
    for entry in told:
        people = (
            [entry.owner]
            if entry.owner.user.is_active
            else list(officers_with_role(entry.agency, "OFFICE_HEAD", on))
        )
        text = f"知识条目{entry.entry_no}应于{entry.review_on}前复核，请核对答复是否仍然有效。"
        notify(officers=people, text=text, subject=entry.entry_no, at=at)
        entry.reminded_of = entry.review_on
    KnowledgeEntry.objects.bulk_update(told, ["reminded_of"])
    return len(told)
