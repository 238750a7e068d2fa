"""A server on this machine that answers over TLS, well or badly."""

import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NOW = datetime.now(UTC)


def certificate(folder, name="localhost", days=90):
    """Return the path of a self-signed certificate with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}-{days}.pem"
    path.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


class Answers(BaseHTTPRequestHandler):
    """Answers by the path; keeps what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answer."""
        self.server.asked.append((self.command, self.path, self.headers["Host"]))
        deed = self.path.strip("/").split("/")
        getattr(self, f"answer_{deed[0]}", self.answer_plain)(*deed[1:])

    do_HEAD = do_GET

    def answer_plain(self, *rest):
        self.told(200)

    def answer_status(self, code):
        self.told(int(code))

    def answer_no_head(self):
        self.told(405 if self.command == "HEAD" else 200)

    def answer_to(self, *address):
        self.told(302, Location="/" + "/".join(address))

    def answer_outside(self, *address):
        self.told(302, Location=f"https://{'/'.join(address)}")

    def answer_http(self):
        self.told(302, Location="http://localhost/x")

    def answer_slow(self):
        self.server.let_go.wait(60)

    def answer_broken(self):
        self.connection.close()

    def answer_garbage(self):
        self.wfile.write(b"\x00\xff not http at all\r\n\r\n")
        self.close_connection = True

    def answer_large(self):
        self.send_response(405 if self.command == "HEAD" else 200)
        self.send_header("Content-Length", str(1 << 40))
        self.end_headers()
        try:
            for _ in range(64):
                self.wfile.write(b"x" * (1 << 20))
        except OSError:
            self.server.stopped.set()

    def told(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def tls_server(pem):
    """Run a server with a certificate; its port, what it was asked, and a way to let go."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked, server.let_go, server.stopped = [], threading.Event(), threading.Event()
    server.daemon_threads = True
    server.handle_error = lambda *args: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
