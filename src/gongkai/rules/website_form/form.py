"""The form as data: sections and fields with unit, meaning and origin (国办函〔2018〕12号)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from gongkai.rules.bundled import bundled_table

TABLE = bundled_table("website_form/form.toml")
_FIRST_YEAR = 2017


class FormFieldKind(StrEnum):
    """What a field holds."""

    COUNT = "COUNT"
    DAYS = "DAYS"
    YES_NO = "YES_NO"
    TEXT = "TEXT"
    CHOICE = "CHOICE"


class ValueOrigin(StrEnum):
    """Where a field's value comes from: records, somebody's hand, or sign-off."""

    RECORDS = "RECORDS"
    HAND = "HAND"
    SIGNED = "SIGNED"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field; `how` says how it is counted or what is entered, `sum_of` what it adds up.

    `default` is the code that holds where nothing was entered, "" for none.
    """

    key: str
    section: str
    label: str
    kind: FormFieldKind
    origin: ValueOrigin
    how: str
    unit: str = ""
    is_required: bool = False
    sum_of: tuple[str, ...] = ()
    default: str = ""

    @property
    def is_figure(self) -> bool:
        """Tell whether the field holds a number."""
        return self.kind in (FormFieldKind.COUNT, FormFieldKind.DAYS)


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section of the form with its fields in order."""

    key: str
    title: str
    fields: tuple[FormField, ...]


@cache
def form_fields() -> Mapping[str, FormField]:
    """Return the fields by key, in the order of the form: 国办函〔2018〕12号."""
    return {
        row["key"]: FormField(
            key=row["key"],
            section=row["section"],
            label=row["label"],
            kind=FormFieldKind(row["kind"]),
            origin=ValueOrigin(row["origin"]),
            how=row["how"],
            unit=row.get("unit", ""),
            is_required=row["required"],
            sum_of=tuple(row.get("sum_of", ())),
            default=row.get("default", ""),
        )
        for row in TABLE["fields"]
    }


@cache
def form_sections() -> tuple[FormSection, ...]:
    """Return the sections of the form with their fields: 国办函〔2018〕12号."""
    return tuple(
        FormSection(
            row["key"],
            row["title"],
            tuple(field for field in form_fields().values() if field.section == row["key"]),
        )
        for row in TABLE["sections"]
    )


def form_title(year: int) -> str:
    """Return the title of a year's form, e.g. 政府网站工作年度报表（2023年度）."""
    return f"{TABLE['edition']['title']}（{year}年度）"


def form_source() -> str:
    """Return what the form rests on."""
    return str(TABLE["edition"]["source"])


def due_day(year: int) -> date:
    """Return the last day on which a year's form is to be public: 国办函〔2018〕12号."""
    due = TABLE["edition"]["due"]
    return date(year + 1, due["month"], due["day"])


def site_kinds() -> Mapping[str, str]:
    """Return code and name of each kind of site (网站类型)."""
    kinds: Mapping[str, str] = TABLE["site_kinds"]
    return kinds


def is_reportable(year: int, on: date) -> bool:
    """Tell whether a year can have a form on a day: the first asked for was that of 2017."""
    return _FIRST_YEAR <= year <= on.year
