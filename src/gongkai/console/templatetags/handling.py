"""How applications look on screen: cells of a batch, names of materials."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from gongkai.fund_services.queries.applications.progress import RESULT
from gongkai.privacy.masking import mask_name
from gongkai.rules.service_forms import FormDefinition

register = template.Library()


@register.filter
def named(row: Mapping[str, str], name: str) -> str:
    """Return a row's value of a name."""
    return row.get(name, "")


@register.filter
def hiding(text: str, name: str) -> str:
    """Return a text in which a person's name is masked."""
    return text.replace(name, mask_name(name)) if len(name) > 1 else text


@register.filter
def material_label(name: str, form: FormDefinition | None) -> str:
    """Return what a material is called in its form's version."""
    if name == RESULT:
        return _("结果文件")
    found = form.material(name) if form else None
    return found.label if found else name
