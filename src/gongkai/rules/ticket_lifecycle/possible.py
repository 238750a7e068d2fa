"""What may happen to a ticket next, and why something may not."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gongkai.rules.bundled import bundled_table
from gongkai.rules.ticket_lifecycle.events import (
    TicketEventKind,
    TicketEventNotAllowed,
    TicketState,
)
from gongkai.rules.ticket_lifecycle.standings import TicketStanding

_ALLOWED: Mapping[TicketState, frozenset[TicketEventKind]] = MappingProxyType(
    {
        TicketState(name): frozenset(map(TicketEventKind, row["events"]))
        for name, row in bundled_table("ticket_lifecycle.toml")["states"].items()
    }
)


def possible_kinds(standing: TicketStanding) -> frozenset[TicketEventKind]:
    """Return what may happen next."""
    return frozenset(kind for kind in _ALLOWED[standing.state] if not _obstacle(standing, kind))


def require_possible(standing: TicketStanding, kind: TicketEventKind) -> None:
    """Refuse what may not happen next.

    :raises TicketEventNotAllowed: naming the state and what is lacking
    """
    if kind not in _ALLOWED[standing.state]:
        raise TicketEventNotAllowed(
            f"工单当前为“{standing.state.label}”，不能办理“{kind.label}”，请刷新页面查看最新情况。"
        )
    obstacle = _obstacle(standing, kind)
    if obstacle:
        raise TicketEventNotAllowed(obstacle)


def _obstacle(standing: TicketStanding, kind: TicketEventKind) -> str:
    test = _OBSTACLES.get(kind)
    return test(standing) if test else ""


def _unless(held: bool, told: str) -> str:
    return "" if held else told


_OBSTACLES: Mapping[TicketEventKind, Callable[[TicketStanding], str]] = MappingProxyType(
    {
        TicketEventKind.DISPATCHED: lambda now: _unless(
            not now.is_direct, "本单在来源处直接办理，无需派单。"
        ),
        TicketEventKind.RETURN_ASKED: lambda now: _unless(
            not now.is_direct and not now.has_draft, "已有拟答复的，或者直接办理的，不能退单。"
        ),
        TicketEventKind.CO_ASKED: lambda now: _unless(
            not now.is_direct, "本单在来源处直接办理，不能请会办。"
        ),
        TicketEventKind.CO_ANSWERED: lambda now: _unless(bool(now.helping), "没有待答复的会办。"),
        TicketEventKind.EXTENSION_ASKED: lambda now: _unless(
            not now.is_extended and now.extension_until is None,
            f"已延期至{now.due_on}，不能再次延期，请抓紧办理。"
            if now.is_extended
            else "已申请延期，正在等待决定。",
        ),
        # Who answers where it was received decides himself.
        TicketEventKind.EXTENDED: lambda now: _unless(
            now.extension_until is not None or (now.is_direct and not now.is_extended),
            "没有待决定的延期申请。",
        ),
        TicketEventKind.EXTENSION_REFUSED: lambda now: _unless(
            now.extension_until is not None, "没有待决定的延期申请。"
        ),
        TicketEventKind.SUPERVISED: lambda now: _unless(not now.is_supervised, "本单已在督办。"),
        TicketEventKind.SUPERVISION_ENDED: lambda now: _unless(now.is_supervised, "本单没有督办。"),
        TicketEventKind.DRAFT_RETURNED: lambda now: _unless(now.has_draft, "没有待审核的拟答复。"),
        TicketEventKind.REPLIED: lambda now: _unless(
            now.has_draft or (now.state is TicketState.MERGED and now.fed_back_on is None),
            "没有待审核的拟答复，请先拟答复。",
        ),
        TicketEventKind.CLOSED: lambda now: _unless(
            now.fed_back_on is not None, "答复以后才能办结。"
        ),
        TicketEventKind.CALLED_BACK: lambda now: _unless(
            now.fed_back_on is not None, "答复以后才能回访。"
        ),
        TicketEventKind.MERGED: lambda now: _unless(
            not now.is_direct, "网站留言须分别答复，不能并单。"
        ),
        TicketEventKind.SEPARATED: lambda now: _unless(
            now.fed_back_on is None, "并入的工单已答复，不能取消并单。"
        ),
        TicketEventKind.REPEAT_MARKED: lambda now: _unless(
            now.repeats is None, "已标记为重复诉求。"
        ),
    }
)
