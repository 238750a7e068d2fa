"""Files that are severed, and the list of what is hidden in them and why."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from gongkai.agencies.models import Officer
from gongkai.casework.models import (
    CaseFile,
    DisclosureRequest,
    FileKind,
    Letter,
    LetterState,
    RedactedArea,
    Redaction,
    RedactionState,
)
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.case_page import CaseUnknown

SEVERED_KINDS = (FileKind.SOURCE, FileKind.RELEASED)
"""The files that may be severed."""


def find_redaction(officer: Officer, pk: int, on: date) -> Redaction:
    """Return a severed file of the officer's organ.

    :raises CaseUnknown: if his organ has none of this key
    :raises NotAllowed: if he holds none of the roles that see cases
    """
    rows = Redaction.objects.select_related(
        "request__agency", "source", "output", "prepared_by", "confirmed_by"
    )
    found = rows.filter(pk=pk, request__agency=officer.agency_id).first()
    if found is None:
        raise CaseUnknown("没有这项区分处理，或者不属于本机关，请从案件页面打开。")
    require_worker(officer, found.request.agency, on)
    return found


def redaction_of(file: CaseFile) -> Redaction | None:
    """Return the severing of a file that was begun already."""
    return Redaction.objects.filter(source=file).order_by("pk").first()


def areas_of(redaction: Redaction) -> list[RedactedArea]:
    """Return what is hidden, page by page."""
    return list(redaction.areas.select_related("added_by").order_by("page", "top", "pk"))


def hands_in(redaction: Redaction, areas: Iterable[RedactedArea]) -> set[int]:
    """Return the keys of the officers who marked something; none of them may confirm it."""
    return {redaction.prepared_by_id, *(area.added_by_id for area in areas)}


def is_sent(redaction: Redaction) -> bool:
    """Tell whether the output went out with a letter; then nothing is changed any more."""
    sent = Q(state=LetterState.ISSUED, enclosures=redaction.output_id)
    return redaction.output_id is not None and Letter.objects.filter(sent).exists()


def reasons_list(request: DisclosureRequest) -> str:
    """Return what is hidden in a case's confirmed files, with article and reason: 第三十七条."""
    rows = RedactedArea.objects.filter(
        redaction__request=request, redaction__state=RedactionState.CONFIRMED
    ).order_by("redaction__source__name", "page", "pk")
    lines: dict[tuple[str, str, str], list[str]] = {}
    for name, page, article, reason in rows.values_list(
        "redaction__source__name", "page", "article", "reason"
    ):
        pages = lines.setdefault((name, article, reason), [])
        if page and f"第{page}页" not in pages:
            pages.append(f"第{page}页")
    return "\n".join(
        f"{number}. “{name}”{'、'.join(pages)}部分内容：依据{article}，{reason}"
        for number, ((name, article, reason), pages) in enumerate(lines.items(), start=1)
    )
