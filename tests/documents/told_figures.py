"""Figures of an invented month for bulletins."""

from datetime import date, timedelta

from gongkai.documents.bulletins.figures import (
    BulletinFigures,
    BulletinKind,
    Counted,
    DayLine,
    DepartmentLine,
    RateLine,
    SlowLine,
)
from gongkai.rules.rising_words import RisingWord
from gongkai.rules.service_rates import Rate, RateCode, rate_definitions

FIRST = date(2026, 3, 1)
_COUNTS = {code: (40 + place, 50) for place, code in enumerate(RateCode)}


def rate(code, numerator=None, denominator=None):
    """Return a rate of given counts."""
    told = _COUNTS[code] if numerator is None else (numerator, denominator)
    return Rate(next(each for each in rate_definitions() if each.code is code), *told)


def month(**changed):
    """Return the figures of March 2026, with some of them changed."""
    days = tuple(
        DayLine(FIRST + timedelta(n), 60 + n * 7 % 40, 50 + n * 11 % 50, 2 + n % 3, 1 + n % 3)
        for n in range(31)
    )
    values = {
        "organ": "某市住房公积金管理中心",
        "kind": BulletinKind.MONTH,
        "first": FIRST,
        "last": date(2026, 3, 31),
        "until": date(2026, 3, 31),
        "made_on": date(2026, 4, 2),
        "calls": Counted("接听来电", sum(day.calls for day in days), 2000, 2250),
        "received": Counted("受理工单", 93, 80, 0),
        "closed": Counted("办结工单", 61, 61, 70),
        "days": days,
        "hours": tuple(max(0, 300 - 30 * abs(hour - 10)) if 8 <= hour < 18 else 0
                       for hour in range(24)),
        "without_hour": 12,
        "routes": (Counted("12345热线接通", 1300, 1100, 1200), Counted("电话直呼", 900, 700, 800),
                   Counted("12345转接", 150, 200, 250)),
        "topics": (Counted("提取业务", 1200, 1000, 900), Counted("贷款业务", 800, 600, 700),
                   Counted("归集缴存", 300, 350, 600), Counted("未分类", 50, 50, 50)),
        "ticket_topics": (Counted("贷款业务", 60, 40, 0), Counted("提取业务", 33, 40, 0)),
        "rates": tuple(RateLine(rate(code), rate(code, 0, 0), rate(code, 30, 40))
                       for code in RateCode),
        "departments": (
            DepartmentLine("贷款科", 60, 40, rate(RateCode.FEEDBACK, 55, 58),
                           rate(RateCode.SATISFACTION, 38, 39)),
            DepartmentLine("未派到科室", 3, 0, rate(RateCode.FEEDBACK, 0, 0),
                           rate(RateCode.SATISFACTION, 0, 0)),
        ),
        "open_states": (("待派单", 3), ("办理中", 20), ("已反馈", 9)),
        "overdue": 2,
        "slow": (SlowLine("GD-2026-00017", "贷款业务", "贷款科", "办理中",
                          date(2026, 1, 9), 83, True),
                 SlowLine("GD-2026-00102", "提取业务", "", "待派单", date(2026, 3, 3), 30, False)),
        "words": (RisingWord("人脸识别失败", 14, 93, 2, 320),),
        "remark": "",
    }  # fmt: skip
    return BulletinFigures(**{**values, **changed})
