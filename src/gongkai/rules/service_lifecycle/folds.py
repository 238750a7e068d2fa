"""What each event changes in where an application stands."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from gongkai.rules.service_lifecycle.events import (
    ApplicationEntry,
    ApplicationEventKind,
    ApplicationEventNotAllowed,
    ApplicationState,
)
from gongkai.rules.service_lifecycle.standings import ApplicationStanding


def _handled(now: ApplicationStanding, entry: ApplicationEntry) -> frozenset[int]:
    return now.hands if entry.person is None else now.hands | {entry.person}


def _accepted(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    return replace(
        now,
        state=ApplicationState.ACCEPTED,
        accepted_on=entry.on,
        handler=entry.handler or now.handler,
        hands=_handled(now, entry),
    )


def _correction_asked(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    if entry.until is None or entry.until < entry.on:
        raise ApplicationEventNotAllowed("补正期限：未填写，或早于告知之日，请改正。")
    return replace(
        now,
        state=ApplicationState.CORRECTING,
        asked_on=entry.on,
        correct_by=entry.until,
        handler=entry.handler or now.handler,
        hands=_handled(now, entry),
    )


def _corrected(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    if now.correct_by is not None and entry.on > now.correct_by:
        raise ApplicationEventNotAllowed(
            f"补正期限{now.correct_by}已过，不能再补正；如仍需办理，请重新提交申请。"
        )
    paused = ((now.asked_on, entry.on),) if now.accepted_on and now.asked_on else ()
    return replace(
        now,
        state=ApplicationState.ACCEPTED if now.accepted_on else ApplicationState.FILED,
        corrected_on=entry.on,
        correct_by=None,
        pauses=now.pauses + paused,
    )


def _lapsed(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    if now.correct_by is not None and entry.on <= now.correct_by:
        raise ApplicationEventNotAllowed(f"补正期限至{now.correct_by}，尚未届满。")
    return _ended(ApplicationState.LAPSED)(now, entry)


def _ended(
    state: ApplicationState,
) -> Callable[[ApplicationStanding, ApplicationEntry], ApplicationStanding]:
    """Return the fold of what ends an application."""

    def fold(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
        return replace(
            now,
            state=state,
            decided_on=now.decided_on or entry.on,
            closed_on=entry.on,
            correct_by=None,
            proposal=None,
            proposed_by=None,
            amount=entry.amount if entry.amount is not None else now.amount,
        )

    return fold


def _not_accepted(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    ended = _ended(ApplicationState.NOT_ACCEPTED)(now, entry)
    return replace(ended, hands=_handled(now, entry))


def _proposed(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    if entry.proposal is None or entry.person is None:
        raise ApplicationEventNotAllowed("办理意见：未选择，请选择准予办理或者不予办理。")
    return replace(
        now,
        proposal=entry.proposal,
        proposed_by=entry.person,
        hands=_handled(now, entry),
    )


def _approved(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    return replace(now, is_approved=True, decided_on=entry.on, proposal=None, proposed_by=None)


def _core_refused(now: ApplicationStanding, _entry: ApplicationEntry) -> ApplicationStanding:
    # The decision could not be carried out: it is to be made anew.
    return replace(
        now,
        state=ApplicationState.ACCEPTED,
        is_approved=False,
        decided_on=None,
        is_sending=False,
        core_no="",
        core_refused=now.core_refused + 1,
    )


def _reopened(now: ApplicationStanding, entry: ApplicationEntry) -> ApplicationStanding:
    if now.state is ApplicationState.LAPSED:
        if entry.until is None or entry.until < entry.on:
            raise ApplicationEventNotAllowed("补正期限：未填写，或早于更正之日，请改正。")
        state = ApplicationState.CORRECTING
    else:
        state = ApplicationState.ACCEPTED if now.accepted_on else ApplicationState.FILED
    return replace(
        now,
        state=state,
        correct_by=entry.until if state is ApplicationState.CORRECTING else None,
        decided_on=None,
        closed_on=None,
        delivered_on=None,
        is_approved=False,
        reopened=now.reopened + 1,
    )


FOLDS: Mapping[
    ApplicationEventKind, Callable[[ApplicationStanding, ApplicationEntry], ApplicationStanding]
] = MappingProxyType(
    {
        ApplicationEventKind.ASSIGNED: lambda now, entry: replace(now, handler=entry.handler),
        ApplicationEventKind.ACCEPTED: _accepted,
        ApplicationEventKind.CORRECTION_ASKED: _correction_asked,
        ApplicationEventKind.CORRECTED: _corrected,
        ApplicationEventKind.CORRECTION_LAPSED: _lapsed,
        ApplicationEventKind.NOT_ACCEPTED: _not_accepted,
        ApplicationEventKind.PROPOSED: _proposed,
        ApplicationEventKind.PROPOSAL_RETURNED: lambda now, _entry: replace(
            now, proposal=None, proposed_by=None
        ),
        ApplicationEventKind.APPROVED: _approved,
        ApplicationEventKind.REFUSED: _ended(ApplicationState.REFUSED),
        ApplicationEventKind.SEND_BEGUN: lambda now, _entry: replace(
            now, is_sending=True, rounds=now.rounds + 1
        ),
        ApplicationEventKind.SENT: lambda now, entry: replace(
            now, state=ApplicationState.SENT, core_no=entry.core_no
        ),
        ApplicationEventKind.CORE_DONE: lambda now, entry: replace(
            now, is_core_done=True, amount=entry.amount
        ),
        ApplicationEventKind.CORE_REFUSED: _core_refused,
        ApplicationEventKind.GRANTED: _ended(ApplicationState.GRANTED),
        ApplicationEventKind.WITHDRAWN: _ended(ApplicationState.WITHDRAWN),
        ApplicationEventKind.DELIVERED: lambda now, entry: replace(now, delivered_on=entry.on),
        ApplicationEventKind.REOPENED: _reopened,
    }
)
"""What each kind of event changes; the others change nothing."""
