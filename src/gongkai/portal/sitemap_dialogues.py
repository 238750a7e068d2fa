"""What a sitemap lists of dialogues with the public: questions and answers, consultations, log."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from gongkai.agencies.models import Agency
from gongkai.casework.queries.disclosure_log import next_entry_day, published_entries
from gongkai.hotline.queries.published_messages import published_messages
from gongkai.hotline.queries.tickets.published import published_replies
from gongkai.knowledge.queries.in_use import next_turn, public_answers
from gongkai.participation.queries.running import (
    public_consultations,
    public_interviews,
    public_surveys,
)
from gongkai.portal.calendars import beginning_of
from gongkai.portal.kept_pages import reads, until
from gongkai.portal.sitemap_parts import Listed
from gongkai.website_reports.queries.published import published_forms

_MOST = 5_000
"""How many of each kind are listed, the newest first, so that no sitemap becomes too large."""

_SUBJECTS = ("asked", "messages", "replies", "answers", "log", "website-reports")
_BY_KEY: Mapping[str, tuple[Callable[[Agency, date], QuerySet[Any]], str, str]] = {
    "portal:consultation": (lambda organ, on: public_consultations(organ), "pk", "published_at"),
    "portal:survey": (lambda organ, on: public_surveys(organ), "pk", "published_at"),
    "portal:interview": (lambda organ, on: public_interviews(organ), "pk", "published_at"),
    "portal:message": (lambda organ, on: published_messages(organ), "pk", "published_at"),
    "portal:public-reply": (lambda organ, on: published_replies(organ), "pk", "published_at"),
    "portal:answer": (public_answers, "entry", "released_at"),
    "portal:log-entry": (lambda organ, on: published_entries(on, organ), "pk", "published_at"),
}


def dialogue_entries(request: HttpRequest, organ: Agency, on: date) -> Iterator[Listed]:
    """Yield the public pages of a site's organ that are no items; say what they depend on."""
    reads(request, *(f"{subject}:{organ.pk}" for subject in _SUBJECTS))
    until(request, lambda: beginning_of(next_turn(organ, on)))
    until(request, lambda: beginning_of(next_entry_day(on, organ)))
    for route, (rows_of, key, moment) in _BY_KEY.items():
        for pk, changed_at in rows_of(organ, on).values_list(key, moment)[:_MOST]:
            yield Listed(reverse(route, args=[pk]), changed_at)
    for year, published_at in published_forms(organ).values_list("year", "published_at")[:_MOST]:
        address = reverse("portal:website-report", args=[organ.code, year])
        yield Listed(address, published_at)
