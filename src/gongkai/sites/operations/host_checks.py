"""Whether a site can answer to the host names that are set of it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.sites.models import SiteHost
from gongkai.sites.operations.refusing import Problem

MOST_HOSTS = 10
_PART = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_NAME = re.compile(rf"{_PART}(?:\.{_PART})*|\[[0-9a-f:]+\]")


def tidy_hosts(hosts: Iterable[str]) -> list[str]:
    """Return host names as they are kept: small letters, each once, no empty ones."""
    kept = (host.strip().lower().rstrip(".") for host in hosts)
    return list(dict.fromkeys(host for host in kept if host))


def host_problems(agency: Agency, hosts: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with host names that a site shall answer to.

    :param hosts: as tidy_hosts returns them
    """
    if len(hosts) > MOST_HOSTS:
        yield Problem("hosts", f"域名：最多{MOST_HOSTS}个，现为{len(hosts)}个，请减少。")
    taken = dict(
        SiteHost.objects.filter(name__in=hosts)
        .exclude(site__agency=agency)
        .values_list("name", "site__agency__name")
    )
    for host in hosts:
        if len(host) > 253 or not _NAME.fullmatch(host):
            yield Problem(
                "hosts",
                f"域名：“{host[:60]}”不是有效的域名，请只填写域名本身，"
                "不带 https://、端口和路径，如 www.example.gov.cn。",
            )
        elif host in taken:
            told = f"域名：“{host}”已是{taken[host]}网站的域名，请核对或者先从该网站移除。"
            yield Problem("hosts", told)
        elif not _is_answered(host):
            yield Problem(
                "hosts",
                f"域名：“{host}”尚未登记为本系统可以应答的域名，请系统管理员在环境变量"
                " GONGKAI_HOSTS 中加入该域名并重新启动后再设置。",
            )


def _is_answered(host: str) -> bool:
    """Tell whether the installation answers to a host at all (".gov.cn" stands for all below)."""
    return any(
        known in ("*", host) or (known.startswith(".") and f".{host}".endswith(known))
        for known in map(str.lower, settings.ALLOWED_HOSTS)
    )
