"""Splitting, joining and tying cases; and who is in charge of one."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.assigning import assign_case
from gongkai.casework.operations.splitting import join_requests, link_request, split_request
from gongkai.casework.permissions import require_assigner
from gongkai.casework.queries.case_page import cases_numbered
from gongkai.console.access import Desk, staff
from gongkai.console.case_forms import AssignForm, JoinForm, LinkForm, SplitForm
from gongkai.console.views.cases.acting import act_page, started
from gongkai.console.views.cases.case import case_at, require_act
from gongkai.rules.clock import Event


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def split(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Make several cases out of one letter."""
    case = case_at(desk, pk)
    require_act(desk, case, Event.SPLIT)
    return act_page(
        request,
        desk,
        case,
        started(request, SplitForm, desk, case),
        partial(split_request, request=case, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("分案办理"),
        lead=_("一份申请包含多项内容的，可以分成多件办理，每件各有登记号，分别计数。"),
        done=_("已分案，新案列在“关联申请”中。"),
        anchor="links",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def join(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Handle other cases together with this one."""
    case = case_at(desk, pk)
    require_act(desk, case, Event.JOINED)

    def joined(version: int, numbers: list[str], reason: str) -> Any:
        return join_requests(
            request=case,
            version=version,
            others=_numbered(desk, numbers),
            reason=reason,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )

    return act_page(
        request,
        desk,
        case,
        started(request, JoinForm, desk, case),
        joined,
        title=_("并案办理"),
        done=_("已并案。"),
        anchor="links",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def link(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Tie a case to an earlier one."""
    case = case_at(desk, pk)
    require_act(desk, case, Event.JOINED)

    def linked(version: int, number: str, kind: str, note: str) -> Any:
        [other] = _numbered(desk, [number.strip()])
        return link_request(
            request=case,
            version=version,
            other=other,
            kind=kind,
            note=note,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )

    return act_page(
        request,
        desk,
        case,
        started(request, LinkForm, desk, case),
        linked,
        title=_("关联申请"),
        done=_("已关联。"),
        anchor="links",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def assign(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Say who is in charge."""
    case = case_at(desk, pk)
    require_assigner(desk.officer, desk.agency, desk.on)
    return act_page(
        request,
        desk,
        case,
        started(
            request,
            AssignForm,
            desk,
            case,
            department=case.department_id,
            handler=case.handler_id,
        ),
        partial(assign_case, request=case, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("分派办理"),
        done=_("已分派。"),
        anchor="request",
    )


def _numbered(desk: Desk, numbers: list[str]) -> list[DisclosureRequest]:
    found, unknown = cases_numbered(desk.officer, numbers)
    if unknown:
        names = "、".join(unknown)
        raise CaseRefused(_("登记号：本机关没有 %(names)s，请核对。") % {"names": names})
    return found
