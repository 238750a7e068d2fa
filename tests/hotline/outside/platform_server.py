"""A machine that speaks the 12345 platform's protocol, and misbehaves when told to.

Each request first takes the next of `faults`:

busy, patient, error, cut, refused     it says no, or nothing, and has done nothing
lost, half, garbage, hangs, not-ok     it was done, but the answer tells nothing
slow                                   a right answer that takes its time
"""

import json
import time
from collections import deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from gongkai.messages.outlets.signing import Forged, SigningKey

KEY = SigningKey("hld-gjj", "0123456789abcdef-platform")
UNDONE = ("busy", "patient", "error", "cut", "refused")
_STATUS = {"busy": 429, "patient": 429, "error": 500, "refused": 422}
_HANGS = 0.8


class PlatformServer:
    """The platform: the batches it has to give, how far it was confirmed, what it was told."""

    def __init__(self):
        self._lock = Lock()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                platform.answer(self)

            def log_message(self, *_args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/12345"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.now = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
        self.batches, self.confirmed, self.events, self.times = [], [], {}, {}
        self.faults, self.asked, self.nonces = deque(), [], set()
        self.refuses = set()

    def close(self):
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

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
            time.sleep(_HANGS if fault == "hangs" else 0)
            handler.close_connection = True
            return
        told = json.dumps(found).encode()
        if fault in _STATUS:
            status, told = _STATUS[fault], json.dumps({"reason": "号码13800138000有误"}).encode()
        told = {"garbage": b"<html>", "not-ok": b'{"tickets": []}'}.get(fault, told)
        handler.send_response(status)
        if fault == "patient":
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
        if handler.path.endswith("/fetch"):
            place = int(asked["cursor"] or 0)
            rest = self.batches[place:]
            tickets, orders = rest[0] if rest else ([], [])
            cursor = str(place + 1) if rest else (asked["cursor"] or "0")
            return 200, {"ok": True, "tickets": tickets, "orders": orders, "cursor": cursor}
        if handler.path.endswith("/confirm"):
            self.confirmed.append(asked["cursor"])
            return 200, {"ok": True}
        key = handler.headers["Idempotency-Key"]
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
