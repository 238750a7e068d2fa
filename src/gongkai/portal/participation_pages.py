"""Columns of 互动交流, and what their pages have in common."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.portal.pages import Article, Column, Crumb, Page, Text
from gongkai.portal.site import site_of
from gongkai.publications.queries.public_titles import public_titles

PER_SHEET = 20
_RECEIPTS = "gongkai.portal.receipts"
_RECEIPT_LASTS = 7 * 24 * 3600

PARTICIPATION = Column(
    name=_("互动交流"),
    description=_("意见征集、网上调查、在线访谈，以及咨询投诉建议和网站找错。"),
    keywords=_("互动交流,意见征集,网上调查,在线访谈"),
    kind=_("互动交流"),
    route="portal:participation",
)
CONSULTATIONS = Column(
    name=_("意见征集"),
    description=_("本机关就政策文件和重要事项公开征求的意见及其采纳情况。"),
    keywords=_("意见征集,征求意见,征集结果"),
    kind=_("互动交流"),
    route="portal:consultations",
)
SURVEYS = Column(
    name=_("网上调查"),
    description=_("本机关开展的网上调查及其结果。"),
    keywords=_("网上调查,问卷,调查结果"),
    kind=_("互动交流"),
    route="portal:surveys",
)
INTERVIEWS = Column(
    name=_("在线访谈"),
    description=_("在线访谈的预告、网民提问和访谈实录。"),
    keywords=_("在线访谈,访谈实录,网民提问"),
    kind=_("互动交流"),
    route="portal:interviews",
)
FAULTS = Column(
    name=_("我为政府网站找错"),
    description=_("反映本网站的错别字、链接打不开、内容和附件有误等问题，查询办理结果。"),
    keywords=_("网站找错,纠错,错别字"),
    kind=_("互动交流"),
    route="portal:report-error",
)
RATING = Column(
    name=_("网页满意度"),
    description=_("对本网站网页的满意度评价。"),
    keywords=_("满意度,评价"),
    kind=_("互动交流"),
    route="portal:participation",
)


class Sheet(NamedTuple):
    """Rows of one sheet of a list, its number and the addresses of those beside it."""

    rows: list[Any]
    number: int
    sheets: int
    newer: str
    older: str


def organ_of(request: HttpRequest) -> Agency:
    """Return the site's organ.

    :raises Http404: before any organ is registered
    """
    agency = site_of(request).agency
    if agency is None:
        raise Http404
    return agency


def found(rows: QuerySet[Any], pk: int) -> Any:
    """Return one of the rows everybody may see.

    :raises Http404: if there is none
    """
    row = rows.filter(pk=pk).first() if pk < 1 << 62 else None
    if row is None:
        raise Http404
    return row


def sheet_of(rows: QuerySet[Any], number: int | str, route: str) -> Sheet:
    """Return one sheet of a list, from 1.

    :param route: URL name of the list; that of its sheets ends in -sheet
    :raises Http404: if there is no such sheet
    """
    number = int(number)
    count = rows.count()
    sheets = max(1, -(-count // PER_SHEET))
    if not 1 <= number <= sheets:
        raise Http404
    start = (number - 1) * PER_SHEET

    def address(beside: int) -> str:
        if not 1 <= beside <= sheets:
            return ""
        return reverse(route) if beside == 1 else reverse(f"{route}-sheet", args=[beside])

    chosen = list(rows[start : start + PER_SHEET])
    return Sheet(chosen, number, sheets, address(number - 1), address(number + 1))


def page_below(
    column: Column,
    title: Text,
    *between: Crumb,
    article: Article | None = None,
    is_indexed: bool = True,
) -> Page:
    """Return a page below one of the columns of 互动交流."""
    crumbs: Sequence[Crumb] = (
        Crumb(PARTICIPATION.name, PARTICIPATION.address),
        Crumb(column.name, column.address),
        *between,
        Crumb(title),
    )
    return Page(
        title=title,
        column=PARTICIPATION,
        crumbs=tuple(crumbs),
        article=article,
        is_indexed=is_indexed,
        shelf=column,
    )


def column_page(column: Column, sheet: int = 1) -> Page:
    """Return the page of a column's list."""
    between = () if column is PARTICIPATION else (Crumb(PARTICIPATION.name, PARTICIPATION.address),)
    return Page(
        title=column.name,
        column=PARTICIPATION,
        crumbs=(*between, Crumb(column.name)),
        shelf=column,
        is_indexed=sheet == 1,
    )


def article_of(piece: Any) -> Article:
    """Return the tags of the page of a public piece."""
    return Article(piece.title, piece.published_at, piece.agency.name)


def item_title(agency: Agency, pk: int | None) -> str:
    """Return the title of a linked item as long as it is public, "" otherwise."""
    return public_titles(agency, [pk]).get(pk, "") if pk is not None else ""


def receipt_token(number: str, on: date) -> str:
    """Return what stands in the address of a receipt: number and day, signed."""
    return signing.dumps([number, on.isoformat()], salt=_RECEIPTS)


def receipt_in(request: HttpRequest) -> tuple[str, date] | None:
    """Return number and day of the receipt whose address was asked for, None if it is none."""
    try:
        told = signing.loads(request.GET.get("t", "")[:400], salt=_RECEIPTS, max_age=_RECEIPT_LASTS)
        return str(told[0]), date.fromisoformat(told[1])
    except (signing.BadSignature, ValueError, TypeError, IndexError, KeyError):
        return None
