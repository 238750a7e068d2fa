"""What the city's office sees first of the reports it collects: how they stand, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual_reports.models import Collection
from gongkai.annual_reports.queries.collections import (
    OrganLine,
    OrganStatus,
    newest_collection,
    state_of,
)
from gongkai.console.access import Desk

_SHOWN = 8
# The gravest first: what the office has to decide, and whom it has to ask again.
_TO_JUDGE = (OrganStatus.ERRORS, OrganStatus.WARNINGS, OrganStatus.CLEAN, OrganStatus.RECEIVED)
_TO_COME = (OrganStatus.MISSING, OrganStatus.RETURNED)


@dataclass(frozen=True)
class Waiting:
    """The organs that wait for one kind of step, the first ones by name."""

    lines: Sequence[OrganLine]

    @property
    def shown(self) -> Sequence[OrganLine]:
        """Return those that are named."""
        return self.lines[:_SHOWN]

    @property
    def more(self) -> int:
        """Return how many are not named."""
        return len(self.lines) - len(self.shown)


@dataclass(frozen=True)
class CollectionAtHand:
    """An office's newest collection, None if it has none: its counts and what waits."""

    collection: Collection | None
    days_left: int
    organs: int
    counts: Sequence[tuple[OrganStatus, int]]
    to_judge: Waiting
    to_come: Waiting


def collection_at_hand(desk: Desk) -> CollectionAtHand:
    """Return the collection that the office works on now."""
    collection = newest_collection(desk.agency)
    if collection is None:
        return CollectionAtHand(None, 0, 0, (), Waiting(()), Waiting(()))
    state = state_of(collection)
    return CollectionAtHand(
        collection=collection,
        days_left=(collection.due_on - desk.on).days,
        organs=len(state.lines),
        counts=[(status, state.count(status)) for status in OrganStatus],
        to_judge=_waiting(state.lines, _TO_JUDGE),
        to_come=_waiting(state.lines, _TO_COME),
    )


def _waiting(lines: Sequence[OrganLine], wanted: Sequence[OrganStatus]) -> Waiting:
    found = [line for line in lines if line.status in wanted]
    return Waiting(sorted(found, key=lambda line: wanted.index(line.status)))
