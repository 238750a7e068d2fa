"""What officers see of accounts: names masked, applications to manage employers, codes."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import (
    AccountCode,
    AccountSession,
    AgentApplication,
    AgentMaterial,
    CodePurpose,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.queries.accounts.sessions import open_sessions
from gongkai.privacy.masking import mask_identity, mask_name, mask_phone

SCOPES = {"waiting": "待确认", "settled": "已处理"}


class AccountCounts(NamedTuple):
    """How many accounts there are, how many act for employers, and what waits."""

    open: int
    agents: int
    deleted: int
    waiting: int


class AccountRow(NamedTuple):
    """An account in a list; the name is masked."""

    pk: int
    name: str
    opened_at: datetime
    seen_at: datetime | None
    employers: int
    deleted_at: datetime | None


class AccountSeen(NamedTuple):
    """An account as an officer sees it before he reads the numbers in full."""

    name: str
    identity_number: str
    phone: str
    has_fund_account: bool
    has_password: bool
    agents: list[EmployerAgent]
    sessions: list[tuple[str, datetime]]


def account_counts(agency: Agency) -> AccountCounts:
    """Return the counts of a centre's accounts."""
    counted = OnlineAccount.objects.filter(agency=agency).aggregate(
        open=Count("pk", filter=Q(deleted_at=None)),
        deleted=Count("pk", filter=~Q(deleted_at=None)),
    )
    agents = EmployerAgent.objects.filter(account__agency=agency, until_at=None)
    return AccountCounts(
        open=counted["open"],
        agents=agents.values("account").distinct().count(),
        deleted=counted["deleted"],
        waiting=applications_in(agency, "waiting").count(),
    )


def accounts_of(agency: Agency) -> QuerySet[OnlineAccount]:
    """Return a centre's accounts, the newest first, to be shown with account_rows."""
    return OnlineAccount.objects.filter(agency=agency).order_by("-opened_at", "-pk")


def account_rows(accounts: list[OnlineAccount]) -> list[AccountRow]:
    """Return a page of accounts as rows, asked for together."""
    keys = [each.pk for each in accounts]
    seen = dict(
        AccountSession.objects.filter(account__in=keys)
        .values_list("account")
        .annotate(last=Max("seen_at"))
    )
    employers = dict(
        EmployerAgent.objects.filter(account__in=keys, until_at=None)
        .values_list("account")
        .annotate(count=Count("pk"))
    )
    return [
        AccountRow(
            each.pk,
            mask_name(each.name),
            each.opened_at,
            seen.get(each.pk),
            employers.get(each.pk, 0),
            each.deleted_at,
        )
        for each in accounts
    ]


def account_at(agency: Agency, pk: int) -> OnlineAccount | None:
    """Return an account of a centre; None for another's."""
    return OnlineAccount.objects.select_related("agency").filter(agency=agency, pk=pk).first()


def account_seen(account: OnlineAccount, at: datetime) -> AccountSeen:
    """Return what an officer sees of an account, numbers masked."""
    agents = EmployerAgent.objects.filter(account=account, until_at=None)
    sessions = open_sessions(at).filter(account=account).order_by("-seen_at")
    return AccountSeen(
        name=mask_name(account.name),
        identity_number=mask_identity(account.identity_number),
        phone=mask_phone(account.phone),
        has_fund_account=bool(account.account_no),
        has_password=bool(account.password),
        agents=list(agents.order_by("employer_name", "pk")),
        sessions=list(sessions.values_list("device", "seen_at")),
    )


def applications_in(agency: Agency, scope: str) -> QuerySet[AgentApplication]:
    """Return a centre's applications to manage employers: those that wait, or those settled."""
    rows = AgentApplication.objects.filter(agency=agency).select_related("account", "decided_by")
    if scope == "waiting":
        return rows.filter(state="WAITING").order_by("filed_at", "pk")
    return rows.exclude(state="WAITING").order_by("-decided_at", "-pk")


def application_at(agency: Agency, pk: int) -> AgentApplication | None:
    """Return an application of a centre with its applicant; None for another's."""
    rows = AgentApplication.objects.select_related("account", "agency", "decided_by")
    return rows.filter(agency=agency, pk=pk).first()


def materials_of(application: AgentApplication) -> list[AgentMaterial]:
    """Return the materials of an application in the order they came."""
    return list(AgentMaterial.objects.filter(application=application).order_by("pk"))


def material_at(application: AgentApplication, pk: int) -> AgentMaterial | None:
    """Return a material of an application; None for another's."""
    rows = AgentMaterial.objects.select_related("application__agency", "application__account")
    return rows.filter(application=application, pk=pk).first()


def managers_now(application: AgentApplication) -> list[EmployerAgent]:
    """Return who manages the employer already, whom an officer may want to ask."""
    rows = EmployerAgent.objects.filter(
        account__agency=application.agency,
        employer_no=application.employer_no,
        is_manager=True,
        until_at=None,
    )
    return list(rows.select_related("account").order_by("pk"))


def counter_codes(agency: Agency) -> list[AccountCode]:
    """Return the codes of the counter that were given out last."""
    rows = AccountCode.objects.filter(agency=agency, purpose=CodePurpose.COUNTER)
    return list(rows.select_related("issued_by").order_by("-made_at", "-pk")[:30])
