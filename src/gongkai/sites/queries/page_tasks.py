"""What waits for an officer of a site's pages: to sign, to review, to mend, to publish."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gongkai.agencies.models import Officer
from gongkai.publications.permissions import may_publish, may_review_secrecy
from gongkai.publications.queries.seats import Seats
from gongkai.publications.queries.stages import stages_of_agency
from gongkai.sites.models import (
    PageSecrecyConclusion,
    PageSecrecyReview,
    PageState,
    SitePage,
    SitePageRevision,
)

MOST = 100
"""The most pages of one list; what was submitted first comes first."""


@dataclass(frozen=True)
class PageToSign:
    """A page at a stage that the officer may sign; `for_whom` is whose place he takes, if any."""

    page: SitePage
    stage: str
    for_whom: Officer | None


@dataclass(frozen=True)
class PageTasks:
    """Everything of the pages that waits for one officer."""

    to_sign: list[PageToSign] = field(default_factory=list)
    secrecy: list[SitePage] = field(default_factory=list)
    returned: list[SitePage] = field(default_factory=list)
    to_publish: list[SitePage] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many entries there are."""
        lists = (self.to_sign, self.secrecy, self.returned, self.to_publish)
        return sum(len(each) for each in lists)


def page_tasks(officer: Officer, on: date) -> PageTasks:
    """Return what of the pages waits for an officer, in a number of queries that does not grow."""
    rows = _pages(officer)
    mine = rows.filter(state=PageState.DRAFT, drafter=officer, review_round__state="RETURNED")
    to_publish = rows.filter(state=PageState.APPROVED)
    return PageTasks(
        to_sign=pages_to_sign(officer, on),
        secrecy=_secrecy(officer, on),
        returned=list(mine.order_by("changed_at")[:MOST]),
        to_publish=list(to_publish.order_by("changed_at")[:MOST])
        if may_publish(officer, officer.agency, on)
        else [],
    )


def pages_to_sign(officer: Officer, on: date) -> list[PageToSign]:
    """Return the pages whose next stage an officer may sign, for himself or in another's place."""
    waiting = list(
        _pages(officer)
        .filter(state=PageState.IN_REVIEW)
        .exclude(drafter=officer)
        .select_related("public_revision")
        .defer("blocks", "public_revision__content")
        .prefetch_related("review_round__signatures")
        .order_by("review_round__opened_at", "pk")[:MOST]
    )
    if not waiting:
        return []
    stages = {stage.name: stage for stage in stages_of_agency(officer.agency)}
    seats, wrote, found = Seats(officer, on), _writers(waiting), []
    for page in waiting:
        assert page.review_round is not None
        signed = page.review_round.signatures.all()
        stage = stages.get(page.review_round.stages[len(signed)])
        done = {key for each in signed for key in (each.officer_id, each.on_behalf_of_id)}
        person = seats.at(stage, wrote[page.pk] | done) if stage is not None else None
        if stage is not None and person is not None:
            found.append(PageToSign(page, stage.name, None if person is officer else person))
    return found


def _pages(officer: Officer) -> QuerySet[SitePage]:
    rows = SitePage.objects.filter(site__agency=officer.agency_id)
    return rows.select_related("drafter", "review_round").defer("blocks")


def _writers(pages: Collection[SitePage]) -> dict[int, set[int]]:
    """Return by page who wrote what is not public yet: they sign none of it."""
    found = {page.pk: {page.drafter_id} for page in pages}
    public = {page.pk: page.public_revision.number for page in pages if page.public_revision}
    rows = SitePageRevision.objects.filter(page__in=list(found))
    for page, officer, number in rows.values_list("page", "officer", "number"):
        if number > public.get(page, 0):
            found[page].add(officer)
    return found


def _secrecy(officer: Officer, on: date) -> list[SitePage]:
    if not may_review_secrecy(officer, officer.agency, on):
        return []
    last = PageSecrecyReview.objects.filter(
        page=OuterRef("pk"), content_hash=OuterRef("review_round__content_hash")
    ).order_by("-pk")
    return list(
        _pages(officer)
        .filter(state__in=[PageState.IN_REVIEW, PageState.APPROVED])
        .exclude(drafter=officer)
        .annotate(is_reviewed=Exists(last), concluded=Subquery(last.values("conclusion")[:1]))
        .exclude(
            is_reviewed=True,
            concluded__in=[PageSecrecyConclusion.PUBLIC, PageSecrecyConclusion.WITHHELD],
        )
        .order_by("review_round__opened_at", "pk")[:MOST]
    )
