"""The pages of 我的公积金: where they stand, who may read them, and their charts."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.documents.charts.plots import Plot, Series, Shape, render_plot_svg
from gongkai.fund_services.queries.my_fund.deposits import MonthDeposit
from gongkai.fund_services.queries.my_fund.loans import PlanRow, RepaymentPlan
from gongkai.portal.pages import Column, Crumb, Page, Text
from gongkai.portal.signed_in import for_account

# As wide as a phone, so that its letters are not made smaller there.
_WIDTH, _HEIGHT = 360, 210
# From here on sums are drawn in 万元.
_LARGE = 200_000

MY_FUND = Column(
    name=gettext_lazy("我的公积金"),
    description=gettext_lazy("查询本人住房公积金账户、缴存明细、贷款和在办业务。"),
    keywords=gettext_lazy("住房公积金,账户查询,缴存明细,贷款进度"),
    kind=gettext_lazy("办事服务"),
    route="portal:my-fund",
)

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Let a page be read by the person it is about alone, and nobody on its way keep it.

    Where it was is told to this site alone: under `no-referrer` a browser sends `Origin: null` with
    a form, and nobody could sign out from here.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = for_account(view)(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return require_safe(guarded)


def my_fund_page(title: Text = "") -> Page:
    """Return what a page of 我的公积金 says about itself; the first one has no title of its own."""
    crumbs = (
        (Crumb(MY_FUND.name, MY_FUND.address), Crumb(title)) if title else (Crumb(MY_FUND.name),)
    )
    return Page(title=title or MY_FUND.name, column=MY_FUND, crumbs=crumbs, is_indexed=False)


def deposit_chart(months: Sequence[MonthDeposit]) -> SafeString:
    """Return what was deposited each month as columns."""
    plot = Plot(
        shape=Shape.COLUMNS,
        title=_("各月缴存额（元）"),
        labels=tuple(_("%(month)s月") % {"month": each.month.month} for each in months),
        series=(Series(_("缴存额"), tuple(int(each.amount) for each in months)),),
        unit=_("元"),
    )
    return _drawn(plot, "deposits")


def chart_unit(principal: Decimal) -> str:
    """Return in what sums are drawn: 万元 for a large loan, so that they stay short."""
    return _("万元") if principal >= _LARGE else _("元")


def loan_chart(plan: RepaymentPlan, principal: Decimal) -> SafeString:
    """Return the principal left at the end of each year, as repaid and as planned."""
    by_year: dict[int, PlanRow] = {}
    for row in plan.rows:
        by_year[row.due_on.year] = row
    last_paid = max((row.due_on.year for row in plan.rows if row.paid_on), default=0)
    unit, size = chart_unit(principal), 10_000 if principal >= _LARGE else 1
    left = {year: round(row.balance / size) for year, row in by_year.items()}
    paid = tuple(count if year <= last_paid else None for year, count in left.items())
    planned = tuple(count if year >= last_paid else None for year, count in left.items())
    plot = Plot(
        shape=Shape.LINES,
        title=_("各年末剩余本金（%(unit)s）") % {"unit": unit},
        labels=tuple(str(year) for year in left),
        series=(Series(_("已还"), paid), Series(_("计划"), planned)),
        unit=unit,
    )
    return _drawn(plot, "loan")


def _drawn(plot: Plot, identity: str) -> SafeString:
    svg = render_plot_svg(plot, identity=identity, width=_WIDTH, height=_HEIGHT)
    # Drawn here out of numbers and our own words.
    return mark_safe(svg)
