"""What an organ sets for publishing, where a column says nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer, Role
from gongkai.audit.operations import record
from gongkai.outbox.operations import announce
from gongkai.publications.models import PublishingSettings
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.permissions import insist, may_configure
from gongkai.rules.attributes import local_codes
from gongkai.rules.attributes.reassessing import MOST_MONTHS
from gongkai.rules.review_stages import StagesRefused, default_stages, read_stages

TITLE_LIMITS = range(10, 201)


class SettingRefused(ItemRefused):
    """Something cannot be set so; `field` is where, the message names the remedy, in Chinese."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def save_publishing_settings(
    *,
    agency: Agency,
    officer: Officer,
    on: date,
    at: datetime,
    stages: Sequence[Mapping[str, Any]] = (),
    title_limit: int | None = None,
    reassess_months: int | None = None,
    document_word: str = "",
    document_head: str = "",
    local_attributes: Sequence[str] = (),
) -> PublishingSettings:
    """Set what holds for an organ; what is left empty falls back to the visible default.

    :param stages: with `name`, `roles` and `checks`, in order; none for the default three
    :raises NotAllowed: if the officer may not set this
    :raises SettingRefused: naming the field
    """
    insist(may_configure(officer, agency, on), "修改发布设置")
    if title_limit is not None and title_limit not in TITLE_LIMITS:
        raise SettingRefused(
            "title_limit",
            f"标题字数上限：应为{TITLE_LIMITS.start}至{TITLE_LIMITS.stop - 1}之间的整数，"
            f"现为{title_limit}。",
        )
    if reassess_months is not None and not 1 <= reassess_months <= MOST_MONTHS:
        raise SettingRefused(
            "reassess_months",
            f"定期评估周期：应为1至{MOST_MONTHS}之间的整数（月），现为{reassess_months}。",
        )
    unknown = [code for code in local_attributes if code not in local_codes()]
    if unknown:
        raise SettingRefused(
            "local_attributes", f"本地公开属性：没有“{'、'.join(unknown)}”这一选项，请重新选择。"
        )
    row, _made = PublishingSettings.objects.select_for_update().get_or_create(agency=agency)
    wanted = {
        "stages": _other_than_default(stages_to_keep(stages)),
        "title_limit": title_limit,
        "reassess_months": reassess_months,
        "document_word": line("document_word", "发文机关代字", document_word, 20, needed=False),
        "document_head": line("document_head", "发文机关标志", document_head, 60, needed=False),
        "local_attributes": list(local_attributes),
    }
    changed = {
        name: [getattr(row, name), value]
        for name, value in wanted.items()
        if getattr(row, name) != value
    }
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    record(action="publishing.set", subject="发布设置", at=at, agency=agency, officer=officer,
           detail=changed)  # fmt: skip
    announce(
        kind="publishing.set", subject=agency.code, at=at, agency=agency,
        detail={"touches": ["site"]},
    )  # fmt: skip
    return row


def _other_than_default(stages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return stages, none if they are the three that hold anyway: so these may still change."""
    return [] if stages == [stage.as_json() for stage in default_stages()] else stages


def stages_to_keep(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return stages as they are stored, none for none (三审三校).

    :raises SettingRefused: if nobody could sign in them
    """
    if not rows:
        return []
    try:
        stages = read_stages(rows)
    except StagesRefused as refused:
        raise SettingRefused("stages", str(refused)) from refused
    unknown = {role for stage in stages for role in stage.roles} - set(Role.values)
    if unknown:
        raise SettingRefused(
            "stages", f"签署角色“{'、'.join(sorted(unknown))}”不存在，请重新选择。"
        )
    return [stage.as_json() for stage in stages]


def line(field: str, label: str, text: str, most: int, *, needed: bool = True) -> str:
    """Return a line of text without needless blanks.

    :raises SettingRefused: if it is missing or too long
    """
    said = " ".join(text.split())
    if (needed and not said) or len(said) > most:
        raise SettingRefused(
            field, f"{label}：应为{1 if needed else 0}至{most}个字，现为{len(said)}个字。"
        )
    return said
