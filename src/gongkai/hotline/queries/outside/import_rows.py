"""The rows of a file as typed values by field, under a mapping."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.documents.tables.reading import Table
from gongkai.documents.tables.values import moment_in, seconds_in, text_in
from gongkai.documents.workbooks.refusals import CellRefused
from gongkai.hotline.models import ImportMapping
from gongkai.hotline.queries.outside.import_faults import ImportFaults, column_of
from gongkai.hotline.queries.outside.import_fields import ImportField, fields_of, key_of
from gongkai.rules.caller_numbers import number_fault, plain_number

Row = dict[str, Any]
Reader = Callable[[Any], Any]

_NO_NUMBER = frozenset(
    (
        "未知",
        "未知号码",
        "匿名",
        "隐藏号码",
        "无",
        "anonymous",
        "unknown",
        "private",
        "null",
        "none",
    )
)
# Exchanges put a 0 before the mobile numbers of other towns.
_LONG_DISTANCE = re.compile(r"0(1[3-9]\d{9})")
_MOST_URGED = 99


def rows_of(
    table: Table, mapping: ImportMapping, faults: ImportFaults, today: date
) -> Iterator[Row]:
    """Yield the good rows with their lines under "line"; what is wrong goes to `faults`.

    :param today: dates up to the end of the next year are believed
    """
    latest = date(today.year + 1, 12, 31)
    places = {name: place for place, name in enumerate(table.headers)}
    plan = []
    fixed: Row = {"line": 0}
    for each in fields_of(mapping.kind):
        column = mapping.fields.get(each.name, "")
        fixed[each.name] = mapping.fixed.get(each.name) or _empty(each)
        if column in places:
            reader = _reader(each, mapping, latest, table.since_1904)
            plan.append((each, places[column], reader))
    width = len(table.headers)
    for line, values in table.rows:
        row, good = fixed | {"line": line}, True
        if len(values) > width and any(str(value).strip() for value in values[width:]):
            faults.add(line, "", "", "列数多于表头", "请核对该行是否有多余的分隔符")
            continue
        for each, place, read in plan:
            value = values[place]
            try:
                if value is None or value == "" or (isinstance(value, str) and not value.strip()):
                    row[each.name] = _blank(each)
                else:
                    row[each.name] = read(value)
                    if row[each.name] == "" and each.required:
                        _blank(each)
            except CellRefused as refused:
                good = False
                name = column_of(each, mapping.fields)
                faults.add(line, name, value, refused.reason, refused.remedy, each.private)
        if good:
            yield row


def _empty(each: ImportField) -> Any:
    if each.reads in ("text", "number"):
        return ""
    return each.blank if each.reads == "word" else None


def _blank(each: ImportField) -> Any:
    if each.required or (each.reads == "word" and each.blank is None):
        raise CellRefused("未填写", f"请补上{each.label}")
    return _empty(each)


def _reader(each: ImportField, mapping: ImportMapping, latest: date, since_1904: bool) -> Reader:
    if each.reads == "moment":
        return partial(
            _moment, latest=latest, since_1904=since_1904, is_call=mapping.kind == "CALLS"
        )
    if each.reads == "day":
        return partial(_day, latest=latest, since_1904=since_1904)
    if each.reads == "seconds":
        return seconds_in
    if each.reads == "count":
        return _count
    if each.reads == "number":
        return _number
    if each.reads == "word":
        words = {key_of(word): code for word, code in mapping.words.get(each.name, {}).items()}
        return partial(_word, each, words)
    return partial(text_in, longest=each.longest)


def _moment(value: Any, *, latest: date, since_1904: bool, is_call: bool) -> datetime | date:
    found = moment_in(value, latest=latest, since_1904=since_1904)
    if isinstance(found, datetime):
        return found if found.tzinfo else found.replace(tzinfo=_zone())
    if is_call:
        raise CellRefused("只有日期，没有时间", "请写成 2026-01-05 08:03:07")
    return found


def _day(value: Any, *, latest: date, since_1904: bool) -> date:
    found = moment_in(value, latest=latest, since_1904=since_1904)
    if not isinstance(found, datetime):
        return found
    return (found.astimezone(_zone()) if found.tzinfo else found).date()


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _count(value: Any) -> int:
    text = text_in(value, 10).removesuffix("次")
    if not text.isdecimal() or int(text) > _MOST_URGED:
        raise CellRefused(f"不是0到{_MOST_URGED}的整数", "请填写次数")
    return int(text)


def _number(value: Any) -> str:
    text = text_in(value, 40)
    if text.lower() in _NO_NUMBER or not text.strip("-*/ "):
        return ""
    if (far := _LONG_DISTANCE.fullmatch(text)) is not None:
        text = far[1]
    if fault := number_fault(text):
        reason, _, remedy = fault.partition("：")[2].partition("，")
        raise CellRefused(reason, remedy.rstrip("。") or "请核对后重新填写")
    return plain_number(text)


def _word(each: ImportField, words: dict[str, str], value: Any) -> str:
    text = text_in(value, 60)
    code = words.get(key_of(text)) or each.code_of(text)
    if not code:
        names = "、".join(each.choices.values())
        raise CellRefused("这个取值没有对应", f"请在“对应关系”中为它选择{names}之一")
    return code
