"""Reconsiderations and lawsuits over a case, as section 四 of the report counts them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import require_role
from gongkai.audit.operations import record
from gongkai.casework.models import DisclosureRequest, Dispute, DisputeResult, DisputeRoute
from gongkai.casework.operations.acting import CaseRefused, lock, touch
from gongkai.casework.operations.numbering import register_number

SERIES, PREFIX = "dispute", "FY"
_AMENDED = ("route", "organ", "case_no", "filed_on", "as_reconsideration_organ", "note")


@transaction.atomic
def register_dispute(
    *,
    agency: Agency,
    request: DisclosureRequest | None,
    route: str,
    organ: str,
    case_no: str,
    filed_on: date,
    as_reconsideration_organ: bool,
    note: str,
    officer: Officer,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Dispute:
    """Register a reconsideration or lawsuit; return it with its own number.

    :param request: the case it is about; None where it is about no case of ours, as a lawsuit over
        another organ's act in which ours stands as 复议机关
    :param as_reconsideration_organ: sued together only as 复议机关, so that it does not count here
        (国办公开办函〔2016〕201号)
    :raises CaseRefused: if a field is missing or contradicts the case or an earlier dispute
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    require_role(officer, agency, "CLERK", on)
    case = lock(request, version=version) if request else None
    _refuse_impossible(agency, case, route, organ, filed_on, as_reconsideration_organ, on)
    dispute = Dispute.objects.create(
        agency=agency,
        register_no=_free_number(agency, on.year),
        request=case,
        route=route,
        organ=organ.strip(),
        case_no=case_no.strip(),
        filed_on=filed_on,
        as_reconsideration_organ=as_reconsideration_organ,
        note=note.strip()[:500],
    )
    _trace("dispute", dispute, case, officer, at, route=route, filed_on=str(filed_on))
    return dispute


@transaction.atomic
def close_dispute(
    *,
    dispute: Dispute,
    closed_on: date,
    result: str,
    note: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Dispute:
    """Enter how a dispute ended; a wrong result is entered again and the trail keeps both.

    :raises CaseRefused: if the day is before it was filed or after today, or no result is chosen
    :raises NotAllowed: if the officer is no clerk of the organ
    """
    row, case = _held(dispute)
    require_role(officer, row.agency, "CLERK", on)
    if result not in DisputeResult.values:
        known = "、".join(label for _value, label in DisputeResult.choices)
        raise CaseRefused(f"结果：未选择，请从{known}中选择。")
    if not row.filed_on <= closed_on <= on:
        raise CaseRefused(
            f"审结日期：{closed_on} 应在受理日期 {row.filed_on} 至今天之间，请按文书核对。"
        )
    was = {"result": row.result, "closed_on": row.closed_on and str(row.closed_on)}
    row.result, row.closed_on = result, closed_on
    row.note = note.strip()[:500] or row.note
    row.save()
    _trace("close_dispute", row, case, officer, at, was=was, result=result, on=str(closed_on))
    return row


@transaction.atomic
def amend_dispute(
    *,
    dispute: Dispute,
    route: str,
    organ: str,
    case_no: str,
    filed_on: date,
    as_reconsideration_organ: bool,
    note: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Dispute:
    """Correct what was registered of a dispute; the trail keeps what stood before.

    :raises CaseRefused, NotAllowed: as register_dispute does
    """
    row, case = _held(dispute)
    require_role(officer, row.agency, "CLERK", on)
    _refuse_impossible(row.agency, case, route, organ, filed_on, as_reconsideration_organ, on, row)
    if row.closed_on and filed_on > row.closed_on:
        raise CaseRefused(f"受理日期：{filed_on} 晚于审结日期 {row.closed_on}，请核对。")
    was = {name: getattr(row, name) for name in _AMENDED}
    now: dict[str, Any] = {
        "route": route,
        "organ": organ.strip(),
        "case_no": case_no.strip(),
        "filed_on": filed_on,
        "as_reconsideration_organ": as_reconsideration_organ,
        "note": note.strip()[:500],
    }
    changed = {name: [was[name], now[name]] for name in _AMENDED if was[name] != now[name]}
    if not changed:
        raise CaseRefused("内容与原登记相同，没有更正。")
    for name, value in now.items():
        setattr(row, name, value)
    row.save()
    _trace("amend_dispute", row, case, officer, at, changed=changed)
    return row


def _held(dispute: Dispute) -> tuple[Dispute, DisclosureRequest | None]:
    """Return the dispute and its case, held for the transaction: the case first, as everywhere."""
    case = lock(dispute.request) if dispute.request else None
    rows = Dispute.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=dispute.pk), case


def _refuse_impossible(
    agency: Agency,
    case: DisclosureRequest | None,
    route: str,
    organ: str,
    filed_on: date,
    as_reconsideration_organ: bool,
    on: date,
    itself: Dispute | None = None,
) -> None:
    if route not in DisputeRoute.values:
        known = "、".join(label for _value, label in DisputeRoute.choices)
        raise CaseRefused(f"途径：未选择，请从{known}中选择。")
    if not organ.strip():
        raise CaseRefused("受理机关：未填写，请填写复议机关或者法院的全称。")
    if filed_on > on:
        raise CaseRefused(f"受理日期：{filed_on} 晚于今天，请按受理通知书填写。")
    if as_reconsideration_organ and route == DisputeRoute.RECONSIDERATION:
        raise CaseRefused("仅作为复议机关共同被告：只用于行政诉讼，请核对途径。")
    if case is None:
        if not as_reconsideration_organ and itself is None:
            raise CaseRefused("申请：未填写登记号，请填写所涉申请的登记号。")
        return
    if case.agency_id != agency.pk:
        raise CaseRefused("申请：不是本机关的申请，请核对登记号。")
    if as_reconsideration_organ:
        raise CaseRefused(
            "仅作为复议机关共同被告：所涉行为不是本机关作出的，请不要填写申请登记号。"
        )
    if case.received_on is None or filed_on < case.received_on:
        day = case.received_on or "（尚未确认）"
        raise CaseRefused(f"受理日期：{filed_on} 早于收到申请之日 {day}，请核对。")
    if route == DisputeRoute.LITIGATION_AFTER_RECONSIDERATION:
        earlier = Dispute.objects.filter(request=case, route=DisputeRoute.RECONSIDERATION)
        if not earlier.filter(filed_on__lte=filed_on).exists():
            raise CaseRefused("途径：本案没有更早的行政复议，请先登记行政复议，或者改选途径。")


def _free_number(agency: Agency, year: int) -> str:
    """Return the next number that no taken-over ledger has used."""
    while True:
        number = register_number(agency, year, prefix=PREFIX, series=SERIES)
        if not Dispute.objects.filter(agency=agency, register_no=number).exists():
            return number


def _trace(
    action: str,
    dispute: Dispute,
    case: DisclosureRequest | None,
    officer: Officer,
    at: datetime,
    **detail: object,
) -> None:
    if case:
        touch(case, action=action, officer=officer, at=at, dispute=dispute.register_no, **detail)
        return
    record(
        action=f"request.{action}",
        subject=dispute.register_no,
        at=at,
        agency=dispute.agency,
        officer=officer,
        detail=dict(detail),
    )
