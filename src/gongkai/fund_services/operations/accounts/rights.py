"""Insisting that an agent may do what he is about to do for an employer."""

from gongkai.fund_services.models import EmployerAgent
from gongkai.fund_services.operations.accounts.refusing import AgentRefused
from gongkai.fund_services.queries.accounts.agents import is_manager_now, may_do


def require_item(agent: EmployerAgent | None, item: str) -> None:
    """Insist that an agent may do an item for his employer at this moment.

    :param item: code of a service item of employers
    :raises AgentRefused: if the right was never given, or was withdrawn meanwhile
    """
    if not may_do(agent, item):
        raise AgentRefused(
            "您现在没有为该单位办理此事项的权限，请由单位管理员在“经办人”页面授权后再办理。"
        )


def require_manager(agent: EmployerAgent | None) -> EmployerAgent:
    """Insist that an agent is a manager of his employer at this moment, and return him.

    :raises AgentRefused: if he is not
    """
    if agent is None or not is_manager_now(agent):
        raise AgentRefused("此操作须由单位管理员办理，您现在不是该单位的管理员。")
    return agent
