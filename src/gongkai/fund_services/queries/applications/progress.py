"""How far an application has come, as its applicant and whoever has its code read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.fund_services.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    CoreSending,
)
from gongkai.fund_services.queries.applications.history import entry_of, events_of
from gongkai.rules.certificates import CertificateKind, kind_after_item
from gongkai.rules.service_lifecycle import (
    ENDED_STATES,
    ApplicationEventKind,
    ApplicationState,
    possible_kinds,
    standing_of,
)

RESULT = "result"
"""The material under which a result's own document is kept."""

# Told with its words; of the others an applicant reads that they happened.
_WITH_NOTE = frozenset(
    {
        ApplicationEventKind.CORRECTION_ASKED,
        ApplicationEventKind.CORRECTED,
        ApplicationEventKind.NOT_ACCEPTED,
        ApplicationEventKind.REFUSED,
        ApplicationEventKind.GRANTED,
        ApplicationEventKind.PAYMENT_NOTICED,
        ApplicationEventKind.DELIVERED,
        ApplicationEventKind.REOPENED,
        ApplicationEventKind.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step as the applicant reads it; `missing` is what is to be corrected."""

    on: date
    label: str
    note: str
    missing: Sequence[Mapping[str, str]]
    amount: Decimal | None
    pay_by: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an application has come, and what its applicant can do now.

    `missing` and `correct_by` are of a correction that is waited for; `away` says in Chinese that
    the business system is away, "" if it is not; `documents` are results to be downloaded,
    `certificate_no` is of a certificate that was delivered as the result, and `certificate` the
    kind that can be issued now that it is done.
    """

    application: Application
    state: ApplicationState
    label: str
    steps: tuple[ToldStep, ...]
    missing: Sequence[Mapping[str, str]]
    correct_by: date | None
    due_on: date | None
    due_reason: str
    away: str
    may_withdraw: bool
    may_rate: bool
    documents: tuple[ApplicationFile, ...]
    certificate_no: str
    certificate: CertificateKind | None


def progress_of(application: Application) -> Progress:
    """Return how far an application has come, in a fixed number of queries."""
    events = events_of(application)
    standing = standing_of([entry_of(event) for event in events])
    asked = [each for each in events if each.kind == ApplicationEventKind.CORRECTION_ASKED]
    correcting = standing.state is ApplicationState.CORRECTING
    results = ApplicationFile.objects.filter(application=application, material=RESULT)
    rated = frozenset(ENDED_STATES) - {ApplicationState.WITHDRAWN}
    shown = standing.is_open and standing.decided_on is None
    return Progress(
        application=application,
        state=standing.state,
        label="审核通过，正在办理"
        if standing.is_open and standing.is_approved
        else standing.state.label,
        steps=tuple(_step(each) for each in events if _is_told(each)),
        missing=asked[-1].missing if correcting and asked else (),
        correct_by=standing.correct_by,
        due_on=application.due_on if shown else None,
        due_reason=application.due_reason if shown else "",
        away=_away(application) if standing.is_sending and standing.is_open else "",
        may_withdraw=ApplicationEventKind.WITHDRAWN in possible_kinds(standing),
        may_rate=standing.state in rated and application.opinion is None,
        documents=tuple(results.order_by("pk")) if standing.delivered_on else (),
        certificate_no=_delivered_certificate(events),
        certificate=kind_after_item(application.item.code)
        if standing.state is ApplicationState.GRANTED
        else None,
    )


def result_of(application: Application, pk: int) -> ApplicationFile | None:
    """Return a result's own document, once it is delivered; None if there is none."""
    if application.delivered_on is None:
        return None
    rows = ApplicationFile.objects.filter(application=application, material=RESULT)
    return rows.filter(pk=pk).first()


def _is_told(event: ApplicationEvent) -> bool:
    return bool(ApplicationEventKind(event.kind).told)


def _step(event: ApplicationEvent) -> ToldStep:
    kind = ApplicationEventKind(event.kind)
    pay_by = event.detail.get("pay_by")
    return ToldStep(
        on=event.on,
        label=kind.told,
        note=event.note if kind in _WITH_NOTE else "",
        missing=event.missing,
        amount=event.amount,
        pay_by=date.fromisoformat(pay_by) if pay_by else None,
    )


def _delivered_certificate(events: Sequence[ApplicationEvent]) -> str:
    told = [each for each in events if each.kind == ApplicationEventKind.DELIVERED]
    return str(told[-1].detail.get("certificate_no") or "") if told else ""


def _away(application: Application) -> str:
    row = CoreSending.objects.filter(application=application).order_by("-pk").first()
    if row is None or not row.tries:
        return ""
    return "业务系统暂时无法连接，系统会自动重试，您的申请已保存，无需重新提交。"
