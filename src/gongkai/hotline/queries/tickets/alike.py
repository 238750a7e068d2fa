"""Tickets like another: of the same caller, repeated, of the same matter, merged into it."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.hotline.models import UNTOLD, Ticket, TicketEvent
from gongkai.hotline.permissions import TicketRights
from gongkai.hotline.queries.tickets.visible import tickets_seen
from gongkai.rules.service_rates import repeat_days
from gongkai.rules.similarity import likeness, pairs_of
from gongkai.rules.ticket_lifecycle import OPEN_STATES, TicketEventKind

_ALIKE = 0.5
_MOST = 8
_LOOKED_AT = 300
_OF_CALLER = timedelta(days=365)
_SEALED = ("content", "person_name", "phone", "email", "reply")


class Alike(NamedTuple):
    """What stands beside a ticket.

    `repeats` are earlier ones of the same caller and topic within the days that count as repeated;
    `of_caller` his others of a year; `of_matter` other open ones that say much the same.
    """

    repeats: list[Ticket]
    of_caller: list[Ticket]
    of_matter: list[Ticket]
    merged: list[Ticket]


def alike(ticket: Ticket, rights: TicketRights, on: date) -> Alike:
    """Return what an officer sees beside a ticket, in a fixed number of queries."""
    seen = tickets_seen(ticket.agency, rights).exclude(pk=ticket.pk).defer(*_SEALED)
    of_caller = _of_caller(ticket, seen)
    repeats = [each for each in of_caller if _is_repeated(ticket, each)]
    if ticket.repeats_id is not None or _was_dismissed(ticket):
        repeats = []
    told = {each.pk for each in of_caller}
    merged = list(seen.filter(merged_into=ticket).order_by("pk")[:_MOST])
    return Alike(
        repeats[:_MOST],
        of_caller[:_MOST],
        [each for each in _of_matter(ticket, seen) if each.pk not in told],
        merged,
    )


def _of_caller(ticket: Ticket, seen: QuerySet[Ticket]) -> list[Ticket]:
    # Who brought a secret one is not told by what else he brought.
    if not ticket.phone_digest or ticket.is_secret:
        return []
    rows = seen.filter(phone_digest=ticket.phone_digest, is_secret=False)
    rows = rows.filter(accepted_on__gt=ticket.accepted_on - _OF_CALLER)
    return list(rows.order_by("-accepted_on", "-pk")[:_LOOKED_AT])


def _is_repeated(ticket: Ticket, other: Ticket) -> bool:
    apart = ticket.accepted_on - other.accepted_on
    return (
        ticket.topic_id is not None
        and other.topic_id == ticket.topic_id
        and (other.accepted_on, other.pk) < (ticket.accepted_on, ticket.pk)
        and apart <= timedelta(days=repeat_days())
    )


def _was_dismissed(ticket: Ticket) -> bool:
    kinds = (TicketEventKind.REPEAT_DISMISSED.value, TicketEventKind.REPEAT_MARKED.value)
    return TicketEvent.objects.filter(ticket=ticket, kind__in=kinds).exists()


def _of_matter(ticket: Ticket, seen: QuerySet[Ticket]) -> list[Ticket]:
    if ticket.is_secret or ticket.is_untold:
        return []
    rows = seen.filter(state__in=[state.value for state in OPEN_STATES], is_secret=False)
    rows = rows.exclude(UNTOLD)
    if ticket.topic_id is not None:
        rows = rows.filter(topic=ticket.topic_id)
    own = pairs_of(ticket.matter)
    found = [
        (likeness(own, pairs_of(each.matter)), each)
        for each in rows.order_by("-accepted_on", "-pk")[:_LOOKED_AT]
    ]
    best = sorted(found, key=lambda pair: (-pair[0], pair[1].pk))
    return [each for alike_by, each in best[:_MOST] if alike_by >= _ALIKE]
