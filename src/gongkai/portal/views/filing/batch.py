"""The batch of a form: a template filled in with the employer's workers, and its check."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.batches.writing import annotated_batch, batch_template
from gongkai.documents.keeping import FileEmpty, FileNotKept, FileTooLarge
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.applications.batches import (
    check_again,
    receive_batch,
)
from gongkai.fund_services.operations.applications.drafting import Drafted, put_batch
from gongkai.fund_services.operations.applications.keeping import sealed_content
from gongkai.fund_services.queries.applications.batches import (
    base_limits_on,
    batch_of,
    is_being_checked,
    problems_of_rows,
)
from gongkai.fund_services.queries.applications.facts import workers_told
from gongkai.fund_services.tasks import start_checking_batch
from gongkai.portal.attachments import SeveralInMemory
from gongkai.portal.filing_pages import (
    BATCH,
    filing_page,
    next_slug,
    previous_slug,
    slug_of,
    step_address,
    steps_of,
)
from gongkai.portal.filling import Filling, in_draft
from gongkai.portal.saving import saved_as
from gongkai.portal.signed_in import for_account
from gongkai.portal.throttling import FollowThrottle, throttled
from gongkai.rules.service_forms import BatchDefinition, WorkersOfBatch

_PAGE = 100
_AGAIN_AFTER = "2"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def batch_step(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    """Show how far the batch has come, or take a sheet in."""
    if request.method != "POST":
        return _page(request, filling, drafted)
    definition = filling.definition
    batch = batch_of(filling.account, drafted.content.batch)
    if "back" in request.POST:
        return redirect(step_address(filling.code, previous_slug(definition, BATCH) or "1"))
    if "drop" in request.POST:
        put_batch(draft=drafted.draft, batch=None, at=timezone.now())
        return redirect(step_address(filling.code, BATCH))
    if "again" in request.POST and batch is not None:
        at = timezone.now()
        start_checking_batch(check_again(batch=batch).pk, on=timezone.localdate(at), at=at)
        return redirect(step_address(filling.code, BATCH))
    given = request.FILES.get("sheet")
    if given is None and "next" in request.POST and not _passed_over(request):
        return _gone_on(request, filling, drafted)
    return _received(request, filling, drafted)


@throttled(FollowThrottle)
def _received(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    given = request.FILES.get("sheet")
    if given is None:
        told = _passed_over(request) or _("明细表：没有选择文件，请选择填好的Excel表格。")
        return _page(request, filling, drafted, told, status=400)
    at = timezone.now()
    try:
        batch = receive_batch(
            draft=drafted.draft, name=given.name or "", content=given.read(), at=at
        )
    except AttachmentRefused as refused:
        return _page(request, filling, drafted, str(refused), status=400)
    except (FileTooLarge, FileEmpty):
        told = _("明细表是空的，或者过大，请使用模板重新填写后上传。")
        return _page(request, filling, drafted, told, status=400)
    except FileNotKept as error:
        return _page(request, filling, drafted, _("明细表没有保存成功") + str(error), status=503)
    start_checking_batch(batch.pk, on=timezone.localdate(at), at=at)
    return redirect(step_address(filling.code, BATCH))


def _gone_on(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    batch = batch_of(filling.account, drafted.content.batch)
    definition = filling.definition
    needed = definition.batch is not None and definition.batch.is_needed
    if batch is None and not needed:
        return redirect(step_address(filling.code, next_slug(definition, BATCH)))
    if batch is None:
        told = _("明细表：没有上传，请下载模板填写后上传。")
        return _page(request, filling, drafted, told, status=400)
    if batch.state != "GOOD":
        told = _("明细表还没有校验通过，请等校验完成，或者改正后重新上传。")
        return _page(request, filling, drafted, told, status=400)
    return redirect(step_address(filling.code, next_slug(definition, BATCH)))


@require_safe
@for_account
@in_draft
def batch_template_file(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Hand out the template with the employer's workers in it."""
    batch = filling.definition.batch
    if batch is None or filling.drafted is None:
        return redirect(step_address(filling.code, "1"))
    try:
        workers = _workers_for(batch, filling.drafted.draft.employer_no)
    except CoreAway as away:
        told = _("业务系统暂不可用，不能带出职工，请稍后再下载。") + str(away)
        return _page(request, filling, filling.drafted, told, status=503)
    name = filling.agent.employer_name if filling.agent else filling.item.name
    content = batch_template(batch, workers, employer=name, created=timezone.localdate())
    response = HttpResponse(content, content_type=_XLSX)
    return saved_as(response, _("%(title)s模板.xlsx") % {"title": batch.title})


@require_safe
@for_account
@in_draft
def batch_problems_file(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Hand the batch back with what is wrong told beside each row."""
    definition = filling.definition.batch
    content = filling.drafted.content if filling.drafted else None
    batch = batch_of(filling.account, content.batch if content else None)
    if definition is None or batch is None:
        return redirect(step_address(filling.code, BATCH))
    marked = annotated_batch(
        sealed_content(batch.stored_name),
        batch.name,
        definition.title,
        problems_of_rows(batch),
        most=definition.most,
        created=timezone.localdate(),
    )
    response = HttpResponse(marked, content_type=_XLSX)
    return saved_as(response, _("%(title)s问题.xlsx") % {"title": definition.title})


def _workers_for(batch: BatchDefinition, employer_no: str) -> list[dict[str, str]]:
    """Return the workers that a template begins with: those the batch may name."""
    if batch.workers is WorkersOfBatch.NEW or not employer_no:
        return []
    workers = workers_told(employer_no).values()
    if batch.workers is WorkersOfBatch.ANY:
        return [each for each in workers if each["state"] != "CLOSED"]
    return [each for each in workers if each["state"] == batch.workers.value]


def _passed_over(request: HttpRequest) -> str:
    keepers = [each for each in request.upload_handlers if isinstance(each, SeveralInMemory)]
    return "".join(refusal for keeper in keepers for refusal in keeper.refusals)


def _page(
    request: HttpRequest,
    filling: Filling,
    drafted: Drafted,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    definition = filling.definition
    batch = batch_of(filling.account, drafted.content.batch)
    working = batch is not None and is_being_checked(batch)
    problems = problems_of_rows(batch) if batch is not None and batch.state == "BAD" else []
    sheet = Paginator(problems, _PAGE).get_page(request.GET.get("sheet"))
    context = {
        "page": filing_page(_("批量明细"), filling.item.name, filling.code),
        "filling": filling,
        "drafted": drafted,
        "steps": steps_of(definition, BATCH),
        "definition": definition.batch,
        "batch": batch,
        "working": working,
        "problems": sheet,
        "limits": base_limits_on(filling.account.agency, timezone.localdate())
        if definition.batch and any(column.is_base for column in definition.batch.columns)
        else None,
        "refusal": refusal,
        "slug": slug_of(filling.code),
        "back": previous_slug(definition, BATCH),
    }
    response = render(request, "portal/filing/batch.html", context, status=status)
    if working:
        # Without a script the page asks again by itself how far it is.
        response.headers["Refresh"] = _AGAIN_AFTER
    return response
