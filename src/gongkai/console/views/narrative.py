"""Writing the report's prose part by part, with a preview of what will be printed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.annual_reports.models import AnnualReport, NarrativePart
from gongkai.annual_reports.narrative.language import Fault, TemplateRefused, faults
from gongkai.annual_reports.narrative.live import LiveFigure
from gongkai.annual_reports.narrative.parts import PARTS, Part
from gongkai.annual_reports.narrative.typed_numbers import TypedNumber, typed_numbers
from gongkai.annual_reports.operations.writing import (
    AlreadySigned,
    ChangedMeanwhile,
    TextRefused,
    write_part,
)
from gongkai.annual_reports.permissions import may_write
from gongkai.annual_reports.queries.compiling import Compiled
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.figure_groups import grouped_figures
from gongkai.console.forms import PartForm
from gongkai.console.views.workspace import YearAtDesk, opened_year_at, workspace_page
from gongkai.rules.reports.editions import edition


@dataclass(frozen=True)
class Proof:
    """How a part reads in print, and what stands against it."""

    printed: str
    faults: list[Fault]
    missing: str
    typed: list[TypedNumber]

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing stands against it."""
        return not (self.faults or self.missing or self.typed)


def proof_of(template: str, compiled: Compiled) -> Proof:
    """Return how a template reads with the year's figures."""
    live: dict[str, LiveFigure] = compiled.live
    wrong = faults(template, live.keys())
    printed, missing = "", ""
    if not wrong:
        try:
            printed = compiled.print(template)
        except TemplateRefused as refused:
            missing = str(refused)
    return Proof(printed, wrong, missing, list(typed_numbers(template, live)))


@require_safe
@staff
def all_parts(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show every part as it will be printed."""
    at_desk, report = opened_year_at(desk, year)
    rows = {row.part: row for row in report.parts.select_related("edited_by")}
    parts = [
        {
            "part": part,
            "title": part_title(part),
            "section": _section_title(part),
            "row": rows[part.key],
            "proof": proof_of(rows[part.key].template, at_desk.compiled),
            "is_default": rows[part.key].template == part.default,
        }
        for part in PARTS
    ]
    overview = at_desk.compiled.report.narrative.get("overview") or ""
    context = {
        "parts": parts,
        "may_edit": _may_edit(desk, report),
        "overview_length": len("".join(overview.split())),
        "overview_limit": edition("2021").overview_limit,
    }
    return workspace_page(request, at_desk, "narrative", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def one_part(request: HttpRequest, desk: Desk, year: int, part: str) -> HttpResponse:
    """Edit one part; a preview is shown without saving, a conflict keeps what was typed."""
    at_desk, report = opened_year_at(desk, year)
    row = report.parts.select_related("edited_by").filter(part=part).first()
    chosen = next((one for one in PARTS if one.key == part), None)
    if row is None or chosen is None:
        raise NotHere(_("报告中没有这一部分，请从“文字”页选择。"))
    if request.method != "POST":
        form = PartForm(initial={"template": row.template, "version": row.version})
        return _part_page(request, at_desk, chosen, row, form, row.template)
    form = PartForm(request.POST)
    typed = request.POST.get("template", "").replace("\r\n", "\n")
    if not form.is_valid() or "preview" in request.POST:
        return _part_page(request, at_desk, chosen, row, form, typed)
    try:
        write_part(
            report=report,
            part=part,
            template=form.cleaned_data["template"],
            version=form.cleaned_data["version"],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except ChangedMeanwhile as changed:
        messages.error(request, str(changed))
        # Saving again is then a choice: what the other person wrote stands beside it.
        form = PartForm(initial={"template": typed, "version": row.version})
        return _part_page(request, at_desk, chosen, row, form, typed, theirs=row, status=409)
    except (AlreadySigned, TextRefused) as refused:
        messages.error(request, str(refused))
        return _part_page(request, at_desk, chosen, row, form, typed, status=409)
    messages.success(request, _("“%(part)s”已保存。") % {"part": part_title(chosen)})
    return redirect("console:part", year=year, part=part)


def part_title(part: Part) -> str:
    """Return the heading by which officers know a part."""
    if part.heading:
        return part.heading
    return _("开头一段") if part.key == "introduction" else _section_title(part)


def _part_page(
    request: HttpRequest,
    at_desk: YearAtDesk,
    part: Part,
    row: NarrativePart,
    form: PartForm,
    template: str,
    theirs: NarrativePart | None = None,
    status: int = 200,
) -> HttpResponse:
    may_edit = at_desk.report is not None and _may_edit(at_desk.desk, at_desk.report)
    if not may_edit:
        form.fields["template"].widget.attrs["readonly"] = True
    keys = [one.key for one in PARTS]
    place = keys.index(part.key)
    context: dict[str, Any] = {
        "part": part,
        "heading": part_title(part),
        "row": row,
        "form": form,
        "theirs": theirs,
        "proof": proof_of(template, at_desk.compiled),
        "is_saved": template == row.template,
        "groups": grouped_figures(at_desk.compiled),
        "may_edit": may_edit,
        "before": _link(PARTS[place - 1], at_desk) if place else None,
        "after": _link(PARTS[place + 1], at_desk) if place + 1 < len(PARTS) else None,
    }
    return workspace_page(request, at_desk, "part", context, status)


def _link(part: Part, at_desk: YearAtDesk) -> tuple[str, str]:
    return part_title(part), reverse("console:part", args=[at_desk.year, part.key])


def _may_edit(desk: Desk, report: AnnualReport) -> bool:
    frozen = report.state in (AnnualReport.State.SIGNED, AnnualReport.State.PUBLISHED)
    return not frozen and may_write(desk.officer, desk.agency, desk.on)


def _section_title(part: Part) -> str:
    return edition("2021").text_title(part.section)
