"""One item of 主动公开信息 as it was approved."""

from collections.abc import Mapping
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.portal.addresses import organ_named
from gongkai.portal.calendars import beginning_of, soonest_after
from gongkai.portal.canonical import origin_of
from gongkai.portal.columns import column_address, shelf_of
from gongkai.portal.item_body import shown_body
from gongkai.portal.item_facts import facts_of
from gongkai.portal.item_files import file_address, offered_attachments, offered_videos
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import ITEMS, Article, Crumb, Page
from gongkai.portal.share_code import qr_code
from gongkai.portal.site import site_of
from gongkai.portal.structured import as_json_ld
from gongkai.portal.structured_items import article_thing
from gongkai.publications.models import FileUse
from gongkai.publications.queries.public_items import (
    ItemUnknown,
    ItemWithdrawn,
    PublicItem,
    public_item,
)


@require_safe
@kept_as_file
def item(request: HttpRequest, agency: str, pk: int) -> HttpResponse:
    """Show one item with its metadata, files and what belongs to it."""
    organ = organ_named(agency)
    at = timezone.now()
    on = timezone.localdate(at)
    try:
        shown = public_item(organ, pk, on, at)
    except ItemUnknown as unknown:
        raise Http404 from unknown
    except ItemWithdrawn:
        page = Page(title=_("该信息已经撤下"), column=ITEMS, agency=organ, is_indexed=False)
        return render(request, "portal/withdrawn.html", {"page": page}, status=410)
    reads(request, *_subjects(shown))
    until(request, _changes_at(shown, on))
    addresses = {file.pk: file_address(organ.code, pk, file.pk, file.name) for file in shown.files}
    prints = "print" in request.GET
    page = _page(request, shown, addresses, is_indexed=not prints)
    videos = offered_videos(shown.files, addresses)
    context = {
        "base": "portal/print.html" if prints else "portal/base.html",
        "prints": prints,
        "page": page,
        "organ": organ,
        "shown": shown,
        "item": shown.item,
        "facts": facts_of(shown),
        "body": shown_body(shown.content["body"], addresses, site_of(request).own_hosts, _("表格")),
        "attachments": offered_attachments(shown.files, addresses),
        "videos": videos,
        "columns": [
            (each.name, column_address(organ, each)) for each in (shown.column, *shown.also_in)
        ],
        "share_address": page.article.address if page.article else "",
        "share_code": qr_code(page.article.address) if page.article else "",
        "structured": as_json_ld(article_thing(request, page, shown, videos)),
    }
    return render(request, "portal/item.html", context)


def _subjects(shown: PublicItem) -> set[str]:
    """Return what the page is made from: the item, what it names, and what would come after it."""
    entry = shown.item.publication
    assert entry is not None
    others = [each.pk for each in (shown.before, shown.after) if each is not None]
    others += [each.pk for each in shown.related]
    named = {f"item:{key}" for key in others}
    newest = set() if shown.before else {f"column:{entry.column_id}:new"}
    return {f"item:{shown.item.pk}", *named, *newest}


def _changes_at(shown: PublicItem, on: date) -> datetime | None:
    """Return when the page changes by itself: another standing, or the end of its time."""
    days = [shown.day("invalid_on"), *(each.effective_on for each in shown.related)]
    moments = [beginning_of(soonest_after(on, days)), shown.item.public_until]
    return min((moment for moment in moments if moment is not None), default=None)


def _page(
    request: HttpRequest, shown: PublicItem, addresses: Mapping[int, str], *, is_indexed: bool
) -> Page:
    content, organ = shown.content, shown.item.agency
    origin = origin_of(request)
    picture = next((file for file in shown.files if file.use == FileUse.IMAGE), None)
    article = Article(
        title=shown.title,
        published_at=timezone.localtime(shown.item.published_at),
        source=content["source"] or organ.name,
        author=content["issuer"],
        keywords=content["keywords"],
        description=content["summary"],
        image=origin + addresses[picture.pk] if picture else "",
        address=origin + reverse("portal:item", args=[organ.code, shown.item.pk]),
    )
    crumbs = (
        Crumb(ITEMS.name, reverse("portal:items-of", args=[organ.code])),
        Crumb(shown.column.name, column_address(organ, shown.column)),
        Crumb(_("正文")),
    )
    return Page(
        title=shown.title,
        column=ITEMS,
        crumbs=crumbs,
        article=article,
        agency=organ,
        is_indexed=is_indexed,
        shelf=shelf_of(organ, shown.column),
    )
