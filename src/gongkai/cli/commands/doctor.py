"""`gongkai doctor`: what is wrong with this installation, each with its remedy."""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.audit.queries import broken_links
from gongkai.cli.arguments import Parser
from gongkai.cli.records import pending_migrations
from gongkai.rules.calendars import calendar_gap_warning

_LEAST_FREE = 1 << 30


def declare(parser: Parser) -> None:
    """Declare the arguments: none."""


def run(options: argparse.Namespace) -> int:
    """Print each fault; return 0 if there is none, else 1."""
    faults = list(_faults())
    for fault in faults:
        print(f"× {fault}")
    if not faults:
        print("未发现问题。")
    return 1 if faults else 0


def _faults() -> Iterator[str]:
    if pending_migrations():
        yield "数据库尚未建立或未升级，请运行 gongkai setup。"
        return
    free = shutil.disk_usage(settings.HOME).free
    if free < _LEAST_FREE:
        yield f"磁盘剩余空间不足1 GB（现有{free / (1 << 30):.1f} GB），请清理磁盘。"
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield "页面文件尚未整理，请运行 gongkai setup。"
    if not Agency.objects.exists():
        yield "尚未登记任何机关，请运行 gongkai agency add。"
    gap = calendar_gap_warning(working_calendar(), timezone.localdate())
    if gap:
        yield gap
    yield from broken_links()
