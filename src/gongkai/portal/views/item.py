"""One item of 主动公开信息 as it was approved, and its files."""

from hashlib import sha256
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from gongkai.portal.addresses import organ_named
from gongkai.portal.item_body import shown_body
from gongkai.portal.item_facts import facts_of
from gongkai.portal.item_files import offered_files
from gongkai.portal.pages import ITEMS, Article, Column, Crumb, Page
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.models import FileUse, PublicationFile
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.public_items import (
    ItemUnknown,
    ItemWithdrawn,
    PublicItem,
    public_file,
    public_item,
)

# What browsers show and never run; anything else is saved.
_SHOWN = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm"}
)


@require_safe
def item(request: HttpRequest, agency: str, pk: int) -> HttpResponse:
    """Show one item with its metadata, files and what belongs to it."""
    organ = organ_named(agency)
    at = timezone.now()
    try:
        shown = public_item(organ, pk, timezone.localdate(at), at)
    except ItemUnknown as unknown:
        raise Http404 from unknown
    except ItemWithdrawn:
        page = Page(title=_("该信息已经撤下"), column=ITEMS, agency=organ, is_indexed=False)
        return render(request, "portal/withdrawn.html", {"page": page}, status=410)
    addresses = {
        file.pk: reverse("portal:item-file", args=[organ.code, pk, file.pk]) for file in shown.files
    }
    prints = "print" in request.GET
    context = {
        "base": "portal/print.html" if prints else "portal/base.html",
        "prints": prints,
        "page": _page(request, shown, addresses, is_indexed=not prints),
        "organ": organ,
        "shown": shown,
        "item": shown.item,
        "facts": facts_of(shown),
        "body": shown_body(shown.content["body"], addresses, _("表格")),
        "attachments": offered_files(shown.attachments, addresses),
        "videos": offered_files(shown.videos, addresses),
        "column_address": _column_address(shown),
    }
    return render(request, "portal/item.html", context)


@require_safe
def item_file(request: HttpRequest, agency: str, pk: int, file: int) -> HttpResponse:
    """Hand out a file of the approved version; any other is not there."""
    found = public_file(organ_named(agency), pk, file, timezone.now())
    if found is None:
        raise Http404
    answer = condition(etag_func=lambda *_args: f'"{found.sha256}"')(_handed_out)
    response: HttpResponse = answer(request, found)
    return response


def _handed_out(request: HttpRequest, file: PublicationFile) -> HttpResponse:
    try:
        content = content_of(file)
    except (FileNotFoundError, Undecipherable) as lost:
        raise Http404 from lost
    if sha256(content).hexdigest() != file.sha256:
        raise Http404
    shown = file.media_type in _SHOWN
    response = HttpResponse(
        content, content_type=file.media_type if shown else "application/octet-stream"
    )
    manner = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{manner}; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Asked anew each time: what is taken down is gone at once.
    response["Cache-Control"] = "public, no-cache"
    return response


def _page(
    request: HttpRequest, shown: PublicItem, addresses: dict[int, str], *, is_indexed: bool
) -> Page:
    content, organ = shown.content, shown.item.agency
    picture = next((file for file in shown.files if file.use == FileUse.IMAGE), None)
    article = Article(
        title=shown.title,
        published_at=timezone.localtime(shown.item.published_at),
        source=content["source"] or organ.name,
        author=content["issuer"],
        keywords=content["keywords"],
        description=content["summary"],
        image=request.build_absolute_uri(addresses[picture.pk]) if picture else "",
        address=request.build_absolute_uri(request.path),
    )
    shelf = Column(
        name=shown.column.name,
        description=_("%(organ)s“%(column)s”栏目主动公开的政府信息。")
        % {"organ": organ.name, "column": shown.column.name},
        keywords=_("政府信息公开,主动公开,%(column)s") % {"column": shown.column.name},
        kind=ITEMS.kind,
        route=ITEMS.route,
    )
    crumbs = (
        Crumb(ITEMS.name, ITEMS.address),
        Crumb(shown.column.name, _column_address(shown)),
        Crumb(_("正文")),
    )
    return Page(
        title=shown.title,
        column=ITEMS,
        crumbs=crumbs,
        article=article,
        agency=organ,
        is_indexed=is_indexed,
        shelf=shelf,
    )


def _column_address(shown: PublicItem) -> str:
    listed = reverse("portal:items-of", args=[shown.item.agency.code])
    return f"{listed}?column={shown.column.code}"
