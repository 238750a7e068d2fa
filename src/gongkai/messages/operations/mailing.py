"""Sending one mail once: claimed, handed to the mail server, tried again where that may help."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.messages.models import Dispatch, DispatchState, Mail
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.message_events import Way

ATTEMPTS = 5
"""How often a mail is tried before it counts as failed."""

PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
"""How long to wait after the first, second … attempt."""

# A sender that died took longer than any time-out: whoever comes later may take its mail over.
_ABANDONED = timedelta(minutes=10)


class MailNotConfigured(ValueError):
    """No mail server is configured; the message names the remedy, in Chinese."""


class Enclosure(NamedTuple):
    """A file sent along: its name, bytes and media type."""

    name: str
    content: bytes
    media_type: str


def may_mail() -> bool:
    """Tell whether a mail server is configured."""
    return bool(settings.EMAIL_HOST)


def require_mail_server() -> None:
    """Insist on a mail server.

    :raises MailNotConfigured: if none is configured
    """
    if not may_mail():
        raise MailNotConfigured(
            "本系统尚未配置邮件服务器，不能以电子邮件送达。请系统管理员设置 GONGKAI_EMAIL_URL"
            "（见运维手册“邮件”一节），或改用其他送达方式。"
        )


def queue_mail(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    at: datetime,
    agency: Agency | None = None,
    event: str = "request.letter",
    about: str = "",
) -> Mail:
    """Put a mail on record that its caller sends with `deliver`; the same key is the same mail.

    :param agency: on whose list of dispatches it is to stand, as an event about a subject
    :raises MailNotConfigured: if no mail server is configured
    """
    require_mail_server()
    mail = mail_on_record(key=key, to=to, subject=subject, body=body, at=at)
    if agency is not None:
        Dispatch.objects.get_or_create(
            key=key,
            way=Way.EMAIL.value,
            defaults={
                "agency": agency,
                "event": event,
                "subject": about[:200],
                "mail": mail,
                "address": to,
                "heading": mail.subject,
                "text": body,
                "by_caller": True,
                "queued_at": at,
                "wire_id": keyed_digest("dispatch", f"{key}:{Way.EMAIL.value}:0")[:32],
            },
        )
    return mail


def mail_on_record(*, key: str, to: str, subject: str, body: str, at: datetime) -> Mail:
    """Return the mail of a key, made on first use."""
    mail, _ = Mail.objects.get_or_create(
        key=key,
        defaults={
            "message_id": f"<{sha256(key.encode()).hexdigest()[:32]}.{at:%Y%m%d}@{_domain()}>",
            "to": to,
            "subject": " ".join(subject.split())[:200],
            "body": body,
            "queued_at": at,
        },
    )
    return mail


def deliver(*, mail: Mail, enclosures: Sequence[Enclosure] = (), at: datetime) -> Mail:
    """Hand a mail to the mail server, unless that was done or another worker is at it.

    No transaction is open while the server is spoken to. After a refusal for good (5xx) or the
    last attempt the mail has FAILED; otherwise it waits until `next_at`. An answer lost after the
    server took the mail leads to a second copy under the same Message-ID, never to none.
    """
    claimed = _claim(mail, at)
    if claimed is None:
        return Mail.objects.get(pk=mail.pk)
    message = EmailMessage(
        claimed.subject,
        claimed.body,
        settings.DEFAULT_FROM_EMAIL,
        [claimed.to],
        headers={"Message-ID": claimed.message_id, "Auto-Submitted": "auto-generated"},
        attachments=[tuple(each) for each in enclosures],
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        return _failed(claimed, error, at)
    claimed.state, claimed.sent_at, claimed.next_at, claimed.failure = Mail.State.SENT, at, None, ""
    return _kept(claimed, ["state", "sent_at", "next_at", "failure"], at)


def why_refused(error: Exception) -> str:
    """Return in Chinese why the server did not take a mail, without the address."""
    if isinstance(error, SMTPAuthenticationError):
        return f"邮件服务器不接受登录（{error.smtp_code}），请系统管理员核对账号和密码"
    code = _code(error)
    if isinstance(error, SMTPRecipientsRefused) and code:
        return f"邮件服务器拒收该收件地址（{code}）"
    if code:
        return f"邮件服务器未接收（{code}）"
    # smtplib tells of a time-out as of a lost connection.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "邮件服务器超时未应答"
    return "与邮件服务器的连接中断或无法建立"


def _claim(mail: Mail, at: datetime) -> Mail | None:
    """Return the mail for whoever is first to take it, None for all others."""
    free = Q(state=Mail.State.QUEUED) | Q(state=Mail.State.SENDING, claimed_at__lt=at - _ABANDONED)
    with transaction.atomic():
        taken = Mail.objects.filter(free, pk=mail.pk).update(
            state=Mail.State.SENDING, claimed_at=at, attempts=F("attempts") + 1
        )
        if taken:
            Dispatch.objects.filter(mail_id=mail.pk).update(state=DispatchState.SENDING)
    return Mail.objects.get(pk=mail.pk) if taken else None


def _failed(mail: Mail, error: Exception, at: datetime) -> Mail:
    code = _code(error)
    # A wrong password may be put right in time; a refused address will not change its mind.
    for_good = code >= 500 and not isinstance(error, SMTPAuthenticationError)
    if for_good or mail.attempts >= ATTEMPTS:
        mail.state, mail.next_at = Mail.State.FAILED, None
    else:
        mail.state, mail.next_at = Mail.State.QUEUED, at + PAUSES[mail.attempts - 1]
    mail.failure = why_refused(error)[:300]
    return _kept(mail, ["state", "next_at", "failure"], at)


@transaction.atomic
def _kept(mail: Mail, fields: list[str], at: datetime) -> Mail:
    """Store how far a mail came, and the same on the dispatch that it is sent for."""
    mail.save(update_fields=fields)
    changes: dict[str, Any] = {"state": DispatchState.QUEUED, "failure": mail.failure}
    if mail.is_sent:
        changes = {"state": DispatchState.SENT, "sent_at": at, "failure": ""}
    elif mail.has_failed:
        changes = {"state": DispatchState.FAILED, "failed_at": at, "failure": mail.failure}
    rows = Dispatch.objects.filter(mail=mail)
    rows.update(**changes, attempts=mail.attempts, claimed_at=mail.claimed_at)
    # Where the caller sends, the job of the service has nothing to do.
    rows.filter(by_caller=False).update(next_at=mail.next_at)
    return mail


def _code(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _reason in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("> ") or "localhost"
