"""A machine outside that takes signed calls only, and misbehaves when told to.

Each request first takes the next of `faults`. Those of `undone` say no, or nothing, and have done
nothing; all others were done, whatever the answer says of it.
"""

import json
from collections import deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

from gongkai.messages.outlets.signing import Forged

HANGS = 60
NOW = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)


class SignedMachine:
    """What it was asked, and the faults to come; each kind says what it does with a call."""

    key = None
    place = ""
    undone = ("busy", "patient", "error", "cut", "refused")
    # Faults that have a status of their own, with a refusal as body unless named in `kept`.
    statuses = {"busy": 429, "patient": 429, "error": 500}
    kept = ()
    bodies = {"garbage": b"<html>"}
    resting = ("patient",)

    def __init__(self):
        self._lock, self._closing = Lock(), Event()
        machine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                machine.answer(self)

            def log_message(self, *_args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/{self.place}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.reset()

    def reset(self):
        """Forget everything."""
        self.now, self.faults, self.asked, self.nonces = NOW, deque(), [], set()

    def close(self):
        """Stop listening."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def done(self, path, headers, asked):
        """Do what a call asks for; return status and answer."""
        raise NotImplementedError

    def refusal(self):
        """Return what stands in the answer of a fault with a status of its own."""
        return {}

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
            if fault not in self.undone:
                status, found = self._proved(handler, body)
        self._send(handler, fault, status, found)

    def _proved(self, handler, body):
        try:
            nonce = self.key.check(
                handler.headers, path=handler.path, body=body, moment=int(self.now.timestamp())
            )
        except Forged:
            return 401, {"reason": "signature"}
        if nonce in self.nonces:
            return 401, {"reason": "replayed"}
        self.nonces.add(nonce)
        return self.done(handler.path, handler.headers, json.loads(body))

    def _send(self, handler, fault, status, found):
        if fault in ("lost", "hangs"):
            self._closing.wait(HANGS if fault == "hangs" else 0)
            handler.close_connection = True
            return
        refused = fault in self.statuses and fault not in self.kept
        told = self.bodies.get(fault, json.dumps(self.refusal() if refused else found).encode())
        handler.send_response(self.statuses.get(fault, status))
        if fault in self.resting:
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
