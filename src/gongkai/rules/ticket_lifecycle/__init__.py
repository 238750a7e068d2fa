"""What can happen to a ticket (诉求工单), what may follow on what, and where it then stands."""

from gongkai.rules.ticket_lifecycle.deriving import after, standing_of
from gongkai.rules.ticket_lifecycle.events import (
    ENDED_STATES,
    OPEN_STATES,
    TicketEntry,
    TicketEventKind,
    TicketEventNotAllowed,
    TicketState,
)
from gongkai.rules.ticket_lifecycle.possible import possible_kinds, require_possible
from gongkai.rules.ticket_lifecycle.standings import TicketStanding

__all__ = [
    "ENDED_STATES",
    "OPEN_STATES",
    "TicketEntry",
    "TicketEventKind",
    "TicketEventNotAllowed",
    "TicketStanding",
    "TicketState",
    "after",
    "possible_kinds",
    "require_possible",
    "standing_of",
]
