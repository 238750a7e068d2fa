"""Sign-off: who signed at which stage, and the steps open to this officer."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.operations.signing import sign_report, submit_for_review, take_back
from gongkai.annual_reports.permissions import STAGES, may_sign_at, may_write
from gongkai.console.access import Desk, staff
from gongkai.console.forms import VerdictForm
from gongkai.console.refusals import attempt
from gongkai.console.views.workspace import YearAtDesk, opened, opened_year_at, workspace_page
from gongkai.review.models import Round, Signature


@dataclass(frozen=True)
class Stage:
    """One stage of a round, with its signature once it is given."""

    name: str
    signature: Signature | None
    is_next: bool


@require_safe
@staff
def stages(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show the stages of the round, who signed, and earlier rounds."""
    at_desk, report = opened_year_at(desk, year)
    rounds = list(
        Round.objects.filter(agency=desk.agency, subject=str(report))
        .select_related("drafter")
        .prefetch_related("signatures__officer")
        .order_by("-opened_at", "-pk")
    )
    current = next((one for one in rounds if one.pk == report.round_id), None)
    shown = current if report.state != AnnualReport.State.DRAFT else None
    open_round = shown if report.state == AnnualReport.State.IN_REVIEW else None
    changed = open_round is not None and open_round.content_hash != at_desk.compiled.content_hash
    why_not = _why_not(open_round, at_desk) if open_round is not None else ""
    writes = may_write(desk.officer, desk.agency, desk.on)
    context = {
        "round": shown,
        "stages": stages_of(shown),
        "earlier": [(one, stages_of(one)) for one in rounds if one is not shown],
        "changed": changed,
        "may_submit": report.state == AnnualReport.State.DRAFT and writes,
        "may_sign": open_round is not None and not changed and not why_not,
        "may_take_back": open_round is not None and writes,
        "why_not": why_not,
        "form": VerdictForm(),
    }
    return workspace_page(request, at_desk, "sign-off", context)


@require_POST
@staff
def submit(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Send the report to be signed."""
    report = opened(desk, year)
    attempt(
        request,
        lambda: submit_for_review(report=report, officer=desk.officer, on=desk.on, at=desk.at),
        _("已送审，并通知%(stage)s人员。") % {"stage": STAGES[0][0]},
    )
    return redirect("console:sign-off", year=year)


@require_POST
@staff
def sign(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Sign the next stage, or return the report with an opinion."""
    report = opened(desk, year)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择“通过”或“退回”，意见不超过500字。"))
        return redirect("console:sign-off", year=year)
    passed = form.cleaned_data["verdict"] == "PASS"
    attempt(
        request,
        lambda: sign_report(
            report=report, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
        ),
        _("已签署通过。") if passed else _("已退回，并通知送审人。"),
    )
    return redirect("console:sign-off", year=year)


@require_POST
@staff
def withdraw(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Take the report back out of review."""
    report = opened(desk, year)
    attempt(
        request,
        lambda: take_back(report=report, officer=desk.officer, on=desk.on, at=desk.at),
        _("已撤回，可继续修改。"),
    )
    return redirect("console:sign-off", year=year)


def stages_of(round: Round | None) -> list[Stage]:
    """Return the stages of a round, or those of the next one, with what was signed."""
    if round is None:
        return [Stage(name, None, False) for name, _role in STAGES]
    given = sorted(round.signatures.all(), key=lambda one: one.pk)
    is_open = round.state == Round.State.OPEN
    return [
        Stage(
            name,
            given[place] if place < len(given) else None,
            is_open and place == len(given),
        )
        for place, name in enumerate(round.stages)
    ]


def _why_not(round: Round, at_desk: YearAtDesk) -> str:
    """Return why this officer may not give the next signature, "" if he may."""
    desk = at_desk.desk
    given = list(round.signatures.all())
    if len(given) >= len(round.stages):
        return _("各环节均已签署。")
    if round.drafter_id == desk.officer.pk:
        return _("本次送审由您提交，须由其他人员签署。")
    if any(one.officer_id == desk.officer.pk for one in given):
        return _("您已在本轮签署，下一环节须由其他人员签署。")
    stage = round.stages[len(given)]
    if not may_sign_at(stage, desk.officer, desk.agency, desk.on):
        return _("当前为“%(stage)s”环节，由相应角色的人员签署。") % {"stage": stage}
    return ""
