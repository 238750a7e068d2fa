"""How what was filled in looks on pages and in print."""

from gongkai.rules.service_forms.definition import FieldDefinition, FieldKind
from gongkai.rules.service_forms.kinds import YES, number_of


def shown_value(field: FieldDefinition, value: str) -> str:
    """Return a kept value in words; personal numbers in full, whoever shows them masks them."""
    if not value:
        return ""
    if field.kind is FieldKind.CHOICE:
        return dict(field.choices).get(value, value)
    if field.kind is FieldKind.YES_NO:
        return "是" if value == YES else "否"
    if field.kind is FieldKind.MONEY or _is_sum_told(field):
        amount = number_of(value)
        return value if amount is None else f"{amount:,.2f}元"
    return value


def _is_sum_told(field: FieldDefinition) -> bool:
    """Tell whether a field that the business system fills holds a sum of money."""
    return field.kind is FieldKind.ACCOUNT and field.label.endswith("（元）")
