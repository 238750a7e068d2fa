"""Messages to people, and the time that passes for them."""

from gongkai.messages.models import Dispatch
from gongkai.messages.operations import Recipient, send
from gongkai.messages.operations.carrying import carry_due, nobody
from gongkai.rules.message_events import Way

PHONE = "13800138000"
OPENID = "oABCDEFGHIJKLMNOPQRSTUVWXYZ0"
TOLD = {"number": "GD-2024-0001", "kind": "咨询", "due": "2024-01-17"}


def told(agency, at, *, ways=(Way.SMS,), key="ticket-1-accepted", event="ticket.accepted", **more):
    """Tell a citizen that his matter was accepted, by some ways; return the first dispatch."""
    given = {"phone": PHONE, "openid": OPENID, "email": "zhao@example.com", **more}
    rows = send(
        agency=agency, event=event, key=key, at=at, subject="GD-2024-0001", fields=TOLD,
        recipient=Recipient(name="赵小明", wants=tuple(ways), **given),
    )  # fmt: skip
    return rows[0]


def passing(row, gateway, at, most=60, sender_of=nobody):
    """Let time pass until nothing more is due for a dispatch; return it and the last moment."""
    for _ in range(most):
        row = Dispatch.objects.get(pk=row.pk)
        if row.next_at is None or row.state == "SENT":
            return row, at
        at = max(at, row.next_at)
        gateway.now = at
        carry_due(at=at, sender_of=sender_of)
    raise AssertionError(f"never ends: {row.state} {row.failure}")
