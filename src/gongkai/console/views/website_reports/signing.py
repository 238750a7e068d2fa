"""Sign-off by three people, the files, and publication."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.forms import VerdictForm
from gongkai.console.refusals import attempt
from gongkai.console.views.website_reports.form import findings_of, form_at, year_page
from gongkai.documents.website_forms.writing import FORM_FORMATS, render_form
from gongkai.review.models import Round
from gongkai.website_reports.operations.publishing import publish_form
from gongkai.website_reports.operations.signing import sign_form, submit_form, take_back_form
from gongkai.website_reports.permissions import STAGES, may_fill, may_publish, may_sign_at
from gongkai.website_reports.queries.documents import draft_form, signed_form

_ACTS: dict[str, tuple[Any, Any]] = {
    "submit": (submit_form, gettext_lazy("已送审，并通知审核人员。")),
    "take-back": (take_back_form, gettext_lazy("已撤回，可继续填报。")),
    "publish": (publish_form, gettext_lazy("已公布。")),
}


@require_safe
@staff
def stages(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show who has signed, and the steps open to this officer."""
    report, compiled = form_at(desk, year)
    round = Round.objects.select_related("drafter").filter(pk=report.round_id).first()
    waits = round if report.state == "IN_REVIEW" else None
    changed = waits is not None and waits.content_hash != compiled.content_hash
    why_not = _why_not(waits, desk) if waits is not None else ""
    fills = may_fill(desk.officer, desk.agency, desk.on)
    context = {
        "round": round,
        "stages": _stages(round),
        "changed": changed,
        "errors": [each for each in findings_of(compiled) if each[0].severity.value == "error"],
        "may_submit": report.state == "DRAFT" and fills,
        "may_sign": waits is not None and not changed and not why_not,
        "why_not": why_not,
        "may_take_back": waits is not None and fills,
        "may_publish": report.state == "SIGNED" and may_publish(desk.officer, desk.agency, desk.on),
        "snapshot": report.snapshot if report.state in ("SIGNED", "PUBLISHED") else None,
        "formats": [(fmt, fmt.upper()) for fmt in FORM_FORMATS],
        "verdict": VerdictForm(),
    }
    return year_page(request, desk, report, compiled, "signing", context)


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, year: int, deed: str) -> HttpResponse:
    """Submit, sign, take back or publish."""
    report, _compiled = form_at(desk, year)
    at_desk = {"report": report, "officer": desk.officer, "on": desk.on, "at": desk.at}
    if deed == "sign":
        form = VerdictForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("请选择“通过”或“退回”，意见不超过500字。"))
            return redirect("console:website-sign-off", year=year)
        passed = form.cleaned_data["verdict"] == "PASS"
        done: Any = _("已签署通过。") if passed else _("已退回，并通知填报人。")
        attempt(request, partial(sign_form, **at_desk, **form.cleaned_data), done)
    elif deed in _ACTS:
        operation, done = _ACTS[deed]
        attempt(request, partial(operation, **at_desk), done)
    else:
        raise NotHere(_("没有这项操作，请从“审签与公布”页选择。"))
    return redirect("console:website-sign-off", year=year)


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, year: int, fmt: str) -> HttpResponse:
    """Return the form as one file: what was signed, else the draft of now."""
    report, compiled = form_at(desk, year)
    if fmt not in FORM_FORMATS:
        raise NotHere(_("没有这种文件，请从“审签与公布”页选择。"))
    is_signed = report.state in ("SIGNED", "PUBLISHED")
    document = signed_form(report.snapshot) if is_signed else draft_form(compiled)
    mark = f"（{'，'.join(document.marks)}）" if document.marks else ""
    name = f"{document.organ}{document.title}{mark}"
    return attachment(render_form(document, fmt), fmt, name)


def _stages(round: Round | None) -> list[dict[str, Any]]:
    given = list(round.signatures.select_related("officer").order_by("pk")) if round else []
    names = round.stages if round else [name for name, _roles in STAGES]
    is_open = round is not None and round.state == Round.State.OPEN
    return [
        {
            "name": name,
            "signature": given[place] if place < len(given) else None,
            "is_next": is_open and place == len(given),
        }
        for place, name in enumerate(names)
    ]


def _why_not(round: Round, desk: Desk) -> str:
    """Return why this officer may not give the next signature, "" if he may."""
    given = list(round.signatures.all())
    if round.drafter_id == desk.officer.pk:
        return _("由您填报送审，须由其他人员签署。")
    if any(one.officer_id == desk.officer.pk for one in given):
        return _("您已在本轮签署，下一环节须由其他人员签署。")
    stage = round.stages[len(given)]
    if not may_sign_at(stage, desk.officer, desk.agency, desk.on):
        return _("当前为“%(stage)s”环节，由相应角色的人员签署。") % {"stage": stage}
    return ""
