"""Figures of section 三, one for each cell of the table, and of processing fees."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from gongkai.annual_reports.figures.family import Codes, Family, Figure, Measure
from gongkai.casework.queries import reporting
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.outcomes import OUTCOMES
from gongkai.rules.reports.editions import edition

_TABLE = "国办公开办函〔2021〕30号附件，表二"


def _request_measures(year: int) -> Mapping[str, Measure]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        "received": Measure(Q(received_on__gte=first)),
        "carried_in": Measure(Q(received_on__lt=first)),
        "closed": Measure(Q(closed_on__lte=last)),
        "carried_out": Measure(Q(closed_on=None) | Q(closed_on__gt=last)),
    }


REQUESTS = Family(
    key="requests",
    title="政府信息公开申请",
    rows=reporting.requests_live_in,
    measures=_request_measures,
    groups=("applicant_kind", "outcome"),
    day="received_on",
    text="wanted",
)
PROCESSING_FEES = Family(
    key="processing_fees",
    title="信息处理费",
    rows=reporting.fees_paid_in,
    measures=lambda year: {"paid": Measure(), "amount": Measure(summed="amount")},
    day="paid_on",
    text="amount",
)

_FLOWS = {
    "received": "收到申请之日在本年度内的申请",
    "carried_in": "以前年度收到、至本年度1月1日尚未办结的申请",
    "total": "办结日期在本年度内的申请",
    "carried_out": "本年度12月31日前收到、当日尚未办结的申请",
}


def _cell(row: str, row_label: str, column: str, column_label: str) -> Figure:
    where: dict[str, Codes] = {}
    measure = row if row in ("received", "carried_in", "carried_out") else "closed"
    meaning = _FLOWS.get(row, f"办结日期在本年度内、答复结果为“{row_label}”的申请")
    if row not in _FLOWS:
        where["outcome"] = frozenset(o.code for o in OUTCOMES.values() if o.report_row == row)
    who = "全部申请人"
    if column != "total":
        where["applicant_kind"] = frozenset({column.upper()})
        who = f"申请人类型为“{column_label}”"
    return Figure(
        path=f"requests.{row}.{column}",
        label=f"{row_label}：{column_label}",
        definition=f"{meaning}件数（{who}）。",
        source=_TABLE,
        unit="件",
        family=REQUESTS,
        measure=measure,
        where=where,
    )


_COLUMNS = [(kind.column, kind.label) for kind in ApplicantKind] + [("total", "总计")]

FIGURES = (
    *(
        _cell(row.key, row.label, column, label)
        for row in edition("2021").request_rows
        for column, label in _COLUMNS
    ),
    Figure(
        path="processing_fees.count",
        label="收取信息处理费件数",
        definition="缴费日期在本年度内的信息处理费笔数。",
        source="国办函〔2020〕109号",
        unit="件",
        family=PROCESSING_FEES,
        measure="paid",
    ),
    Figure(
        path="processing_fees.yuan",
        label="收取信息处理费金额",
        definition="缴费日期在本年度内的信息处理费合计，单位为元。",
        source="国办函〔2020〕109号",
        unit="元",
        family=PROCESSING_FEES,
        measure="amount",
        phrases=("信息处理费",),
    ),
)
