"""What the WeChat platform pushes to an account's server (服务器配置), in its safe mode (安全模式).

In the plain mode the signature says nothing about the body, so that anybody who saw one address
could tell us anything: that mode is not taken. What followers write themselves stands in the
documents pushed: the elements are read one after another, so that nothing in a text is taken for
one. Source: developers.weixin.qq.com, 接收普通消息, 被动回复用户消息, 消息加解密说明.
"""

import base64
import binascii
import hmac
import os
import re
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from gongkai.messages.outlets.signing import LATEST, Forged

_TAG = re.compile(r"\s*<([A-Za-z]{1,40})>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</\1>", re.DOTALL)
_OPENID = re.compile(r"[0-9A-Za-z_-]{10,64}")
_BLOCK = 32
MOST = 64 << 10
"""How many bytes a push has at most; the platform's own limits are far below."""

LONGEST_REPLY = 2000
"""How many bytes a reply may have; the platform cuts at 2048."""

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


class Pushed(NamedTuple):
    """What a follower sent, or an event of his; `told_to` is the account, `kind` a MsgType."""

    openid: str
    told_to: str
    kind: str
    event: str
    message_id: str
    content: str

    def __repr__(self) -> str:
        return "Pushed(…)"


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
        if len(body) > MOST:
            raise Forged("推送内容过长，没有处理。")
        sealed = _fields(body.decode(errors="replace")).get("Encrypt", "")
        told, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not sealed:
            raise Forged("消息推送应使用安全模式，请在公众平台修改消息加解密方式。")
        if not _same(query.get("msg_signature", ""), _digest(self.token, told, nonce, sealed)):
            raise Forged("签名不正确。")
        if not (told.isascii() and told.isdigit()) or abs(int(told) - moment) > LATEST:
            raise Forged("请求时间与本系统相差超过5分钟。")
        return self._decrypted(sealed)

    def sealed(self, reply: str, moment: int) -> str:
        """Return a reply as the platform takes it: encrypted, and signed."""
        key = base64.b64decode(self.aes_key + "=")
        content = reply.encode()
        plain = os.urandom(16) + struct.pack(">I", len(content)) + content + self.app_id.encode()
        padding = _BLOCK - len(plain) % _BLOCK
        cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
        secret = cipher.update(plain + bytes([padding]) * padding) + cipher.finalize()
        sealed, nonce = base64.b64encode(secret).decode(), secrets.token_hex(8)
        signature = _digest(self.token, str(moment), nonce, sealed)
        return (
            f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt>"
            f"<MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            f"<TimeStamp>{moment}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        )

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
    told = _fields(xml)
    if told.get("Event") != "TEMPLATESENDJOBFINISH":
        return None
    status = told.get("Status", "")
    failure = "" if status == "success" else _FAILURES.get(status, "公众号平台没有送达")
    return JobFinished(told.get("MsgID") or told.get("MsgId", ""), failure)


def pushed(xml: str) -> Pushed | None:
    """Return what a follower sent or did, None where nobody is told or no kind is."""
    told = _fields(xml)
    openid, kind = told.get("FromUserName", ""), told.get("MsgType", "")
    if not _OPENID.fullmatch(openid) or not kind:
        return None
    number = told.get("MsgId", "")
    return Pushed(
        openid=openid,
        told_to=told.get("ToUserName", ""),
        kind=kind,
        event=told.get("Event", "") if kind == "event" else "",
        message_id=number if number.isascii() and number.isdigit() else "",
        content=told.get("Content", "") if kind == "text" else "",
    )


def reply_to(told: Pushed, text: str, moment: int) -> str:
    """Return a text reply (被动回复) to what a follower sent, cut to what the platform takes."""
    plain = text.encode()[:LONGEST_REPLY].decode(errors="ignore").replace("]]>", "]] >")
    return (
        f"<xml><ToUserName><![CDATA[{told.openid}]]></ToUserName>"
        f"<FromUserName><![CDATA[{told.told_to.replace(']]>', '')}]]></FromUserName>"
        f"<CreateTime>{moment}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{plain}]]></Content></xml>"
    )


def _fields(xml: str) -> dict[str, str]:
    """Return the elements of a document's one level; of two alike the first counts."""
    start = re.match(r"\s*<xml>", xml)
    place, found = start.end() if start else len(xml), dict[str, str]()
    while told := _TAG.match(xml, place):
        found.setdefault(told[1], (told[2] if told[2] is not None else told[3] or "").strip())
        place = told.end()
    return found


def _digest(*parts: str) -> str:
    return sha1("".join(sorted(parts)).encode()).hexdigest()


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), right.encode())
