"""Keys that seal certificates: what each can do, and the kind that stands in a PKCS#12 file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

_SHORTEST_RSA = 2048
_SELF_SIGNED_BITS = 3072
_FRIENDLY_NAME = b"gongkai-seal"


class SealKeyUnusable(Exception):
    """A key cannot be used now; the message says why and what to do, in Chinese, no secret."""


class SealingKey(Protocol):
    """A key that signs, wherever it is kept."""

    @property
    def certificate(self) -> x509.Certificate:
        """Return the certificate of the key."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """Return the certificates above it, as far as they are known."""

    @property
    def kept_in(self) -> str:
        """Return FILE, TOKEN or SERVICE."""

    def sign(self, data: bytes) -> bytes:
        """Return the signature of data by RSA (PKCS#1 v1.5) or ECDSA, with SHA-256.

        :raises SealKeyUnusable: if it cannot sign now
        """


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What a key's certificate says; `fingerprint` is SHA-256 of it in hexadecimal."""

    fingerprint: str
    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    is_self_signed: bool
    algorithm: str
    pem: str


class FileKey:
    """A key of a PKCS#12 file, held in memory."""

    kept_in = "FILE"

    def __init__(
        self,
        private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...],
    ) -> None:
        """Take what a file holds."""
        self._private = private
        self.certificate = certificate
        self.chain = chain

    def sign(self, data: bytes) -> bytes:
        """Return the signature of data."""
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, padding.PKCS1v15(), SHA256())
        return self._private.sign(data, ec.ECDSA(SHA256()))


def key_in_file(content: bytes, password: str) -> FileKey:
    """Return the key of a PKCS#12 file.

    :raises SealKeyUnusable: if the password is wrong, or there is no key that can be used
    """
    try:
        found = pkcs12.load_pkcs12(content, password.encode() or None)
    except UnsupportedAlgorithm:
        raise SealKeyUnusable(_UNSUPPORTED) from None
    except ValueError:
        raise SealKeyUnusable(
            "签章密钥文件打不开：口令不对，或者不是PKCS#12文件（.p12、.pfx），请核对后重新启动服务。"
        ) from None
    private, own = found.key, found.cert
    if private is None or own is None:
        raise SealKeyUnusable("签章密钥文件里没有私钥或者没有证书，请导出包含两者的PKCS#12文件。")
    require_usable(own.certificate)
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SealKeyUnusable(_UNSUPPORTED)
    chain = tuple(each.certificate for each in found.additional_certs)
    return FileKey(private, own.certificate, chain)


def certificates_in(content: bytes) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a PEM or DER file, the key's own first.

    :raises SealKeyUnusable: if there is none
    """
    try:
        if b"-----BEGIN" in content:
            found = tuple(x509.load_pem_x509_certificates(content))
        else:
            found = (x509.load_der_x509_certificate(content),)
    except ValueError:
        raise SealKeyUnusable("签章证书文件无法识别，请使用PEM或者DER格式的证书。") from None
    require_usable(found[0])
    return found


def require_usable(certificate: x509.Certificate) -> None:
    """Insist that a certificate is of a key that can sign here.

    :raises SealKeyUnusable: if it is of another kind (SM2 among them), or too short
    """
    try:
        public = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        raise SealKeyUnusable(_UNSUPPORTED) from None
    if isinstance(public, rsa.RSAPublicKey):
        if public.key_size < _SHORTEST_RSA:
            raise SealKeyUnusable(f"签章密钥只有{public.key_size}位，RSA密钥应不少于2048位。")
    elif not isinstance(public, ec.EllipticCurvePublicKey):
        raise SealKeyUnusable(_UNSUPPORTED)


_UNSUPPORTED = "签章密钥的算法不受支持：请使用RSA（2048位以上）或者ECDSA密钥；国密SM2签章暂不支持。"


def require_in_force(certificate: x509.Certificate, at: datetime) -> None:
    """Insist that a key's certificate is in force at a moment.

    :raises SealKeyUnusable: if it is not yet, or no longer
    """
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < first:
        raise SealKeyUnusable(
            f"签章证书自{first:%Y-%m-%d}起才生效，现在不能出具证明；请核对服务器时间或者更换证书。"
        )
    if at > last:
        raise SealKeyUnusable(
            f"签章证书已于{last:%Y-%m-%d}到期，现在不能出具证明；请更换证书并重新登记。"
        )


def key_facts(certificate: x509.Certificate) -> KeyFacts:
    """Return what a certificate says."""
    public = certificate.public_key()
    algorithm = "?"
    if isinstance(public, rsa.RSAPublicKey):
        algorithm = f"RSA {public.key_size}"
    elif isinstance(public, ec.EllipticCurvePublicKey):
        algorithm = f"ECDSA {public.curve.name}"
    return KeyFacts(
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        subject=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        is_self_signed=certificate.subject == certificate.issuer,
        algorithm=algorithm,
        pem=certificate.public_bytes(Encoding.PEM).decode(),
    )


def is_signature_of(certificate: x509.Certificate, signature: bytes, data: bytes) -> bool:
    """Tell whether a signature of data was made by a certificate's key, with SHA-256."""
    public = certificate.public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, data, padding.PKCS1v15(), SHA256())
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, data, ec.ECDSA(SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def self_signed_file(name: str, password: str, at: datetime, *, days: int = 730) -> bytes:
    """Return a new key in a PKCS#12 file, whose certificate nobody but itself vouches for.

    :param name: whose it is
    :param days: for how long it is in force
    """
    private = rsa.generate_private_key(public_exponent=65537, key_size=_SELF_SIGNED_BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:60]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(minutes=5))
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
        .sign(private, SHA256())
    )
    sealed = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(_FRIENDLY_NAME, private, certificate, None, sealed)
