"""Items, guides, online accounts, applications and certificates of a provident fund centre."""

from gongkai.fund_services.models.account_codes import AccountCode, CodePurpose
from gongkai.fund_services.models.account_events import AccountEvent, AccountEventKind
from gongkai.fund_services.models.accounts import (
    AccountSession,
    EmployerAgent,
    OnlineAccount,
    OutsideIdentity,
)
from gongkai.fund_services.models.agents import (
    AgentApplication,
    AgentApplicationState,
    AgentMaterial,
    AgentNaming,
)
from gongkai.fund_services.models.applications import (
    Application,
    ApplicationDraft,
    ApplicationEvent,
    ApplicationFile,
    ApplicationState,
    FormVersion,
)
from gongkai.fund_services.models.appointments import (
    AppointmentBooking,
    AppointmentSeries,
    AppointmentSlot,
    BookingState,
)
from gongkai.fund_services.models.certificates import (
    Certificate,
    CertificateEvent,
    CertificateEventKind,
    CertificateSeries,
    CertificateSetting,
    SealKey,
)
from gongkai.fund_services.models.core_records import (
    CoreAccount,
    CoreBorrower,
    CoreBusiness,
    CoreEmployer,
    CoreEntry,
    CoreLoan,
)
from gongkai.fund_services.models.counters import (
    BookingSetting,
    Counter,
    CounterClosure,
    SlotPlan,
)
from gongkai.fund_services.models.filing import BatchState, BatchUpload, ReceiptSeries
from gongkai.fund_services.models.form_files import FormFile, FormFileKind
from gongkai.fund_services.models.guides import GuideState, GuideVersion
from gongkai.fund_services.models.handling import (
    ApplicationReminder,
    CoreSending,
    SendingState,
    ServiceLimits,
)
from gongkai.fund_services.models.items import ServiceItem
from gongkai.fund_services.models.quota import FundRules
from gongkai.fund_services.models.sign_in_failures import SignInFailure

__all__ = [
    "BatchState",
    "BatchUpload",
    "ReceiptSeries",
    "SlotPlan",
    "FormFileKind",
    "FormFile",
    "CounterClosure",
    "Counter",
    "BookingState",
    "BookingSetting",
    "AppointmentSlot",
    "AppointmentSeries",
    "AppointmentBooking",
    "AccountCode",
    "AccountEvent",
    "AccountEventKind",
    "AccountSession",
    "AgentApplication",
    "AgentApplicationState",
    "AgentMaterial",
    "AgentNaming",
    "Application",
    "ApplicationDraft",
    "ApplicationEvent",
    "ApplicationFile",
    "ApplicationReminder",
    "ApplicationState",
    "Certificate",
    "CertificateEvent",
    "CertificateEventKind",
    "CertificateSeries",
    "CertificateSetting",
    "CoreSending",
    "CodePurpose",
    "CoreAccount",
    "CoreBorrower",
    "CoreBusiness",
    "CoreEmployer",
    "CoreEntry",
    "CoreLoan",
    "EmployerAgent",
    "FormVersion",
    "FundRules",
    "GuideState",
    "GuideVersion",
    "OnlineAccount",
    "OutsideIdentity",
    "SealKey",
    "SendingState",
    "ServiceItem",
    "SignInFailure",
    "ServiceLimits",
]
