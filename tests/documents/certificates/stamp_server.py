"""A time-stamp server (RFC 3161) on this machine, that misbehaves when told to."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

MOMENT = datetime(2024, 1, 10, 2, 30, 1, tzinfo=UTC)


class StampMachine:
    """Answers with real tokens of its own key; `fault` is what is wrong with each answer."""

    def __init__(self, fault=""):
        self.fault, self.asked, self.moment = fault, [], MOMENT
        self._closing = Event()
        private, certificate = _own()
        self.root = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
        kept = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self._stamper = DummyTimeStamper(
            self.root, asn1_keys.PrivateKeyInfo.load(kept), fixed_dt=MOMENT
        )
        machine = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                machine.asked.append(dict(self.headers))
                machine.answer(self, body)

            def log_message(self, *_args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/tsr"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler, body):
        if self.fault == "cut":
            handler.close_connection = True
            return
        if self.fault == "slow":
            self._closing.wait(30)
            return
        request = tsp.TimeStampReq.load(body)
        if self.fault == "other":
            request["message_imprint"]["hashed_message"] = bytes(32)
        told = asyncio.run(self._stamper.async_request_tsa_response(request)).dump()
        if self.fault == "refused":
            told = tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()
        if self.fault == "garbage":
            told = b"<html>"
        if self.fault == "huge":
            told += bytes(1 << 20)
        kind = "text/html" if self.fault == "kind" else "application/timestamp-reply"
        handler.send_response(500 if self.fault == "error" else 200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        with suppress(OSError):
            handler.wfile.write(told)


def _own():
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "时间戳")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(MOMENT - timedelta(days=1))
        .not_valid_after(MOMENT + timedelta(days=900))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    )
    return private, builder.sign(private, SHA256())
