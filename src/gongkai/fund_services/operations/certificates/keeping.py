"""Keeping a certificate's bytes: sealed on disk, and the same ones each time they are asked for."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings

from gongkai.documents.keeping import keep
from gongkai.fund_services.models import Certificate
from gongkai.fund_services.operations.certificates.refusing import CertificateUnavailable
from gongkai.privacy.encryption import Undecipherable, decrypt_bytes, encrypt_bytes

_LARGEST = 4 << 20


class KeptFile(NamedTuple):
    """Where a file stands, its digest and its size in bytes."""

    stored_name: str
    sha256: str
    size: int


def keep_certificate(content: bytes, at: datetime) -> KeptFile:
    """Seal a certificate's bytes on disk; where its transaction fails they are an orphan.

    :raises FileTooLarge, FileNotKept: as documents.keeping.keep does
    """
    stored_name = f"{at:%Y%m}/{uuid4().hex}"
    keep(_folder() / stored_name, [encrypt_bytes(content)], most=_LARGEST)
    return KeptFile(stored_name, sha256(content).hexdigest(), len(content))


def kept_certificate(certificate: Certificate) -> bytes:
    """Return a certificate's bytes exactly as they were signed.

    :raises CertificateUnavailable: if they are gone, or are not what was signed
    """
    try:
        content = decrypt_bytes((_folder() / certificate.stored_name).read_bytes())
    except (OSError, Undecipherable):
        content = b""
    if sha256(content).hexdigest() != certificate.sha256:
        raise CertificateUnavailable(
            "该证明的原件在存储中缺失或者损坏，不能下载；请重新出具一份，并告知本中心核查。"
        )
    return content


def _folder() -> Path:
    return Path(settings.GONGKAI_FILES) / "certificates"
