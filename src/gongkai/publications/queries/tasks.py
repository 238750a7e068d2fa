"""What waits for an officer in publishing: to sign, to mend, to review, to answer, to publish."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import roles_of
from gongkai.publications.models import (
    Item,
    ItemComment,
    ItemRevision,
    ItemState,
    PublishingSettings,
    SecrecyConclusion,
    SecrecyReview,
)
from gongkai.publications.permissions import may_publish, may_review_secrecy
from gongkai.review.queries import principals_of
from gongkai.rules.review_stages import Stage, default_stages, read_stages

MOST = 200
"""The most entries of one list; what was submitted first comes first."""


_AT_WORK = (ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.APPROVED)


@dataclass(frozen=True)
class ToSign:
    """An item at a stage that the officer may sign; `for_whom` is whose place he takes, if any."""

    item: Item
    stage: str
    for_whom: Officer | None


@dataclass(frozen=True)
class PublishingTasks:
    """Everything that waits for one officer."""

    to_sign: list[ToSign] = field(default_factory=list)
    returned: list[Item] = field(default_factory=list)
    secrecy: list[Item] = field(default_factory=list)
    comments: list[ItemComment] = field(default_factory=list)
    to_publish: list[Item] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many entries there are."""
        lists = (self.to_sign, self.returned, self.secrecy, self.comments, self.to_publish)
        return sum(len(each) for each in lists)


def tasks_of(officer: Officer, on: date) -> PublishingTasks:
    """Return what waits for an officer on a day; the number of queries does not grow with it."""
    return PublishingTasks(
        to_sign=_to_sign(officer, on),
        returned=list(
            _items(officer)
            .filter(drafter=officer, state=ItemState.DRAFT)
            .filter(review_round__state="RETURNED")
            .order_by("changed_at")[:MOST]
        ),
        secrecy=_secrecy(officer, on),
        comments=list(
            ItemComment.objects.filter(item__drafter=officer, item__state__in=_AT_WORK)
            .filter(settled_at=None)
            .exclude(officer=officer)
            .select_related("item", "officer")
            .defer("item__body")
            .order_by("added_at")[:MOST]
        ),
        to_publish=_to_publish(officer, on),
    )


def _items(officer: Officer) -> QuerySet[Item]:
    rows = Item.objects.filter(agency=officer.agency_id)
    return rows.select_related("column", "drafter", "review_round").defer("body", "column__stages")


def _to_sign(officer: Officer, on: date) -> list[ToSign]:
    waiting = list(
        Item.objects.filter(agency=officer.agency_id, state=ItemState.IN_REVIEW)
        .exclude(drafter=officer)
        .exclude(review_round__signatures__officer=officer)
        .select_related("column", "drafter", "review_round", "public_revision")
        .defer("body", "public_revision__content")
        .prefetch_related(
            "review_round__signatures",
            Prefetch("revisions", ItemRevision.objects.defer("content"), to_attr="written"),
        )
        .order_by("review_round__opened_at", "pk")[:MOST]
    )
    if not waiting:
        return []
    principals = list(principals_of(officer, on).prefetch_related("appointments"))
    own = {str(role) for role in roles_of(officer, on)}
    usual = _usual_stages(officer)
    found = []
    for item in waiting:
        signed = item.review_round.signatures.all()
        place = len(signed)
        if place >= len(item.review_round.stages):
            continue
        name = item.review_round.stages[place]
        stages = read_stages(item.column.stages) if item.column.stages else usual
        roles = next((set(stage.roles) for stage in stages if stage.name == name), set())
        writers = _writers(item)
        done = {each.officer_id for each in signed} | {each.on_behalf_of_id for each in signed}
        if officer.pk in writers | done:
            continue
        if roles & own:
            found.append(ToSign(item, name, None))
            continue
        for principal in principals:
            if principal.pk not in writers | done and roles & _held(principal, on):
                found.append(ToSign(item, name, principal))
                break
    return found


def _writers(item: Item) -> set[int]:
    since = item.public_revision.number if item.public_revision is not None else 0
    return {item.drafter_id} | {
        revision.officer_id for revision in item.written if revision.number > since
    }


def _held(officer: Officer, on: date) -> set[str]:
    return {
        str(each.role)
        for each in officer.appointments.all()
        if each.from_on <= on and (each.until_on is None or each.until_on >= on)
    }


def _usual_stages(officer: Officer) -> tuple[Stage, ...]:
    row = PublishingSettings.objects.filter(agency=officer.agency_id).only("stages").first()
    return read_stages(row.stages) if row is not None and row.stages else default_stages()


def _secrecy(officer: Officer, on: date) -> list[Item]:
    if not may_review_secrecy(officer, officer.agency, on):
        return []
    of_content = SecrecyReview.objects.filter(
        item=OuterRef("pk"), content_hash=OuterRef("review_round__content_hash")
    ).order_by("-pk")
    return list(
        _items(officer)
        .filter(state__in=[ItemState.IN_REVIEW, ItemState.APPROVED])
        .exclude(drafter=officer)
        .annotate(
            is_reviewed=Exists(of_content),
            concluded=Subquery(of_content.values("conclusion")[:1]),
        )
        .exclude(is_reviewed=True, concluded__in=[
            SecrecyConclusion.PUBLIC, SecrecyConclusion.WITHHELD,
        ])
        .order_by("review_round__opened_at", "pk")[:MOST]
    )  # fmt: skip


def _to_publish(officer: Officer, on: date) -> list[Item]:
    if not may_publish(officer, officer.agency, on):
        return []
    rows = _items(officer).filter(state=ItemState.APPROVED).order_by("-changed_at")[:MOST]
    # What may go out now comes first, then what goes out by itself.
    return sorted(rows, key=lambda item: (item.publish_at or item.created_at, item.pk))
