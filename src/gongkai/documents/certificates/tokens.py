"""Keys on a token or in a hardware module that speaks PKCS#11; they never leave it."""

import hashlib
import threading
from contextlib import suppress
from typing import Any

from asn1crypto import algos
from cryptography import x509

from gongkai.documents.certificates.keys import (
    SealKeyUnusable,
    certificates_in,
    is_signature_of,
    require_usable,
)

try:
    import pkcs11
    from pkcs11.util.ec import encode_ecdsa_signature
except ImportError:
    # Not to be had on every system; then a key of a file or of a service does.
    pkcs11 = None  # type: ignore[assignment, unused-ignore]


class TokenKey:
    """A key on a token; its session stays open, and is opened anew once where it broke."""

    kept_in = "TOKEN"

    def __init__(
        self, module: str, token: str, key: str, pin: str, certificate: bytes = b""
    ) -> None:
        """Open the token.

        :param module: path of the maker's library
        :param token: label of the token
        :param key: label of the key, and of its certificate
        :param certificate: PEM or DER of the certificate where the token does not hold it
        :raises SealKeyUnusable: if token, key or certificate are not there, or the PIN is wrong
        """
        if pkcs11 is None:
            raise SealKeyUnusable("本系统没有安装PKCS#11支持，请改用密钥文件或者密钥服务。")
        self._place = (module, token, key, pin)
        self._lock = threading.Lock()
        self._session: Any = None
        self._private: Any = None
        try:
            self._open()
            chain = certificates_in(certificate) if certificate else (self._own_certificate(),)
            self.certificate, self.chain = chain[0], chain[1:]
            if not is_signature_of(self.certificate, self.sign(b"gongkai"), b"gongkai"):
                raise SealKeyUnusable("密钥设备中的私钥与签章证书不是一对，请核对密钥标签和证书。")
        except SealKeyUnusable:
            self.close()
            raise

    def sign(self, data: bytes) -> bytes:
        """Return the signature of data.

        :raises SealKeyUnusable: if the token does not answer
        """
        with self._lock:
            try:
                return self._signed(data)
            except pkcs11.PKCS11Error:
                # Pulled out and put in again: the old session is gone, a new one may do.
                self._open()
                try:
                    return self._signed(data)
                except pkcs11.PKCS11Error as error:
                    raise _not_there(error) from None

    def close(self) -> None:
        """Leave the token, if it is still there."""
        session, self._session = self._session, None
        if session is not None:
            with suppress(pkcs11.PKCS11Error):
                session.close()

    def _signed(self, data: bytes) -> bytes:
        digest = hashlib.sha256(data).digest()
        if self._private.key_type == pkcs11.KeyType.RSA:
            told = algos.DigestInfo(
                {"digest_algorithm": {"algorithm": "sha256"}, "digest": digest}
            ).dump()
            return bytes(self._private.sign(told, mechanism=pkcs11.Mechanism.RSA_PKCS))
        plain = self._private.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        return bytes(encode_ecdsa_signature(plain))

    def _open(self) -> None:
        module, token, key, pin = self._place
        try:
            self.close()
            found = pkcs11.lib(module).get_token(token_label=token)
            try:
                self._session = found.open(user_pin=pin)
            except pkcs11.UserAlreadyLoggedIn:
                # A process logs in to a token once; its other sessions are let in with it.
                self._session = found.open()
            self._private = self._session.get_key(
                object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=key
            )
        except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange):
            raise SealKeyUnusable(
                "密钥设备的PIN不正确；请核对后再试，连续输错会锁定设备。"
            ) from None
        except pkcs11.NoSuchToken:
            raise SealKeyUnusable(
                "没有找到签章用的密钥设备，请检查设备是否插好、标签是否正确。"
            ) from None
        except pkcs11.NoSuchKey:
            raise SealKeyUnusable("密钥设备中没有指定的签章密钥，请核对密钥标签。") from None
        except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
            raise _not_there(error) from None

    def _own_certificate(self) -> x509.Certificate:
        wanted = {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.LABEL: self._place[2],
        }
        for each in self._session.get_objects(wanted):
            found = x509.load_der_x509_certificate(bytes(each[pkcs11.Attribute.VALUE]))
            require_usable(found)
            return found
        raise SealKeyUnusable("密钥设备中没有与密钥同名的证书，请写入证书或者另行指定证书文件。")


def _not_there(error: Exception) -> SealKeyUnusable:
    return SealKeyUnusable(f"密钥设备没有应答（{type(error).__name__}），请检查设备和驱动后再试。")
