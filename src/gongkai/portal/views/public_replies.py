"""答复选登: replies to what people brought to the hotline, without who they are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.hotline.queries.tickets.published import published_replies
from gongkai.portal.kept_pages import kept_as_file, reads
from gongkai.portal.message_pages import MESSAGES, box_crumbs, message_page
from gongkai.portal.pages import Article, Crumb, Page
from gongkai.portal.published_sheets import published_sheet
from gongkai.portal.site import site_of


@require_safe
@kept_as_file
def public_replies(request: HttpRequest, sheet: str = "0") -> HttpResponse:
    """List the published replies of the site's organ."""
    agency = site_of(request).agency
    if agency is None:
        raise Http404
    reads(request, f"replies:{agency.pk}")
    context = {
        "page": message_page(_("热线答复选登"), is_indexed=True),
        "sheet": published_sheet(published_replies(agency), sheet, "portal:public-replies"),
    }
    return render(request, "portal/messages/replies.html", context)


@require_safe
@kept_as_file
def public_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one published reply."""
    agency = site_of(request).agency
    found = published_replies(agency).filter(pk=pk).first() if agency else None
    if found is None:
        raise Http404
    reads(request, f"reply:{pk}")
    crumbs = (
        *box_crumbs(),
        Crumb(_("热线答复选登"), reverse("portal:public-replies")),
        Crumb(found.title),
    )
    article = Article(found.title, found.published_at, found.agency.name)
    context = {
        "page": Page(
            title=found.title, column=MESSAGES, crumbs=crumbs, article=article, agency=agency
        ),
        "reply": found,
        "organ": found.agency,
    }
    return render(request, "portal/messages/reply.html", context)
