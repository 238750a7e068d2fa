"""The states of an application, the kinds of its events, and an event as a value."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("service_lifecycle.toml")


class ApplicationState(StrEnum):
    """Where an application stands (办件状态); follows from its events."""

    FILED = "FILED"
    CORRECTING = "CORRECTING"
    ACCEPTED = "ACCEPTED"
    SENT = "SENT"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"

    @property
    def label(self) -> str:
        """Return the state's name on screens."""
        return str(_TABLE["states"][self.value]["label"])


class ApplicationEventKind(StrEnum):
    """A kind of thing that happens to an application (办件事项)."""

    FILED = "FILED"
    ASSIGNED = "ASSIGNED"
    ACCEPTED = "ACCEPTED"
    CORRECTION_ASKED = "CORRECTION_ASKED"
    CORRECTED = "CORRECTED"
    CORRECTION_LAPSED = "CORRECTION_LAPSED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    PROPOSED = "PROPOSED"
    PROPOSAL_RETURNED = "PROPOSAL_RETURNED"
    APPROVED = "APPROVED"
    SEND_BEGUN = "SEND_BEGUN"
    SENT = "SENT"
    CORE_DONE = "CORE_DONE"
    CORE_REFUSED = "CORE_REFUSED"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    PAYMENT_NOTICED = "PAYMENT_NOTICED"
    DELIVERED = "DELIVERED"
    REOPENED = "REOPENED"

    @property
    def label(self) -> str:
        """Return what it is called on screens and in the history."""
        return str(_TABLE["events"][self.value])

    @property
    def told(self) -> str:
        """Return what the applicant reads of it; "" of what is between officers."""
        return str(_TABLE["told"].get(self.value, ""))


class Proposal(StrEnum):
    """What a handler proposes and a reviewer decides (办理意见)."""

    GRANT = "GRANT"
    REFUSE = "REFUSE"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"GRANT": "准予办理", "REFUSE": "不予办理"}[self.value]


OPEN_STATES = frozenset(
    {
        ApplicationState.FILED,
        ApplicationState.CORRECTING,
        ApplicationState.ACCEPTED,
        ApplicationState.SENT,
    }
)
"""The states in which something is still to come."""
ENDED_STATES = frozenset(ApplicationState) - OPEN_STATES
"""The states in which it is closed."""


class ApplicationEventNotAllowed(ValueError):
    """This cannot happen to the application now; the message says why, in Chinese."""


class ApplicationEntry(NamedTuple):
    """One dated event.

    :param person: key of the officer who did it; None for applicants and jobs
    :param handler: key of who has it from now on (ASSIGNED, ACCEPTED)
    :param proposal: what is proposed (PROPOSED)
    :param until: last day for the applicant's correction (CORRECTION_ASKED, REOPENED)
    :param core_no: the business system's number of it (SENT)
    """

    on: date
    kind: ApplicationEventKind
    person: int | None = None
    handler: int | None = None
    proposal: Proposal | None = None
    until: date | None = None
    core_no: str = ""
    amount: Decimal | None = None
