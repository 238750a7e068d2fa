"""The note with which a ticket goes to petitions (信访事项转办单): to read, to print, to edit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.views.hotline.tickets.one_ticket import ticket_at
from gongkai.documents.letters.document import LetterDocument
from gongkai.documents.letters.docx import letter_docx
from gongkai.hotline.operations.tickets.reading import read_ticket
from gongkai.hotline.queries.tickets.transfer_notes import referral_of, transfer_letter


@require_POST
@staff
def transfer_note(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show the note to be printed; that it was read is on record."""
    row, letter = _note(desk, pk)
    context = {
        "title": letter.title,
        "crumbs": [
            (_("诉求工单"), reverse("console:tickets")),
            (row.register_no, reverse("console:ticket", args=[row.pk])),
        ],
        "agency": desk.agency,
        "ticket": row,
        "letter": letter,
    }
    answer = render(request, "console/tickets/transfer_note.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@staff
def transfer_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Hand out the note as a Word document; that it was read is on record."""
    row, letter = _note(desk, pk)
    answer = attachment(letter_docx(letter), "docx", f"{letter.title}{row.register_no}")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _note(desk: Desk, pk: int) -> tuple[Any, LetterDocument]:
    """Return a ticket and the note of its referral.

    :raises NotHere: if the officer does not see it, or it was not referred
    """
    row = ticket_at(desk, pk)
    referral = referral_of(row)
    if referral is None:
        raise NotHere(_("本单没有转信访，没有转办单。"))
    told = read_ticket(ticket=row, officer=desk.officer, on=desk.on, at=desk.at)
    letter = transfer_letter(row, referral, name=told.name, phone=told.phone, content=told.content)
    return row, letter
