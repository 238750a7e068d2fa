"""The WeChat platform's side: what followers send, encrypted and signed as is documented."""

import base64
import os
import re
import struct
from hashlib import sha1
from itertools import count

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.test import Client
from django.utils import timezone

from factories import AgencyFactory
from gongkai.messages.models import WeChatCallback
from gongkai.publications.models import WeChatAccount
from publications.wechat_server import APP_ID, SECRET

TOKEN, AES_KEY = "woDeLingPai1", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OPENID = "oia2TjuEGTNoeX76QEjQNrcURxG8"
OTHER = "oia2TjuEGTNoeX76QEjQNrcURxG9"
_NUMBERS = count(23456789012345600)
_TEXT = (
    "<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>"
    "<FromUserName><![CDATA[{openid}]]></FromUserName><CreateTime>1395658920</CreateTime>"
    "<MsgType><![CDATA[{kind}]]></MsgType>{more}{number}</xml>"
)


def account_of(agency=None, **changes):
    """Return an organ whose WeChat account pushes to us."""
    agency = agency or AgencyFactory(code="gjj", phone="0400-1234567")
    given = {"name": "某公积金", "app_id": APP_ID, "app_secret": SECRET, "is_active": True}
    WeChatAccount.objects.create(agency=agency, **given | changes)
    WeChatCallback.objects.create(agency=agency, token=TOKEN, aes_key=AES_KEY)
    return agency


def xml_of(content="", *, openid=OPENID, kind="text", number=None, event="", more=""):
    """Return a message as a follower's platform tells it, or an event."""
    inner = f"<Content><![CDATA[{content}]]></Content>" if kind == "text" else more
    inner += f"<Event><![CDATA[{event}]]></Event>" if event else ""
    told = "" if event else f"<MsgId>{number or next(_NUMBERS)}</MsgId>"
    return _TEXT.format(openid=openid, kind="event" if event else kind, more=inner, number=told)


def sealed(xml, app_id=APP_ID):
    """Return a document encrypted for the account."""
    key, content = base64.b64decode(AES_KEY + "="), xml.encode()
    plain = os.urandom(16) + struct.pack(">I", len(content)) + content + app_id.encode()
    padding = 32 - len(plain) % 32
    plain += bytes([padding]) * padding
    cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(cipher.update(plain) + cipher.finalize()).decode()


def digest(*parts):
    """Return the signature over some parts."""
    return sha1("".join(sorted(parts)).encode()).hexdigest()


def push(xml, *, organ="gjj", token=TOKEN, app_id=APP_ID, late=0, openid=OPENID):
    """Push a document and return the answer as it came."""
    inner = sealed(xml, app_id)
    moment = str(int(timezone.now().timestamp()) - late)
    signature = digest(token, moment, "1320562132", inner)
    query = (
        f"signature={digest(token, moment, '1320562132')}&timestamp={moment}&nonce=1320562132"
        f"&openid={openid}&encrypt_type=aes&msg_signature={signature}"
    )
    told = f"<ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[{inner}]]></Encrypt>"
    return Client(enforce_csrf_checks=True).post(
        f"/api/v1/wechat-events/{organ}/?{query}", f"<xml>{told}</xml>", content_type="text/xml"
    )


def send(content="", **changes):
    """Have a follower send something, and return what he reads; "" where he reads nothing."""
    return opened(push(xml_of(content, **changes)))


def opened(answer):
    """Return what a follower reads of an answer, whose signature must be right."""
    assert answer.status_code == 200, answer.content.decode()
    if answer.content == b"success":
        return ""
    told = dict(
        re.findall(r"<(\w+)>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</\1>", answer.content.decode()[5:])
    )
    right = digest(TOKEN, told["TimeStamp"], told["Nonce"], told["Encrypt"])
    assert told["MsgSignature"] == right
    key = base64.b64decode(AES_KEY + "=")
    cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    plain = cipher.update(base64.b64decode(told["Encrypt"])) + cipher.finalize()
    (length,) = struct.unpack(">I", plain[16:20])
    inner = plain[20 : 20 + length].decode()
    assert plain[20 + length : -plain[-1]].decode() == APP_ID
    assert f"<ToUserName><![CDATA[{OPENID[:4]}" in inner
    assert "<FromUserName><![CDATA[gh_7f083739789a]]>" in inner
    return re.search(r"<Content><!\[CDATA\[(.*)\]\]></Content>", inner, re.DOTALL)[1]
