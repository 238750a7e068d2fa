"""What can happen to business applied for online (办件), what may follow, and where it stands."""

from gongkai.rules.service_lifecycle.deriving import after, standing_of
from gongkai.rules.service_lifecycle.due_days import due_of
from gongkai.rules.service_lifecycle.events import (
    ENDED_STATES,
    OPEN_STATES,
    ApplicationEntry,
    ApplicationEventKind,
    ApplicationEventNotAllowed,
    ApplicationState,
    Proposal,
)
from gongkai.rules.service_lifecycle.possible import possible_kinds, require_possible
from gongkai.rules.service_lifecycle.standings import ApplicationStanding

__all__ = [
    "ENDED_STATES",
    "OPEN_STATES",
    "ApplicationEntry",
    "ApplicationEventKind",
    "ApplicationEventNotAllowed",
    "ApplicationStanding",
    "ApplicationState",
    "Proposal",
    "after",
    "due_of",
    "possible_kinds",
    "require_possible",
    "standing_of",
]
