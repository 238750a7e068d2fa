"""The guides to begin with, put together from the regulation and common practice.

All of them are to be confirmed by the centre; places, hours and phones are never among them.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from gongkai.rules.bundled import bundled_tables
from gongkai.rules.service_guides.elements import GuideElements
from gongkai.rules.service_guides.kept import read_guide
from gongkai.rules.service_items import ListedItem, listed_items

_COMMON = "common"
_REGULATION = "《住房公积金管理条例》"
_NO_LIMIT = "《住房公积金管理条例》没有规定具体期限"


def initial_guide(code: str) -> GuideElements:
    """Return the guide that an item of the list begins with; an empty one for any other code."""
    return _guides().get(code, GuideElements())


def names_of_item(item: ListedItem) -> frozenset[str]:
    """Return every name under which an item of the list may be on record."""
    return frozenset((item.name, *initial_guide(item.code).also_called))


@cache
def _guides() -> Mapping[str, GuideElements]:
    tables = bundled_tables("guides")
    common = tables.pop(_COMMON)
    told = {code: row for table in tables.values() for code, row in table.items()}
    return {each.code: _guide(each, told[each.code], common) for each in listed_items()}


def _guide(item: ListedItem, row: Mapping[str, Any], common: Mapping[str, Any]) -> GuideElements:
    materials = [
        {**common["materials"][each["of"]], **each} if "of" in each else each
        for each in row.get("materials", ())
    ]
    steps = row.get("steps") or common["flows"][row["flow"]]
    return read_guide(
        {
            "fee": "不收费",
            **row,
            "group": item.group,
            "basis": row.get("basis") or _basis(item),
            "statutory": _statutory(item),
            "materials": materials,
            "steps": steps,
            "without_materials": not materials,
            "without_sheets": not row.get("sheets"),
        }
    )


def _basis(item: ListedItem) -> list[dict[str, str]]:
    """Return the articles that the list names; none where it says that it is for the centre."""
    article = item.basis.partition("及本地规定")[0]
    if not article.startswith("第"):
        return []
    return [{"title": _REGULATION, "article": article}]


def _statutory(item: ListedItem) -> str:
    if item.days is None:
        return _NO_LIMIT
    return f"自受理申请之日起{item.days}日内作出决定（{_REGULATION}{item.days_article}）"
