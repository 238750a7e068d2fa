"""A form that changed while somebody filled in the one before: what goes over, and what is told."""

from collections.abc import Mapping

from gongkai.rules.service_forms.definition import FieldDefinition, FieldKind, FormDefinition


def carried_values(values: Mapping[str, str], new: FormDefinition) -> dict[str, str]:
    """Return what was typed into an earlier version that the new one has a field of that name for.

    A choice that there is no longer is left out, so that it is made anew.
    """
    kept = {}
    for field in new.fields:
        value = str(values.get(field.name, ""))
        if value and _still_fits(field, value):
            kept[field.name] = value
    return kept


def changes_between(old: FormDefinition, new: FormDefinition) -> tuple[str, ...]:
    """Return in Chinese what is different for who fills the form in; () if nothing is."""
    told = [
        *_fields_told(old, new),
        *_materials_told(old, new),
    ]
    if old.batch != new.batch:
        told.append("批量明细表的格式有变化，请下载新模板。")
    if old.declaration != new.declaration:
        told.append("签字页的承诺内容有变化，请重新阅读。")
    return tuple(told)


def _fields_told(old: FormDefinition, new: FormDefinition) -> list[str]:
    before = {field.name: field for field in old.fields}
    after = {field.name: field for field in new.fields}
    told = [f"新增“{field.label}”。" for name, field in after.items() if name not in before]
    told += [f"取消“{field.label}”。" for name, field in before.items() if name not in after]
    for name, field in after.items():
        earlier = before.get(name)
        if earlier is None or earlier == field:
            continue
        if earlier.label != field.label:
            told.append(f"“{earlier.label}”改为“{field.label}”。")
        elif (earlier.is_needed, earlier.needed_if) != (field.is_needed, field.needed_if):
            told.append(f"“{field.label}”是否必填有变化。")
        elif earlier.choices != field.choices:
            told.append(f"“{field.label}”的选项有变化。")
        else:
            told.append(f"“{field.label}”的填写要求有变化。")
    return told


def _materials_told(old: FormDefinition, new: FormDefinition) -> list[str]:
    before = {material.name: material for material in old.materials}
    after = {material.name: material for material in new.materials}
    told = [f"新增材料“{each.label}”。" for name, each in after.items() if name not in before]
    told += [f"不再需要材料“{each.label}”。" for name, each in before.items() if name not in after]
    told += [
        f"材料“{each.label}”的要求有变化。"
        for name, each in after.items()
        if name in before and before[name] != each
    ]
    return told


def _still_fits(field: FieldDefinition, value: str) -> bool:
    if field.kind is FieldKind.CHOICE:
        return value in {code for code, _label in field.choices}
    return True
