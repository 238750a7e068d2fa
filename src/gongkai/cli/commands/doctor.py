"""`gongkai doctor`: what is wrong with this installation, each with its remedy."""

import argparse
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.audit.queries import broken_links
from gongkai.cli.arguments import Parser
from gongkai.cli.records import pending_migrations
from gongkai.fund_services.core.choosing import core_problem
from gongkai.fund_services.operations.certificates.sealing import seal_problem
from gongkai.messages.operations.texting import gateway_answers
from gongkai.messages.queries.dispatch_lists import undecided, waiting_too_long
from gongkai.messages.queries.gateways import sms_is_configured
from gongkai.rules.calendars import calendar_gap_warning
from gongkai.search.standing import index_standing
from gongkai.static_site.hosts import refused_hosts
from gongkai.static_site.keeping import standings

_LEAST_FREE = 1 << 30
# How long a change may wait to be found while somebody follows.
_LATE = timedelta(seconds=60)


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
    yield from _index_faults()
    gap = calendar_gap_warning(working_calendar(), timezone.localdate())
    if gap:
        yield gap
    yield from _kept_pages()
    yield from _messages()
    if problem := core_problem():
        yield f"核心业务系统没有连通：{problem}请检查 GONGKAI_CORE_URL、网络和对方服务。"
    for agency in Agency.objects.all():
        if problem := seal_problem(agency, timezone.now()):
            yield f"{agency.short_name}的电子签章：{problem}"
    yield from broken_links()


def _kept_pages() -> Iterator[str]:
    for each in standings():
        if each.generation is None:
            yield (
                f"网站“{each.site.code}”的网页文件尚未生成，请运行 gongkai site build --all；"
                "gongkai serve 运行时会自动生成。"
            )
        elif each.is_stale:
            yield (
                f"网站“{each.site.code}”的网页文件须全部重新生成，请运行 gongkai site build --all；"
                "gongkai serve 运行时会自动生成。"
            )
        elif each.unread:
            yield (
                f"网站“{each.site.code}”有{each.unread}处变更尚未写入网页文件，"
                "请检查 gongkai serve 是否在运行，或者运行 gongkai follow。"
            )
    for host in refused_hosts():
        yield f"网站域名“{host}”不在 GONGKAI_HOSTS 之中，访问会被拒绝，请加入后重新启动服务。"


def _messages() -> Iterator[str]:
    """Tell what stands in the way of messages; a gateway that is configured is asked."""
    at = timezone.now()
    waiting, dead = waiting_too_long(at), undecided()
    if waiting:
        yield (
            f"有{waiting}条消息超过1小时没有处理，请检查 gongkai serve 是否在运行，"
            "或者运行 gongkai deliver。"
        )
    if dead:
        yield f"有{dead}条消息未送达且没有处理，请在管理台“未送达”页面重发或者登记不再发送。"
    if sms_is_configured() and (problem := gateway_answers(at)):
        yield f"短信网关没有连通：{problem}"


def _index_faults() -> Iterator[str]:
    """Tell what is wrong with this node's search index; one that is being built is not."""
    standing = index_standing()
    if standing.rebuild is not None:
        return
    if standing.fault:
        yield f"{standing.fault}请运行 gongkai index rebuild。"
    elif standing.behind_since and timezone.now() - standing.behind_since > _LATE:
        yield (
            f"检索索引有{standing.behind}项变更超过{_LATE.seconds}秒没有更新，"
            "请检查 gongkai serve（或 gongkai follow）是否在运行。"
        )
