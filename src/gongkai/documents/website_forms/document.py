"""The form as a document: its sections and lines with their words; what every format prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from gongkai.documents.characters import writable
from gongkai.documents.reports.document import DEMONSTRATION_MARK, DRAFT_MARK
from gongkai.rules.website_form import (
    FormField,
    form_sections,
    form_title,
    read_value,
    value_words,
)

_DEMONSTRATION = "演示数据：本报表由虚构的演示记录编制，不作为正式公开内容。"
_DRAFT = "草稿：本报表未签发，数据以签发稿为准。"


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line: the field, its words, and its number where it is one."""

    field: FormField
    words: str
    number: int | Decimal | None

    @property
    def label(self) -> str:
        """Return the field's label with its unit."""
        return f"{self.field.label}（{self.field.unit}）" if self.field.unit else self.field.label


@dataclass(frozen=True, slots=True)
class FormPart:
    """A section of the form with its lines."""

    title: str
    lines: tuple[FormLine, ...]


@dataclass(frozen=True)
class WebsiteFormDocument:
    """A year's form with all that is printed around its values.

    `stored` has the values as they are stored, by field.
    """

    organ: str
    year: int
    stored: Mapping[str, str]
    is_demonstration: bool = False
    is_draft: bool = False

    @property
    def title(self) -> str:
        """Return the title of the form."""
        return form_title(self.year)

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the short marks for headers and metadata."""
        told = (DEMONSTRATION_MARK,) if self.is_demonstration else ()
        return told + ((DRAFT_MARK,) if self.is_draft else ())

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the sentences above the title that explain the marks."""
        told = (_DEMONSTRATION,) if self.is_demonstration else ()
        return told + ((_DRAFT,) if self.is_draft else ())

    @property
    def dated(self) -> date:
        """Return the day that stands as the files' date: the year's last."""
        return date(self.year, 12, 31)

    @cached_property
    def parts(self) -> tuple[FormPart, ...]:
        """Return the sections in the order of the form."""
        return tuple(
            FormPart(section.title, tuple(self._line(field) for field in section.fields))
            for section in form_sections()
        )

    def _line(self, field: FormField) -> FormLine:
        value = read_value(field, writable(self.stored.get(field.key, "")))
        number = value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        return FormLine(field, value_words(field, value), number)
