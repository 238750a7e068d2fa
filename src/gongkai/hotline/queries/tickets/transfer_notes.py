"""The note with which a ticket goes to petitions (信访事项转办单), as a letter."""

from datetime import date

from gongkai.documents.letters.document import LetterDocument
from gongkai.hotline.models import Ticket, TicketEvent
from gongkai.rules.ticket_lifecycle import TicketEventKind

TITLE = "信访事项转办单"
_NOT_TOLD = "未留"


def referral_of(ticket: Ticket) -> TicketEvent | None:
    """Return the last referral of a ticket to petitions, None if it was not referred."""
    found = TicketEvent.objects.filter(ticket=ticket, kind=TicketEventKind.REFERRED.value)
    return found.select_related("officer").order_by("-sequence").first()


def transfer_letter(
    ticket: Ticket, referral: TicketEvent, *, name: str, phone: str, content: str
) -> LetterDocument:
    """Return the note to whom a ticket was referred.

    :param name, phone, content: of who brought it, as an officer read them on record
    """
    agency = ticket.agency
    told = [
        f"{agency.name}于{_day(ticket.accepted_on)}受理的诉求（工单{ticket.register_no}）"
        "属于信访事项，现转你单位依法办理。",
        f"诉求人：{name or _NOT_TOLD}",
        f"联系电话：{phone or _NOT_TOLD}",
        f"诉求内容：{content or ticket.matter}",
        f"转办事由：{referral.text}",
        f"依据：{referral.detail.get('basis', '')}",
    ]
    handled = [f"经办：{referral.officer.name}"] if referral.officer else []
    if agency.phone:
        handled.append(f"联系电话：{agency.phone}")
    told.append("　".join(handled))
    return LetterDocument(
        organ=agency.name,
        title=TITLE,
        addressee=str(referral.detail.get("organ", "")),
        paragraphs=tuple(told),
        number=f"编号：{ticket.register_no}",
        dated_on=referral.on,
        is_demonstration=agency.is_demonstration,
        genre=TITLE,
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
