"""Pages and links that do not open, or lead where they should not: 国办秘函〔2019〕19号."""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from gongkai.rules.site_inspection.faults import Fault
from gongkai.rules.site_inspection.limits import Limits

_GOVERNMENT = ".gov.cn"


class LinkFact(NamedTuple):
    """A link on a page, and what was found behind it; `problem` "" where it opens."""

    where: str
    page: str
    target: str
    text: str
    is_on_home: bool
    problem: str
    subject: str = ""


class PageFact(NamedTuple):
    """A page of the site: status and time of its answer, and where it was first linked from."""

    where: str
    title: str
    status: int
    milliseconds: int
    linked_from: str = ""


def link_faults(link: LinkFact) -> Iterator[Fault]:
    """Yield a fault for a link behind which there is nothing: 链接可用性."""
    if not link.problem:
        return
    rule = "HOME_LINK_DEAD" if link.is_on_home else "LINK_DEAD"
    said = f"“{link.text}”" if link.text else ""
    yield Fault(
        rule,
        link.where,
        link.page or link.where,
        f"链接{said}打不开：{link.problem}。",
        link.subject,
        link.target,
        "能够打开的链接",
        known_by=link.target,
    )


def page_faults(page: PageFact, limits: Limits) -> Iterator[Fault]:
    """Yield a fault for a page that breaks down, and for one that takes long.

    One that is not there is the fault of the page that links to it, if any does.
    """
    if page.status >= 500 or (page.status >= 400 and not page.linked_from):
        yield Fault(
            "PAGE_DEAD",
            page.where,
            page.title or page.where,
            f"页面打不开（状态码{page.status}）。",
            found=str(page.status),
            expected="200",
        )
        return
    most = limits.of("PAGE_SLOW", "milliseconds")
    if page.milliseconds > most:
        yield Fault(
            "PAGE_SLOW",
            page.where,
            page.title or page.where,
            f"生成页面用了{page.milliseconds}毫秒，超过{most}毫秒。",
            found=f"{page.milliseconds}毫秒",
            expected=f"{most}毫秒以内",
        )


def search_faults(status: int, where: str) -> Iterator[Fault]:
    """Yield a fault if the site cannot be searched.

    :param status: of the answer to a search
    """
    if status != 200:
        yield Fault(
            "SEARCH_BROKEN",
            where,
            "站内检索",
            f"检索页面打不开（状态码{status}）。",
            found=str(status),
            expected="200",
        )


def is_listed(host: str, listed: Collection[str]) -> bool:
    """Tell whether links to a host need nobody's look: government's, or one the organ listed."""
    name = host.lower().rstrip(".")
    if name == _GOVERNMENT[1:] or name.endswith(_GOVERNMENT):
        return True
    return any(name == one or name.endswith(f".{one}") for one in listed)


def unlisted_faults(
    where: str, page: str, target: str, listed: Collection[str], subject: str = ""
) -> Iterator[Fault]:
    """Yield a fault for a link to a site that is neither government's nor on the organ's list."""
    host = urlsplit(target).hostname or ""
    if not is_listed(host, listed):
        yield Fault(
            "LINK_UNLISTED",
            where,
            page or where,
            f"链接到名单以外的网站{host}。",
            subject,
            target,
            "政府网站，或者“可链接的网站”中的网站",
            known_by=host,
        )
