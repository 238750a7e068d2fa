"""The proof that somebody was told, which rules on due days read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.messages.models import Dispatch, DispatchState
from gongkai.rules.message_events import Way, event_catalogue

# From the furthest back: what one way reached counts for the whole.
_FURTHEST = (
    DispatchState.FAILED,
    DispatchState.DOUBTFUL,
    DispatchState.QUEUED,
    DispatchState.SENDING,
    DispatchState.SENT,
    DispatchState.DELIVERED,
)


@dataclass(frozen=True, slots=True)
class WayProof:
    """How far a message came by one way, with each moment; `failure` says why it failed."""

    way: Way
    state: str
    queued_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    failed_at: datetime | None
    failure: str
    tracking_no: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How far a message came by the way that reached furthest, and by each way."""

    key: str
    state: str
    queued_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    failed_at: datetime | None
    ways: tuple[WayProof, ...]

    @property
    def is_out(self) -> bool:
        """Tell whether a gateway, a mail server or the post took it by any way."""
        return self.sent_at is not None


class Telling(NamedTuple):
    """One message to somebody outside, as its matter's page tells of it."""

    event: str
    way: str
    state: str
    at: datetime
    failure: str
    is_out: bool


def tellings_about(agency: Agency, subject: str) -> list[Telling]:
    """Return by which ways people outside were told of a subject, and how far that came.

    :param subject: as it was given to `send`, a register number for instance
    """
    catalogue = event_catalogue()
    rows = Dispatch.objects.filter(agency=agency, subject=subject, officer=None)
    return [
        Telling(
            event=catalogue[row.event].name if row.event in catalogue else row.event,
            way=row.get_way_display(),
            state=row.get_state_display(),
            at=row.delivered_at or row.failed_at or row.sent_at or row.queued_at,
            failure=row.failure,
            is_out=row.state in (DispatchState.SENT, DispatchState.DELIVERED),
        )
        for row in rows.exclude(way=Way.SCREEN.value).order_by("pk")
    ]


def proof_of(key: str) -> Proof | None:
    """Return the proof of what was sent under a key, None if nothing was."""
    return proofs_of([key]).get(key)


def proofs_of(keys: Iterable[str]) -> dict[str, Proof]:
    """Return the proofs of what was sent under keys, in one question."""
    found: dict[str, list[WayProof]] = {}
    for row in Dispatch.objects.filter(key__in=list(keys)).order_by("pk"):
        found.setdefault(row.key, []).append(_way(row))
    return {key: _proof(key, ways) for key, ways in found.items()}


def _way(row: Any) -> WayProof:
    return WayProof(
        Way(row.way),
        row.state,
        row.queued_at,
        row.sent_at,
        row.delivered_at,
        row.failed_at,
        row.failure,
        row.tracking_no,
    )


def _proof(key: str, ways: list[WayProof]) -> Proof:
    furthest = max(ways, key=lambda each: _FURTHEST.index(DispatchState(each.state)))
    failed = furthest.state == DispatchState.FAILED
    return Proof(
        key=key,
        state=furthest.state,
        queued_at=min(each.queued_at for each in ways),
        sent_at=min((each.sent_at for each in ways if each.sent_at), default=None),
        delivered_at=min((each.delivered_at for each in ways if each.delivered_at), default=None),
        failed_at=max((each.failed_at for each in ways if each.failed_at), default=None)
        if failed
        else None,
        ways=tuple(ways),
    )
