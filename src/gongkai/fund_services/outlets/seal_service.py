"""A key service (密钥服务) that signs digests: the key never leaves it.

Services differ; this protocol is our own, told in docs/features/certificates.md for whoever joins a
maker's to it: POST /sign with key, algorithm and digest, signed as messages.outlets.signing says.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from gongkai.documents.certificates.keys import SealKeyUnusable, is_signature_of
from gongkai.messages.outlets.signed_calls import SignedLine
from gongkai.messages.outlets.signing import SigningKey
from gongkai.messages.outlets.speaking import OutletFault

SECONDS = 3.0
"""How long one signature may take, however slowly the answer trickles in."""

RSA, ECDSA = "RSASSA_PKCS1_V1_5_SHA_256", "ECDSA_SHA_256"
_LONGEST = 1024


@dataclass(frozen=True, repr=False)
class ServiceKey:
    """A key that a service keeps, and the certificates of it.

    :param name: what the service calls the key
    :param at: the moment of the calls, which the service compares with its own clock
    """

    base: str
    access: SigningKey
    name: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    at: datetime
    seconds: float = SECONDS
    kept_in: str = field(default="SERVICE", init=False)

    def sign(self, data: bytes) -> bytes:
        """Return the signature of data; one that does not fit the certificate is not taken.

        :raises SealKeyUnusable: if the service does not sign
        """
        of_rsa = isinstance(self.certificate.public_key(), rsa.RSAPublicKey)
        asked = {
            "key": self.name,
            "algorithm": RSA if of_rsa else ECDSA,
            "digest": base64.b64encode(hashlib.sha256(data).digest()).decode(),
        }
        line = SignedLine("密钥服务", self.base, self.access, self.seconds)
        try:
            found = line.call("/sign", asked, self.at).found
        except OutletFault as fault:
            raise SealKeyUnusable(f"密钥服务没有签章：{fault}没有出具证明，请稍后再试。") from None
        signature = _bytes_of(found.get("signature"))
        if not signature or not is_signature_of(self.certificate, signature, data):
            raise SealKeyUnusable(
                "密钥服务返回的签名与签章证书不符，没有出具证明，请联系系统管理员。"
            )
        return signature


def _bytes_of(told: object) -> bytes:
    if not isinstance(told, str) or len(told) > 2 * _LONGEST:
        return b""
    try:
        return base64.b64decode(told, validate=True)
    except ValueError:
        return b""
