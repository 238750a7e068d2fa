"""The newest result of the self-inspection, by section, and what is being inspected now."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.inspection_rows import groups, tallies
from gongkai.documents.notices.inspection_trend import TrendPoint, render_trend_svg
from gongkai.rules.site_inspection.catalogue import Effect, Section
from gongkai.self_inspection.models import Inspection
from gongkai.self_inspection.permissions import insist, may_inspect, may_see, may_set_aside
from gongkai.self_inspection.queries.papers import opened_text, verdict_of
from gongkai.self_inspection.queries.progress import progress_of
from gongkai.self_inspection.queries.results import failed_last, newest_inspection
from gongkai.self_inspection.queries.standing import (
    ASIDE,
    MENDED,
    SHOWN,
    STANDING,
    Narrowed,
    counts_aside_and_mended,
    counts_standing,
    findings_shown,
    recent_results,
)
from gongkai.self_inspection.queries.told import gaps_of

_ON_A_PAGE, _TO_PRINT = 50, 2000


@require_safe
@staff
def newest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what stands, by section and rule, with the trend of the last months."""
    insist(may_see(desk.officer, desk.agency, desk.on), _("查看网站自查"))
    return show_result(request, desk)


def show_result(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    """Return the page of the newest result; `more` is what an act leaves to be shown again."""
    agency = desk.agency
    wanted = _narrowed(request)
    last = newest_inspection(agency)
    prints = "all" in request.GET
    counts = counts_standing(agency)
    aside, mended = counts_aside_and_mended(agency)
    paginator = Paginator(findings_shown(agency, wanted), _TO_PRINT if prints else _ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    recent = recent_results(agency)
    context = {
        "title": _("网站自查"),
        "agency": agency,
        "newest": last,
        "verdict": verdict_of(last) if last else "",
        "opened": opened_text(last) if last else "",
        "progress": progress_of(agency, desk.at),
        "failed": failed_last(agency),
        "tallies": tallies(counts, last),
        "standing": sum(counts.values()),
        "wanted": wanted,
        "effects": [(effect, effect.label) for effect in Effect],
        "states": [
            (STANDING, _("未整改"), sum(counts.values())),
            (ASIDE, _("已搁置"), aside),
            (MENDED, _("已整改"), mended),
        ],
        "groups": groups(page.object_list, last),
        "page": page,
        "query": _query(wanted),
        "gaps": gaps_of(last) if last else [],
        "recent": recent,
        "trend": _trend(recent),
        "may_begin": may_inspect(desk.officer, agency, desk.on),
        "may_set_aside": may_set_aside(desk.officer, agency, desk.on),
        **more,
    }
    status = 400 if more.get("refused") else 200
    return render(request, "console/inspecting/result.html", context, status=status)


def _narrowed(request: HttpRequest) -> Narrowed:
    section, effect = request.GET.get("section", ""), request.GET.get("effect", "")
    shown = request.GET.get("show", "")
    return Narrowed(
        Section(section) if section in set(Section) else None,
        Effect(effect) if effect in set(Effect) else None,
        shown if shown in SHOWN else STANDING,
    )


def _query(wanted: Narrowed) -> str:
    told = {"section": wanted.section, "effect": wanted.effect, "show": wanted.shown}
    return "".join(f"{name}={value}&" for name, value in told.items() if value)


def _trend(recent: list[Inspection]) -> SafeString:
    if len(recent) < 2:
        return SafeString("")
    points = [
        TrendPoint(each.on, float(each.points or 0), sum(each.result["counts"].values()))
        for each in reversed(recent)
    ]
    # Drawn here of numbers and days alone, and escaped where it is drawn.
    return mark_safe(render_trend_svg(points, title=_("各月自查参考分和问题数"), identity="trend"))
