"""Reading a form's definition from a table, strictly: what it does not know it refuses."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from gongkai.rules.service_forms.batch_reading import read_batch
from gongkai.rules.service_forms.cells import (
    FormFaulty,
    amount,
    choices,
    flag,
    member,
    name_of,
    text,
    texts,
    whole,
)
from gongkai.rules.service_forms.definition import (
    Condition,
    FieldDefinition,
    FieldKind,
    FormDefinition,
    FormRule,
    MaterialDefinition,
    RuleKind,
    SectionDefinition,
)
from gongkai.rules.service_forms.kinds import LONGEST, MOST_MONEY, NO, YES
from gongkai.rules.service_items import Audience, listed_item

__all__ = ["FormFaulty", "read_definition", "table_digest"]

_FORM = frozenset(
    [
        "item",
        "title",
        "note",
        "intro",
        "agent",
        "account_field",
        "declaration",
        "leads_to",
        "sections",
        "materials",
        "rules",
        "batch",
    ]
)
_SECTION = frozenset({"title", "help", "fields"})
_FIELD = frozenset(
    [
        "name",
        "label",
        "kind",
        "needed",
        "needed_if",
        "help",
        "longest",
        "least",
        "most",
        "decimals",
        "earliest",
        "latest",
        "choices",
        "prefill",
    ]
)
_MATERIAL = frozenset(
    [
        "name",
        "label",
        "kinds",
        "needed",
        "needed_if",
        "most",
        "camera",
        "help",
    ]
)
_RULE = frozenset(["kind", "field", "other", "fact", "fields", "column", "told"])
FILE_KINDS = ("jpg", "png", "pdf", "xlsx")
"""Endings of files that a material may be."""
LEADS = ("certificates", "account")
_MOST_FIELDS, _MOST_FILES = 120, 10
_PATH = re.compile(r"(account|employer|loan|person)\.[a-z_]+")
_NUMBERS = (FieldKind.MONEY, FieldKind.NUMBER)


def read_definition(table: Mapping[str, Any]) -> FormDefinition:
    """Return the form that a table defines.

    :raises FormFaulty: naming the place in the table and what belongs there
    """
    _known(table, _FORM, "表单")
    item = text(table, "item", "表单", most=60)
    listed = listed_item(item)
    if listed is None:
        raise FormFaulty(f"表单的 item“{item}”不在事项清单中，请填写清单中的事项代码。")
    where = f"表单“{listed.name}”"
    leads_to = text(table, "leads_to", where, default="")
    if leads_to and leads_to not in LEADS:
        raise FormFaulty(f"{where}的 leads_to 应为{'、'.join(LEADS)}之一。")
    sections = tuple(_section(each, where) for each in _tables(table, "sections", where))
    materials = tuple(_material(each, where) for each in _tables(table, "materials", where))
    given = table.get("batch")
    batch = None if given is None else read_batch(_mapping(given, f"{where}的 batch"), where)
    is_employers = listed.audience is Audience.EMPLOYER
    form = FormDefinition(
        item=item,
        title=text(table, "title", where, most=100),
        sections=sections,
        materials=materials,
        rules=tuple(_rule(each, where) for each in _tables(table, "rules", where)),
        declaration=text(table, "declaration", where, most=2000, default=""),
        note=text(table, "note", where, most=300, default=""),
        intro=text(table, "intro", where, most=1000, default=""),
        needs_agent=flag(table, "agent", where, default=is_employers),
        of_employer=is_employers,
        account_field=text(table, "account_field", where, default=""),
        batch=batch,
        leads_to=leads_to,
    )
    _hangs_together(form, where)
    return form


def table_digest(table: Mapping[str, Any]) -> str:
    """Return SHA-256 of a table's JSON with sorted keys, by which its version is known."""
    written = json.dumps(table, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(written.encode()).hexdigest()


def _section(row: Mapping[str, Any], where: str) -> SectionDefinition:
    _known(row, _SECTION, f"{where}的 sections")
    title = text(row, "title", f"{where}的 sections", most=60)
    here = f"{where}的“{title}”"
    fields = tuple(_field(each, here) for each in _tables(row, "fields", here))
    if not fields:
        raise FormFaulty(f"{here}没有字段，请补上 fields 或者删除这一部分。")
    return SectionDefinition(title, fields, text(row, "help", here, most=500, default=""))


def _field(row: Mapping[str, Any], where: str) -> FieldDefinition:
    _known(row, _FIELD, f"{where}的字段")
    name = name_of(row, where)
    here = f"{where}的字段“{name}”"
    kind = member(row, "kind", FieldKind, here)
    conditions = _conditions(row, here)
    prefill = text(row, "prefill", here, default="")
    if prefill and not _PATH.fullmatch(prefill):
        raise FormFaulty(
            f"{here}的 prefill“{prefill}”应为 account.、employer.、loan. 或 person. 开头。"
        )
    if kind is FieldKind.ACCOUNT and not prefill:
        raise FormFaulty(f"{here}是系统带出的字段，请写明 prefill。")
    options = choices(row, here)
    if (kind is FieldKind.CHOICE) != bool(options):
        raise FormFaulty(f"{here}：选项字段须有 choices，其他字段不能有。")
    decimals = whole(row, "decimals", here, default=2 if kind is FieldKind.MONEY else 0, most=6)
    field = FieldDefinition(
        name=name,
        label=text(row, "label", here, most=60),
        kind=kind,
        is_needed=flag(row, "needed", here, default=not conditions),
        needed_if=conditions,
        help=text(row, "help", here, most=300, default=""),
        longest=whole(row, "longest", here, default=LONGEST.get(kind, 100), least=1, most=4000),
        least=amount(row, "least", here),
        most=amount(row, "most", here),
        decimals=decimals,
        earliest=_day(row, "earliest", here),
        latest=_day(row, "latest", here),
        choices=options,
        prefill=prefill,
    )
    return _bounded(field, here)


def _bounded(field: FieldDefinition, where: str) -> FieldDefinition:
    """Insist that limits fit the kind and each other."""
    if (field.least is not None or field.most is not None) and field.kind not in _NUMBERS:
        raise FormFaulty(f"{where}不是数字或金额，不能有 least、most。")
    if (field.earliest or field.latest) and field.kind is not FieldKind.DATE:
        raise FormFaulty(f"{where}不是日期，不能有 earliest、latest。")
    if field.least is not None and field.most is not None and field.least > field.most:
        raise FormFaulty(f"{where}的 least 大于 most，请核对。")
    if field.most is not None and field.most > MOST_MONEY:
        raise FormFaulty(f"{where}的 most 超过{MOST_MONEY}，请核对。")
    return field


def _material(row: Mapping[str, Any], where: str) -> MaterialDefinition:
    _known(row, _MATERIAL, f"{where}的材料")
    name = name_of(row, where)
    here = f"{where}的材料“{name}”"
    kinds = texts(row, "kinds", here, default=("jpg", "png", "pdf"))
    unknown = [each for each in kinds if each not in FILE_KINDS]
    if unknown or not kinds:
        raise FormFaulty(f"{here}的 kinds 应从{'、'.join(FILE_KINDS)}中选择。")
    conditions = _conditions(row, here)
    return MaterialDefinition(
        name=name,
        label=text(row, "label", here, most=60),
        kinds=kinds,
        is_needed=flag(row, "needed", here, default=not conditions),
        needed_if=conditions,
        most=whole(row, "most", here, default=5, least=1, most=_MOST_FILES),
        from_camera=flag(row, "camera", here, default="jpg" in kinds),
        help=text(row, "help", here, most=300, default=""),
    )


def _rule(row: Mapping[str, Any], where: str) -> FormRule:
    _known(row, _RULE, f"{where}的规则")
    here = f"{where}的规则"
    return FormRule(
        kind=member(row, "kind", RuleKind, here),
        field=text(row, "field", here, most=60),
        other=text(row, "other", here, default=""),
        fact=text(row, "fact", here, default=""),
        fields=texts(row, "fields", here),
        column=text(row, "column", here, default=""),
        told=text(row, "told", here, most=200, default=""),
    )


def _conditions(row: Mapping[str, Any], where: str) -> tuple[Condition, ...]:
    """Return the conditions of `needed_if`: a table of a field's name and its value or values."""
    given = row.get("needed_if", {})
    found = []
    for field, value in _mapping(given, f"{where}的 needed_if").items():
        values = [value] if isinstance(value, str | bool) else value
        if not isinstance(values, list) or not values:
            raise FormFaulty(f"{where}的 needed_if 应写作“字段 = 值”或者“字段 = [值, 值]”。")
        codes = frozenset((YES if v else NO) if isinstance(v, bool) else str(v) for v in values)
        found.append(Condition(field, codes))
    return tuple(found)


def _hangs_together(form: FormDefinition, where: str) -> None:
    """Insist that names are given once, and that conditions and rules name what is there."""
    names = [field.name for field in form.fields] + [each.name for each in form.materials]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FormFaulty(f"{where}中“{twice[0]}”出现两次，字段和材料的 name 不能重复。")
    if len(names) > _MOST_FIELDS:
        raise FormFaulty(f"{where}的字段和材料超过{_MOST_FIELDS}个，请精简。")
    if not form.leads_to and not (form.sections and form.declaration):
        raise FormFaulty(f"{where}缺少 sections 或者 declaration（签字页文字）。")
    fields = {field.name: field for field in form.fields}
    if form.account_field and form.account_field not in fields:
        raise FormFaulty(f"{where}的 account_field 指向“{form.account_field}”，没有这个字段。")
    conditions = [c for field in form.fields for c in field.needed_if]
    conditions += [c for material in form.materials for c in material.needed_if]
    for condition in conditions:
        _condition_fits(condition, fields, where)
    for rule in form.rules:
        _rule_fits(rule, form, fields, where)


def _condition_fits(
    condition: Condition, fields: Mapping[str, FieldDefinition], where: str
) -> None:
    field = fields.get(condition.field)
    if field is None or field.kind not in (FieldKind.CHOICE, FieldKind.YES_NO):
        raise FormFaulty(f"{where}的 needed_if 指向“{condition.field}”，应指向一个选项或是否字段。")
    known = {code for code, _label in field.choices} or {YES, NO}
    if not condition.values <= known:
        wrong = sorted(condition.values - known)[0]
        raise FormFaulty(f"{where}的 needed_if 中“{condition.field}”没有“{wrong}”这个选项。")


def _rule_fits(
    rule: FormRule, form: FormDefinition, fields: Mapping[str, FieldDefinition], where: str
) -> None:
    for name in (rule.field, rule.other, *rule.fields):
        if name and name not in fields:
            raise FormFaulty(f"{where}的规则指向“{name}”，没有这个字段。")
    here = f"{where}的规则“{rule.kind.label}”"
    kind = fields[rule.field].kind
    if rule.kind is RuleKind.AT_MOST and (bool(rule.other) == bool(rule.fact)):
        raise FormFaulty(f"{here}须写明 other 或者 fact 之一。")
    if rule.kind in (RuleKind.NOT_AFTER, RuleKind.SAME) and not rule.other:
        raise FormFaulty(f"{here}须写明 other。")
    if rule.kind is RuleKind.NOT_AFTER:
        kinds = {kind, fields[rule.other].kind}
        if len(kinds) > 1 or not kinds <= {FieldKind.DATE, FieldKind.MONTH}:
            raise FormFaulty(f"{here}的两个字段须都是日期，或者都是月份。")
    if rule.kind in (RuleKind.AT_MOST, RuleKind.BATCH_SUM, RuleKind.BATCH_COUNT):
        numbers = [kind] + ([fields[rule.other].kind] if rule.other else [])
        if any(each not in (*_NUMBERS, FieldKind.ACCOUNT) for each in numbers):
            raise FormFaulty(f"{here}的字段须是数字或者金额。")
    if rule.kind is RuleKind.ONE_NEEDED and len(rule.fields) < 2:
        raise FormFaulty(f"{here}须写明两个以上 fields。")
    if rule.fact and not _PATH.fullmatch(rule.fact):
        raise FormFaulty(f"{here}的 fact“{rule.fact}”应为 account.、employer. 或 loan. 开头。")
    if rule.kind in (RuleKind.BATCH_SUM, RuleKind.BATCH_COUNT):
        column = form.batch.column(rule.column) if form.batch else None
        if form.batch is None or (rule.kind is RuleKind.BATCH_SUM and column is None):
            raise FormFaulty(f"{here}须有 batch，并写明其中的 column。")


def _day(row: Mapping[str, Any], key: str, where: str) -> str:
    value = row.get(key, "")
    if isinstance(value, date):
        return value.isoformat()
    if value in ("", "TODAY"):
        return str(value)
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise FormFaulty(f"{where}的 {key} 应为 TODAY 或者日期，例如 2026-01-01。") from error


def _known(row: Mapping[str, Any], keys: Collection[str], where: str) -> None:
    unknown = sorted(set(row) - set(keys))
    if unknown:
        raise FormFaulty(
            f"{where}有不认识的项“{unknown[0]}”，可用的有：{'、'.join(sorted(keys))}。"
        )


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FormFaulty(f"{where}应为一个表，请按“名称 = 值”填写。")
    return value


def _tables(row: Mapping[str, Any], key: str, where: str) -> Iterable[Mapping[str, Any]]:
    given = row.get(key, [])
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        raise FormFaulty(f"{where}的 {key} 应为若干个表，请按 [[{key}]] 分别填写。")
    return given
