"""Taking a template message to the WeChat platform, never twice.

The platform knows no question what became of a message; but within ten minutes the same
client_msg_id is one message. After that an unanswered call stays in doubt until somebody decides.
"""

from collections.abc import Callable
from datetime import datetime

from gongkai.agencies.models import Agency
from gongkai.messages.models import DispatchState
from gongkai.messages.operations.claiming import Work
from gongkai.messages.operations.templates import template_of
from gongkai.messages.outlets.speaking import Busy, TurnedDown, Unanswered
from gongkai.messages.outlets.wechat_codes import OutsideRefusal
from gongkai.messages.outlets.wechat_templates import (
    LONGEST_VALUE,
    SAME_WITHIN,
    TemplateMessage,
    TemplateSender,
)

SenderOf = Callable[[Agency, datetime], TemplateSender | None]
"""What returns an organ's sender: the account belongs to whoever publishes there."""

# Refused the second time, these were refused the first time, too.
_SURE = frozenset({40003, 40037, 43004, 43101, 47003, 48001, 48004})
_IN_DOUBT = (
    "提交后没有收到公众号平台的应答，且已超过平台防重复的时限，不能确定是否已发出；"
    "为避免重复没有再次提交。"
)


def send_template(work: Work, sender_of: SenderOf) -> None:
    """Take a message to the platform; one in doubt again only while that cannot make two of it."""
    row = work.dispatch
    if work.was == DispatchState.SENT:
        work.keep(next_at=None)
        return
    if work.is_asked_before and work.at > (row.asked_at or row.queued_at) + SAME_WITHIN:
        work.keep(state=DispatchState.DOUBTFUL, failure=_IN_DOUBT, next_at=None)
        return
    sender, template = sender_of(row.agency, work.at), template_of(row)
    if sender is None:
        work.failed("本机关没有设置或者没有启用微信公众号，不能发送模板消息。")
        return
    if template is None:
        work.failed("没有为此事项设置微信消息模板，请在“通知网关”页面设置。")
        return
    too_long = [name for name, value in template.values.items() if len(value) > LONGEST_VALUE]
    if too_long or not all(template.values.values()):
        work.failed(f"消息模板有参数为空或者超过{LONGEST_VALUE}个字，请核对消息模板设置。")
        return
    message = TemplateMessage(row.address, template.code, template.values, row.link, row.wire_id)
    try:
        given = sender.send(message)
    except Busy as fault:
        # A busy platform may still have the message from an earlier, unanswered call.
        (work.doubt if work.is_asked_before else work.put_off)(fault)
    except Unanswered as fault:
        work.doubt(fault)
    except TurnedDown as fault:
        code = fault.code if isinstance(fault, OutsideRefusal) else 0
        if work.is_asked_before and code not in _SURE:
            work.keep(state=DispatchState.DOUBTFUL, failure=str(fault)[:300], next_at=None)
        else:
            work.failed(str(fault))
    else:
        work.sent(given, None)
