"""What a fund centre handles for employers and workers (服务事项), as a list to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gongkai.rules.bundled import bundled_table

_TABLE = "service_items.toml"


class Audience(StrEnum):
    """For whom an item is (办理对象)."""

    EMPLOYER = "EMPLOYER"
    WORKER = "WORKER"

    @property
    def label(self) -> str:
        """Return what they are called."""
        return {"EMPLOYER": "单位", "WORKER": "个人"}[self.value]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A service item of the list.

    :param basis: articles of 《住房公积金管理条例》, or what else it rests on
    :param days: within how many days of acceptance it is to be decided; None where no article says
    :param days_article: the article that says so
    :param is_nationwide: 跨省通办
    """

    code: str
    name: str
    audience: Audience
    group: str
    basis: str
    days: int | None
    days_article: str
    is_nationwide: bool

    @property
    def group_name(self) -> str:
        """Return what its group is called."""
        return str(bundled_table(_TABLE)["groups"][self.group])


def listed_items(audience: Audience | None = None) -> tuple[ListedItem, ...]:
    """Return the items of employers and of workers, or of one of them: 条例第十三至三十六条."""
    return tuple(each for each in _all() if audience in (None, each.audience))


def listed_item(code: str) -> ListedItem | None:
    """Return the item of a code, None where there is none."""
    return next((each for each in _all() if each.code == code), None)


def group_names() -> Mapping[str, str]:
    """Return what groups of items are called, by their codes, in the order of lists."""
    names: Mapping[str, str] = bundled_table(_TABLE)["groups"]
    return names


def list_source() -> str:
    """Return where the list comes from, and that it is to be confirmed."""
    return str(bundled_table(_TABLE)["source"])


@cache
def _all() -> tuple[ListedItem, ...]:
    return tuple(
        ListedItem(
            code=row["code"],
            name=row["name"],
            audience=Audience(row["audience"]),
            group=row["group"],
            basis=row["basis"],
            days=row.get("decided_within", {}).get("days"),
            days_article=row.get("decided_within", {}).get("article", ""),
            is_nationwide=row.get("nationwide", False),
        )
        for row in bundled_table(_TABLE)["items"]
    )
