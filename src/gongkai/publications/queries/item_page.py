"""One item for those who work on it, with all that was written, said and signed on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.agencies.models import Officer
from gongkai.publications.models import (
    Item,
    ItemComment,
    ItemLink,
    ItemRevision,
    PublicationFile,
    SecrecyReview,
    WorkingCopy,
)
from gongkai.publications.permissions import insist, may_read
from gongkai.publications.queries.contents import content_of_item, hash_of
from gongkai.publications.queries.stages import stages_of
from gongkai.review.queries import rounds_on
from gongkai.rules.review_stages import Stage


class ItemNotFound(LookupError):
    """The officer's organ has no such item; the message says what to do, in Chinese."""


@dataclass(frozen=True)
class StageSeen:
    """One stage of a round with who signed it; `stage` is None where its settings are gone."""

    name: str
    stage: Stage | None
    signature: Any
    is_next: bool


@dataclass(frozen=True)
class ItemPage:
    """An item with its content as it stands, its rounds, reviews, revisions and remarks.

    `base` is what signers compare with: what was returned last, else what is public.
    """

    item: Item
    content: dict[str, Any]
    digest: str
    files: list[PublicationFile]
    links_out: list[ItemLink]
    links_in: list[ItemLink]
    round: Any
    stages: list[StageSeen]
    earlier: list[tuple[Any, list[StageSeen]]]
    secrecy: list[SecrecyReview]
    revisions: list[ItemRevision]
    comments: list[ItemComment]
    base: ItemRevision | None

    @property
    def next_stage(self) -> StageSeen | None:
        """Return the stage that is to be signed now."""
        return next((seen for seen in self.stages if seen.is_next), None)

    @property
    def secrecy_now(self) -> SecrecyReview | None:
        """Return the secrecy review that holds for exactly this content."""
        found = [review for review in self.secrecy if review.content_hash == self.digest]
        return found[-1] if found else None


def find_item(officer: Officer, pk: int, on: date) -> Item:
    """Return an item of the officer's organ.

    :raises NotAllowed: if the officer has no part in publishing
    :raises ItemNotFound: if his organ has no such item
    """
    insist(may_read(officer, officer.agency, on), "查看未发布的信息")
    related = (
        "agency", "column", "column__agency", "drafter", "department", "locked_by",
        "review_round", "public_revision", "document",
    )  # fmt: skip
    found = Item.objects.select_related(*related).filter(agency=officer.agency_id, pk=pk).first()
    if found is None:
        raise ItemNotFound("没有这条信息，或者不属于您所在的机关，请从信息列表中选择。")
    return found


def find_item_file(officer: Officer, pk: int, on: date) -> PublicationFile:
    """Return a file of an item of the officer's organ, removed ones among them.

    :raises NotAllowed: if the officer has no part in publishing
    :raises ItemNotFound: if his organ has no such file
    """
    insist(may_read(officer, officer.agency, on), "查看信息的文件")
    rows = PublicationFile.objects.select_related("item")
    found = rows.filter(pk=pk, item__agency=officer.agency_id).first()
    if found is None:
        raise ItemNotFound("没有这个文件，或者不属于您所在的机关，请从信息页面打开。")
    return found


def page_of(item: Item) -> ItemPage:
    """Return everything that the page of an item shows."""
    content = content_of_item(item)
    stages = {stage.name: stage for stage in stages_of(item.column)}
    rounds = list(rounds_on(item.agency, f"信息 {item.pk}"))
    now = next((one for one in rounds if one.pk == item.review_round_id), None)
    revisions = list(item.revisions.select_related("officer").defer("content").order_by("-number"))
    return ItemPage(
        item=item,
        content=content,
        digest=hash_of(content),
        files=list(
            PublicationFile.objects.filter(
                pk__in=[file["pk"] for file in content["files"]]
            ).order_by("position", "pk")
        ),
        links_out=list(item.links_out.select_related("target").order_by("kind", "pk")),
        links_in=list(item.links_in.select_related("source").order_by("kind", "pk")),
        round=now,
        stages=_seen(now, stages)
        if now
        else [StageSeen(name, stage, None, False) for name, stage in stages.items()],
        earlier=[(one, _seen(one, stages)) for one in reversed(rounds) if one is not now],
        secrecy=list(item.secrecy_reviews.select_related("officer").order_by("pk")),
        revisions=revisions,
        comments=list(
            item.comments.select_related("officer", "settled_by").order_by("settled_at", "pk")
        ),
        base=_base(item, rounds, revisions),
    )


def revision_of(item: Item, number: int) -> ItemRevision:
    """Return one revision of an item with its content.

    :raises ItemNotFound: if there is none of that number
    """
    found = item.revisions.select_related("officer").filter(number=number).first()
    if found is None:
        raise ItemNotFound(f"没有第{number}稿，请从修订记录中选择。")
    revision: ItemRevision = found
    return revision


def working_copy_of(item: Item, officer: Officer) -> WorkingCopy | None:
    """Return what an officer has typed into an item and not saved yet."""
    copies: QuerySet[WorkingCopy] = WorkingCopy.objects.filter(item=item, officer=officer)
    return copies.first()


def _seen(round: Any, stages: dict[str, Stage]) -> list[StageSeen]:
    signatures = sorted(round.signatures.all(), key=lambda signature: signature.pk)
    by_stage = {signature.stage: signature for signature in signatures}
    is_open = round.state == "OPEN"
    return [
        StageSeen(name, stages.get(name), by_stage.get(name), is_open and place == len(signatures))
        for place, name in enumerate(round.stages)
    ]


def _base(item: Item, rounds: list[Any], revisions: list[ItemRevision]) -> ItemRevision | None:
    """Return the revision returned before this one, else the public one; None if there is none."""
    public = item.public_revision
    floor = public.number if public is not None else 0
    for round in reversed(rounds):
        if round.state != "RETURNED":
            continue
        same = [
            each
            for each in revisions
            if each.content_hash == round.content_hash and each.number > floor
        ]
        if same:
            return same[0]
    return public
