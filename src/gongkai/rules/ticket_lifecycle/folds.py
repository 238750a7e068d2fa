"""What each event changes in where a ticket stands."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from gongkai.rules.ticket_lifecycle.events import (
    OPEN_STATES,
    TicketEntry,
    TicketEventKind,
    TicketEventNotAllowed,
    TicketState,
)
from gongkai.rules.ticket_lifecycle.standings import TicketStanding


def begun(entry: TicketEntry) -> TicketStanding:
    """Return where a ticket stands after its first event.

    :raises TicketEventNotAllowed: without a due day
    """
    if entry.due_on is None:
        raise TicketEventNotAllowed("受理工单须有反馈期限。")
    state = TicketState.HANDLING if entry.is_direct else TicketState.RECEIVED
    accepted_on = entry.accepted_on or entry.on
    first = TicketStanding(
        state=state,
        accepted_on=accepted_on,
        due_on=entry.due_on,
        first_due_on=entry.due_on,
        due_at=entry.due_at,
        is_direct=entry.is_direct,
        last_on=accepted_on,
    )
    return _registered(first, entry) if entry.kind is TicketEventKind.REGISTERED else first


def _registered(now: TicketStanding, entry: TicketEntry) -> TicketStanding:
    """Let a ledger's days stand in place of those so far; the state follows them."""
    due_on = entry.due_on or now.due_on
    if entry.closed_on or entry.fed_back_on:
        state = TicketState.CLOSED if entry.closed_on else TicketState.REPLIED
    elif now.state in OPEN_STATES:
        state = now.state
    else:
        state = _where_it_is_handled(now)
    return replace(
        now,
        state=state,
        accepted_on=entry.accepted_on or now.accepted_on,
        due_on=due_on,
        due_at=now.due_at if due_on == now.due_on else None,
        fed_back_on=entry.fed_back_on,
        closed_on=entry.closed_on,
        has_draft=now.has_draft and state in OPEN_STATES,
        drafted_by=now.drafted_by if state in OPEN_STATES else None,
        extension_until=now.extension_until if state in OPEN_STATES else None,
    )


def _where_it_is_handled(now: TicketStanding) -> TicketState:
    if now.is_direct or (now.dispatched_on is not None and now.is_signed):
        return TicketState.HANDLING
    return TicketState.RECEIVED if now.dispatched_on is None else TicketState.DISPATCHED


def _dispatched(now: TicketStanding, entry: TicketEntry) -> TicketStanding:
    went_on = now.department is not None and entry.department != now.department
    return replace(
        now,
        state=TicketState.DISPATCHED,
        department=entry.department,
        handler=entry.person,
        dispatched_on=entry.on,
        is_signed=False,
        moved=now.moved + went_on,
    )


def _returned(now: TicketStanding, _entry: TicketEntry) -> TicketStanding:
    # The department is kept until another has it, so that one sees who returned it.
    return replace(
        now,
        state=TicketState.RECEIVED,
        handler=None,
        dispatched_on=None,
        is_signed=False,
        helping=frozenset(),
        extension_until=None,
    )


def _extended(now: TicketStanding, entry: TicketEntry) -> TicketStanding:
    due_on = entry.due_on or now.extension_until or now.due_on
    return replace(now, due_on=due_on, due_at=None, is_extended=True, extension_until=None)


def _replied(now: TicketStanding, entry: TicketEntry) -> TicketStanding:
    merged = now.state is TicketState.MERGED
    return replace(
        now,
        state=now.state if merged else TicketState.REPLIED,
        fed_back_on=entry.on,
        has_draft=False,
        drafted_by=None,
        extension_until=None,
        helping=frozenset(),
    )


def _reopened(now: TicketStanding, entry: TicketEntry) -> TicketStanding:
    return replace(
        now,
        state=_where_it_is_handled(now),
        due_on=entry.due_on or now.due_on,
        due_at=None,
        dispatched_on=None if now.dispatched_on is None else entry.on,
        is_extended=False,
        fed_back_on=None,
        closed_on=None,
        merged_into=None,
        reopened=now.reopened + 1,
    )


def _ended(state: TicketState) -> Callable[[TicketStanding, TicketEntry], TicketStanding]:
    """Return the fold of what ends a ticket at once: who brought it is told so that day."""

    def fold(now: TicketStanding, entry: TicketEntry) -> TicketStanding:
        return replace(
            now,
            state=state,
            fed_back_on=entry.on,
            closed_on=entry.on,
            has_draft=False,
            drafted_by=None,
            extension_until=None,
            helping=frozenset(),
        )

    return fold


FOLDS: Mapping[TicketEventKind, Callable[[TicketStanding, TicketEntry], TicketStanding]] = (
    MappingProxyType(
        {
            TicketEventKind.REGISTERED: _registered,
            TicketEventKind.DISPATCHED: _dispatched,
            TicketEventKind.SIGNED: lambda now, entry: replace(
                now, state=TicketState.HANDLING, handler=entry.person, is_signed=True
            ),
            TicketEventKind.RECLASSIFIED: lambda now, entry: replace(
                now,
                due_on=entry.due_on or now.due_on,
                due_at=entry.due_at if entry.due_on else now.due_at,
            ),
            TicketEventKind.CO_ASKED: lambda now, entry: replace(
                now, helping=now.helping | {entry.department or 0}
            ),
            TicketEventKind.CO_ANSWERED: lambda now, entry: replace(
                now, helping=now.helping - {entry.department or 0}
            ),
            TicketEventKind.RETURN_ASKED: lambda now, _entry: replace(
                now, state=TicketState.RETURN_ASKED
            ),
            TicketEventKind.RETURN_GRANTED: _returned,
            TicketEventKind.RETURN_REFUSED: lambda now, _entry: replace(
                now, state=_where_it_is_handled(now)
            ),
            TicketEventKind.EXTENSION_ASKED: lambda now, entry: replace(
                now, extension_until=entry.due_on
            ),
            TicketEventKind.EXTENDED: _extended,
            TicketEventKind.EXTENSION_REFUSED: lambda now, _entry: replace(
                now, extension_until=None
            ),
            TicketEventKind.URGED: lambda now, _entry: replace(now, urged=now.urged + 1),
            TicketEventKind.SUPERVISED: lambda now, _entry: replace(now, is_supervised=True),
            TicketEventKind.SUPERVISION_ENDED: lambda now, _entry: replace(
                now, is_supervised=False
            ),
            TicketEventKind.DRAFTED: lambda now, entry: replace(
                now, has_draft=True, drafted_by=entry.person
            ),
            TicketEventKind.DRAFT_RETURNED: lambda now, _entry: replace(
                now, has_draft=False, drafted_by=None
            ),
            TicketEventKind.REPLIED: _replied,
            TicketEventKind.CLOSED: lambda now, entry: replace(
                now, state=TicketState.CLOSED, closed_on=entry.on
            ),
            TicketEventKind.REOPENED: _reopened,
            TicketEventKind.MERGED: lambda now, entry: replace(
                now,
                merged_into=entry.other,
                state=TicketState.MERGED,
                has_draft=False,
                drafted_by=None,
                extension_until=None,
                helping=frozenset(),
            ),
            TicketEventKind.SEPARATED: lambda now, _entry: replace(
                now, state=_where_it_is_handled(now), merged_into=None
            ),
            TicketEventKind.REPEAT_MARKED: lambda now, entry: replace(now, repeats=entry.other),
            TicketEventKind.REPEAT_DISMISSED: lambda now, _entry: replace(now, repeats=None),
            TicketEventKind.CONVERTED: _ended(TicketState.CONVERTED),
            TicketEventKind.REFERRED: _ended(TicketState.CONVERTED),
            TicketEventKind.SET_ASIDE: _ended(TicketState.SET_ASIDE),
        }
    )
)
"""What each kind of event changes; the others change nothing."""
