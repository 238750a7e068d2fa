"""The tree of matters: begun from the default, added to, renamed, moved, switched off and on."""

import re
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import Topic
from gongkai.hotline.permissions import require_desk_head
from gongkai.rules.hotline_desk import first_topics
from gongkai.rules.pinyin import initials_of

LONGEST_NAME = 40
LONGEST_CODE = 12
DEEPEST = 3
"""How many levels the tree has at most."""
_BETWEEN = " › "
_CODE = re.compile(r"[0-9A-Za-z]{1,12}")


class TopicRefused(ValueError):
    """The tree does not take this; the text says why and what to do, in Chinese."""


@transaction.atomic
def begin_topics(*, agency: Agency, at: datetime, officer: Officer | None = None) -> int:
    """Give an organ the tree that its kind begins with, unless it has one; return how many."""
    _hold(agency)
    if Topic.objects.filter(agency=agency).exists():
        return 0
    by_code: dict[str, Topic] = {}
    for place, first in enumerate(first_topics(agency.kind)):
        parent = by_code.get(first.branch)
        by_code[first.code] = _planted(agency, parent, first.code, first.name, place)
    if by_code:
        _record(agency, "begun", agency.short_name, officer, at, {"topics": len(by_code)})
    return len(by_code)


@transaction.atomic
def load_topics(*, agency: Agency, officer: Officer, on: date, at: datetime) -> int:
    """Give an organ that has none the tree that its kind begins with, for an officer.

    :raises NotAllowed: if the officer does not run the desk
    :raises TopicRefused: if there are matters already, or none for the organ's kind
    """
    require_desk_head(officer, agency, on)
    count = begin_topics(agency=agency, officer=officer, at=at)
    if not count:
        raise TopicRefused(
            "没有装入：已有业务类别，或者本类机关没有默认业务类别。请在下面逐个添加。"
        )
    return count


@transaction.atomic
def add_topic(
    *,
    agency: Agency,
    code: str,
    name: str,
    parent: int | None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Topic:
    """Add a matter below another, or as a branch of its own.

    :raises NotAllowed: if the officer does not run the desk
    :raises TopicRefused: if code or name is missing, wrong or taken, or the place too deep
    """
    require_desk_head(officer, agency, on)
    _hold(agency)
    above = _own(agency, parent) if parent else None
    plain, called = _checked_code(agency, code), _checked_name(agency, name, above)
    if above is not None and _depth(above) >= DEEPEST:
        raise TopicRefused(f"上级：业务类别最多{DEEPEST}级，请选择更高一级的上级。")
    topic = _planted(agency, above, plain, called, Topic.objects.filter(agency=agency).count())
    _record(agency, "added", topic.path, officer, at, {"code": plain})
    return topic


@transaction.atomic
def rename_topic(
    *, topic: int, agency: Agency, name: str, officer: Officer, on: date, at: datetime
) -> Topic:
    """Call a matter otherwise; calls and tickets keep it.

    :raises NotAllowed: if the officer does not run the desk
    :raises TopicRefused: if the name is missing, too long or taken
    """
    require_desk_head(officer, agency, on)
    _hold(agency)
    row = _own(agency, topic)
    before = row.path
    row.name = _checked_name(agency, name, row.parent, but=row)
    _replanted(row)
    _record(agency, "renamed", row.path, officer, at, {"before": before})
    return row


@transaction.atomic
def move_topic(
    *,
    topic: int,
    agency: Agency,
    parent: int | None,
    officer: Officer,
    on: date,
    at: datetime,
    place: int | None = None,
) -> Topic:
    """Hang a matter, with what is below it, from another; `place` says where among its sisters.

    :raises NotAllowed: if the officer does not run the desk
    :raises TopicRefused: if it would hang from itself, or too deep, or its name is taken there
    """
    require_desk_head(officer, agency, on)
    _hold(agency)
    row = _own(agency, topic)
    above = _own(agency, parent) if parent else None
    if above is not None and above.pk in {row.pk, *(each.pk for each in _below(row))}:
        raise TopicRefused("上级：不能移到自己下面，请选择其他上级。")
    height = max((_depth(each) for each in _below(row)), default=_depth(row)) - _depth(row)
    if above is not None and _depth(above) + 1 + height > DEEPEST:
        raise TopicRefused(f"上级：移动后超过{DEEPEST}级，请选择更高一级的上级。")
    before = row.path
    row.parent = above
    row.name = _checked_name(agency, row.name, above, but=row)
    if place is not None:
        row.place = place
    _replanted(row)
    _record(agency, "moved", row.path, officer, at, {"before": before, "place": row.place})
    return row


@transaction.atomic
def switch_topic(
    *, topic: int, agency: Agency, is_active: bool, officer: Officer, on: date, at: datetime
) -> Topic:
    """Offer a matter no longer, with what is below it, or again, with what is above it.

    :raises NotAllowed: if the officer does not run the desk
    """
    require_desk_head(officer, agency, on)
    _hold(agency)
    row = _own(agency, topic)
    others = _above(row) if is_active else _below(row)
    keys = [row.pk, *(each.pk for each in others)]
    Topic.objects.filter(pk__in=keys).update(is_active=is_active)
    row.is_active = is_active
    act = "switched_on" if is_active else "switched_off"
    _record(agency, act, row.path, officer, at, {"with": len(keys) - 1})
    return row


def _hold(agency: Agency) -> None:
    """Let one at a time change an organ's tree."""
    Agency.objects.select_for_update().only("pk").get(pk=agency.pk)


def _own(agency: Agency, key: int) -> Topic:
    found = Topic.objects.select_related("parent").filter(agency=agency, pk=key).first()
    if found is None:
        raise TopicRefused("没有这个业务类别，请刷新页面后重新选择。")
    return found


def _planted(agency: Agency, parent: Topic | None, code: str, name: str, place: int) -> Topic:
    path = f"{parent.path}{_BETWEEN}{name}" if parent else name
    topic = Topic.objects.create(
        agency=agency,
        parent=parent,
        top_id=parent.top_id if parent else None,
        code=code,
        name=name,
        path=path,
        initials=initials_of(path.replace(_BETWEEN, " ")),
        place=place,
    )
    if parent is None:
        topic.top = topic
        topic.save(update_fields=["top"])
    return topic


def _replanted(row: Topic) -> None:
    """Write a matter's path anew, and that of all below it."""
    row.path = f"{row.parent.path}{_BETWEEN}{row.name}" if row.parent else row.name
    row.top_id = row.parent.top_id if row.parent else row.pk
    row.initials = initials_of(row.path.replace(_BETWEEN, " "))
    row.save()
    for child in Topic.objects.filter(parent=row):
        child.parent = row
        _replanted(child)


def _below(row: Topic) -> list[Topic]:
    found: list[Topic] = []
    for child in Topic.objects.filter(parent=row).select_related("parent"):
        found += [child, *_below(child)]
    return found


def _above(row: Topic) -> list[Topic]:
    return [row.parent, *_above(row.parent)] if row.parent else []


def _depth(row: Topic) -> int:
    return row.path.count(_BETWEEN) + 1


def _checked_code(agency: Agency, code: str) -> str:
    plain = code.strip()
    if not _CODE.fullmatch(plain):
        raise TopicRefused(f"代码：请填写1至{LONGEST_CODE}位数字或字母，例如 211。")
    taken = Topic.objects.filter(agency=agency, code=plain).first()
    if taken is not None:
        raise TopicRefused(f"代码：{plain}已用于“{taken.path}”，请换一个。")
    return plain


def _checked_name(agency: Agency, name: str, parent: Topic | None, but: Topic | None = None) -> str:
    plain = " ".join(name.replace("›", " ").split())
    if not plain:
        raise TopicRefused("名称：未填写，请填写。")
    if len(plain) > LONGEST_NAME:
        raise TopicRefused(f"名称：共{len(plain)}个字，最多{LONGEST_NAME}个字，请缩短。")
    path = f"{parent.path}{_BETWEEN}{plain}" if parent else plain
    taken = Topic.objects.filter(agency=agency, path=path)
    if taken.exclude(pk=but.pk if but else None).exists():
        raise TopicRefused(f"名称：已有“{path}”，请换一个，或者启用原来的。")
    return plain


def _record(
    agency: Agency,
    act: str,
    subject: str,
    officer: Officer | None,
    at: datetime,
    detail: dict[str, Any],
) -> None:
    record(
        action=f"topic.{act}", subject=subject, at=at, agency=agency, officer=officer, detail=detail
    )
