"""下载中心: blank forms and filled samples of every item, as a job made them."""

from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import condition, require_safe

from gongkai.fund_services.queries.form_files import bytes_of, form_files_by_item
from gongkai.fund_services.queries.form_files import form_file as found_file
from gongkai.fund_services.queries.guides.in_force import OfferedItem, next_turn, offered_items
from gongkai.portal.addresses import address_of
from gongkai.portal.calendars import beginning_of
from gongkai.portal.downloads import FORMATS
from gongkai.portal.guide_groups import shown_by_audience
from gongkai.portal.guide_pages import service_page
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import Column
from gongkai.portal.signed_in import fund_centre_of

FORMS = Column(
    name=gettext_lazy("下载中心"),
    description=gettext_lazy("住房公积金各事项的空白表格和填写样表，Word 和 PDF 格式。"),
    keywords=gettext_lazy("表格下载,样表,住房公积金"),
    kind=gettext_lazy("办事服务"),
    route="portal:form-downloads",
)
_KINDS = {"kongbiao": "BLANK", "yangbiao": "SAMPLE"}
_NAMES = {kind: name for name, kind in _KINDS.items()}


class OfferedForm(NamedTuple):
    """A file of a form: what it is, its address, under which name it is saved."""

    kind: str
    fmt: str
    size: int
    address: str
    name: str


class ItemForms(NamedTuple):
    """An item with the files of its form; `guide` is "" where it has none."""

    pk: int
    name: str
    guide: str
    files: list[OfferedForm]


@require_safe
@kept_as_file
def form_downloads(request: HttpRequest) -> HttpResponse:
    """List the forms of every item, by audience and group, with kind and size."""
    organ, on = fund_centre_of(request), timezone.localdate()
    reads(request, f"forms:{organ.pk}", f"guides:{organ.pk}")
    until(request, lambda: beginning_of(next_turn(organ, on)))
    files = form_files_by_item(organ, on)
    offered = [each for each in offered_items(organ, on) if files.get(each.item.pk)]
    page = service_page(FORMS, is_indexed=True)
    audiences = [
        (audience, [(group.name, [_shown(each, files) for each in group.items])
                    for group in audience.groups])
        for audience in shown_by_audience(offered)
    ]  # fmt: skip
    context = {"page": page, "audiences": audiences, "total": len(offered)}
    return render(request, "portal/situations/forms.html", context)


@require_safe
@kept_as_file
def form_file(request: HttpRequest, pk: str, name: str, fmt: str) -> HttpResponse:
    """Hand out a file of a form; a request never makes one."""
    organ, on = fund_centre_of(request), timezone.localdate()
    found = found_file(organ, int(pk), _KINDS[name], fmt, on) if int(pk) < 1 << 62 else None
    if found is None:
        raise Http404
    reads(request, f"forms:{organ.pk}", f"guides:{organ.pk}")
    answer = condition(etag_func=lambda *_args: f'"{found.sha256}"')(_handed_out)
    response: HttpResponse = answer(request, found)
    return response


def _handed_out(request: HttpRequest, file: Any) -> HttpResponse:
    try:
        content = bytes_of(file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    if sha256(content).hexdigest() != file.sha256:
        raise Http404
    response = HttpResponse(content, content_type=FORMATS[file.fmt][0])
    saved = quote(_saved_as(file.item.name, file.kind, file.fmt))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{saved}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, no-cache"
    return response


def _shown(offered: OfferedItem, files: Any) -> ItemForms:
    item = offered.item
    return ItemForms(
        item.pk,
        item.name,
        address_of("portal:guide", item.pk) if offered.version else "",
        [
            OfferedForm(
                _kind(file.kind),
                FORMATS[file.fmt][1],
                file.size,
                reverse("portal:form-file", args=[item.pk, _NAMES[file.kind], file.fmt]),
                _saved_as(item.name, file.kind, file.fmt),
            )
            for file in files[item.pk]
        ],
    )


def _kind(kind: str) -> str:
    return _("空白表格") if kind == "BLANK" else _("填写样表")


def _saved_as(item: str, kind: str, fmt: str) -> str:
    return f"{item}（{_kind(kind)}）.{fmt}"
