"""The register of 规章 and 行政规范性文件: what is in force, what is due for a look."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.agencies.models import Agency, Officer
from gongkai.publications.models import LegalDocument, LegalDocumentChange, OfficialDocument
from gongkai.publications.permissions import insist, may_read
from gongkai.publications.queries.documents.page import DocumentNotFound
from gongkai.rules.clean_up import looked_through_before


@dataclass(frozen=True)
class RegisterWanted:
    """Which documents are asked for: by standing (`IN_FORCE`, `ENDED`, `DUE`), kind and words."""

    standing: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class RegisterTally:
    """What a year's report counts of the register: 本年制发, 本年废止, 现行有效件数."""

    year: int
    made: int
    repealed: int
    in_force: int


def legal_documents(agency: Agency, wanted: RegisterWanted, on: date) -> QuerySet[LegalDocument]:
    """Return an organ's register, the last made first, with histories and the documents behind.

    Each has `looked_on`, the day it was last made or looked through, and `document_pk`.
    """
    rows = _looked_through(LegalDocument.objects.filter(agency=agency))
    ended = Q(repealed_on__lte=on)
    if wanted.standing == "IN_FORCE":
        rows = rows.exclude(ended)
    elif wanted.standing == "ENDED":
        rows = rows.filter(ended)
    elif wanted.standing == "DUE":
        rows = _due(rows, on)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    for word in wanted.text.split():
        rows = rows.filter(Q(title__contains=word) | Q(document_no__contains=word))
    behind = OfficialDocument.objects.filter(legal_document=OuterRef("pk"))
    history = LegalDocumentChange.objects.select_related("officer", "by_legal_document")
    return (
        rows.annotate(document_pk=Subquery(behind.values("pk")[:1]))
        .prefetch_related(Prefetch("changes", history.order_by("on", "pk")))
        .order_by("-made_on", "-pk")
    )


def in_force(agency: Agency, on: date) -> QuerySet[LegalDocument]:
    """Return the documents of an organ's register that hold on a day, the last made first."""
    rows = LegalDocument.objects.filter(agency=agency, made_on__lte=on)
    return rows.filter(Q(repealed_on=None) | Q(repealed_on__gt=on)).order_by("-made_on", "-pk")


def due_for_clean_up(agency: Agency, on: date) -> int:
    """Return how many documents in force were not looked through within the interval."""
    return _due(_looked_through(LegalDocument.objects.filter(agency=agency)), on).count()


def register_tally(agency: Agency, year: int) -> RegisterTally:
    """Return what a year's report counts, of all kinds together."""
    rows = LegalDocument.objects.filter(agency=agency)
    last = date(year, 12, 31)
    return RegisterTally(
        year,
        rows.filter(made_on__year=year).count(),
        rows.filter(repealed_on__year=year).count(),
        in_force(agency, last).count(),
    )


def find_legal_document(officer: Officer, pk: int, on: date) -> LegalDocument:
    """Return a document of the register of the officer's organ.

    :raises NotAllowed: if the officer has no part in publishing
    :raises DocumentNotFound: if the register has no such document
    """
    insist(may_read(officer, officer.agency, on), "查看规范性文件登记")
    rows = LegalDocument.objects.select_related("agency")
    found = rows.filter(agency=officer.agency_id, pk=pk).first()
    if found is None:
        raise DocumentNotFound("登记中没有这份文件，或者不属于您所在的机关，请从登记册中选择。")
    document: LegalDocument = found
    return document


def _looked_through(rows: QuerySet[LegalDocument]) -> QuerySet[LegalDocument]:
    seen = LegalDocumentChange.objects.filter(legal_document=OuterRef("pk")).order_by("-on", "-pk")
    return rows.annotate(looked_on=Coalesce(Subquery(seen.values("on")[:1]), "made_on"))


def _due(rows: QuerySet[LegalDocument], on: date) -> QuerySet[LegalDocument]:
    ends = LegalDocumentChange.objects.filter(
        legal_document=OuterRef("pk"), change__in=["REPEALED", "LAPSED"]
    )
    return rows.filter(~Exists(ends), repealed_on=None, looked_on__lt=looked_through_before(on))
