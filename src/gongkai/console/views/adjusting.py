"""调减: what a sum must not count twice, entered and taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.annual_reports.models import ConsolidationAdjustment
from gongkai.annual_reports.operations.consolidating import drop_adjustment, enter_adjustment
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.consolidating_forms import AdjustmentForm, CoDefendantForm, TransferForm
from gongkai.console.refusals import attempt, problems_of
from gongkai.console.views.collections import collection_at
from gongkai.console.views.consolidating import address_of, summed_at, wanted_by
from gongkai.rules.reports.editions import edition

_FORMS: dict[str, type[AdjustmentForm]] = {"transfer": TransferForm, "lawsuit": CoDefendantForm}


@require_POST
@staff
def add_adjustment(request: HttpRequest, desk: Desk, year: int, kind: str) -> HttpResponse:
    """Enter cases that are not to be counted twice."""
    state, wanted = summed_at(request, desk, year)
    if state.consolidation is None or kind not in _FORMS:
        raise NotHere(_("还没有可汇总的报告，不能录入调减。"))
    organs = [member.organ for member in state.members]
    form = _FORMS[kind](organs, edition(state.consolidation.edition), request.POST)
    if not form.is_valid():
        messages.error(request, problems_of(form))
        return redirect(address_of(state, wanted))
    told = form.cleaned_data
    organ = next(one for one in organs if str(one.pk) == told["organ"])
    attempt(
        request,
        lambda: enter_adjustment(
            collection=state.collection,
            organ=organ,
            kind=_FORMS[kind].kind,
            path=form.path,
            number=told["number"],
            reason=told["reason"],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        ),
        _("已录入调减，汇总数已相应减少。"),
    )
    return redirect(address_of(state, wanted))


@require_POST
@staff
def remove_adjustment(request: HttpRequest, desk: Desk, year: int, pk: int) -> HttpResponse:
    """Take an adjustment back."""
    collection = collection_at(desk, year)
    found = ConsolidationAdjustment.objects.filter(collection=collection, pk=pk)
    adjustment = found.select_related("collection__agency", "organ").first()
    if adjustment is None:
        raise NotHere(_("没有这项调减，可能已被撤销。"))
    attempt(
        request,
        lambda: drop_adjustment(
            adjustment=adjustment, officer=desk.officer, on=desk.on, at=desk.at
        ),
        _("已撤销调减。"),
    )
    address = reverse("console:consolidation", args=[year])
    return redirect(f"{address}?{wanted_by(request).query}")
