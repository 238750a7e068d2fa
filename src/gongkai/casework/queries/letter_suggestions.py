"""What a letter's form is likely to say, from what the case holds already."""

from collections.abc import Mapping

from gongkai.casework.models import (
    Consultation,
    DisclosureRequest,
    Letter,
    LetterState,
    LinkKind,
    SearchResult,
)
from gongkai.rules.letters import LetterKind


def suggested_terms(
    case: DisclosureRequest, kind: LetterKind, consultation: Consultation | None = None
) -> Mapping[str, str]:
    """Return values for the terms of a letter; the officer corrects or replaces them."""
    suggested: dict[str, str] = {}
    if kind is LetterKind.REPLY:
        suggested["search"] = _searches(case)
        suggested["earlier"] = _earlier(case)
    if kind is LetterKind.THIRD_PARTY_NOTICE and consultation is not None:
        suggested["disclosed"] = consultation.asked_about
        suggested["reasons"] = consultation.override_reason
    if kind is LetterKind.SERVICE_RECORD:
        suggested["served"] = "、".join(
            f"《{title}》（{number}）"
            for title, number in case.letters.filter(state=LetterState.ISSUED)
            .exclude(kind=LetterKind.SERVICE_RECORD)
            .order_by("-pk")
            .values_list("title", "number")[:1]
        )
    return {key: value for key, value in suggested.items() if value}


def _searches(case: DisclosureRequest) -> str:
    """Return where was searched in vain: 第三十六条第四项 rests on it."""
    rows = case.searches.filter(result=SearchResult.NOT_FOUND).select_related("department")
    return "\n".join(
        f"{row.department.name}于{row.answered_on}反馈：{row.scope}，未检索到该信息。"
        for row in rows.order_by("answered_on", "pk")
    )


def _earlier(case: DisclosureRequest) -> str:
    """Return the number of the reply that the case repeats: 第三十六条第六项."""
    repeats = case.links.filter(kind=LinkKind.REPEATS).values("other")
    earlier = Letter.objects.filter(
        request__in=repeats, kind=LetterKind.REPLY, state=LetterState.ISSUED
    )
    return earlier.order_by("-dated_on").values_list("number", flat=True).first() or ""
