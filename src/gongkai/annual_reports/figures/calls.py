"""Figures of the hotline: calls, tickets and what their rates are made of."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F, Q

from gongkai.annual_reports.figures.family import Codes, Family, Figure, Measure
from gongkai.hotline import queries

_CUSTOM = "本系统统计口径（国家未统一规定，随报告公开口径）；参见 GB/T 33358-2016"

CALLS = Family(
    key="calls",
    title="热线来电",
    rows=queries.calls_of_year,
    measures=lambda year: {"answered": Measure()},
    groups=("route",),
    day="called_on",
    text="route",
)


def _ticket_measures(year: int) -> Mapping[str, Measure]:
    days = (date(year, 1, 1), date(year, 12, 31))
    accepted = Q(accepted_on__range=days)
    due = Q(due_on__range=days)
    closed = accepted & Q(closed_on__lte=days[1])
    rated = accepted & ~Q(opinion="")
    return {
        "accepted": Measure(accepted),
        "due": Measure(due),
        "fed_back": Measure(due & Q(fed_back_on__lte=F("due_on"))),
        "closed": Measure(closed),
        "days_taken": Measure(closed, summed="days_taken"),
        "to_call_back": Measure(accepted & Q(call_back_due=True)),
        "called_back": Measure(accepted & Q(call_back_due=True, reached=True) & ~Q(opinion="")),
        "rated": Measure(rated),
        "satisfied": Measure(accepted & Q(opinion__in=["SATISFIED", "FAIRLY_SATISFIED"])),
    }


TICKETS = Family(
    key="tickets",
    title="诉求工单",
    rows=queries.tickets_of_year,
    measures=_ticket_measures,
    day="accepted_on",
    text="matter",
)


def _calls(path: str, label: str, routes: Codes, phrases: tuple[str, ...]) -> Figure:
    return Figure(
        path=f"calls.{path}",
        label=label,
        definition=f"来电日期在本年度内的热线来电次数（{label}）。",
        source=_CUSTOM,
        unit="次",
        family=CALLS,
        measure="answered",
        where={"route": routes} if routes else {},
        phrases=phrases,
    )


def _tickets(
    measure: str,
    label: str,
    definition: str,
    *,
    unit: str = "件",
    out_of: str | None = None,
    phrases: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        path=f"tickets.{measure}",
        label=label,
        definition=definition,
        source=_CUSTOM,
        unit=unit,
        family=TICKETS,
        measure=measure,
        out_of=out_of,
        phrases=phrases,
    )


FIGURES = (
    _calls("total", "热线咨询", frozenset(), ("热线咨询", "处理热线咨询", "热线来电")),
    _calls(
        "via_12345",
        "通过12345热线接通",
        frozenset({"VIA_12345"}),
        ("12345热线接通", "通过12345热线接通"),
    ),
    _calls("direct", "通过电话直呼", frozenset({"DIRECT"}), ("电话直呼",)),
    _calls("transferred", "通过12345转接", frozenset({"TRANSFERRED"}), ("12345转接",)),
    _calls(
        "direct_and_transferred",
        "通过电话直呼及12345转接",
        frozenset({"DIRECT", "TRANSFERRED"}),
        ("电话直呼及12345转接",),
    ),
    _tickets(
        "accepted",
        "受理诉求工单",
        "受理日期在本年度内的工单件数。",
        phrases=("受理诉求工单", "受理工单", "诉求工单"),
    ),
    _tickets("due", "应反馈工单", "反馈期限在本年度内的工单件数。"),
    _tickets(
        "fed_back",
        "按期反馈工单",
        "应反馈工单中，在期限内反馈的件数；反馈率＝按期反馈÷应反馈。",
        out_of="tickets.due",
        phrases=("反馈率",),
    ),
    _tickets(
        "closed",
        "办结工单",
        "本年度受理的工单中，本年度内办结的件数；办结率＝办结÷受理。",
        out_of="tickets.accepted",
        phrases=("办结率",),
    ),
    _tickets(
        "days_taken",
        "办件天数合计",
        "本年度受理并办结的工单自受理至办结的自然日合计；平均办件天数＝合计÷办结件数。",
        unit="天",
        out_of="tickets.closed",
        phrases=("平均办件天数", "平均办理天数"),
    ),
    _tickets("to_call_back", "应回访工单", "本年度受理的工单中应当回访的件数。"),
    _tickets(
        "called_back",
        "有效回访工单",
        "应回访工单中，回访接通并取得评价的件数；有效回访率＝有效回访÷应回访。",
        out_of="tickets.to_call_back",
        phrases=("有效回访率", "回访率"),
    ),
    _tickets("rated", "已评价工单", "本年度受理的工单中取得有效评价的件数。"),
    _tickets(
        "satisfied",
        "评价满意工单",
        "已评价工单中评价为满意、基本满意的件数；满意率＝满意÷已评价。",
        out_of="tickets.rated",
        phrases=("满意率",),
    ),
)
