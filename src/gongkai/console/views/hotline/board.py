"""The wall of the duty room: what came in today and what waits, drawn anew every half minute."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.documents.charts.plots import Plot, Series, Shape, render_plot_svg
from gongkai.hotline.permissions import require_figures
from gongkai.hotline.queries.board.call_counts import Share
from gongkai.hotline.queries.board.spans import Compared
from gongkai.hotline.queries.board.wall import Wall, wall_of
from gongkai.rules.service_rates import rate_definitions

_SECONDS = 30
# Without a script the whole page comes anew, which is seen.
_SECONDS_WITHOUT_SCRIPT = 60
_TOPICS = 8


@require_safe
@staff
def wall(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the wall as it is now."""
    require_figures(desk.officer, desk.agency, desk.on)
    told = wall_of(desk.agency, desk.on)
    context: dict[str, Any] = {
        "title": _("热线值守看板"),
        "agency": desk.agency,
        "at": desk.at,
        "wall": told,
        "seconds": _SECONDS,
        "seconds_without_script": _SECONDS_WITHOUT_SCRIPT,
        "hours": _hours(told),
        "hour_lines": [(hour, n) for hour, n in enumerate(told.calls.by_hour) if n],
        "trend": _trend(told),
        "topics": _with_shares(told.calls.by_topic),
        "routes": _with_shares(told.calls.by_route),
        "states": _with_shares(told.open.by_state),
        "compared": [(each, *_changes(each)) for each in told.compared],
        "source": rate_definitions()[0].source,
    }
    answer = render(request, "console/hotline/wall.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _hours(told: Wall) -> SafeString:
    """Return the hours of a working day, and those around it that had calls."""
    counts = told.calls.by_hour
    busy = [hour for hour, count in enumerate(counts) if count]
    shown = range(min([8, *busy]), max([17, *busy]) + 1)
    plot = Plot(
        Shape.COLUMNS,
        _("今日各时段来电"),
        tuple(f"{hour}时" for hour in shown),
        (Series(_("来电"), tuple(counts[hour] for hour in shown)),),
        _("件"),
    )
    return _drawn(plot, "hours")


def _trend(told: Wall) -> SafeString:
    plot = Plot(
        Shape.LINES,
        _("近30日来电"),
        tuple(f"{day.month}/{day.day}" for day, _count in told.trend),
        (Series(_("来电"), tuple(count for _day, count in told.trend)),),
        _("件"),
    )
    return _drawn(plot, "trend")


def _drawn(plot: Plot, identity: str) -> SafeString:
    # Drawn of numbers, hours and days alone, and escaped where it is drawn.
    return mark_safe(render_plot_svg(plot, identity=identity, width=400, height=140))


def _with_shares(shares: tuple[Share, ...]) -> list[tuple[str, int, int]]:
    """Return labels with their counts and each count's share of the largest, in per cent."""
    most = max((each.number for each in shares), default=0)
    return [(each.label, each.number, _part(each.number, most)) for each in shares[:_TOPICS]]


def _part(count: int, most: int) -> int:
    return max(round(100 * count / most), 1) if count else 0


def _changes(each: Compared) -> tuple[str, str]:
    return _change(each.now, each.before), _change(each.now, each.year_before)


def _change(now: int, before: int) -> str:
    """Return by how much a count changed, in per cent; what was nothing before gives no rate."""
    if now == before:
        return _("持平")
    if not before:
        return "—"
    change = (Decimal(now - before) * 100 / before).quantize(Decimal("0.1"))
    return f"{change:+}%" if change else _("基本持平")
