"""Files of a case, put in and read, and personal data in full: each reading is on record."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.permissions import require_role
from gongkai.casework.operations.adding import add_files
from gongkai.casework.operations.reading import read_file, read_identity
from gongkai.casework.queries.case_page import CaseUnknown, find_file
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import saved_as
from gongkai.console.file_forms import AddFilesForm
from gongkai.console.views.cases.acting import act_page, started
from gongkai.console.views.cases.case import case_at, case_context
from gongkai.privacy.encryption import Undecipherable


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def add(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Put files into a case."""
    case = case_at(desk, pk)
    require_role(desk.officer, desk.agency, "CLERK", desk.on)
    return act_page(
        request,
        desk,
        case,
        started(request, AddFilesForm, desk, case),
        partial(add_files, request=case, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("加入文件"),
        lead=_(
            "检索到的文件可以作区分处理；拟提供的文件随答复书提供给申请人。文件加密保存，不能替换或者删除。"
        ),
        done=_("文件已加入。"),
        button=_("加入"),
        anchor="files",
    )


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return a file as it was handed in; saved, never shown in the page's stead."""
    try:
        file = find_file(desk.officer, pk, desk.on)
        content = read_file(file=file, officer=desk.officer, on=desk.on, at=desk.at)
    except CaseUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    except (FileNotFoundError, Undecipherable) as broken:
        raise NotHere(_("保存的文件缺失或者无法解密，请联系系统管理员核对备份。")) from broken
    answer = HttpResponse(content, content_type=file.media_type)
    answer["Cache-Control"] = "private, no-store"
    return saved_as(answer, file.name)


@require_POST
@staff
def identity(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an applicant's data in full, once; that it was read is on record."""
    case = case_at(desk, pk)
    person = read_identity(request=case, officer=desk.officer, on=desk.on, at=desk.at)
    context = case_context(desk, case, _("申请人完整信息")) | {"person": person}
    answer = render(request, "console/cases/identity.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
