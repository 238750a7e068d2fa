"""Writing a page of blocks: begun with a title, then built block by block on one page."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.block_forms import FIELDS, blocks_in, kinds, moved, shown, typed
from gongkai.console.refusals import REFUSED
from gongkai.console.views.publishing.acting import version_sent
from gongkai.console.views.sites.page import crumbs, frame_of, page_at
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.records import columns_of
from gongkai.sites.models import PageKind, PageState, SitePage
from gongkai.sites.operations.adding_files import add_document, add_picture
from gongkai.sites.operations.page_drafting import PageContent, draft_page, save_page
from gongkai.sites.operations.page_reviewing import accept_page_finding, submit_page
from gongkai.sites.operations.refusing import PageChanged, SiteRefused
from gongkai.sites.queries.files import files_of, is_picture
from gongkai.sites.queries.page_checks import check_page

Errors = dict[int, list[str]]


class NewPageForm(forms.Form):
    """What a page begins with."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类别"),
        choices=PageKind.choices,
        initial="TOPIC",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("类别：请选择专题或者单页。")},
    )
    title = forms.CharField(
        label=gettext_lazy("标题"),
        required=False,
        widget=forms.TextInput(attrs={"size": 50, "autocomplete": "off"}),
    )
    slug = forms.CharField(
        label=gettext_lazy("页面代码"),
        required=False,
        help_text=gettext_lazy("用在网址中，如 bianmin-fuwu；小写字母、数字和连字符。"),
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a page."""
    insist(may_draft(desk.officer, desk.agency, desk.on), "起草网站页面")
    form = NewPageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            one = draft_page(
                agency=desk.agency,
                kind=given["kind"],
                content=PageContent(slug=given["slug"], title=given["title"]),
                **_by(desk),
            )
        except SiteRefused as refused:
            for problem in refused.problems:
                name = problem.field if problem.field in form.fields else None
                form.add_error(name, problem.message)
        else:
            return redirect("console:edit-site-page", pk=one.pk)
    context = {
        "title": _("新建专题或单页"),
        "crumbs": crumbs(),
        "agency": desk.agency,
        "form": form,
    }
    return render(
        request, "console/sites/page_new.html", context, status=400 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Build a draft; what is typed stays on the page whatever becomes of it."""
    one = page_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), "编辑网站页面")
    if request.method == "POST":
        return _sent(request, desk, one)
    if one.state != PageState.DRAFT:
        told = _("《%(title)s》当前为“%(state)s”，须先取回或者修改，才能编辑。")
        messages.error(request, told % {"title": one.title, "state": one.get_state_display()})
        return redirect("console:site-page", pk=pk)
    head = {"title": one.title, "slug": one.slug, "summary": one.summary, "version": one.version}
    return _editor(request, desk, one, head, typed(one.blocks))


def _sent(request: HttpRequest, desk: Desk, one: SitePage) -> HttpResponse:
    head: dict[str, Any] = {
        name: request.POST.get(name, "") for name in ("title", "slug", "summary")
    }
    head["version"] = version_sent(request)
    blocks = blocks_in(request.POST)
    errors = _uploaded(request, desk, blocks)
    step = request.POST.get("do", "save")
    if moved(blocks, step):
        told = _("内容块已调整，尚未保存。")
        at = f"block-{len(blocks)}" if step.startswith("add:") else ""
        return _editor(request, desk, one, head, blocks, errors, told=told, jump=at)
    if errors:
        return _editor(request, desk, one, head, blocks, errors, status=400)
    content = PageContent(head["slug"], head["title"], head["summary"], blocks)
    try:
        saved = save_page(page=one, version=head["version"], content=content, **_by(desk))
        # From here on the form is about what was just saved, whatever becomes of the step.
        head["version"], one, blocks = saved.version, saved, typed(saved.blocks)
        done = _stepped(request, desk, saved, step)
    except SiteRefused as refused:
        status = 400
        if isinstance(refused, PageChanged):
            status = 409
            one.refresh_from_db()
            head["version"] = one.version
        general = _sorted_out(refused, errors)
        return _editor(request, desk, one, head, blocks, errors, general=general, status=status)
    except REFUSED as refused:
        general = [str(refused)]
        return _editor(request, desk, one, head, blocks, errors, general=general, status=400)
    messages.success(request, done)
    after = "console:site-page" if step in ("submit", "view") else "console:edit-site-page"
    return redirect(after, pk=one.pk)


def _stepped(request: HttpRequest, desk: Desk, page: SitePage, step: str) -> str:
    """Do what the button says after saving; return what to tell."""
    if step == "submit":
        submit_page(page=page, version=page.version, **_by(desk))
        return _("已送审，并通知审核人员。")
    act, _colon, key = step.partition(":")
    if act == "accept":
        rule, _colon, digest = key.partition(":")
        reason = request.POST.get(f"reason-{digest}", "")
        accept_page_finding(
            page=page, version=page.version, rule=rule, digest=digest, reason=reason, **_by(desk)
        )
        return _("已由您确认该项不是差错。")
    return _("已保存。")


def _uploaded(request: HttpRequest, desk: Desk, blocks: list[dict[str, Any]]) -> Errors:
    """Keep the files that were uploaded, and put them into their blocks; return what is wrong."""
    errors: Errors = defaultdict(list)
    for number, block in enumerate(blocks, start=1):
        file = request.FILES.get(f"b{number}-upload")
        if file is None or "file" not in FIELDS[block["kind"]]:
            continue
        given: dict[str, Any] = {"name": str(file.name), "content": file.read(), **_by(desk)}
        try:
            if block["kind"] == "PICTURE":
                kept = add_picture(agency=desk.agency, alt_text=block["alt"], **given)
            else:
                kept = add_document(agency=desk.agency, **given)
        except SiteRefused as refused:
            errors[number].append(str(refused))
        else:
            block["file"] = kept.pk
    return errors


def _sorted_out(refused: SiteRefused, errors: Errors) -> list[str]:
    """Put problems to the blocks they are about; return all of them."""
    for problem in refused.problems:
        number = problem.field.partition(":")[0]
        if number.isdigit():
            errors[int(number)].append(problem.message)
    return [problem.message for problem in refused.problems]


def _editor(
    request: HttpRequest,
    desk: Desk,
    one: SitePage,
    head: dict[str, Any],
    blocks: list[dict[str, Any]],
    errors: Errors | None = None,
    *,
    general: list[str] | None = None,
    told: str = "",
    jump: str = "",
    status: int = 200,
) -> HttpResponse:
    files = files_of(desk.agency).values()
    wrong = errors or {}
    context = {
        "title": _("编辑：%(title)s") % {"title": one.title},
        "crumbs": [*crumbs(), (one.title, reverse("console:site-page", args=[one.pk]))],
        "agency": desk.agency,
        "item": one,
        "head": head,
        "blocks": shown(blocks, wrong),
        "problems": general or [each for found in wrong.values() for each in found],
        "told": told,
        "jump": jump,
        "kinds": kinds(),
        "columns": columns_of(desk.agency).filter(is_closed=False),
        "pictures": [file for file in files if is_picture(file)],
        "documents": [file for file in files if not is_picture(file)],
        "found": check_page(one, desk.on),
        "frame": frame_of(one, desk),
        "officer": desk.officer,
    }
    return render(request, "console/sites/page_edit.html", context, status=status)


def _by(desk: Desk) -> dict[str, Any]:
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}
