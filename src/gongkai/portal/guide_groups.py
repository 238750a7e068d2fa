"""Items put together for lists: by who they are for, and by group within."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from gongkai.fund_services.queries.guides.in_force import OfferedItem
from gongkai.portal.pages import Text
from gongkai.rules.service_items import Audience, group_names

# What most people come for stands first; the others follow in the order of the list.
_FIRST = ("WITHDRAWAL", "LOAN", "REPAYMENT", "CERTIFICATES")


class Group(NamedTuple):
    """The items of one group."""

    name: Text
    items: tuple[OfferedItem, ...]


class AudienceShown(NamedTuple):
    """The groups of items for workers or for employers; `anchor` names the place on the page."""

    anchor: str
    name: Text
    groups: tuple[Group, ...]
    size: int


def shown_by_audience(offered: Iterable[OfferedItem]) -> list[AudienceShown]:
    """Return items by audience, workers first, and by group in the order of the list."""
    items = list(offered)
    found = []
    for audience, anchor, name, first in (
        (Audience.WORKER, "geren", _("个人办事"), _FIRST),
        (Audience.EMPLOYER, "danwei", _("单位办事"), ()),
    ):
        own = [each for each in items if each.item.audience == audience.value]
        if own:
            found.append(AudienceShown(anchor, name, _groups(own, first), len(own)))
    return found


def found_by_words(offered: Iterable[OfferedItem], words: Sequence[str]) -> list[OfferedItem]:
    """Return the items whose name, other names, group or summary hold every word."""
    return [each for each in offered if all(word in _looked_in(each) for word in words)]


def related_items(shown: OfferedItem, offered: Iterable[OfferedItem]) -> list[OfferedItem]:
    """Return the other items of the same group and audience that have a guide."""
    return [
        each
        for each in offered
        if each.group == shown.group
        and each.item.audience == shown.item.audience
        and each.item.pk != shown.item.pk
        and each.version is not None
    ]


def _groups(items: Sequence[OfferedItem], first: Sequence[str]) -> tuple[Group, ...]:
    codes = (*first, *group_names(), "")
    by_code: dict[str, list[OfferedItem]] = {code: [] for code in dict.fromkeys(codes)}
    for each in items:
        by_code[each.group if each.group in by_code else ""].append(each)
    names = {**group_names(), "": _("其他")}
    return tuple(Group(names[code], tuple(rows)) for code, rows in by_code.items() if rows)


def _looked_in(each: OfferedItem) -> str:
    guide = each.guide
    parts = (each.item.name, *guide.also_called, each.group_name, guide.summary)
    return "\n".join(parts).lower()
