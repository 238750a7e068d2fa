"""A machine that speaks the SMS gateway's protocol, and misbehaves when told to.

Each request first takes the next of `faults`:

busy, patient, error, unwell, cut, refused     it says no, or nothing, and has done nothing
done-error, lost, half, garbage, list, nameless, done-busy      done, but the answer tells nothing
twice                                          a right answer, though it has the message already
hangs                                          it was done, and nothing is ever said
slow                                           a right answer that takes its time
"""

from collections import Counter

from gongkai.messages.outlets.signing import SigningKey
from signed_machine import SignedMachine

KEY = SigningKey("gjj-01", "0123456789abcdef-secret")
UNDONE = ("busy", "patient", "error", "unwell", "cut", "refused")
DONE = ("done-error", "lost", "half", "garbage", "list", "nameless", "done-busy", "hangs", "slow")


class SmsServer(SignedMachine):
    """The gateway: what it took, how often each message went to a phone, and what it was asked."""

    key, place, undone = KEY, "sms", UNDONE
    statuses = {
        "busy": 429, "patient": 429, "done-busy": 429, "error": 500, "done-error": 502,
        "unwell": 503, "refused": 400, "twice": 409,
    }  # fmt: skip
    kept = ("twice",)
    bodies = {"garbage": b"<html>", "list": b"[1]", "nameless": b'{"ok": true}'}
    resting = ("patient", "unwell")

    def reset(self):
        """Forget everything."""
        super().reset()
        self.taken, self.states, self.texts, self.reason = {}, {}, Counter(), ""

    def arrives(self, wire_id, state="delivered", reason="", at=None):
        """Let a message arrive, or not."""
        self.states[wire_id] = (state, reason, at or self.now)

    def report(self, wire_id):
        """Return what the gateway tells of a message."""
        if wire_id not in self.taken:
            return {"id": wire_id, "state": "unknown"}
        state, reason, at = self.states.get(wire_id, ("accepted", "", self.now))
        told = {"id": wire_id, "state": state, "reason": reason, "at": at.isoformat()}
        return {**told, "gateway_id": self.taken[wire_id]["gateway_id"]}

    def refusal(self):
        """Return why it says no."""
        return {"code": "NO", "reason": self.reason}

    def done(self, path, headers, asked):
        """Take a message, or tell what became of some."""
        if path.endswith("/status"):
            return 200, {"messages": [self.report(each) for each in asked["ids"]]}
        wire_id = headers["Idempotency-Key"]
        assert wire_id == asked["id"]
        if wire_id not in self.taken:
            self.taken[wire_id] = {**asked, "gateway_id": f"G{len(self.taken) + 1}"}
            self.texts[asked["to"]] += 1
            return 200, {"id": self.taken[wire_id]["gateway_id"]}
        return 409, {"id": self.taken[wire_id]["gateway_id"]}
