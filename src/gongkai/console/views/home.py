"""The year at a glance, in place of Wagtail's own home page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import Component

from gongkai.agencies.models import Role
from gongkai.agencies.queries import roles_of, working_calendar
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.narrative.live import share_text
from gongkai.annual_reports.permissions import STAGES
from gongkai.annual_reports.queries.compiling import (
    Compiled,
    NothingToReport,
    compile_year,
    report_of,
)
from gongkai.casework.queries.letters import letters_in_rounds
from gongkai.console.access import Desk, desk_of, officer_behind, opens, staff
from gongkai.console.home_cases import cases_at_hand
from gongkai.console.home_collection import collection_at_hand
from gongkai.console.home_monitor import monitor_at_hand
from gongkai.console.home_publishing import publishing_at_hand
from gongkai.console.notice_links import addresses_of
from gongkai.console.views.reports import legal_day
from gongkai.messages.operations import mark_read
from gongkai.messages.queries import unread_notices
from gongkai.review.models import Round
from gongkai.review.queries import rounds_to_sign
from gongkai.rules.calendars import calendar_gap_warning

# The figures that tell how a year went, with the short names they have here.
_BLOCKS = (
    (
        _("主动公开"),
        (
            ("site.total", _("网站公开信息")),
            ("wechat.posts", _("公众号图文")),
            ("wechat.followers", _("公众号关注人数")),
            ("city_reports.total", _("向市政府网站报送")),
        ),
    ),
    (
        _("规范性文件"),
        (
            ("proactive.normative_documents.made", _("本年制发")),
            ("proactive.normative_documents.repealed", _("本年废止")),
            ("proactive.normative_documents.in_force", _("现行有效")),
        ),
    ),
    (
        _("依申请公开"),
        (
            ("requests.received.total", _("新收申请")),
            ("requests.carried_in.total", _("上年结转")),
            ("requests.total.total", _("办结")),
            ("requests.carried_out.total", _("结转下年度")),
        ),
    ),
    (
        _("热线来电"),
        (
            ("calls.total", _("热线咨询")),
            ("calls.via_12345", _("12345热线接通")),
            ("calls.direct_and_transferred", _("直呼及12345转接")),
        ),
    ),
    (
        _("诉求工单"),
        (
            ("tickets.accepted", _("受理")),
            ("tickets.fed_back", _("按期反馈")),
            ("tickets.closed", _("办结")),
            ("tickets.satisfied", _("评价满意")),
            ("tickets.called_back", _("有效回访")),
            ("tickets.days_taken", _("办件天数合计")),
        ),
    ),
)
_NOTICES = 10
_FIRST_YEAR = 2021


@dataclass(frozen=True)
class KeyFigure:
    """One figure on the overview, with the address of its records."""

    label: str
    value: str | None
    unit: str
    share: str
    share_label: str
    url: str


class YearPanel(Component):
    """What an officer sees first: the year's figures, what waits for him, the report's state."""

    name = "gongkai_year"
    template_name = "console/home_panel.html"
    order = 0

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def render_html(self, parent_context: Any = None) -> str:
        """Return the overview of the chosen year, or why there is none."""
        officer = officer_behind(self.request)
        if officer is None:
            return render_to_string("console/home_without_officer.html", {}, self.request)
        desk = desk_of(officer)
        year = _chosen_year(self.request, desk)
        context = overview(desk, year)
        if opens(self.request, "gongkai-collections"):
            context["at_hand"] = collection_at_hand(desk)
        return render_to_string(self.template_name, context, self.request)


def overview(desk: Desk, year: int) -> dict[str, Any]:
    """Return what the overview of a year shows."""
    calendar = working_calendar()
    report = report_of(desk.agency, year)
    limit = legal_day(desk.agency, desk.on)
    due_on = limit.in_year(year + 1)
    try:
        blocks = _blocks(compile_year(desk.agency, year))
        nothing = ""
    except NothingToReport as missing:
        blocks, nothing = [], str(missing)
    roles = roles_of(desk.officer, desk.on)
    rounds = rounds_to_sign(desk.officer).prefetch_related("signatures")
    waiting = [one for one in rounds if _is_for(one, roles)]
    # What waits to be signed stands above already.
    signed_above = {one.subject for one in waiting}
    notices = [
        one for one in unread_notices(desk.officer)[:_NOTICES] if one.subject not in signed_above
    ]
    pages = addresses_of((one.subject for one in notices), desk.agency)
    addresses = _addresses(waiting)
    return {
        "agency": desk.agency,
        "officer": desk.officer,
        "roles": [label for code, label in Role.choices if code in roles],
        "year": year,
        "years": range(desk.on.year, _FIRST_YEAR - 1, -1),
        "blocks": blocks,
        "nothing": nothing,
        "report": report,
        "limit": limit,
        "due_on": due_on,
        "days_left": (due_on - desk.on).days,
        "is_published": report is not None and report.state == AnnualReport.State.PUBLISHED,
        "waiting": [(one, addresses.get(one.pk, "")) for one in waiting],
        "notices": [(one, pages.get(one.subject, "")) for one in notices],
        "waiting_count": len(waiting) + len(notices),
        "cases": cases_at_hand(desk, calendar),
        "publishing": publishing_at_hand(desk),
        "monitor": monitor_at_hand(desk, calendar),
        "calendar_warning": calendar_gap_warning(calendar, desk.on),
    }


@require_POST
@staff
def read_notice(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put away the notices about one subject."""
    mark_read(officer=desk.officer, subject=request.POST.get("subject", ""), at=desk.at)
    return redirect("wagtailadmin_home")


def _is_for(round: Round, roles: set[Role]) -> bool:
    """Tell whether the round's next stage is one that somebody with these roles signs."""
    stage = round.stages[len(round.signatures.all())]
    return dict(STAGES).get(stage, stage) in roles


def _addresses(rounds: list[Round]) -> dict[int, str]:
    """Return where each round is signed, by its key."""
    keys = [one.pk for one in rounds]
    reports = AnnualReport.objects.filter(round__in=keys).values_list("round_id", "year")
    letters = letters_in_rounds(keys).values_list("review_round_id", "pk")
    return {key: reverse("console:sign-off", args=[year]) for key, year in reports} | {
        key: reverse("console:letter", args=[letter]) for key, letter in letters
    }


def _chosen_year(request: HttpRequest, desk: Desk) -> int:
    """Return the year asked for, else the one at hand.

    Until the day by which last year's report must be public, that is last year; then this year,
    once it has records; before that the year of the newest report.
    """
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and _FIRST_YEAR <= int(asked) <= desk.on.year:
        return int(asked)
    last_year = max(desk.on.year - 1, _FIRST_YEAR)
    if desk.on <= legal_day(desk.agency, desk.on).in_year(desk.on.year):
        return last_year
    try:
        return compile_year(desk.agency, desk.on.year).year
    except NothingToReport:
        newest = AnnualReport.objects.filter(agency=desk.agency).order_by("-year").first()
        return newest.year if newest else last_year


def _blocks(compiled: Compiled) -> list[tuple[str, list[KeyFigure]]]:
    return [
        (title, [_key_figure(compiled, path, label) for path, label in figures])
        for title, figures in _BLOCKS
    ]


def _key_figure(compiled: Compiled, path: str, label: str) -> KeyFigure:
    figure = compiled.figures[path]
    share = share_text(compiled.live[path])
    rates = [phrase for phrase in figure.phrases if phrase.endswith(("率", "天数"))]
    return KeyFigure(
        label=label,
        value=compiled.values[path],
        unit=figure.unit,
        share=share,
        share_label=rates[0] if rates and share else "",
        url=reverse("console:figure", args=[compiled.year, path]),
    )
