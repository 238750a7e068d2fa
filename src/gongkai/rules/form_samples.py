"""What stands in the filled samples of forms (样表): of people who do not exist."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.service_forms.batches import BatchColumn
from gongkai.rules.service_forms.definition import FieldDefinition, FieldKind, FormDefinition

_TABLE = "form_samples.toml"


class Sample(NamedTuple):
    """A form as it is filled in: values by field, rows of the batch."""

    values: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]


def sample_day() -> date:
    """Return the day on which samples are filled in."""
    day: date = bundled_table(_TABLE)["on"]
    return day


def sample_note() -> str:
    """Return the words that say that nobody in a sample exists."""
    return str(bundled_table(_TABLE)["note"])


def sample_of(definition: FormDefinition) -> Sample:
    """Return the sample of a form: what it needs, and what its item's own sample names."""
    table = bundled_table(_TABLE)
    own: Mapping[str, str] = table["forms"].get(definition.item, {})
    values: dict[str, str] = {}
    for field in definition.fields:
        if field.name in own or field.needed_with(values):
            values[field.name] = _value(field, own.get(field.name, table["values"].get(field.name)))
    rows = table["rows"] if definition.batch else ()
    columns = definition.batch.columns if definition.batch else ()
    return Sample(values, tuple({each.name: _cell(each, row) for each in columns} for row in rows))


def _value(field: FieldDefinition, told: str | None) -> str:
    if field.kind is FieldKind.CHOICE:
        known = [code for code, _label in field.choices]
        return told if told in known else known[0]
    if field.kind is FieldKind.YES_NO:
        return told or "NO"
    return (told or _otherwise(field.kind))[: field.longest]


def _cell(column: BatchColumn, row: Mapping[str, str]) -> str:
    if column.kind is FieldKind.CHOICE:
        known = [code for code, _label in column.choices]
        told = row.get(column.name, "")
        return told if told in known else known[0]
    return row.get(column.name, "") if column.name in row or not column.is_needed else "示例"


def _otherwise(kind: FieldKind) -> str:
    """Return what stands in a field that nobody thought of."""
    values: Mapping[str, str] = bundled_table(_TABLE)["values"]
    return {
        FieldKind.NUMBER: "1",
        FieldKind.MONEY: "1000.00",
        FieldKind.DATE: sample_day().isoformat(),
        FieldKind.MONTH: f"{sample_day():%Y-%m}",
        FieldKind.IDENTITY: values["identity_number"],
        FieldKind.CREDIT_CODE: values["credit_code"],
        FieldKind.PHONE: values["phone"],
        FieldKind.BANK_CARD: values["bank_card"],
        FieldKind.ADDRESS: values["address"],
    }.get(kind, "示例内容")
