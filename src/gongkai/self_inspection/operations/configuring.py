"""What an organ sets for its inspections."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.rules.site_inspection.limits import checked_limits
from gongkai.self_inspection.models import InspectionSettings
from gongkai.self_inspection.permissions import insist, may_set_aside

_HOST = re.compile(r"(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9-]{1,63})+")
MOST_HOSTS = 500
MOST_LISTS, MOST_ITEMS = 20_000, 20_000


class SettingRefused(ValueError):
    """The setting makes no sense; the message names it and what to do."""


@transaction.atomic
def set_inspection(
    *,
    agency: Agency,
    limits: Mapping[str, int],
    listed_hosts: Sequence[str],
    asks_outside: bool,
    most_lists: int,
    newest_items: int,
    officer: Officer,
    on: date,
    at: datetime,
) -> InspectionSettings:
    """Set limits, hosts that may be linked to, and how much of the site is opened.

    :param limits: by "RULE.name"; those equal to the default are not kept
    :raises NotAllowed: if the officer may not configure publishing
    :raises LimitRefused: if a limit is unknown or out of range
    :raises SettingRefused: if a host or number makes no sense
    """
    insist(may_set_aside(officer, agency, on), "修改自查设置")
    hosts = list(dict.fromkeys(host.strip().lower() for host in listed_hosts if host.strip()))
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise SettingRefused(
                f"可链接的网站“{host[:60]}”写法有误，请只写域名，例如 www.example.org.cn。"
            )
    if len(hosts) > MOST_HOSTS:
        raise SettingRefused(f"可链接的网站最多{MOST_HOSTS}个，现有{len(hosts)}个，请减少。")
    for label, number, most in (
        ("最多打开的列表等页面数", most_lists, MOST_LISTS),
        ("打开最新信息的条数", newest_items, MOST_ITEMS),
    ):
        if not 1 <= number <= most:
            raise SettingRefused(f"{label}应在1至{most}之间，现为{number}，请改正。")
    row, _ = InspectionSettings.objects.update_or_create(
        agency=agency,
        defaults={
            "limits": checked_limits(limits),
            "listed_hosts": hosts,
            "asks_outside": asks_outside,
            "most_lists": most_lists,
            "newest_items": newest_items,
        },
    )
    record(
        action="inspection.set",
        subject="自查设置",
        at=at,
        agency=agency,
        officer=officer,
        detail={"limits": row.limits, "hosts": len(hosts), "asks_outside": asks_outside},
    )
    return row
