"""The mail that takes an answer to a sender who asked for one."""

from datetime import datetime

from gongkai.hotline.models import AnswerWay, SiteMessage
from gongkai.messages.operations.mailing import deliver, may_mail, queue_mail


def goes_by_mail(message: SiteMessage) -> bool:
    """Tell whether a released answer is to be mailed, and can be."""
    wanted = message.answer_way == AnswerWay.EMAIL and bool(message.email)
    return wanted and message.released_at is not None and may_mail()


def send_answer(*, message: SiteMessage, at: datetime) -> datetime | None:
    """Mail an answer once; return when to try again, None if it is sent or has failed for good."""
    if not goes_by_mail(message):
        return None
    organ = message.agency
    mail = queue_mail(
        key=f"site-message-{message.pk}",
        to=message.email,
        subject=f"{organ.name}：网站留言{message.register_no}的答复",
        body=(
            f"您好：\n\n您在本机关网站的留言（{message.register_no}）答复如下。\n\n"
            f"{message.answer}\n\n{organ.name}\n{organ.phone}\n"
        ),
        at=at,
    )
    return deliver(mail=mail, at=at).next_at
