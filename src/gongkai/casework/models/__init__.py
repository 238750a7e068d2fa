"""Disclosure requests with their dated history, and everything that belongs to a case."""

from gongkai.casework.models.archives import Archive
from gongkai.casework.models.consultations import Consultation, ConsultationKind, Opinion
from gongkai.casework.models.disclosure_log import DisclosureLogEntry, LogState
from gongkai.casework.models.disputes import Dispute, DisputeResult, DisputeRoute
from gongkai.casework.models.fees import FeeMethod, ProcessingFee
from gongkai.casework.models.files import CaseFile, FileKind
from gongkai.casework.models.history import CaseEvent, CounterEntry, DueChange, Reminder
from gongkai.casework.models.letters import Letter, LetterState, LetterTemplate
from gongkai.casework.models.links import CaseLink, LinkKind
from gongkai.casework.models.matters import Matter, MatterKind, MatterState
from gongkai.casework.models.proposals import (
    ProactiveProposal,
    ProposalSource,
    ProposalState,
)
from gongkai.casework.models.redactions import RedactedArea, Redaction, RedactionState
from gongkai.casework.models.registers import NumberSeries, RegisteredNumber
from gongkai.casework.models.requests import Delivery, DisclosureRequest, Form, IdentityKind
from gongkai.casework.models.searches import SearchResult, SearchTask
from gongkai.casework.models.serving import Service, ServiceMethod

__all__ = [
    "Archive",
    "CaseEvent",
    "CaseFile",
    "CaseLink",
    "Consultation",
    "ConsultationKind",
    "CounterEntry",
    "Delivery",
    "DisclosureLogEntry",
    "DisclosureRequest",
    "Dispute",
    "DisputeResult",
    "DisputeRoute",
    "DueChange",
    "FeeMethod",
    "FileKind",
    "Form",
    "IdentityKind",
    "Letter",
    "LetterState",
    "LetterTemplate",
    "LinkKind",
    "LogState",
    "Matter",
    "MatterKind",
    "MatterState",
    "NumberSeries",
    "Opinion",
    "ProactiveProposal",
    "ProcessingFee",
    "ProposalSource",
    "ProposalState",
    "RedactedArea",
    "Redaction",
    "RedactionState",
    "RegisteredNumber",
    "Reminder",
    "SearchResult",
    "SearchTask",
    "Service",
    "ServiceMethod",
]
