"""Doing something for an officer, and telling him on screen how it went."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from gongkai.annual_reports.operations.collecting import CollectionRefused
from gongkai.annual_reports.operations.judging import NotDecided
from gongkai.annual_reports.operations.publishing import NotReady
from gongkai.annual_reports.operations.waiving import NotWaivable
from gongkai.annual_reports.operations.writing import AlreadySigned
from gongkai.annual_reports.queries.compiling import NothingToReport
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.matters import MatterRefused
from gongkai.casework.operations.templating import TemplateChanged
from gongkai.casework.queries.fee_counting import NotCountable
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.keeping import FileNotKept
from gongkai.documents.redactions.areas import RedactionRefused
from gongkai.documents.reports.writing import OutputFailed
from gongkai.documents.typesetting.fonts import FontsFolderUnusable
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.applications.form_versions import (
    FormRefused as ServiceFormRefused,
)
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.appointments.acting import BookingRefused
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateUnavailable,
)
from gongkai.fund_services.operations.city_rules import RulesRefused
from gongkai.fund_services.operations.guides import GuideRefused
from gongkai.hotline.operations.call_backs import CallBackRefused
from gongkai.hotline.operations.calls.contents import CallRefused
from gongkai.hotline.operations.message_acting import MessageRefused
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.operations.topics.growing import TopicRefused
from gongkai.knowledge.operations import EntryRefused
from gongkai.ledgers.operations import UploadNotReady
from gongkai.messages.operations.acting import DispatchRefused
from gongkai.messages.operations.mailing import MailNotConfigured
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.publications.operations.acting import ItemChanged, ItemRefused, ItemTaken
from gongkai.review.operations import NotPassed, SignatureRefused, SubstitutionRefused
from gongkai.rules.appointments import BookingRulesRefused
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.call_backs import CallBackPlanRefused
from gongkai.rules.certificates import CertificateRefused
from gongkai.rules.clock import ImpossibleHistory, ImpossibleReceipt
from gongkai.rules.fees import ImpossibleCount, TariffNotInForce
from gongkai.rules.letters import FieldsMissing, RemedySettled, TemplateFaulty, TermsRefused
from gongkai.rules.lifecycle import EventNotAllowed
from gongkai.rules.message_events import FieldRefused
from gongkai.rules.preconditions import PreconditionUnmet
from gongkai.rules.reply_limits import ReplyLimitNotInForce
from gongkai.rules.reports.consolidation_adjustments import AdjustmentRefused
from gongkai.rules.service_limits import ServiceLimitNotInForce
from gongkai.rules.site_inspection.limits import LimitRefused
from gongkai.rules.statutes import StatuteNotInForce
from gongkai.rules.website_form import ValueRefused
from gongkai.search.editing_synonyms import SynonymsRefused
from gongkai.self_inspection.operations.configuring import SettingRefused
from gongkai.self_inspection.operations.setting_aside import FindingNotOpen
from gongkai.sites.operations.refusing import SiteRefused
from gongkai.website_reports.operations.filling import FormRefused

# What an operation may answer instead of doing it; every message is Chinese and names the remedy.
REFUSED = (
    AccountRefused,
    AdjustmentRefused,
    AlreadySigned,
    ApplicationRefused,
    AttachmentRefused,
    BookingRefused,
    BookingRulesRefused,
    CalendarNotPublished,
    CallBackPlanRefused,
    CallBackRefused,
    CallRefused,
    CaseRefused,
    CertificateActRefused,
    CertificateRefused,
    CertificateUnavailable,
    CollectionRefused,
    DispatchRefused,
    EntryRefused,
    EventNotAllowed,
    FieldRefused,
    FieldsMissing,
    FileNotKept,
    FindingNotOpen,
    FontsFolderUnusable,
    FormRefused,
    GuideRefused,
    ImpossibleCount,
    ImpossibleHistory,
    ImpossibleReceipt,
    ItemChanged,
    ItemRefused,
    ItemTaken,
    MailNotConfigured,
    MatterRefused,
    MessageRefused,
    NotCountable,
    NotDecided,
    NotPassed,
    NotReady,
    NotWaivable,
    OutsideRefused,
    LimitRefused,
    NothingToReport,
    OutputFailed,
    ParticipationRefused,
    PreconditionUnmet,
    RedactionRefused,
    RemedySettled,
    RulesRefused,
    ServiceFormRefused,
    ServiceLimitNotInForce,
    ReplyLimitNotInForce,
    SettingRefused,
    SignatureRefused,
    SiteRefused,
    StatuteNotInForce,
    SubstitutionRefused,
    SynonymsRefused,
    TariffNotInForce,
    TemplateChanged,
    TemplateFaulty,
    TermsRefused,
    TicketRefused,
    TopicRefused,
    UploadNotReady,
    ValueRefused,
)


def attempt(request: HttpRequest, operation: Callable[[], Any], done: str) -> bool:
    """Run an operation; show `done`, or the reason why it was refused. Tell which."""
    try:
        operation()
    except REFUSED as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True


def attempt_with(
    request: HttpRequest, form: forms.Form, operation: Callable[..., Any], done: str
) -> bool:
    """Run an operation with what was typed; show what is wrong with that instead."""
    if not form.is_valid():
        messages.error(request, problems_of(form))
        return False
    return attempt(request, lambda: operation(**form.cleaned_data), done)


def problems_of(form: forms.Form) -> str:
    """Return what is wrong with what was typed, on one line."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
