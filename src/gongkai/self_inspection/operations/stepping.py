"""The steps of an inspection: each looks at a little, and says what it found and how far it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gongkai.publications.queries.inspectable import (
    inspectable_count,
    newest_public,
    page_count,
)
from gongkai.rules.site_inspection.faults import Fault, NotChecked
from gongkai.rules.site_inspection.hosts import (
    address_faults,
    answer_faults,
    certificate_faults,
)
from gongkai.rules.site_inspection.links import LinkFact, link_faults
from gongkai.self_inspection.models import (
    InspectedPage,
    InspectedState,
    Inspection,
    InspectionPhase,
)
from gongkai.self_inspection.operations.opening import (
    HOME_RANK,
    ITEM_RANK,
    LIST_RANK,
    Opener,
    Seen,
    titles_of_linking,
)
from gongkai.self_inspection.outlets.hosts import (
    HostSilent,
    answer_of,
    certificate_of,
    ipv6_addresses,
    is_local,
)
from gongkai.self_inspection.outlets.outward import OutwardLinks
from gongkai.self_inspection.queries.records import record_faults
from gongkai.self_inspection.queries.settings import Chosen
from gongkai.self_inspection.queries.site_address import SiteAddress
from gongkai.self_inspection.queries.texts import column_text_faults, slice_faults

_TEXTS_AT_ONCE, _PAGES_AT_ONCE, _LINKS_AT_ONCE = 200, 20, 5
# At a second for each of one host, an hour would not do for all of a large site.
_MOST_LINKS = 500
_LOCAL = "网站的正式网址没有配置，只知道本机地址（请系统管理员设置 GONGKAI_BASE_URL）"
_INTRANET = "已设置为不访问外部网络"


@dataclass(frozen=True)
class Step:
    """What a step found; `pages` were opened, `further` are to be, `phase` comes next."""

    phase: Any
    cursor: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    gaps: list[NotChecked] = field(default_factory=list)
    opened: list[InspectedPage] = field(default_factory=list)
    further: list[InspectedPage] = field(default_factory=list)


class Ground(NamedTuple):
    """What an inspection stands on: the organ's address and settings, and who asks outside."""

    address: SiteAddress
    chosen: Chosen
    opener: Opener
    outward: OutwardLinks


def next_step(inspection: Inspection, ground: Ground) -> Step:
    """Return what the next step of an inspection finds; nothing is kept yet."""
    return _STEPS[inspection.phase](inspection, ground)


def _records(inspection: Inspection, ground: Ground) -> Step:
    agency, on = inspection.agency, inspection.on
    faults, gaps = record_faults(agency, ground.address, on, ground.chosen.limits)
    faults += column_text_faults(agency, ground.address, on)
    newest = newest_public(agency, on, ground.chosen.newest_items)
    total = inspectable_count(agency, on)
    cursor = {"after": 0, "done": 0, "total": total, "from": min(newest, default=0)}
    pages = page_count(agency, on)
    if pages > len(newest):
        gaps += _older(pages, len(newest))
    return Step(InspectionPhase.TEXTS, cursor, faults, gaps)


def _older(total: int, newest: int) -> Iterator[NotChecked]:
    reason = f"有网页的公开信息共{total}条，只打开最新{newest}条的"
    yield NotChecked("FILE_UNREADABLE", f"{reason}附件，其余附件只核对是否存在")
    yield NotChecked("ARTICLE_TAG_MISSING", f"{reason}页面")


def _texts(inspection: Inspection, ground: Ground) -> Step:
    cursor = inspection.cursor
    found = slice_faults(
        inspection.agency,
        ground.address,
        inspection.on,
        after=cursor["after"],
        most=_TEXTS_AT_ONCE,
        opened_from=cursor["from"],
    )
    if found.last:
        further = {**cursor, "after": found.last, "done": cursor["done"] + found.seen}
        return Step(InspectionPhase.TEXTS, further, found.faults)
    home = ground.opener.home()
    pages = list(_first_pages(inspection, ground))
    after = {"done": 0, "total": len(pages), "lists": 0}
    return Step(
        InspectionPhase.PAGES,
        after,
        found.faults + home.faults,
        home.gaps,
        further=[] if home.gaps else pages,
    )


def _first_pages(inspection: Inspection, ground: Ground) -> Iterator[InspectedPage]:
    yield InspectedPage(inspection=inspection, address="/", rank=HOME_RANK)
    newest = newest_public(inspection.agency, inspection.on, ground.chosen.newest_items)
    for item in newest:
        path = ground.address.item_path(item)
        rank = max(ITEM_RANK - item, LIST_RANK + 1)
        yield InspectedPage(inspection=inspection, address=path, rank=rank)


def _pages(inspection: Inspection, ground: Ground) -> Step:
    waiting = inspection.pages.filter(is_outward=False, state=InspectedState.WAITING)
    pages = list(waiting.order_by("rank", "pk")[:_PAGES_AT_ONCE])
    cursor = inspection.cursor
    left = ground.chosen.most_lists - cursor["lists"]
    lists = [page for page in pages if page.rank <= LIST_RANK]
    gaps = []
    if len(lists) > left:
        gaps.append(
            NotChecked(
                "COLUMN_TAG_MISSING", f"列表等页面超过{ground.chosen.most_lists}个，其余没有打开"
            )
        )
        for page in lists[max(left, 0) :]:
            page.state = InspectedState.LEFT_OUT
    opening = [page for page in pages if page.state == InspectedState.WAITING]
    seen = ground.opener.open(opening, ground.chosen.limits) if opening else Seen()
    opened = [*seen.opened, *(page for page in pages if page not in opening)]
    further = list(seen.further.values())
    done = {
        "done": cursor["done"] + len(pages),
        "total": cursor["total"],
        "lists": cursor["lists"] + len(lists),
    }
    phase = InspectionPhase.PAGES if pages else InspectionPhase.OUTWARD
    if not pages:
        done = _outward_cursor(inspection)
    return Step(phase, done, seen.faults, [*gaps, *seen.gaps], opened, further)


def _outward_cursor(inspection: Inspection) -> dict[str, Any]:
    return {"done": 0, "total": inspection.pages.filter(is_outward=True).count()}


def _outward(inspection: Inspection, ground: Ground) -> Step:
    cursor = inspection.cursor
    network = {"done": 0, "total": 1}
    if not ground.chosen.asks_outside:
        gap = NotChecked("LINK_DEAD", f"{_INTRANET}，外部链接没有打开")
        return Step(InspectionPhase.NETWORK, network, gaps=[gap] if cursor["total"] else [])
    waiting = inspection.pages.filter(is_outward=True, state=InspectedState.WAITING)
    pages = list(waiting.order_by("rank", "pk")[:_LINKS_AT_ONCE])
    if not pages:
        return Step(InspectionPhase.NETWORK, network)
    if cursor["done"] >= _MOST_LINKS:
        gap = NotChecked("LINK_DEAD", f"外部链接超过{_MOST_LINKS}个，其余没有打开")
        return Step(InspectionPhase.NETWORK, network, gaps=[gap])
    faults: list[Fault] = []
    gaps: list[NotChecked] = []
    titles = titles_of_linking(pages)
    for page in pages:
        verdict = ground.outward.look(page.address)
        page.problem = verdict.problem[:200]
        page.state = InspectedState.OPENED if verdict.is_known else InspectedState.LEFT_OUT
        if not verdict.is_known:
            told = verdict.problem or "对方网站不答复程序的访问"
            gaps.append(NotChecked("LINK_DEAD", f"部分外部链接：{told}"))
            continue
        item = ground.address.item_of(page.linked_from)
        faults += link_faults(
            LinkFact(
                page.linked_from,
                titles.get(page.linked_from, page.linked_from),
                page.address,
                page.link_text,
                page.is_on_home,
                verdict.problem,
                f"item:{item}" if item is not None else "",
            )
        )
    done = {**cursor, "done": cursor["done"] + len(pages)}
    return Step(InspectionPhase.OUTWARD, done, faults, gaps, pages)


def _network(inspection: Inspection, ground: Ground) -> Step:
    faults, gaps = network_facts(inspection, ground)
    return Step(InspectionPhase.CONCLUDED, {"done": 0, "total": 1}, faults, gaps)


def network_facts(inspection: Inspection, ground: Ground) -> tuple[list[Fault], list[NotChecked]]:
    """Return what is wrong with the host, and what could not be found out of it."""
    host, limits = ground.address.host_name, ground.chosen.limits
    rules = ("SITE_UNREACHABLE", "IPV6", "CERTIFICATE")
    if is_local(host) or not ground.chosen.asks_outside:
        reason = _LOCAL if is_local(host) else _INTRANET
        return [], [NotChecked(rule, reason) for rule in rules]
    faults: list[Fault] = []
    gaps: list[NotChecked] = []
    looks = {
        "SITE_UNREACHABLE": lambda: answer_faults(answer_of(ground.address.base), limits),
        "IPV6": lambda: address_faults(host, ipv6_addresses(host)),
        "CERTIFICATE": lambda: certificate_faults(certificate_of(host), inspection.on, limits),
    }
    if ground.address.scheme != "https":
        looks.pop("CERTIFICATE")
        gaps.append(NotChecked("CERTIFICATE", "网站没有使用 https"))
    for rule, look in looks.items():
        try:
            faults += look()
        except HostSilent as silent:
            gaps.append(NotChecked(rule, str(silent)))
    return faults, gaps


_STEPS: Mapping[Any, Any] = {
    InspectionPhase.RECORDS: _records,
    InspectionPhase.TEXTS: _texts,
    InspectionPhase.PAGES: _pages,
    InspectionPhase.OUTWARD: _outward,
    InspectionPhase.NETWORK: _network,
}
