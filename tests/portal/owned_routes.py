"""Whose each address of the portal and the API is: the table that every address stands in.

A new address belongs into one of four groups, else tests/portal/test_object_checks.py fails:

- `OWNED`: it names something of a person. A row makes that thing for its owner and tells the
  address; everybody else gets 404, or is led to where one proves who one is.
- `OWN_PAGES`: it shows whoever is signed in what is his; a row tells how it is asked for.
- `SECRETS`: it opens by a code that only one person has; a row tells the address with a wrong one.
- `PUBLIC`: it shows the same to everybody, or only takes in what a stranger sends.
"""

from collections.abc import Callable
from datetime import time
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils import timezone

from casework.office import new_case
from fund_services import core_people as people
from fund_services.appointments.office import NOW, WEEK, officer
from fund_services.appointments.office import key as slot_key
from fund_services.centre import AT, an_employers_agent, file_rent
from fund_services.certificates.issuing_office import Office as CertificateOffice
from fund_services.signing_in import an_account, an_agent
from gongkai.fund_services.models import AccountSession, ServiceItem
from gongkai.fund_services.operations.accounts.managing import apply_to_manage
from gongkai.fund_services.operations.accounts.naming import name_agent
from gongkai.fund_services.operations.accounts.sessions import begin_session
from gongkai.fund_services.operations.appointments.booking import Visitor, book
from gongkai.fund_services.operations.appointments.planning import (
    CounterContent,
    PlanContent,
    add_counter,
    plan_slots,
)
from gongkai.rules.certificates import CertificateKind
from hotline.sent_messages import sent
from portal.test_item_page import PNG


class Owned(NamedTuple):
    """Something of a person: what stands in the address, who may, and what tells of it."""

    arguments: dict[str, Any]
    account: Any = None
    agent: Any = None
    # The number whose code the owner gave, where he is not signed in.
    granted: str = ""
    marks: tuple[str, ...] = ()


class Row(NamedTuple):
    """How a thing is made in a centre, and whether its address takes forms alone."""

    make: Callable[[Any], Owned]
    posts: bool = False


def an_application(place):
    """Return an application that a worker filed."""
    row = file_rent(place)
    return Owned({"number": row.receipt_no}, place.account, marks=(row.item.name,))


def a_result(place):
    """Return a file of an application, as if it were a result."""
    made = an_application(place)
    return made._replace(arguments={**made.arguments, "pk": 1})


def a_certificate(place):
    """Return a certificate that a worker had issued today."""
    at = timezone.now()
    office = CertificateOffice(place.agency, timezone.localdate(at), at)
    office.register()
    row = office.issue(place.account, CertificateKind.DEPOSIT)
    return Owned({"pk": row.pk}, place.account, marks=(row.certificate_no, row.code))


def a_naming(place):
    """Return that a worker was named an agent."""
    manager = an_employers_agent(place).agent
    row = name_agent(
        manager=manager, name=place.account.name, is_manager=False,
        identity_number=place.account.identity_number, items=["BASE_ADJUSTMENT"], at=AT,
    )  # fmt: skip
    return Owned({"pk": row.pk}, place.account, marks=(manager.employer_name,))


def a_naming_to_take_back(place):
    """Return the same, as the manager sees it."""
    made = an_employers_agent(place)
    row = name_agent(
        manager=made.agent, name=place.account.name, is_manager=False,
        identity_number=place.account.identity_number, items=["BASE_ADJUSTMENT"], at=AT,
    )  # fmt: skip
    return Owned({"pk": row.pk}, made.account, made.agent, marks=(made.agent.employer_name,))


def an_agent_of_an_employer(place):
    """Return an agent of an employer, as the manager sees him."""
    made = an_employers_agent(place)
    row = an_agent(
        an_account(place.agency, name="某经办"), employer_no=made.agent.employer_no,
        name=made.agent.employer_name, items=["BASE_ADJUSTMENT"],
    )  # fmt: skip
    return Owned({"pk": row.pk}, made.account, made.agent, marks=("某经办",))


def a_session_elsewhere(place):
    """Return a session of a worker on another device."""
    begin_session(account=place.account, at=timezone.now(), device="某设备")
    return Owned({"pk": AccountSession.objects.get(device="某设备").pk}, place.account)


def an_application_to_manage(place):
    """Return that somebody applied to manage an employer."""
    told = people.employer_told(people.SMALL_EMPLOYER)
    row = apply_to_manage(
        account=place.account, credit_code=told.credit_code, employer_no=told.employer_no,
        note="", files=[_Paper("授权书.png", "image/png", PNG)], at=AT,
    )  # fmt: skip
    return Owned({"pk": row.pk}, place.account)


class _Paper(NamedTuple):
    name: str
    media_type: str
    content: bytes


def a_booking(place):
    """Return an appointment that somebody made."""
    who = {"officer": officer(place.agency, "SERVICE_REVIEWER", "吴复核"), **NOW}
    counter = add_counter(
        agency=place.agency, content=CounterContent("窗口", "某某路1号", "0429-1", ""), **who
    )
    content = PlanContent("", WEEK, time(9), time(11), 30, 5, NOW["on"])
    plan_slots(counter=counter, content=content, **who)
    item = ServiceItem.objects.filter(agency=place.agency, audience="WORKER").first()
    made = book(
        agency=place.agency, item=item, key=slot_key(counter, group=""), token="t",
        visitor=Visitor("张三某", "13900000001"), **NOW,
    )  # fmt: skip
    number = made.booking.register_no
    return Owned({"number": number}, granted=number, marks=("政务大厅", "某某路1号"))


def a_request(place):
    """Return a request for disclosure that somebody may follow by its code."""
    row = new_case(place)
    number = row.register_no
    return Owned({"number": number}, granted=number, marks=("2024-01-31",))


def a_file_of_a_request(place):
    """Return the same with a file."""
    made = a_request(place)
    return made._replace(arguments={**made.arguments, "pk": 1})


def an_act_in_a_request(place):
    """Return the same with something to do."""
    made = a_request(place)
    return made._replace(arguments={**made.arguments, "deed": "withdrawal"})


def a_message(place):
    """Return a message that its sender follows by its code."""
    row = sent(place.agency, title="只有本人看得到的留言")
    return Owned({"number": row.register_no}, granted=row.register_no, marks=(row.title,))


OWNED = MappingProxyType(
    {
        "filing-receipt": Row(an_application),
        "progress-of": Row(an_application),
        "progress-withdraw": Row(an_application, posts=True),
        "progress-rate": Row(an_application, posts=True),
        "progress-correct": Row(an_application, posts=True),
        "progress-result": Row(a_result),
        "progress-leave": Row(an_application, posts=True),
        "certificate": Row(a_certificate),
        "certificate-file": Row(a_certificate),
        "account-naming": Row(a_naming, posts=True),
        "account-naming-back": Row(a_naming_to_take_back, posts=True),
        "account-agent": Row(an_agent_of_an_employer),
        "account-agent-withdraw": Row(an_agent_of_an_employer, posts=True),
        "account-end-one": Row(a_session_elsewhere, posts=True),
        "account-manage-withdraw": Row(an_application_to_manage, posts=True),
        "booking-followed": Row(a_booking),
        "change-booking": Row(a_booking),
        "cancel-booking": Row(a_booking, posts=True),
        "leave-booking": Row(a_booking, posts=True),
        "tracked": Row(a_request),
        "tracked-file": Row(a_file_of_a_request),
        "act": Row(an_act_in_a_request, posts=True),
        "leave": Row(a_request, posts=True),
        "message-tracked": Row(a_message),
        "rate-message": Row(a_message, posts=True),
        "leave-message": Row(a_message, posts=True),
    }
)
# What belongs to such a thing and may be missing for its owner too: then he gets 404 as others do.
MAY_BE_MISSING = frozenset({"progress-result", "tracked-file"})

# Whoever is signed in sees his own there, whatever stands in the address.
OWN_PAGES = MappingProxyType(
    {
        "account": {}, "account-acting": {}, "account-agents": {}, "account-choose": {},
        "account-delete": {}, "account-end-others": {}, "account-history": {},
        "account-manage": {}, "account-password": {}, "account-phone": {},
        "account-sessions": {}, "account-wechat": {}, "outside-unbind": {},
        "my-fund": {}, "my-deposits": {}, "my-deposit-year": {"year": 2024}, "my-loans": {},
        "my-loan": {"order": 1}, "my-applications": {}, "my-certificates": {},
        "my-requests": {}, "my-appointments": {}, "my-messages": {},
        "certificates": {}, "issue-certificate": {"kind": "jiaocun"},
        "filing-item": {"item": "rent-withdrawal"},
        "filing-step": {"item": "rent-withdrawal", "step": "1"},
        "filing-batch-template": {"item": "base-adjustment"},
        "filing-batch-problems": {"item": "base-adjustment"},
    }
)  # fmt: skip
# These take forms alone.
POSTED = frozenset({"account-choose", "account-end-others", "outside-unbind"})

# Opened by a code that one person has; here with a wrong one.
SECRETS = MappingProxyType(
    {
        "opinion": {"code": "AAAAAAAAAAAAAAAAAAAAAA"},
        "verify-scanned": {"number": "ZM20240000000001", "code": "AAAA-AAAA-AAAA"},
    }
)

# The same for everybody; or a form for anybody, whose receipt stands in his own browser alone.
PUBLIC = frozenset(
    {
        "accessibility", "account-deleted", "annual-report", "annual-reports", "answer", "answers",
        "applied", "apply", "apply-confirm", "archive-month", "archive-month-sheet", "archive-year",
        "booked", "booking", "booking-form", "booking-track", "calculator-deposit",
        "calculator-interest", "calculator-loan", "calculator-loan-workbook", "calculator-quota",
        "calculator-withdrawal", "calculators", "check", "colours", "column", "column-atom",
        "column-month", "column-month-sheet", "column-rss", "column-year", "column-year-sheet",
        "consultation", "consultation-opinion", "consultations", "consultations-sheet", "contact",
        "directory", "directory-month", "directory-month-sheet", "disclosure", "docs",
        "error-page", "error-reported", "error-track", "feed-atom",
        "feed-rss", "figures", "filing", "forgotten", "forgotten-proof", "form-downloads",
        "form-file", "former-file", "fund-deposit", "fund-interest", "fund-loan", "fund-quota",
        "fund-withdrawal", "guide", "guide-version", "guides", "healthz", "home", "interview",
        "interview-asked", "interview-question", "interviews", "interviews-sheet", "item",
        "item-file", "items", "items-of", "leaving", "log", "log-entry", "log-sheet",
        "material-list", "matter", "message", "message-box", "message-sent", "message-track",
        "messages-published", "messages-published-sheet", "offline", "open-government",
        "opinion-sent", "outside", "outside-back", "outside-phone", "page", "paper-form",
        "participation", "progress", "public-replies", "public-replies-sheet", "public-reply",
        "rate", "rated", "readyz", "register", "register-proof", "report", "report-error",
        "report-file", "reports", "reports-of", "reports-of-sheet", "reports-sheet", "robots",
        "schema", "search", "security-txt", "service-worker", "sign-in", "sign-out", "site-file",
        "site-map", "sitemap", "sitemap-month", "sitemap-pages", "situations", "sms-reports",
        "suggest", "survey", "survey-answered", "survey-form", "survey-results", "surveys",
        "surveys-sheet", "topic", "topics", "track", "verify", "verify-file", "view-mode",
        "web-manifest", "website-report", "website-report-file", "website-reports", "wechat-events",
    }
)  # fmt: skip
# Answers whatever else is asked for below /api/: 404.
NAMELESS = ("^api/(?P<rest>.*/)?$",)
