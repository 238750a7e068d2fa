"""How a report was read, as JSON: stored beside the report and read back without loss."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.rules.reports.evidence import (
    CellKind,
    CellReading,
    Evidence,
    ExtraRow,
    LabelFound,
    ReportForm,
)


class EvidenceUnreadable(ValueError):
    """What was read is no evidence JSON; the message names the key."""


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence as plain JSON values; a cell is a list of its four parts."""
    form = evidence.form
    return {
        "source_format": evidence.source_format,
        "by_ocr": evidence.by_ocr,
        "cells": {
            path: [cell.kind.value, cell.text, cell.place, cell.confidence]
            for path, cell in evidence.cells.items()
        },
        "extra_rows": [
            [row.table, row.label, list(row.texts), row.place] for row in evidence.extra_rows
        ],
        "form": {
            "title": form.title,
            "lead": form.lead,
            "headings": list(form.headings),
            "tables": list(form.tables),
            "labels": [list(label) for label in map(_label_parts, form.labels)],
            "ending": form.ending,
            "issued_on": form.issued_on.isoformat() if form.issued_on else None,
        },
    }


def evidence_from_json(obj: object) -> Evidence:
    """
    Return the evidence that an evidence JSON, already decoded, stands for.

    :raises EvidenceUnreadable: if a key is missing or a value has the wrong shape
    """
    told = _mapping(obj, "读取依据")
    try:
        return Evidence(
            source_format=str(told["source_format"]),
            cells={
                str(path): CellReading(CellKind(kind), str(text), str(place), confidence)
                for path, (kind, text, place, confidence) in told["cells"].items()
            },
            extra_rows=tuple(
                ExtraRow(table, label, tuple(texts), place)
                for table, label, texts, place in told["extra_rows"]
            ),
            form=_form(_mapping(told["form"], "form")),
            by_ocr=bool(told["by_ocr"]),
        )
    except KeyError as missing:
        raise EvidenceUnreadable(f"读取依据无法识别：缺少“{missing.args[0]}”。") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise EvidenceUnreadable(f"读取依据无法识别：{wrong}。") from wrong


def _form(told: Mapping[str, Any]) -> ReportForm:
    issued_on = told["issued_on"]
    return ReportForm(
        title=told["title"],
        lead=told["lead"],
        headings=tuple(told["headings"]),
        tables=tuple(told["tables"]),
        labels=tuple(LabelFound(*parts) for parts in told["labels"]),
        ending=told["ending"],
        issued_on=date.fromisoformat(issued_on) if issued_on is not None else None,
    )


def _label_parts(label: LabelFound) -> tuple[str, str, str, str]:
    return label.table, label.official, label.found, label.place


def _mapping(obj: object, what: str) -> Mapping[str, Any]:
    if not isinstance(obj, Mapping):
        raise EvidenceUnreadable(f"读取依据无法识别：“{what}”应为一个对象。")
    return obj
