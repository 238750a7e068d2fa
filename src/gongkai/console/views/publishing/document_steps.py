"""What is done to a document from its page: acts of one button, signing, deciding, assessing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.document_acts import acts_of, signing_of
from gongkai.console.document_step_forms import (
    DecideForm,
    DocumentSigningForm,
    ReassessForm,
    organs_of,
)
from gongkai.console.refusals import REFUSED, attempt
from gongkai.console.signing_forms import SecrecyForm
from gongkai.console.views.publishing.acting import version_sent
from gongkai.console.views.publishing.document import document_at, document_page
from gongkai.publications.models import OfficialDocument
from gongkai.publications.operations.documents.deciding import decide_attribute
from gongkai.publications.operations.documents.drafting import abandon_document
from gongkai.publications.operations.documents.issuing import issue_document
from gongkai.publications.operations.documents.reassessing import reassess_document
from gongkai.publications.operations.documents.secrecy import review_document_secrecy
from gongkai.publications.operations.documents.signing import sign_document
from gongkai.publications.operations.documents.submitting import (
    submit_document,
    take_back_document,
)
from gongkai.publications.queries.documents.page import page_of

_ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "submit": (submit_document, gettext_lazy("已送审，并通知科室审核人员。")),
    "take-back": (take_back_document, gettext_lazy("已取回，可以修改后重新送审。")),
    "abandon": (abandon_document, gettext_lazy("已作废；稿件仍保留。")),
    "issue": (issue_document, gettext_lazy("已印发，PDF和Word文件已保存。")),
}


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, name: str) -> HttpResponse:
    """Do one act to a document as its page showed it."""
    one = document_at(desk, pk)
    if name not in _ACTS:
        raise NotHere(_("没有这项操作，请从公文页面选择。"))
    operation, done = _ACTS[name]
    started = partial(
        operation,
        document=one,
        version=version_sent(request),
        officer=desk.officer,
        on=desk.on,
        at=desk.at,
    )
    attempt(request, started, done)
    return redirect("console:document", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def sign(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Sign a document's next stage, or return it; opened without a verdict, show the document."""
    one = document_at(desk, pk)
    if request.method != "POST":
        return redirect(f"{redirect('console:document', pk=pk)['Location']}#signing")
    page = page_of(one, desk.on)
    signing = signing_of(page, desk)
    last = acts_of(page, signing, desk).decide
    form = DocumentSigningForm(
        request.POST,
        checks=signing.checks,
        principals=signing.principals,
        organs=organs_of(one, is_last=last),
    )
    done = _("已退回起草人。") if request.POST.get("verdict") == "RETURN" else _("已签署通过。")

    def signed(**by: Any) -> None:
        sign_document(document=one, **by, **form.given)

    return _tried(request, desk, one, "sign_form", form, signed, done)


@require_POST
@staff
def secrecy(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Conclude the secrecy review of a document as it was read."""
    one, form = document_at(desk, pk), SecrecyForm(request.POST)

    def reviewed(**by: Any) -> None:
        review_document_secrecy(document=one, **by, **form.cleaned_data)

    return _tried(request, desk, one, "secrecy_form", form, reviewed, _("已登记保密审查结论。"))


@require_POST
@staff
def decide(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Change the attribute as the signatory; everybody looks at it again."""
    one, form = document_at(desk, pk), DecideForm(request.POST, agency=desk.agency)
    signing = signing_of(page_of(one, desk.on), desk)

    def decided(**by: Any) -> None:
        key = form.cleaned_data["on_behalf_of"]
        principal = next((each for each in signing.principals if each.pk == key), None)
        decide_attribute(
            document=one, content_hash=form.cleaned_data["content_hash"],
            on_behalf_of=principal, **form.decided, **by,
        )  # fmt: skip

    done = _("已改变公开属性，公文按新内容重新送科室、办公室审核和保密审查，再由您签发。")
    return _tried(request, desk, one, "decide_form", form, decided, done)


@require_POST
@staff
def reassess(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Record a later look at a document that was not published."""
    one, form = document_at(desk, pk), ReassessForm(request.POST, agency=desk.agency)

    def assessed(**by: Any) -> None:
        given = {
            name: form.cleaned_data[name] for name in ("version", "opinion", "with_attachments")
        }
        reassess_document(document=one, **form.decided, **given, **by)

    return _tried(request, desk, one, "reassess_form", form, assessed, _("已登记评估结果。"))


def _tried(
    request: HttpRequest,
    desk: Desk,
    document: OfficialDocument,
    name: str,
    form: forms.Form,
    operation: Callable[..., None],
    done: str,
) -> HttpResponse:
    """Do what was typed, or show the document's page again with it."""
    if form.is_valid():
        try:
            operation(officer=desk.officer, on=desk.on, at=desk.at)
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("console:document", pk=document.pk)
    return document_page(request, desk, document_at(desk, document.pk), 400, **{name: form})
