"""Earlier disclosable answers on the same thing: 条例第四十四条."""

from collections.abc import Iterable

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.casework.models import CaseFile, DisclosureRequest, FileKind, ProactiveProposal
from gongkai.rules.similarity import likeness, pairs_of

DISCLOSABLE = frozenset({"DISCLOSED", "ALREADY_PUBLISHED", "PARTLY_DISCLOSED"})
"""Outcomes after which the information can be given to anybody who asks."""

# An office answers a few thousand requests a year; what is older is not asked for by several.
_MOST = 1000
_VERY_LIKE = 0.8
_GIVEN = (FileKind.RELEASED, FileKind.REDACTED)


def answered_alike(case: DisclosureRequest) -> list[DisclosureRequest]:
    """Return the organ's other cases with a disclosable answer on the same thing.

    Same document number, same file given, or nearly the same words; by another applicant, as far
    as the digests of identity numbers tell.
    """
    others = DisclosureRequest.objects.filter(
        agency=case.agency, outcome__in=DISCLOSABLE, closed_on__isnull=False
    ).exclude(pk=case.pk)
    if case.applicant_digest:
        others = others.exclude(applicant_digest=case.applicant_digest)
    keys = {
        *_same_number(case, others),
        *_same_file(case, others),
        *_same_words(case, others.order_by("-closed_on", "-pk")[:_MOST]),
    }
    return list(DisclosureRequest.objects.filter(pk__in=keys).order_by("pk"))


def proposals_of(agency: Agency) -> QuerySet[ProactiveProposal]:
    """Return an organ's proposals with their cases, open ones first, then the newest."""
    proposals = ProactiveProposal.objects.filter(agency=agency)
    return (
        proposals.select_related("decided_by", "matter")
        .prefetch_related("requests")
        .order_by("-state", "-proposed_at", "-pk")
    )


def _same_number(case: DisclosureRequest, others: QuerySet[DisclosureRequest]) -> Iterable[int]:
    number = _plain(case.document_no)
    if not number:
        return []
    named = others.exclude(document_no="").values_list("pk", "document_no")
    return [key for key, other in named if _plain(other) == number]


def _same_file(case: DisclosureRequest, others: QuerySet[DisclosureRequest]) -> Iterable[int]:
    given = CaseFile.objects.filter(request=case, kind__in=_GIVEN).values("sha256")
    files = CaseFile.objects.filter(sha256__in=given, kind__in=_GIVEN, request__in=others)
    return files.values_list("request_id", flat=True)


def _same_words(case: DisclosureRequest, others: QuerySet[DisclosureRequest]) -> Iterable[int]:
    title, wanted = pairs_of(case.document_title), pairs_of(case.wanted)
    for key, other_title, other_wanted in others.values_list("pk", "document_title", "wanted"):
        likest = max(
            likeness(title, pairs_of(other_title)), likeness(wanted, pairs_of(other_wanted))
        )
        if likest >= _VERY_LIKE:
            yield key


def _plain(number: str) -> str:
    """Return a document number without blanks, its brackets alike."""
    return "".join(number.split()).translate(str.maketrans("[]（）()【】", "〔〕〔〕〔〕〔〕"))
