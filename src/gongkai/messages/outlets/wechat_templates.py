"""Template messages (模板消息) of a WeChat account.

The platform sends one message only for the same openid and client_msg_id within ten minutes
(防重入id，10分钟有效): so long, and no longer, an unanswered call may be made again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gongkai.messages.outlets.wechat_line import WeChatLine

SAME_WITHIN = timedelta(minutes=8)
"""How long after the first call the same one may be made again; two minutes are left for clocks."""

LONGEST_VALUE = 20
"""How many characters a value may have; what is longer the platform refuses or cuts."""


@dataclass(frozen=True, repr=False)
class TemplateMessage:
    """A message to one follower, with the values of a template that the account has."""

    openid: str
    template: str
    values: Mapping[str, str]
    link: str
    client_id: str

    def as_json(self) -> dict[str, Any]:
        """Return the message as the platform takes it."""
        found: dict[str, Any] = {
            "touser": self.openid,
            "template_id": self.template,
            "client_msg_id": self.client_id,
            "data": {name: {"value": value} for name, value in self.values.items()},
        }
        return {**found, "url": self.link} if self.link else found


@dataclass(frozen=True)
class TemplateSender:
    """What sends template messages for an account."""

    line: WeChatLine

    def send(self, message: TemplateMessage) -> str:
        """Hand a message to the platform and return its msgid, by which its event names it."""
        answer = self.line.call("/cgi-bin/message/template/send", message.as_json())
        return self.line.text_in(answer, "msgid")
