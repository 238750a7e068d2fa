"""Deriving where an application stands from its dated events."""

from collections.abc import Iterable
from dataclasses import replace

from gongkai.rules.service_lifecycle.events import (
    ApplicationEntry,
    ApplicationEventKind,
    ApplicationEventNotAllowed,
    ApplicationState,
)
from gongkai.rules.service_lifecycle.folds import FOLDS
from gongkai.rules.service_lifecycle.possible import require_possible
from gongkai.rules.service_lifecycle.standings import ApplicationStanding

_OF_REVIEWER = frozenset(
    {
        ApplicationEventKind.PROPOSAL_RETURNED,
        ApplicationEventKind.APPROVED,
        ApplicationEventKind.REFUSED,
    }
)


def standing_of(entries: Iterable[ApplicationEntry]) -> ApplicationStanding:
    """Return where an application stands after its events, in the order they were recorded.

    :raises ApplicationEventNotAllowed: if there is none, or one cannot follow on those before it
    """
    standing: ApplicationStanding | None = None
    for entry in entries:
        standing = after(standing, entry)
    if standing is None:
        raise ApplicationEventNotAllowed("办件没有办理记录，无法确定状态。")
    return standing


def after(standing: ApplicationStanding | None, entry: ApplicationEntry) -> ApplicationStanding:
    """Return where an application stands after one more event; None before the first.

    :raises ApplicationEventNotAllowed: if it cannot follow
    """
    if standing is None:
        if entry.kind is not ApplicationEventKind.FILED:
            raise ApplicationEventNotAllowed(f"办件尚未提交，不能登记“{entry.kind.label}”。")
        return ApplicationStanding(ApplicationState.FILED, filed_on=entry.on, last_on=entry.on)
    require_possible(standing, entry.kind)
    if entry.on < standing.last_on:
        raise ApplicationEventNotAllowed(
            f"{entry.kind.label}的日期{entry.on}早于上一办理事项的日期{standing.last_on}，请核对。"
        )
    if entry.kind in _OF_REVIEWER and (entry.person is None or entry.person in standing.hands):
        raise ApplicationEventNotAllowed("不能复核本人经办的办件，请由其他复核人办理。")
    fold = FOLDS.get(entry.kind)
    folded = fold(standing, entry) if fold else standing
    return replace(folded, last_on=entry.on)
