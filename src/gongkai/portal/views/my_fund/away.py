"""What a page of 我的公积金 says where the business system has nothing to tell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.fund_services.core.port import CoreAway
from gongkai.portal.my_fund_pages import my_fund_page

_AGAIN_AFTER = "60"


def away_page(request: HttpRequest, title: str, away: CoreAway) -> HttpResponse:
    """Return the page that says that the business system is away, and what still works."""
    context = {"page": my_fund_page(title), "away": str(away)}
    response = render(request, "portal/my_fund/away.html", context, status=503)
    response.headers["Retry-After"] = _AGAIN_AFTER
    return response


def no_account_page(request: HttpRequest, title: str) -> HttpResponse:
    """Return the page of somebody who has no account with the centre."""
    return render(request, "portal/my_fund/no_account.html", {"page": my_fund_page(title)})
