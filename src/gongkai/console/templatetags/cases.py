"""How the parts of a case look on its pages."""

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect

from gongkai.privacy.masking import mask_identity, mask_name, mask_phone
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.outcomes import OUTCOMES

register = template.Library()


@register.filter
def masked_identity(number: str) -> str:
    """Return an identity number as screens show it."""
    return mask_identity(number) if number else ""


@register.filter
def masked_phone(number: str) -> str:
    """Return a phone number as screens show it."""
    return mask_phone(number) if number else ""


@register.filter
def masked_applicant(case: object) -> str:
    """Return an applicant's name as screens show it: a person's masked, an organisation's whole."""
    name = str(getattr(case, "applicant_name", "") or "")
    if getattr(case, "applicant_kind", "") == ApplicantKind.NATURAL_PERSON:
        return mask_name(name)
    return name


@register.filter
def is_radio(field: BoundField) -> bool:
    """Tell whether a field offers a few choices side by side."""
    return isinstance(field.field.widget, RadioSelect)


@register.filter
def is_check(field: BoundField) -> bool:
    """Tell whether a field is a box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_many(field: BoundField) -> bool:
    """Tell whether a field offers boxes to tick side by side."""
    return isinstance(field.field.widget, CheckboxSelectMultiple)


@register.filter
def outcome_label(letter: object) -> str:
    """Return how a reply ends its case."""
    how = OUTCOMES.get(str(getattr(letter, "outcome", "")))
    return how.label if how else ""
