"""Setting up the columns of an organ's site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from re import fullmatch
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Agency, AgencyKind, Officer
from gongkai.audit.operations import record
from gongkai.outbox.operations import announce
from gongkai.publications.models import Column, Item, ItemState, SitePart
from gongkai.publications.operations.configuring import SettingRefused, line, stages_to_keep
from gongkai.publications.permissions import insist, may_configure
from gongkai.rules.site_columns import preset_columns
from gongkai.rules.statutory_items import statutory_item

LONGEST_INTERVAL = 3660
_UNDER_WAY = (ItemState.IN_REVIEW, ItemState.APPROVED)


@dataclass(frozen=True)
class ColumnSettings:
    """What is set of a column; no stages of its own means the organ's."""

    name: str
    part: str = "SITE"
    statutory_no: str = ""
    update_days: int | None = None
    position: int | None = None
    stages: Sequence[Mapping[str, Any]] = ()


@transaction.atomic
def add_column(
    *, agency: Agency, code: str, content: ColumnSettings, officer: Officer, on: date, at: datetime
) -> Column:
    """Add a column; its code stands in addresses and never changes.

    :raises NotAllowed: if the officer may not set columns
    :raises SettingRefused: naming the field
    """
    insist(may_configure(officer, agency, on), "设置栏目")
    if not fullmatch(r"[a-z0-9][a-z0-9-]{0,49}", code):
        raise SettingRefused(
            "code", f"栏目代码“{code}”：只能用小写英文字母、数字和连字符，1至50个字符，请修改。"
        )
    if Column.objects.filter(agency=agency, code=code).exists():
        raise SettingRefused("code", f"栏目代码“{code}”已被使用，请换一个。")
    column = Column(agency=agency, code=code)
    _fill(column, content)
    column.save()
    _record("column.added", column, officer, at, {"code": code})
    return column


@transaction.atomic
def change_column(
    *, column: Column, content: ColumnSettings, officer: Officer, on: date, at: datetime
) -> Column:
    """Change what is set of a column; sign-offs under way keep the stages they began with.

    :raises NotAllowed, SettingRefused: as add_column does
    """
    insist(may_configure(officer, column.agency, on), "设置栏目")
    held = _held(column)
    before = _told(held)
    _fill(held, content)
    held.save()
    after = _told(held)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    _record("column.changed", held, officer, at, changed)
    return held


@transaction.atomic
def close_column(*, column: Column, officer: Officer, on: date, at: datetime) -> Column:
    """Take a column out of use; what was published in it stays where it is.

    :raises SettingRefused: while items in it are being examined or wait for publication
    """
    insist(may_configure(officer, column.agency, on), "停用栏目")
    held = _held(column)
    waiting = Item.objects.filter(column=held, state__in=_UNDER_WAY).count()
    if waiting:
        raise SettingRefused(
            "is_closed",
            f"栏目“{held.name}”还有{waiting}条信息正在审核或者待发布，请先办结或者改换栏目，再停用。",
        )
    held.is_closed = True
    held.save(update_fields=["is_closed"])
    _record("column.closed", held, officer, at, {})
    return held


@transaction.atomic
def reopen_column(*, column: Column, officer: Officer, on: date, at: datetime) -> Column:
    """Take a closed column into use again."""
    insist(may_configure(officer, column.agency, on), "启用栏目")
    held = _held(column)
    held.is_closed = False
    held.save(update_fields=["is_closed"])
    _record("column.reopened", held, officer, at, {})
    return held


@transaction.atomic
def take_preset_columns(
    *, agency: Agency, officer: Officer, on: date, at: datetime
) -> list[Column]:
    """Add what the organ lacks of the columns that a site like its own begins with.

    :raises NotAllowed: if the officer may not set columns
    """
    insist(may_configure(officer, agency, on), "设置栏目")
    return _add_presets(agency, officer, at)


@transaction.atomic
def begin_columns(*, agency: Agency, at: datetime) -> list[Column]:
    """Give a new organ the columns that a site like its own begins with; none if it has any."""
    if Column.objects.filter(agency=agency).exists():
        return []
    return _add_presets(agency, None, at)


def _add_presets(agency: Agency, officer: Officer | None, at: datetime) -> list[Column]:
    held = Column.objects.filter(agency=agency)
    names = set(held.values_list("name", flat=True))
    codes = set(held.values_list("code", flat=True))
    last = held.aggregate(last=Max("position"))["last"] or 0
    is_centre = agency.kind == AgencyKind.FUND_CENTRE
    added = []
    for preset in preset_columns(is_fund_centre=is_centre):
        if preset.name in names or preset.code in codes:
            continue
        last += 1
        column = Column.objects.create(
            agency=agency,
            code=preset.code,
            name=preset.name,
            position=last,
            part=preset.part or SitePart.SITE,
            statutory_no=preset.statutory_no,
            update_days=preset.update_days,
        )
        added.append(column)
        _record("column.added", column, officer, at, {"code": preset.code})
    return added


def _held(column: Column) -> Column:
    rows = Column.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    return rows.get(pk=column.pk)


def _fill(column: Column, content: ColumnSettings) -> None:
    content = replace(content, name=line("name", "栏目名称", content.name, 50))
    same = Column.objects.filter(agency=column.agency, name=content.name).exclude(pk=column.pk)
    if same.exists():
        raise SettingRefused("name", f"栏目名称“{content.name}”已被使用，请换一个。")
    if content.part not in SitePart.values:
        raise SettingRefused("part", f"所属部分“{content.part}”不是可选的值，请重新选择。")
    _require_statutory(content)
    days = content.update_days
    if days is not None and not 1 <= days <= LONGEST_INTERVAL:
        raise SettingRefused(
            "update_days",
            f"更新周期：应为1至{LONGEST_INTERVAL}之间的整数（天），现为{days}；不承诺周期的请留空。",
        )
    column.name, column.part = content.name, content.part
    column.statutory_no, column.update_days = content.statutory_no, days
    column.stages = stages_to_keep(content.stages)
    if content.position is not None:
        column.position = content.position
    elif column.pk is None:
        last = Column.objects.filter(agency=column.agency).aggregate(last=Max("position"))["last"]
        column.position = (last or 0) + 1


def _require_statutory(content: ColumnSettings) -> None:
    """Insist that columns of 法定主动公开内容, and no other, name an item: 条例第二十条."""
    if content.part == SitePart.STATUTORY:
        if statutory_item(content.statutory_no) is None:
            raise SettingRefused(
                "statutory_no",
                "法定公开事项：“法定主动公开内容”的栏目须选择《条例》第二十条、第二十一条中的一项。",
            )
    elif content.statutory_no:
        raise SettingRefused(
            "statutory_no",
            "法定公开事项：只有“法定主动公开内容”的栏目才选择，请清空，或者改选所属部分。",
        )


def _told(column: Column) -> dict[str, Any]:
    names = ("name", "part", "statutory_no", "update_days", "position", "stages")
    return {name: getattr(column, name) for name in names}


def _record(
    action: str, column: Column, officer: Officer | None, at: datetime, detail: dict[str, Any]
) -> None:
    record(action=action, subject=f"栏目 {column.name}", at=at, agency=column.agency,
           officer=officer, detail=detail)  # fmt: skip
    # Its name and place stand on every page of its items and in every menu.
    announce(
        kind=action, subject=str(column.pk), at=at, agency=column.agency,
        detail={"touches": ["site"]},
    )  # fmt: skip
