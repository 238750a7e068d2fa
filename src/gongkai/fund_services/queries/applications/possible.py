"""Which acts on an application its page offers, and what stands against the others."""

from dataclasses import dataclass

from gongkai.fund_services.models import Application
from gongkai.fund_services.permissions import ServiceRights
from gongkai.rules.service_lifecycle import (
    ApplicationEventKind,
    ApplicationStanding,
    Proposal,
)
from gongkai.rules.service_lifecycle.possible import is_of_state, obstacle

_KINDS = {
    "accept": ApplicationEventKind.ACCEPTED,
    "approve": ApplicationEventKind.APPROVED,
    "refuse": ApplicationEventKind.REFUSED,
    "return": ApplicationEventKind.PROPOSAL_RETURNED,
    "propose": ApplicationEventKind.PROPOSED,
    "deliver": ApplicationEventKind.DELIVERED,
    "ask-correction": ApplicationEventKind.CORRECTION_ASKED,
    "not-accept": ApplicationEventKind.NOT_ACCEPTED,
    "payment": ApplicationEventKind.PAYMENT_NOTICED,
    "assign": ApplicationEventKind.ASSIGNED,
    "reopen": ApplicationEventKind.REOPENED,
}
_OF_OWN_HANDLER = frozenset({"accept", "propose", "ask-correction", "not-accept"})
_OF_HANDLER = frozenset({"deliver", "payment"})
_OF_REVIEWER = frozenset({"approve", "refuse", "return"})


@dataclass(frozen=True, slots=True)
class DeedNow:
    """An act in the order of the page; `why_not` tells what stands against it, "" if nothing."""

    name: str
    why_not: str

    @property
    def is_open(self) -> bool:
        """Tell whether it may be done now."""
        return not self.why_not


def deeds_of(
    application: Application, standing: ApplicationStanding, rights: ServiceRights
) -> list[DeedNow]:
    """Return the acts that the state knows; operations insist on the same."""
    return [
        DeedNow(name, obstacle(standing, kind) or _role(name, application, standing, rights))
        for name, kind in _KINDS.items()
        if is_of_state(standing, kind) and not _is_other_proposal(name, standing)
    ]


def _is_other_proposal(name: str, standing: ApplicationStanding) -> bool:
    """Tell whether an act of the reviewer is not about what was proposed."""
    if name not in _OF_REVIEWER:
        return False
    if standing.proposal is None:
        return True
    wanted = {"approve": Proposal.GRANT, "refuse": Proposal.REFUSE}.get(name)
    return wanted is not None and wanted is not standing.proposal


def _role(
    name: str, application: Application, standing: ApplicationStanding, rights: ServiceRights
) -> str:
    if name in _OF_OWN_HANDLER | _OF_HANDLER and not rights.handles:
        return "须由“业务经办人”办理。"
    me = rights.officer.pk if rights.officer is not None else None
    if name in _OF_OWN_HANDLER and standing.handler not in (None, me):
        owner = application.handler.name if application.handler else ""
        return f"本件由{owner}办理；需要接手的，请先办理“确定经办人”。"
    if name in _OF_REVIEWER and not rights.decides:
        return "须由“业务复核人”办理。"
    if name in _OF_REVIEWER and me in standing.hands:
        return "您经办过本件，须由其他复核人复核。"
    if name == "reopen" and not (rights.decides or rights.oversees):
        return "须由“业务复核人”或“公开工作机构负责人”办理。"
    if name == "assign" and not (rights.handles or rights.oversees):
        return "须由“业务经办人”或“公开工作机构负责人”办理。"
    return ""
