"""The exchange with the city's 12345 platform: fetching tickets and orders, telling what was done.

Platforms differ and none publishes its protocol; this one is our own, told in
docs/features/platform-exchange.md for whoever joins a city's to it. Every call is a signed POST of
JSON below one address; what is told a second time under the same number is no second event.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from gongkai.messages.outlets.signed_calls import SignedLine
from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.speaking import SECONDS, Unanswered

MOST = 100
"""How many tickets one question fetches."""

KINDS = {
    "咨询": "CONSULTATION",
    "投诉": "COMPLAINT",
    "建议": "SUGGESTION",
    "求助": "HELP",
    "举报": "REPORT",
    "表扬": "PRAISE",
}
"""What the platform calls a kind of ticket, and our code for it."""

ORDERS = ("URGED", "SUPERVISED", "REOPENED", "RATED")
"""What the platform may tell of a ticket that it sent before."""

_URGENCIES = {"一般": "ORDINARY", "复杂": "COMPLEX", "紧急": "URGENT"}
_OPINIONS = {"满意": "SATISFIED", "基本满意": "FAIRLY_SATISFIED", "不满意": "DISSATISFIED"}
_LONGEST = 60
_LONGEST_CONTENT = 5000


class Unreadable(ValueError):
    """One entry is not as agreed; the message names field and value, in Chinese."""


class PlatformTicket(NamedTuple):
    """A ticket as the platform hands it over; `due_on` is the day it asks for, if it does."""

    number: str
    kind: str
    title: str
    content: str
    person_name: str
    phone: str
    urgency: str
    is_secret: bool
    due_on: date | None


class PlatformOrder(NamedTuple):
    """What the platform tells of a ticket: one of ORDERS, with its own number, told once."""

    key: str
    number: str
    kind: str
    text: str
    opinion: str


class Faulty(NamedTuple):
    """An entry that cannot be taken, by its number where it has one, and why."""

    number: str
    reason: str


class Batch(NamedTuple):
    """What one question fetched; `cursor` is where the next one goes on, `is_last` ends it."""

    tickets: tuple[PlatformTicket, ...]
    orders: tuple[PlatformOrder, ...]
    faulty: tuple[Faulty, ...]
    cursor: str
    is_last: bool


@dataclass(frozen=True)
class Platform:
    """A platform below `base`, and the key that both sides know.

    Each call raises `Unanswered` where nobody can tell whether it was done, `Busy` where it may be
    tried later, `TurnedDown` where it never will be.
    """

    base: str
    key: SigningKey
    seconds: float = SECONDS

    def fetch(self, cursor: str, at: datetime) -> Batch:
        """Return what is new since a cursor, "" for everything."""
        return batch_in(self._post("/fetch", {"cursor": cursor, "most": MOST}, at), cursor)

    def confirm(self, cursor: str, at: datetime) -> None:
        """Tell the platform that everything up to a cursor is on record here."""
        self._post("/confirm", {"cursor": cursor}, at, once=f"confirm-{cursor}")

    def tell(self, key: str, content: Mapping[str, Any], at: datetime) -> None:
        """Tell what was done to a ticket; under the same key again it is no second event."""
        self._post("/events", {"id": key, **content}, at, once=key)

    def _post(
        self, path: str, content: Mapping[str, Any], at: datetime, once: str = ""
    ) -> dict[str, Any]:
        line = SignedLine("12345平台", self.base, self.key, self.seconds)
        found, is_known = line.call(path, content, at, once)
        if not is_known and found.get("ok") is not True:
            raise Unanswered("12345平台的应答不完整，没有确认。")
        return found


def batch_in(found: Mapping[str, Any], before: str) -> Batch:
    """Return the tickets and orders of an answer; what cannot be read is told beside them.

    :raises Unanswered: if the answer as a whole is not as agreed
    """
    rows, orders = found.get("tickets", []), found.get("orders", [])
    cursor = found.get("cursor")
    if not isinstance(rows, list) or not isinstance(orders, list) or not isinstance(cursor, str):
        raise Unanswered("12345平台的应答格式不符，缺少工单列表或游标。")
    if len(rows) > MOST or len(orders) > MOST or not 0 < len(cursor) <= _LONGEST:
        raise Unanswered("12345平台的应答格式不符，条数或游标超出约定。")
    if (rows or orders) and cursor == before:
        raise Unanswered("12345平台的应答有误：有新工单而游标没有前进。")
    tickets, told, faulty = [], [], []
    for row in rows:
        try:
            tickets.append(ticket_in(row))
        except Unreadable as fault:
            faulty.append(Faulty(_number_of(row), str(fault)))
    for row in orders:
        try:
            told.append(order_in(row))
        except Unreadable as fault:
            faulty.append(Faulty(_number_of(row), str(fault)))
    is_last = not rows and not orders
    return Batch(tuple(tickets), tuple(told), tuple(faulty), cursor, is_last)


def ticket_in(row: Any) -> PlatformTicket:
    """Return one ticket as the platform tells it.

    :raises Unreadable: if a field is missing or not as agreed
    """
    told = _row(row)
    kind = _one_of(told, "kind", "诉求类别", KINDS)
    due = told.get("due_on") or ""
    try:
        due_on = date.fromisoformat(str(due)) if due else None
    except ValueError:
        raise Unreadable(f"办理期限：“{str(due)[:20]}”不是日期，应为年-月-日。") from None
    is_secret = told.get("secret", False)
    if not isinstance(is_secret, bool):
        raise Unreadable("来源保密：应为 true 或 false。")
    content = _text(told, "content", "诉求内容", _LONGEST_CONTENT)
    return PlatformTicket(
        number=_text(told, "id", "工单号", _LONGEST),
        kind=kind,
        title=_text(told, "title", "标题", 200, needed=False),
        content=content,
        person_name=_text(told, "name", "诉求人", 50, needed=False),
        phone=_text(told, "phone", "联系电话", 40, needed=False),
        urgency=_one_of(told, "urgency", "缓急", _URGENCIES, default="一般"),
        is_secret=is_secret,
        due_on=due_on,
    )


def order_in(row: Any) -> PlatformOrder:
    """Return one order as the platform tells it.

    :raises Unreadable: if a field is missing or not as agreed
    """
    told = _row(row)
    kind = told.get("kind")
    if kind not in ORDERS:
        raise Unreadable(f"事项：“{str(kind)[:20]}”不在约定的事项之中。")
    rated = kind == "RATED"
    return PlatformOrder(
        key=_text(told, "id", "事项编号", _LONGEST),
        number=_text(told, "ticket", "工单号", _LONGEST),
        kind=str(kind),
        text=_text(told, "text", "说明", 300, needed=kind in ("SUPERVISED", "REOPENED")),
        opinion=_one_of(told, "opinion", "评价", _OPINIONS) if rated else "",
    )


def told_in(content: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return what is told of an event without what is empty, days as texts."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in content
        if value not in (None, "")
    }


def _row(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise Unreadable("条目：格式不符，应为 JSON 对象。")
    return row


def _text(row: Mapping[str, Any], field: str, label: str, most: int, *, needed: bool = True) -> str:
    value = row.get(field, "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable(f"{label}：格式不符，应为文字。")
    plain = "".join(each for each in str(value) if each in "\n\t" or each.isprintable()).strip()
    if needed and not plain:
        raise Unreadable(f"{label}：为空，请平台补齐后重新推送。")
    if len(plain) > most:
        raise Unreadable(f"{label}：共{len(plain)}个字，最多{most}个字。")
    return plain


def _one_of(
    row: Mapping[str, Any], field: str, label: str, known: Mapping[str, str], default: str = ""
) -> str:
    value = row.get(field) or default
    if not isinstance(value, str) or value not in known:
        names = "、".join(known)
        raise Unreadable(f"{label}：“{str(value)[:20]}”不在约定的范围（{names}）之内。")
    return known[value]


def _number_of(row: Any) -> str:
    told = row.get("id", "") if isinstance(row, dict) else ""
    return str(told)[:_LONGEST] if isinstance(told, str | int) else ""
