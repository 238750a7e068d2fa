"""What the city set of its provident fund: in force, coming, past; a preview; a new version."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.agencies.permissions import NotAllowed, holds, require_role
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.fund_rules_forms import FundRulesForm
from gongkai.console.fund_rules_preview import changed_figures, examples
from gongkai.fund_services.operations.city_rules import (
    RulesRefused,
    checked_city_rules,
    set_city_rules,
)
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.city_rules import rules_among, rules_versions
from gongkai.rules.fund import CityRules, city_fields, city_groups, city_rule_problems


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the rules in force; the head of the office previews others and sets them."""
    if not is_fund_centre(desk.agency):
        raise NotHere(_("本机关不是住房公积金管理中心，没有公积金业务。"))
    if request.method != "POST":
        return _page(request, desk)
    require_role(desk.officer, desk.agency, "OFFICE_HEAD", desk.on)
    form = FundRulesForm(request.POST)
    if not form.is_valid():
        # What is wrong with the figures is told together with the rest.
        form.refuse(city_rule_problems(form.figures()))
        return _page(request, desk, form=form, status=400)
    typed: dict[str, Any] = {
        "agency": desk.agency,
        "figures": form.figures(),
        "basis": form.cleaned_data["basis"],
        "in_force_from": form.cleaned_data["in_force_from"],
    }
    try:
        if "set" not in request.POST:
            previewed = checked_city_rules(**typed, on=desk.on)
            return _page(request, desk, form=form, previewed=previewed)
        set_city_rules(**typed, officer=desk.officer, on=desk.on, at=desk.at)
    except RulesRefused as refused:
        form.refuse(refused.problems)
        return _page(request, desk, form=form, status=400)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return _page(request, desk, form=form, status=403)
    messages.success(request, _("已设置，自施行日期起计算器和网上办理按新规定。"))
    return redirect("console:fund-rules")


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: FundRulesForm | None = None,
    previewed: CityRules | None = None,
    status: int = 200,
) -> HttpResponse:
    versions = rules_versions(desk.agency)
    in_force = rules_among(versions, desk.on)
    context = {
        "title": _("本市公积金规定"),
        "agency": desk.agency,
        "in_force": in_force,
        "groups": _shown(in_force),
        "coming": [each for each in versions if (each.rules.in_force_from or desk.on) > desk.on],
        "past": [each for each in versions if (each.rules.in_force_from or desk.on) <= desk.on],
        "may_set": holds(desk.officer, desk.agency, "OFFICE_HEAD", desk.on),
        "form": form or FundRulesForm.of(in_force, desk.on),
        "is_typed": form is not None,
        "previewed": previewed,
    }
    if previewed is not None:
        before = rules_among(versions, previewed.in_force_from or desk.on)
        context["changed"] = changed_figures(before, previewed)
        context["examples"] = examples(before, previewed, desk.on)
    return render(request, "console/fund_rules/rules.html", context, status=status)


def _shown(rules: CityRules) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the figures under their headings: label, value, note."""
    return [
        (
            label,
            [
                (each.label, each.shown(rules.texts[each.code]), each.note)
                for each in city_fields()
                if each.group == code
            ],
        )
        for code, label in city_groups()
    ]
