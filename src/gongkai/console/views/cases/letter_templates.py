"""The organ's wording of its letters: listed, edited, previewed, put back."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.models import Role
from gongkai.agencies.permissions import holds
from gongkai.agencies.queries import licensed_fonts
from gongkai.casework.operations.templating import (
    restore_bundled,
    sample_letter,
    save_template,
    set_letter_details,
)
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.letters import template_in_use, templates_in_use
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.letter_forms import LetterDetailsForm, TemplateForm
from gongkai.console.refusals import REFUSED, attempt, attempt_with
from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.letters.pdf import letter_pdf
from gongkai.documents.typesetting.fonts import FontsFolderUnusable
from gongkai.rules.letters import FIELDS, LetterKind, Wording, wording
from gongkai.rules.outcomes import OUTCOMES


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def templates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every letter there is; keep what the organ's letters say about itself."""
    require_worker(desk.officer, desk.agency, desk.on)
    agency = desk.agency
    if request.method == "POST":
        form = LetterDetailsForm(request.POST)
        act = partial(
            set_letter_details, agency=agency, officer=desk.officer, on=desk.on, at=desk.at
        )
        if attempt_with(request, form, act, _("已保存。")):
            return redirect("console:letter-templates")
    else:
        fields = ("letter_word", "reconsideration_organ", "court")
        form = LetterDetailsForm(initial={name: getattr(agency, name) for name in fields})
    context = {
        "title": _("文书模板"),
        "crumbs": [(_("文书"), reverse("console:letters"))],
        "agency": agency,
        "rows": [(each, OUTCOMES.get(each.outcome), row) for each, row in templates_in_use(agency)],
        "form": form,
        "may_edit": _may_edit(desk),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "console/cases/letter_templates.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def template(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Edit one template; what is wrong with it is named, a preview is shown without saving."""
    require_worker(desk.officer, desk.agency, desk.on)
    bundled = _wording_of(request, kind)
    used = template_in_use(desk.agency, bundled.kind, bundled.outcome)
    if request.method == "POST":
        form = TemplateForm(request.POST)
    else:
        form = TemplateForm(
            initial={"title": used.title, "body": used.body, "version": used.version}
        )
    title, body, status = used.title, used.body, 200
    if request.method == "POST" and form.is_valid():
        title, body = form.cleaned_data["title"], form.cleaned_data["body"]
        if "preview" not in request.POST:
            try:
                save_template(
                    agency=desk.agency,
                    kind=bundled.kind,
                    outcome=bundled.outcome,
                    officer=desk.officer,
                    on=desk.on,
                    at=desk.at,
                    **form.cleaned_data,
                )
            except REFUSED as refused:
                form.add_error(None, str(refused))
                status = 400
            else:
                messages.success(request, _("模板已保存，以后起草的文书采用新版。"))
                return redirect(request.get_full_path())
    elif request.method == "POST":
        status = 400
    printed, fault = _printed(desk, bundled, title, body)
    context = {
        "title": _("修改模板"),
        "crumbs": [
            (_("文书"), reverse("console:letters")),
            (_("文书模板"), reverse("console:letter-templates")),
        ],
        "agency": desk.agency,
        "bundled": bundled,
        "how": OUTCOMES.get(bundled.outcome),
        "used": used,
        "form": form,
        "printed": printed,
        "fault": "" if form.non_field_errors() else fault,
        "needs": [FIELDS[name] for name in bundled.needs],
        "others": [field for name, field in FIELDS.items() if name not in bundled.needs],
        "may_edit": _may_edit(desk),
    }
    return render(request, "console/cases/letter_template.html", context, status=status)


@require_safe
@staff
def preview(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Return the template in use as a PDF, with values of nobody's case."""
    require_worker(desk.officer, desk.agency, desk.on)
    bundled = _wording_of(request, kind)
    used = template_in_use(desk.agency, bundled.kind, bundled.outcome)
    document, fault = _printed(desk, bundled, used.title, used.body)
    if document is None:
        raise NotHere(fault)
    try:
        content = letter_pdf(document, licensed_fonts())
    except FontsFolderUnusable as refused:
        raise NotHere(str(refused)) from refused
    return attachment(content, "pdf", _("%(title)s（预览）") % {"title": document.title})


@require_POST
@staff
def restore(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Go back to the bundled wording."""
    bundled = _wording_of(request, kind)
    used = template_in_use(desk.agency, bundled.kind, bundled.outcome)
    attempt(
        request,
        lambda: restore_bundled(
            agency=desk.agency,
            kind=bundled.kind,
            outcome=bundled.outcome,
            version=used.version,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        ),
        _("已恢复系统自带的文字。"),
    )
    address = reverse("console:letter-template", args=[kind])
    return redirect(f"{address}?outcome={bundled.outcome}" if bundled.outcome else address)


def _wording_of(request: HttpRequest, kind: str) -> Wording:
    outcome = request.GET.get("outcome", "")
    if kind not in list(LetterKind) or (kind == LetterKind.REPLY and outcome not in OUTCOMES):
        raise NotHere(_("没有这种文书，请从文书模板中选择。"))
    return wording(LetterKind(kind), outcome)


def _printed(
    desk: Desk, bundled: Wording, title: str, body: str
) -> tuple[LetterDocument | None, str]:
    try:
        document = sample_letter(desk.agency, bundled.kind, bundled.outcome, title, body, desk.on)
    except REFUSED as refused:
        return None, str(refused)
    return document, ""


def _may_edit(desk: Desk) -> bool:
    return holds(desk.officer, desk.agency, Role("OFFICE_HEAD"), desk.on)
