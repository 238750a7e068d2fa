"""A person's loans, and the plan of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.queries.my_fund import loans
from gongkai.fund_services.queries.my_fund.account import my_account
from gongkai.portal.my_fund_pages import chart_unit, loan_chart, my_fund_page, own_page
from gongkai.portal.signed_in import who_is_here
from gongkai.portal.views.my_fund.away import away_page, no_account_page


@own_page
def my_loans(request: HttpRequest) -> HttpResponse:
    """Show how far each loan is repaid."""
    title = _("我的贷款")
    try:
        account = my_account(who_is_here(request).account)
        if account is None:
            return no_account_page(request, title)
        found = loans.my_loans(account)
    except CoreAway as away:
        return away_page(request, title, away)
    context = {"page": my_fund_page(title), "loans": found}
    return render(request, "portal/my_fund/loans.html", context)


@own_page
def my_loan(request: HttpRequest, order: str) -> HttpResponse:
    """Show a loan with its plan, by its place among the person's own."""
    title = _("还款计划")
    try:
        account = my_account(who_is_here(request).account)
        if account is None:
            return no_account_page(request, title)
        mine = {each.number: each for each in loans.my_loans(account)}
        view = mine.get(int(order))
        if view is None:
            raise Http404
        plan = loans.repayment_plan(view.loan, timezone.localdate())
    except CoreAway as away:
        return away_page(request, title, away)
    context = {
        "page": my_fund_page(title),
        "view": view,
        "loan": view.loan,
        "plan": plan,
        "chart": loan_chart(plan, view.loan.principal) if plan.rows else "",
        "unit": chart_unit(view.loan.principal),
    }
    return render(request, "portal/my_fund/loan.html", context)
