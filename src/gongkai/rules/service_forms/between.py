"""Rules between the fields of a form, its facts and its batch."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.rules.service_forms.definition import (
    FieldDefinition,
    FieldKind,
    FormDefinition,
    FormRule,
    RuleKind,
)
from gongkai.rules.service_forms.kinds import number_of

_FACTS = {
    "account.balance": "账户余额",
    "loan.remaining": "贷款余额",
    "employer.workers": "在册职工人数",
}
Values = Mapping[str, str]


def rule_problem(
    definition: FormDefinition,
    rule: FormRule,
    values: Values,
    facts: Values,
    rows: Sequence[Values] | None,
) -> str:
    """Return what a rule finds wrong, "" if nothing is or it cannot be told.

    :param values: as they are kept
    """
    field = definition.field(rule.field)
    if field is None:
        return ""
    value = values.get(rule.field, "")
    if rule.kind is RuleKind.ONE_NEEDED:
        return _one_needed(definition, rule, values)
    if not value:
        return ""
    if rule.kind in (RuleKind.BATCH_SUM, RuleKind.BATCH_COUNT):
        return _batch_problem(definition, rule, field, value, rows)
    other = definition.field(rule.other)
    measure = values.get(rule.other, "") if rule.other else facts.get(rule.fact, "")
    if not measure:
        return ""
    name = other.label if other else _FACTS.get(rule.fact, "业务系统登记的数额")
    if rule.kind is RuleKind.AT_MOST:
        return _at_most(rule, field, value, name, measure)
    if rule.kind is RuleKind.NOT_AFTER and value > measure:
        remedy = rule.told or "请核对这两项"
        return f"{field.label}：“{value}”晚于{name}“{measure}”，{remedy}。"
    if rule.kind is RuleKind.SAME and value != measure:
        return f"{field.label}：与“{name}”不一致，{rule.told or '请核对后重新填写'}。"
    return ""


def _one_needed(definition: FormDefinition, rule: FormRule, values: Values) -> str:
    if any(values.get(name) for name in rule.fields):
        return ""
    fields = [each for name in rule.fields if (each := definition.field(name))]
    labels = "、".join(each.label for each in fields)
    return f"{labels}：都没有填写，{rule.told or '请至少填写一项'}。"


def _at_most(rule: FormRule, field: FieldDefinition, value: str, name: str, measure: str) -> str:
    number, limit = number_of(value), number_of(measure)
    if number is None or limit is None or number <= limit:
        return ""
    unit = "元" if field.kind is FieldKind.MONEY else ""
    remedy = rule.told or f"请填写不超过{measure}{unit}的数"
    return f"{field.label}：“{value}”大于{name}{measure}{unit}，{remedy}。"


def _batch_problem(
    definition: FormDefinition,
    rule: FormRule,
    field: FieldDefinition,
    value: str,
    rows: Sequence[Values] | None,
) -> str:
    number = number_of(value)
    if rows is None or number is None or (not rows and not _batch_needed(definition)):
        return ""
    if rule.kind is RuleKind.BATCH_COUNT:
        total, name = Decimal(len(rows)), "明细人数"
    else:
        column = definition.batch.column(rule.column) if definition.batch else None
        amounts = (number_of(row.get(rule.column, "")) for row in rows)
        total = sum((each for each in amounts if each is not None), Decimal(0))
        name = f"明细中“{column.label if column else rule.column}”的合计"
    if number == total:
        return ""
    return f"{field.label}：“{value}”与{name}{total}不一致，{rule.told or '请核对表单和明细表'}。"


def _batch_needed(definition: FormDefinition) -> bool:
    return definition.batch is not None and definition.batch.is_needed
