"""Fills the stock site: `python -m bench.stock.load BYTES NUMBER` adds a list page, /sBYTES/.

The page has about that many bytes and lists NUMBER pages below it, as many as ours does.
"""

import sys
from datetime import date, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.stock.models import ListPage, TextPage  # noqa: E402

_IN_MENU = 7
_FROM = date(2025, 1, 1)
_SENTENCE = "<p>住房公积金归集、提取、贷款业务办理的有关事项。</p>"
_BATCH = 2000


def main(size: int, number: int) -> None:
    """Make a list page of a size with a number of pages below it."""
    call_command("migrate", verbosity=0, interactive=False)
    top = ListPage.objects.filter(slug="top").first() or _top()
    page = top.add_child(instance=ListPage(title="通知公告", slug=f"s{size}"))
    _add_below(page, number)
    # What the page needs besides its text is found by looking at it without one.
    bare = len(Client(headers={"host": "localhost"}).get(f"/s{size}/").content)
    page.intro = _SENTENCE * max(1, round((size - bare) / len(_SENTENCE.encode())))
    page.save()


def _top() -> ListPage:
    top: ListPage = Page.get_first_root_node().add_child(
        instance=ListPage(title="首页", slug="top")
    )
    Site.objects.update_or_create(
        hostname="localhost", port=80,
        defaults={"root_page": top, "is_default_site": True, "site_name": "某市公积金中心"},
    )  # fmt: skip
    for place in range(_IN_MENU):
        top.add_child(instance=ListPage(title=f"栏目{place}", slug=f"m{place}", show_in_menus=True))
    return top


def _add_below(page: ListPage, number: int) -> None:
    """Add pages as the tree would hold them had each been added by itself."""
    template = page.add_child(instance=_text(page, 0))
    for start in range(1, number, _BATCH):
        places = range(start, min(start + _BATCH, number))
        rows = Page.objects.bulk_create(
            Page(
                title=(each := _text(page, place)).title, draft_title=each.title, slug=each.slug,
                path=Page._get_path(page.path, page.depth + 1, place + 1), depth=page.depth + 1,
                url_path=f"{page.url_path}{each.slug}/", content_type=template.content_type,
                locale=template.locale, translation_key=each.translation_key,
            )
            for place in places
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO stock_textpage (page_ptr_id, date, intro, body)"
                " VALUES (%s, %s, %s, %s)",
                [
                    (row.pk, (each := _text(page, place)).date, each.intro, each.body)
                    for place, row in zip(places, rows, strict=True)
                ],
            )
    Page.objects.filter(pk=page.pk).update(numchild=number)
    page.numchild = number


def _text(page: ListPage, place: int) -> TextPage:
    return TextPage(
        title=f"关于住房公积金第{place}号业务办理有关事项的通知", slug=f"{page.slug}-{place}",
        date=_FROM + timedelta(days=place % 365), intro="概述" * 10, body=_SENTENCE * 20,
    )  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
