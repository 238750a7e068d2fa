"""开通账户 and 忘记密码: who somebody is, then the code, and the password to be."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.agencies.models import Agency
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.operations.accounts.codes import sends_codes
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.proving import begin_proof, reset_password
from gongkai.fund_services.operations.accounts.proving import register as open_account
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.signing_in import enter
from gongkai.fund_services.queries.accounts.codes import OPENING, PASSWORD, code_asked
from gongkai.fund_services.tasks import start_sending_code
from gongkai.portal.account_forms import PersonForm, ProofForm, RegisterForm
from gongkai.portal.account_pages import entry_page
from gongkai.portal.account_throttling import ProofThrottle, may_ask_for_code
from gongkai.portal.devices import place_of_request
from gongkai.portal.drafts import seal_in_session, sealed_in_session
from gongkai.portal.pages import Text
from gongkai.portal.signed_in import fund_centre_of, kept_private
from gongkai.portal.throttling import throttled
from gongkai.portal.views.accounts.sign_in import entered

_KEPT = "account-proof"


class Way(NamedTuple):
    """What somebody proves himself for, and how its two pages read."""

    purpose: Any
    title: Text
    form: type[PersonForm]
    first: str
    second: str
    template: str
    operation: Callable[..., Any]


OPEN = Way(
    OPENING,
    gettext_lazy("开通账户"),
    RegisterForm,
    "portal:register",
    "portal:register-proof",
    "portal/accounts/register.html",
    open_account,
)
RESET = Way(
    PASSWORD,
    gettext_lazy("忘记密码"),
    PersonForm,
    "portal:forgotten",
    "portal:forgotten-proof",
    "portal/accounts/forgotten.html",
    reset_password,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def register(request: HttpRequest) -> HttpResponse:
    """Ask who wants to have an account."""
    return _who(request, OPEN)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def register_proof(request: HttpRequest) -> HttpResponse:
    """Ask for the code and a password, and open the account."""
    return _proof(request, OPEN)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask who has forgotten his password."""
    return _who(request, RESET)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def forgotten_proof(request: HttpRequest) -> HttpResponse:
    """Ask for the code and another password, and set it."""
    return _proof(request, RESET)


def _who(request: HttpRequest, way: Way) -> HttpResponse:
    agency = fund_centre_of(request)
    if request.method == "POST":
        return _asked(request, way, agency)
    kept = sealed_in_session(request, _KEPT) or {}
    first = {name: kept.get(name, "") for name in Person._fields}
    return _who_page(request, way, way.form(initial=first))


@throttled(ProofThrottle)
def _asked(request: HttpRequest, way: Way, agency: Agency) -> HttpResponse:
    form = way.form(request.POST)
    if not form.is_valid():
        return _who_page(request, way, form, status=400)
    if not may_ask_for_code(request, form.person.identity_number, form.person.phone):
        form.add_error(None, _("一小时内获取验证码次数过多，请稍后再试，或者到柜台办理。"))
        return _who_page(request, way, form, status=429)
    at = timezone.now()
    try:
        asked = begin_proof(agency=agency, purpose=way.purpose, person=form.person, at=at)
    except CoreAway as away:
        form.add_error(None, str(away))
        return _who_page(request, way, form, status=503)
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _who_page(request, way, form, status=400)
    start_sending_code(asked, at=at)
    # Whoever planted the browser's session does not share what stands in it from now on.
    request.session.cycle_key()
    kept = {**form.person._asdict(), "asked": asked.code.pk, "purpose": str(way.purpose)}
    seal_in_session(request, _KEPT, kept)
    return kept_private(redirect(way.second))


def _proof(request: HttpRequest, way: Way) -> HttpResponse:
    agency = fund_centre_of(request)
    kept = sealed_in_session(request, _KEPT)
    if kept is None or kept["purpose"] != str(way.purpose):
        return kept_private(redirect(way.first))
    if request.method == "POST":
        return _proved(request, way, agency, kept)
    return _proof_page(request, way, ProofForm(sends_codes=sends_codes()))


@throttled(ProofThrottle)
def _proved(request: HttpRequest, way: Way, agency: Agency, kept: dict[str, Any]) -> HttpResponse:
    form = ProofForm(request.POST, sends_codes=sends_codes())
    if not form.is_valid():
        return _proof_page(request, way, form, status=400)
    at, place = timezone.now(), place_of_request(request)
    try:
        account = way.operation(
            agency=agency,
            person=Person(**{name: kept[name] for name in Person._fields}),
            asked=code_asked(agency, kept["asked"], way.purpose),
            code=form.cleaned_data["code"],
            password=form.cleaned_data["password"],
            again=form.cleaned_data["again"],
            at=at,
            place=place,
        )
    except CoreAway as away:
        form.add_error(None, str(away))
        return _proof_page(request, way, form, status=503)
    except AccountRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return _proof_page(request, way, form, status=400)
    request.session.pop(_KEPT, None)
    rotate_token(request)
    return entered(request, agency, enter(account=account, at=at, place=place))


def _who_page(
    request: HttpRequest, way: Way, form: PersonForm, *, status: int = 200
) -> HttpResponse:
    context = {"page": entry_page(way.title), "form": form, "sends_codes": sends_codes()}
    return kept_private(render(request, way.template, context, status=status))


def _proof_page(
    request: HttpRequest, way: Way, form: ProofForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "page": entry_page(way.title),
        "form": form,
        "back": way.first,
        "action": way.second,
        "sends_codes": sends_codes(),
    }
    return kept_private(render(request, "portal/accounts/proof.html", context, status=status))
