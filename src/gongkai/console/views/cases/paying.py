"""The processing fee: paid, or its notice taken back."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.agencies.permissions import require_role
from gongkai.casework.operations.paying import record_payment, withdraw_fee_notice
from gongkai.console.access import Desk, staff
from gongkai.console.case_forms import PaymentForm, ReasonForm
from gongkai.console.views.cases.acting import act_page, started
from gongkai.console.views.cases.case import case_at, require_act
from gongkai.rules.clock import Event


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def paid(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Enter that the applicant paid."""
    case = case_at(desk, pk)
    require_act(desk, case, Event.FEE_PAID)
    return act_page(
        request,
        desk,
        case,
        started(request, PaymentForm, desk, case, paid_on=desk.on),
        partial(record_payment, request=case, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("登记缴费"),
        lead=_("登记后答复期限继续或者重新计算，按本机关设置的计期方式。"),
        done=_("缴费已登记，答复期限已重新计算。"),
        anchor="fees",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def withdraw(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a fee notice back."""
    case = case_at(desk, pk)
    require_role(desk.officer, desk.agency, "OFFICE_HEAD", desk.on)
    return act_page(
        request,
        desk,
        case,
        started(request, ReasonForm, desk, case),
        partial(withdraw_fee_notice, request=case, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("撤回收费通知"),
        lead=_("收费通知书作废并保留文号，本案不再收费，答复期限按没有该通知重新计算。"),
        done=_("收费通知已撤回。"),
        anchor="fees",
    )
