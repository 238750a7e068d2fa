"""The rates of a period, each with what it counts; and checking one that was printed."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, opens, staff
from gongkai.console.call_back_forms import ClaimForm, PeriodForm
from gongkai.console.refusals import problems_of
from gongkai.hotline.permissions import require_figures
from gongkai.hotline.queries.rates import Grouping, rates_by, rates_of
from gongkai.rules.service_rates import (
    ImpossibleRate,
    numerators,
    percentage,
    possible_denominators,
    require_possible,
)

_MOST = 5


@require_safe
@staff
def rates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the rates of a period."""
    require_figures(desk.officer, desk.agency, desk.on)
    asked = "first" in request.GET or "last" in request.GET
    period = PeriodForm(request.GET if asked else None, initial=_so_far(desk.on))
    told, first, last, by = "", *_so_far(desk.on).values(), ""
    if asked and period.is_valid():
        typed = period.cleaned_data
        first, last, by = typed["first"], typed["last"], typed["by"]
    elif asked:
        told = problems_of(period)
    claim = ClaimForm(request.GET or None)
    context = {
        "title": _("办理指标"),
        "crumbs": [(_("回访"), reverse("console:call-backs"))]
        if opens(request, "gongkai-call-backs")
        else [],
        "agency": desk.agency,
        "period": period,
        "claim": claim,
        "verdict": _verdict(claim),
        "told": told,
        "first": first,
        "last": last,
        "all": rates_of(desk.agency, first, last),
        "groups": rates_by(desk.agency, first, last, Grouping(by)) if by else [],
        "by": dict(period.fields["by"].choices).get(by, "") if by else "",
    }
    return render(request, "console/hotline/call_backs/rates.html", context, status=_status(told))


def _so_far(on: date) -> dict[str, date]:
    """Return the year as far as it is over; in January the year before."""
    first = date(on.year, 1, 1) if on.month > 1 else date(on.year - 1, 1, 1)
    last = on if on.month > 1 else date(on.year, 1, 1) - timedelta(days=1)
    return {"first": first, "last": last}


def _status(told: str) -> int:
    return 400 if told else 200


def _verdict(claim: ClaimForm) -> dict[str, Any] | None:
    """Return whether a printed rate can come from its denominator, None if nobody asks."""
    if not claim.is_bound or not claim.data.get("printed"):
        return None
    if not claim.is_valid() or claim.cleaned_data["denominator"] is None:
        return {"is_possible": False, "told": problems_of(claim) or _("分母：未填写，请填写。")}
    denominator = claim.cleaned_data["denominator"]
    try:
        printed = percentage(claim.cleaned_data["printed"])
        require_possible(_("该比率"), printed, denominator)
    except ImpossibleRate as refused:
        near = list(possible_denominators(printed, max(denominator, 1)))[-_MOST:]
        hint = _("能得出这个比率的较近分母：%s。") % "、".join(map(str, near)) if near else ""
        return {"is_possible": False, "told": f"{refused}{hint}"}
    except ValueError as wrong:
        return {"is_possible": False, "told": str(wrong)}
    found = list(numerators(printed, denominator))
    shown = "、".join(map(str, found[:_MOST]))
    return {
        "is_possible": True,
        "told": _("可以：分子为%(numbers)s时得出%(rate)s%%。")
        % {"numbers": shown, "rate": printed},
    }
