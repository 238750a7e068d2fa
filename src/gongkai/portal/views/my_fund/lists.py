"""What a person has with the centre besides his account: each kind as a list of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.casework.queries.own_requests import requests_of_person
from gongkai.fund_services.queries.certificates.own import certificates_of
from gongkai.fund_services.queries.my_fund import under_way
from gongkai.portal.my_fund_pages import my_fund_page, own_page
from gongkai.portal.signed_in import who_is_here

_MOST = under_way.MOST_SHOWN


@own_page
def my_applications(request: HttpRequest) -> HttpResponse:
    """Show the business somebody applied for."""
    rows = under_way.my_applications(who_is_here(request).account)
    context = {"page": my_fund_page(_("我的办件")), "rows": rows[:_MOST]}
    return render(request, "portal/my_fund/applications.html", context)


@own_page
def my_certificates(request: HttpRequest) -> HttpResponse:
    """Show the certificates somebody had issued."""
    rows = certificates_of(who_is_here(request).account)
    context = {"page": my_fund_page(_("我的证明")), "rows": rows[:_MOST]}
    return render(request, "portal/my_fund/certificates.html", context)


@own_page
def my_requests(request: HttpRequest) -> HttpResponse:
    """Show the disclosure requests filed under a person's identity number."""
    who = who_is_here(request)
    context = {
        "page": my_fund_page(_("我的公开申请")),
        "rows": requests_of_person(who.agency, str(who.account.identity_number))[:_MOST],
    }
    return render(request, "portal/my_fund/requests.html", context)


@own_page
def my_appointments(request: HttpRequest) -> HttpResponse:
    """Show the appointments somebody made."""
    rows = under_way.my_appointments(who_is_here(request).account)
    context = {"page": my_fund_page(_("我的预约")), "rows": rows[:_MOST]}
    return render(request, "portal/my_fund/appointments.html", context)


@own_page
def my_messages(request: HttpRequest) -> HttpResponse:
    """Show the messages sent about a person's own business."""
    rows = under_way.my_messages(who_is_here(request).account)
    context = {"page": my_fund_page(_("我的消息")), "rows": rows}
    return render(request, "portal/my_fund/messages.html", context)
