"""Questions put together by matter, in the order of the organ's tree."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.portal.pages import Text


class Group(NamedTuple):
    """The questions of one matter."""

    name: Text
    answers: tuple[Any, ...]


def grouped(answers: Iterable[Any], names: Mapping[str, str]) -> list[Group]:
    """Return answers by the matter on top of theirs, those of none last; by question within.

    :param names: of the matter on top of each, by its code, in their order
    """
    found: dict[Text, list[Any]] = {name: [] for name in names.values()}
    others = found.setdefault(_("其他"), [])
    for each in answers:
        name = names.get(each.entry.topic_code)
        (others if name is None else found[name]).append(each)
    groups = [Group(name, tuple(_by_question(rows))) for name, rows in found.items() if rows]
    if len(groups) == 1 and others:
        return [Group(_("全部问题"), groups[0].answers)]
    return groups


def _by_question(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda each: (each.question, each.pk))
