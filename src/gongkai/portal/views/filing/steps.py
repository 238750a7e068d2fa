"""One section of a form: what was typed is kept before it is looked at."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.fund_services.operations.applications.drafting import Drafted, save_step
from gongkai.fund_services.queries.applications.drafts import KEPT_FOR, forgotten_at
from gongkai.fund_services.queries.applications.facts import KnownFacts
from gongkai.portal.attachments import receiving_files
from gongkai.portal.filing_forms import SectionForm
from gongkai.portal.filing_pages import (
    BATCH,
    CHECK,
    MATERIALS,
    SIGN,
    filing_page,
    next_slug,
    previous_slug,
    slugs_of,
    step_address,
    steps_of,
)
from gongkai.portal.filling import Filling, in_draft
from gongkai.portal.signed_in import for_account
from gongkai.portal.views.filing.batch import batch_step
from gongkai.portal.views.filing.checking import check_step
from gongkai.portal.views.filing.materials import materials_step
from gongkai.portal.views.filing.signing import sent_before, sign_step
from gongkai.rules.service_forms import SectionDefinition, problems_of

_STEPS = {BATCH: batch_step, MATERIALS: materials_step, CHECK: check_step, SIGN: sign_step}


@require_http_methods(["GET", "HEAD", "POST"])
@receiving_files
@for_account
def filing_step(request: HttpRequest, item: str, step: str) -> HttpResponse:
    """Show a step of a form, or take in what was done in it."""
    before = sent_before(request)
    return before or _step(request, item, step)


@in_draft
def _step(request: HttpRequest, filling: Filling, step: str) -> HttpResponse:
    if step not in slugs_of(filling.definition) or filling.drafted is None:
        raise Http404
    if step in _STEPS:
        return _STEPS[step](request, filling, filling.drafted)
    return _section(request, filling, filling.drafted, step)


def _section(request: HttpRequest, filling: Filling, drafted: Drafted, step: str) -> HttpResponse:
    section = filling.definition.sections[int(step) - 1]
    known = filling.known()
    told = filling.told(known)
    if request.method != "POST":
        form = SectionForm(filling.definition, section, drafted.content.values, told)
        return _page(request, filling, drafted, step, section, form, known)
    form = SectionForm(filling.definition, section, drafted.content.values, told, request.POST)
    typed = form.typed()
    only_typed = frozenset(f.name for f in section.fields if f.is_read_only and known.away)
    content = save_step(draft=drafted.draft, values=typed, typed=only_typed, at=timezone.now())
    drafted = drafted._replace(content=content)
    if "back" in request.POST:
        return redirect(step_address(filling.code, previous_slug(filling.definition, step) or "1"))
    if "save" in request.POST:
        return redirect(step_address(filling.code, step) + "?saved=1")
    names = {field.name for field in section.fields}
    found = problems_of(
        filling.definition,
        content.values | (told or {}),
        on=timezone.localdate(),
        facts=known.for_checking,
    )
    problems = [problem for problem in found if problem.field in names]
    if problems:
        form.tell(problems)
        return _page(request, filling, drafted, step, section, form, known, status=400)
    return redirect(step_address(filling.code, next_slug(filling.definition, step)))


def _page(
    request: HttpRequest,
    filling: Filling,
    drafted: Drafted,
    step: str,
    section: SectionDefinition,
    form: SectionForm,
    known: KnownFacts,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": filing_page(section.title, filling.item.name, filling.code),
        "filling": filling,
        "drafted": drafted,
        "steps": steps_of(filling.definition, step),
        "section": section,
        "form": form,
        "away": known.away,
        "back": previous_slug(filling.definition, step),
        "is_saved": "saved" in request.GET,
        "forgotten_at": forgotten_at(drafted.draft),
        "kept_days": KEPT_FOR.days,
    }
    return render(request, "portal/filing/section.html", context, status=status)
