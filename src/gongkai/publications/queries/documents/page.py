"""One official document for those who work on it, with all that was said and signed on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import working_calendar
from gongkai.publications.models import (
    Item,
    LegalDocument,
    OfficialDocument,
    PublicationFile,
    Reassessment,
    SecrecyReview,
)
from gongkai.publications.permissions import insist, may_read
from gongkai.publications.queries.documents.attributes import value_of
from gongkai.publications.queries.documents.clocks import PublicationClock, publication_clock
from gongkai.publications.queries.documents.contents import attached_files, content_hash
from gongkai.publications.queries.item_page import StageSeen
from gongkai.review.queries import rounds_on
from gongkai.rules.attributes.reasons import AttributeGround, attribute_grounds
from gongkai.rules.attributes.values import AttributeValue
from gongkai.rules.document_stages import document_stages


class DocumentNotFound(LookupError):
    """The officer's organ has no such document; the message says what to do, in Chinese."""


@dataclass(frozen=True)
class DocumentPage:
    """A document with its digest as it stands, its rounds, reviews, clock and what came of it."""

    document: OfficialDocument
    digest: str
    attachments: list[tuple[dict[str, Any], PublicationFile | None, AttributeValue]]
    value: AttributeValue
    ground: AttributeGround | None
    round: Any
    stages: list[StageSeen]
    earlier: list[tuple[Any, list[StageSeen]]]
    secrecy: list[SecrecyReview]
    clock: PublicationClock | None
    item: Item | None
    reassessments: list[Reassessment]
    changes: list[tuple[LegalDocument, str, str]]

    @property
    def next_stage(self) -> StageSeen | None:
        """Return the stage that is to be signed now."""
        return next((seen for seen in self.stages if seen.is_next), None)

    @property
    def secrecy_now(self) -> SecrecyReview | None:
        """Return the secrecy review that holds for exactly this content."""
        found = [review for review in self.secrecy if review.content_hash == self.digest]
        return found[-1] if found else None


def find_document(officer: Officer, pk: int, on: date) -> OfficialDocument:
    """Return a document of the officer's organ.

    :raises NotAllowed: if the officer has no part in publishing
    :raises DocumentNotFound: if his organ has no such document
    """
    insist(may_read(officer, officer.agency, on), "查看公文")
    related = (
        "agency", "drafter", "department", "review_round", "column", "pdf", "docx",
        "legal_document",
    )  # fmt: skip
    rows = OfficialDocument.objects.select_related(*related)
    found = rows.filter(agency=officer.agency_id, pk=pk).first()
    if found is None:
        raise DocumentNotFound("没有这件公文，或者不属于您所在的机关，请从公文列表中选择。")
    document: OfficialDocument = found
    return document


def page_of(document: OfficialDocument, on: date) -> DocumentPage:
    """Return everything that the page of a document shows."""
    rounds = list(rounds_on(document.agency, f"公文 {document.pk}"))
    now = next((one for one in rounds if one.pk == document.review_round_id), None)
    files = {file.pk: file for file in attached_files(document)}
    return DocumentPage(
        document=document,
        digest=content_hash(document),
        attachments=[
            (row, files.get(row.get("file", 0)), value_of(row["attribute"]))
            for row in document.attachments
        ],
        value=value_of(document.attribute),
        ground=attribute_grounds().get(document.ground),
        round=now,
        stages=_seen(now)
        if now
        else [StageSeen(stage.name, stage, None, False) for stage in document_stages()],
        earlier=[(one, _seen(one)) for one in reversed(rounds) if one is not now],
        secrecy=list(document.secrecy_reviews.select_related("officer").order_by("pk")),
        clock=publication_clock(document, on, working_calendar()),
        item=Item.objects.filter(document=document).defer("body").first(),
        reassessments=list(document.reassessments.select_related("officer").order_by("pk")),
        changes=changes_of(document),
    )


def changes_of(document: OfficialDocument) -> list[tuple[LegalDocument, str, str]]:
    """Return what a document repeals or amends, each with the kind and the day."""
    rows = LegalDocument.objects.in_bulk([each["document"] for each in document.changes])
    return [
        (rows[each["document"]], each["change"], each["on"])
        for each in document.changes
        if each["document"] in rows
    ]


def _seen(round: Any) -> list[StageSeen]:
    stages = {stage.name: stage for stage in document_stages()}
    signatures = sorted(round.signatures.all(), key=lambda signature: signature.pk)
    by_stage = {signature.stage: signature for signature in signatures}
    is_open = round.state == "OPEN"
    return [
        StageSeen(name, stages.get(name), by_stage.get(name), is_open and place == len(signatures))
        for place, name in enumerate(round.stages)
    ]
