"""Deciding by two people: a handler proposes, a reviewer who had no hand in it decides."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.fund_services.models import Application, CoreSending
from gongkai.fund_services.operations.applications.acting import (
    Act,
    began,
    optional,
    required,
)
from gongkai.fund_services.operations.applications.refusing import (
    grounds,
    require_remedies_known,
    with_remedies,
)
from gongkai.fund_services.operations.applications.telling import tell_applicant
from gongkai.fund_services.queries.applications.history import last_event
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.service_lifecycle import ApplicationEventKind, Proposal


@transaction.atomic
def propose_decision(
    *,
    application: Application,
    version: int | None,
    proposal: Proposal,
    basis: str = "",
    reason: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Propose that something is granted or refused; it waits for a reviewer.

    :param basis: of a refusal the article, or the centre's own rule, that it rests on
    :param reason: what the applicant is told; of a refusal it must be there
    :raises NotAllowed: if the officer handles no business, or another has this
    :raises ApplicationChanged: if `version` is not the one on record
    :raises ApplicationRefused: of a refusal without ground or reason, or while who hears a
        reconsideration, or the court, is not on record; or if it cannot be decided now
    """
    act = began(application, version, officer, on, at)
    act.require_own()
    if proposal is Proposal.REFUSE:
        require_remedies_known(act.row)
        told = grounds(basis, reason, of="不予办理")
    else:
        told = optional(reason, "说明")
    act.enter(ApplicationEventKind.PROPOSED, note=told, proposal=proposal.value, handler=officer.pk)
    row = act.row
    settle_notices(subject=row.receipt_no, at=at)
    reviewers = officers_with_role(row.agency, "SERVICE_REVIEWER", on)
    text = f"办件{row.receipt_no}（{row.item.name}）拟{proposal.label}，请复核。"
    notify(
        officers=[each for each in reviewers if each.pk not in {*act.standing.hands, officer.pk}],
        text=text,
        subject=row.receipt_no,
        at=at,
    )
    return row


@transaction.atomic
def return_proposal(
    *,
    application: Application,
    version: int | None,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Send a proposal back to its handler, saying why.

    :raises NotAllowed, ApplicationChanged: as approve_application does
    :raises ApplicationRefused: without a reason, or if none waits
    """
    act = _to_review(application, version, officer, on, at)
    told = required(reason, "退回意见", "请说明需要核实或者修改之处。", 300)
    proposed_by = act.row.proposed_by
    act.enter(ApplicationEventKind.PROPOSAL_RETURNED, note=told)
    _tell_handler(act, proposed_by, f"办件{act.row.receipt_no}的办理意见被退回，请处理。")
    return act.row


@transaction.atomic
def approve_application(
    *, application: Application, version: int | None, officer: Officer, on: date, at: datetime
) -> Application:
    """Decide that business is done (准予); it goes to the business system in the background.

    :raises NotAllowed: if the officer does not review, or had a hand in it
    :raises ApplicationChanged: if `version` is not the one on record
    :raises ApplicationRefused: if no proposal to grant waits
    """
    act = _to_review(application, version, officer, on, at)
    act.enter(ApplicationEventKind.APPROVED)
    row = act.row
    turn = act.standing.rounds + 1
    CoreSending.objects.create(
        application=row,
        # Every approval is business of its own there; a try that is repeated is not.
        once=row.receipt_no if turn == 1 else f"{row.receipt_no}-{turn}",
        next_at=at,
        made_at=at,
    )
    settle_notices(subject=row.receipt_no, at=at)
    return row


@transaction.atomic
def refuse_application(
    *, application: Application, version: int | None, officer: Officer, on: date, at: datetime
) -> Application:
    """Decide that something is refused (不准); the applicant reads why, and what he can do.

    :raises NotAllowed, ApplicationChanged: as approve_application does
    :raises ApplicationRefused: if no proposal to refuse waits, or who hears a reconsideration, or
        the court, is not on record
    """
    act = _to_review(application, version, officer, on, at)
    row = act.row
    proposed = last_event(row, ApplicationEventKind.PROPOSED)
    told = with_remedies(row, proposed.note if proposed else "", on)
    act.enter(ApplicationEventKind.REFUSED, note=told)
    settle_notices(subject=row.receipt_no, at=at)
    tell_applicant(row, "application.refused", at=at)
    return row


def _to_review(
    application: Application, version: int | None, officer: Officer, on: date, at: datetime
) -> Act:
    act = began(application, version, officer, on, at)
    act.require_reviewer()
    return act


def _tell_handler(act: Act, handler: Officer | None, text: str) -> None:
    settle_notices(subject=act.row.receipt_no, at=act.at)
    if handler is not None:
        notify(officers=[handler], text=text, subject=act.row.receipt_no, at=act.at)
