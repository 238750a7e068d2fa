"""Agents and namings as rows of a list, names masked as far as the reader need not know them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.fund_services.queries.accounts.agents import item_names
from gongkai.privacy.masking import mask_name


class AgentRow(NamedTuple):
    """An agent or a naming: whose, for which employer, what he may do, since when."""

    pk: int
    name: str
    employer: str
    rights: str
    since: datetime
    is_manager: bool


def agent_rows(agents: Iterable[Any]) -> list[AgentRow]:
    """Return agents as rows."""
    return [
        AgentRow(
            each.pk,
            each.account.name,
            each.employer_name,
            rights_told(each.is_manager, each.items),
            each.from_at,
            each.is_manager,
        )
        for each in agents
    ]


def naming_rows(namings: Iterable[Any]) -> list[AgentRow]:
    """Return namings that wait for their answer as rows."""
    return [
        AgentRow(
            each.pk,
            mask_name(each.name),
            each.employer_name,
            rights_told(each.is_manager, each.items),
            each.named_at,
            each.is_manager,
        )
        for each in namings
    ]


def rights_told(is_manager: bool, items: Iterable[str]) -> str:
    """Return in words what somebody may do."""
    if is_manager:
        return _("单位管理员，可办理全部事项")
    return "、".join(item_names(items))
