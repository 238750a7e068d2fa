"""填报人 sends the form in, 审核人 and 单位负责人 sign: three people; the last one freezes it."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.audit.operations import record
from gongkai.messages.operations import mark_read, notify
from gongkai.review.operations import open_round, sign, void_open_round
from gongkai.website_reports.models import WebsiteReport, WebsiteSnapshot
from gongkai.website_reports.operations.filling import FormRefused
from gongkai.website_reports.permissions import STAGES, insist, may_fill, may_sign_at
from gongkai.website_reports.queries.compiling import CompiledForm, compile_form


@transaction.atomic
def submit_form(*, report: WebsiteReport, officer: Officer, on: date, at: datetime) -> Any:
    """Send the form, exactly as it stands now, to be signed by others; return the round.

    :raises NotAllowed: if the officer may not fill it in
    :raises FormRefused: if it is not open, or the checks find errors
    """
    row = WebsiteReport.objects.select_for_update().get(pk=report.pk)
    insist(may_fill(officer, row.agency, on), "送审网站年度报表")
    if row.state != WebsiteReport.State.DRAFT:
        raise FormRefused(f"报表当前为“{row.get_state_display()}”，不能送审。")
    compiled = compile_form(row.agency, row.year)
    _require_sound(compiled)
    row.round = open_round(
        agency=row.agency,
        subject=str(row),
        content_hash=compiled.content_hash,
        drafter=officer,
        stages=[stage for stage, _ in STAGES],
        at=at,
    )
    row.state = WebsiteReport.State.IN_REVIEW
    row.save(update_fields=["round", "state"])
    _log(row, "website_report.submit", officer, at, {"content_hash": compiled.content_hash})
    _tell(row, 0, f"{row}已送审，请{STAGES[0][0]}。", on, at)
    return row.round


@transaction.atomic
def sign_form(
    *,
    report: WebsiteReport,
    officer: Officer,
    verdict: str,
    opinion: str,
    on: date,
    at: datetime,
) -> WebsiteReport:
    """Sign the next stage, or return the form; the last signature freezes it.

    :raises NotAllowed: if the officer does not hold the stage's role
    :raises FormRefused: if it is not in review, or the checks find errors by now
    :raises SignatureRefused: if he sent it in, signed already, or it changed since
    """
    row = WebsiteReport.objects.select_for_update().get(pk=report.pk)
    if row.state != WebsiteReport.State.IN_REVIEW or row.round is None:
        raise FormRefused(f"报表当前为“{row.get_state_display()}”，不在审签中。")
    given = row.round.signatures.count()
    stage = row.round.stages[given]
    insist(may_sign_at(stage, officer, row.agency, on), f"在“{stage}”环节签署")
    compiled = compile_form(row.agency, row.year)
    if verdict == "PASS":
        _require_sound(compiled)
    round = sign(
        round=row.round,
        officer=officer,
        verdict=verdict,
        content_hash=compiled.content_hash,
        at=at,
        opinion=opinion,
    )
    mark_read(officer=officer, subject=str(row), at=at)
    detail = {"stage": stage, "verdict": verdict, "opinion": opinion}
    _log(row, "website_report.sign", officer, at, detail)
    if round.state == "RETURNED":
        row.state = WebsiteReport.State.DRAFT
        told = f"{row}被退回：{opinion}"[:300]
        notify(officers=[round.drafter], text=told, subject=str(row), at=at)
    elif round.state == "PASSED":
        _freeze(row, round, compiled, officer, at)
        row.state = WebsiteReport.State.SIGNED
    else:
        _tell(row, given + 1, f"{row}待{STAGES[given + 1][0]}。", on, at)
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def take_back_form(
    *, report: WebsiteReport, officer: Officer, on: date, at: datetime
) -> WebsiteReport:
    """Take a form back out of review, to go on filling it in.

    :raises NotAllowed: if the officer may not fill it in
    :raises FormRefused: if it is not in review
    """
    row = WebsiteReport.objects.select_for_update().get(pk=report.pk)
    insist(may_fill(officer, row.agency, on), "撤回送审")
    if row.state != WebsiteReport.State.IN_REVIEW or row.round is None:
        raise FormRefused(f"报表当前为“{row.get_state_display()}”，不在审签中。")
    void_open_round(round=row.round, at=at)
    row.state = WebsiteReport.State.DRAFT
    row.save(update_fields=["state"])
    _log(row, "website_report.take_back", officer, at, {})
    return row


def _freeze(
    row: WebsiteReport, round: Any, compiled: CompiledForm, officer: Officer, at: datetime
) -> None:
    signed = list(round.signatures.select_related("officer").order_by("pk"))
    sent_on = round.opened_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    people = {
        "clerk": round.drafter.name,
        "reviewer": signed[0].officer.name,
        "leader": signed[-1].officer.name,
        "filled_on": f"{sent_on.year}年{sent_on.month}月{sent_on.day}日",
    }
    entered = {
        key: {
            "counted": line.entered.counted,
            "reason": line.entered.reason,
            "officer": line.entered.officer.name,
        }
        for key, line in compiled.lines.items()
        if line.entered is not None
    }
    WebsiteSnapshot.objects.create(
        report=row,
        content={"values": compiled.stored | people, "entered": entered},
        content_hash=compiled.content_hash,
        signed_by=officer,
        signed_at=at,
    )


def _require_sound(compiled: CompiledForm) -> None:
    errors = compiled.errors
    if errors:
        raise FormRefused(
            f"检查发现{len(errors)}个错误，改正后方可送审签发。第一个：{errors[0].message}"
        )


def _tell(row: WebsiteReport, stage: int, text: str, on: date, at: datetime) -> None:
    people = {
        each.pk: each
        for role in STAGES[stage][1]
        for each in officers_with_role(row.agency, role, on)
    }
    notify(officers=people.values(), text=text[:300], subject=str(row), at=at)


def _log(
    row: WebsiteReport, action: str, officer: Officer, at: datetime, detail: dict[str, str]
) -> None:
    record(
        action=action,
        subject=str(row),
        at=at,
        agency=row.agency,
        officer=officer,
        detail=detail,
    )
