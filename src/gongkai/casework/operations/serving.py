"""Serving letters (送达): each attempt from sending to receipt, or to a failure that stays open."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.casework.models import (
    CaseFile,
    DisclosureRequest,
    FileKind,
    Letter,
    LetterState,
    Service,
    ServiceMethod,
)
from gongkai.casework.operations.acting import CaseRefused, enter, lock, touch
from gongkai.casework.operations.history import standing_entries
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.operations.letter_mail import TO_OTHERS, queue_letter
from gongkai.casework.operations.reaching import enter_receipt
from gongkai.casework.permissions import require_actor
from gongkai.documents.attachments.taking import inspected
from gongkai.messages.operations import notify
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import next_events

ON_PORTAL = "申请人（网上打开）"
"""Who received a letter that was opened on the public site."""


class Proof(NamedTuple):
    """A file that proves receipt: a signed record, a postal receipt, an answer."""

    name: str
    content: bytes


@transaction.atomic
def send_letter(
    *,
    letter: Letter,
    version: int,
    method: str,
    sent_on: date,
    tracking_no: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Service:
    """Begin an attempt to serve a letter; earlier failures of it are settled by that.

    By e-mail the mail is put on record; tasks.start_sending sends it.

    :raises CaseRefused: if the letter is not out, is served or under way in this manner, the day
        cannot be, or the manner lacks what it needs
    :raises MailNotConfigured: by e-mail without a mail server
    :raises CaseChanged, NotAllowed: as acting does
    """
    case = lock(letter.request, version=version)
    require_actor(officer, case.agency, Event.SERVED, on)
    letter = _issued(letter)
    _require_day(letter, "寄发日期", sent_on, on)
    if method not in ServiceMethod.values:
        raise CaseRefused(
            f"送达方式：没有“{method}”这一方式，可选：{'、'.join(ServiceMethod.labels)}。"
        )
    _require_manner(letter, method, tracking_no.strip())
    service = Service(
        letter=letter,
        method=method,
        sent_on=sent_on,
        tracking_no=tracking_no.strip(),
        officer=officer,
        recorded_at=at,
    )
    _settle_failures(letter)
    service.save()
    if method == ServiceMethod.EMAIL:
        queue_letter(service, case, at=at)
    touch(
        case,
        action="send_letter",
        officer=officer,
        at=at,
        letter=letter.number,
        method=method,
        sent_on=sent_on.isoformat(),
        tracking_no=service.tracking_no,
    )
    return service


@transaction.atomic
def serve_at_counter(
    *,
    letter: Letter,
    version: int,
    served_on: date,
    recipient: str,
    proof: Proof | None = None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Service:
    """Hand a letter over at the counter: sent and received in one.

    :raises CaseRefused, CaseChanged, NotAllowed, AttachmentRefused, ImpossibleHistory: as
        send_letter and record_service do
    """
    service = send_letter(
        letter=letter,
        version=version,
        method=ServiceMethod.COUNTER,
        sent_on=served_on,
        officer=officer,
        on=on,
        at=at,
    )
    return record_service(
        service=service,
        version=None,
        served_on=served_on,
        recipient=recipient,
        proof=proof,
        officer=officer,
        on=on,
        at=at,
    )


@transaction.atomic
def record_service(
    *,
    service: Service,
    version: int | None,
    served_on: date,
    recipient: str = "",
    proof: Proof | None = None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Service:
    """Enter that a letter was received; the addressee's own limit runs from that day.

    At the counter and by mail somebody signs; by e-mail only a proof shows it.

    :param version: None right after send_letter in the same transaction
    :raises CaseRefused: if the attempt is over, the day cannot be, or signer or proof is missing
    :raises AttachmentRefused: if the proof is no file that is taken in
    :raises ImpossibleHistory: if the history would contradict itself
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does
    """
    case = lock(service.letter.request, version=version)
    require_actor(officer, case.agency, Event.SERVED, on)
    service = _under_way(service)
    _require_after_sending(service, "送达日期", served_on, on)
    recipient = recipient.strip()
    if service.method == ServiceMethod.PORTAL:
        raise CaseRefused(
            "网上送达以申请人打开文书为准，由系统登记；已另行送交的请登记为新的送达。"
        )
    if service.method == ServiceMethod.EMAIL:
        if proof is None:
            raise CaseRefused("送达凭证：电子邮件送达须上传收件人确认收到的凭证。")
    elif not recipient:
        raise CaseRefused("签收人：未填写，请按送达回证或邮件回执填写。")
    kept = _kept(proof, case, officer, at) if proof is not None else None
    return _served(case, service, served_on, recipient, kept, officer, on, at)


@transaction.atomic
def record_failure(
    *,
    service: Service,
    version: int,
    failed_on: date,
    failure: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Service:
    """Enter that an attempt failed; the organ's clerks are told until another one settles it.

    :raises CaseRefused: if the attempt is over, the day cannot be, or no reason is given
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does
    """
    case = lock(service.letter.request, version=version)
    require_actor(officer, case.agency, Event.SERVICE_FAILED, on)
    service = _under_way(service)
    _require_after_sending(service, "未成日期", failed_on, on)
    if not failure.strip():
        raise CaseRefused("未成原因：未填写，请写明退回或者不能送达的原因。")
    return fail(case, service, failed_on, failure.strip(), officer=officer, on=on, at=at)


@transaction.atomic
def opened_on_portal(*, letter: Letter, on: date, at: datetime) -> Service | None:
    """Enter that the applicant opened a letter served on the public site; None if nothing waits.

    Looking again, and looking at what is served in another manner, changes nothing.
    """
    case = lock(letter.request)
    service = _waiting_on_portal(letter)
    if service is None or Event.SERVED not in next_events(standing_entries([case.pk])[case.pk]):
        return None
    return _served(case, service, on, ON_PORTAL, None, None, on, at)


def fail(
    case: DisclosureRequest,
    service: Service,
    failed_on: date,
    failure: str,
    *,
    officer: Officer | None,
    on: date,
    at: datetime,
    act: Callable[..., object] = enter,
) -> Service:
    """Mark an attempt of a locked case as failed, enter it, and tell the clerks."""
    service.failed_on, service.failure = failed_on, failure[:300]
    service.save(update_fields=["failed_on", "failure"])
    number = service.letter.number
    entry = Entry(failed_on, Event.SERVICE_FAILED, number)
    act(case, entry, officer=officer, on=on, at=at, note=failure)
    notify(
        officers=officers_with_role(case.agency, "CLERK", on),
        text=f"{case.register_no}的文书{number}送达未成，请另行送达。",
        subject=case.register_no,
        at=at,
    )
    return service


def _served(
    case: DisclosureRequest,
    service: Service,
    served_on: date,
    recipient: str,
    proof: CaseFile | None,
    officer: Officer | None,
    on: date,
    at: datetime,
) -> Service:
    letter = service.letter
    enter_receipt(case, letter, reached_on=served_on, officer=officer, at=at)
    service.served_on, service.recipient, service.proof = served_on, recipient[:50], proof
    service.save(update_fields=["served_on", "recipient", "proof"])
    _settle_failures(letter)
    entry = Entry(served_on, Event.SERVED, letter.number)
    note = f"{service.get_method_display()}" + (
        f"，{recipient}签收" if officer and recipient else ""
    )
    enter(case, entry, officer=officer, on=on, at=at, note=note)
    return service


def _issued(letter: Letter) -> Letter:
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("event", "consultation", "pdf")
        .get(pk=letter.pk)
    )
    if letter.state != LetterState.ISSUED or letter.dated_on is None:
        raise CaseRefused(
            f"文书“{letter}”当前为“{letter.get_state_display()}”，只有已发出的文书可以送达。"
        )
    return letter


def _under_way(service: Service) -> Service:
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("letter__event", "letter__consultation")
        .get(pk=service.pk)
    )
    if service.served_on:
        raise CaseRefused(f"该次送达已于 {service.served_on} 送达，无需重复登记。")
    if service.failed_on:
        raise CaseRefused(f"该次送达已于 {service.failed_on} 登记未成，请另行送达。")
    return service


def _waiting_on_portal(letter: Letter) -> Service | None:
    return (
        Service.objects.select_for_update(of=("self",))
        .select_related("letter__event", "letter__consultation")
        .filter(letter=letter, method=ServiceMethod.PORTAL, served_on=None, failed_on=None)
        .order_by("pk")
        .first()
    )


def _require_manner(letter: Letter, method: str, tracking_no: str) -> None:
    attempts = letter.services.filter(failed_on=None)
    served = next((each for each in attempts if each.served_on), None)
    if served:
        raise CaseRefused(f"文书“{letter}”已于 {served.served_on} 送达，无需再次送达。")
    if any(each.method == method for each in attempts):
        raise CaseRefused(
            f"文书“{letter}”已有一次“{ServiceMethod(method).label}”尚在途中，"
            "请先登记其结果，或改用其他方式。"
        )
    if method == ServiceMethod.REGISTERED_MAIL and not tracking_no:
        raise CaseRefused("邮件号：未填写，挂号信或邮政特快专递须登记邮件号，以便查询签收情况。")
    if len(tracking_no) > 60:
        raise CaseRefused("邮件号：超过60个字符，请核对。")
    if method == ServiceMethod.PORTAL and letter.kind in TO_OTHERS:
        raise CaseRefused("该文书不是发给申请人的，不能网上送达，请改用其他方式。")


def _require_day(letter: Letter, field: str, day: date, on: date) -> None:
    if letter.dated_on and day < letter.dated_on:
        raise CaseRefused(f"{field}：{day} 早于文书的成文日期 {letter.dated_on}，请填写实际日期。")
    if day > on:
        raise CaseRefused(f"{field}：{day} 晚于今天，请填写实际发生的日期。")


def _require_after_sending(service: Service, field: str, day: date, on: date) -> None:
    if day < service.sent_on:
        raise CaseRefused(f"{field}：{day} 早于寄发日期 {service.sent_on}，请核对。")
    _require_day(service.letter, field, day, on)


def _settle_failures(letter: Letter) -> None:
    letter.services.filter(is_settled=False).exclude(failed_on=None).update(is_settled=True)


def _kept(proof: Proof, case: DisclosureRequest, officer: Officer, at: datetime) -> CaseFile:
    file = inspected(proof.name, proof.content)
    return keep_file(
        kind=FileKind("PROOF"),
        name=file.name,
        media_type=file.media_type,
        content=file.content,
        at=at,
        request=case,
        officer=officer,
    )
