"""For which employers somebody may act, what he may do for them, and who else may."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import (
    AgentApplication,
    AgentNaming,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.queries.accounts.names import plain_name
from gongkai.rules.service_items import Audience, listed_items


class EmployerItem(NamedTuple):
    """An item that agents do for an employer: its code and name."""

    code: str
    name: str


def employers_of(account: OnlineAccount) -> list[EmployerAgent]:
    """Return the rights by which somebody may act for employers now, by the employer's name."""
    rows = _standing().filter(account=account).select_related("account")
    return list(rows.order_by("employer_name", "pk"))


def agent_of(account: OnlineAccount, pk: int) -> EmployerAgent | None:
    """Return one of somebody's own rights; None for another's, an ended or an unknown one."""
    return _standing().filter(account=account, pk=pk).first()


def agents_of_employer(agency: Agency, employer_no: str) -> list[EmployerAgent]:
    """Return who may act for an employer now, managers first."""
    rows = _standing().filter(account__agency=agency, employer_no=employer_no)
    return list(rows.select_related("account", "named_by").order_by("-is_manager", "pk"))


def may_do(agent: EmployerAgent | None, item: str) -> bool:
    """Tell whether an agent may do an item now: his right is read anew each time.

    :param item: code of a service item of employers
    """
    if agent is None or item not in {each.code for each in employer_items()}:
        return False
    row = _standing().filter(pk=agent.pk).first()
    return row is not None and (row.is_manager or item in row.items)


def is_manager_now(agent: EmployerAgent | None) -> bool:
    """Tell whether an agent may name other agents of his employer now."""
    return agent is not None and _standing().filter(pk=agent.pk, is_manager=True).exists()


def employer_items() -> list[EmployerItem]:
    """Return code and name of the items that agents do for employers."""
    return [EmployerItem(each.code, each.name) for each in listed_items(Audience.EMPLOYER)]


def _standing() -> QuerySet[EmployerAgent]:
    return EmployerAgent.objects.filter(until_at=None, account__deleted_at=None)


def namings_for(account: OnlineAccount) -> list[AgentNaming]:
    """Return for which employers somebody was named and has not answered yet."""
    rows = AgentNaming.objects.filter(
        agency=account.agency_id, identity_digest=account.identity_digest, settled_at=None
    ).order_by("named_at", "pk")
    return [row for row in rows if plain_name(row.name) == plain_name(account.name)]


def naming_for(account: OnlineAccount, pk: int) -> AgentNaming | None:
    """Return one of the namings that somebody has not answered yet; None for another's."""
    return next((row for row in namings_for(account) if row.pk == pk), None)


def namings_of_employer(agency: Agency, employer_no: str) -> list[AgentNaming]:
    """Return whom an employer named and who has not answered yet."""
    rows = AgentNaming.objects.filter(agency=agency, employer_no=employer_no, settled_at=None)
    return list(rows.order_by("named_at", "pk"))


def agent_under(manager: EmployerAgent, pk: int) -> EmployerAgent | None:
    """Return an agent of a manager's own employer; None for any other."""
    rows = _standing().filter(
        account__agency=manager.account.agency_id, employer_no=manager.employer_no, pk=pk
    )
    return rows.select_related("account__agency").first()


def naming_under(manager: EmployerAgent, pk: int) -> AgentNaming | None:
    """Return an unanswered naming of a manager's own employer; None for any other."""
    return AgentNaming.objects.filter(
        agency=manager.account.agency_id,
        employer_no=manager.employer_no,
        pk=pk,
        settled_at=None,
    ).first()


def applications_to_manage(account: OnlineAccount) -> list[AgentApplication]:
    """Return somebody's own applications to manage an employer, newest first."""
    return list(AgentApplication.objects.filter(account=account).order_by("-filed_at", "-pk")[:20])


def application_to_manage(account: OnlineAccount, pk: int) -> AgentApplication | None:
    """Return one of somebody's own applications to manage an employer; None for another's."""
    return AgentApplication.objects.filter(account=account, pk=pk).first()


def item_names(codes: Iterable[str]) -> list[str]:
    """Return the names of items by their codes, in the list's order."""
    wanted = set(codes)
    return [each.name for each in employer_items() if each.code in wanted]
