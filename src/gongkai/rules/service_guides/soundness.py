"""What is wrong with a guide as somebody typed it; what is missing is not wrong yet."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gongkai.rules.service_guides.elements import GuideElements
from gongkai.rules.service_items import group_names

MOST_ROWS = 40
"""How many rows an element may have."""

_LONGEST_LINE = 300
_LONGEST_TEXT = 2000
_MOST_OF_A_MATERIAL = 20


class GuideProblem(NamedTuple):
    """One thing wrong: `place` is the element, and after a colon the row counted from 1."""

    place: str
    message: str


def problems_of(guide: GuideElements) -> list[GuideProblem]:
    """Return all that is wrong with a guide, each with a message in Chinese naming the remedy."""
    return [*_lines(guide), *_rows(guide), *_materials(guide), *_contradictions(guide)]


def _lines(guide: GuideElements) -> Iterator[GuideProblem]:
    for name, label, most in (
        ("summary", "一句话说明", _LONGEST_LINE),
        ("fee", "收费", _LONGEST_LINE),
        ("statutory", "法定办理时限", _LONGEST_LINE),
        ("promised", "承诺办理时限", _LONGEST_LINE),
        ("accepting_body", "受理机构", _LONGEST_LINE),
        ("result", "办理结果", _LONGEST_LINE),
        ("note", "其他说明", _LONGEST_TEXT),
    ):
        yield from _too_long(name, label, getattr(guide, name), most)
    if guide.group and guide.group not in group_names():
        yield GuideProblem("group", f"分类：没有“{guide.group}”这一类，请从列表中选择。")
    for name, label in (("conditions", "申请条件"), ("also_called", "其他叫法")):
        values = getattr(guide, name)
        yield from _too_many(name, label, values)
        for number, text in enumerate(values, start=1):
            yield from _too_long(f"{name}:{number}", f"{label}第{number}条", text, _LONGEST_TEXT)


def _rows(guide: GuideElements) -> Iterator[GuideProblem]:
    for name, label, needed in (
        ("basis", "设定依据", (("title", "文件名称"),)),
        ("materials", "办理材料", (("name", "材料名称"),)),
        ("places", "办理地点", (("name", "名称"), ("address", "地址"))),
        ("steps", "办理流程", (("name", "环节名称"),)),
        ("sheets", "表格样表", (("name", "表格名称"),)),
        ("questions", "常见问题", (("question", "问题"), ("answer", "答案"))),
    ):
        rows = getattr(guide, name)
        yield from _too_many(name, label, rows)
        for number, row in enumerate(rows, start=1):
            place = f"{name}:{number}"
            for field, called in needed:
                if not getattr(row, field).strip():
                    told = f"{label}第{number}行：{called}未填写，请填写，或者清空这一行。"
                    yield GuideProblem(place, told)
            for field in type(row).__dataclass_fields__:
                value: Any = getattr(row, field)
                if isinstance(value, str):
                    yield from _too_long(place, f"{label}第{number}行", value, _LONGEST_TEXT)


def _materials(guide: GuideElements) -> Iterator[GuideProblem]:
    for number, each in enumerate(guide.materials, start=1):
        if not 1 <= each.number <= _MOST_OF_A_MATERIAL:
            yield GuideProblem(
                f"materials:{number}",
                f"办理材料第{number}行：份数{each.number}不合适，"
                f"请填写1至{_MOST_OF_A_MATERIAL}的数字。",
            )


def _contradictions(guide: GuideElements) -> Iterator[GuideProblem]:
    if guide.without_materials and guide.materials:
        yield GuideProblem(
            "materials", "办理材料：已选“无需提交材料”，又填写了材料，请去掉其中一项。"
        )
    if guide.without_sheets and guide.sheets:
        yield GuideProblem("sheets", "表格样表：已选“无需填写表格”，又填写了表格，请去掉其中一项。")


def _too_long(place: str, label: str, text: str, most: int) -> Iterator[GuideProblem]:
    if len(text) > most:
        yield GuideProblem(place, f"{label}：共{len(text)}个字，最多{most}个字，请缩短。")


def _too_many(place: str, label: str, rows: Sequence[Any]) -> Iterator[GuideProblem]:
    if len(rows) > MOST_ROWS:
        yield GuideProblem(place, f"{label}：共{len(rows)}行，最多{MOST_ROWS}行，请合并。")
