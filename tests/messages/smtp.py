"""A mail server of the standard library that misbehaves as told, one manner for each connection."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default


class Office:
    """What the server does with the next connections, and the mails it took."""

    def __init__(self, *manners):
        self.manners = list(manners)
        self.taken = []
        self.connections = 0
        self.closing = threading.Event()

    def next_manner(self):
        self.connections += 1
        return self.manners.pop(0) if self.manners else "take"


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        office = self.server.office
        manner = office.next_manner()
        if manner == "slow":
            # Says nothing until the test is over: whoever waits must lose patience first.
            office.closing.wait(30)
            return
        if manner == "drop":
            return
        self.say("220 test")
        while line := self.rfile.readline():
            command = line[:4].upper().strip()
            if command in (b"EHLO", b"HELO"):
                self.say("250 test")
            elif command == b"RCPT":
                answers = {"busy": "451 try again", "refuse": "550 no such user"}
                self.say(answers.get(manner, "250 ok"))
            elif command == b"DATA":
                if manner == "drop at data":
                    return
                self.say("354 go on")
                self._take(office)
                if manner == "drop after data":
                    return
                self.say("250 taken")
            elif command == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def _take(self, office):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        office.taken.append(message_from_bytes(b"".join(lines), policy=default))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, request, client_address):
        """Leave a client that hung up alone."""


@contextmanager
def mail_office(settings, *manners):
    """Run the server and point Django's own mail client at it."""
    office = Office(*manners)
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.office = office
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 1 if "slow" in manners else 20
        settings.DEFAULT_FROM_EMAIL = "gongkai@gjj.example.gov.cn"
        yield office
        office.closing.set()
        server.shutdown()
        thread.join()
