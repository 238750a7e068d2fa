"""Calls that prove who makes them: HMAC-SHA256 over one string that both sides build alike.

The string is eight lines: the name of the scheme, the method, the path, the key's number, the
moment in seconds, a word never used before, the idempotency key, the SHA-256 of the body in hex.
It is the same for what goes out and for what comes in, so that a gateway learns one scheme only.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

SCHEME = "GONGKAI-HMAC-SHA256"
LATEST = 300
"""How many seconds the moment of a call may lie away from ours."""

KEY, MOMENT, NONCE = "X-Gongkai-Key", "X-Gongkai-Timestamp", "X-Gongkai-Nonce"
SIGNATURE, IDEMPOTENCY = "X-Gongkai-Signature", "Idempotency-Key"


class Forged(Exception):
    """A call is not from whom it says, or comes too late; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A key that both sides know, and the number it goes by."""

    number: str
    secret: str

    def signature(
        self, method: str, path: str, moment: str, nonce: str, once: str, body: bytes
    ) -> str:
        """Return the signature of a call, in hex."""
        parts = (SCHEME, method, path, self.number, moment, nonce, once, sha256(body).hexdigest())
        return hmac.new(self.secret.encode(), "\n".join(parts).encode(), sha256).hexdigest()

    def answer_signature(self, path: str, moment: str, nonce: str, body: bytes) -> str:
        """Return the signature of the answer to a call with that moment and nonce, in hex."""
        return self.signature("ANSWER", path, moment, nonce, "", body)

    def headers(
        self, *, path: str, body: bytes, moment: int, nonce: str, once: str = ""
    ) -> dict[str, str]:
        """Return the headers of a POST that proves itself."""
        found = {
            KEY: self.number,
            MOMENT: str(moment),
            NONCE: nonce,
            SIGNATURE: self.signature("POST", path, str(moment), nonce, once, body),
        }
        return {**found, IDEMPOTENCY: once} if once else found

    def check(self, headers: Mapping[str, str], *, path: str, body: bytes, moment: int) -> str:
        """Return the nonce of a POST that came in, which nobody may use again.

        :raises Forged: if it does not prove itself
        """
        told, nonce = headers.get(MOMENT, ""), headers.get(NONCE, "")
        once = headers.get(IDEMPOTENCY, "")
        given = headers.get(SIGNATURE, "").encode(errors="replace")
        right = self.signature("POST", path, told, nonce, once, body).encode()
        # Compared first, so that a stranger learns nothing of the rest.
        if headers.get(KEY, "") != self.number or not hmac.compare_digest(given, right):
            raise Forged("签名不正确，请核对密钥和签名方法。")
        if not (told.isascii() and told.isdigit()) or abs(int(told) - moment) > LATEST:
            raise Forged("请求时间与本系统相差超过5分钟，请校准时间后重新发送。")
        if not 8 <= len(nonce) <= 80:
            raise Forged("随机串应为8至80个字符。")
        return nonce
