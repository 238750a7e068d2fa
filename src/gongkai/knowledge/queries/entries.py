"""The desk of those who keep answers: what waits for whom, one entry with its versions."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from gongkai.agencies.models import Agency, Officer
from gongkai.knowledge.models import AnswerVersion, KnowledgeEntry, VersionState

SCOPES = {
    "in_use": "使用中",
    "in_review": "待审核",
    "drafts": "草稿",
    "to_look_at": "应复核",
    "mine": "我负责的",
    "withdrawn": "已停用",
}
"""Codes and names of the lists, in the order shown."""

_SOON = timedelta(days=30)


def listed_entries(
    agency: Agency, scope: str, officer: Officer, on: date, text: str = "", topic_code: str = ""
) -> QuerySet[KnowledgeEntry]:
    """Return the entries of one of SCOPES; a text is looked for in questions and answers."""
    rows = _all(agency).filter(_within(officer, on)[scope])
    if topic_code:
        rows = rows.filter(topic_code__startswith=topic_code)
    for word in text.split()[:8]:
        held = AnswerVersion.objects.filter(entry=OuterRef("pk")).filter(
            Q(question__icontains=word) | Q(also_asked__icontains=word) | Q(answer__icontains=word)
        )
        rows = rows.filter(Q(entry_no__iexact=word) | Exists(held))
    order = ("review_on", "pk") if scope == "to_look_at" else ("-pk",)
    return rows.order_by(*order)


def scope_counts(agency: Agency, officer: Officer, on: date) -> dict[str, int]:
    """Return how many entries each of SCOPES has, in one statement."""
    within = _within(officer, on)
    counted = _all(agency).aggregate(**{code: Count("pk", filter=within[code]) for code in SCOPES})
    return {code: counted[code] for code in SCOPES}


def entry_of(agency: Agency, pk: int) -> KnowledgeEntry | None:
    """Return an organ's entry, None if there is none."""
    return (
        KnowledgeEntry.objects.select_related("agency", "owner", "released")
        .filter(agency=agency, pk=pk)
        .first()
    )


def versions_of(entry: KnowledgeEntry) -> list[AnswerVersion]:
    """Return an entry's versions, the newest first, with their people and sources."""
    rows = AnswerVersion.objects.filter(entry=entry).order_by("-number")
    return list(rows.select_related("drafted_by", "released_by", "item"))


def grown_from(agency: Agency, numbers: list[str]) -> Mapping[str, int]:
    """Return the keys of the entries that grew from tickets or calls, by those's numbers."""
    found = KnowledgeEntry.objects.filter(agency=agency, origin_no__in=numbers)
    return dict(found.exclude(origin_no="").values_list("origin_no", "pk"))


def _all(agency: Agency) -> QuerySet[KnowledgeEntry]:
    versions = AnswerVersion.objects.filter(entry=OuterRef("pk"))
    return (
        KnowledgeEntry.objects.filter(agency=agency)
        .annotate(
            waits_for_review=Exists(versions.filter(state=VersionState.IN_REVIEW)),
            told=Subquery(versions.order_by("-number").values("question")[:1]),
            is_written=Exists(versions.filter(state=VersionState.DRAFT)),
        )
        .select_related("owner", "released", "agency")
    )


def _within(officer: Officer, on: date) -> dict[str, Q]:
    in_use = Q(released__isnull=False)
    return {
        "in_use": in_use,
        "in_review": Q(waits_for_review=True),
        "drafts": Q(is_written=True, withdrawn_at=None),
        "to_look_at": in_use
        & (Q(review_on__lte=on + _SOON) | Q(released__valid_until__lte=on + _SOON)),
        "mine": Q(owner=officer, withdrawn_at=None),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
