"""When a 规章 or 行政规范性文件 is to be looked through again (清理)."""

from calendar import monthrange
from datetime import date

from gongkai.rules.bundled import bundled_table


def clean_up_interval() -> int:
    """Return the months between two clean-ups; a default of the system, no statutory period."""
    return int(bundled_table("clean_up.toml")["months"])


def clean_up_basis() -> str:
    """Return where the interval comes from."""
    return str(bundled_table("clean_up.toml")["basis"])


def looked_through_before(on: date) -> date:
    """Return the day before which a document must have been looked through last to be due."""
    years, month = divmod(on.month - 1 - clean_up_interval(), 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))
