"""Writing pages of blocks: drafts, their revisions, and the next version of what is public."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.publications.permissions import insist, may_draft
from gongkai.review.operations import void_open_round
from gongkai.sites.models import PageKind, PageState, SitePage
from gongkai.sites.operations.block_checks import BlockMaker
from gongkai.sites.operations.page_acting import (
    hold_page,
    keep_page_revision,
    require_page_state,
    touch_page,
)
from gongkai.sites.operations.refusing import PageRefused, Problem
from gongkai.sites.operations.saving import held_site

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class PageContent:
    """What the form of a page holds; `slug` is its name in addresses."""

    slug: str
    title: str
    summary: str = ""
    blocks: Sequence[Mapping[str, Any]] = ()


@transaction.atomic
def draft_page(
    *,
    agency: Agency,
    kind: str,
    content: PageContent,
    officer: Officer,
    on: date,
    at: datetime,
) -> SitePage:
    """Start a draft of a topic or free page with its first revision.

    :raises PageRefused: naming every field and block that cannot be kept
    :raises NotAllowed: if the officer may not write for the organ
    """
    insist(may_draft(officer, agency, on), "起草网站页面")
    if kind not in PageKind.values:
        raise PageRefused(f"页面类别：没有“{kind[:20]}”这一类，请选择专题或者单页。")
    page = SitePage(
        site=held_site(agency), kind=kind, drafter=officer, created_at=at, changed_at=at
    )
    _write(page, content)
    touch_page(page, action="drafted", officer=officer, at=at)
    keep_page_revision(page, officer, at)
    return page


@transaction.atomic
def save_page(
    *,
    page: SitePage,
    version: int,
    content: PageContent,
    officer: Officer,
    on: date,
    at: datetime,
) -> SitePage:
    """Keep what was typed of a draft as its newest revision.

    :raises PageRefused: naming every field and block that cannot be kept; if it is no draft
    :raises PageChanged: if the page was acted on since
    """
    insist(may_draft(officer, page.site.agency, on), "编辑网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.DRAFT)
    _write(held, content)
    touch_page(held, action="saved", officer=officer, at=at)
    keep_page_revision(held, officer, at)
    return held


@transaction.atomic
def restore_page(
    *, page: SitePage, version: int, number: int, officer: Officer, on: date, at: datetime
) -> SitePage:
    """Bring back an earlier revision of a draft as its newest.

    :raises PageRefused: if there is none of that number, or what it shows is gone meanwhile
    """
    insist(may_draft(officer, page.site.agency, on), "编辑网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.DRAFT)
    old = held.revisions.filter(number=number).first()
    if old is None:
        raise PageRefused(f"没有第{number}稿，请从修订记录中选择。")
    kept = old.content
    _write(held, PageContent(held.slug, kept["title"], kept["summary"], kept["blocks"]))
    touch_page(held, action="restored", officer=officer, at=at, detail={"number": number})
    keep_page_revision(held, officer, at, f"恢复第{number}稿")
    return held


@transaction.atomic
def revise_page(
    *, page: SitePage, version: int, officer: Officer, on: date, at: datetime
) -> SitePage:
    """Begin the next version of a page; what is public stays until that one has passed."""
    insist(may_draft(officer, page.site.agency, on), "修改网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.PUBLISHED, PageState.TAKEN_DOWN)
    held.state, held.review_round, held.drafter = PageState.DRAFT, None, officer
    touch_page(held, action="revised", officer=officer, at=at)
    return held


@transaction.atomic
def take_back_page(
    *, page: SitePage, version: int, officer: Officer, on: date, at: datetime
) -> SitePage:
    """Take a page back to work on it; what was signed of it does not count any more."""
    insist(may_draft(officer, page.site.agency, on), "取回网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.IN_REVIEW, PageState.APPROVED)
    if held.review_round is not None:
        void_open_round(round=held.review_round, at=at)
    held.state, held.review_round = PageState.DRAFT, None
    touch_page(held, action="taken_back", officer=officer, at=at)
    return held


@transaction.atomic
def abandon_page(
    *, page: SitePage, version: int, officer: Officer, on: date, at: datetime
) -> SitePage:
    """Give up a draft of which nothing is public; its revisions stay.

    :raises PageRefused: if some of it is public
    """
    insist(may_draft(officer, page.site.agency, on), "作废网站页面")
    held = hold_page(page, version=version)
    require_page_state(held, PageState.DRAFT)
    if held.public_revision_id is not None:
        raise PageRefused(f"《{held.title}》有已公开的版本，请先撤下再作废。")
    held.state = PageState.ABANDONED
    touch_page(held, action="abandoned", officer=officer, at=at)
    return held


def _write(page: SitePage, content: PageContent) -> None:
    blocks, faults = BlockMaker(page.site.agency).made(content.blocks)
    title, summary = content.title.strip(), content.summary.strip()
    slug = content.slug.strip().lower()
    problems = [*_head_problems(page, slug, title, summary), *faults]
    if problems:
        raise PageRefused(problems=problems)
    page.slug, page.title, page.summary, page.blocks = slug, title, summary, blocks


def _head_problems(page: SitePage, slug: str, title: str, summary: str) -> Iterator[Problem]:
    if not title:
        yield Problem("title", "标题：未填写，请填写页面的标题。")
    if len(title) > 100:
        yield Problem("title", f"标题：最多100字，现为{len(title)}字，请缩短。")
    if len(summary) > 300:
        yield Problem("summary", f"简介：最多300字，现为{len(summary)}字，请缩短。")
    if len(slug) > 50 or not _SLUG.fullmatch(slug):
        yield Problem(
            "slug",
            f"页面代码：“{slug[:60]}”只能用小写英文字母、数字和连字符，最多50个，"
            "如 bianmin-fuwu；它用在网址中。",
        )
    elif page.published_at is not None and slug != page.slug:
        yield Problem("slug", f"页面代码：页面公开过，网址不能再改，请恢复为“{page.slug}”。")
    elif SitePage.objects.filter(site=page.site, slug=slug).exclude(pk=page.pk).exists():
        yield Problem("slug", f"页面代码：“{slug}”已用于本网站另一页面，请换一个。")
