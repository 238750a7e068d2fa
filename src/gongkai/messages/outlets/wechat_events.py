"""What the WeChat platform pushes to an account's server (服务器配置), in its safe mode (安全模式).

In the plain mode the signature says nothing about the body, so that anybody who saw one address
could tell us anything: that mode is not taken.
"""

import base64
import binascii
import hmac
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from gongkai.messages.outlets.signing import LATEST, Forged

_TAG = r"<{0}>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</{0}>"
_BLOCK = 32
_MOST = 64 << 10
_FAILURES = {
    "failed:user block": "用户拒绝接收公众号的消息",
    "failed:freq limit": "该用户收到的消息过于频繁，平台没有发送",
    "failed: system failed": "公众号平台发送失败",
    "failed:system failed": "公众号平台发送失败",
}


class JobFinished(NamedTuple):
    """What the platform tells of a template message: its msgid, and why it failed, "" if not."""

    message_id: str
    failure: str


@dataclass(frozen=True, repr=False)
class PushKey:
    """The account's token and EncodingAESKey, as they were typed at the platform."""

    app_id: str
    token: str
    aes_key: str

    def greeting(self, query: Mapping[str, str]) -> str:
        """Return what the platform wants back when it first looks for the server.

        :raises Forged: if it is not the platform
        """
        right = _digest(self.token, query.get("timestamp", ""), query.get("nonce", ""))
        if not _same(query.get("signature", ""), right):
            raise Forged("签名不正确。")
        return query.get("echostr", "")[:200]

    def opened(self, query: Mapping[str, str], body: bytes, moment: int) -> str:
        """Return the XML that was pushed.

        :raises Forged: if it is not from the platform, too old, or not in the safe mode
        """
        sealed = tag_in(body[:_MOST].decode(errors="replace"), "Encrypt")
        told, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not sealed:
            raise Forged("消息推送应使用安全模式，请在公众平台修改消息加解密方式。")
        if not _same(query.get("msg_signature", ""), _digest(self.token, told, nonce, sealed)):
            raise Forged("签名不正确。")
        if not (told.isascii() and told.isdigit()) or abs(int(told) - moment) > LATEST:
            raise Forged("请求时间与本系统相差超过5分钟。")
        return self._decrypted(sealed)

    def _decrypted(self, sealed: str) -> str:
        try:
            key = base64.b64decode(self.aes_key + "=", validate=True)
            cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
            plain = cipher.update(base64.b64decode(sealed, validate=True)) + cipher.finalize()
            padding = plain[-1]
            (length,) = struct.unpack(">I", plain[16:20])
            content, sender = plain[20 : 20 + length], plain[20 + length : -padding]
            told = content.decode()
        except (binascii.Error, ValueError, IndexError, struct.error):
            raise Forged("消息无法解密，请核对消息加解密密钥。") from None
        if not 1 <= padding <= _BLOCK or sender.decode(errors="replace") != self.app_id:
            raise Forged("消息不是发给本公众号的。")
        return told


def job_finished(xml: str) -> JobFinished | None:
    """Return what an event tells of a template message, None if it tells of something else."""
    if tag_in(xml, "Event") != "TEMPLATESENDJOBFINISH":
        return None
    status = tag_in(xml, "Status")
    failure = "" if status == "success" else _FAILURES.get(status, "公众号平台没有送达")
    return JobFinished(tag_in(xml, "MsgID") or tag_in(xml, "MsgId"), failure)


def tag_in(xml: str, name: str) -> str:
    """Return the text of the first element of a name; entities and nesting are not looked at."""
    found = re.search(_TAG.format(name), xml, re.DOTALL)
    return (found[1] or found[2] or "").strip() if found else ""


def _digest(*parts: str) -> str:
    return sha1("".join(sorted(parts)).encode()).hexdigest()


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), right.encode())
