"""Who sits at the console: the signed-in officer, his organ, and the moment he acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officer_of, roles_of
from gongkai.annual_reports.figures.catalogue import FigureUnknown
from gongkai.annual_reports.queries.compiling import NothingToReport
from gongkai.console.menu import OPENS_FOR
from gongkai.fund_services.permissions import is_fund_centre

P = ParamSpec("P")


@dataclass(frozen=True)
class Desk:
    """An officer at work: who he is, for which organ, on which day and at which moment."""

    officer: Officer
    on: date
    at: datetime

    @property
    def agency(self) -> Agency:
        """Return the organ the officer works for."""
        return self.officer.agency


class NotHere(LookupError):
    """What was asked for is not there for this officer; the message says what to do."""


def officer_behind(request: HttpRequest) -> Officer | None:
    """Return the officer behind a request, asked for once a request."""
    if not hasattr(request, "gongkai_officer"):
        request.gongkai_officer = officer_of(request.user)
    officer: Officer | None = request.gongkai_officer
    return officer


def opens(request: HttpRequest, entry: str) -> bool:
    """Tell whether an entry of the menu opens for the officer behind a request."""
    wanted = OPENS_FOR.get(entry)
    if wanted is None:
        return True
    if not hasattr(request, "gongkai_roles"):
        officer = officer_behind(request)
        held = roles_of(officer, timezone.localdate()) if officer else ()
        request.gongkai_roles = {role.value for role in held}
    roles: set[str] = request.gongkai_roles
    return not wanted.isdisjoint(roles)


def runs_fund(request: HttpRequest) -> bool:
    """Tell whether the officer behind a request is of a provident fund centre."""
    officer = officer_behind(request)
    return officer is not None and is_fund_centre(officer.agency)


def desk_of(officer: Officer) -> Desk:
    """Return the officer's desk now."""
    at = timezone.now()
    return Desk(officer, timezone.localdate(at), at)


def staff(
    view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a view its officer's desk, and show in plain words why something is not open to him."""

    @wraps(view)
    def at_desk(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        officer = officer_behind(request)
        if officer is None:
            return no_officer(request)
        try:
            return view(request, desk_of(officer), *args, **kwargs)
        except NotAllowed as refused:
            return explained(request, _("没有权限"), str(refused), 403)
        except (NotHere, NothingToReport, FigureUnknown) as missing:
            return explained(request, _("无法显示"), str(missing), 404)

    return at_desk


def no_officer(request: HttpRequest) -> HttpResponse:
    """Return the page for a login that belongs to no officer."""
    text = _("当前账户尚未登记为工作人员，请联系系统管理员办理人员登记后再使用。")
    return explained(request, _("尚未登记为工作人员"), text, 403)


def explained(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    """Return a page that says in plain words why there is nothing else to show."""
    context = {"title": title, "text": text}
    return render(request, "console/explained.html", context, status=status)
