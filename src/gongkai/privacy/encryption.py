"""Encrypts personal data for storage with keys that stand outside the database."""

import base64
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE_BYTES = 12
_TAG_BYTES = 16


class Undecipherable(ValueError):
    """A stored value does not open with the installation's key, or was altered."""


@cache
def _key(algorithm: str, secret: str) -> bytes:
    length = 32 if algorithm == "aes" else 16
    derive = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"field:{algorithm}".encode())
    return derive.derive(secret.encode())


def encrypt(text: str) -> str:
    """Return text sealed by the configured algorithm (AES-256-GCM, or SM4-GCM by GB/T 32907)."""
    if not text:
        return ""
    algorithm: str = settings.GONGKAI_FIELD_CIPHER
    key = _key(algorithm, settings.GONGKAI_FIELD_KEY)
    nonce = os.urandom(_NONCE_BYTES)
    if algorithm == "aes":
        sealed = AESGCM(key).encrypt(nonce, text.encode(), None)
    else:
        encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        sealed = encryptor.update(text.encode()) + encryptor.finalize() + encryptor.tag
    return f"{algorithm}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    """Return the text behind a stored value.

    :raises Undecipherable: if the key does not fit or the value was altered
    """
    if not stored:
        return ""
    algorithm, _, payload = stored.partition(":")
    try:
        raw = base64.b64decode(payload, validate=True)
        key = _key(algorithm, settings.GONGKAI_FIELD_KEY)
        nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
        if algorithm == "aes":
            return AESGCM(key).decrypt(nonce, sealed, None).decode()
        mode = modes.GCM(nonce, sealed[-_TAG_BYTES:])
        decryptor = Cipher(algorithms.SM4(key), mode).decryptor()
        return (decryptor.update(sealed[:-_TAG_BYTES]) + decryptor.finalize()).decode()
    except Exception as error:
        raise Undecipherable("加密字段无法解密：密钥不符或数据被改动。") from error
