"""Proposals to publish what several have asked for: 条例第四十四条."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import require_role
from gongkai.agencies.queries import officers_with_role
from gongkai.audit.operations import record
from gongkai.casework.models import (
    DisclosureRequest,
    ProactiveProposal,
    ProposalSource,
    ProposalState,
)
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.queries.same_thing import DISCLOSABLE, answered_alike
from gongkai.messages.operations import notify

_DECISIONS = (ProposalState.ACCEPTED, ProposalState.DECLINED)


@transaction.atomic
def detect_after_reply(
    *, case: DisclosureRequest, on: date, at: datetime
) -> ProactiveProposal | None:
    """Propose publication when another applicant got a disclosable answer on the same thing.

    Called in the transaction that entered the reply: the audit chain lets one reply in at a time,
    so that two given at once propose once. A case already proposed joins its open proposal, and a
    decided one is not proposed again.
    """
    if case.outcome not in DISCLOSABLE or case.closed_on is None:
        return None
    alike = answered_alike(case)
    if not alike:
        return None
    keys = {case.pk, *(other.pk for other in alike)}
    known = ProactiveProposal.objects.filter(agency=case.agency, requests__in=keys).order_by("pk")
    proposal = known.distinct().first()
    if proposal is not None:
        if proposal.state == ProposalState.OPEN:
            proposal.requests.add(*keys)
        return proposal
    proposal = ProactiveProposal.objects.create(
        agency=case.agency,
        title=_title(case),
        source=ProposalSource.DETECTED,
        proposed_at=at,
    )
    proposal.requests.add(*keys)
    _record(proposal, "detect", None, at, requests=_numbers(case, alike))
    notify(
        officers=officers_with_role(case.agency, "OFFICE_HEAD", on),
        text=f"{case.register_no}等{len(keys)}件申请涉及同一信息，请研究是否主动公开。",
        subject=f"主动公开建议{proposal.pk}",
        at=at,
    )
    return proposal


@transaction.atomic
def decide_proposal(
    *,
    proposal: ProactiveProposal,
    state: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> ProactiveProposal:
    """Decide whether to publish what several have asked for; by the head of the office.

    :raises CaseRefused: if it is decided already, without a reason, or with no such decision
    :raises NotAllowed: if the officer does not head the disclosure office
    """
    # Not against a reply that joins the proposal: it would wait holding the audit trail.
    row = ProactiveProposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    agency: Agency = row.agency
    require_role(officer, agency, "OFFICE_HEAD", on)
    if row.state != ProposalState.OPEN:
        raise CaseRefused(f"该建议已决定为“{row.get_state_display()}”，请刷新页面查看。")
    if state not in _DECISIONS:
        raise CaseRefused("决定：未选择，请选择纳入或者不予纳入主动公开。")
    if not reason.strip():
        raise CaseRefused("决定说明：未填写，请写明公开的渠道和时间，或者不予纳入的理由。")
    row.state, row.decision = state, reason.strip()[:500]
    row.decided_by, row.decided_at = officer, at
    row.save()
    _record(row, "decide", officer, at, state=state, reason=row.decision)
    return row


def _title(case: DisclosureRequest) -> str:
    return (case.document_title or " ".join(case.wanted.split()))[:300]


def _numbers(case: DisclosureRequest, alike: Collection[DisclosureRequest]) -> list[str]:
    return sorted({case.register_no, *(other.register_no for other in alike)})


def _record(
    proposal: ProactiveProposal,
    action: str,
    officer: Officer | None,
    at: datetime,
    **detail: object,
) -> None:
    record(
        action=f"proposal.{action}",
        subject=f"主动公开建议{proposal.pk}",
        at=at,
        agency=proposal.agency,
        officer=officer,
        detail=dict(detail),
    )
