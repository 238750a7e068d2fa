"""Writing a guide: lines and rows on one page, which works without script as well."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.guide_rows import Typed, guide_of, moved, shown_rows, typed_in, typed_of
from gongkai.console.refusals import REFUSED
from gongkai.console.views.guides.desk import crumbs, item_at, who
from gongkai.console.views.guides.one_item import preview_address
from gongkai.fund_services.operations.guides import (
    GuideChanged,
    GuideRefused,
    submit_guide,
    write_guide,
)
from gongkai.fund_services.permissions import require_guide_writer
from gongkai.fund_services.queries.guides.office import OfficeItem
from gongkai.rules.service_guides import GuideProblem
from gongkai.rules.service_items import group_names


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit_guide(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write a new version or change a draft; what is typed stays whatever becomes of it."""
    found = item_at(desk, pk)
    require_guide_writer(desk.officer, desk.agency, desk.on)
    written = found.written
    if request.method == "POST":
        return _sent(request, desk, found)
    if written is not None and written.state == "IN_REVIEW":
        messages.error(request, _("这份办事指南正在审核，退回或者取回后才能修改。"))
        return redirect("console:guide", pk=pk)
    typed = typed_of(
        found.begun_with,
        written.saved if written else 0,
        written.in_force_from if written else None,
        written.change_note if written else "",
    )
    return _editor(request, desk, found, typed)


def _sent(request: HttpRequest, desk: Desk, found: OfficeItem) -> HttpResponse:
    typed = typed_in(request.POST)
    step = request.POST.get("do", "save")
    if moved(typed, step):
        told = _("各行已调整，尚未保存。")
        return _editor(request, desk, found, typed, told=told, jump=f"part-{step.split(':')[1]}")
    guide, problems = guide_of(typed)
    day, wrong_day = _day_in(typed.lines["in_force_from"])
    problems += wrong_day
    if problems:
        return _editor(request, desk, found, typed, problems=problems, status=400)
    said = typed.lines["seen"]
    seen = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1
    item, by = found.item, who(desk)
    try:
        version = write_guide(
            item=item,
            guide=guide,
            seen=seen,
            in_force_from=day,
            change_note=typed.lines["change_note"],
            **by,
        )
        # From here on the form is about what was just saved, whatever becomes of the step.
        typed.lines["seen"] = str(version.saved)
        if step == "submit":
            submit_guide(item=item, seen=version.saved, **by)
    except REFUSED as refused:
        status = 400
        if isinstance(refused, GuideChanged):
            status, found = 409, item_at(desk, item.pk)
            typed.lines["seen"] = str(found.written.saved if found.written else 0)
        problems = list(refused.problems) if isinstance(refused, GuideRefused) else []
        problems = problems or [GuideProblem("", str(refused))]
        return _editor(request, desk, found, typed, problems=problems, status=status)
    if step == "view":
        return redirect(preview_address(item.pk, version, desk))
    done = _("已提交，并通知审核人员。") if step == "submit" else _("已保存草稿。")
    messages.success(request, done)
    return redirect("console:guide" if step == "submit" else "console:edit-guide", pk=item.pk)


def _day_in(text: str) -> tuple[date | None, list[GuideProblem]]:
    plain = text.strip()
    try:
        day = parse_date(plain)
    except ValueError:
        day = None
    if plain and day is None:
        told = _("生效日期：请填写年-月-日，如 2026-03-01。")
        return None, [GuideProblem("in_force_from", told)]
    return day, []


def _editor(
    request: HttpRequest,
    desk: Desk,
    found: OfficeItem,
    typed: Typed,
    *,
    problems: Sequence[GuideProblem] = (),
    told: str = "",
    jump: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": _("编写办事指南"),
        "crumbs": crumbs(found),
        "agency": desk.agency,
        "found": found,
        "item": found.item,
        "lines": typed.lines,
        "ticks": typed.ticks,
        "rows": shown_rows(typed, problems),
        "groups": group_names().items(),
        "problems": problems,
        "told": told,
        "jump": jump,
        "organ_place": desk.agency,
    }
    return render(request, "console/guides/edit.html", context, status=status)
