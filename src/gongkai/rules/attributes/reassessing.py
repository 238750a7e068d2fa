"""When information held back is looked at again: 条例第十八条."""

from calendar import monthrange
from datetime import date

from gongkai.rules.bundled import bundled_table
from gongkai.rules.clock import Due, Step, chinese_day

MOST_MONTHS = 60


class ImpossibleInterval(ValueError):
    """The months between two assessments are none, or too many to be 定期."""


def review_interval() -> int:
    """Return the months between two assessments; 条例第十八条 fixes none, this is the default."""
    return int(bundled_table("attributes.toml")["review"]["months"])


def review_due(decided_on: date, months: int | None = None) -> Due:
    """Return the day by which information held back is assessed again: 条例第十八条.

    The regulation says 定期 without an interval: `months` is the office's own choice. A day that
    the month does not have falls on its last day.

    :param decided_on: the day of the decision or of the last assessment
    :param months: from 1 to 60; the default of data/attributes.toml where not given
    :raises ImpossibleInterval: for months outside these bounds
    """
    count = review_interval() if months is None else months
    if not 1 <= count <= MOST_MONTHS:
        raise ImpossibleInterval(
            f"评估周期“{count}个月”无效，请填写1至{MOST_MONTHS}之间的整数（月）。"
        )
    table = bundled_table("attributes.toml")
    years, month = divmod(decided_on.month - 1 + count, 12)
    year, month = decided_on.year + years, month + 1
    until = date(year, month, min(decided_on.day, monthrange(year, month)[1]))
    text = (
        f"{chinese_day(decided_on)}确定不予公开或者不主动公开，每{count}个月评估一次，"
        f"应在{chinese_day(until)}前（含当日）重新评估"
    )
    source = f"{table['source']}；间隔为{table['review']['basis']}"
    return Due(until, "", (Step(decided_on, until, text, table["review"]["article"], source),))
