"""The materials of a form: photographed or chosen, looked at, and kept sealed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.documents.attachments.kinds import JPEG, PDF, PNG, XLSX
from gongkai.documents.attachments.taking import LIMITS, Inspected
from gongkai.documents.keeping import FileNotKept
from gongkai.fund_services.operations.applications.drafting import (
    Drafted,
    attach_file,
    drop_file,
)
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import seal_material
from gongkai.fund_services.queries.applications.drafts import content_now
from gongkai.portal.attachments import files_given
from gongkai.portal.filing_forms import needed_words
from gongkai.portal.filing_pages import (
    MATERIALS,
    filing_page,
    next_slug,
    previous_slug,
    step_address,
    steps_of,
)
from gongkai.portal.filling import Filling
from gongkai.portal.throttling import FollowThrottle, throttled
from gongkai.rules.service_forms import FormDefinition, MaterialDefinition, problems_of_files

_KINDS = {"jpg": JPEG, "png": PNG, "pdf": PDF, "xlsx": XLSX}
_NAMES = {"jpg": "JPEG图片", "png": "PNG图片", "pdf": "PDF", "xlsx": "Excel（.xlsx）"}


def materials_step(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    """Show the materials with what is there of each, or take files in."""
    if request.method != "POST":
        return _page(request, filling, drafted)
    return _taken(request, filling, drafted)


@throttled(FollowThrottle)
def _taken(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    definition = filling.definition
    refusals = _changed(request, definition, drafted)
    drafted = drafted._replace(content=content_now(drafted.draft))
    if "back" in request.POST and not refusals:
        return redirect(step_address(filling.code, previous_slug(definition, MATERIALS)))
    if refusals or "next" not in request.POST:
        if not refusals:
            return redirect(step_address(filling.code, MATERIALS))
        return _page(request, filling, drafted, refusals, status=400)
    content = drafted.content
    problems = problems_of_files(definition, content.values, content.counts())
    if problems:
        told = [(problem.field, problem.message) for problem in problems]
        return _page(request, filling, drafted, told, status=400)
    return redirect(step_address(filling.code, next_slug(definition, MATERIALS)))


def accept_of(material: MaterialDefinition) -> str:
    """Return what a file field of a material accepts."""
    kinds = [_KINDS[each] for each in material.kinds]
    return ",".join([k.media_type for k in kinds] + [f".{e}" for k in kinds for e in k.endings])


def taken_words(material: MaterialDefinition) -> str:
    """Return what kinds a material may be, as the form tells them."""
    return "、".join(_NAMES[each] for each in material.kinds)


def kind_refused(material: MaterialDefinition, file: Inspected) -> str:
    """Return why a file is not taken for a material, "" if it is."""
    if file.media_type in {_KINDS[each].media_type for each in material.kinds}:
        return ""
    told = {"name": file.name, "material": material.label, "kinds": taken_words(material)}
    return _("文件“%(name)s”没有收取：%(material)s可以上传%(kinds)s，请转换后重新上传。") % told


def _changed(
    request: HttpRequest, definition: FormDefinition, drafted: Drafted
) -> list[tuple[str, str]]:
    """Keep the files that came and drop those that were struck out; return what was refused."""
    at = timezone.now()
    for name in request.POST:
        if name.startswith("drop-"):
            drop_file(draft=drafted.draft, stored_name=name.removeprefix("drop-"), at=at)
    # Those that were passed over unread, because they were too many or too large.
    refusals = [("", text) for text in files_given(request).refusals]
    for material in definition.materials:
        for field in (f"file-{material.name}", f"camera-{material.name}"):
            taken = files_given(request, name=field)
            refusals += [(material.name, text) for text in taken.refusals]
            for file in taken.files:
                why = kind_refused(material, file) or _kept(drafted, material, file)
                if why:
                    refusals.append((material.name, why))
    return refusals


def _kept(drafted: Drafted, material: MaterialDefinition, file: Inspected) -> str:
    """Keep a file; return why it could not be, "" if it was."""
    at = timezone.now()
    try:
        sealed = seal_material(
            material=material.name,
            name=file.name,
            media_type=file.media_type,
            content=file.content,
            at=at,
        )
        attach_file(draft=drafted.draft, file=sealed, at=at)
    except FileNotKept as error:
        return _("文件“%(name)s”没有保存成功") % {"name": file.name} + str(error)
    except ApplicationRefused as refused:
        return str(refused)
    return ""


def _page(
    request: HttpRequest,
    filling: Filling,
    drafted: Drafted,
    refusals: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    definition, content = filling.definition, drafted.content
    wrong = refusals or []
    rows = [
        {
            "material": each,
            "is_needed": each.needed_with(content.values),
            "when": needed_words(definition, each),
            "files": content.of(each.name),
            "accept": accept_of(each),
            "pictures": "image/jpeg,image/png" if "jpg" in each.kinds else "",
            "kinds": taken_words(each),
            "refusals": [text for name, text in wrong if name == each.name],
        }
        for each in definition.materials
    ]
    context = {
        "page": filing_page(_("上传材料"), filling.item.name, filling.code),
        "filling": filling,
        "drafted": drafted,
        "steps": steps_of(definition, MATERIALS),
        "rows": rows,
        "refusals": wrong,
        "limits": LIMITS.told,
        "back": previous_slug(definition, MATERIALS),
    }
    return render(request, "portal/filing/materials.html", context, status=status)
