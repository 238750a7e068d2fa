"""The official documents of an organ, as they are asked for, and those that wait for an officer."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.publications.models import DocumentState, OfficialDocument, SecrecyReview
from gongkai.publications.permissions import may_publish, may_review_secrecy
from gongkai.publications.queries.documents.stages import stage_of, writers_of
from gongkai.publications.queries.seats import Seats

MOST = 100
"""The most documents that the list of one's tasks shows; the oldest come first."""


@dataclass(frozen=True)
class DocumentsWanted:
    """Which documents an officer asks for; empty fields ask for nothing.

    `year` is that of 成文, or of the draft where it is not formed yet.
    """

    state: str = ""
    attribute: str = ""
    kind: str = ""
    year: int | None = None
    text: str = ""


@dataclass(frozen=True)
class DocumentTasks:
    """What waits for one officer: to sign with the stage's name, to review, to issue, to mend."""

    to_sign: list[tuple[OfficialDocument, str]] = field(default_factory=list)
    secrecy: list[OfficialDocument] = field(default_factory=list)
    to_issue: list[OfficialDocument] = field(default_factory=list)
    returned: list[OfficialDocument] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many entries there are."""
        return sum(len(each) for each in (self.to_sign, self.secrecy, self.to_issue, self.returned))


def documents_of(agency: Agency, wanted: DocumentsWanted) -> QuerySet[OfficialDocument]:
    """Return an organ's documents, the last changed first; abandoned ones only where asked for."""
    rows = OfficialDocument.objects.filter(agency=agency)
    exact = {"state": wanted.state, "attribute": wanted.attribute, "kind": wanted.kind}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if not wanted.state:
        rows = rows.exclude(state=DocumentState.ABANDONED)
    if wanted.year:
        drafted = Q(formed_on=None, created_at__year=wanted.year)
        rows = rows.filter(Q(formed_on__year=wanted.year) | drafted)
    for word in wanted.text.split():
        rows = rows.filter(
            Q(title__contains=word) | Q(document_no__contains=word) | Q(body__contains=word)
        )
    rows = rows.select_related("drafter", "department").defer("body")
    return rows.order_by("-changed_at", "-pk")


def tasks_of(officer: Officer, on: date) -> DocumentTasks:
    """Return what of the organ's documents waits for an officer on a day."""
    agency = officer.agency
    rows = OfficialDocument.objects.filter(agency=agency).defer("body").order_by("changed_at")
    on_their_way = list(
        rows.filter(state=DocumentState.IN_REVIEW)
        .select_related("agency", "review_round")
        .prefetch_related("review_round__signatures")[:MOST]
    )
    return DocumentTasks(
        to_sign=list(_to_sign(on_their_way, Seats(officer, on))),
        secrecy=_unreviewed(on_their_way, officer, on),
        to_issue=list(rows.filter(state=DocumentState.SIGNED)[:MOST])
        if may_publish(officer, agency, on)
        else [],
        returned=list(
            rows.filter(state=DocumentState.DRAFT, drafter=officer, review_round__state="RETURNED")[
                :MOST
            ]
        ),
    )


def _to_sign(documents: list[OfficialDocument], seats: Seats) -> list[tuple[OfficialDocument, str]]:
    found = []
    for document in documents:
        stage = stage_of(document)
        done = {each.officer_id for each in document.review_round.signatures.all()}
        done |= {each.on_behalf_of_id for each in document.review_round.signatures.all()}
        if stage is not None and seats.at(stage, writers_of(document) | done) is not None:
            found.append((document, stage.name))
    return found


def _unreviewed(
    documents: list[OfficialDocument], officer: Officer, on: date
) -> list[OfficialDocument]:
    if not documents or not may_review_secrecy(officer, officer.agency, on):
        return []
    latest = {
        (review.document_id, review.content_hash): review.conclusion
        for review in SecrecyReview.objects.filter(document__in=documents).order_by("pk")
    }
    return [
        document
        for document in documents
        if officer.pk not in writers_of(document)
        and latest.get((document.pk, document.review_round.content_hash), "REFERRED") == "REFERRED"
    ]
