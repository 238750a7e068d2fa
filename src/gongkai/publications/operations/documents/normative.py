"""The register of 规章 and 行政规范性文件: entered when signed, changed, looked through."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.publications.models import (
    DocumentKind,
    LegalChange,
    LegalDocument,
    LegalDocumentChange,
    OfficialDocument,
)
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.permissions import insist, may_sign_stage

KEEPERS = ("OFFICE_HEAD", "REVIEWER", "DEPARTMENT_HEAD")
"""The roles that enter what became of a document of the register."""

_ENDS = ("REPEALED", "LAPSED")
_LONGEST = 300


@transaction.atomic
def change_legal_document(
    *,
    legal_document: LegalDocument,
    change: str,
    changed_on: date,
    basis: str,
    officer: Officer,
    on: date,
    at: datetime,
    by_legal_document: LegalDocument | None = None,
) -> LegalDocumentChange:
    """Enter what a clean-up concluded, or that a document was repealed, amended or lapsed.

    :param changed_on: from which day that holds; not later than today for a conclusion
    :param basis: the decision or document it rests on
    :param by_legal_document: what repealed or amended it, where that is in the register
    :raises ItemRefused: if it is no longer in force, or day or basis do not fit
    :raises NotAllowed: if the officer keeps no register
    """
    insist(may_keep(officer, legal_document, on), "登记规范性文件的变动")
    said = basis.strip()
    if change not in LegalChange.values:
        raise ItemRefused(f"结论：没有“{change}”这一选项，请重新选择。")
    if not said or len(said) > _LONGEST:
        raise ItemRefused(
            f"依据：应为1至{_LONGEST}个字，现为{len(said)}个字，请填写文件名称、文号。"
        )
    if change in (LegalChange.CONFIRMED, LegalChange.TO_AMEND) and changed_on > on:
        raise ItemRefused(f"日期：清理结论的日期{changed_on.isoformat()}晚于今日，请核对。")
    if by_legal_document is not None and by_legal_document.agency_id != legal_document.agency_id:
        raise ItemRefused("依据文件：不是本机关的文件，请重新选择。")
    return _entered(legal_document, change, changed_on, said, officer, at, by_legal_document, None)


def may_keep(officer: Officer, legal_document: LegalDocument, on: date) -> bool:
    """Tell whether an officer enters what became of a document of the register."""
    return may_sign_stage(KEEPERS, officer, legal_document.agency, on)


def enter_signed(document: OfficialDocument, officer: Officer, at: datetime) -> None:
    """Enter a signed 规范性文件 in its register, with what it does to earlier ones.

    One that a ledger brought in already, under the same number, is the same document.
    """
    if not document.is_normative:
        return
    assert document.formed_on is not None
    held = LegalDocument.objects.filter(
        agency=document.agency, document_no=document.document_no
    ).first()
    document.legal_document = held or LegalDocument.objects.create(
        agency=document.agency,
        register_no=document.document_no,
        kind=DocumentKind.NORMATIVE,
        title=" ".join(document.title.split()),
        document_no=document.document_no,
        made_on=document.formed_on,
    )
    document.save(update_fields=["legal_document"])
    rows = LegalDocument.objects.in_bulk([each["document"] for each in document.changes])
    for each in document.changes:
        _entered(
            rows[each["document"]],
            each["change"],
            date.fromisoformat(each["on"]),
            f"{document.document_no}《{' '.join(document.title.split())}》"[:_LONGEST],
            officer,
            at,
            document.legal_document,
            document,
        )


def _entered(
    legal_document: LegalDocument,
    change: str,
    changed_on: date,
    basis: str,
    officer: Officer,
    at: datetime,
    by_legal_document: LegalDocument | None,
    by_document: OfficialDocument | None,
) -> LegalDocumentChange:
    row = LegalDocument.objects.select_for_update(no_key=True).get(pk=legal_document.pk)
    if row.repealed_on is not None:
        raise ItemRefused(
            f"《{row.title}》已于{row.repealed_on.isoformat()}废止或者失效，不能再登记变动。"
        )
    if changed_on < row.made_on:
        raise ItemRefused(
            f"日期：{changed_on.isoformat()}早于《{row.title}》的制发日期"
            f"{row.made_on.isoformat()}，请核对。"
        )
    if by_legal_document is not None and by_legal_document.pk == row.pk:
        raise ItemRefused(f"《{row.title}》不能由自身废止或者修改，请重新选择。")
    if change in _ENDS:
        row.repealed_on = changed_on
        row.save(update_fields=["repealed_on"])
    entry: LegalDocumentChange = LegalDocumentChange.objects.create(
        legal_document=row,
        change=change,
        on=changed_on,
        basis=basis,
        by_legal_document=by_legal_document,
        by_document=by_document,
        officer=officer,
        entered_at=at,
    )
    record(
        action="legal_document.changed",
        subject=f"规范性文件 {row.pk}",
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"title": row.title, "change": change, "on": str(changed_on), "basis": basis},
    )
    return entry
