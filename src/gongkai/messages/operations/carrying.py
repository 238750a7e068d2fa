"""Working off what is due: each dispatch by itself, none of them holding up another."""

import logging
from datetime import datetime, timedelta
from time import monotonic

from gongkai.agencies.models import Agency
from gongkai.messages.models import Dispatch, Mail
from gongkai.messages.operations.claiming import Overtaken, Work, claim
from gongkai.messages.operations.mailing import deliver, may_mail
from gongkai.messages.operations.templating import SenderOf, send_template
from gongkai.messages.operations.texting import send_text
from gongkai.messages.outlets.speaking import Unanswered
from gongkai.messages.outlets.wechat_templates import TemplateSender
from gongkai.rules.message_events import Way

MOST_AT_ONCE = 200
"""How many dispatches one run works off."""

SECONDS_OF_A_RUN = 20.0
"""After how long a run begins no further dispatch, so that a slow gateway keeps nobody waiting."""

# As long as a worker may be at one mail; later it counts as left behind.
_MAIL_LEFT = timedelta(minutes=10)
_log = logging.getLogger(__name__)


def nobody(_agency: Agency, _at: datetime) -> TemplateSender | None:
    """Return no sender of template messages, where none is at hand."""
    return None


def carry_due(*, at: datetime, sender_of: SenderOf = nobody) -> int:
    """Work on every dispatch that is due, the longest due first; return how many were worked on."""
    started = monotonic()
    due = Dispatch.objects.filter(next_at__lte=at).order_by("next_at", "pk")
    done = 0
    for key in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        spent = monotonic() - started
        if spent > SECONDS_OF_A_RUN:
            break
        # Gateways are slow: a lease counts from when a dispatch's turn comes.
        now = at + timedelta(seconds=int(spent))
        done += carry_one(key=key, at=now, sender_of=sender_of)
    return done


def carry_one(*, key: int, at: datetime, sender_of: SenderOf = nobody) -> bool:
    """Take one dispatch as far as it goes, unless another worker is at it; tell whether it was.

    Not one transaction on purpose: none may be open while a gateway is spoken to. Broken off
    anywhere, the next try goes on from what is on record.
    """
    work = claim(key, at)
    if work is None:
        return False
    try:
        _carry(work, sender_of)
    except Overtaken:
        return False
    except Exception as error:
        # Its words might hold what must not be written down.
        _log.error("dispatch %s: %s", work.dispatch.pk, type(error).__name__)
        _doubt_after(work)
    return True


def next_moment(key: int) -> datetime | None:
    """Return when a dispatch is worked on next, None where it is not."""
    moment: datetime | None = (
        Dispatch.objects.filter(pk=key).values_list("next_at", flat=True).first()
    )
    return moment


def _carry(work: Work, sender_of: SenderOf) -> None:
    way = Way(work.dispatch.way)
    if way is Way.SMS:
        send_text(work)
    elif way is Way.WECHAT:
        send_template(work, sender_of)
    elif way is Way.EMAIL:
        _mail(work)
    else:
        work.keep(next_at=None)


def _mail(work: Work) -> None:
    mail = work.dispatch.mail
    if mail is None or not may_mail():
        work.failed("本系统尚未配置邮件服务器，请系统管理员设置 GONGKAI_EMAIL_URL。")
        return
    # It stores how far it came on the dispatch, too.
    mail = deliver(mail=mail, at=work.at)
    if mail.state == Mail.State.SENDING:
        work.keep(next_at=work.at + _MAIL_LEFT)


def _doubt_after(work: Work) -> None:
    fault = Unanswered("系统内部错误，不能确定是否已发出；将自动核对，多次出现请联系系统管理员。")
    try:
        work.doubt(fault)
    except Overtaken:
        _log.warning("dispatch %s: overtaken", work.dispatch.pk)
