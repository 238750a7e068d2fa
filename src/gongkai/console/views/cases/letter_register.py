"""The register of letters by year and series, and the letters that are on somebody's desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import roles_of
from gongkai.casework.permissions import LETTER_STAGES, require_worker
from gongkai.casework.queries.letters import (
    letter_registers,
    letters_at_work,
    letters_in_rounds,
    register_years,
)
from gongkai.console.access import Desk, staff
from gongkai.review.queries import rounds_to_sign


@require_safe
@staff
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a year's numbers series by series, whether any is missing, and what waits."""
    require_worker(desk.officer, desk.agency, desk.on)
    years = register_years(desk.agency)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    year = year or (years[0] if years else desk.on.year)
    context = {
        "title": _("文书"),
        "agency": desk.agency,
        "year": year,
        "years": years or [year],
        "registers": letter_registers(desk.agency, year),
        "to_sign": _to_sign(desk),
        "at_work": letters_at_work(desk.agency)[:100],
    }
    return render(request, "console/cases/letters.html", context)


def _to_sign(desk: Desk) -> list[object]:
    """Return the letters whose next signature is this officer's to give."""
    roles = roles_of(desk.officer, desk.on)
    rounds = [
        round.pk
        for round in rounds_to_sign(desk.officer).prefetch_related("signatures")
        if dict(LETTER_STAGES).get(round.stages[len(round.signatures.all())]) in roles
    ]
    return list(letters_in_rounds(rounds).order_by("review_round__opened_at"))
