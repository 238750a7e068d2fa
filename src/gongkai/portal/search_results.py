"""What a search page shows: what was found, by which words it can be narrowed down, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.portal.item_rows import item_address
from gongkai.portal.site import site_of
from gongkai.search.asking import CHOICES, DATE, RELEVANCE, Asked, asked_words, has_quotes
from gongkai.search.finding import DEEPEST, Found, find
from gongkai.search.generations import IndexMissing
from gongkai.search.queries import items_matching
from gongkai.search.schema import Shown
from gongkai.search.sentences import taken_apart
from gongkai.search.shelves import Choice
from gongkai.search.sources.registry import KINDS
from gongkai.search.suggesting import is_in_letters, meant_by
from gongkai.search.tokens import phrase_of
from gongkai.search.words import LONGEST_QUERY, QueryTooLong

PER_SHEET = 10
ALL = "all"
"""Chosen as organ where a site that is one organ's own is to search the others' too."""

_LONGEST_CODE = 60
_FEW = 3
_ROUTES: Mapping[str, str] = {
    "item": "portal:item",
    "report": "portal:report",
    "topic": "portal:topic",
    "page": "portal:page",
    "log": "portal:log-entry",
    "consultation": "portal:consultation",
    "survey": "portal:survey",
    "interview": "portal:interview",
    "message": "portal:message",
    "answer": "portal:answer",
    "reply": "portal:public-reply",
    "website-report": "portal:website-report",
    "guide": "portal:guide",
}
# These pages are shown by the site of their own organ alone.
_OF_OWN_SITE = frozenset(_ROUTES) - {"item", "report", "website-report"}
_VALIDITIES: Mapping[str, Promise] = {
    "IN_FORCE": gettext_lazy("有效"),
    "AMENDED": gettext_lazy("已修改"),
    "REPEALED": gettext_lazy("废止"),
    "INVALID": gettext_lazy("失效"),
}
_GROUPS: Mapping[str, Promise] = {
    "kind": gettext_lazy("类别"),
    "column": gettext_lazy("栏目"),
    "year": gettext_lazy("年份"),
    "organ": gettext_lazy("机关"),
    "validity": gettext_lazy("有效性"),
}


class ShownHit(NamedTuple):
    """One thing found with the address of its page, "" where it has none."""

    found: Found
    address: str
    kind: str
    validity: str


class Way(NamedTuple):
    """A link that narrows the search down or widens it; `size` is how much it would leave."""

    name: str
    address: str
    size: int
    is_chosen: bool


class Group(NamedTuple):
    """The choices of one kind; `chosen` is the name of the one taken, `open` what undoes it."""

    code: str
    name: str
    ways: tuple[Way, ...]
    chosen: str
    undo: str


@dataclass(frozen=True)
class Results:
    """A search page; `hits` come from the index, `plain` from titles in the records without it.

    `parts` are the words of a question that were looked for, where nothing holds it as typed.
    """

    query: str = ""
    words: tuple[str, ...] = ()
    refusal: str = ""
    total: int = 0
    sheet: Sheet | None = None
    hits: tuple[ShownHit, ...] = ()
    plain: Sequence[Any] = ()
    has_index: bool = True
    groups: tuple[Group, ...] = ()
    orders: tuple[Way, ...] = ()
    read_as: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    meant: tuple[Way, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    widened: str = ""
    most: int = DEEPEST

    @property
    def narrowing(self) -> tuple[Group, ...]:
        """Return the choices that make a difference, and those taken."""
        return tuple(group for group in self.groups if len(group.ways) > 1 or group.chosen)

    @property
    def nothing_to_look_for(self) -> bool:
        """Tell whether what was typed has signs only."""
        return bool(self.query) and not any(phrase_of(word) for word in self.words)


def results_of(request: HttpRequest, at: datetime) -> Results:
    """Return what a search asks for and finds; whatever is typed is answered."""
    query = request.GET.get("q", "").replace("\x00", "").strip()
    try:
        words = asked_words(query)
    except QueryTooLong as refused:
        return Results(query=query[:LONGEST_QUERY], refusal=str(refused))
    if not words:
        return Results(query=query)
    chosen = _chosen(request)
    order = DATE if request.GET.get("sort") == DATE else RELEVANCE
    asked = Asked(words, {k: v for k, v in chosen.items() if v != ALL}, order)
    try:
        return _found(request, query, asked, chosen, at)
    except IndexMissing:
        hits = items_matching(words, localdate(at))
        sheet = Paginator(hits, PER_SHEET).get_page(request.GET.get("page"))
        return Results(
            query, words, total=len(hits), sheet=sheet, plain=list(sheet), has_index=False
        )


def _found(
    request: HttpRequest, query: str, asked: Asked, chosen: Mapping[str, str], at: datetime
) -> Results:
    typed = asked.words
    wanted = request.GET.get("page", "1")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 1
    found = find(asked, at, offset=max(0, number - 1) * PER_SHEET, limit=PER_SHEET)
    wants_hint = found.total < _FEW or is_in_letters(typed)
    is_narrowed = bool(set(CHOICES) & set(request.GET))
    meant = meant_by(typed, at) if wants_hint and not is_narrowed else []
    parts = () if found.total or meant or has_quotes(query) else _parts(asked, at)
    if parts:
        asked = replace(asked, words=parts)
        found = find(asked, at, offset=max(0, number - 1) * PER_SHEET, limit=PER_SHEET)
    within = Paginator(range(min(found.total, DEEPEST)), PER_SHEET)
    sheet = within.get_page(wanted)
    if sheet.number != number:
        found = find(asked, at, offset=(sheet.number - 1) * PER_SHEET, limit=PER_SHEET)
    organ = site_of(request).agency
    own = organ.code if organ else ""
    links = _Links(request)
    return Results(
        query=query,
        words=typed,
        total=found.total,
        sheet=sheet,
        hits=tuple(_shown(each, own) for each in found.hits),
        groups=tuple(
            _group(request, links, name, found.choices.get(name, ()), chosen) for name in CHOICES
        ),
        orders=_orders(links, asked.order),
        read_as=found.read_as,
        parts=parts,
        meant=tuple(Way(text, _address_of(text), 0, False) for text in meant),
        chosen=chosen,
        widened=_address_of(query) if chosen else "",
    )


def _parts(asked: Asked, at: datetime) -> tuple[str, ...]:
    """Return the words of a question that nothing holds as it was typed, whatever was chosen."""
    if asked.chosen and find(Asked(asked.words), at, limit=0).total:
        return ()
    return taken_apart(asked.words, at)


def _chosen(request: HttpRequest) -> dict[str, str]:
    given = {name: request.GET.get(name, "").strip()[:_LONGEST_CODE] for name in CHOICES}
    found = {name: code for name, code in given.items() if code and "\x00" not in code}
    hosted = site_of(request).hosted
    # A site that has a host of its own is one organ's; the others' are found where asked for.
    if hosted is not None and hosted.hosts:
        found.setdefault("organ", hosted.agency.code)
    return found


def _shown(found: Found, own: str) -> ShownHit:
    """Return a thing found as it is shown on the site of an organ, given by its code."""
    shown = found.shown
    validity = str(_VALIDITIES.get(shown.validity, "")) if shown.validity != "IN_FORCE" else ""
    elsewhere = shown.kind in _OF_OWN_SITE and shown.agency != own
    address = "" if elsewhere else address_of(shown)
    return ShownHit(found, address, KINDS.get(shown.kind, ""), validity)


def address_of(shown: Shown) -> str:
    """Return the address of the page of something found, "" where there is none."""
    route = _ROUTES.get(shown.kind)
    if route is None or not shown.address:
        return ""
    try:
        if shown.kind == "item":
            agency, pk = map(str, shown.address)
            return item_address(agency, pk)
        return reverse(route, args=shown.address)
    except NoReverseMatch:
        return ""


def _group(
    request: HttpRequest, links: "_Links", name: str, choices: Sequence[Choice],
    chosen: Mapping[str, str],
) -> Group:  # fmt: skip
    taken = chosen.get(name, "")
    ways = tuple(
        Way(
            _named(name, choice),
            links.changed(name, choice.code),
            choice.size,
            choice.code == taken,
        )
        for choice in choices
    )
    label = next((way.name for way in ways if way.is_chosen), taken)
    if name == "organ" and taken == ALL:
        label = ""
    # Where the site's own organ is the rule, undoing it is a choice of its own.
    hosted = site_of(request).hosted
    is_rule = name == "organ" and hosted is not None and bool(hosted.hosts)
    undo = links.changed(name, ALL if is_rule else "")
    return Group(name, str(_GROUPS[name]), ways, label, undo)


def _named(name: str, choice: Choice) -> str:
    if name == "kind":
        return KINDS.get(choice.code, choice.code)
    if name == "validity":
        return str(_VALIDITIES.get(choice.code, choice.code))
    return _("%(year)s年") % {"year": choice.name} if name == "year" else choice.name


def _orders(links: "_Links", order: str) -> tuple[Way, ...]:
    return (
        Way(_("按相关度"), links.changed("sort", ""), 0, order == RELEVANCE),
        Way(_("按日期"), links.changed("sort", DATE), 0, order == DATE),
    )


class _Links:
    """Addresses of the same search with another choice, on its first sheet."""

    def __init__(self, request: HttpRequest) -> None:
        given = {name: request.GET.get(name, "") for name in ("q", "sort", *CHOICES)}
        self._written = {name: _written(name, value) for name, value in given.items()}

    def changed(self, name: str, value: str) -> str:
        """Return the address with one choice made, or undone by ""."""
        written = self._written | {name: _written(name, value)}
        return f"{_own_address()}?{'&'.join(filter(None, written.values()))}"


def _written(name: str, value: str) -> str:
    return f"{name}={quote_plus(value)}" if value else ""


def _address_of(query: str) -> str:
    return f"{_own_address()}?{_written('q', query)}"


@lru_cache(maxsize=1)
def _own_address() -> str:
    return reverse("portal:search")
