"""意见征集: the list, one with its result, and the form for an opinion on its own address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.participation.models import PublicConsultation
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.opinions import OpinionContent, send_opinion
from gongkai.participation.queries.running import (
    next_change,
    next_change_of,
    public_consultations,
    shown_opinions,
)
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import Crumb
from gongkai.portal.participation_forms import OpinionForm, refused_beforehand, token_of
from gongkai.portal.participation_pages import (
    CONSULTATIONS,
    article_of,
    column_page,
    found,
    item_title,
    organ_of,
    page_below,
    receipt_in,
    receipt_token,
    sheet_of,
)
from gongkai.portal.questions import new_question


@require_safe
@kept_as_file
def consultations(request: HttpRequest, sheet: int = 1) -> HttpResponse:
    """List what the public is or was asked, those that end last first."""
    organ, on = organ_of(request), timezone.localdate()
    reads(request, f"asked:{organ.pk}")
    until(request, next_change(organ, on))
    context = {
        "page": column_page(CONSULTATIONS, sheet),
        "sheet": sheet_of(public_consultations(organ), sheet, "portal:consultations"),
        "on": on,
    }
    return render(request, "portal/participation/consultations.html", context)


@require_safe
@kept_as_file
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is asked, until when, the opinions released, and what came of it."""
    organ, on = organ_of(request), timezone.localdate()
    row: PublicConsultation = found(public_consultations(organ), pk)
    reads(request, f"consultation:{pk}")
    until(request, next_change_of(row, on))
    if row.item_id:
        reads(request, f"item:{row.item_id}")
    result = getattr(row, "result", None)
    context = {
        "page": page_below(
            CONSULTATIONS,
            row.title,
            article=article_of(row),
        ),
        "piece": row,
        "organ": organ,
        "on": on,
        "is_open": row.is_open(on),
        "item_title": item_title(organ, row.item_id),
        "result": result if result is not None and result.is_public else None,
        "opinions": shown_opinions(row),
    }
    return render(request, "portal/participation/consultation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form for an opinion, or take in what was typed."""
    row = found(public_consultations(organ_of(request)), pk)
    if request.method == "POST":
        return _typed(request, row)
    closed = "" if row.is_open(timezone.localdate()) else _closed(row)
    return _form_page(request, row, OpinionForm(), closed=closed)


@require_safe
@never_cache
def opinion_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt number of an opinion."""
    row = found(public_consultations(organ_of(request)), pk)
    receipt = receipt_in(request)
    if receipt is None:
        return redirect("portal:consultation", pk)
    context = {
        "page": page_below(CONSULTATIONS, _("意见已收到"), _back(row), is_indexed=False),
        "piece": row,
        "number": receipt[0],
        "sent_on": receipt[1],
    }
    return render(request, "portal/participation/opinion_sent.html", context)


def _typed(request: HttpRequest, row: PublicConsultation) -> HttpResponse:
    form = OpinionForm(request.POST)
    at = timezone.now()
    on = timezone.localdate(at)
    refusal = refused_beforehand(request, form)
    if refusal:
        return _form_page(request, row, form, status=refusal)
    values = {name: form.cleaned_data[name] for name in OpinionContent.__annotations__}
    try:
        sent = send_opinion(
            consultation=row,
            content=OpinionContent(**values),
            token=token_of(request),
            on=on,
            at=at,
        )
    except ParticipationRefused as refused:
        form.refuse(refused)
        return _form_page(request, row, form, status=400)
    address = reverse("portal:opinion-sent", args=[row.pk])
    return redirect(f"{address}?t={receipt_token(sent.receipt_no, on)}")


def _form_page(
    request: HttpRequest,
    row: PublicConsultation,
    form: OpinionForm,
    status: int = 200,
    closed: str = "",
) -> HttpResponse:
    context = {
        "page": page_below(CONSULTATIONS, _("提交意见"), _back(row), is_indexed=False),
        "back": _back(row),
        "form": form,
        "closed": closed,
        "token": token_of(request),
        "question": new_question(),
    }
    return render(request, "portal/participation/taking_part.html", context, status=status)


def _closed(row: PublicConsultation) -> str:
    return _("征集期限为%(first)s至%(last)s，现在不接收意见。") % {
        "first": row.from_on,
        "last": row.until_on,
    }


def _back(row: PublicConsultation) -> Crumb:
    return Crumb(row.title, reverse("portal:consultation", args=[row.pk]))
