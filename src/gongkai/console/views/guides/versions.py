"""A version of a guide, and what it changed of the one before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.revision_differences import SAME, line_differences
from gongkai.console.views.guides.desk import crumbs, item_at
from gongkai.console.views.guides.one_item import preview_address
from gongkai.fund_services.queries.guides.office import versions_of
from gongkai.rules.service_guides import GuideElements, parts_of, read_guide


@require_safe
@staff
def version(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Show a version beside the one it is compared with: `?with=` or the one before."""
    found = item_at(desk, pk)
    versions = {each.number: each for each in versions_of(found.item)}
    shown = versions.get(number)
    if shown is None:
        raise NotHere(_("没有这个版本，请从事项页面选择。"))
    asked = request.GET.get("with", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    earlier = [each for each in versions if each < number]
    other = versions.get(wanted) or versions.get(max(earlier, default=0))
    before = read_guide(other.elements) if other else GuideElements()
    after = read_guide(shown.elements)
    parts = [
        (part.label, line_differences(old.lines, part.lines))
        for old, part in zip(parts_of(before), parts_of(after), strict=True)
        if old.lines or part.lines
    ]
    changed = sum(any(line.kind != SAME for line in lines) for _label, lines in parts)
    context = {
        "title": _("第%(number)s版") % {"number": number},
        "crumbs": crumbs(found),
        "agency": desk.agency,
        "item": found.item,
        "version": shown,
        "other": other,
        "others": [each for each in versions.values() if each.number != number],
        "parts": parts,
        "changed": changed,
        "preview_at": preview_address(found.item.pk, shown, desk),
    }
    return render(request, "console/guides/version.html", context)
