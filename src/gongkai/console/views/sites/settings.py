"""What is set of the organ's website: typed, looked at, kept as versions, taken back."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import attempt
from gongkai.console.site_forms import (
    MENUS,
    PICTURES,
    SiteForm,
    initial_of,
    menus_shown,
    moved,
    rows_in,
)
from gongkai.publications.permissions import insist, may_configure, may_read
from gongkai.sites.operations.adding_files import add_picture
from gongkai.sites.operations.refusing import SiteRefused
from gongkai.sites.operations.saving import keep_preview, save_site, use_version
from gongkai.sites.queries.files import files_of, is_picture
from gongkai.sites.queries.hosts import site_of_agency
from gongkai.sites.queries.previews import preview_token
from gongkai.sites.queries.versions import versions_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def site(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is set; move rows, show a preview, or keep what is typed as a new version."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看网站设置")
    if request.method == "POST":
        return _sent(request, desk)
    hosted = site_of_agency(desk.agency)
    rows = {name: list(getattr(hosted.content, name)) for name in MENUS}
    form = _form(desk, initial=initial_of(hosted.content, hosted.hosts))
    return _page(request, desk, form, rows)


@require_safe
@staff
def version(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show one version as the public would see it, and what it changed."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看网站设置")
    line = next((each for each in versions_of(desk.agency) if each.version.number == number), None)
    if line is None:
        raise NotHere(_("没有这个版本，请从版本列表中选择。"))
    context = {
        "title": _("第%(number)s版") % {"number": number},
        "crumbs": [(_("网站设置"), reverse("console:site"))],
        "agency": desk.agency,
        "line": line,
        "frame": _frame(line.version, desk),
        "may_edit": may_configure(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/sites/version.html", context)


@require_POST
@staff
def use(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Let the public see a version again."""
    attempt(
        request,
        lambda: use_version(
            agency=desk.agency, number=number, officer=desk.officer, on=desk.on, at=desk.at
        ),
        _("已改用第%(number)s版。") % {"number": number},
    )
    return redirect("console:site")


def _sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    insist(may_configure(desk.officer, desk.agency, desk.on), "设置网站")
    data, rows = request.POST.copy(), rows_in(request.POST)
    step = data.get("do", "save")
    errors = _uploaded(request, desk, data)
    form = _form(desk, data)
    by: dict[str, Any] = {"officer": desk.officer, "on": desk.on, "at": desk.at}
    if moved(rows, step):
        return _page(request, desk, form, rows, errors, is_checked=False)
    if not errors and form.is_valid():
        content = form.content(rows)
        try:
            if step == "preview":
                shown = keep_preview(agency=desk.agency, content=content, **by)
                return _page(request, desk, form, rows, frame=_frame(shown, desk))
            save_site(
                agency=desk.agency,
                content=content,
                hosts=form.hosts_typed,
                note=form.cleaned_data["note"],
                **by,
            )
        except SiteRefused as refused:
            for problem in refused.problems:
                errors[problem.field].append(problem.message)
        else:
            messages.success(request, _("已保存为新版本，公众看到的网站已更新。"))
            return redirect("console:site")
    return _page(request, desk, form, rows, errors, status=400)


def _uploaded(request: HttpRequest, desk: Desk, data: Any) -> dict[str, list[str]]:
    """Keep the pictures that were uploaded, and choose them; return what is wrong with others."""
    errors: dict[str, list[str]] = defaultdict(list)
    for name in PICTURES:
        file = request.FILES.get(f"{name}_file")
        if file is None:
            continue
        try:
            kept = add_picture(
                agency=desk.agency,
                name=str(file.name),
                content=file.read(),
                alt_text=data.get(f"{name}_alt", ""),
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
            )
        except SiteRefused as refused:
            errors[name].append(str(refused))
        else:
            data[name], data[f"{name}_alt"] = str(kept.pk), ""
    return errors


def _form(desk: Desk, *args: Any, **kwargs: Any) -> SiteForm:
    files = [file for file in files_of(desk.agency).values() if is_picture(file)]
    return SiteForm(*args, agency=desk.agency, files=files, **kwargs)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: SiteForm,
    rows: Any,
    errors: Any = None,
    *,
    is_checked: bool = True,
    frame: str = "",
    status: int = 200,
) -> HttpResponse:
    told = errors or {}
    if form.is_bound and is_checked:
        for name, found in told.items():
            for message in found:
                form.add_error(name if name in form.fields else None, message)
    context = {
        "title": _("网站设置"),
        "agency": desk.agency,
        "form": form,
        "menus": menus_shown(rows, told),
        "problems": [message for found in told.values() for message in found],
        "moved": not is_checked,
        "frame": frame,
        "hosted": site_of_agency(desk.agency),
        "versions": versions_of(desk.agency),
        "may_edit": may_configure(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/sites/site.html", context, status=status)


def _frame(shown: Any, desk: Desk) -> str:
    """Return the address at which the portal shows something before it is public."""
    kind = "banben"
    return f"{reverse('portal:home')}?{kind}={preview_token(shown, desk.at)}"
