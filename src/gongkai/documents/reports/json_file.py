"""The annual report as report JSON, the form that machines exchange."""

import json

from gongkai.documents.characters import encodable
from gongkai.documents.reports.document import ReportDocument


def render_json(document: ReportDocument) -> bytes:
    """Return the report JSON in UTF-8; it has no place for marks, so it carries none."""
    text = json.dumps(document.report.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
    return f"{encodable(text)}\n".encode()
