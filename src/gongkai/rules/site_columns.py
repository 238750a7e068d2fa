"""The columns that a new site begins with; a proposal, not law."""

from functools import cache
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table


class SiteColumn(NamedTuple):
    """A column to begin with; `part` and `statutory_no` are "" for an ordinary one."""

    code: str
    name: str
    part: str = ""
    statutory_no: str = ""
    update_days: int | None = None


@cache
def preset_columns(*, is_fund_centre: bool) -> tuple[SiteColumn, ...]:
    """Return the columns of a fund centre's site, if it is one, and the fixed parts of 61号文.

    :param is_fund_centre: a housing provident fund centre
    """
    table = bundled_table("site_columns.toml")
    rows = [*(table["fund_centre"] if is_fund_centre else []), *table["fixed"]]
    return tuple(SiteColumn(**row) for row in rows)
