"""The first page: balance and state, the last months, loans, and what is under way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.casework.queries.own_requests import requests_of_person
from gongkai.fund_services.queries.my_fund.overview import fund_overview
from gongkai.fund_services.queries.my_fund.under_way import under_way
from gongkai.portal.my_fund_pages import deposit_chart, my_fund_page, own_page
from gongkai.portal.signed_in import who_is_here


@own_page
def my_fund(request: HttpRequest) -> HttpResponse:
    """Show a person's fund; what is ours stands there even while the business system is away."""
    who = who_is_here(request)
    found = fund_overview(who.account, timezone.localdate())
    context = {
        "page": my_fund_page(),
        "who": who,
        "fund": found,
        "chart": deposit_chart(found.months) if found.months else "",
        "ours": under_way(who.account),
        "requests": len(requests_of_person(who.agency, str(who.account.identity_number))),
    }
    return render(request, "portal/my_fund/overview.html", context)
