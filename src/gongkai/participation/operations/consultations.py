"""Writing consultations and their results."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.participation.models import ConsultationResult, PublicConsultation
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.completeness import require_days
from gongkai.participation.operations.drafting import (
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    begin,
    keep,
)
from gongkai.participation.operations.texts import require_line, require_text


@dataclass(frozen=True)
class ConsultationContent:
    """What an officer writes of a consultation; `item` is the number of a public item."""

    title: str
    background: str
    contact: str
    from_on: date
    until_on: date
    body: str = ""
    item: int | None = None
    basis: str = ""

    def values(self) -> dict[str, Any]:
        """Return the values of its fields.

        :raises ParticipationRefused: naming the field that is at fault
        """
        require_days(self.from_on, self.until_on)
        return {
            "title": require_line("标题", self.title, LONGEST_TITLE, "title"),
            "background": require_text("背景和说明", self.background, LONGEST_TEXT, "background"),
            "body": require_text(
                "征求意见的内容", self.body, 5 * LONGEST_TEXT, "body", wanted=False
            ),
            "item_id": self.item,
            "basis": require_line("征集依据", self.basis, LONGEST_LINE, "basis", wanted=False),
            "contact": require_line("联系方式", self.contact, LONGEST_LINE, "contact"),
            "from_on": self.from_on,
            "until_on": self.until_on,
        }


@transaction.atomic
def draft_consultation(
    *, agency: Agency, content: ConsultationContent, officer: Officer, on: date, at: datetime
) -> PublicConsultation:
    """Begin a consultation.

    :raises ParticipationRefused: naming the field that is at fault
    :raises NotAllowed: if the officer may not draft
    """
    return begin(PublicConsultation(agency=agency), content.values(), officer, on, at)


@transaction.atomic
def save_consultation(
    *,
    piece: PublicConsultation,
    version: int,
    content: ConsultationContent,
    officer: Officer,
    on: date,
    at: datetime,
) -> PublicConsultation:
    """Save what was written on a consultation.

    :raises ParticipationRefused: naming the field at fault, or if it is no draft
    :raises NotAllowed: if the officer may not draft
    """
    return keep(piece, content.values(), version, officer, on, at)


@transaction.atomic
def write_result(
    *,
    consultation: PublicConsultation,
    version: int | None,
    summary: str,
    reasons: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> ConsultationResult:
    """Write what came of a consultation, the first time or anew.

    :param version: of the result the officer saw; None where there was none
    :raises ParticipationRefused: naming the field at fault, or if the result is no draft
    :raises NotAllowed: if the officer may not draft
    """
    values = {
        "summary": require_text("意见采纳情况", summary, LONGEST_TEXT, "summary"),
        "reasons": require_text(
            "未采纳的主要意见和理由", reasons, LONGEST_TEXT, "reasons", wanted=False
        ),
    }
    held = PublicConsultation.objects.select_for_update(of=("self",), no_key=True).get(
        pk=consultation.pk
    )
    existing = ConsultationResult.objects.filter(consultation=held).first()
    if existing is None:
        fresh = ConsultationResult(agency=consultation.agency, consultation=consultation)
        return begin(fresh, values, officer, on, at)
    if version is None:
        raise ParticipationRefused("其他人刚刚起草了征集结果，请查看后再修改。")
    return keep(existing, values, version, officer, on, at)
