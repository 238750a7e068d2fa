"""Which sites there are to keep, under which hosts, and where their files stand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.sites.queries.hosts import HostedSite, hosted_sites, site_on
from gongkai.static_site.places import folder

_ANY = "*"


@dataclass(frozen=True)
class KeptSite:
    """A site whose pages are kept: its organ's code, scheme and host of its links, its hosts."""

    code: str
    base: str
    hosts: tuple[str, ...]

    @property
    def host(self) -> str:
        """Return the host of its links, with the port where there is one."""
        return urlsplit(self.base).netloc

    @property
    def folder(self) -> Path:
        """Return the folder in which its files stand."""
        return folder() / self.code


def kept_sites() -> list[KeptSite]:
    """Return every site: those with hosts of their own, and the installation's default one."""
    kept = {site.agency.code: _kept(site) for site in hosted_sites() if site.hosts}
    default = _default({host for site in kept.values() for host in site.hosts})
    if default is not None:
        own = kept.get(default.code)
        # The organ's pages are the same under its own hosts and under those that are nobody's.
        kept[default.code] = replace(own, hosts=own.hosts + default.hosts) if own else default
    return list(kept.values())


def refused_hosts() -> list[str]:
    """Return the hosts of sites that the installation does not answer to (GONGKAI_HOSTS)."""
    return [host for site in hosted_sites() for host in site.hosts if not is_answered(host)]


def is_answered(host: str) -> bool:
    """Tell whether the installation answers to a host name."""
    allowed: list[str] = settings.ALLOWED_HOSTS
    return any(
        each in (_ANY, host) or (each.startswith(".") and f".{host}".endswith(each))
        for each in allowed
    )


def _kept(site: HostedSite) -> KeptSite:
    usual = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    first = next((host for host in site.hosts if is_answered(host)), site.hosts[0])
    scheme = "https" if settings.SECURE else "http"
    same = usual.hostname == first and usual.scheme == scheme
    return KeptSite(
        code=site.agency.code,
        base=f"{scheme}://{usual.netloc}" if same else f"{scheme}://{first}",
        hosts=site.hosts,
    )


def _default(taken: set[str]) -> KeptSite | None:
    """Return the site that answers to every host that is nobody's."""
    names = [host for host in _plain_hosts() if host not in taken]
    usual = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    scheme = "https" if settings.SECURE else "http"
    name = usual.hostname or ""
    if name and is_answered(name) and name not in taken:
        names.insert(0, name)
        base = f"{scheme}://{usual.netloc}"
    elif names:
        base = f"{scheme}://{names[0]}"
    else:
        return None
    site = site_on(urlsplit(base).hostname or "")
    if site is None:
        return None
    agency: Agency = site.agency
    return KeptSite(code=agency.code, base=base, hosts=tuple(dict.fromkeys(names)))


def _plain_hosts() -> Iterator[str]:
    for each in settings.ALLOWED_HOSTS:
        if _ANY not in each and not each.startswith((".", "[")):
            yield each.lower()
