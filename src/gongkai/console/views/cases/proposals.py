"""Proposals to publish what several have asked for, and the head's decisions on them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.agencies.permissions import holds, require_role
from gongkai.casework.models import ProactiveProposal
from gongkai.casework.operations.proposing import decide_proposal
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.same_thing import proposals_of
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.after_reply_forms import ProposalForm
from gongkai.console.refusals import REFUSED

_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def proposals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organ's proposals with their cases."""
    require_worker(desk.officer, desk.agency, desk.on)
    return _page(request, desk, 0, None)


@require_http_methods(["POST"])
@staff
def decide(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Decide on a proposal."""
    require_role(desk.officer, desk.agency, "OFFICE_HEAD", desk.on)
    proposal = proposals_of(desk.agency).filter(pk=pk).first()
    if proposal is None:
        raise NotHere(_("没有这条建议，或者不属于本机关。"))
    form = ProposalForm(request.POST, auto_id=f"proposal-{pk}-%s")
    if form.is_valid():
        try:
            decide_proposal(
                proposal=proposal,
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
                **form.cleaned_data,
            )
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("console:proposals")
    return _page(request, desk, pk, form)


def _page(request: HttpRequest, desk: Desk, pk: int, sent: ProposalForm | None) -> HttpResponse:
    found = Paginator(proposals_of(desk.agency), _PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("主动公开建议"),
        "crumbs": [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "may_decide": holds(desk.officer, desk.agency, "OFFICE_HEAD", desk.on),
        "page": found,
        "lines": [(each, _form(each, pk, sent)) for each in found],
    }
    status = 400 if sent is not None else 200
    return render(request, "console/cases/proposals.html", context, status=status)


def _form(proposal: ProactiveProposal, pk: int, sent: ProposalForm | None) -> ProposalForm:
    if sent is not None and proposal.pk == pk:
        return sent
    return ProposalForm(auto_id=f"proposal-{proposal.pk}-%s")
