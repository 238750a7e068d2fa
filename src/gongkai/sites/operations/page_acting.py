"""The one way to act on a page: hold it, see that nobody was there before, count and record."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.publications.queries.contents import hash_of
from gongkai.sites.models import PageState, SitePage, SitePageRevision
from gongkai.sites.operations.refusing import PageChanged, PageRefused
from gongkai.sites.queries.page_contents import content_of_page


def hold_page(page: SitePage, *, version: int | None = None) -> SitePage:
    """Return a page held for the transaction, as it stands now.

    :param version: the version the actor saw; None where he does not act on what he saw
    :raises PageChanged: if the page was acted on since
    """
    held = (
        SitePage.objects.select_for_update(of=("self",), no_key=True)
        .select_related("site__agency", "drafter")
        .get(pk=page.pk)
    )
    if version is not None and version != held.version:
        moment = held.changed_at.astimezone(ZoneInfo(settings.TIME_ZONE))
        raise PageChanged(
            f"《{held.title}》在您打开之后已有变动：{moment:%m月%d日%H:%M}变动后为"
            f"“{held.get_state_display()}”。请对照最新内容后再操作，您填写的内容没有保存，仍在本页。"
        )
    return held


def touch_page(
    page: SitePage,
    *,
    action: str,
    officer: Officer,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    """Store a held page with what was done to it, and record that."""
    page.version += 1
    page.changed_at = at
    page.save()
    record(
        action=f"page.{action}",
        subject=page_subject(page),
        at=at,
        agency=page.site.agency,
        officer=officer,
        detail={"title": page.title, **(detail or {})},
    )


def keep_page_revision(
    page: SitePage, officer: Officer, at: datetime, note: str = ""
) -> SitePageRevision:
    """Freeze a page as it stands."""
    content = content_of_page(page)
    last = page.revisions.aggregate(last=Max("number"))["last"] or 0
    revision: SitePageRevision = SitePageRevision.objects.create(
        page=page,
        number=last + 1,
        content=content,
        content_hash=hash_of(content),
        officer=officer,
        saved_at=at,
        note=note[:200],
    )
    return revision


def page_subject(page: SitePage) -> str:
    """Return what rounds, notices and the trail call a page, whatever its title becomes."""
    return f"页面 {page.pk}"


def require_page_state(page: SitePage, *states: Any) -> None:
    """Insist on one of some states.

    :raises PageRefused: naming the state it is in and those in which it could be done
    """
    if page.state not in states:
        wanted = "、".join(f"“{PageState(state).label}”" for state in states)
        raise PageRefused(
            f"《{page.title}》当前为“{page.get_state_display()}”，此操作只适用于{wanted}的页面，"
            "请刷新页面查看。"
        )
