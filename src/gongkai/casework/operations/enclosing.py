"""Which of a case's files may go along with a letter; what is not severed yet may not."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from gongkai.casework.models import (
    CaseFile,
    DisclosureRequest,
    FileKind,
    Redaction,
    RedactionState,
)
from gongkai.casework.operations.acting import CaseRefused
from gongkai.rules.letters import Addressee, LetterKind

# To other organs the applicant's own papers may go (转送); to him and third parties never.
_KINDS = {
    Addressee.APPLICANT: (FileKind.RELEASED, FileKind.REDACTED),
    Addressee.CONSULTED: (FileKind.RELEASED, FileKind.REDACTED, FileKind.SOURCE),
    Addressee.ORGAN: (FileKind.APPLICATION, FileKind.CORRECTION, FileKind.EVIDENCE),
}


def allowed_enclosures(case: DisclosureRequest, kind: LetterKind) -> QuerySet[CaseFile]:
    """Return the files of a case that may go along with a letter of a kind.

    A file with a severed copy never goes to the applicant itself, and the copy only once a second
    person has confirmed it (条例第三十七条).
    """
    files = case.files.filter(kind__in=_KINDS[kind.addressee]).order_by("pk")
    if kind.addressee is Addressee.APPLICANT:
        redactions = Redaction.objects.filter(request=case)
        confirmed = redactions.filter(state=RedactionState.CONFIRMED).exclude(output=None)
        # Copies from before a change belong to no redaction any more, and go out no more either.
        stale = Q(kind=FileKind.REDACTED) & ~Q(pk__in=confirmed.values("output"))
        files = files.exclude(pk__in=redactions.values("source")).exclude(stale)
    return files


def require_enclosable(
    case: DisclosureRequest, kind: LetterKind, chosen: Iterable[int]
) -> list[CaseFile]:
    """Return the files chosen to go along with a letter, in the order of their keeping.

    :raises CaseRefused: if one belongs to another case or may not go out
    """
    wanted = set(chosen)
    files = [file for file in allowed_enclosures(case, kind) if file.pk in wanted]
    if len(files) < len(wanted):
        raise CaseRefused(
            "所选附件中有的不属于本案、不能发给该收件人，或者区分处理件尚未经第二人复核，"
            "请刷新页面后重新选择。"
        )
    return files
