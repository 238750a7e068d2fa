"""Codes of the counter: given out to somebody who is there, on a slip that is printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.account_forms import CounterCodeForm
from gongkai.console.account_tabs import account_tabs
from gongkai.console.refusals import problems_of
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.accounts.office import issue_counter_code, require_counter
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.queries.accounts.office import counter_codes
from gongkai.privacy.masking import mask_name


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def codes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask who is there, or give out a code; it is shown this once only."""
    require_counter(desk.officer, desk.agency, desk.on)
    if request.method != "POST":
        return _page(request, desk, CounterCodeForm())
    form = CounterCodeForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, form, problems_of(form), 400)
    try:
        issued = issue_counter_code(
            agency=desk.agency,
            person=form.person,
            without_account=form.cleaned_data["without_account"],
            has_seen=form.cleaned_data["has_seen"],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except CoreAway as away:
        return _page(request, desk, form, str(away), 503)
    except AccountRefused as refused:
        return _page(request, desk, form, str(refused), 409)
    context = {
        "title": _("网上办事账户开通码"),
        "agency": desk.agency,
        "issued": issued,
        "name": mask_name(form.person.name),
        "officer": desk.officer,
    }
    answer = render(request, "console/accounts/slip.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _page(
    request: HttpRequest, desk: Desk, form: CounterCodeForm, told: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "title": _("柜台开通码"),
        "agency": desk.agency,
        "tabs": account_tabs("counter-codes"),
        "form": form,
        "told": told,
        "rows": counter_codes(desk.agency),
        "now": desk.at,
    }
    return render(request, "console/accounts/codes.html", context, status=status)
