"""Who may file what: workers their own business, agents what their employer let them do."""

from gongkai.fund_services.models import EmployerAgent, OnlineAccount, ServiceItem
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.queries.accounts.agents import may_do
from gongkai.rules.service_forms import FormDefinition


class MayNotFile(ApplicationRefused):
    """Somebody may not file this item; the message says who may and how, in Chinese."""


def acting_agent(definition: FormDefinition, agent: EmployerAgent | None) -> EmployerAgent | None:
    """Return the right by which a form is filed: a person's own business needs none."""
    return agent if definition.needs_agent else None


def require_may_file(
    item: ServiceItem,
    definition: FormDefinition,
    account: OnlineAccount,
    agent: EmployerAgent | None,
) -> None:
    """Insist that somebody may file an item: agents by their rights, read anew each time.

    :raises MayNotFile: otherwise
    """
    if account.agency_id != item.agency_id or account.deleted_at is not None:
        raise MayNotFile("当前账户不能办理本事项，请重新登录。")
    if not definition.needs_agent:
        return
    if agent is None:
        raise MayNotFile(
            f"“{item.name}”由单位经办人办理，请先选择要代表的单位；"
            "还不是单位经办人的，请由单位管理员授权。"
        )
    if agent.account_id != account.pk or not may_do(agent, item.code):
        raise MayNotFile(
            f"您没有代表{agent.employer_name}办理“{item.name}”的权限，请由单位管理员授权后再办理。"
        )
