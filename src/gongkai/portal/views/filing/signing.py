"""The declaration, signed with one's name; and sending in, once however often it is pressed."""

import base64
import binascii

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.documents.attachments.kinds import PNG
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.taking import Limits, inspected
from gongkai.documents.keeping import FileNotKept
from gongkai.fund_services.operations.applications.drafting import Drafted, open_draft
from gongkai.fund_services.operations.applications.filing import FormIncomplete, FormStale
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import seal_material
from gongkai.fund_services.operations.applications.submitting import (
    SIGNATURE,
    DraftChanged,
    submit_draft,
)
from gongkai.fund_services.queries.applications.drafts import DraftFile
from gongkai.fund_services.queries.applications.forms import form_in_force
from gongkai.fund_services.queries.applications.receipts import filed_with_token
from gongkai.portal.filing_forms import SignForm
from gongkai.portal.filing_pages import (
    CHECK,
    SIGN,
    filing_page,
    previous_slug,
    step_address,
    steps_of,
)
from gongkai.portal.filling import Filling
from gongkai.portal.signed_in import who_is_here
from gongkai.portal.throttling import ApplyThrottle, throttled

_DRAWN = "data:image/png;base64,"
_DRAWN_LIMITS = Limits(files=1, one=300 << 10, together=300 << 10)


def sent_before(request: HttpRequest) -> HttpResponse | None:
    """Lead to the receipt where this very form was sent in before; None where it was not."""
    if request.method != "POST":
        return None
    filed = filed_with_token(who_is_here(request).account, request.POST.get("token", "")[:64])
    return redirect("portal:filing-receipt", filed.receipt_no) if filed is not None else None


def sign_step(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    """Show the declaration, or send in."""
    if request.method != "POST":
        return _page(request, filling, drafted, SignForm())
    if "back" in request.POST:
        return redirect(step_address(filling.code, previous_slug(filling.definition, SIGN)))
    return _sent(request, filling, drafted)


@throttled(ApplyThrottle)
def _sent(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    form = SignForm(request.POST)
    at = timezone.now()
    if not form.is_valid():
        return _page(request, filling, drafted, form, status=400)
    try:
        filed = submit_draft(
            draft=drafted.draft,
            agent=filling.agent,
            seen=request.POST.get("seen", ""),
            agrees=form.cleaned_data["agrees"],
            signature=form.cleaned_data["signature"],
            drawn=_drawn(request),
            on=timezone.localdate(at),
            at=at,
        )
    except FormStale:
        _gone_over(filling)
        return redirect(step_address(filling.code, "1"))
    except FormIncomplete:
        return redirect(step_address(filling.code, CHECK))
    except DraftChanged as refused:
        form.add_error(None, str(refused))
        return _page(request, filling, drafted, form, status=409)
    except (ApplicationRefused, AttachmentRefused) as refused:
        form.add_error(None, str(refused))
        return _page(request, filling, drafted, form, status=400)
    except FileNotKept as error:
        form.add_error(None, _("没有提交成功，您填写的内容已保留") + str(error))
        return _page(request, filling, drafted, form, status=503)
    return redirect("portal:filing-receipt", filed.application.receipt_no)


def _gone_over(filling: Filling) -> None:
    """Let what was typed go over into the form that is in force now."""
    at = timezone.now()
    newest = form_in_force(filling.item, timezone.localdate(at))
    if newest is not None:
        open_draft(
            account=filling.account,
            agent=filling.agent,
            item=filling.item,
            form=newest,
            prefill={},
            at=at,
        )


def _drawn(request: HttpRequest) -> DraftFile | None:
    """Return a signature that was drawn, sealed; None where none was.

    :raises AttachmentRefused: if it is no small picture
    """
    given = request.POST.get("drawn", "")
    if not given.startswith(_DRAWN):
        return None
    name = _("手写签名.png")
    try:
        content = base64.b64decode(given.removeprefix(_DRAWN), validate=True)
    except (binascii.Error, ValueError) as error:
        raise AttachmentRefused(_("手写签名不完整，请清除后重写，或者只填写姓名。")) from error
    picture = inspected(name, content, _DRAWN_LIMITS)
    if picture.media_type != PNG.media_type:
        raise AttachmentRefused(_("手写签名不是图片，请清除后重写，或者只填写姓名。"))
    return seal_material(
        material=SIGNATURE,
        name=name,
        media_type=picture.media_type,
        content=content,
        at=timezone.now(),
    )


def _page(
    request: HttpRequest, filling: Filling, drafted: Drafted, form: SignForm, status: int = 200
) -> HttpResponse:
    context = {
        "page": filing_page(_("签名提交"), filling.item.name, filling.code),
        "filling": filling,
        "drafted": drafted,
        "steps": steps_of(filling.definition, SIGN),
        "form": form,
        "seen": drafted.content.digest(),
        "back": previous_slug(filling.definition, SIGN),
        "on": timezone.localdate(),
    }
    return render(request, "portal/filing/sign.html", context, status=status)
