"""One page of blocks for those who work on it, with all that was written, said and signed on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.publications.permissions import insist, may_read
from gongkai.publications.queries.contents import hash_of
from gongkai.publications.queries.item_page import StageSeen
from gongkai.publications.queries.stages import stages_of_agency
from gongkai.review.queries import rounds_on
from gongkai.rules.review_stages import Stage
from gongkai.sites.models import PageSecrecyReview, SitePage, SitePageRevision
from gongkai.sites.queries.page_contents import content_of_page


class PageNotFound(LookupError):
    """The officer's organ has no such page; the message says what to do, in Chinese."""


@dataclass(frozen=True)
class PageSeen:
    """A page with its content as it stands, its rounds, reviews and revisions."""

    page: SitePage
    content: dict[str, Any]
    digest: str
    round: Any
    stages: list[StageSeen]
    earlier: list[tuple[Any, list[StageSeen]]]
    secrecy: list[PageSecrecyReview]
    revisions: list[SitePageRevision]

    @property
    def next_stage(self) -> StageSeen | None:
        """Return the stage that is to be signed now."""
        return next((seen for seen in self.stages if seen.is_next), None)

    @property
    def secrecy_now(self) -> PageSecrecyReview | None:
        """Return the secrecy review that holds for exactly this content."""
        found = [review for review in self.secrecy if review.content_hash == self.digest]
        return found[-1] if found else None


def pages_of(agency: Agency) -> QuerySet[SitePage]:
    """Return an organ's pages, those changed last first; given-up ones are not among them."""
    rows = SitePage.objects.filter(site__agency=agency).exclude(state="ABANDONED")
    return rows.select_related("drafter", "public_revision").order_by("-changed_at", "-pk")


def find_page(officer: Officer, pk: int, on: date) -> SitePage:
    """Return a page of the officer's organ.

    :raises NotAllowed: if the officer has no part in publishing
    :raises PageNotFound: if his organ has no such page
    """
    insist(may_read(officer, officer.agency, on), "查看网站页面")
    related = ("site__agency", "drafter", "review_round", "public_revision")
    rows = SitePage.objects.select_related(*related)
    found = rows.filter(site__agency=officer.agency_id, pk=pk).first()
    if found is None:
        raise PageNotFound("没有这个页面，或者不属于您所在的机关，请从页面列表中选择。")
    return found


def seen_page(page: SitePage) -> PageSeen:
    """Return everything that the page of a page shows."""
    content = content_of_page(page)
    stages = {stage.name: stage for stage in stages_of_agency(page.site.agency)}
    rounds = list(rounds_on(page.site.agency, f"页面 {page.pk}"))
    now = next((one for one in rounds if one.pk == page.review_round_id), None)
    return PageSeen(
        page=page,
        content=content,
        digest=hash_of(content),
        round=now,
        stages=_seen(now, stages)
        if now
        else [StageSeen(name, stage, None, False) for name, stage in stages.items()],
        earlier=[(one, _seen(one, stages)) for one in reversed(rounds) if one is not now],
        secrecy=list(page.secrecy_reviews.select_related("officer").order_by("pk")),
        revisions=list(page.revisions.select_related("officer").order_by("-number")),
    )


def _seen(round: Any, stages: dict[str, Stage]) -> list[StageSeen]:
    signatures = sorted(round.signatures.all(), key=lambda signature: signature.pk)
    by_stage = {signature.stage: signature for signature in signatures}
    is_open = round.state == "OPEN"
    return [
        StageSeen(name, stages.get(name), by_stage.get(name), is_open and place == len(signatures))
        for place, name in enumerate(round.stages)
    ]
