"""What must be disclosed unasked, item by item: 条例第二十条、第二十一条."""

from functools import cache
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table

_EVERYBODY = ""
_CITY_AND_COUNTY = "CITY_AND_COUNTY"
_TOWNSHIP = "TOWNSHIP"


class StatutoryItem(NamedTuple):
    """One item of 条例第二十条, or one matter that 第二十一条 names.

    `no` is e.g. "20-1"; `text` is the article's wording, `short` a name for menus.
    """

    no: str
    article: str
    text: str
    short: str
    of: str = _EVERYBODY


def statutory_items(*, is_township: bool = False) -> tuple[StatutoryItem, ...]:
    """Return the fifteen items of 第二十条, then what 第二十一条 adds for the organ's level.

    :param is_township: a township government; else an organ of a city or county
    """
    added = _TOWNSHIP if is_township else _CITY_AND_COUNTY
    return tuple(each for each in _all() if each.of in (_EVERYBODY, added))


def statutory_item(no: str) -> StatutoryItem | None:
    """Return the item of a number, None where there is none: 条例第二十条、第二十一条."""
    return next((each for each in _all() if each.no == no), None)


def statutory_source() -> str:
    """Return the document that the items stand in: 条例第二十条、第二十一条."""
    return str(bundled_table("statutory_items.toml")["source"])


@cache
def _all() -> tuple[StatutoryItem, ...]:
    rows = bundled_table("statutory_items.toml")["items"]
    return tuple(StatutoryItem(**row) for row in rows)
