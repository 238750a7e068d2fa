"""What was deposited, by year: chart and list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.queries.my_fund.account import my_account
from gongkai.fund_services.queries.my_fund.deposits import deposit_year, deposit_years
from gongkai.portal.my_fund_pages import deposit_chart, my_fund_page, own_page
from gongkai.portal.signed_in import who_is_here
from gongkai.portal.views.my_fund.away import away_page, no_account_page


@own_page
def my_deposits(request: HttpRequest, year: str = "") -> HttpResponse:
    """Show a year of the account, this year's first."""
    on, title = timezone.localdate(), _("缴存明细")
    try:
        account = my_account(who_is_here(request).account)
        if account is None:
            return no_account_page(request, title)
        years = deposit_years(account, on)
        chosen = int(year) if year else on.year
        if chosen not in years:
            raise Http404
        found = deposit_year(account, chosen, on)
    except CoreAway as away:
        return away_page(request, title, away)
    context = {
        "page": my_fund_page(title),
        "account": account,
        "years": years,
        "found": found,
        "chart": deposit_chart(found.months),
    }
    return render(request, "portal/my_fund/deposits.html", context)
