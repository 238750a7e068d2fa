"""Opinions of third parties and co-makers."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.casework.models import Consultation, ConsultationKind
from gongkai.casework.operations.consulting import (
    judge_opinion,
    plan_consultation,
    record_opinion,
    record_silence,
)
from gongkai.console.access import Desk, staff
from gongkai.console.case_forms import ConsultationForm, JudgementForm, OpinionForm
from gongkai.console.refusals import attempt
from gongkai.console.views.cases.acting import act_page, started
from gongkai.console.views.cases.case import case_at, require_act, version_in
from gongkai.rules.clock import Event

_ANSWERS = {
    ConsultationKind.THIRD_PARTY: Event.THIRD_PARTY_ANSWERED,
    ConsultationKind.CO_MAKER: Event.ORGAN_ANSWERED,
}


def consultation_at(desk: Desk, pk: int, number: int) -> Consultation:
    """Return an opinion asked in a case of the officer's organ, for those who may enter it."""
    case = case_at(desk, pk)
    row = get_object_or_404(Consultation.objects.filter(request=case), pk=number)
    row.request = case
    require_act(desk, case, _ANSWERS[ConsultationKind(row.kind)])
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def plan(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note whom to ask; the letter that asks is drafted from the case's page."""
    case = case_at(desk, pk)
    require_act(desk, case, Event.THIRD_PARTY_CONSULTED)
    return act_page(
        request,
        desk,
        case,
        started(request, ConsultationForm, desk, case),
        partial(plan_consultation, request=case, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("登记征求意见对象"),
        lead=_("登记后在“征求意见”中起草征求意见书，送审发出后才算征求。"),
        done=_("已登记，请起草征求意见书。"),
        button=_("登记"),
        anchor="consultations",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def opinion(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Enter the opinion received."""
    row = consultation_at(desk, pk, number)
    return act_page(
        request,
        desk,
        row.request,
        started(request, OpinionForm, desk, row.request, answered_on=desk.on),
        partial(record_opinion, consultation=row, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("登记%(label)s的意见") % {"label": row.label},
        done=_("意见已登记。"),
        button=_("登记"),
        anchor="consultations",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def judge(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Judge a third party's reasons."""
    row = consultation_at(desk, pk, number)
    chosen = {True: "yes", False: "no", None: ""}[row.is_reasonable]
    form = started(
        request,
        JudgementForm,
        desk,
        row.request,
        is_reasonable=chosen,
        judgement=row.judgement,
        overrides=row.overrides,
        override_reason=row.override_reason,
    )
    return act_page(
        request,
        desk,
        row.request,
        form,
        partial(judge_opinion, consultation=row, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("认定%(label)s的意见") % {"label": row.label},
        lead=_(
            "第三方不同意公开且有合理理由的，不予公开；不公开可能对公共利益造成重大影响的，可以决定公开，并书面告知第三方（条例第三十二条）。"
        ),
        done=_("认定已保存。"),
        button=_("保存认定"),
        anchor="consultations",
    )


@require_POST
@staff
def silence(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Note that no opinion came in time."""
    row = consultation_at(desk, pk, number)
    attempt(
        request,
        lambda: record_silence(
            consultation=row,
            version=version_in(request),
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        ),
        _("已登记逾期未答复。"),
    )
    return redirect("console:case", pk=pk)
