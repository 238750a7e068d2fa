"""Figures of section 二: documents, decisions and administrative fees."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from gongkai.annual_reports.figures.family import Family, Figure, Measure
from gongkai.publications import queries

_TABLE = "国办公开办函〔2021〕30号附件，表一；《条例》第二十条"


def _document_measures(year: int) -> Mapping[str, Measure]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        "made": Measure(Q(made_on__gte=first)),
        "repealed": Measure(Q(repealed_on__range=(first, last))),
        "in_force": Measure(Q(repealed_on=None) | Q(repealed_on__gt=last)),
    }


DOCUMENTS = Family(
    key="documents",
    title="规章和规范性文件",
    rows=queries.documents_until,
    measures=_document_measures,
    groups=("kind",),
    day="made_on",
    text="title",
)
DECISIONS = Family(
    key="decisions",
    title="行政处理决定",
    rows=queries.decisions_of_year,
    measures=lambda year: {"decided": Measure()},
    groups=("kind",),
    day="decided_on",
    text="title",
)
FEES = Family(
    key="administrative_fees",
    title="行政事业性收费",
    rows=queries.fees_of_year,
    measures=lambda year: {"amount": Measure(summed="amount")},
    day="charged_on",
    text="item",
)

_DOCUMENT_ROWS = (
    ("regulations", "REGULATION", "规章"),
    ("normative_documents", "NORMATIVE", "行政规范性文件"),
)
_DOCUMENT_COLUMNS = (
    ("made", "本年制发件数", "制发日期在本年度内"),
    ("repealed", "本年废止件数", "废止日期在本年度内"),
    ("in_force", "现行有效件数", "在本年度12月31日前制发且当日未废止"),
)
_DECISION_ROWS = (
    ("licences", "LICENCE", "行政许可", "第二十条第（五）项"),
    ("penalties", "PENALTY", "行政处罚", "第二十条第（六）项"),
    ("coercive_measures", "COERCION", "行政强制", "第二十条第（六）项"),
)

FIGURES = (
    *(
        Figure(
            path=f"proactive.{row}.{column}",
            label=f"{name}：{heading}",
            definition=f"{name}中，{meaning}的件数。",
            source=_TABLE,
            unit="件",
            family=DOCUMENTS,
            measure=column,
            where={"kind": frozenset({kind})},
        )
        for row, kind, name in _DOCUMENT_ROWS
        for column, heading, meaning in _DOCUMENT_COLUMNS
    ),
    *(
        Figure(
            path=f"proactive.{row}",
            label=f"{name}：本年处理决定数量",
            definition=f"决定日期在本年度内的{name}决定件数，含依法不公开的决定。",
            source=f"国办公开办函〔2021〕30号附件，表一；《条例》{article}",
            unit="件",
            family=DECISIONS,
            measure="decided",
            where={"kind": frozenset({kind})},
        )
        for row, kind, name, article in _DECISION_ROWS
    ),
    Figure(
        path="proactive.administrative_fees_yuan",
        label="行政事业性收费金额",
        definition="收费日期在本年度内的行政事业性收费合计，单位为元；表一以万元填报。",
        source=_TABLE,
        unit="元",
        family=FEES,
        measure="amount",
    ),
)
