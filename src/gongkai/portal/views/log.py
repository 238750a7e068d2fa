"""依申请公开公示: what was asked and how it was answered, without who asked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework.queries.disclosure_log import next_entry_day, published_entries
from gongkai.portal.calendars import beginning_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.kept_sheets import from_before, sheet_numbered
from gongkai.portal.pages import LOG, Article, Crumb, Page
from gongkai.portal.site import site_of
from gongkai.portal.throttling import SearchThrottle, throttled
from gongkai.search.words import LONGEST_QUERY, QueryTooLong, words_of


@require_safe
@kept_as_file
@throttled(SearchThrottle)
def log(request: HttpRequest, sheet: str | None = None) -> HttpResponse:
    """List the answered requests of the site's organ, of those that hold every word of `q`."""
    pages = f"{LOG.address}p"
    moved = from_before(request, LOG.address, pages)
    if moved is not None:
        return moved
    query = request.GET.get("q", "").replace("\x00", "").strip()
    refusal, words = "", []
    try:
        words = words_of(query)
    except QueryTooLong as too_long:
        refusal, query = str(too_long), query[:LONGEST_QUERY]
    on, organ = timezone.localdate(), site_of(request).agency
    if organ is not None:
        reads(request, f"log:{organ.pk}")
        until(request, beginning_of(next_entry_day(on, organ)))
    found = published_entries(on, organ, words)
    context = {
        "page": Page(
            title=LOG.name,
            column=LOG,
            crumbs=(Crumb(LOG.name),),
            is_indexed=not query and sheet is None,
        ),
        "query": query,
        "refusal": refusal,
        "sheet": sheet_numbered(found, None if query else sheet, request.GET.get("page")),
        "front": LOG.address,
        # What is looked for is part of the query, and the sheet of it as well.
        "sheets": "" if query else pages,
    }
    return render(request, "portal/log.html", context, status=400 if refusal else 200)


@require_safe
@kept_as_file
def log_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one answered request."""
    found = published_entries(timezone.localdate(), site_of(request).agency)
    entry = found.filter(pk=pk).first()
    if entry is None:
        raise Http404
    organ = entry.request.agency
    reads(request, f"log:{organ.pk}")
    context = {
        "page": Page(
            title=entry.title,
            column=LOG,
            crumbs=(Crumb(LOG.name, LOG.address), Crumb(entry.title)),
            article=Article(entry.title, entry.published_at, organ.name),
        ),
        "entry": entry,
        "organ": organ,
    }
    return render(request, "portal/log_entry.html", context)
