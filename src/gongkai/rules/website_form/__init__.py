"""政府网站工作年度报表: the form, what its values may be, what is checked before it is signed."""

from gongkai.rules.website_form.checks import WebsiteCheck, check_form
from gongkai.rules.website_form.column_groups import (
    ColumnGroup,
    Interpretation,
    default_group,
    default_interpretation,
    groups_source,
)
from gongkai.rules.website_form.form import (
    FormField,
    FormFieldKind,
    FormSection,
    ValueOrigin,
    due_day,
    form_fields,
    form_sections,
    form_source,
    form_title,
    is_reportable,
    site_kinds,
)
from gongkai.rules.website_form.values import (
    FormValue,
    ValueRefused,
    read_value,
    stored_value,
    value_words,
)

__all__ = [
    "ColumnGroup",
    "FormField",
    "FormFieldKind",
    "FormSection",
    "FormValue",
    "Interpretation",
    "ValueOrigin",
    "ValueRefused",
    "WebsiteCheck",
    "check_form",
    "default_group",
    "default_interpretation",
    "due_day",
    "form_fields",
    "form_sections",
    "form_source",
    "form_title",
    "groups_source",
    "is_reportable",
    "read_value",
    "site_kinds",
    "stored_value",
    "value_words",
]
