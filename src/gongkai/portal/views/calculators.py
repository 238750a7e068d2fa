"""公积金计算器: the overview, each calculator, and the repayment plan as a workbook."""

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.documents.repayments.chart import render_years_svg
from gongkai.documents.repayments.workbook import RepaymentPaper, render_repayment_xlsx
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.city_rules import rules_in_force
from gongkai.portal.calculator_forms import CalculatorForm
from gongkai.portal.calculator_pages import ALL, CALCULATORS, Calculator
from gongkai.portal.calculator_results import repayment_paper, years_of
from gongkai.portal.guide_pages import service_page
from gongkai.portal.kept_pages import kept_as_file
from gongkai.portal.site import site_of
from gongkai.portal.throttling import CalculateThrottle, throttled
from gongkai.rules.fund import CENTRE_DECIDES, CityRules, LoanPlan, Mistyped
from gongkai.rules.fund.questions import LoanAnswer

_BY_CODE = {each.code: each for each in ALL}
# What the page's script asks for instead of the whole page.
_PART_HEADER = "X-Page-Part"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@kept_as_file
def calculators(request: HttpRequest) -> HttpResponse:
    """Show which calculators there are."""
    _centre(request)
    context = {
        "page": service_page(CALCULATORS, is_indexed=True),
        "calculators": [(each, reverse(each.route)) for each in ALL],
        "prevails": CENTRE_DECIDES,
    }
    return render(request, "portal/calculators/overview.html", context)


@require_safe
def loan(request: HttpRequest) -> HttpResponse:
    """Reckon a loan."""
    return _shown(request, _BY_CODE["loan"])


@require_safe
def quota(request: HttpRequest) -> HttpResponse:
    """Reckon how much may be borrowed."""
    return _shown(request, _BY_CODE["quota"])


@require_safe
def deposit(request: HttpRequest) -> HttpResponse:
    """Reckon a month's deposit."""
    return _shown(request, _BY_CODE["deposit"])


@require_safe
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Reckon how much can be withdrawn."""
    return _shown(request, _BY_CODE["withdrawal"])


@require_safe
def interest(request: HttpRequest) -> HttpResponse:
    """Reckon the interest of an account."""
    return _shown(request, _BY_CODE["interest"])


@require_safe
@throttled(CalculateThrottle)
def loan_workbook(request: HttpRequest) -> HttpResponse:
    """Give the repayment plan of a loan as a workbook; the form where it cannot be reckoned."""
    agency, on = _centre(request), timezone.localdate()
    form = CalculatorForm(_BY_CODE["loan"], request.GET.dict())
    answer = _asked(form, rules_in_force(agency, on), on)
    if answer is None:
        return _page(request, form, None, rules_in_force(agency, on), status=400)
    paper: RepaymentPaper = repayment_paper(answer)
    response = HttpResponse(render_repayment_xlsx(paper, on), content_type=_XLSX)
    name = quote(f"{paper.title}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    return response


def _shown(request: HttpRequest, calculator: Calculator) -> HttpResponse:
    agency = _centre(request)
    typed = request.GET.dict()
    if any(each.name in typed for each in calculator.fields):
        return _reckoned(request, agency, calculator)
    city = rules_in_force(agency, timezone.localdate())
    return _page(request, CalculatorForm(calculator), None, city)


@throttled(CalculateThrottle)
def _reckoned(request: HttpRequest, agency: Agency, calculator: Calculator) -> HttpResponse:
    on = timezone.localdate()
    city = rules_in_force(agency, on)
    form = CalculatorForm(calculator, request.GET.dict())
    answer = _asked(form, city, on)
    response = _page(request, form, answer, city, status=200 if answer is not None else 400)
    response["Cache-Control"] = "no-store"
    return response


def _asked(form: CalculatorForm, city: CityRules, on: date) -> Any:
    """Return what the calculator answers, None with what is wrong put down in the form."""
    try:
        return form.calculator.ask(form.typed(), city, on)
    except Mistyped as mistyped:
        form.refuse(mistyped.problems)
        return None


def _page(
    request: HttpRequest,
    form: CalculatorForm,
    answer: Any,
    city: CityRules,
    status: int = 200,
) -> HttpResponse:
    calculator = form.calculator
    front = reverse(calculator.route)
    context = {
        "page": calculator.page(is_indexed=not form.is_bound),
        "calculator": calculator,
        "others": [(each, reverse(each.route)) for each in ALL if each is not calculator],
        "front": front,
        "form": form,
        "answer": answer,
        "answer_template": calculator.answer_template,
        "city": city,
        "prevails": CENTRE_DECIDES,
        "query": urlencode(form.typed()) if form.is_bound else "",
    }
    if isinstance(answer, LoanAnswer):
        context |= _loan_parts(answer.plan)
    is_part = request.headers.get(_PART_HEADER) == "result"
    name = "_result.html" if is_part else "calculator.html"
    return render(request, f"portal/calculators/{name}", context, status=status)


def _loan_parts(plan: LoanPlan) -> dict[str, Any]:
    years = plan.years()
    return {
        "years": years_of(plan),
        "first_year": years[0].year,
        "last_year": years[-1].year,
        "chart": _chart(plan),
    }


def _chart(plan: LoanPlan) -> SafeString:
    title = _("每年偿还的本金和利息")
    return mark_safe(render_years_svg(plan.years(), title=title, identity="years"))  # noqa: S308


def _centre(request: HttpRequest) -> Agency:
    """Return the provident fund centre whose site it is.

    :raises Http404: on the sites of other organs
    """
    agency = site_of(request).agency
    if agency is None or not is_fund_centre(agency):
        raise Http404
    return agency
