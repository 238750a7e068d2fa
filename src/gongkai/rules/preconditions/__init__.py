"""What the law asks before an act, beyond the state that lets it happen."""

from gongkai.rules.preconditions.checking import (
    PreconditionUnmet,
    require_met,
    unmet,
    unmet_by_outcome,
)
from gongkai.rules.preconditions.facts import Facts, facts_of
from gongkai.rules.preconditions.telling import Unmet, UnmetSeverity

__all__ = [
    "Facts",
    "PreconditionUnmet",
    "UnmetSeverity",
    "Unmet",
    "facts_of",
    "require_met",
    "unmet",
    "unmet_by_outcome",
]
