"""Metadata, dates and interpretations of public items: 条例第十二条, 国办秘函〔2019〕19号."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from gongkai.rules.site_inspection.faults import Fault

# 条例第十二条: 索引、名称、内容概述、生成日期.
_REQUIRED = {
    "index_no": "索引号",
    "title": "名称",
    "summary": "内容概述",
    "formed_on": "生成日期",
}


class ItemFact(NamedTuple):
    """A public item with what its page tells of it; "" stands for nothing told.

    `created_on` is when work on it began here; None for what was taken over from elsewhere.
    """

    key: int
    title: str
    where: str
    index_no: str
    summary: str
    formed_on: date | None
    published_on: date
    created_on: date | None


class InterpretationFact(NamedTuple):
    """A public item of a column for interpretations: does it lead to a document, and that back?

    `leads_to` counts the public documents that it is linked to; a link of ours shows on both.
    """

    key: int
    title: str
    where: str
    leads_to: int


def metadata_faults(item: ItemFact) -> Iterator[Fault]:
    """Yield what an item's page does not tell: 条例第十二条."""
    told = {
        "index_no": item.index_no,
        "title": item.title,
        "summary": item.summary,
        "formed_on": item.formed_on,
    }
    missing = [label for name, label in _REQUIRED.items() if not told[name]]
    if missing:
        yield _of(
            item,
            "METADATA_MISSING",
            f"缺少：{'、'.join(missing)}。",
            "空白",
            "、".join(_REQUIRED.values()),
        )


def date_faults(item: ItemFact) -> Iterator[Fault]:
    """Yield dates that cannot be right: published before it was written, or begun here."""
    if item.formed_on is not None and item.published_on < item.formed_on:
        yield _of(
            item,
            "DATE_ORDER",
            "发布日期早于成文日期。",
            f"{item.published_on}",
            f"{item.formed_on}以后",
        )
    if item.created_on is not None and item.published_on < item.created_on:
        yield _of(
            item,
            "FORGED_DATE",
            f"本条信息{item.created_on}才建稿，发布日期却写作{item.published_on}。",
            f"{item.published_on}",
            f"{item.created_on}以后",
        )


def interpretation_faults(items: Iterable[InterpretationFact]) -> Iterator[Fault]:
    """Yield interpretations that lead to no document: 政策解读."""
    for item in items:
        if item.leads_to == 0:
            yield Fault(
                "INTERPRETATION_UNLINKED",
                item.where,
                f"《{item.title}》",
                "解读没有链接到所解读的文件，文件页面也就不显示这篇解读。",
                f"item:{item.key}",
                "没有关联",
                "与所解读的文件相互链接",
            )


def _of(item: ItemFact, rule: str, message: str, found: str, expected: str) -> Fault:
    place = f"《{item.title}》"
    return Fault(rule, item.where, place, message, f"item:{item.key}", found, expected)
