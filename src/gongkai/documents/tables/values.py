"""Texts, moments and lengths of time as exchanges and platforms write them; none is guessed."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from gongkai.documents.characters import writable
from gongkai.documents.tables.sheets import Failed
from gongkai.documents.workbooks.dates import EARLIEST, date_in
from gongkai.documents.workbooks.refusals import CellRefused

_CLOCK = r"(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:[.,]\d{1,6})?)?[秒分]?"
_FORMS = (
    re.compile(
        rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?:[T ]*(?<=[T ]){_CLOCK})?(Z|[+-]\d\d:?\d\d)?",
        re.I,
    ),
    re.compile(rf"(\d{{4}})(年)(\d{{1,2}})月(\d{{1,2}})日?(?: *{_CLOCK})?()"),
)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?")
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?E\+?\d+", re.I)
_QUOTED = re.compile(r'="(.*)"')
_LENGTH = re.compile(r"(?:(\d{1,3})(?:小时|时))?(?:(\d{1,4})分钟?)?(?:(\d{1,6})秒?)?")
_PAIRS = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})")
_MOMENT = "请写成 2026-01-05 08:03:07"
_LONGEST_LENGTH = 24 * 3600
_SAFE = 10**15


def text_in(value: Any, longest: int) -> str:
    """Return the text of a cell; a whole number without a point.

    :raises CellRefused: if it is too long, or Excel has lost some of its digits
    """
    if isinstance(value, Failed):
        raise CellRefused(value.reason, "请更正公式，或改填结果")
    if value is None or isinstance(value, bool):
        value = "" if value is None else ("是" if value else "否")
    if isinstance(value, float | int):
        if abs(value) >= _SAFE:
            raise CellRefused("数字超过15位，末位已被Excel改动", "请将该列设为“文本”后重新导出")
        value = str(int(value)) if isfinite(value) and value == int(value) else str(value)
    text = writable(str(value)).strip().lstrip("'").strip()
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        text = quoted[1].strip()
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused("是科学计数法，末位已经丢失", "请将该列设为“文本”后重新导出")
    if len(text) > longest:
        raise CellRefused(f"共{len(text)}个字，最多{longest}个字", "请核对是否选错了列")
    return text


def moment_in(value: Any, *, latest: date, since_1904: bool = False) -> datetime | date:
    """Return the moment in a cell, aware only where it names its zone; a date if it has no time.

    :raises CellRefused: for what is no moment, could be two, or lies outside 2000 to `latest`
    """
    if isinstance(value, Failed):
        raise CellRefused(value.reason, "请更正公式，或改填结果")
    if isinstance(value, float | int) and 10**9 <= value < _SAFE and value == int(value):
        value = str(int(value))
    if isinstance(value, datetime):
        found: datetime | date = value
    elif isinstance(value, str) and (written := _written(value.strip())) is not None:
        found = written
    elif isinstance(value, float) and value % 1 and 1 <= value <= 2_958_465:
        day = date_in(int(value), latest=latest, since_1904=since_1904)
        found = datetime.combine(day, time()) + timedelta(seconds=round(value % 1 * 86400))
    else:
        found = date_in(value, latest=latest, since_1904=since_1904)
    day = found.date() if isinstance(found, datetime) else found
    if not EARLIEST <= day <= latest:
        raise CellRefused(f"日期{day}不在{EARLIEST}至{latest}之间", "请核对年份")
    return found


def seconds_in(value: Any) -> int:
    """Return a length of time in seconds: a whole number of them, 分:秒, 时:分:秒, or with units.

    :raises CellRefused: for what is none, or more than a day
    """
    if isinstance(value, Failed):
        raise CellRefused(value.reason, "请更正公式，或改填结果")
    found = _length(value)
    if found is None:
        raise CellRefused("不是时长", "请写成秒数，或者 分:秒、时:分:秒")
    if not 0 <= found <= _LONGEST_LENGTH:
        raise CellRefused("时长为负数或者超过24小时", "请核对单位是否为秒")
    return found


def _length(value: Any) -> int | None:
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float):
        return int(value) if isfinite(value) and value == int(value) else None
    text = "".join(str(value).split()).replace("：", ":")
    if (pair := _PAIRS.fullmatch(text)) is not None:
        hours, minutes, seconds = (int(each or 0) for each in pair.groups())
        if seconds > 59 or (pair[1] and minutes > 59):
            return None
        return hours * 3600 + minutes * 60 + seconds
    units = _LENGTH.fullmatch(text.removesuffix(".0"))
    if not text or units is None or not any(units.groups()):
        return None
    hours, minutes, seconds = (int(each or 0) for each in units.groups())
    return hours * 3600 + minutes * 60 + seconds


def _written(text: str) -> datetime | date | None:
    plain = text.replace("：", ":").replace("\u3000", " ")
    found = next((m for form in _FORMS if (m := form.fullmatch(plain))), None)
    if found is not None:
        year, _, month, day, hour, minute, second, zone = found.groups()
    elif (found := _DIGITS.fullmatch(plain)) is not None:
        year, month, day, hour, minute, second = found.groups()
        zone = ""
    else:
        return None
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        clock = f"{int(hour):02}:{int(minute):02}:{int(second or 0):02}"
        zoned = zone.upper().replace("Z", "+00:00") if zone else ""
        return datetime.fromisoformat(f"{year}-{int(month):02}-{int(day):02}T{clock}{zoned}")
    except ValueError as error:
        raise CellRefused("没有这一天或这个时刻", _MOMENT) from error
