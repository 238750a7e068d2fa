"""Where an application stands, as a value."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.rules.service_lifecycle.events import OPEN_STATES, ApplicationState, Proposal


@dataclass(frozen=True, slots=True)
class ApplicationStanding:
    """Where an application stands after its events, with its days.

    :param hands: keys of the officers who handled it; none of them may review it
    :param asked_on: when the correction was asked for, which happens once; `correct_by` its end
    :param pauses: asked on and corrected on, of a correction that was asked for after acceptance
    :param proposal: what waits for a reviewer; `proposed_by` proposed it
    :param decided_on: when it was decided, whatever the business system still has to do
    :param is_sending: the first attempt to send was made, whatever came of it
    :param rounds: how often sending was begun; after a refusal there it begins anew
    """

    state: ApplicationState
    filed_on: date
    last_on: date
    accepted_on: date | None = None
    handler: int | None = None
    hands: frozenset[int] = frozenset()
    asked_on: date | None = None
    correct_by: date | None = None
    corrected_on: date | None = None
    pauses: tuple[tuple[date, date], ...] = ()
    proposal: Proposal | None = None
    proposed_by: int | None = None
    decided_on: date | None = None
    is_approved: bool = False
    is_sending: bool = False
    rounds: int = 0
    core_no: str = ""
    is_core_done: bool = False
    core_refused: int = 0
    amount: Decimal | None = None
    closed_on: date | None = None
    delivered_on: date | None = None
    reopened: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to come."""
        return self.state in OPEN_STATES

    @property
    def days_taken(self) -> int | None:
        """Return the calendar days from acceptance to decision without the corrections between."""
        if self.accepted_on is None or self.decided_on is None:
            return None
        away = sum((corrected - asked).days for asked, corrected in self.pauses)
        return (self.decided_on - self.accepted_on).days - away

    @property
    def waits_for_us(self) -> bool:
        """Tell whether the centre still has to decide something."""
        here = (ApplicationState.FILED, ApplicationState.ACCEPTED)
        return self.state in here and self.decided_on is None
