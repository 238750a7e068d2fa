"""Where a ticket stands, as a value."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.rules.ticket_lifecycle.events import OPEN_STATES, TicketState


@dataclass(frozen=True, slots=True)
class TicketStanding:
    """Where a ticket stands after its events, with its days; `drafted_by` has a draft waiting."""

    state: TicketState
    accepted_on: date
    due_on: date
    first_due_on: date
    due_at: datetime | None = None
    is_direct: bool = False
    department: int | None = None
    handler: int | None = None
    dispatched_on: date | None = None
    is_signed: bool = False
    helping: frozenset[int] = frozenset()
    extension_until: date | None = None
    is_extended: bool = False
    drafted_by: int | None = None
    has_draft: bool = False
    fed_back_on: date | None = None
    closed_on: date | None = None
    is_supervised: bool = False
    merged_into: int | None = None
    repeats: int | None = None
    urged: int = 0
    moved: int = 0
    reopened: int = 0
    last_on: date = date.min

    @property
    def days_taken(self) -> int | None:
        """Return the calendar days from acceptance to closing; None while it is open."""
        return (self.closed_on - self.accepted_on).days if self.closed_on else None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to answer."""
        return self.state in OPEN_STATES
