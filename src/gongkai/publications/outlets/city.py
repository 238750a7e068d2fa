"""Handing information to another government site over HTTP, signed (HMAC-SHA256).

No city publishes how its site takes reports; this form is our own, told in
docs/features/distribution.md for whoever builds the receiving side.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongkai.messages.outlets.speaking import SECONDS, TurnedDown, Unanswered, ask


@dataclass(frozen=True)
class CityLine:
    """A receiving site: where it is, and the key that both sides know."""

    address: str
    key_id: str
    secret: str
    seconds: float = SECONDS

    def report(self, number: str, content: Mapping[str, Any], at: datetime) -> str:
        """Hand over one piece of information and return the number the site gives it.

        :param number: the same for the same information, so that the site can tell a repetition
        :raises Unanswered: if nobody can tell whether it was taken
        :raises Busy: if it may be taken later
        :raises TurnedDown: if the site refuses it
        """
        body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        moment = str(int(at.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Gongkai-Key": self.key_id,
            "X-Gongkai-Timestamp": moment,
            "X-Gongkai-Number": number,
            "X-Gongkai-Signature": f"sha256={signature(self.secret, moment, number, body)}",
        }
        answer = ask(self.address, body, headers, seconds=self.seconds)
        # 409: it has this one already.
        if answer.status >= 400 and answer.status != 409:
            raise TurnedDown(f"接收平台没有接受（{answer.status}），请与平台管理单位核对后重试。")
        try:
            found = json.loads(answer.content)
        except ValueError:
            raise Unanswered("接收平台的应答无法识别。") from None
        given = found.get("id") if isinstance(found, dict) else None
        if not isinstance(given, str | int) or not str(given):
            raise Unanswered("接收平台的应答不完整，没有返回编号。")
        return str(given)[:200]


def signature(secret: str, moment: str, number: str, body: bytes) -> str:
    """Return what proves the sender: HMAC-SHA256 over moment, number and body, in hex."""
    signed = b"\n".join((moment.encode(), number.encode(), body))
    return hmac.new(secret.encode(), signed, sha256).hexdigest()
