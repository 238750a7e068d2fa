"""Figures of the hotline: calls, tickets and what their rates are made of."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F, Q

from gongkai.annual_reports.figures.family import Family, Figure, Measure
from gongkai.hotline import queries

_CUSTOM = "本系统统计口径（国家未统一规定，随报告公开口径）；参见 GB/T 33358-2016"

# Counted by condition, not by group: no row has to be sorted, and the covering index is enough.
CALLS = Family(
    key="calls",
    title="热线来电",
    rows=queries.calls_of_year,
    measures=lambda year: {
        "total": Measure(),
        "via_12345": Measure(Q(route="VIA_12345")),
        "direct": Measure(Q(route="DIRECT")),
        "transferred": Measure(Q(route="TRANSFERRED")),
        "direct_and_transferred": Measure(Q(route__in=["DIRECT", "TRANSFERRED"])),
    },
    day="called_on",
    text="route",
)


def _ticket_measures(year: int) -> Mapping[str, Measure]:
    closed = Q(closed_on__lte=date(year, 12, 31))
    return {
        "accepted": Measure(),
        "closed": Measure(closed),
        "days_taken": Measure(closed, summed="days_taken"),
        "to_call_back": Measure(Q(call_back_due=True)),
        "called_back": Measure(Q(call_back_due=True, reached=True) & ~Q(opinion="")),
        "rated": Measure(~Q(opinion="")),
        "satisfied": Measure(Q(opinion__in=["SATISFIED", "FAIRLY_SATISFIED"])),
    }


TICKETS = Family(
    key="tickets",
    title="诉求工单",
    rows=queries.tickets_accepted_in,
    measures=_ticket_measures,
    day="accepted_on",
    text="matter",
)
# Those whose answer fell due in the year are other rows, found by another index.
TICKETS_DUE = Family(
    key="tickets_due",
    title="应反馈工单",
    rows=queries.tickets_due_in,
    measures=lambda year: {
        "due": Measure(),
        "fed_back": Measure(Q(fed_back_on__lte=F("due_on"))),
    },
    day="due_on",
    text="matter",
)


def _calls(path: str, label: str, phrases: tuple[str, ...]) -> Figure:
    return Figure(
        path=f"calls.{path}",
        label=label,
        definition=f"来电日期在本年度内的热线来电次数（{label}）。",
        source=_CUSTOM,
        unit="次",
        family=CALLS,
        measure=path,
        phrases=phrases,
    )


def _tickets(
    measure: str,
    label: str,
    definition: str,
    *,
    family: Family = TICKETS,
    unit: str = "件",
    out_of: str | None = None,
    mean: bool = False,
    phrases: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        path=f"tickets.{measure}",
        label=label,
        definition=definition,
        source=_CUSTOM,
        unit=unit,
        family=family,
        measure=measure,
        out_of=out_of,
        mean=mean,
        phrases=phrases,
    )


FIGURES = (
    _calls("total", "热线咨询", ("热线咨询", "处理热线咨询", "热线来电")),
    _calls(
        "via_12345",
        "通过12345热线接通",
        ("12345热线接通", "通过12345热线接通"),
    ),
    _calls("direct", "通过电话直呼", ("电话直呼",)),
    _calls("transferred", "通过12345转接", ("12345转接",)),
    _calls(
        "direct_and_transferred",
        "通过电话直呼及12345转接",
        ("电话直呼及12345转接",),
    ),
    _tickets(
        "accepted",
        "受理诉求工单",
        "受理日期在本年度内的工单件数。",
        phrases=("受理诉求工单", "受理工单", "诉求工单"),
    ),
    _tickets("due", "应反馈工单", "反馈期限在本年度内的工单件数。", family=TICKETS_DUE),
    _tickets(
        "fed_back",
        "按期反馈工单",
        "应反馈工单中，在期限内反馈的件数；反馈率＝按期反馈÷应反馈。",
        family=TICKETS_DUE,
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
        mean=True,
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
