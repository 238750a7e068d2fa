"""A guide as an officer types it: lines, rows of fields, and back to its elements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from gongkai.rules.service_guides import (
    GuideElements,
    GuideProblem,
    MaterialForm,
    MaterialSource,
    StepBy,
    guide_table,
    read_guide,
)

LINES = ("summary", "fee", "statutory", "promised", "accepting_body", "result", "note", "group")
LISTS = ("also_called", "conditions")
TICKS = ("without_materials", "without_sheets")
_OTHERS = ("in_force_from", "change_note", "seen")
_MOST = 60
_EMPTY_ROWS = 2


class RowField(NamedTuple):
    """A field of a row: its name and label, what can be chosen, and how wide it is."""

    name: str
    label: Any
    choices: tuple[tuple[str, str], ...] = ()
    width: str = ""
    default: str = ""


def _choices(kind: Any) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, each.label) for each in kind)


ROWS: Mapping[str, tuple[RowField, ...]] = {
    "basis": (
        RowField("title", gettext_lazy("文件名称"), width="wide"),
        RowField("article", gettext_lazy("条款")),
    ),
    "materials": (
        RowField("name", gettext_lazy("材料名称"), width="wide"),
        RowField("form", gettext_lazy("形式"), _choices(MaterialForm), default="ORIGINAL"),
        RowField("number", gettext_lazy("份数"), width="short", default="1"),
        RowField("source", gettext_lazy("来源"), _choices(MaterialSource), default="APPLICANT"),
        RowField("when", gettext_lazy("何时需要")),
    ),
    "places": (
        RowField("name", gettext_lazy("名称")),
        RowField("address", gettext_lazy("地址"), width="wide"),
        RowField("hours", gettext_lazy("办理时间")),
        RowField("phone", gettext_lazy("电话")),
    ),
    "steps": (
        RowField("name", gettext_lazy("环节名称")),
        RowField("by", gettext_lazy("办理主体"), _choices(StepBy), default="CENTRE"),
        RowField("within", gettext_lazy("时限")),
        RowField("text", gettext_lazy("做什么"), width="wide"),
        RowField("otherwise", gettext_lazy("如不符合"), width="wide"),
    ),
    "sheets": (
        RowField("name", gettext_lazy("表格名称"), width="wide"),
        RowField("note", gettext_lazy("说明"), width="wide"),
    ),
    "questions": (
        RowField("question", gettext_lazy("问题"), width="wide"),
        RowField("answer", gettext_lazy("答案"), width="text"),
    ),
}


@dataclass
class Typed:
    """What is typed: `lines` by name, `rows` by element, and empty rows to fill in.

    `places` has for each row its number on the form, where empty ones between them count.
    """

    lines: dict[str, str]
    rows: dict[str, list[dict[str, str]]]
    ticks: dict[str, bool]
    empty: dict[str, int] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)


class ShownField(NamedTuple):
    """A field of a row as it is shown; `key` is its name in the form."""

    key: str
    identity: str
    spec: RowField
    value: str


class ShownRow(NamedTuple):
    """A row as it is shown, counted from 1, with what is wrong with it."""

    number: int
    fields: tuple[ShownField, ...]
    errors: tuple[str, ...]
    is_first: bool


def typed_in(data: QueryDict) -> Typed:
    """Return what a form holds; rows in which nothing is typed are left out."""
    lines = {name: data.get(name, "").replace("\0", "") for name in (*LINES, *LISTS, *_OTHERS)}
    typed = Typed(lines, {}, {name: name in data for name in TICKS})
    for element, fields in ROWS.items():
        columns = (data.getlist(f"{element}-{each.name}")[:_MOST] for each in fields)
        given = [
            (number, row)
            for number, row in enumerate(zip(*columns, strict=False), start=1)
            if _is_typed(fields, row)
        ]
        typed.places[element] = [number for number, _row in given]
        typed.rows[element] = [
            {spec.name: text.replace("\0", "") for spec, text in zip(fields, row, strict=True)}
            for _number, row in given
        ]
    return typed


def typed_of(guide: GuideElements, seen: int, in_force_from: date | None, note: str) -> Typed:
    """Return a guide as it is typed."""
    table = guide_table(guide)
    lines = {name: str(table[name]) for name in LINES}
    lines |= {name: "\n".join(table[name]) for name in LISTS}
    lines |= {
        "seen": str(seen),
        "in_force_from": in_force_from.isoformat() if in_force_from else "",
        "change_note": note,
    }
    rows = {
        element: [{spec.name: str(row[spec.name]) for spec in fields} for row in table[element]]
        for element, fields in ROWS.items()
    }
    return Typed(lines, rows, {name: table[name] for name in TICKS})


def moved(typed: Typed, step: str) -> bool:
    """Do what a button says to the rows; tell whether it was such a button.

    :param step: "rows:steps", "up:steps:2", "remove:steps:2" with the row's number
    """
    act, _colon, what = step.partition(":")
    element, _colon, number = what.partition(":")
    if act not in ("rows", "up", "remove") or element not in ROWS:
        return False
    rows, places = typed.rows[element], [str(each) for each in typed.places.get(element, ())]
    place = places.index(number) if number in places else -1
    if act == "rows":
        typed.empty[element] = _EMPTY_ROWS + 3
    elif place >= 0 and act == "remove":
        del rows[place]
    elif place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    return True


def guide_of(typed: Typed) -> tuple[GuideElements, list[GuideProblem]]:
    """Return the guide that is typed, and the numbers in it that are none."""
    problems = []
    table: dict[str, Any] = {name: typed.lines[name].strip() for name in LINES}
    for name in LISTS:
        table[name] = [line.strip() for line in typed.lines[name].splitlines() if line.strip()]
    for element, rows in typed.rows.items():
        table[element] = [{name: text.strip() for name, text in row.items()} for row in rows]
    for place, row in enumerate(table["materials"], start=1):
        said = row["number"]
        if not (said.isascii() and said.isdigit() and len(said) < 4):
            problems.append(
                GuideProblem(
                    f"materials:{place}", f"办理材料第{place}行：份数“{said}”不是数字，请填写数字。"
                )
            )
            row["number"] = "1"
    _keep_known(table)
    return read_guide({**table, **typed.ticks}), problems


def shown_rows(typed: Typed, problems: Sequence[GuideProblem]) -> dict[str, list[ShownRow]]:
    """Return the rows of every element as the form shows them, with empty ones at the end."""
    wrong: dict[str, list[str]] = {}
    for each in problems:
        wrong.setdefault(each.place, []).append(each.message)
    return {
        element: [
            _shown(element, number, row, wrong.get(f"{element}:{number}", []))
            for number, row in enumerate(_with_empty(typed, element), start=1)
        ]
        for element in ROWS
    }


def _with_empty(typed: Typed, element: str) -> list[dict[str, str]]:
    fresh = {spec.name: spec.default for spec in ROWS[element]}
    more = typed.empty.get(element, _EMPTY_ROWS if typed.rows[element] else _EMPTY_ROWS + 1)
    return [*typed.rows[element], *(dict(fresh) for _ in range(more))]


def _shown(element: str, number: int, row: Mapping[str, str], errors: Sequence[str]) -> ShownRow:
    fields = tuple(
        ShownField(
            f"{element}-{spec.name}", f"{element}-{number}-{spec.name}", spec, row[spec.name]
        )
        for spec in ROWS[element]
    )
    return ShownRow(number, fields, tuple(errors), number == 1)


def _is_typed(fields: Sequence[RowField], row: Sequence[str]) -> bool:
    """Tell whether anything is typed in a row besides what stands there by itself."""
    return any(
        text.strip() and text.strip() != spec.default and not spec.choices
        for spec, text in zip(fields, row, strict=True)
    )


def _keep_known(table: dict[str, Any]) -> None:
    """Put what stands there by itself in the place of a choice that there is not."""
    for element, fields in ROWS.items():
        for spec in fields:
            if spec.choices:
                for row in table[element]:
                    if row[spec.name] not in dict(spec.choices):
                        row[spec.name] = spec.default
