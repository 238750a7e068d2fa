"""Opening our own pages one after the other: what each shows, and where its links lead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urljoin

from gongkai.agencies.models import Agency
from gongkai.publications.queries.inspectable import public_among
from gongkai.publications.queries.prechecking import words_of
from gongkai.rules.prechecks import WordLists
from gongkai.rules.site_inspection.answering import channel_faults
from gongkai.rules.site_inspection.faults import Fault, NotChecked
from gongkai.rules.site_inspection.limits import Limits
from gongkai.rules.site_inspection.links import (
    LinkFact,
    PageFact,
    link_faults,
    page_faults,
    search_faults,
    unlisted_faults,
)
from gongkai.rules.site_inspection.tags import (
    PageTags,
    PageType,
    foot_faults,
    missing_site_tags,
    tag_faults,
)
from gongkai.self_inspection.models import InspectedPage, InspectedState
from gongkai.self_inspection.outlets.own_pages import Opened, OwnPages
from gongkai.self_inspection.outlets.page_parts import PageParts, foot_of, page_parts
from gongkai.self_inspection.queries.settings import Chosen
from gongkai.self_inspection.queries.site_address import SiteAddress
from gongkai.self_inspection.queries.texts import page_text_faults

HOME_RANK, LIST_RANK, ITEM_RANK = 0, 1, 2_000_000_000
# What throttles and overload answer: that says nothing of the page.
_NOT_NOW = frozenset({429, 503})
_NEEDS_HOME = (
    "PAGE_DEAD", "PAGE_SLOW", "HOME_LINK_DEAD", "LINK_DEAD", "LINK_UNLISTED", "SITE_TAG_MISSING",
    "COLUMN_TAG_MISSING", "ARTICLE_TAG_MISSING", "FOOT_MARK_MISSING", "SEARCH_BROKEN", "NO_CHANNEL",
)  # fmt: skip
SEARCH = "/jiansuo/?q=%E5%85%AC%E7%A7%AF%E9%87%91"
MESSAGES = "/liuyan/"


@dataclass
class Seen:
    """What pages showed: faults, gaps, the pages as opened, and the links that lead further."""

    faults: list[Fault] = field(default_factory=list)
    gaps: list[NotChecked] = field(default_factory=list)
    opened: list[InspectedPage] = field(default_factory=list)
    further: dict[str, InspectedPage] = field(default_factory=dict)


class Opener:
    """Opens pages of one organ's site."""

    def __init__(self, agency: Agency, address: SiteAddress, wanted: Chosen, on: date) -> None:
        self._agency = agency
        self._address = address
        self._wanted = wanted
        self._on = on
        self._pages = OwnPages(address.host, address.scheme)
        self._words: WordLists = words_of(agency)
        self._titles: dict[str, str] = {}

    def home(self) -> Seen:
        """Look at the home page, the search and the box for messages."""
        seen = Seen()
        answer = self._pages.open("/")
        if answer.status != 200:
            reason = (
                f"首页打不开（状态码{answer.status}），请核对 GONGKAI_HOSTS 和 GONGKAI_BASE_URL"
            )
            seen.gaps += [NotChecked(rule, reason) for rule in _NEEDS_HOME]
            seen.faults += page_faults(PageFact("/", "首页", answer.status, 0), self._wanted.limits)
            return seen
        seen.faults += foot_faults(foot_of(answer.content, (self._agency.name, self._address.name)))
        seen.faults += search_faults(self._pages.open(SEARCH).status, "/jiansuo/")
        seen.faults += channel_faults(self._pages.open(MESSAGES).status, MESSAGES)
        return seen

    def open(self, pages: Iterable[InspectedPage], limits: Limits) -> Seen:
        """Open pages and look at each; those found further are not opened yet."""
        seen = Seen()
        pages = list(pages)
        self._titles = titles_of_linking(pages)
        for page in pages:
            self._look(page, self._pages.open(page.address), limits, seen)
        self._leave_out_public_items(seen)
        return seen

    def _look(self, page: InspectedPage, answer: Opened, limits: Limits, seen: Seen) -> None:
        page.state, page.status = InspectedState.OPENED, answer.status
        subject = self._subject(page.address)
        seen.opened.append(page)
        if answer.status in _NOT_NOW:
            page.state, page.problem = InspectedState.LEFT_OUT, f"状态码{answer.status}"
            seen.gaps.append(NotChecked("LINK_DEAD", "部分页面因访问过于频繁没有打开"))
            return
        if 300 <= answer.status < 400:
            target = urljoin(self._whole(page.address), answer.location)
            self._follow(target, page.link_text, page, seen)
            return
        if answer.status >= 400:
            page.problem = f"状态码{answer.status}"
            seen.faults += self._dead(page, limits)
            return
        if answer.media_type != "text/html":
            return
        parts = page_parts(answer.content, self._whole(page.address))
        page.title = parts.title[:200]
        facts = PageFact(page.address, page.title, answer.status, answer.milliseconds)
        seen.faults += page_faults(facts, limits)
        kind = self._address.kind_of(page.address)
        tags = PageTags(page.address, page.title, kind, parts.tags, subject)
        seen.faults += tag_faults(tags, () if kind is PageType.HOME else self._missing_at_home)
        if self._address.has_own_text(page.address):
            seen.faults += self._words_of(page, parts)
        for link in parts.links:
            self._follow(link.target, link.text, page, seen)

    @cached_property
    def _missing_at_home(self) -> frozenset[str]:
        parts = page_parts(self._pages.open("/").content, self._address.base)
        return missing_site_tags(parts.tags)

    def _dead(self, page: InspectedPage, limits: Limits) -> Iterator[Fault]:
        status = page.status or 0
        fact = PageFact(page.address, page.title, status, 0, page.linked_from)
        yield from page_faults(fact, limits)
        if not page.linked_from or status >= 500:
            return
        yield from link_faults(
            LinkFact(
                page.linked_from,
                self._titles.get(page.linked_from, page.linked_from),
                page.address,
                page.link_text,
                page.is_on_home,
                f"状态码{page.status}",
                self._subject(page.linked_from),
            )
        )

    def _words_of(self, page: InspectedPage, parts: PageParts) -> list[Fault]:
        lines = parts.text.splitlines()
        return page_text_faults(
            lines, page.address, page.title or page.address, words=self._words, on=self._on
        )

    def _follow(self, target: str, text: str, page: InspectedPage, seen: Seen) -> None:
        path = self._address.own_path(target)
        if path is None:
            seen.faults += unlisted_faults(
                page.address,
                page.title,
                target,
                self._wanted.listed_hosts,
                self._subject(page.address),
            )
            seen.further.setdefault(target, self._found(target, text, page, is_outward=True))
        elif self._address.is_to_be_opened(path) and not self._address.is_file(path):
            seen.further.setdefault(path, self._found(path, text, page, is_outward=False))

    def _found(
        self, address: str, text: str, page: InspectedPage, *, is_outward: bool
    ) -> InspectedPage:
        item = None if is_outward else self._address.item_of(address)
        return InspectedPage(
            inspection_id=page.inspection_id,
            address=address,
            is_outward=is_outward,
            rank=LIST_RANK if item is None else max(ITEM_RANK - item, LIST_RANK + 1),
            linked_from=page.address,
            link_text=text,
            is_on_home=page.address == "/",
        )

    def _leave_out_public_items(self, seen: Seen) -> None:
        """Take out items that are public: the newest are asked for anyway, others not at all."""
        items = {
            item: path
            for path, page in seen.further.items()
            if not page.is_outward and (item := self._address.item_of(path)) is not None
        }
        for item in public_among(self._agency, list(items)):
            seen.further.pop(items[item])

    def _subject(self, path: str) -> str:
        item = self._address.item_of(path)
        return f"item:{item}" if item is not None else ""

    def _whole(self, path: str) -> str:
        return urljoin(self._address.base, path)


def titles_of_linking(pages: Sequence[InspectedPage]) -> dict[str, str]:
    """Return by their addresses what the pages are called on which links to these were found."""
    if not pages:
        return {}
    found = InspectedPage.objects.filter(
        inspection=pages[0].inspection_id, address__in={page.linked_from for page in pages}
    ).exclude(title="")
    return {**dict(found.values_list("address", "title")), "/": "首页"}
