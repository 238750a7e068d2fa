"""证明验证: whether a certificate is genuine and counts, for anybody who holds one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.models import Agency
from gongkai.documents.certificates.examining import LARGEST
from gongkai.fund_services.operations.certificates.verifying import (
    VerifiedFile,
    verify_code,
)
from gongkai.fund_services.operations.certificates.verifying import (
    verify_file as verified_file,
)
from gongkai.portal.certificate_forms import VerifyFileForm, VerifyForm
from gongkai.portal.certificate_pages import verifying_page
from gongkai.portal.signed_in import fund_centre_of
from gongkai.portal.throttling import VerifyThrottle, throttled
from gongkai.portal.uploads import InMemoryOnly

# With the form around the file; what is larger is answered unread.
_LARGEST_BODY = LARGEST + (64 << 10)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for number and code or for the file; answer number and code."""
    agency = fund_centre_of(request)
    if request.method == "POST":
        return _looked_up(request, agency)
    return _ask_page(request, VerifyForm(initial={"number": request.GET.get("bianhao", "")[:30]}))


@require_safe
@never_cache
@throttled(VerifyThrottle)
def verify_scanned(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Answer the QR code of a certificate."""
    return _answered(request, fund_centre_of(request), VerifyForm({"number": number, "code": code}))


# The guard is asked below: it reads the body, and how that is to be kept must be settled first.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify_file(request: HttpRequest) -> HttpResponse:
    """Answer a file that is handed in; nothing of it is kept."""
    agency = fund_centre_of(request)
    if request.method != "POST":
        return redirect("portal:verify")
    return _file_taken(request, agency)


@throttled(VerifyThrottle)
def _looked_up(request: HttpRequest, agency: Agency) -> HttpResponse:
    return _answered(request, agency, VerifyForm(request.POST))


def _answered(request: HttpRequest, agency: Agency, form: VerifyForm) -> HttpResponse:
    if not form.is_valid():
        return _ask_page(request, form, status=400)
    at = timezone.now()
    found = verify_code(
        agency=agency,
        number=form.cleaned_data["number"],
        code=form.cleaned_data["code"],
        on=timezone.localdate(at),
        at=at,
    )
    if found is None:
        told = _("证明编号和验证码不相符，本中心没有这样的证明；请照证明核对后重新填写。")
        form.add_error(None, told)
        return _ask_page(request, form, status=404)
    context = {"page": verifying_page(_("验证结果")), "found": found, "at": at, "by_file": False}
    return render(request, "portal/certificates/verified.html", context)


@throttled(VerifyThrottle)
def _file_taken(request: HttpRequest, agency: Agency) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()) or int(length) > _LARGEST_BODY:
        form = VerifyFileForm({}, {}, is_too_large=True)
        return _ask_page(request, VerifyForm(), form, status=413)
    request.upload_handlers = [InMemoryOnly(request, VerifyFileForm.base_fields, most=LARGEST)]
    return _file_answered(request, agency)


@csrf_protect
def _file_answered(request: HttpRequest, agency: Agency) -> HttpResponse:
    files = request.FILES
    too_large = any(
        each.too_large for each in request.upload_handlers if isinstance(each, InMemoryOnly)
    )
    form = VerifyFileForm(request.POST, files, is_too_large=too_large)
    if not form.is_valid():
        return _ask_page(request, VerifyForm(), form, status=413 if too_large else 400)
    at = timezone.now()
    answer = verified_file(
        agency=agency,
        content=form.cleaned_data["file"].read(),
        on=timezone.localdate(at),
        at=at,
    )
    return _file_page(request, answer, at)


def _file_page(request: HttpRequest, answer: VerifiedFile, at: object) -> HttpResponse:
    context = {
        "page": verifying_page(_("验证结果")),
        "found": answer.found,
        "outcome": answer.outcome,
        "at": at,
        "by_file": True,
    }
    return render(request, "portal/certificates/verified.html", context)


def _ask_page(
    request: HttpRequest,
    form: VerifyForm,
    file_form: VerifyFileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": verifying_page(is_indexed=status == 200 and not request.GET),
        "form": form,
        "file_form": file_form or VerifyFileForm(),
    }
    return render(request, "portal/certificates/verify.html", context, status=status)
