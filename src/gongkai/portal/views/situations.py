"""情形导办: one question a page, without script; at its end a personal list of materials."""

from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import licensed_fonts
from gongkai.documents.material_lists.pdf import material_list_pdf
from gongkai.fund_services.queries.appointments.plans import counters_open
from gongkai.portal.guide_pages import service_page
from gongkai.portal.kept_pages import kept_as_file
from gongkai.portal.pages import Page, Text
from gongkai.portal.signed_in import fund_centre_of
from gongkai.portal.situation_pages import (
    OWN_RULE,
    SITUATIONS,
    answers_in,
    given_lines,
    item_ways,
    kinds_of_places,
    option_links,
    shared_address,
    told_list,
    wrong_answer_in,
)
from gongkai.portal.throttling import PortalThrottle, throttled
from gongkai.rules.situations import (
    SituationAnswer,
    Standing,
    answer_of,
    situation_source,
    standing_of,
)


class ListThrottle(PortalThrottle):
    """Lists of materials set as PDF."""

    scope = "portal-material-list"
    rate = "30/min"
    deed = gettext_lazy("下载")


@require_safe
@kept_as_file
def situations(request: HttpRequest) -> HttpResponse:
    """Ask the next question, or show what the answers come to; all of it stands in the address."""
    agency = fund_centre_of(request)
    answers = answers_in(request.GET)
    standing = standing_of(answers)
    found = answer_of(standing)
    if found is not None:
        return _result(request, agency, standing, found)
    assert standing.asked is not None
    wrong = wrong_answer_in(request.GET)
    context = {
        "page": _page(SITUATIONS.name, is_first=True, is_indexed=not request.GET),
        "asked": standing.asked,
        "number": len(standing.given) + 1,
        "most": standing.most,
        "options": option_links(standing, answers),
        "given": given_lines(standing.given, answers),
        "wrong": wrong,
        "source": situation_source(),
    }
    status = 400 if wrong else 200
    return render(request, "portal/situations/question.html", context, status=status)


@require_safe
@throttled(ListThrottle)
def material_list(request: HttpRequest) -> HttpResponse:
    """Return the list of materials of the answers in the address as PDF."""
    agency = fund_centre_of(request)
    standing = standing_of(answers_in(request.GET))
    found = answer_of(standing)
    if found is None:
        raise Http404
    told = told_list(request, agency, standing, found)
    pdf = material_list_pdf(told, timezone.localdate(), licensed_fonts())
    response = HttpResponse(pdf, content_type="application/pdf")
    name = quote(_("办事材料清单") + ".pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _result(
    request: HttpRequest, agency: Agency, standing: Standing, answer: SituationAnswer
) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "page": _page(_("您的材料清单"), is_first=False, is_indexed=False),
        "organ": agency,
        "answer": answer,
        "items": item_ways(answer, agency, on),
        "given": given_lines(answer.given, standing.answers),
        "own_rule": OWN_RULE,
        "counters": counters_open(agency, on) if "COUNTER" in kinds_of_places(answer) else (),
        "booking": reverse("portal:booking"),
        "pdf": f"{reverse('portal:material-list')}?{urlencode(standing.answers)}",
        "shared": shared_address(request, standing),
        "source": situation_source(),
    }
    return render(request, "portal/situations/result.html", context)


def _page(title: Text, *, is_first: bool, is_indexed: bool) -> Page:
    told = "" if is_first else title
    return service_page(SITUATIONS, told, is_indexed=is_indexed, canonical=SITUATIONS.address)
