"""Correcting what was filed: what was asked for, once, and nothing else is redone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.documents.attachments.taking import LIMITS
from gongkai.documents.keeping import FileNotKept
from gongkai.fund_services.operations.applications.correcting import correct_application
from gongkai.fund_services.operations.applications.filing import FormIncomplete
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import (
    release_sealed,
    seal_material,
)
from gongkai.fund_services.queries.applications.drafts import DraftFile
from gongkai.fund_services.queries.applications.forms import definition_of
from gongkai.fund_services.queries.applications.progress import progress_of
from gongkai.fund_services.queries.applications.receipts import values_of
from gongkai.portal.attachments import files_given, receiving_files
from gongkai.portal.filing_forms import SectionForm
from gongkai.portal.filing_pages import progress_page
from gongkai.portal.signed_in import for_account, who_is_here
from gongkai.portal.throttling import FollowThrottle, throttled
from gongkai.portal.views.filing.materials import accept_of, kind_refused, taken_words
from gongkai.portal.views.filing.progress import own_application
from gongkai.rules.service_forms import FormDefinition, MaterialDefinition, SectionDefinition

_LONGEST_NOTE = 500


@require_http_methods(["GET", "HEAD", "POST"])
@receiving_files
@for_account
@throttled(FollowThrottle)
def correct_filed(request: HttpRequest, number: str) -> HttpResponse:
    """Show what was asked for, or take it in."""
    own = own_application(request, number)
    found = progress_of(own)
    if not found.missing:
        return redirect("portal:progress-of", number)
    definition = definition_of(own.form)
    names = [each.get("field", "") for each in found.missing]
    fields = tuple(field for name in names if (field := definition.field(name)))
    free = tuple(field for field in fields if not field.is_read_only)
    section = SectionDefinition("", free)
    wanted = [each.get("material", "") for each in found.missing]
    materials = [each for each in definition.materials if each.name in wanted]
    if request.method != "POST":
        form = SectionForm(definition, section, values_of(own), None)
        return _page(request, own, found, form, materials)
    form = SectionForm(definition, section, values_of(own), None, request.POST)
    return _taken(request, own, found, form, definition, materials)


def _taken(
    request: HttpRequest,
    own: Any,
    found: Any,
    form: SectionForm,
    definition: FormDefinition,
    materials: list[MaterialDefinition],
) -> HttpResponse:
    files, refusals = _files(request, materials)
    at = timezone.now()
    try:
        if refusals:
            raise ApplicationRefused("".join(refusals))
        correct_application(
            application=own,
            account=who_is_here(request).account,
            agent=own.agent and who_is_here(request).agent,
            values=form.typed(),
            files=files,
            note=request.POST.get("note", "")[: _LONGEST_NOTE + 1],
            on=timezone.localdate(at),
            at=at,
        )
    except FormIncomplete as incomplete:
        release_sealed(file.stored_name for file in files)
        form.tell(incomplete.problems)
        return _page(request, own, found, form, materials, status=400)
    except ApplicationRefused as refused:
        release_sealed(file.stored_name for file in files)
        return _page(request, own, found, form, materials, str(refused), status=400)
    return redirect("portal:progress-of", own.receipt_no)


def _files(
    request: HttpRequest, materials: list[MaterialDefinition]
) -> tuple[list[DraftFile], list[str]]:
    """Seal the files that came; return them, and why others were refused."""
    files: list[DraftFile] = []
    refusals = list(files_given(request).refusals)
    for material in materials:
        for field in (f"file-{material.name}", f"camera-{material.name}"):
            taken = files_given(request, name=field)
            refusals += taken.refusals
            for file in taken.files:
                why = kind_refused(material, file)
                if why:
                    refusals.append(why)
                    continue
                try:
                    files.append(
                        seal_material(
                            material=material.name,
                            name=file.name,
                            media_type=file.media_type,
                            content=file.content,
                            at=timezone.now(),
                        )
                    )
                except FileNotKept as error:
                    told = _("文件“%(name)s”没有保存成功") % {"name": file.name}
                    refusals.append(f"{told}{error}")
    return files, refusals


def _page(
    request: HttpRequest,
    own: Any,
    found: Any,
    form: SectionForm,
    materials: list[MaterialDefinition],
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    rows: list[dict[str, Any]] = [
        {
            "material": each,
            "is_needed": True,
            "when": "",
            "files": [],
            "accept": accept_of(each),
            "pictures": "image/jpeg,image/png" if "jpg" in each.kinds else "",
            "kinds": taken_words(each),
            "refusals": [],
        }
        for each in materials
    ]
    context = {
        "page": progress_page(_("%(number)s补正") % {"number": own.receipt_no}),
        "application": own,
        "progress": found,
        "form": form,
        "rows": rows,
        "refusal": refusal,
        "note": request.POST.get("note", ""),
        "limits": LIMITS.told,
    }
    return render(request, "portal/filing/correct.html", context, status=status)
