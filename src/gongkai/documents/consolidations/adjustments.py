"""The list of adjustments (调减) of a consolidation, read from XLSX, CSV or JSON."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import python_calamine as calamine

from gongkai.documents.consolidations.lists import ListUnreadable, text_of
from gongkai.documents.workbooks.containers import corrupt, inspected
from gongkai.documents.workbooks.refusals import WorkbookUnreadable
from gongkai.documents.workbooks.sheets import header_key, without_blanks
from gongkai.rules.reports.consolidation_adjustments import Adjustment, AdjustmentKind
from gongkai.rules.reports.editions import Edition

MOST_ROWS = 10_000

_SEARCHED_ROWS = 10
_HEADERS = {
    "kind": ("类型", "调减类型", "种类"),
    "organ": ("机关", "单位", "机关名称", "单位名称"),
    "path": ("数据项", "where", "路径"),
    "row": ("办理结果", "行", "诉讼类别", "类别", "route"),
    "column": ("申请人类型", "申请人", "列", "结果", "诉讼结果", "result"),
    "number": ("件数", "数量"),
    "reason": ("理由", "原因", "说明", "依据"),
}
_KINDS = {
    AdjustmentKind.TRANSFER: ("transfer", "转办", "移送", "转交", "移交"),
    AdjustmentKind.CO_DEFENDANT: ("co_defendant", "共同被告", "共同诉讼"),
}
_NEEDED = ("kind", "organ", "number", "reason")
_TITLES = {field: names[0] for field, names in _HEADERS.items()}


def read_adjustments(path: Path, form: Edition) -> tuple[Adjustment, ...]:
    """
    Return the adjustments a file lists, one a row under headings, or a JSON list of objects.

    Lines and columns may be named by their keys or by the official labels of the edition.

    :raises ListUnreadable: naming file, row, field and remedy
    """
    suffix = path.suffix.lower()
    if suffix == ".json":
        rows = _json_rows(path)
    elif suffix == ".csv":
        rows = _table_rows(path, list(csv.reader(io.StringIO(text_of(path, "调减清单")))))
    elif suffix in (".xlsx", ".xls", ".et"):
        rows = _table_rows(path, _sheet(path))
    else:
        raise ListUnreadable(
            f"调减清单“{path.name}”不是可读的格式，请用 .xlsx、.csv 或 .json 文件。"
        )
    if len(rows) > MOST_ROWS:
        raise ListUnreadable(f"调减清单“{path.name}”超过{MOST_ROWS}行，请拆分后再用。")
    return tuple(_adjustment(row, f"“{path.name}”{place}", form) for place, row in rows)


def _json_rows(path: Path) -> list[tuple[str, Mapping[str, object]]]:
    try:
        listed = json.loads(text_of(path, "调减清单"))
    except (ValueError, RecursionError) as error:
        raise ListUnreadable(f"调减清单“{path.name}”不是完整的 JSON，请改正后重试。") from error
    if not isinstance(listed, list) or not all(isinstance(row, Mapping) for row in listed):
        raise ListUnreadable(f"调减清单“{path.name}”应为一个列表，每项写一笔调减。")
    names = {header_key(name): field for field, names in _names() for name in names}
    return [
        (
            f"第{number}项",
            {names.get(header_key(key), str(key)): value for key, value in row.items()},
        )
        for number, row in enumerate(listed, start=1)
    ]


def _names() -> Iterable[tuple[str, tuple[str, ...]]]:
    return ((field, (field, *names)) for field, names in _HEADERS.items())


def _table_rows(
    path: Path, table: Sequence[Sequence[object]]
) -> list[tuple[str, Mapping[str, object]]]:
    names = {header_key(name): field for field, names in _names() for name in names}
    found = ((top, _places(cells, names)) for top, cells in enumerate(table[:_SEARCHED_ROWS]))
    head = next(((top, places) for top, places in found if _is_head(places)), None)
    if head is None:
        raise ListUnreadable(
            f"调减清单“{path.name}”前{_SEARCHED_ROWS}行内没有找到表头，表头至少要有："
            f"{'、'.join(_TITLES[field] for field in _NEEDED)}。"
        )
    top, places = head
    return [
        (
            f"第{number}行",
            {field: row[place] for place, field in places.items() if place < len(row)},
        )
        for number, row in enumerate(table[top + 1 :], start=top + 2)
        if any(_text(cell) for cell in row)
    ]


def _places(cells: Sequence[object], names: Mapping[str, str]) -> dict[int, str]:
    keys = ((place, header_key(cell)) for place, cell in enumerate(cells))
    return {place: names[key] for place, key in keys if key in names}


def _is_head(places: Mapping[int, str]) -> bool:
    return set(_NEEDED) <= set(places.values())


def _sheet(path: Path) -> list[list[object]]:
    try:
        inspected(path)
        book = calamine.CalamineWorkbook.from_path(str(path))
        rows: list[list[object]] = [
            list(row) for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        ]
    except WorkbookUnreadable as refusal:
        raise ListUnreadable(str(refusal)) from refusal
    except (calamine.CalamineError, OSError, IndexError) as error:
        raise ListUnreadable(corrupt(path.name)) from error
    return rows


def _adjustment(row: Mapping[str, object], place: str, form: Edition) -> Adjustment:
    for field in _NEEDED:
        if not _text(row.get(field)):
            raise ListUnreadable(f"调减清单{place}：没有填写“{_TITLES[field]}”，请补填。")
    kind = _kind(_text(row["kind"]), place)
    return Adjustment(
        kind=kind,
        organ=_text(row["organ"]),
        path=_text(row.get("path")) or _path(row, kind, place, form),
        number=_number(row["number"], place),
        reason=_text(row["reason"]),
        place=f"调减清单{place}",
    )


def _kind(text: str, place: str) -> AdjustmentKind:
    for kind, words in _KINDS.items():
        if text.lower() in words:
            return kind
    raise ListUnreadable(f"调减清单{place}：类型“{text[:20]}”无法识别，请填“转办”或“共同被告”。")


def _path(row: Mapping[str, object], kind: AdjustmentKind, place: str, form: Edition) -> str:
    is_lawsuit = kind is AdjustmentKind.CO_DEFENDANT
    if is_lawsuit:
        table = "disputes"
        lines: dict[str, tuple[str, ...]] = {
            route.key: (route.label,) for route in form.dispute_routes
        }
        columns = dict(form.dispute_results)
        words = ("诉讼类别", "诉讼结果")
    else:
        table = "requests"
        lines = {
            line.key: (line.label, line.heading, line.full_label, line.label.partition("（")[0])
            for line in form.request_rows
        }
        columns = dict(form.request_columns)
        words = ("办理结果", "申请人类型")
    line = _named(_text(row.get("row")), lines, words[0], place)
    labels = {key: (label,) for key, label in columns.items()}
    column = _named(_text(row.get("column")), labels, words[1], place)
    return f"{table}.{line}.{column}"


def _named(text: str, known: Mapping[str, Sequence[str]], word: str, place: str) -> str:
    if not text:
        raise ListUnreadable(f"调减清单{place}：没有填写“{word}”，请补填。")
    wanted = without_blanks(text)
    for key, labels in known.items():
        if wanted == key or wanted in {without_blanks(label) for label in labels}:
            return key
    raise ListUnreadable(
        f"调减清单{place}：“{word}”一栏的“{text[:20]}”在统计表中没有，请照表中的名称填写。"
    )


def _number(value: object, place: str) -> int:
    # Excel hands over every number as a fraction.
    whole = _text(value).removesuffix(".0")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 9 and int(whole) > 0):
        raise ListUnreadable(f"调减清单{place}：件数“{whole[:20]}”不是正整数，请填写调减的件数。")
    return int(whole)


def _text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return " ".join(str(value).split())
