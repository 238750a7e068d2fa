"""A provider of government accounts that speaks OpenID Connect, and misbehaves when told to.

It checks what a client must send (PKCE, its key, the code once) and signs with a key that can be
changed. `fault` is what goes wrong next; each of FAULTS is done to an otherwise right answer.
"""

import base64
import json
import time
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

CLIENT, SECRET = "gjj-portal", "0123456789abcdef/secret"
REFUSED_TOKENS = (
    "wrong nonce", "no nonce", "alg none", "signed with the secret", "expired", "no expiry",
    "other issuer", "other audience", "two audiences", "unknown key", "broken signature",
    "of long ago", "of tomorrow", "other access token", "no token", "no subject",
    "algorithm unasked",
)  # fmt: skip
AWAY = ("token slow", "token error", "token garbage", "token elsewhere", "keys error",
        "keys garbage", "token huge")  # fmt: skip


class IdentityServer:
    """The provider: who signs in next, what goes wrong next, and what it was asked."""

    def __init__(self):
        self._closing = Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.answer(self, "")

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                server.answer(self, self.rfile.read(length).decode())

            def log_message(self, *_args):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self._http.server_port}/realm"
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        self.keys = [RSAKey.generate_key(2048, {"kid": "key-1", "use": "sig"})]
        self.reset()

    def reset(self):
        """Forget everything but the keys."""
        self.fault, self.claims, self.userinfo = "", {"sub": "person-1"}, {}
        self.has_issuer_in_answer, self.codes, self.asked = True, {}, []

    def close(self):
        """Stop listening."""
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()

    def new_key(self, kind="RSA"):
        """Sign with a new key from now on; the old one is published no more."""
        name = f"key-{len(self.asked)}-{time.monotonic_ns()}"
        options = {"kid": name, "use": "sig"}
        made = RSAKey.generate_key(2048, options) if kind == "RSA" else ECKey.generate_key(
            "P-256", options)  # fmt: skip
        self.keys = [made]

    def sign_in(self, address):
        """Be the browser at the provider's page; return the query it comes back with."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"]
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        told = {"state": asked["state"]}
        if self.has_issuer_in_answer:
            told["iss"] = (
                "https://other.example" if self.fault == "answer of another" else self.issuer
            )
        if self.fault.startswith("error="):
            return {**told, "error": self.fault.removeprefix("error=")}
        if self.fault == "no code":
            return told
        return {**told, "code": code}

    def answer(self, handler, body):
        """Answer one request, well or badly."""
        path = urlsplit(handler.path).path.removeprefix("/realm")
        self.asked.append(path)
        if self.fault == "discovery slow" and path.startswith("/.well"):
            self._closing.wait(5)
        made = {
            "/.well-known/openid-configuration": self.configuration,
            "/keys": self.published,
            "/token": lambda: self.token(handler, body),
            "/userinfo": lambda: self.person(handler),
        }.get(path)
        try:
            status, content = made() if made else (404, {})
        except AssertionError as wrong:
            status, content = 400, {"error": "invalid_request", "error_description": str(wrong)}
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        try:
            handler.send_response(status)
            handler.send_header("Content-Type", "application/json")
            if status == 302:
                handler.send_header("Location", "http://127.0.0.1:1/")
            handler.send_header("Content-Length", str(len(raw)))
            handler.end_headers()
            if self.fault == "token slow" and path == "/token":
                for at in range(len(raw)):
                    handler.wfile.write(raw[at : at + 1])
                    if self._closing.wait(0.2):
                        return
            handler.wfile.write(raw)
        except OSError:
            pass

    def configuration(self):
        """Return the discovery document."""
        if self.fault == "discovery error":
            return 500, {}
        issuer = "https://other.example" if self.fault == "discovery of another" else self.issuer
        return 200, {
            "issuer": issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def published(self):
        """Return the public keys, with one that is none of ours to read."""
        if self.fault == "keys error":
            return 503, {}
        if self.fault == "keys garbage":
            return 200, b"<html>"
        keys = [key.as_dict(private=False) for key in self.keys]
        return 200, {"keys": [*keys, {"kty": "FUTURE", "kid": "f"}, {"kty": "RSA", "use": "enc"}]}

    def token(self, handler, body):
        """Return the tokens for a code, if everything that goes with it is right."""
        sent = {name: value[0] for name, value in parse_qs(body).items()}
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        assert handler.headers["Authorization"] == f"Basic {basic}", "client"
        asked = self.codes.pop(sent["code"], None)
        if asked is None:
            return 400, {"error": "invalid_grant"}
        assert sent["grant_type"] == "authorization_code"
        assert sent["redirect_uri"] == asked["redirect_uri"], "redirect_uri"
        made = base64.urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest())
        assert made.rstrip(b"=").decode() == asked["code_challenge"], "code_challenge"
        faults = {
            "token error": (500, {}),
            "token garbage": (200, b"<html>"),
            "token elsewhere": (302, {}),
            "token huge": (200, b" " * (2 << 20)),
            "token refused": (400, {"error": "invalid_grant"}),
        }
        if self.fault in faults:
            return faults[self.fault]
        access = "access-1"
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": 60}
        if self.fault == "no token":
            return 200, answer
        return 200, {**answer, "id_token": self.id_token(asked, access)}

    def id_token(self, asked, access):
        """Return a signed token, with what is wrong with it."""
        now, key, alg = int(time.time()), self.keys[0], "RS256"
        half = sha256(access.encode()).digest()[:16]
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"],
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(), **self.claims,
        }  # fmt: skip
        changes = {
            "wrong nonce": {"nonce": "another"}, "no nonce": {"nonce": None},
            "expired": {"exp": now - 120}, "no expiry": {"exp": None},
            "other issuer": {"iss": "https://other.example"}, "other audience": {"aud": "others"},
            "two audiences": {"aud": [CLIENT, "others"]}, "of long ago": {"iat": now - 3600},
            "of tomorrow": {"iat": now + 86400}, "other access token": {"at_hash": "AAAA"},
            "no subject": {"sub": None},
        }.get(self.fault, {})  # fmt: skip
        claims = {name: value for name, value in (claims | changes).items() if value is not None}
        if self.fault == "alg none":
            parts = [{"alg": "none"}, claims]
            packed = [base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode()
                      for each in parts]  # fmt: skip
            return f"{packed[0]}.{packed[1]}."
        if self.fault == "signed with the secret":
            key, alg = OctKey.import_key(SECRET * 2), "HS256"
        if self.fault == "unknown key":
            key = RSAKey.generate_key(2048, {"kid": "nobody's"})
        if key.key_type == "EC":
            alg = "ES256"
        if self.fault == "algorithm unasked":
            alg = "RS512"
        header = {"alg": alg, "kid": self.keys[0].kid if alg == "HS256" else key.kid}
        text = jwt.encode(header, claims, key, algorithms=[alg])
        if self.fault == "broken signature":
            head, payload, signature = text.split(".")
            return f"{head}.{payload}.{signature[:-8]}AAAAAAAA"
        return text

    def person(self, handler):
        """Return what is known of whoever the access token is of."""
        assert handler.headers["Authorization"] == "Bearer access-1"
        return 200, {"sub": self.claims["sub"], **self.userinfo}


def came_back(query):
    """Return the path and query somebody comes back to."""
    return f"/zhanghu/tongyi/huidiao/?{urlencode(query)}"
