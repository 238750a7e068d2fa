"""The OpenAPI schema of the report JSON, made from the official form itself."""

from typing import Any

from gongkai.rules.reports.editions import FigureKind, edition
from gongkai.rules.reports.shape import NARRATIVE_PARTS

Schema = dict[str, Any]
_COUNT: Schema = {"type": "integer", "nullable": True, "minimum": 0}
_AMOUNT: Schema = {"type": "string", "nullable": True, "example": "0", "description": "万元"}
_TEXT: Schema = {"type": "string", "nullable": True}


def report_schema(edition_code: str = "2021") -> Schema:
    """Return the schema of a report in an edition of the form."""
    form = edition(edition_code)
    report = _object({})
    for path, figure in form.figures.items():
        *parents, leaf = path.split(".")
        branch = report
        for parent in parents:
            branch = branch["properties"].setdefault(parent, _object({}))
        kind = _AMOUNT if figure.kind == FigureKind.AMOUNT_WAN else _COUNT
        branch["properties"][leaf] = {"title": figure.label, **kind}
    tables = report["properties"]
    return _object(
        {
            "organ": {"type": "string", "description": "机关全称"},
            "year": {"type": "integer", "example": 2023},
            "edition": {"type": "string", "enum": [edition_code], "description": "报告格式版本"},
            **tables,
            "narrative": _object({part: _TEXT for part in NARRATIVE_PARTS}),
        }
    )


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}
