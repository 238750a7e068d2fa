"""A report JSON read back; its figures need no labels."""

import json
from decimal import Decimal

from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.evidence import CellKind, CellReading
from gongkai.rules.reports.shape import Report, ReportUnreadable
from gongkai.rules.reports.values import value_text


def read_json(text: str, name: str) -> tuple[Report, dict[str, CellReading]]:
    """
    Return the report that a report JSON holds, and what stands at each figure.

    :raises ReportFileUnreadable: if it is no JSON, or no report
    """
    try:
        report = Report.from_json(json.loads(text))
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        if isinstance(error, ReportUnreadable):
            raise ReportFileUnreadable(f"文件“{name}”：{error}") from error
        raise ReportFileUnreadable(
            f"文件“{name}”不是有效的 JSON 数据，请重新导出后再读取。"
        ) from error
    return report, {path: _reading(path, value) for path, value in report.values().items()}


def _reading(path: str, value: int | Decimal | None) -> CellReading:
    if value is None:
        return CellReading(CellKind.BLANK, "", path)
    return CellReading(CellKind.NUMBER, value_text(value), path)
