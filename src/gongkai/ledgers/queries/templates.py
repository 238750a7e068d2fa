"""The template an office fills in, and the same explanations for the help page."""

from typing import Any

from gongkai.agencies.models import Agency
from gongkai.documents.workbooks.template import template_workbook
from gongkai.ledgers.sheets.catalogue import SHEETS
from gongkai.ledgers.sheets.notes import GENERAL_RULES
from gongkai.publications.queries import columns_of


def ledger_template(agency: Agency | None) -> bytes:
    """Return the template as an .xlsx file, with the organ's own columns in the drop-down."""
    columns = [column.name for column in columns_of(agency)] if agency else []
    title = f"{agency.name}台账模板" if agency else "台账模板"
    return template_workbook(
        SHEETS, title=title, general_rules=GENERAL_RULES, lists={"columns": columns}
    )


def help_of_sheets() -> list[dict[str, Any]]:
    """Return what each sheet is for, its columns and its rules, for a page of help."""
    return [
        {
            "kind": spec.kind,
            "title": spec.title,
            "purpose": spec.purpose,
            "columns": [
                {
                    "field": column.field,
                    "header": column.header,
                    "also": list(column.also),
                    "type": column.type.value,
                    "required": column.required,
                    "longest": column.longest,
                    "options": list(column.options),
                    "help": column.help,
                    "example": column.shown(column.example) if column.example != "" else "",
                }
                for column in spec.columns
            ],
            "rules": [rule.told() for rule in spec.rules],
        }
        for spec in SHEETS
    ]
