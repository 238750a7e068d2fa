"""Figures of section 四: reconsiderations and lawsuits."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from gongkai.annual_reports.figures.family import Codes, Family, Figure, Measure
from gongkai.casework.queries import reporting

_TABLE = "国办公开办函〔2021〕30号附件，表三；国办公开办函〔2016〕201号"


def _dispute_measures(year: int) -> Mapping[str, Measure]:
    last = date(year, 12, 31)
    return {
        "closed": Measure(Q(closed_on__lte=last)),
        "pending": Measure(Q(closed_on=None) | Q(closed_on__gt=last)),
        "total": Measure(),
    }


DISPUTES = Family(
    key="disputes",
    title="行政复议和行政诉讼",
    rows=reporting.disputes_counted_in,
    measures=_dispute_measures,
    groups=("route", "result"),
    day="filed_on",
    text="route",
)

_ROUTES = (
    ("reconsideration", "行政复议"),
    ("litigation_direct", "未经复议直接起诉"),
    ("litigation_after_reconsideration", "复议后起诉"),
)
_RESULTS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)


def _cell(route: str, route_label: str, result: str, result_label: str) -> Figure:
    where: dict[str, Codes] = {"route": frozenset({route.upper()})}
    measure = result if result in ("pending", "total") else "closed"
    if measure == "closed":
        where["result"] = frozenset({result.upper()})
    return Figure(
        path=f"disputes.{route}.{result}",
        label=f"{route_label}：{result_label}",
        definition=(
            f"本年度统计的{route_label}案件中“{result_label}”的件数；"
            "仅作为复议机关列为共同被告的案件不计。"
        ),
        source=_TABLE,
        unit="件",
        family=DISPUTES,
        measure=measure,
        where=where,
    )


FIGURES = tuple(
    _cell(route, route_label, result, result_label)
    for route, route_label in _ROUTES
    for result, result_label in _RESULTS
)
