"""检索: whatever is public and holds the words given, and what may be typed next."""

from contextlib import suppress
from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.portal.direct_ways import direct_ways
from gongkai.portal.pages import SEARCH, Crumb, Page
from gongkai.portal.search_results import Results, results_of
from gongkai.portal.site import site_of
from gongkai.portal.throttling import SearchThrottle, SuggestThrottle, throttled
from gongkai.search.finding import titles_holding
from gongkai.search.generations import IndexMissing
from gongkai.search.hot_words import count_words, hot_words
from gongkai.search.suggesting import suggestions

_LONGEST_TYPED = 30


@require_safe
@throttled(SearchThrottle)
def search(request: HttpRequest) -> HttpResponse:
    """Show what contains every word of `q`."""
    at = timezone.now()
    results = results_of(request, at)
    _count(request, results, at)
    context = {
        "page": Page(
            title=SEARCH.name, column=SEARCH, crumbs=(Crumb(SEARCH.name),), is_indexed=False
        ),
        "query": results.query,
        "results": results,
        "sheet": results.sheet,
        "direct": direct_ways(results.query, site_of(request).agency),
        "hot": hot_words(timezone.localdate(at)) if not results.total else [],
    }
    status = 400 if results.refusal else 200
    return render(request, "portal/search.html", context, status=status)


@require_safe
@throttled(SuggestThrottle)
def suggest(request: HttpRequest) -> HttpResponse:
    """Return as JSON what somebody may go on to type after `q`."""
    at = timezone.now()
    typed = request.GET.get("q", "").replace("\x00", "").strip()
    found: list[str] = []
    if typed and len(typed) <= _LONGEST_TYPED:
        with suppress(IndexMissing):
            found = suggestions(typed, hot_words(timezone.localdate(at)), at)
    response = JsonResponse({"suggestions": found})
    response["Cache-Control"] = "public, max-age=60"
    return response


def _count(request: HttpRequest, results: Results, at: datetime) -> None:
    """Count the words of a search once: neither another sheet nor a choice is a new one."""
    if not results.words or not results.has_index or set(request.GET) - {"q"}:
        return
    with suppress(DatabaseError, IndexMissing):
        count_words(
            results.words,
            was_found=bool(results.total),
            visitor=SearchThrottle().get_ident(request),
            on=timezone.localdate(at),
            stands_in_title=lambda word: _stands_in_title(word, results, at),
        )


def _stands_in_title(word: str, results: Results, at: datetime) -> bool:
    """Tell whether a public title holds a word: mostly one that was just found does."""
    wanted = word.lower()
    if any(wanted in hit.found.shown.title.lower() for hit in results.hits):
        return True
    return bool(titles_holding([word], at, 1))
