"""The columns that a new site begins with, and the type of each (ColumnType); not law."""

from functools import cache, lru_cache
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


@lru_cache(maxsize=1000)
def column_type(name: str, *, part: str = "", statutory_no: str = "") -> str:
    """Return what a column is told to be in its tag ColumnType (网页标签), never empty.

    :param part: which fixed part of 政府信息公开 it belongs to, "SITE" or "" for an ordinary one
    :param statutory_no: the item of 条例第二十条 or 第二十一条 that it stands for
    """
    types = bundled_table("site_columns.toml")["types"]
    if part not in ("", "SITE"):
        return str(types["of_items"].get(statutory_no, types["default"]))
    words = types["words"].items()
    found = [(len(word), -place, kind) for place, (kind, listed) in enumerate(words)
             for word in listed if word in name]  # fmt: skip
    return str(max(found)[2] if found else types["default"])
