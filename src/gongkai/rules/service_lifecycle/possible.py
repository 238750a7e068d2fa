"""What may happen to an application next, and why something may not."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gongkai.rules.bundled import bundled_table
from gongkai.rules.service_lifecycle.events import (
    ApplicationEventKind,
    ApplicationEventNotAllowed,
    ApplicationState,
    Proposal,
)
from gongkai.rules.service_lifecycle.standings import ApplicationStanding

_ALLOWED: Mapping[ApplicationState, frozenset[ApplicationEventKind]] = MappingProxyType(
    {
        ApplicationState(name): frozenset(map(ApplicationEventKind, row["events"]))
        for name, row in bundled_table("service_lifecycle.toml")["states"].items()
    }
)


def possible_kinds(standing: ApplicationStanding) -> frozenset[ApplicationEventKind]:
    """Return what may happen next."""
    return frozenset(kind for kind in _ALLOWED[standing.state] if not obstacle(standing, kind))


def require_possible(standing: ApplicationStanding, kind: ApplicationEventKind) -> None:
    """Refuse what may not happen next.

    :raises ApplicationEventNotAllowed: naming the state and what is lacking
    """
    told = why_not(standing, kind)
    if told:
        raise ApplicationEventNotAllowed(told)


def is_of_state(standing: ApplicationStanding, kind: ApplicationEventKind) -> bool:
    """Tell whether something belongs to the state at all, whatever may be lacking for it."""
    return kind in _ALLOWED[standing.state]


def why_not(standing: ApplicationStanding, kind: ApplicationEventKind) -> str:
    """Return in Chinese why something may not happen next, "" if it may."""
    if kind not in _ALLOWED[standing.state]:
        return (
            f"办件当前为“{standing.state.label}”，不能办理“{kind.label}”，请刷新页面查看最新情况。"
        )
    return obstacle(standing, kind)


def obstacle(standing: ApplicationStanding, kind: ApplicationEventKind) -> str:
    """Return in Chinese what is lacking besides the state, "" if nothing is."""
    test = _OBSTACLES.get(kind)
    return test(standing) if test else ""


def _unless(held: bool, told: str) -> str:
    return "" if held else told


def _correction(now: ApplicationStanding) -> str:
    if now.asked_on is not None:
        return f"{now.asked_on}已一次性告知需要补正的全部内容，不能再次要求补正。"
    return _undecided(now)


def _undecided(now: ApplicationStanding) -> str:
    if now.decided_on is not None:
        return "已复核决定，正在提交业务系统，不能再办理此项。"
    return _unless(now.proposal is None, "办理意见正在等待复核，复核退回后才能办理此项。")


def _waits(now: ApplicationStanding, *proposals: Proposal) -> str:
    if now.proposal is None:
        return "没有待复核的办理意见。"
    return _unless(now.proposal in proposals, f"待复核的意见是“{now.proposal.label}”。")


_OBSTACLES: Mapping[ApplicationEventKind, Callable[[ApplicationStanding], str]] = MappingProxyType(
    {
        ApplicationEventKind.CORRECTION_ASKED: _correction,
        ApplicationEventKind.PROPOSED: _undecided,
        ApplicationEventKind.PROPOSAL_RETURNED: lambda now: _waits(now, *Proposal),
        ApplicationEventKind.APPROVED: lambda now: _waits(now, Proposal.GRANT),
        ApplicationEventKind.REFUSED: lambda now: _waits(now, Proposal.REFUSE),
        ApplicationEventKind.SEND_BEGUN: lambda now: _unless(
            now.is_approved and not now.is_sending,
            "已开始提交业务系统。" if now.is_sending else "复核同意后才能提交业务系统。",
        ),
        ApplicationEventKind.SENT: lambda now: _unless(now.is_sending, "尚未开始提交业务系统。"),
        ApplicationEventKind.CORE_REFUSED: lambda now: _unless(
            now.is_sending and not now.is_core_done, "业务系统没有正在办理的业务。"
        ),
        ApplicationEventKind.CORE_DONE: lambda now: _unless(
            not now.is_core_done, "业务系统已办结。"
        ),
        ApplicationEventKind.GRANTED: lambda now: _unless(now.is_core_done, "业务系统尚未办结。"),
        ApplicationEventKind.WITHDRAWN: lambda now: _unless(
            not now.is_sending, "已开始提交业务系统，不能撤回；如需更正请与本中心联系。"
        ),
        ApplicationEventKind.PAYMENT_NOTICED: lambda now: _unless(
            now.is_approved, "复核同意办理以后才能发出缴款（划款）通知。"
        ),
        ApplicationEventKind.DELIVERED: lambda now: _unless(
            now.delivered_on is None, f"结果已于{now.delivered_on}送达。"
        ),
    }
)
