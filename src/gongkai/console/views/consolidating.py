"""汇总: a collection's reports summed, who stands behind each cell, and what is not counted."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.annual_reports.queries.consolidating import (
    ConsolidationScope,
    ConsolidationState,
    consolidation_of,
    differences_to_upload,
)
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.consolidating_forms import CoDefendantForm, TransferForm, TypedReportForm
from gongkai.console.refusals import problems_of
from gongkai.console.views.collections import collection_at, collection_title
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.reports.html import render_tables_html
from gongkai.documents.reports.writing import FORMATS
from gongkai.rules.reports.consolidation import NotConsolidated
from gongkai.rules.reports.consolidation_differences import (
    TypedReportDiffers,
    organs_explaining_all,
)
from gongkai.rules.reports.editions import edition

_LONGEST_NAME = 100


@dataclass(frozen=True)
class Wanted:
    """How the sum is to be made, as the address says it."""

    scope: ConsolidationScope
    organ: str
    with_known: bool

    @property
    def query(self) -> str:
        """Return what an address needs to say the same."""
        told = {"scope": self.scope.value, "organ": self.organ, "known": self.with_known and "1"}
        return urlencode({key: value for key, value in told.items() if value})


@require_safe
@staff
def consolidation(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show the sum of a year, what is missing from it, and what is not to be counted twice."""
    state, wanted = summed_at(request, desk, year)
    return render(request, "console/consolidation.html", _context(desk, state, wanted))


@require_safe
@staff
def cell(request: HttpRequest, desk: Desk, year: int, path: str) -> HttpResponse:
    """Show which organs stand behind one cell of the sum."""
    state, wanted = summed_at(request, desk, year)
    if state.consolidation is None or path not in state.consolidation.cells:
        raise NotHere(_("汇总表中没有这一格，请从汇总表中选择。"))
    found = state.consolidation.cells[path]
    context = _frame(desk, state, wanted) | {
        "title": found.label,
        "crumbs": [*_crumbs(state), (_title(state), address_of(state, wanted))],
        "cell": found,
        "contributions": [(one, state.reports[one.organ]) for one in found.contributions],
        "blanks": [(organ, state.reports[organ]) for organ in found.blank_in],
        "changes": [
            (state.consolidation.adjustments[one.adjustment - 1], one.change)
            for one in found.changes
        ],
    }
    return render(request, "console/consolidation_cell.html", context)


@require_POST
@staff
def against(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Hold a typed city report, which is not kept, against the sum."""
    state, wanted = summed_at(request, desk, year)
    form = TypedReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, desk, state, wanted, problems_of(form))
    file = form.cleaned_data["file"]
    try:
        typed, differences = differences_to_upload(state, file.name, file.read())
        summed = state.summed()
    except (ReportFileUnreadable, NotConsolidated, TypedReportDiffers) as refused:
        return _refused(request, desk, state, wanted, str(refused))
    context = _frame(desk, state, wanted) | {
        "title": _("与已填写报告的差异"),
        "crumbs": [*_crumbs(state), (_title(state), address_of(state, wanted))],
        "typed": typed,
        "differences": differences,
        "explaining": organs_explaining_all(summed, differences),
    }
    return render(request, "console/consolidation_against.html", context)


def summed_at(request: HttpRequest, desk: Desk, year: int) -> tuple[ConsolidationState, Wanted]:
    """Return a year's sum as the address asks for it, for those who may collect.

    :raises NotHere: if the officer's organ collects nothing for the year
    :raises NotAllowed: if he is not of the city's disclosure office
    """
    collection = collection_at(desk, year)
    wanted = wanted_by(request)
    return consolidation_of(collection, wanted.scope, wanted.organ), wanted


def wanted_by(request: HttpRequest) -> Wanted:
    """Return how the address asks the sum to be made."""
    asked = request.GET
    scope = (
        ConsolidationScope.ALL
        if asked.get("scope") == ConsolidationScope.ALL
        else ConsolidationScope.ACCEPTED
    )
    organ = " ".join(asked.get("organ", "").replace("\x00", "").split())[:_LONGEST_NAME]
    return Wanted(scope, organ, asked.get("known") == "1")


def _context(
    desk: Desk, state: ConsolidationState, wanted: Wanted, refusal: str = ""
) -> dict[str, Any]:
    context = _frame(desk, state, wanted) | {
        "title": _title(state),
        "crumbs": _crumbs(state),
        "scopes": list(ConsolidationScope),
        "typed_form": TypedReportForm(),
        "typed_refusal": refusal,
        "formats": [(fmt, fmt.upper()) for fmt in FORMATS],
    }
    summed = state.consolidation
    if summed is None:
        return context
    form = edition(summed.edition)
    organs = [member.organ for member in state.members]

    def behind(path: str) -> str:
        return f"{_cell_address(state, path)}?{wanted.query}"

    document = state.document(with_known=wanted.with_known)
    return context | {
        # The renderer escapes all it prints.
        "tables": mark_safe(render_tables_html(document, behind)),
        "broken": summed.broken_identities(allow_blank=wanted.with_known),
        "forms": [
            ("transfer", _("转办：同一申请由转出单位和承办单位都计入"), TransferForm(organs, form)),
            (
                "lawsuit",
                _("共同被告：同一诉讼由作出行为的单位和复议单位都计入"),
                CoDefendantForm(organs, form),
            ),
        ],
    }


def _refused(
    request: HttpRequest, desk: Desk, state: ConsolidationState, wanted: Wanted, refusal: str
) -> HttpResponse:
    context = _context(desk, state, wanted, refusal)
    return render(request, "console/consolidation.html", context, status=400)


def _frame(desk: Desk, state: ConsolidationState, wanted: Wanted) -> dict[str, Any]:
    return {
        "agency": desk.agency,
        "state": state,
        "year": state.collection.year,
        "wanted": wanted,
        "summed": state.consolidation,
    }


def _title(state: ConsolidationState) -> str:
    return _("%(year)s年度报告汇总") % {"year": state.collection.year}


def _crumbs(state: ConsolidationState) -> list[tuple[str, str]]:
    year = state.collection.year
    return [
        (_("报送审核"), reverse("console:collections")),
        (collection_title(state.collection), reverse("console:collection", args=[year])),
    ]


def address_of(state: ConsolidationState, wanted: Wanted) -> str:
    """Return the address of a sum made in this way."""
    address = reverse("console:consolidation", args=[state.collection.year])
    return f"{address}?{wanted.query}"


def _cell_address(state: ConsolidationState, path: str) -> str:
    return reverse("console:consolidation-cell", args=[state.collection.year, path])
