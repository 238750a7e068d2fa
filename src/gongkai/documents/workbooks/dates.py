"""Days as offices write them in a cell; what could mean two days is refused."""

import re
from datetime import date, datetime, time, timedelta

from gongkai.documents.workbooks.refusals import CellRefused
from gongkai.documents.workbooks.sheets import without_blanks

EARLIEST = date(2000, 1, 1)

_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_CLOCK = re.compile(
    r"(?<=\d)[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$|(?<=日)\s*\d{1,2}:\d{2}(:\d{2})?$"
)
_FORMS = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]?"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_REMEDY = "请按 2023-05-01 的格式填写年、月、日"


def date_in(value: object, *, latest: date, since_1904: bool = False) -> date:
    """Return the day in a cell: a real date, an Excel serial number, or text with a full year.

    Source of the serials: ECMA-376 part 1, 18.17.4.

    :raises CellRefused: for what is no day, could be two, or lies outside 2000 to `latest`
    """
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, str):
        day = _written(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day = _counted(value, since_1904)
    elif isinstance(value, time | timedelta):
        raise CellRefused("只有时间，没有日期", _REMEDY)
    else:
        raise CellRefused("不是日期", _REMEDY)
    if not EARLIEST <= day <= latest:
        raise CellRefused(
            f"日期{day.isoformat()}不在{EARLIEST.isoformat()}至{latest.isoformat()}之间",
            "请核对年份",
        )
    return day


def _written(value: str) -> date:
    text = without_blanks(_CLOCK.sub("", value.strip()))
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            try:
                return date(int(match[1]), int(match[3]), int(match[4]))
            except ValueError as error:
                raise CellRefused("没有这一天", "请核对月份和日期") from error
    if _SHORT_YEAR.fullmatch(text):
        raise CellRefused("年份只有两位或年月日顺序不明", _REMEDY)
    if _YEAR_LAST.fullmatch(text):
        raise CellRefused("无法判断哪个是月、哪个是日", _REMEDY)
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        raise CellRefused("是以文本保存的Excel日期序号", "请将该列设为“日期”格式后重新填写")
    raise CellRefused("不是日期", _REMEDY)


def _counted(value: float, since_1904: bool) -> date:
    """Return the day of a serial number, or of eight digits that were typed as a number."""
    whole = int(value) if value == value and abs(value) < 1e9 else 0
    if whole == value and 19000101 <= whole <= 99991231:
        return _written(str(whole))
    if not 1 <= whole <= 2_958_465:
        raise CellRefused("不是日期", _REMEDY)
    return (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=whole)
