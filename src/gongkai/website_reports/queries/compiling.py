"""A year's form as it stands: what records give, what was entered, what the form then says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gongkai.agencies.models import Agency
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.website_form import (
    FormField,
    FormValue,
    ValueOrigin,
    check_form,
    form_fields,
    read_value,
    stored_value,
)
from gongkai.website_reports.models import EnteredValue, WebsiteReport
from gongkai.website_reports.queries.counting import Counted, counted_year


class NoSuchField(LookupError):
    """The form has no field of that name that can be entered or counted."""


@dataclass(frozen=True)
class Line:
    """One field as it stands: what the records give, what was entered, and what holds."""

    field: FormField
    counted: FormValue
    entered: EnteredValue | None
    value: FormValue
    has_rows: bool

    @property
    def is_overridden(self) -> bool:
        """Tell whether a value of the records was replaced by hand."""
        if self.field.origin is not ValueOrigin.RECORDS or self.entered is None:
            return False
        return self.counted is not None or self.entered.counted != ""

    @property
    def is_outdated(self) -> bool:
        """Tell whether the records have changed since somebody replaced their value."""
        return self.is_overridden and (
            self.entered is not None and self.entered.counted != stored_value(self.counted)
        )


@dataclass(frozen=True)
class CompiledForm:
    """A year's form of one organ."""

    agency: Agency
    year: int
    counted: Counted
    lines: Mapping[str, Line]

    @cached_property
    def values(self) -> dict[str, FormValue]:
        """Return what the form says, by field."""
        return {key: line.value for key, line in self.lines.items()}

    @cached_property
    def stored(self) -> dict[str, str]:
        """Return the same as it is stored and sealed."""
        return {key: stored_value(value) for key, value in self.values.items()}

    @cached_property
    def content_hash(self) -> str:
        """Return the SHA-256 of what is signed."""
        text = json.dumps([self.agency.code, self.year, self.stored], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def findings(self) -> list[Finding]:
        """Return what the checks find, errors first."""
        return check_form(self.values)

    @property
    def errors(self) -> list[Finding]:
        """Return the findings that keep the form from being signed."""
        return [each for each in self.findings if each.severity is Severity.ERROR]


def website_report_of(agency: Agency, year: int) -> WebsiteReport | None:
    """Return an organ's form of a year, None where nobody has begun it."""
    rows = WebsiteReport.objects.select_related("agency", "round", "published_by")
    return rows.filter(agency=agency, year=year).first()


def website_reports_of(agency: Agency) -> list[WebsiteReport]:
    """Return an organ's forms, the newest year first."""
    return list(WebsiteReport.objects.filter(agency=agency).order_by("-year"))


def compile_form(agency: Agency, year: int) -> CompiledForm:
    """Return a year's form from the records and what was entered, in the order of the form.

    What sign-off gives is not part of it: it is added when the form is frozen.
    """
    counted = counted_year(agency, year)
    rows = EnteredValue.objects.filter(report__agency=agency, report__year=year)
    entered = {row.field: row for row in rows.select_related("officer")}
    lines = {
        key: _line(field, counted, entered.get(key))
        for key, field in form_fields().items()
        if field.origin is not ValueOrigin.SIGNED
    }
    return CompiledForm(agency, year, counted, lines)


def field_named(key: str) -> FormField:
    """Return a field that can be entered.

    :raises NoSuchField: if there is none
    """
    field = form_fields().get(key)
    if field is None or field.origin is ValueOrigin.SIGNED:
        raise NoSuchField(f"报表没有“{key[:40]}”这一项，请从页面上选择。")
    return field


def _line(field: FormField, counted: Counted, entered: EnteredValue | None) -> Line:
    told = counted.values.get(field.key)
    if entered is not None:
        value = read_value(field, entered.value)
    elif told is None and field.default:
        value = field.default
    else:
        value = told
    return Line(field, told, entered, value, field.key in counted.rows)
