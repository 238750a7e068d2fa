"""The states of a ticket, the kinds of its events, and an event as a value."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("ticket_lifecycle.toml")


class TicketState(StrEnum):
    """Where a ticket stands; follows from its events."""

    RECEIVED = "RECEIVED"
    DISPATCHED = "DISPATCHED"
    HANDLING = "HANDLING"
    RETURN_ASKED = "RETURN_ASKED"
    REPLIED = "REPLIED"
    CLOSED = "CLOSED"
    MERGED = "MERGED"
    CONVERTED = "CONVERTED"
    SET_ASIDE = "SET_ASIDE"

    @property
    def label(self) -> str:
        """Return the state's name on screens."""
        return str(_TABLE["states"][self.value]["label"])


class TicketEventKind(StrEnum):
    """A kind of thing that happens to a ticket (办理事项)."""

    RECEIVED = "RECEIVED"
    REGISTERED = "REGISTERED"
    FROM_REQUEST = "FROM_REQUEST"
    DISPATCHED = "DISPATCHED"
    SIGNED = "SIGNED"
    RECLASSIFIED = "RECLASSIFIED"
    CO_ASKED = "CO_ASKED"
    CO_ANSWERED = "CO_ANSWERED"
    RETURN_ASKED = "RETURN_ASKED"
    RETURN_GRANTED = "RETURN_GRANTED"
    RETURN_REFUSED = "RETURN_REFUSED"
    EXTENSION_ASKED = "EXTENSION_ASKED"
    EXTENDED = "EXTENDED"
    EXTENSION_REFUSED = "EXTENSION_REFUSED"
    URGED = "URGED"
    SUPERVISED = "SUPERVISED"
    SUPERVISION_ENDED = "SUPERVISION_ENDED"
    NOTED = "NOTED"
    DRAFTED = "DRAFTED"
    DRAFT_RETURNED = "DRAFT_RETURNED"
    REPLIED = "REPLIED"
    CLOSED = "CLOSED"
    CALLED_BACK = "CALLED_BACK"
    REOPENED = "REOPENED"
    MERGED = "MERGED"
    SEPARATED = "SEPARATED"
    REPEAT_MARKED = "REPEAT_MARKED"
    REPEAT_DISMISSED = "REPEAT_DISMISSED"
    CONVERTED = "CONVERTED"
    REFERRED = "REFERRED"
    SET_ASIDE = "SET_ASIDE"

    @property
    def label(self) -> str:
        """Return what it is called on screens and in the history."""
        return str(_TABLE["events"][self.value])


OPEN_STATES = frozenset(
    {TicketState.RECEIVED, TicketState.DISPATCHED, TicketState.HANDLING, TicketState.RETURN_ASKED}
)
"""The states in which somebody still has to answer."""
ENDED_STATES = frozenset(
    {TicketState.CLOSED, TicketState.MERGED, TicketState.CONVERTED, TicketState.SET_ASIDE}
)
"""The states in which nothing is left to do here."""


class TicketEventNotAllowed(ValueError):
    """This cannot happen to the ticket now; the message says why and what can, in Chinese."""


class TicketEntry(NamedTuple):
    """One dated event.

    :param person: key of who has it from now on (DISPATCHED, SIGNED), or who wrote (DRAFTED)
    :param department: key of whom it is dispatched to, or who is asked to help or does
    :param due_on: the day that the event sets or asks for
    :param due_at: the moment that it sets, of urgent ones
    :param is_direct: received where it is answered, e.g. in the site's message box
    :param other: key of the ticket into which it is merged, or which it repeats
    :param accepted_on, fed_back_on, closed_on: days that a ledger brought (REGISTERED)
    """

    on: date
    kind: TicketEventKind
    person: int | None = None
    department: int | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    is_direct: bool = False
    accepted_on: date | None = None
    fed_back_on: date | None = None
    closed_on: date | None = None
    other: int | None = None
