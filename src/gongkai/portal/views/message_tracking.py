"""A message by its number and code: how it stands, the answer, what its sender thinks of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.models import Agency
from gongkai.hotline.operations.message_acting import MessageRefused
from gongkai.hotline.operations.message_rating import OPINIONS, is_to_rate, rate_answer
from gongkai.hotline.queries.tracking import followed_message, track_message
from gongkai.portal.grants import end_grant, give_grant, has_grant
from gongkai.portal.message_forms import TrackMessageForm
from gongkai.portal.message_pages import message_page
from gongkai.portal.site import site_of
from gongkai.portal.throttling import FollowThrottle, TrackThrottle, throttled


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def message_track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; lead to the message they belong to."""
    agency = site_of(request).agency
    if request.method == "POST" and agency is not None:
        return _looked_up(request, agency)
    form = TrackMessageForm(initial={"number": request.GET.get("number", "")[:40]})
    return _ask_page(request, form)


@throttled(TrackThrottle)
def _looked_up(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = TrackMessageForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form, status=400)
    found = track_message(agency, form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        form.add_error(None, _("登记号和查询码不相符，请核对后重新填写。"))
        return _ask_page(request, form, status=404)
    give_grant(request, found.register_no)
    return redirect("portal:message-tracked", number=found.register_no)


@require_safe
@never_cache
@throttled(FollowThrottle)
def message_tracked(request: HttpRequest, number: str) -> HttpResponse:
    """Show a message that the session may follow."""
    agency = site_of(request).agency
    found = followed_message(agency, number) if agency and has_grant(request, number) else None
    if found is None:
        return redirect("portal:message-track")
    context = {
        "page": message_page(_("%(number)s办理情况") % {"number": number}),
        "message": found,
        "opinions": OPINIONS,
        "is_to_rate": is_to_rate(found),
        "done": request.session.pop("message-done", ""),
    }
    return render(request, "portal/messages/tracked.html", context)


@require_POST
@never_cache
@throttled(FollowThrottle)
def rate_message(request: HttpRequest, number: str) -> HttpResponse:
    """Keep what the sender thinks of the answer: one click, once."""
    agency = site_of(request).agency
    found = followed_message(agency, number) if agency and has_grant(request, number) else None
    if found is None:
        return redirect("portal:message-track")
    at = timezone.now()
    try:
        opinion = request.POST.get("opinion", "")[:20]
        rate_answer(message=found, opinion=opinion, on=timezone.localdate(at), at=at)
        request.session["message-done"] = _("已收到您的评价，谢谢。")
    except MessageRefused as refused:
        request.session["message-done"] = str(refused)
    return redirect("portal:message-tracked", number=number)


@require_POST
@never_cache
def leave_message(request: HttpRequest, number: str) -> HttpResponse:
    """Stop following a message in this browser."""
    end_grant(request, number)
    request.session.pop("message-receipt", None)
    return redirect("portal:message-track")


def _ask_page(request: HttpRequest, form: TrackMessageForm, status: int = 200) -> HttpResponse:
    page = message_page(_("查询留言答复"), is_indexed=not form.is_bound)
    context = {"page": page, "form": form}
    return render(request, "portal/messages/track.html", context, status=status)
