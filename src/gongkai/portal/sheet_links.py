"""The links below a list to its other sheets, written without a template as its rows are."""

from collections.abc import Callable, Iterable
from html import escape

from django.core.paginator import Page as Sheet
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def sheet_links(sheet: Sheet, address_of: Callable[[int], str]) -> SafeString:
    """Return the links, "" where there is one sheet; gaps between numbers are shown as such."""
    pages = sheet.paginator.num_pages
    if pages < 2:
        return SafeString()
    links = "\n".join(_links(sheet, address_of))
    told = _("共%(count)s条，%(pages)s页") % {"count": sheet.paginator.count, "pages": pages}
    return mark_safe(  # noqa: S308
        f'<nav class="sheets" aria-label="{escape(_("分页"))}">\n'
        f"<ul>\n{links}\n</ul>\n<p>{escape(told)}</p>\n</nav>"
    )


def addresses_by_query(request: HttpRequest) -> Callable[[int], str]:
    """Return what gives the page's own address with the number of another sheet in its query."""
    asked = request.GET.copy()
    asked["page"] = "0"
    written = asked.urlencode().split("&")
    return lambda number: (
        "?" + "&".join(f"page={number}" if pair == "page=0" else pair for pair in written)
    )


def _links(sheet: Sheet, address_of: Callable[[int], str]) -> Iterable[str]:
    if sheet.has_previous():
        yield _step("prev", address_of(sheet.previous_page_number()), _("上一页"))
    named = escape(_("第%(number)s页"))
    for number in sheet.paginator.get_elided_page_range(sheet.number, on_each_side=2, on_ends=1):
        name = named % {"number": number}
        if number == sheet.number:
            yield f'<li><span aria-current="page">{name}</span></li>'
        elif isinstance(number, int):
            address = escape(address_of(number))
            yield (
                f'<li class="wide-only"><a href="{address}" aria-label="{name}">{number}</a></li>'
            )
        else:
            yield '<li class="wide-only"><span aria-hidden="true">…</span></li>'
    if sheet.has_next():
        yield _step("next", address_of(sheet.next_page_number()), _("下一页"))


def _step(relation: str, address: str, name: str) -> str:
    return f'<li><a rel="{relation}" href="{escape(address)}">{escape(name)}</a></li>'
