"""A centre's business system that speaks the protocol, and misbehaves when told to.

Each request first takes the next of `faults`; `always` is the fault of all others.
"""

import json
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

from gongkai.fund_services.core.writing import as_json
from gongkai.messages.outlets.signing import SIGNATURE, Forged, SigningKey

KEY = SigningKey("centre-1", "a-secret-of-some-length")
HANGS = 60
_UNDONE = ("error", "busy", "patient", "cut", "hangs", "html", "moved")


class CoreServer:
    """What it was asked, what it tells of each path, and the faults to come."""

    def __init__(self, now):
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
        self.base = f"http://127.0.0.1:{self._server.server_port}/core"
        self.now = now
        self.faults, self.always, self.asked, self.bodies = deque(), "", [], []
        self.told, self.known, self._nonces, self._old = {}, {}, set(), None
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        """Stop listening; whoever hangs is let go."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def tells(self, path, found):
        """Have a path tell of a fact, of several, or of raw JSON, from now on."""
        self.told[path] = found

    def answer(self, handler):
        """Answer one request, well or badly."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        path = handler.path.rpartition("/")[2]
        with self._lock:
            self.asked.append(path)
            self.bodies.append(body)
            fault = self.faults.popleft() if self.faults else self.always
            status, found = 200, {}
            if fault not in _UNDONE:
                status, found = self._done(handler, path, body)
        self._send(handler, fault, status, found)

    def _done(self, handler, path, body):
        try:
            nonce = KEY.check(handler.headers, path=handler.path, body=body, moment=int(self.now()))
        except Forged:
            return 401, {"reason": "signature"}
        if nonce in self._nonces:
            return 401, {"reason": "replayed"}
        self._nonces.add(nonce)
        if path == "ping":
            return 200, {"ready": True}
        if path == "business":
            return self._business(handler.headers["Idempotency-Key"])
        if path not in self.told:
            return 404, {}
        found = self.told[path]
        return 200, {"found": found() if callable(found) else as_json(found)}

    def _business(self, once):
        if "business" in self.told:
            return self.told["business"]
        is_known = once in self.known
        number = self.known.setdefault(once, f"HX{len(self.known) + 1}")
        return (409 if is_known else 200), {"core_no": number}

    def _send(self, handler, fault, status, found):
        if fault == "cut":
            handler.close_connection = True
            return
        if fault in ("hangs", "lost"):
            self._closing.wait(HANGS if fault == "hangs" else 0)
            handler.close_connection = True
            return
        told = json.dumps(found, ensure_ascii=False).encode()
        told = {"html": b"<html>", "garbage": b'{"found": ', "list": b"[1]"}.get(fault, told)
        told = told + b" " * (6 << 20) if fault == "huge" else told
        statuses = {"error": 500, "busy": 429, "patient": 429, "moved": 302, "forbidden": 403}
        headers = handler.headers
        right = KEY.answer_signature(
            handler.path, headers["X-Gongkai-Timestamp"], headers["X-Gongkai-Nonce"], told
        )
        if fault == "replayed" and self._old is not None:
            told, right = self._old
        elif fault == "forged":
            right = SigningKey("centre-1", "another-secret-of-length").answer_signature(
                handler.path, headers["X-Gongkai-Timestamp"], headers["X-Gongkai-Nonce"], told
            )
        self._old = (told, right)
        handler.send_response(statuses.get(fault, status))
        handler.send_header(SIGNATURE, "" if fault == "unsigned" else right)
        if fault == "patient":
            handler.send_header("Retry-After", "7200")
        if fault == "moved":
            handler.send_header("Location", "http://127.0.0.1:9/")
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        if fault == "half":
            handler.wfile.write(told[: len(told) // 2])
            handler.close_connection = True
            return
        pieces = [told[i : i + 4] for i in range(0, len(told), 4)] if fault == "slow" else [told]
        for piece in pieces:
            try:
                handler.wfile.write(piece)
                handler.wfile.flush()
            except OSError:
                return
            if fault == "slow":
                self._closing.wait(0.05)
