"""What is wrong with a form that was filled in: the field, its value, and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gongkai.rules.service_forms.between import rule_problem
from gongkai.rules.service_forms.definition import FieldDefinition, FieldKind, FormDefinition
from gongkai.rules.service_forms.kinds import (
    MOST_MONEY,
    PERSONAL,
    checked_value,
    day_of,
    number_of,
)

_SHOWN = 40


class Problem(NamedTuple):
    """What is wrong at a field, material or the batch; the message is a sentence in Chinese."""

    field: str
    message: str


def tidy_values(definition: FormDefinition, values: Mapping[str, str], on: date) -> dict[str, str]:
    """Return what was filled in as it is kept: one spelling each, unknown names left out."""
    kept = {}
    for field in definition.fields:
        text = str(values.get(field.name, ""))
        kept[field.name] = checked_value(field.kind, text, on).value if text.strip() else ""
    return kept


def problems_of(
    definition: FormDefinition,
    values: Mapping[str, str],
    *,
    on: date,
    facts: Mapping[str, str] | None = None,
    rows: Sequence[Mapping[str, str]] | None = None,
) -> list[Problem]:
    """Return what is missing or wrong in what was filled in, in the form's order.

    :param on: today
    :param facts: what the business system tells, by path; None where it cannot be asked, and then
        what it alone knows may be typed, and rules measured by it are left to the handler
    :param rows: of the batch, as they are kept
    """
    kept = tidy_values(definition, values, on)
    found = [
        Problem(field.name, message)
        for field in definition.fields
        for message in _field_problem(field, values, kept, on, is_away=facts is None)
    ]
    wrong = {problem.field for problem in found}
    for rule in definition.rules:
        if rule.field in wrong or rule.other in wrong:
            continue
        message = rule_problem(definition, rule, kept, facts or {}, rows)
        if message:
            found.append(Problem(rule.field, message))
    return found


def problems_of_files(
    definition: FormDefinition, values: Mapping[str, str], counts: Mapping[str, int]
) -> list[Problem]:
    """Return which materials are lacking or too many.

    :param counts: how many files there are of each material
    """
    found = []
    for material in definition.materials:
        count = counts.get(material.name, 0)
        if material.needed_with(values) and not count:
            told = f"{material.label}：没有上传，请拍照或者选择文件上传。"
            found.append(Problem(material.name, told))
        elif count > material.most:
            told = f"{material.label}：已有{count}个文件，最多{material.most}个，请删除多余的。"
            found.append(Problem(material.name, told))
    return found


def problems_of_batch(definition: FormDefinition, count: int) -> list[Problem]:
    """Return what is wrong with there being so many rows of a batch."""
    batch = definition.batch
    if batch is None:
        told = "本事项没有批量明细，请不要上传明细表。"
        return [Problem("batch", told)] if count else []
    if batch.is_needed and not count:
        return [Problem("batch", f"{batch.title}明细：没有上传，请下载模板填写后上传。")]
    return []


def _field_problem(
    field: FieldDefinition,
    values: Mapping[str, str],
    kept: Mapping[str, str],
    on: date,
    *,
    is_away: bool,
) -> Iterator[str]:
    text = str(values.get(field.name, ""))
    if not text.strip():
        # Nobody can type what the business system did not tell.
        if not field.needed_with(kept) or (field.is_read_only and is_away):
            return
        if field.is_read_only:
            yield f"{field.label}：业务系统中没有登记，请先到中心网点或者拨打咨询电话核实。"
        else:
            yield f"{field.label}：未{_verb(field)}，请{_verb(field)}。"
        return
    checked = checked_value(field.kind, text, on)
    fault = checked.fault or _limit_fault(field, checked.value, on)
    if fault:
        shown = "" if field.kind in PERSONAL else f"“{_short(text)}”"
        yield f"{field.label}：{shown}{fault}。"


def _limit_fault(field: FieldDefinition, value: str, on: date) -> str:
    if field.kind is FieldKind.CHOICE:
        known = [code for code, _label in field.choices]
        return "" if value in known else "不在所列选项中，请重新选择"
    if field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return _number_fault(field, value)
    if field.kind is FieldKind.DATE:
        return _day_fault(field, value, on)
    if len(value) > field.longest:
        return f"共{len(value)}个字，超过{field.longest}个字的上限，请缩短"
    return ""


def _number_fault(field: FieldDefinition, value: str) -> str:
    number = number_of(value)
    if number is None:
        return "不是数字，请只填写阿拉伯数字"
    decimals = len(value.partition(".")[2])
    if field.kind is FieldKind.NUMBER and decimals > field.decimals:
        most = f"最多{field.decimals}位小数" if field.decimals else "应为整数"
        return f"有{decimals}位小数，{most}，请核对"
    unit = "元" if field.kind is FieldKind.MONEY else ""
    if field.least is not None and number < field.least:
        return f"小于{field.least}{unit}，请核对后填写不小于{field.least}{unit}的数"
    most_of_all = field.most if field.most is not None else MOST_MONEY
    if number > most_of_all:
        return f"大于{most_of_all}{unit}，请核对后填写不大于{most_of_all}{unit}的数"
    if field.kind is FieldKind.MONEY and field.least is None and number <= 0:
        return "应大于0元，请核对"
    if number < -MOST_MONEY:
        return "数字过小，请核对"
    return ""


def _day_fault(field: FieldDefinition, value: str, on: date) -> str:
    day = day_of(value)
    if day is None:
        return "不是有效的日期，请按“年-月-日”填写"
    earliest = on if field.earliest == "TODAY" else day_of(field.earliest)
    latest = on if field.latest == "TODAY" else day_of(field.latest)
    if earliest and day < earliest:
        told = "今天" if field.earliest == "TODAY" else ""
        return f"早于{told}{earliest}，请核对"
    if latest and day > latest:
        told = "今天" if field.latest == "TODAY" else ""
        return f"晚于{told}{latest}，请核对"
    return ""


def _verb(field: FieldDefinition) -> str:
    return "选择" if field.kind in (FieldKind.CHOICE, FieldKind.YES_NO) else "填写"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
