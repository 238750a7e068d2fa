"""Writing an official document: the drafting form, begun empty or from a Word file."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.document_forms import (
    CHANGES,
    DocumentForm,
    initial_of,
)
from gongkai.console.refusals import REFUSED, attempt
from gongkai.console.views.publishing.document import crumbs, document_at
from gongkai.publications.models import DocumentState, OfficialDocument
from gongkai.publications.operations.acting import ItemChanged
from gongkai.publications.operations.documents.attaching import (
    attach_to_document,
    remove_from_document,
)
from gongkai.publications.operations.documents.drafting import (
    ContentRefused,
    draft_document,
    save_document,
    text_of_word_file,
)
from gongkai.publications.operations.documents.submitting import submit_document
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.documents.page_text import typed_body


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a document; a Word file fills the form first, and nothing is kept yet."""
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草公文"))
    if request.method != "POST":
        initial = {"kind": "NOTICE", "attribute": "PROACTIVE", "has_seal": True}
        return _editor(request, desk, _form(desk, initial=initial), None)
    if request.POST.get("do") == "import":
        return _imported(request, desk)
    form = _form(desk, request.POST)

    def begun() -> OfficialDocument:
        return draft_document(
            agency=desk.agency, content=form.content, officer=desk.officer, on=desk.on, at=desk.at
        )

    return _kept(request, desk, form, None, begun)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write a draft; what is refused stays on the page as it was typed."""
    one = document_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), _("编辑公文"))
    if request.method != "POST":
        if one.state != DocumentState.DRAFT:
            told = _("《%(title)s》当前为“%(state)s”，须先取回，才能编辑。")
            messages.error(request, told % {"title": one.title, "state": one.get_state_display()})
            return redirect("console:document", pk=pk)
        return _editor(request, desk, _form(desk, initial=initial_of(one)), one)
    form = _form(desk, request.POST, initial=initial_of(one))

    def saved() -> OfficialDocument:
        return save_document(
            document=one, version=form.cleaned_data["version"] or 0, content=form.content,
            officer=desk.officer, on=desk.on, at=desk.at,
        )  # fmt: skip

    return _kept(request, desk, form, one, saved)


@require_POST
@staff
def attach(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Give an attachment of a draft its file, or take it away."""
    one = document_at(desk, pk)
    version = request.POST.get("version", "")
    by: dict[str, Any] = {
        "document": one,
        "version": int(version[:9]) if version.isascii() and version.isdigit() else -1,
        "attachment": request.POST.get("attachment", ""),
        "officer": desk.officer, "on": desk.on, "at": desk.at,
    }  # fmt: skip
    file = request.FILES.get("file")
    if request.POST.get("do") == "remove":
        attempt(request, lambda: remove_from_document(**by), _("已移除文件。"))
    elif file is None:
        messages.error(request, _("文件：请选择要上传的文件。"))
    else:
        attempt(
            request,
            lambda: attach_to_document(name=file.name, content=file.read(), **by),
            _("已上传“%(name)s”。") % {"name": file.name},
        )
    return redirect(f"{reverse('console:document', args=[pk])}#attachments")


def _imported(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form again with title and text of a Word file."""
    typed = request.POST.copy()
    file = request.FILES.get("word")
    form = _form(desk, request.POST)
    if file is None:
        form.add_error(None, _("导入Word文件：请先选择文件。"))
        return _editor(request, desk, form, None, 400)
    try:
        title, body, left_out = text_of_word_file(file.name or "", file.read())
    except ContentRefused as refused:
        form.add_error(None, str(refused))
        return _editor(request, desk, form, None, 400)
    typed["title"], typed["body"] = title or typed.get("title", ""), typed_body(body)
    for line in left_out:
        messages.warning(request, line)
    messages.success(request, _("已导入“%(name)s”，核对后保存。") % {"name": file.name})
    initial: dict[str, Any] = {name: typed.get(name, "") for name in DocumentForm.base_fields}
    initial["attachments"] = [row for row in form.attachment_rows if row["name"]]
    initial["changes"] = [row for row in form.change_rows if row["document"]]
    return _editor(request, desk, _form(desk, initial=initial), None)


def _kept(
    request: HttpRequest,
    desk: Desk,
    form: DocumentForm,
    document: OfficialDocument | None,
    operation: Callable[[], OfficialDocument],
) -> HttpResponse:
    has_changed = False
    if form.is_valid():
        try:
            kept = operation()
        except ContentRefused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, str(refused))
        except REFUSED as refused:
            has_changed = isinstance(refused, ItemChanged)
            form.add_error(None, str(refused))
        else:
            return _sent(request, desk, kept)
    return _editor(request, desk, form, document, 400, has_changed)


def _sent(request: HttpRequest, desk: Desk, document: OfficialDocument) -> HttpResponse:
    if request.POST.get("do") != "submit":
        messages.success(request, _("已保存。"))
    else:
        attempt(
            request,
            lambda: submit_document(
                document=document,
                version=document.version,
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
            ),  # fmt: skip
            _("已送审，并通知科室审核人员。"),
        )
    return redirect("console:document", pk=document.pk)


def _form(desk: Desk, *sent: Any, **kwargs: Any) -> DocumentForm:
    return DocumentForm(*sent, agency=desk.agency, on=desk.on, **kwargs)


def _editor(
    request: HttpRequest,
    desk: Desk,
    form: DocumentForm,
    document: OfficialDocument | None,
    status: int = 200,
    has_changed: bool = False,
) -> HttpResponse:
    if has_changed and document is not None:
        document.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = str(document.version)
    way = crumbs()
    if document is not None:
        way.append((document.title, reverse("console:document", args=[document.pk])))
    context = {
        "title": _("编辑公文") if document else _("起草公文"),
        "crumbs": way,
        "agency": desk.agency,
        "document": document,
        "form": form,
        "attributes": form.fields["attribute"].choices,
        "change_choices": CHANGES,
        "has_changed": has_changed,
    }
    return render(request, "console/publishing/document_edit.html", context, status=status)
