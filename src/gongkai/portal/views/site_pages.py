"""Topics and free pages, rendered from the blocks that editors made them of."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.portal.calendars import beginning_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.page_blocks import columns_of_lists, cover_of, shown_blocks
from gongkai.portal.pages import TOPICS, Article, Crumb, Page
from gongkai.portal.site import Site, preview_of, site_of
from gongkai.publications.queries.archive import next_day_to_come
from gongkai.sites.queries.page_contents import content_of_page
from gongkai.sites.queries.previews import PARAMETER
from gongkai.sites.queries.public_pages import (
    PublicPage,
    as_read,
    public_page,
    public_topics,
    was_public,
)


@require_safe
@kept_as_file
def topics(request: HttpRequest) -> HttpResponse:
    """List the organ's topics, the newest first."""
    site = site_of(request)
    if site.agency is None:
        raise Http404
    reads(request, f"pages:{site.agency.pk}")
    context = {
        "page": Page(title=TOPICS.name, column=TOPICS, crumbs=(Crumb(TOPICS.name),)),
        "organ": site.agency,
        "topics": [(topic, cover_of(topic)) for topic in public_topics(site.agency)],
    }
    return render(request, "portal/topics.html", context)


@require_safe
@kept_as_file
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic."""
    return _shown(request, "TOPIC", slug)


@require_safe
@kept_as_file
def free_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a free page."""
    return _shown(request, "FREE", slug)


def _shown(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    site = site_of(request)
    if site.agency is None:
        raise Http404
    organ, on = site.agency, timezone.localdate()
    token = request.GET.get(PARAMETER, "") if preview_of(request) else ""
    found = _previewed(request, kind, slug) or public_page(organ, kind, slug)
    if found is None:
        if not was_public(organ, kind, slug):
            raise Http404
        gone = Page(title=_("该页面已经撤下"), agency=organ, is_indexed=False)
        return render(request, "portal/withdrawn.html", {"page": gone}, status=410)
    columns = columns_of_lists(found, organ)
    reads(request, f"page:{found.pk}", *(f"column:{row.pk}:new" for row in columns.values()))
    if columns:
        until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    context: dict[str, Any] = {
        "page": _page(request, site, found, is_indexed=not token),
        "organ": organ,
        "shown": found,
        "blocks": list(shown_blocks(found, organ, columns, site.own_hosts, on, token)),
        "is_preview": bool(token),
    }
    return render(request, "portal/site_page.html", context)


def _previewed(request: HttpRequest, kind: str, slug: str) -> PublicPage | None:
    preview = preview_of(request)
    page = preview.page if preview else None
    if page is None or (page.kind, page.slug) != (kind, slug):
        return None
    return as_read(page, content_of_page(page), timezone.now())


def _page(request: HttpRequest, site: Site, found: PublicPage, *, is_indexed: bool) -> Page:
    picture = cover_of(found)
    article = Article(
        title=found.title,
        published_at=timezone.localtime(found.published_at),
        source=site.agency.name if site.agency else site.name,
        description=found.summary,
        image=request.build_absolute_uri(picture["address"]) if picture else "",
        address=request.build_absolute_uri(request.path),
    )
    above = (Crumb(TOPICS.name, TOPICS.address),) if found.is_topic else ()
    return Page(
        title=found.title,
        column=TOPICS if found.is_topic else None,
        crumbs=(*above, Crumb(found.title)),
        article=article,
        is_indexed=is_indexed,
    )
