"""The SMS gateway (短信网关): handing over a message, and asking what became of messages.

Gateways differ; this protocol is our own, told in docs/features/messages.md for whoever joins a
carrier's to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from gongkai.messages.outlets.signed_calls import SignedLine
from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.speaking import SECONDS, Unanswered

MOST_ASKED = 100
"""About how many messages one question asks."""

_STATES = ("accepted", "delivered", "failed", "unknown")


class Report(NamedTuple):
    """What a gateway tells of one message: its state, when, why it failed, its own number."""

    wire_id: str
    state: str
    at: datetime | None
    reason: str
    outside_id: str


@dataclass(frozen=True, repr=False)
class Texting:
    """A message to hand over."""

    wire_id: str
    phone: str
    sign: str
    text: str
    template: str
    parameters: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the message as the gateway takes it."""
        return {
            "id": self.wire_id,
            "to": self.phone,
            "sign": self.sign,
            "text": self.text,
            "template": self.template,
            "params": dict(self.parameters),
        }


@dataclass(frozen=True)
class SmsGateway:
    """A gateway below `base`, and the key that both sides know.

    Each call raises `Unanswered` where nobody can tell whether it was done, `Busy` where it may be
    tried later, `TurnedDown` where it never will be.
    """

    base: str
    key: SigningKey
    seconds: float = SECONDS

    def hand_over(self, message: Texting, at: datetime) -> str:
        """Hand a message over and return the gateway's number; the same one again is no second."""
        found = self._line.call("/messages", message.as_json(), at, once=message.wire_id).found
        given = found.get("id")
        if not isinstance(given, str | int) or not str(given) or isinstance(given, bool):
            raise Unanswered("短信网关的应答不完整，没有返回编号。")
        return str(given)[:100]

    def reports_of(self, wire_ids: Iterable[str], at: datetime) -> list[Report]:
        """Return what became of messages; one the gateway never had is `unknown`."""
        wanted = list(wire_ids)[:MOST_ASKED]
        found = self._line.call("/status", {"ids": wanted}, at).found
        told = {each.wire_id: each for each in reports_in(found)}
        if missing := [each for each in wanted if each not in told]:
            raise Unanswered(f"短信网关的应答不完整，缺少{len(missing)}条的状态。")
        return [told[each] for each in wanted]

    @property
    def _line(self) -> SignedLine:
        return SignedLine("短信网关", self.base, self.key, self.seconds)


def reports_in(found: Mapping[str, Any]) -> Sequence[Report]:
    """Return the reports of an answer or of a push, the last of each message last.

    :raises Unanswered: if they are not as agreed
    """
    rows = found.get("messages")
    if not isinstance(rows, list) or len(rows) > 10 * MOST_ASKED:
        raise Unanswered("短信网关的状态报告格式不符。")
    return [_report(row) for row in rows]


def _report(row: Any) -> Report:
    if not isinstance(row, dict) or row.get("state") not in _STATES:
        raise Unanswered("短信网关的状态报告格式不符。")
    told = row.get("at") or ""
    try:
        moment = datetime.fromisoformat(str(told)) if told else None
    except ValueError:
        raise Unanswered("短信网关的状态报告中时间无法识别。") from None
    if moment is not None and moment.tzinfo is None:
        raise Unanswered("短信网关的状态报告中时间没有时区。")
    return Report(
        str(row.get("id", ""))[:40],
        str(row["state"]),
        moment,
        str(row.get("reason") or "")[:100],
        str(row.get("gateway_id") or "")[:100],
    )
