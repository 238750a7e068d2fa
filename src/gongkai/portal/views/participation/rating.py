"""满意度: one click on any page; thanks, a few words if one likes, and the way back."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.rating import add_remark, rate_page
from gongkai.portal.participation_forms import RemarkForm
from gongkai.portal.participation_pages import RATING, organ_of, page_below
from gongkai.portal.participation_throttling import RateThrottle
from gongkai.portal.rated_pages import rated_page
from gongkai.portal.same_origin import is_same_origin
from gongkai.portal.throttling import throttled

_SALT = "gongkai.portal.rating"
_LASTS = 24 * 3600


@csrf_exempt
@require_POST
@never_cache
@throttled(RateThrottle)
def rate(request: HttpRequest) -> HttpResponse:
    """Count one verdict on one page; nothing of the client is kept beyond the day."""
    organ = organ_of(request)
    if not is_same_origin(request):
        return _refused(request, _("评价须从本网站的网页上提交，请返回网页后再评价。"), 403)
    page = rated_page(request.POST.get("path", ""))
    if page is None:
        return _refused(request, _("没有要评价的网页，请返回网页后再评价。"), 400)
    at = timezone.now()
    try:
        rated = rate_page(
            agency=organ,
            path=page.path,
            column=page.column,
            verdict=request.POST.get("verdict", "")[:20],
            address=RateThrottle().get_ident(request),
            on=timezone.localdate(at),
            at=at,
        )
    except ParticipationRefused as refused:
        return _refused(request, str(refused), 400)
    token = signing.dumps([rated.rating.pk if rated.rating else 0, page.path], salt=_SALT)
    return redirect(f"{reverse('portal:rated')}?t={token}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rated(request: HttpRequest) -> HttpResponse:
    """Thank for a verdict, take a few words to it, and lead back to the page."""
    try:
        told = signing.loads(request.GET.get("t", "")[:900], salt=_SALT, max_age=_LASTS)
        rating, path = int(told[0]), str(told[1])
    except (signing.BadSignature, ValueError, TypeError, IndexError):
        return redirect("portal:home")
    form = RemarkForm(request.POST if request.method == "POST" else None)
    is_told, status = False, 200
    if form.is_bound:
        is_told = _told(request, form, rating)
        status = 200 if is_told else 400
    context = {
        "page": page_below(RATING, _("感谢评价"), is_indexed=False),
        "form": form if rating and not is_told else None,
        "is_new": bool(rating),
        "is_told": is_told,
        "path": path,
    }
    return render(request, "portal/participation/rated.html", context, status=status)


def _told(request: HttpRequest, form: RemarkForm, rating: int) -> bool:
    if not form.is_valid():
        return False
    on = timezone.localdate()
    try:
        add_remark(rating=rating, remark=form.cleaned_data["remark"], on=on)
    except ParticipationRefused as refused:
        form.add_error("remark", str(refused))
        return False
    return True


def _refused(request: HttpRequest, text: str, status: int) -> HttpResponse:
    page = page_below(RATING, _("没有收到评价"), is_indexed=False)
    context = {"page": page, "text": text}
    return render(request, "portal/participation/not_rated.html", context, status=status)
