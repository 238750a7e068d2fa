"""When the business system is left alone (熔断): after failures in a row, until a probe succeeds.

Pure: moments are given, in seconds, and what is remembered is a value that anybody may keep.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

FAILURES = 5
"""So many in a row, none of them older than WINDOW, and nobody asks any more."""

WINDOW = 60.0
REST = 20.0
"""How many seconds nobody asks; then one call finds out for all."""

_LONGEST_REST = 300.0


Passage: TypeAlias = Literal["free", "probe", "shut"]
"""What a call may do: go on, find out for all, or not be made."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the system answered lately: failures in a row, since when, until when it rests."""

    failures: int = 0
    failing_since: float = 0.0
    shut_until: float | None = None
    rest: float = REST


def passage(standing: Standing, now: float) -> Passage:
    """Return whether a call may be made; a probe is one call for all nodes together."""
    if standing.shut_until is None:
        return "free"
    # A clock that was set back must not shut the door for years.
    if standing.shut_until - now > _LONGEST_REST:
        return "probe"
    return "shut" if now < standing.shut_until else "probe"


def after_failure(standing: Standing, now: float) -> Standing:
    """Return the standing after a call that nobody answered as agreed."""
    if standing.shut_until is not None:
        # A probe that failed: it rests twice as long as the last time.
        rest = min(2 * standing.rest, _LONGEST_REST)
        return replace(standing, shut_until=now + rest, rest=rest)
    is_row = standing.failures > 0 and 0 <= now - standing.failing_since <= WINDOW
    failures = standing.failures + 1 if is_row else 1
    since = standing.failing_since if is_row else now
    shut_until = now + REST if failures >= FAILURES else None
    return Standing(failures, since, shut_until)


def after_answer(standing: Standing) -> Standing:
    """Return the standing after a call that was answered as agreed, refusals among them."""
    return Standing()
