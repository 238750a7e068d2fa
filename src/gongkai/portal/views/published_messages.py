"""留言选登: messages with their answers, without who wrote, and how many there were."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.hotline.queries.published_messages import message_counts, published_messages
from gongkai.portal.kept_pages import kept_as_file, reads
from gongkai.portal.message_pages import MESSAGES, box_crumbs, message_page
from gongkai.portal.pages import Article, Crumb, Page
from gongkai.portal.published_sheets import published_sheet
from gongkai.portal.site import site_of


@require_safe
@kept_as_file
def messages_published(request: HttpRequest, sheet: str = "0") -> HttpResponse:
    """List the published messages of the site's organ, and its counts."""
    agency = site_of(request).agency
    if agency is None:
        raise Http404
    reads(request, f"messages:{agency.pk}")
    context = {
        "page": message_page(_("留言选登"), is_indexed=True),
        "counts": message_counts(agency),
        "sheet": published_sheet(published_messages(agency), sheet, "portal:messages-published"),
    }
    return render(request, "portal/messages/published.html", context)


@require_safe
@kept_as_file
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one published message with its answer."""
    agency = site_of(request).agency
    found = published_messages(agency).filter(pk=pk).first() if agency else None
    if found is None:
        raise Http404
    reads(request, f"message:{pk}")
    crumbs = (
        *box_crumbs(),
        Crumb(_("留言选登"), reverse("portal:messages-published")),
        Crumb(found.public_title),
    )
    article = Article(found.public_title, found.published_at, found.agency.name)
    context = {
        "page": Page(
            title=found.public_title, column=MESSAGES, crumbs=crumbs, article=article, agency=agency
        ),
        "message": found,
        "organ": found.agency,
    }
    return render(request, "portal/messages/message.html", context)
