"""A machine that speaks the 12345 platform's protocol, and misbehaves when told to.

Each request first takes the next of `faults`:

busy, patient, error, cut, refused     it says no, or nothing, and has done nothing
lost, half, garbage, hangs, not-ok     it was done, but the answer tells nothing
slow                                   a right answer that takes its time
"""

from gongkai.messages.outlets.signing import SigningKey
from signed_machine import SignedMachine

KEY = SigningKey("hld-gjj", "0123456789abcdef-platform")


class PlatformServer(SignedMachine):
    """The platform: the batches it has to give, how far it was confirmed, what it was told."""

    key, place = KEY, "12345"
    statuses = {"busy": 429, "patient": 429, "error": 500, "refused": 422}
    bodies = {"garbage": b"<html>", "not-ok": b'{"tickets": []}'}

    def reset(self):
        """Forget everything."""
        super().reset()
        self.batches, self.confirmed, self.events, self.times = [], [], {}, {}
        self.refuses = set()

    def refusal(self):
        """Return why it says no, with a number that nobody may pass on."""
        return {"reason": "号码13800138000有误"}

    def done(self, path, headers, asked):
        """Give a batch, be confirmed one, or take an event."""
        if path.endswith("/fetch"):
            place = int(asked["cursor"] or 0)
            rest = self.batches[place:]
            tickets, orders = rest[0] if rest else ([], [])
            cursor = str(place + 1) if rest else (asked["cursor"] or "0")
            return 200, {"ok": True, "tickets": tickets, "orders": orders, "cursor": cursor}
        if path.endswith("/confirm"):
            self.confirmed.append(asked["cursor"])
            return 200, {"ok": True}
        key = headers["Idempotency-Key"]
        assert key == asked["id"]
        if asked["kind"] in self.refuses:
            return 422, {"reason": "状态不符"}
        self.times[key] = self.times.get(key, 0) + 1
        if key in self.events:
            return 409, {}
        self.events[key] = asked
        return 200, {"ok": True}


def ticket(number, **changes):
    """Return a ticket as the platform tells it."""
    return {
        "id": number,
        "kind": "投诉",
        "title": "单位未缴存住房公积金",
        "content": "赵小明反映单位三个月没有缴存。",
        "name": "赵小明",
        "phone": "13800138000",
        "urgency": "一般",
        "secret": False,
        "due_on": "2024-01-17",
    } | changes
