"""办事服务: every item a fund centre handles, and the guide to each with all its elements."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.documents.charts.flows import render_flow_svg
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.guides.completeness import organ_facts
from gongkai.fund_services.queries.guides.in_force import (
    OfferedItem,
    earlier_versions,
    next_turn,
    offered_item,
    offered_items,
    was_withdrawn,
)
from gongkai.fund_services.queries.guides.previews import PARAMETER, previewed_guide
from gongkai.portal.calendars import beginning_of
from gongkai.portal.guide_groups import found_by_words, related_items, shown_by_audience
from gongkai.portal.guide_links import (
    downloads_of,
    online_address,
    ways_from,
    ways_of_services,
)
from gongkai.portal.guide_pages import GUIDES
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import Article, Crumb, Page
from gongkai.portal.site import site_of
from gongkai.portal.structured import as_json_ld
from gongkai.portal.structured_items import item_service_thing
from gongkai.portal.throttling import SearchThrottle, throttled
from gongkai.rules.service_guides import places_of
from gongkai.rules.service_items import Audience
from gongkai.search.words import LONGEST_QUERY, QueryTooLong, words_of


@require_safe
@kept_as_file
@throttled(SearchThrottle)
def guides(request: HttpRequest) -> HttpResponse:
    """List what the site's centre handles, by audience and group; those that hold each word."""
    organ, on = _centre(request), timezone.localdate()
    query = request.GET.get("q", "").replace("\x00", "").strip()
    refusal, words = "", list[str]()
    try:
        words = [word.lower() for word in words_of(query)]
    except QueryTooLong as too_long:
        refusal, query = str(too_long), query[:LONGEST_QUERY]
    reads(request, f"guides:{organ.pk}")
    until(request, lambda: beginning_of(next_turn(organ, on)))
    offered = offered_items(organ, on)
    found = found_by_words(offered, words)
    page = Page(
        title=GUIDES.name, column=GUIDES, crumbs=(Crumb(GUIDES.name),), is_indexed=not query
    )
    context = {
        "page": page,
        "query": query,
        "refusal": refusal,
        "audiences": [] if refusal else shown_by_audience(found),
        "total": len(found),
        "ways": ways_of_services(),
        "online": sum(each.is_online for each in offered),
        "all": len(offered),
    }
    return render(request, "portal/guides/list.html", context, status=400 if refusal else 200)


@require_safe
@kept_as_file
def guide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one guide with all its elements; for a token of the console a version to come."""
    organ, on = _centre(request), timezone.localdate()
    token = request.GET.get(PARAMETER, "")
    if token:
        return _preview(request, organ, pk, token)
    shown = offered_item(organ, pk, on)
    if shown is None or shown.version is None:
        if was_withdrawn(organ, pk, on):
            page = Page(title=_("该事项已经停办"), column=GUIDES, agency=organ, is_indexed=False)
            return render(request, "portal/guides/withdrawn.html", {"page": page}, status=410)
        raise Http404
    reads(request, f"guide:{pk}", f"guides:{organ.pk}", f"forms:{organ.pk}")
    until(request, lambda: beginning_of(next_turn(organ, on)))
    prints = "print" in request.GET
    page = _page(request, shown, organ, is_indexed=not prints)
    context = {
        **_told(shown, organ),
        "base": "portal/print.html" if prints else "portal/base.html",
        "prints": prints,
        "page": page,
        "apply_at": online_address(shown),
        "ways": ways_from(shown),
        "downloads": downloads_of(shown),
        "related": related_items(shown, offered_items(organ, on)),
        "earlier": earlier_versions(shown.item, on),
        "structured": as_json_ld(
            item_service_thing(request, organ, page, shown, online_address(shown))
        ),
    }
    return render(request, "portal/guides/guide.html", context)


@require_safe
@kept_as_file
def earlier_guide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a version of a guide that held before, and says so."""
    organ, on = _centre(request), timezone.localdate()
    shown = offered_item(organ, pk, on)
    if shown is None:
        raise Http404
    versions = earlier_versions(shown.item, on)
    old = next((each for each in versions if each.number == number), None)
    if old is None:
        raise Http404
    reads(request, f"guide:{pk}", f"guides:{organ.pk}")
    until(request, lambda: beginning_of(next_turn(organ, on)))
    was = OfferedItem(shown.item, old, has_form=False, is_online=shown.is_online)
    context = {
        **_told(was, organ),
        "base": "portal/base.html",
        "page": _page(request, was, organ, is_indexed=False, is_old=True),
        "is_old": True,
        "now": shown,
    }
    return render(request, "portal/guides/guide.html", context)


def _preview(request: HttpRequest, organ: Agency, pk: int, token: str) -> HttpResponse:
    version = previewed_guide(organ, pk, token, timezone.now())
    if version is None:
        raise Http404
    shown = OfferedItem(version.item, version, has_form=False, is_online=False)
    context = {
        **_told(shown, organ),
        "base": "portal/base.html",
        "page": _page(request, shown, organ, is_indexed=False),
        "is_preview": True,
    }
    return render(request, "portal/guides/guide.html", context)


def _centre(request: HttpRequest) -> Agency:
    """Return the fund centre whose site it is.

    :raises Http404: if it is another organ's, or nobody's
    """
    organ = site_of(request).agency
    if organ is None or not is_fund_centre(organ):
        raise Http404
    return organ


def _told(shown: OfferedItem, organ: Agency) -> dict[str, Any]:
    """Return what every view of a guide says."""
    title = _("%(item)s办理流程图") % {"item": shown.item.name}
    flow = render_flow_svg(title, shown.guide.steps, identity="flow")
    return {
        "organ": organ,
        "shown": shown,
        "item": shown.item,
        "guide": shown.guide,
        "others": [each for each in shown.guide.also_called if each != shown.item.name],
        "audience": Audience(shown.item.audience).label,
        "places": places_of(shown.guide, organ_facts(organ)),
        "flow": mark_safe(flow),  # noqa: S308
    }


def _page(
    request: HttpRequest,
    shown: OfferedItem,
    organ: Agency,
    *,
    is_indexed: bool,
    is_old: bool = False,
) -> Page:
    assert shown.version is not None
    name = shown.item.name
    title = _("%(item)s办事指南") % {"item": name}
    crumbs = [Crumb(GUIDES.name, GUIDES.address)]
    if is_old:
        title = _("%(title)s（第%(number)s版）") % {"title": title, "number": shown.version.number}
        crumbs.append(Crumb(name, reverse("portal:guide", args=[shown.item.pk])))
    crumbs.append(Crumb(title if is_old else name))
    told_at = shown.version.released_at or shown.version.written_at
    return Page(
        title=title,
        column=GUIDES,
        crumbs=tuple(crumbs),
        article=Article(
            title,
            timezone.localtime(told_at),
            organ.name,
            keywords=",".join(shown.guide.also_called),
            description=shown.guide.summary,
        ),
        agency=organ,
        is_indexed=is_indexed,
    )
