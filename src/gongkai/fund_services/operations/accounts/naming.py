"""A manager names agents of his employer, changes what they may do, and takes it back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from gongkai.fund_services.models import (
    AccountEventKind,
    AccountSession,
    AgentNaming,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.recording import Place, audit, tell_owner
from gongkai.fund_services.operations.accounts.refusing import AgentRefused
from gongkai.fund_services.operations.accounts.rights import require_manager
from gongkai.fund_services.queries.accounts.agents import employer_items
from gongkai.fund_services.queries.accounts.finding import identity_digest
from gongkai.fund_services.queries.accounts.names import plain_name

_CHANGED = "授权情况刚刚有变化，本次操作未保存；请刷新页面核对后再试。"


@transaction.atomic
def name_agent(
    *,
    manager: EmployerAgent,
    name: str,
    identity_number: str,
    items: Iterable[str],
    is_manager: bool,
    at: datetime,
) -> AgentNaming:
    """Name somebody an agent; it counts once he accepts, whether or not he has an account yet.

    :param items: codes of service items of employers
    :raises AgentRefused: if the one who names is no manager now, or something is missing
    """
    require_manager(manager)
    if not plain_name(name):
        raise AgentRefused("经办人姓名：未填写，请填写与证件一致的姓名。", "name")
    digest = identity_digest(identity_number)
    if not digest:
        raise AgentRefused("经办人证件号码：未填写，请填写。", "identity_number")
    rights = _checked(items, is_manager)
    row = AgentNaming(
        agency=manager.account.agency,
        employer_no=manager.employer_no,
        employer_name=manager.employer_name,
        name=" ".join(name.split()),
        identity_digest=digest,
        is_manager=is_manager,
        items=rights,
        named_by=manager,
        named_at=at,
    )
    standing = EmployerAgent.objects.filter(
        account__agency=manager.account.agency,
        account__identity_digest=digest,
        employer_no=manager.employer_no,
        until_at=None,
    )
    if standing.exists():
        raise AgentRefused("该人员已是本单位的经办人，请在名单中修改其权限。", "identity_number")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AgentRefused(
            "已经给该人员授权，正在等待本人接受；需要修改的，请先收回再重新授权。",
            "identity_number",
        ) from None
    audit("agent_named", manager.account, at, employer=row.employer_no, items=rights)
    return row


@transaction.atomic
def accept_naming(
    *, naming: AgentNaming, account: OnlineAccount, at: datetime, place: Place
) -> EmployerAgent:
    """Accept that one was named; from now on the right counts.

    :param naming: fetched with `queries.accounts.agents.naming_for`
    :raises AgentRefused: if it was taken back meanwhile, or who named is no manager any more
    """
    row = _unsettled(naming)
    require_manager(row.named_by)
    own = EmployerAgent.objects.filter(account=account, employer_no=row.employer_no, until_at=None)
    if own.exists():
        raise AgentRefused("您已经是该单位的经办人，不需要再接受。")
    agent = EmployerAgent.objects.create(
        account=account,
        employer_no=row.employer_no,
        employer_name=row.employer_name,
        is_manager=row.is_manager,
        items=row.items,
        named_by=row.named_by,
        from_at=at,
    )
    row.agent, row.settled_at = agent, at
    row.save(update_fields=["agent", "settled_at"])
    tell_owner(account, AccountEventKind.NAMED, at, place, row.employer_name)
    audit("agent_accepted", account, at, employer=row.employer_no)
    return agent


@transaction.atomic
def decline_naming(*, naming: AgentNaming, account: OnlineAccount, at: datetime) -> None:
    """Decline to be an agent.

    :raises AgentRefused: if the naming was taken back meanwhile
    """
    row = _unsettled(naming)
    row.settled_at = at
    row.save(update_fields=["settled_at"])
    audit("agent_declined", account, at, employer=row.employer_no)


@transaction.atomic
def take_naming_back(*, manager: EmployerAgent, naming: AgentNaming, at: datetime) -> None:
    """Take a naming back that was not accepted yet.

    :param naming: fetched with `queries.accounts.agents.naming_under`
    :raises AgentRefused: if it was answered meanwhile, or the manager is none now
    """
    require_manager(manager)
    row = _unsettled(naming)
    row.settled_at = at
    row.save(update_fields=["settled_at"])
    audit("agent_taken_back", manager.account, at, employer=row.employer_no)


@transaction.atomic
def change_rights(
    *,
    manager: EmployerAgent,
    agent: EmployerAgent,
    items: Iterable[str],
    is_manager: bool,
    at: datetime,
) -> EmployerAgent:
    """Change what an agent may do: the old right ends, a new one begins, and both stay on record.

    :param agent: fetched with `queries.accounts.agents.agent_under`
    :raises AgentRefused: if the employer would have no manager left, or nothing was chosen
    """
    require_manager(manager)
    rights = _checked(items, is_manager)
    old, managers = _held(agent)
    if old.is_manager and not is_manager:
        _insist_on_another_manager(managers)
    _end(old, at)
    new = EmployerAgent.objects.create(
        account_id=old.account_id,
        employer_no=old.employer_no,
        employer_name=old.employer_name,
        is_manager=is_manager,
        items=rights,
        named_by=manager,
        from_at=at,
    )
    AccountSession.objects.filter(acts_for=old).update(acts_for=new)
    audit("agent_changed", manager.account, at, employer=old.employer_no, items=rights)
    return new


@transaction.atomic
def withdraw_agent(*, manager: EmployerAgent, agent: EmployerAgent, at: datetime) -> None:
    """Withdraw an agent's right; it ends at this moment, wherever he is signed in.

    :param agent: fetched with `queries.accounts.agents.agent_under`
    :raises AgentRefused: if the employer would have no manager left
    """
    require_manager(manager)
    row, managers = _held(agent)
    if row.is_manager:
        _insist_on_another_manager(managers)
    _end(row, at)
    tell_owner(row.account, AccountEventKind.UNNAMED, at, note=row.employer_name)
    audit("agent_withdrawn", manager.account, at, employer=row.employer_no)


def _checked(items: Iterable[str], is_manager: bool) -> list[str]:
    known = [each.code for each in employer_items()]
    chosen = set(items)
    if not chosen <= set(known):
        raise AgentRefused("可办事项：有不认识的事项，请从所列事项中选择。", "items")
    if not chosen and not is_manager:
        raise AgentRefused("可办事项：未选择，请至少选择一项。", "items")
    return [] if is_manager else [code for code in known if code in chosen]


def _unsettled(naming: AgentNaming) -> AgentNaming:
    rows = AgentNaming.objects.select_for_update(of=("self",)).select_related("named_by__account")
    row = rows.filter(pk=naming.pk, settled_at=None).first()
    if row is None:
        raise AgentRefused(_CHANGED)
    return row


def _held(agent: EmployerAgent) -> tuple[EmployerAgent, list[EmployerAgent]]:
    """Hold an agent's right and those of the employer's managers; return it and the others.

    All in one order, so that no two managers wait for each other, or both go as the last.
    """
    rows = EmployerAgent.objects.select_for_update(of=("self",)).select_related("account__agency")
    held = rows.filter(
        Q(pk=agent.pk) | Q(is_manager=True),
        account__agency=agent.account.agency_id,
        employer_no=agent.employer_no,
        until_at=None,
    ).order_by("pk")
    found = {each.pk: each for each in held}
    row = found.pop(agent.pk, None)
    if row is None:
        raise AgentRefused(_CHANGED)
    return row, [*found.values()]


def _insist_on_another_manager(others: list[EmployerAgent]) -> None:
    if not others:
        raise AgentRefused(
            "单位至少要有一名管理员；请先授权另一名管理员，再取消这一名。更换全部管理员的，"
            "请由新的管理员提交申请，由中心确认。"
        )


def _end(row: EmployerAgent, at: datetime) -> None:
    row.until_at = at
    row.save(update_fields=["until_at"])
