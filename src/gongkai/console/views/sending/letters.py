"""Letters on paper: those to be posted, with labels to print, and those under way."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.queries import licensed_fonts
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import REFUSED
from gongkai.console.sending_tabs import sending_tabs
from gongkai.console.views.sending.listing import lines_of
from gongkai.documents.address_labels.pdf import LabelLines, labels_pdf
from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.letters.pdf import letter_pdf
from gongkai.messages.operations.letters import MOST_LABELS, labels_of
from gongkai.messages.operations.reading import read_recipient
from gongkai.messages.permissions import insist, may_handle_dispatches, may_see_dispatches
from gongkai.messages.queries.dispatch_lists import dispatch_of, letters_to_post, letters_under_way


@require_safe
@staff
def letters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the letters that wait to be posted, and the posted ones nobody has told of."""
    insist(may_see_dispatches(desk.officer, desk.agency, desk.on), _("查看信函"))
    waiting, posted = letters_to_post(desk.agency), letters_under_way(desk.agency)
    context = {
        "title": _("信函交寄"),
        "agency": desk.agency,
        "tabs": sending_tabs("letters-to-post", desk.agency),
        "waiting": lines_of(waiting[:MOST_LABELS]),
        "waiting_count": waiting.count(),
        "posted": lines_of(posted[:MOST_LABELS]),
        "most": MOST_LABELS,
        "may_handle": may_handle_dispatches(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/sending/letters.html", context)


@require_POST
@staff
def labels(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hand out the address labels of the letters chosen; who read them is on record."""
    chosen = [int(each) for each in request.POST.getlist("letter") if each.isdecimal()]
    try:
        found = labels_of(
            agency=desk.agency, keys=chosen, officer=desk.officer, on=desk.on, at=desk.at
        )
    except REFUSED as refused:
        messages.error(request, str(refused))
        return redirect("console:letters-to-post")
    lines = [
        LabelLines(each.postcode, each.address, each.addressee, desk.agency.name, each.number)
        for each in found
    ]
    return _pdf(labels_pdf(lines, desk.on, licensed_fonts()), f"labels-{desk.on}.pdf")


@require_POST
@staff
def paper(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Hand out one letter to print; that it was read is on record."""
    insist(may_see_dispatches(desk.officer, desk.agency, desk.on), _("查看信函"))
    row = dispatch_of(desk.agency, pk)
    if row is None or row.way != "LETTER":
        raise NotHere(_("没有这封信函，请从信函交寄选择。"))
    told = read_recipient(dispatch=row, officer=desk.officer, on=desk.on, at=desk.at)
    document = LetterDocument(
        organ=desk.agency.name,
        title=row.heading,
        addressee=told.addressee,
        paragraphs=tuple(told.text.split("\n")),
        number=row.subject or row.key,
        dated_on=row.posted_on or desk.on,
        is_demonstration=desk.agency.is_demonstration,
    )
    return _pdf(letter_pdf(document, licensed_fonts()), f"letter-{pk}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
