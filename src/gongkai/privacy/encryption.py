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
    return f"{algorithm}:{base64.b64encode(_seal(algorithm, text.encode())).decode()}"


def decrypt(stored: str) -> str:
    """Return the text behind a stored value.

    :raises Undecipherable: if the key does not fit or the value was altered
    """
    if not stored:
        return ""
    algorithm, _, payload = stored.partition(":")
    try:
        return _open(algorithm, base64.b64decode(payload, validate=True)).decode()
    except Exception as error:
        raise Undecipherable("加密字段无法解密：密钥不符或数据被改动。") from error


def encrypt_bytes(content: bytes) -> bytes:
    """Return a file's bytes sealed by the configured algorithm, its name in front."""
    algorithm: str = settings.GONGKAI_FIELD_CIPHER
    return algorithm.encode() + b":" + _seal(algorithm, content)


def decrypt_bytes(stored: bytes) -> bytes:
    """Return the bytes behind a sealed file.

    :raises Undecipherable: if the key does not fit or the file was altered
    """
    algorithm, _, payload = stored.partition(b":")
    try:
        return _open(algorithm.decode(), payload)
    except Exception as error:
        raise Undecipherable("加密文件无法解密：密钥不符或文件被改动。") from error


def _seal(algorithm: str, content: bytes) -> bytes:
    key = _key(algorithm, settings.GONGKAI_FIELD_KEY)
    nonce = os.urandom(_NONCE_BYTES)
    if algorithm == "aes":
        return nonce + AESGCM(key).encrypt(nonce, content, None)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    return nonce + encryptor.update(content) + encryptor.finalize() + encryptor.tag


def _open(algorithm: str, raw: bytes) -> bytes:
    key = _key(algorithm, settings.GONGKAI_FIELD_KEY)
    nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
    if algorithm == "aes":
        return AESGCM(key).decrypt(nonce, sealed, None)
    mode = modes.GCM(nonce, sealed[-_TAG_BYTES:])
    decryptor = Cipher(algorithms.SM4(key), mode).decryptor()
    return decryptor.update(sealed[:-_TAG_BYTES]) + decryptor.finalize()
