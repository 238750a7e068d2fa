"""Telling the platform what was done to its tickets: in order, each event once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import (
    PlatformLink,
    PlatformTelling,
    TellingState,
    TicketEvent,
    TicketSource,
)
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.operations.outside.speaking import in_hand, platform_of
from gongkai.hotline.outlets.platform import Platform, told_in
from gongkai.hotline.permissions import require_desk_head
from gongkai.messages.outlets.speaking import TurnedDown
from gongkai.rules.ticket_lifecycle import TicketEventKind

# Our kinds of events that the platform hears of, and what it calls them.
_TOLD = {
    TicketEventKind.SIGNED: "SIGNED",
    TicketEventKind.EXTENDED: "EXTENDED",
    TicketEventKind.REPLIED: "REPLIED",
    TicketEventKind.CLOSED: "CLOSED",
    TicketEventKind.SET_ASIDE: "RETURNED",
    TicketEventKind.CONVERTED: "REFERRED",
    TicketEventKind.REFERRED: "REFERRED",
}
_BATCH = 200


def tell_platform(*, link: PlatformLink, seconds: float, at: datetime) -> int:
    """Tell what was done since the last time; return of how many events the platform knows now.

    What it refuses keeps the later events of the same ticket waiting until somebody decides.
    """
    _queue(link)
    sent = 0
    with in_hand(link, at) as free:
        if not free:
            return 0
        platform = platform_of(link, seconds)
        barred = set(
            PlatformTelling.objects.filter(
                agency=link.agency, state=TellingState.REFUSED
            ).values_list("event__ticket", flat=True)
        )
        waiting = PlatformTelling.objects.filter(agency=link.agency, state=TellingState.QUEUED)
        for telling in waiting.select_related("event__ticket").order_by("event")[:_BATCH]:
            if telling.event.ticket_id in barred:
                continue
            if _told(platform, telling, at):
                sent += 1
            else:
                barred.add(telling.event.ticket_id)
    return sent


@transaction.atomic
def decide_telling(
    *,
    agency: Agency,
    telling: int,
    again: bool,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> PlatformTelling:
    """Have a refused event told once more, or leave it untold, saying why.

    :raises NotAllowed: if the officer does not run the desk
    :raises OutsideRefused: if it is not refused, or is left without a reason
    """
    require_desk_head(officer, agency, on)
    rows = PlatformTelling.objects.select_for_update(of=("self",)).select_related("event__ticket")
    row = rows.filter(agency=agency, pk=telling).first()
    if row is None or row.state != TellingState.REFUSED:
        raise OutsideRefused("这条回传已不在“平台未接受”之列，请刷新页面。")
    if not again and not reason.strip():
        raise OutsideRefused("不再回传的理由：未填写，请填写。")
    row.state = TellingState.QUEUED if again else TellingState.DROPPED
    row.save(update_fields=["state"])
    record(
        action="platform.tell_again" if again else "platform.drop_telling",
        subject=row.event.ticket.register_no,
        at=at,
        agency=agency,
        officer=officer,
        detail={"reason": reason.strip()[:300]} if not again else {},
    )
    return row


@transaction.atomic
def _queue(link: PlatformLink) -> None:
    """Put the events on the list that came since, whoever brought them about."""
    PlatformLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    told = PlatformTelling.objects.filter(agency=link.agency)
    last = told.aggregate(last=Max("event"))["last"] or 0
    # An event of a lower key may have been committed later than one of a higher.
    fresh = TicketEvent.objects.filter(
        ticket__agency=link.agency,
        ticket__source=TicketSource.PLATFORM,
        kind__in=[kind.value for kind in _TOLD],
        pk__gt=last - _BATCH,
    ).exclude(pk__in=told.filter(event__gt=last - _BATCH).values("event"))
    PlatformTelling.objects.bulk_create(
        PlatformTelling(agency=link.agency, event=event) for event in fresh.order_by("pk")
    )


def _told(platform: Platform, telling: PlatformTelling, at: datetime) -> bool:
    row = PlatformTelling.objects.filter(pk=telling.pk)
    row.update(attempts=F("attempts") + 1)
    event = telling.event
    try:
        platform.tell(f"{event.ticket.register_no}-{event.sequence}", _content(event), at)
    except TurnedDown as refused:
        row.update(state=TellingState.REFUSED, failure=str(refused)[:300])
        return False
    row.update(state=TellingState.SENT, told_at=at, failure="")
    return True


def _content(event: TicketEvent) -> dict[str, Any]:
    ticket, kind = event.ticket, TicketEventKind(event.kind)
    is_reply = kind is TicketEventKind.REPLIED
    return told_in(
        (
            ("ticket", ticket.outside_no),
            ("number", ticket.register_no),
            ("kind", _TOLD[kind]),
            ("on", event.on),
            ("text", event.text or (ticket.reply if is_reply else "")),
            ("due_on", event.detail.get("due_on") if kind is TicketEventKind.EXTENDED else None),
        )
    )
