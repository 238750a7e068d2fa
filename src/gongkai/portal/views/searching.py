"""检索: items and annual reports that contain the words given."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.portal.pages import SEARCH, Crumb, Page
from gongkai.portal.throttling import SearchThrottle, throttled
from gongkai.search.queries import items_matching
from gongkai.search.words import LONGEST_QUERY, QueryTooLong, words_of

PER_SHEET = 10


@require_safe
@throttled(SearchThrottle)
def search(request: HttpRequest) -> HttpResponse:
    """Show what contains every word of `q`."""
    query = request.GET.get("q", "").replace("\x00", "").strip()
    refusal, words = "", []
    try:
        words = words_of(query)
    except QueryTooLong as too_long:
        refusal, query = str(too_long), query[:LONGEST_QUERY]
    hits = items_matching(words, timezone.localdate())
    context = {
        "page": Page(
            title=SEARCH.name, column=SEARCH, crumbs=(Crumb(SEARCH.name),), is_indexed=False
        ),
        "query": query,
        "words": words,
        "refusal": refusal,
        "sheet": Paginator(hits, PER_SHEET).get_page(request.GET.get("page")),
    }
    return render(request, "portal/search.html", context, status=400 if refusal else 200)
