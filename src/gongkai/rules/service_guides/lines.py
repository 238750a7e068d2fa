"""A guide told line by line, for comparing versions, for the search and for documents."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from gongkai.rules.service_guides.elements import FlowStep, GuideElements, Material, Place


class GuidePart(NamedTuple):
    """An element by its name, with its lines."""

    label: str
    lines: tuple[str, ...]


def parts_of(guide: GuideElements) -> tuple[GuidePart, ...]:
    """Return every part of a guide with its lines, empty ones too, in the order of the page."""
    return tuple(GuidePart(label, tuple(told(guide))) for label, told in _PARTS.items())


def _text(field: str) -> Callable[[GuideElements], Iterable[str]]:
    return lambda guide: [
        line for line in map(str.strip, getattr(guide, field).splitlines()) if line
    ]


def _limits(guide: GuideElements) -> Iterable[str]:
    if guide.statutory:
        yield f"法定办理时限：{guide.statutory}"
    if guide.promised:
        yield f"承诺办理时限：{guide.promised}"


def _material(each: Material) -> str:
    told = f"{each.name}，{each.form.label}{each.number}份，{each.source.label}"
    return f"{told}（{each.when}）" if each.when else told


def _place(each: Place) -> str:
    return "，".join(part for part in (each.name, each.address, each.hours, each.phone) if part)


def _step(each: FlowStep) -> str:
    told = f"{each.name}（{each.by.label}）"
    told += f"：{each.text}" if each.text else ""
    told += f"时限：{each.within}。" if each.within else ""
    return told + (f"否则：{each.otherwise}" if each.otherwise else "")


_PARTS: Mapping[str, Callable[[GuideElements], Iterable[str]]] = {
    "一句话说明": _text("summary"),
    "其他叫法": lambda guide: guide.also_called,
    "设定依据": lambda guide: (f"{each.title}{each.article}" for each in guide.basis),
    "受理机构": _text("accepting_body"),
    "申请条件": lambda guide: guide.conditions,
    "办理材料": lambda guide: (
        ["无需提交材料"] if guide.without_materials else map(_material, guide.materials)
    ),
    "办理地点、时间和联系电话": lambda guide: map(_place, guide.places),
    "办理流程": lambda guide: map(_step, guide.steps),
    "办理时限": _limits,
    "收费": _text("fee"),
    "办理结果": _text("result"),
    "表格样表": lambda guide: (
        ["无需填写表格"]
        if guide.without_sheets
        else [f"{each.name}（{each.note}）" if each.note else each.name for each in guide.sheets]
    ),
    "常见问题": lambda guide: (f"{each.question} {each.answer}" for each in guide.questions),
    "其他说明": _text("note"),
}
