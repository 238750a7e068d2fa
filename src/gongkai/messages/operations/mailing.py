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
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q

from gongkai.messages.models import Mail

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


def queue_mail(*, key: str, to: str, subject: str, body: str, at: datetime) -> Mail:
    """Put a mail on record for sending; the same key again is the same mail.

    :raises MailNotConfigured: if no mail server is configured
    """
    require_mail_server()
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
    claimed.save(update_fields=["state", "sent_at", "next_at", "failure"])
    return claimed


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
    mail.save(update_fields=["state", "next_at", "failure"])
    return mail


def _code(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _reason in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("> ") or "localhost"
