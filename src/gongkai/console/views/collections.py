"""What the city's office collects: its years, one year's organs and how each stands."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.annual_reports.models import Collection, CollectionOrgan
from gongkai.annual_reports.operations.collecting import (
    drop_organ,
    list_organs,
    list_organs_of_last_year,
    move_due_day,
    open_collection,
)
from gongkai.annual_reports.operations.receiving import LARGEST_REPORT, READABLE
from gongkai.annual_reports.permissions import insist, may_collect
from gongkai.annual_reports.queries.collections import (
    CollectionUnknown,
    OrganStatus,
    collection_for,
    collections_of,
    state_of,
    usual_due_day,
)
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.received_forms import CollectionForm, DueDayForm, OrgansForm
from gongkai.console.refusals import attempt, attempt_with

MOST_FILES = 60
LARGEST_POST = 200 * 1024 * 1024


def collection_at(desk: Desk, year: int) -> Collection:
    """Return the office's collection of a year, for those who may collect.

    :raises NotHere: if the officer's organ has none
    :raises NotAllowed: if he is not of the city's disclosure office
    """
    try:
        collection = collection_for(desk.officer, year)
    except CollectionUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    insist(may_collect(desk.officer, desk.agency, desk.on), _("收取和审核年度报告"))
    return collection


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def years(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the years the office collects, and begin another."""
    insist(may_collect(desk.officer, desk.agency, desk.on), _("收取和审核年度报告"))
    year = desk.on.year - 1
    initial = {"year": year, "due_on": usual_due_day(desk.agency, year, desk.on)}
    form = CollectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = attempt(
            request,
            lambda: open_collection(officer=desk.officer, on=desk.on, at=desk.at, **told),
            _("报送任务已建立，请添加应报单位。"),
        )
        if done:
            return redirect("console:collection-organs", year=told["year"])
    context = {
        "title": _("报送审核"),
        "agency": desk.agency,
        "form": form,
        "lines": collections_of(desk.agency),
        "today": desk.on,
    }
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "console/collections.html", context, status=status)


@require_safe
@staff
def one_year(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show how every organ of a year stands, and take files in."""
    collection = collection_at(desk, year)
    state = state_of(collection)
    chosen = request.GET.get("status", "")
    wanted = [status for status in OrganStatus if status == chosen]
    lines = [line for line in state.lines if not wanted or line.status in wanted]
    context = _of_collection(desk, collection) | {
        "state": state,
        "lines": lines,
        "filters": [(status, state.count(status)) for status in OrganStatus],
        "chosen": wanted[0] if wanted else None,
        "days_left": (collection.due_on - desk.on).days,
        "formats": ",".join(READABLE),
        "most_files": MOST_FILES,
        "largest_file": LARGEST_REPORT >> 20,
        "largest_post": LARGEST_POST >> 20,
    }
    return render(request, "console/collection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def organs(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show which organs owe a report, and list more."""
    collection = collection_at(desk, year)
    form = OrgansForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["lines"]
        done = attempt(
            request,
            lambda: list_organs(
                collection=collection, lines=lines, officer=desk.officer, on=desk.on, at=desk.at
            ),
            _("名单已更新；已在名单中的单位没有重复添加。"),
        )
        if done:
            return redirect("console:collection-organs", year=year)
    listed = collection.organs.select_related("agency").order_by("position", "pk")
    context = _of_collection(desk, collection) | {
        "title": _("应报单位名单"),
        "crumbs": [*_crumbs(), (collection_title(collection), _address(collection))],
        "form": form,
        "due_form": DueDayForm(initial={"due_on": collection.due_on}),
        "organs": listed,
        "last_year": year - 1,
    }
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "console/collection_organs.html", context, status=status)


@require_POST
@staff
def take_last_year(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """List the organs of the year before."""
    collection = collection_at(desk, year)
    attempt(
        request,
        lambda: list_organs_of_last_year(
            collection=collection, officer=desk.officer, on=desk.on, at=desk.at
        ),
        _("已沿用上年名单；已在名单中的单位没有重复添加。"),
    )
    return redirect("console:collection-organs", year=year)


@require_POST
@staff
def move_day(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Ask for the reports by another day."""
    collection = collection_at(desk, year)
    move = partial(
        move_due_day, collection=collection, officer=desk.officer, on=desk.on, at=desk.at
    )
    attempt_with(request, DueDayForm(request.POST), move, _("报送截止日已修改。"))
    return redirect("console:collection-organs", year=year)


@require_POST
@staff
def drop(request: HttpRequest, desk: Desk, year: int, pk: int) -> HttpResponse:
    """Take an organ off the list."""
    collection = collection_at(desk, year)
    organ = CollectionOrgan.objects.select_related("collection__agency").filter(
        collection=collection, pk=pk
    )
    one = organ.first()
    if one is None:
        raise NotHere(_("名单中没有这个单位，可能已被移除。"))
    attempt(
        request,
        lambda: drop_organ(organ=one, officer=desk.officer, on=desk.on, at=desk.at),
        _("已从名单中移除。"),
    )
    return redirect("console:collection-organs", year=year)


def collection_title(collection: Collection) -> str:
    """Return what a collection's pages are headed with."""
    return _("%(year)s年度报告报送") % {"year": collection.year}


def _of_collection(desk: Desk, collection: Collection) -> dict[str, object]:
    return {
        "title": collection_title(collection),
        "crumbs": _crumbs(),
        "agency": desk.agency,
        "collection": collection,
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(_("报送审核"), reverse("console:collections"))]


def _address(collection: Collection) -> str:
    return reverse("console:collection", args=[collection.year])
