"""One official document: its drafting form, where it stands, and its files."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import licensed_fonts, working_calendar
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment, saved_as
from gongkai.console.document_acts import acts_of, signing_of
from gongkai.console.document_step_forms import (
    DecideForm,
    DocumentSigningForm,
    ReassessForm,
    organs_of,
)
from gongkai.console.item_texts import text_of
from gongkai.console.signing_forms import SecrecyForm
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.official.conformity import conformity
from gongkai.documents.official.document import DocumentRefused
from gongkai.documents.official.pdf import write_pdf
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.models import LegalChange, OfficialDocument
from gongkai.publications.queries.documents.files import file_of_document
from gongkai.publications.queries.documents.page import (
    DocumentNotFound,
    find_document,
    page_of,
)
from gongkai.publications.queries.documents.page_text import body_text
from gongkai.publications.queries.documents.typesetting import printed
from gongkai.publications.queries.file_contents import content_of
from gongkai.rules.urgency import urgency


@require_safe
@staff
def document(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a document."""
    return document_page(request, desk, document_at(desk, pk))


@require_safe
@staff
def preview(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return a document as it would be printed now, marked a draft until it is signed."""
    one = document_at(desk, pk)
    try:
        content = write_pdf(printed(one), licensed_fonts())
    except (DocumentRefused, DraftRefused) as refused:
        raise NotHere(_("还不能排版：%(why)s") % {"why": refused}) from refused
    return _private(attachment(content, "pdf", one.document_no or one.title))


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return a file of a document: an attachment, or what was made of it."""
    file = file_of_document(desk.officer, pk, desk.on)
    if file is None:
        raise NotHere(_("没有这个文件，或者不属于您所在的机关，请从公文页面打开。"))
    try:
        content = content_of(file)
    except (Undecipherable, OSError) as fault:
        raise NotHere(_("文件“%(name)s”无法读取。") % {"name": file.name}) from fault
    return _private(saved_as(HttpResponse(content, content_type=file.media_type), file.name))


@require_safe
@staff
def conformity_table(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show the printed document measured against GB/T 9704-2012, clause by clause."""
    one = document_at(desk, pk)
    if one.pdf is None:
        raise NotHere(_("这件公文尚未印发，印发后才有可核对的PDF。"))
    clauses = conformity(content_of(one.pdf))
    context = {
        "title": _("格式核对"),
        "crumbs": [*crumbs(), (one.title, reverse("console:document", args=[pk]))],
        "agency": desk.agency,
        "document": one,
        "clauses": clauses,
        "wrong": sum(clause.ok is False for clause in clauses),
        "unknown": sum(clause.ok is None for clause in clauses),
    }
    return render(request, "console/publishing/document_conformity.html", context)


def document_at(desk: Desk, pk: int) -> OfficialDocument:
    """Return a document of the officer's organ.

    :raises NotHere: if there is none; NotAllowed: if he has no part in publishing
    """
    try:
        return find_document(desk.officer, pk, desk.on)
    except DocumentNotFound as missing:
        raise NotHere(str(missing)) from missing


def crumbs() -> list[tuple[str, str]]:
    """Return the way to the pages of documents."""
    return [(_("公文"), reverse("console:documents"))]


def document_page(
    request: HttpRequest, desk: Desk, document: OfficialDocument, status: int = 200,
    **refused: forms.Form,
) -> HttpResponse:  # fmt: skip
    """Return a document's page.

    :param refused: forms that were not accepted, by their names, shown with what was typed
    """
    page = page_of(document, desk.on)
    signing = signing_of(page, desk)
    acts = acts_of(page, signing, desk)
    first = {"content_hash": page.digest}
    decided = {
        "attribute": document.attribute, "ground": document.ground, "reason": document.reason,
        "column": document.column_id,
    }  # fmt: skip
    behalf = {"on_behalf_of": signing.principal_pk}
    opened: dict[str, forms.Form] = {
        "sign_form": DocumentSigningForm(
            initial=first | behalf,
            checks=signing.checks,
            principals=signing.principals,
            organs=organs_of(document, is_last=acts.decide),
        ),
        "secrecy_form": SecrecyForm(initial=first),
        "decide_form": DecideForm(initial=first | behalf | decided, agency=desk.agency),
        "reassess_form": ReassessForm(
            initial=decided | {"version": document.version}, agency=desk.agency
        ),
    }
    context: dict[str, Any] = {
        "title": document.title,
        "crumbs": crumbs(),
        "agency": desk.agency,
        "document": document,
        "page": page,
        "text": text_of(body_text(document)),
        "changes": [(row, LegalChange(kind).label, day) for row, kind, day in page.changes],
        "acts": acts,
        "signing": signing,
        "review": urgency(document.next_review_on, desk.on, working_calendar())
        if document.next_review_on
        else None,
        **opened,
        **refused,
    }
    return render(request, "console/publishing/document.html", context, status=status)


def _private(answer: HttpResponse) -> HttpResponse:
    # Nothing of a draft stays on a machine that several use.
    answer["Cache-Control"] = "private, no-store"
    return answer
