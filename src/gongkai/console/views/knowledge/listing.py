"""Answers of the knowledge base: in use, waiting for review, to be looked at again."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.views.knowledge.topics import topic_choices
from gongkai.knowledge.permissions import require_writer
from gongkai.knowledge.queries.entries import SCOPES, listed_entries, scope_counts

_PAGE = 50
_LONGEST = 60


@require_safe
@staff
def entries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's answers."""
    require_writer(desk.officer, desk.agency, desk.on)
    scope = request.GET.get("scope", "")
    scope = scope if scope in SCOPES else "in_use"
    topics = topic_choices(desk.agency)
    topic = request.GET.get("topic", "")
    topic = topic if topic in dict(topics) else ""
    text = request.GET.get("text", "").replace("\0", "")[:_LONGEST]
    counts = scope_counts(desk.agency, desk.officer, desk.on)
    found = listed_entries(desk.agency, scope, desk.officer, desk.on, text, topic)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    names = dict(topics)
    context = {
        "title": _("知识库"),
        "agency": desk.agency,
        "scope": scope,
        "scopes": [(code, label, counts[code]) for code, label in SCOPES.items()],
        "topics": topics,
        "topic": topic,
        "lines": [(row, names.get(row.topic_code, row.topic_code)) for row in page],
        "text": text,
        "on": desk.on,
        "page": page,
        "query": f"{urlencode({'scope': scope, 'topic': topic, 'text': text})}&",
    }
    return render(request, "console/knowledge/list.html", context)
