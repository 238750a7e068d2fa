"""Deriving where a ticket stands from its dated events."""

from collections.abc import Iterable
from dataclasses import replace

from gongkai.rules.ticket_lifecycle.events import (
    TicketEntry,
    TicketEventKind,
    TicketEventNotAllowed,
)
from gongkai.rules.ticket_lifecycle.folds import FOLDS, begun
from gongkai.rules.ticket_lifecycle.possible import require_possible
from gongkai.rules.ticket_lifecycle.standings import TicketStanding

_BEGINNINGS = frozenset({TicketEventKind.RECEIVED, TicketEventKind.REGISTERED})


def standing_of(entries: Iterable[TicketEntry]) -> TicketStanding:
    """Return where a ticket stands after its events, in the order in which they were recorded.

    :raises TicketEventNotAllowed: if there is none, or one cannot follow on those before it
    """
    standing: TicketStanding | None = None
    for entry in entries:
        standing = after(standing, entry)
    if standing is None:
        raise TicketEventNotAllowed("工单没有办理记录，无法确定状态。")
    return standing


def after(standing: TicketStanding | None, entry: TicketEntry) -> TicketStanding:
    """Return where a ticket stands after one more event; None before the first.

    :raises TicketEventNotAllowed: if it cannot follow
    """
    if standing is None:
        if entry.kind not in _BEGINNINGS:
            raise TicketEventNotAllowed(f"工单尚未受理，不能登记“{entry.kind.label}”。")
        return begun(entry)
    require_possible(standing, entry.kind)
    if entry.on < standing.last_on:
        raise TicketEventNotAllowed(
            f"{entry.kind.label}的日期{entry.on}早于上一办理事项的日期{standing.last_on}，请核对。"
        )
    if entry.kind is TicketEventKind.CO_ASKED and entry.department == standing.department:
        raise TicketEventNotAllowed("主办科室不能会办本单，请选择其他科室。")
    if entry.kind is TicketEventKind.CO_ASKED and entry.department in standing.helping:
        raise TicketEventNotAllowed("已请该科室会办，正在等待其答复。")
    if entry.kind is TicketEventKind.CO_ANSWERED and entry.department not in standing.helping:
        raise TicketEventNotAllowed("该科室没有待答复的会办。")
    fold = FOLDS.get(entry.kind)
    folded = fold(standing, entry) if fold else standing
    return replace(folded, last_on=max(entry.on, standing.last_on))
