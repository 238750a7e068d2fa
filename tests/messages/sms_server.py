"""A machine that speaks the SMS gateway's protocol, and misbehaves when told to.

Each request first takes the next of `faults`:

busy, patient, error, unwell, cut, refused     it says no, or nothing, and has done nothing
done-error, lost, half, garbage, list, nameless, done-busy      done, but the answer tells nothing
twice                                          a right answer, though it has the message already
hangs                                          it was done, and nothing is ever said
slow                                           a right answer that takes its time
"""

import json
from collections import Counter, deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

from gongkai.messages.outlets.signing import Forged, SigningKey

KEY = SigningKey("gjj-01", "0123456789abcdef-secret")
HANGS = 60
UNDONE = ("busy", "patient", "error", "unwell", "cut", "refused")
DONE = ("done-error", "lost", "half", "garbage", "list", "nameless", "done-busy", "hangs", "slow")
_STATUS = {
    "busy": 429, "patient": 429, "done-busy": 429, "error": 500, "done-error": 502, "unwell": 503,
    "refused": 400,
}  # fmt: skip


class SmsServer:
    """The gateway: what it took, how often each message went to a phone, and what it was asked."""

    def __init__(self):
        self._lock, self.closing = Lock(), Event()
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                gateway.answer(self)

            def log_message(self, *_args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/sms"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.reset()

    def reset(self):
        """Forget everything."""
        self.now = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
        self.faults, self.taken, self.states = deque(), {}, {}
        self.texts, self.asked, self.nonces = Counter(), [], set()
        self.reason = ""

    def close(self):
        """Stop listening."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

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

    def answer(self, handler):
        """Answer one request, well or badly."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        with self._lock:
            self.asked.append(handler.path.rpartition("/")[2])
            fault = self.faults.popleft() if self.faults else ""
            status, found = 200, {}
            if fault == "cut":
                handler.close_connection = True
                return
            if fault not in UNDONE:
                status, found = self._done(handler, body)
        self._send(handler, fault, status, found)

    def _send(self, handler, fault, status, found):
        if fault in ("lost", "hangs"):
            self.closing.wait(HANGS if fault == "hangs" else 0)
            handler.close_connection = True
            return
        told = json.dumps(found).encode()
        if fault in _STATUS:
            status = _STATUS[fault]
            told = json.dumps({"code": "NO", "reason": self.reason}).encode()
        told = {"garbage": b"<html>", "list": b"[1]", "nameless": b'{"ok": true}'}.get(fault, told)
        handler.send_response(409 if fault == "twice" else status)
        if fault in ("patient", "unwell"):
            handler.send_header("Retry-After", "7200")
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        if fault == "half":
            handler.wfile.write(told[: len(told) // 2])
            handler.close_connection = True
            return
        pieces = [told[i : i + 9] for i in range(0, len(told), 9)] if fault == "slow" else [told]
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()

    def _done(self, handler, body):
        try:
            nonce = KEY.check(
                handler.headers, path=handler.path, body=body, moment=int(self.now.timestamp())
            )
        except Forged:
            return 401, {"reason": "signature"}
        if nonce in self.nonces:
            return 401, {"reason": "replayed"}
        self.nonces.add(nonce)
        asked = json.loads(body)
        if handler.path.endswith("/status"):
            return 200, {"messages": [self.report(each) for each in asked["ids"]]}
        wire_id = handler.headers["Idempotency-Key"]
        assert wire_id == asked["id"]
        if wire_id not in self.taken:
            self.taken[wire_id] = {**asked, "gateway_id": f"G{len(self.taken) + 1}"}
            self.texts[asked["to"]] += 1
            return 200, {"id": self.taken[wire_id]["gateway_id"]}
        return 409, {"id": self.taken[wire_id]["gateway_id"]}
